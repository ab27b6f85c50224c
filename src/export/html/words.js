// ---- Words --------------------------------------------------------------------------------------------------------

const ENGLISH = {
    write: "Write here", silent: "There is no text: write something.", more: "Let it write", temperature: "Temperature",
    words: (name) => `Each word is left out in turn; the bar is how far the score of ${name} falls.`,
    letters: (name) => `Each letter is blanked in turn; the bar is how far the score of ${name} falls.`,
    draw: "Draw here", reads: "What the network sees", rows: "Inputs", undo: "Undo", clear: "Clear", centre: "Centre the drawing",
    examples: "Or take a row of the test set", answer: "Answer", empty: "The pad is empty: draw something.",
    wrong: "Write a number in every field.",
    then: (name, share) => `then ${name} with ${share}`, redrawn: "The network draws it again", again: "The row again, as the network makes it",
    view: "The other view of it, as the network draws it", codes: "What the layers below make of it, redrawn",
    mattered: "What mattered", against: (name) => `against ${name}`, for: (name) => `for ${name}`,
    pixels: (name) => `Each pixel is blanked in turn; the colour is how far the score of ${name} falls.`,
    inputs: (name) => `Each input is replaced by its mean in turn; the bar is how far the score of ${name} falls.`,
    about: "About this model", locked: "The weights in this page never change, and nothing that is drawn or typed leaves it.",
    test: (score, rows, low, high) => `Right for ${score} of ${rows} test rows (95 % interval ${low} to ${high}).`,
    explained: (share, rows) => `What it redraws explains ${share} of how ${rows} test rows differ.`,
    fit: (score, rows) => `R² ${score} on ${rows} test rows.`, untested: "It was not tested: no rows were held back.",
    weakest: (name, share) => `Weakest on ${name}: ${share} of them found.`,
    trained: (rows) => `Trained on ${rows} rows.`, source: (source, licence) => `Data: ${source}, ${licence}.`,
    beyond: "Outside the range of the training rows, where a network only guesses.",
    filled: (number) => `Empty: it counts as ${number}, from the training rows.`,
    rate: "Rate some statements",
    rating: (most) => `1 is very inaccurate, ${most} very accurate; the network guesses those that you leave open.`,
    guess: (guess) => `guess ${guess}`,
    alone: "Each class is answered on its own here; the shares need not add up to 100 %.",
    made: "Made with Neurarium.",
};
const CHINESE = {
    write: "在这里写", silent: "没有文字：请写点什么。", more: "让它写", temperature: "温度",
    words: (name) => `依次去掉每个词；条形表示 ${name} 的得分下降多少。`,
    letters: (name) => `依次抹去每个字母；条形表示 ${name} 的得分下降多少。`,
    draw: "在这里画", reads: "网络看到的", rows: "输入", undo: "撤销", clear: "清除", centre: "将图画居中",
    examples: "或取一行测试样本", answer: "回答", empty: "画板是空的：请画点什么。", wrong: "请在每一栏填写一个数。",
    then: (name, share) => `其次是 ${name}，${share}`, redrawn: "网络重新画出的样子", again: "网络重新得出的这一行",
    view: "网络画出的另一视图", codes: "重画的下方各层输出",
    mattered: "什么起了作用", against: (name) => `反对 ${name}`, for: (name) => `支持 ${name}`,
    pixels: (name) => `依次擦去每个像素；颜色表示 ${name} 的得分下降多少。`,
    inputs: (name) => `依次把每个输入换成它的平均值；条形表示 ${name} 的得分下降多少。`,
    about: "关于这个模型", locked: "本页中的权重不会改变，画下或输入的内容也不会离开本页。",
    test: (score, rows, low, high) => `${rows} 个测试样本中答对 ${score}（95% 区间 ${low} 至 ${high}）。`,
    explained: (share, rows) => `重画的结果解释了 ${rows} 个测试样本之间差异的 ${share}。`,
    fit: (score, rows) => `${rows} 个测试样本上的 R² 为 ${score}。`, untested: "没有测试过：没有留出样本。",
    weakest: (name, share) => `最弱的是 ${name}：只找到 ${share}。`,
    trained: (rows) => `由 ${rows} 个样本训练。`, source: (source, licence) => `数据：${source}，${licence}。`,
    filled: (number) => `空白：按 ${number} 计算（由训练样本得到）。`,
    rate: "给几句话评分", rating: (most) => `1 很不符合，${most} 很符合；留空的由网络来猜。`, guess: (guess) => `猜测 ${guess}`,
    alone: "各类别分别作答，比例之和不一定是 100%。",
    beyond: "超出训练样本的范围，网络在那里只能猜测。", made: "由 Neurarium 制作。",
};
const CHINESE_READER = navigator.language.toLowerCase().startsWith("zh");
const SAY = CHINESE_READER ? CHINESE : ENGLISH;

/** What something is called in the reader's language. */
function called(name) {
    return (CHINESE_READER && Object.hasOwn(CHINESE_NAMES, name)) ? CHINESE_NAMES[name] : name;
}

/** A share as a percentage. */
function percent(share) {
    return `${(100 * share).toFixed(1)}${CHINESE_READER ? "%" : " %"}`;
}

/** A number with four significant digits. */
function short(number) {
    return String(Number(number.toPrecision(4)));
}

/** A new element with text and attributes, at the end of `parent`. */
function add(parent, name, text = "", attributes = {}) {
    const element = document.createElement(name);
    element.textContent = text;
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    parent.append(element);
    return element;
}
