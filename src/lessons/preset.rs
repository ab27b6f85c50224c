//! Built-in experiments.

pub use super::entry::Preset;
use super::{first, pipelines, real};
use crate::{
    data::{Gate, Shipped, SplitBy},
    experiment::Experiment,
    language::Text,
    text,
};

/// Every preset, the opening one first and pipelines last.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "playground",
        title: Text::fixed("Playground", "游乐场"),
        sentence: Text::fixed(
            "Two rings of points, told apart by two small tanh layers under the TensorFlow Playground's rules.",
            "内外两圈点，由两个小的 tanh 层按 TensorFlow Playground（游乐场）的规则区分。",
        ),
        make: Experiment::default,
    },
    Preset {
        name: "modern",
        title: Text::fixed("Playground, modern rules", "游乐场，现代规则"),
        sentence: Text::fixed(
            "The same points and layers with shuffled batches, cross-entropy and Glorot weights.",
            "同样的点和层，但批次打乱，用交叉熵和 Glorot 初始权重。",
        ),
        make: first::modern,
    },
    Preset {
        name: "first-network",
        title: Text::fixed("First network: XOR (exclusive or)", "第一个网络：异或"),
        sentence: Text::fixed(
            "Four points, two sigmoid units: the smallest network that a single unit cannot replace.",
            "四个点，两个 Sigmoid 单元：单个单元无法代替的最小网络。",
        ),
        make: || first::network(Gate::Xor),
    },
    Preset {
        name: "first-network-and",
        title: Text::fixed("First network: AND", "第一个网络：与"),
        sentence: Text::fixed(
            "The first network with an easier question, whether both inputs are on.",
            "同一个网络，更简单的问题：两个输入是否都为开。",
        ),
        make: || first::network(Gate::And),
    },
    Preset {
        name: "first-network-or",
        title: Text::fixed("First network: OR", "第一个网络：或"),
        sentence: Text::fixed(
            "The first network with an easier question, whether at least one input is on.",
            "同一个网络，更简单的问题：是否至少有一个输入为开。",
        ),
        make: || first::network(Gate::Or),
    },
    Preset {
        name: "penguins",
        title: Text::fixed("Penguins", "企鹅"),
        sentence: Text::fixed(
            "Three species of penguin, told apart by the length and the depth of their bills.",
            "三种企鹅，按喙的长度和深度区分。",
        ),
        make: first::penguins,
    },
    Preset {
        name: "iris",
        title: Text::fixed("Iris", "鸢尾花"),
        sentence: Text::fixed(
            "Three species of iris, told apart by four measurements of their flowers.",
            "三种鸢尾花，按花的四个尺寸区分。",
        ),
        make: real::iris,
    },
    Preset {
        name: "wine",
        title: Text::fixed("Wine", "葡萄酒"),
        sentence: Text::fixed(
            "Wines of three kinds of vine, told apart by thirteen numbers of a chemical analysis.",
            "三个葡萄品种的酒，按化学分析的十三个数值区分。",
        ),
        make: real::wine,
    },
    Preset {
        name: "vowels",
        title: Text::fixed("Vowels", "元音"),
        sentence: Text::fixed(
            "Ten vowels in the plane of two resonances of the mouth, tested on speakers that are new.",
            "十个元音在两个口腔共振频率的平面上，用新的说话人测试。",
        ),
        make: real::vowels,
    },
    Preset {
        name: "digits",
        title: Text::fixed("Digits", "手写数字"),
        sentence: Text::fixed(
            "Handwritten digits of 8×8 grey values: 64 inputs, two ReLU layers, ten classes.",
            "8×8 灰度值的手写数字：64 个输入、两个 ReLU 层、十个类别。",
        ),
        make: pipelines::digits,
    },
    Preset {
        name: "mnist",
        title: Text::fixed("MNIST digits", "MNIST 手写数字"),
        sentence: Text::fixed(
            "Handwritten digits of 14×14 grey values: 196 inputs, two ReLU layers, ten classes.",
            "14×14 灰度值的手写数字：196 个输入、两个 ReLU 层、十个类别。",
        ),
        make: real::mnist,
    },
    Preset {
        name: "spoken",
        title: Text::fixed("Spoken digits: known speakers", "语音数字：已知说话人"),
        sentence: Text::fixed(
            "Ten words by six speakers, every one of whom is heard in training: that flatters.",
            "六名说话人的十个词，训练中听过每个人：结果偏乐观。",
        ),
        make: || real::spoken(SplitBy::Rows),
    },
    Preset {
        name: "spoken-new-speakers",
        title: Text::fixed("Spoken digits: a new speaker", "语音数字：新说话人"),
        sentence: Text::fixed(
            "The same network and words, tested on a speaker whom it has never heard.",
            "同样的网络和词，用从未听过的说话人测试。",
        ),
        make: || real::spoken(SplitBy::Groups),
    },
    Preset {
        name: "languages",
        title: Text::fixed("Languages", "语言"),
        sentence: Text::fixed(
            "Which of sixteen languages a line is in, from the pieces of one to three letters in it.",
            "根据一至三个字母的片段判断一行文字属于十六种语言中的哪一种。",
        ),
        make: real::languages,
    },
    Preset {
        name: "digits-pretrained",
        title: Text::fixed("Digits: pretrained, few labels", "手写数字：先预训练，再用少量标签"),
        sentence: Text::fixed(
            "A deep sigmoid network learns to redraw digits without labels, then to name them from five labels a class.",
            "深的 Sigmoid 网络先在没有标签时学习重画数字，再用每类五个标签学习辨认。",
        ),
        make: pipelines::few_labels,
    },
    Preset {
        name: "digits-latent",
        title: Text::fixed("Digits: two numbers for a picture", "手写数字：用两个数表示一幅图"),
        sentence: Text::fixed(
            "An autoencoder presses 64 pixels into two numbers: drag a point through them, and see what its decoder draws.",
            "自编码器把 64 个像素压缩成两个数：拖动其中的一点，看解码器画出什么。",
        ),
        make: pipelines::latent,
    },
    Preset {
        name: "digits-greedy",
        title: Text::fixed("Digits: layer by layer", "手写数字：逐层预训练"),
        sentence: Text::fixed(
            "Five sigmoid layers that gradient descent alone cannot train: each learns to redraw the one below it first.",
            "五个 Sigmoid 层，只靠梯度下降训练不动：每层先学习重画它下面的一层。",
        ),
        make: pipelines::greedy,
    },
    Preset {
        name: "digits-relu",
        title: Text::fixed("Digits: where pretraining does not help", "手写数字：预训练没有帮助的情形"),
        sentence: Text::fixed(
            "The same pipeline with ReLU layers, which learn as well from scratch.",
            "同样的流程换成 ReLU 层，从头训练也学得一样好。",
        ),
        make: pipelines::relu,
    },
    Preset {
        name: "digits-tanh",
        title: Text::fixed("Digits: no gain with tanh", "手写数字：tanh 没有收益"),
        sentence: Text::fixed(
            "The same pipeline with two tanh layers: pretraining gains nothing to speak of.",
            "同样的流程换成两个 tanh 层：预训练几乎没有收益。",
        ),
        make: pipelines::tanh,
    },
    Preset {
        name: "mnist-pretrained",
        title: Text::fixed("MNIST: pretrained, few labels", "MNIST：先预训练，再用少量标签"),
        sentence: Text::fixed(
            "A wide network fills in digits of which 60 % is hidden, then learns to name them from five labels a class.",
            "宽的网络先补全被遮住 60% 的数字，再用每类五个标签学习辨认。",
        ),
        make: pipelines::mnist,
    },
    Preset {
        name: "spoken-pretrained",
        title: Text::fixed("Spoken digits: no gain for new speakers", "语音数字：对新说话人没有收益"),
        sentence: Text::fixed(
            "Pretraining on voices that are known does not help to understand a new one.",
            "用已知的声音预训练，并不能帮助听懂新的声音。",
        ),
        make: pipelines::new_speakers,
    },
    Preset {
        name: "two-views",
        title: Text::fixed("Digits in two views", "手写数字的两种视图"),
        sentence: Text::fixed(
            "A network learns to draw a digit from numbers of its shape, then to name it from two labels a class.",
            "网络先学习根据形状数画出数字，再用每类两个标签学习辨认。",
        ),
        make: pipelines::two_views,
    },
    Preset {
        name: "two-views-aligned",
        title: Text::fixed("Two views in one space", "两种视图，一个空间"),
        sentence: Text::fixed(
            "Two encoders learn to bring the shape numbers and the picture of a digit to one place, apart from all others.",
            "两个编码器学习把同一数字的形状数与图片映射到同一处，并与其他数字分开。",
        ),
        make: pipelines::aligned_views,
    },
    Preset {
        name: "seen-and-heard",
        title: Text::fixed("Digits seen and heard", "看到与听到的数字"),
        sentence: Text::fixed(
            "A sound finds its picture: two encoders share a space in which a spoken digit lies beside a written one.",
            "声音找到图片：两个编码器共用一个空间，语音数字在其中与手写数字相邻。",
        ),
        make: pipelines::seen_and_heard,
    },
    Preset {
        name: "colours",
        title: Text::fixed("Colour names: a big neighbour first", "颜色名称：先学大的邻近集"),
        sentence: Text::fixed(
            "The colours of 12,000 names of one list, then 30 names of another: text in, colour out.",
            "先学一份名单上 12000 个名称的颜色，再学另一份的 30 个：输入文字，输出颜色。",
        ),
        make: pipelines::colours,
    },
    Preset {
        name: "next-letter",
        title: Text::fixed("Next letter: Danish after fifteen languages", "下一个字母：先学十五种语言，再学丹麦语"),
        sentence: Text::fixed(
            "What comes next in fifteen languages, then in 500 letters of Danish: a foundation model in small.",
            "先学十五种语言中的下一个字母，再学 500 个丹麦语字母：小型的基础模型。",
        ),
        make: || pipelines::next_letter(Shipped::Danish, 500),
    },
    Preset {
        name: "next-letter-swahili",
        title: Text::fixed("Next letter: hardly a gain for Swahili", "下一个字母：对斯瓦希里语几乎没有收益"),
        sentence: Text::fixed(
            "Swahili has no relative among the fifteen, and with 2,000 letters pretraining gains one per cent.",
            "十五种语言中没有斯瓦希里语的近亲；有 2000 个字母时，预训练只带来百分之一的收益。",
        ),
        make: || pipelines::next_letter(Shipped::Swahili, 2000),
    },
    Preset {
        name: "ratings",
        title: Text::fixed("Hidden ratings", "遮住的评分"),
        sentence: Text::fixed(
            "An autoencoder fills in ratings of statements that it was not shown, as shops guess what one will like.",
            "自编码器补全没有看到的评分，正如商店猜测人们会喜欢什么。",
        ),
        make: pipelines::ratings,
    },
];

impl Preset {
    /// The preset of this name.
    ///
    /// # Errors
    /// A sentence that lists the known names when `name` is none of them.
    pub fn named(name: &str) -> Result<&'static Self, Text> {
        PRESETS.iter().find(|preset| preset.name == name).ok_or_else(|| {
            let known: Vec<_> = PRESETS.iter().map(|preset| preset.name).collect();
            let known = known.join(", ");
            text!("There is no preset “{name}”; choose one of {known}", "没有名为“{name}”的预设；请从 {known} 中选择")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Parameters;

    #[test]
    fn every_preset_is_valid_and_found_by_its_name() {
        for preset in PRESETS {
            assert!(preset.experiment().validate().is_ok(), "{}", preset.name);
            assert_eq!(Preset::named(preset.name).unwrap().title, preset.title);
            assert!(preset.sentence.to_string().ends_with('.'), "{}", preset.name);
        }
        let message = Preset::named("spirals").unwrap_err().to_string();
        assert!(message.contains("playground, modern, first-network"), "{message}");
    }

    #[test]
    fn penguins_have_three_classes_and_two_inputs() {
        let experiment = Preset::named("penguins").unwrap().experiment();
        assert_eq!(experiment.sizes(), [2, 4, 3]);
        assert_eq!(experiment.data.source.class_names(), ["Adelie", "Gentoo", "Chinstrap"]);
    }

    #[test]
    fn the_first_network_has_nine_parameters() {
        let experiment = Preset::named("first-network").unwrap().experiment();
        assert_eq!(experiment.sizes(), [2, 2, 1]);
        assert_eq!(Parameters::zeros(&experiment.sizes()).values().len(), 9, "4 + 2 and 2 + 1");
        assert_eq!(experiment.seeds.weights, 42);
    }
}
