//! What people call the alternatives that files and the command line name in snake case.

use crate::{
    data::{Look, Shipped, Source, Target, numbered_in_chinese},
    experiment::{Rows, Stage, Task, fields::Alternative},
    language::{Language, Text},
    nn::Choice,
    text,
    worker::Snapshot,
};

/// The name of `choice` in a list: `half_squared_error` is “Half squared error”.
#[must_use]
pub fn title<C: Choice>(choice: &C) -> Text {
    if let Some(names) = choice.names() {
        return names.title.clone();
    }
    by_name(C::WHAT, choice.name())
}

/// The same of an alternative of a field, which chooses one `what`.
#[must_use]
pub fn title_of(what: &str, alternative: &Alternative) -> Text {
    alternative.names.map_or_else(|| by_name(what, alternative.name), |names| names.title.clone())
}

/// What people call the input, class or target `name` of these rows.
#[must_use]
pub fn input(source: &Source, name: &str) -> Text {
    let chinese = match source {
        Source::Shipped(set) => set.in_chinese(name),
        // The preset reads the penguins as a table.
        Source::Table { table, .. } if table.column("bill_length_mm").is_ok() => Shipped::Penguins.in_chinese(name),
        _ => None,
    };
    // A column of a person's own keeps its name.
    let is_own = matches!(source, Source::Table { table, .. } if table.column(name).is_ok());
    let chinese = chinese.or_else(|| numbered_in_chinese(name).filter(|_| !is_own).map(Into::into));
    chinese.map_or_else(|| Text::same(name.to_owned()), |chinese| Text::in_each(name.to_owned(), chinese.into_owned()))
}

/// The names of the classes of these rows in a language.
#[must_use]
pub fn classes(language: Language, source: &Source, names: &[String]) -> Vec<String> {
    let is_letters = matches!(source, Source::Shipped(set) if matches!(set.look(), Look::Letters { .. }));
    let said = |name: &String| match name.as_str() {
        "_" if is_letters => text!("blank", "空格"),
        name => input(source, name),
    };
    names.iter().map(|name| said(name).say(language).to_owned()).collect()
}

/// What the points of a stage that does not learn the target are coloured by: the first of its targets, where the inputs are
/// the targets, else the target itself.
#[must_use]
pub fn coloring(snapshot: &Snapshot) -> Text {
    match snapshot.data.own_target() {
        Target::Value { names, .. }
            if names.first().is_some_and(|name| snapshot.data.set.input_names.contains(name)) =>
        {
            let name = input(&snapshot.experiment.data.source, &names[0]);
            let (english, chinese) = name.both();
            text!("“{english}”", "“{chinese}”")
        }
        _ => text!("labels that this stage never sees", "本阶段看不到的标签"),
    }
}

fn by_name(what: &str, name: &str) -> Text {
    let Some(chinese) = chinese(what, name) else { return Text::same(english(name)) };
    Text::in_each(english(name), chinese.to_owned())
}

/// The same in the middle of a sentence: “half squared error”, but “ReLU”.
#[must_use]
pub fn inline<C: Choice>(choice: &C) -> Text {
    if let Some(names) = choice.names() {
        return names.inline.clone();
    }
    let title = title(choice);
    let (english, chinese) = title.both();
    // A second capital makes it a proper name.
    let lower = if english.chars().skip(1).any(char::is_uppercase) && !english.contains(' ') {
        english.to_owned()
    } else {
        let mut letters = english.chars();
        letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
    };
    Text::in_each(lower, chinese.to_owned())
}

fn english(name: &str) -> String {
    match name {
        "rms_prop" => "RMSProp".into(),
        "adam_w" => "AdamW".into(),
        "binary_cross_entropy" => "Cross-entropy".into(),
        "softmax_cross_entropy" => "Softmax cross-entropy".into(),
        "xor" => "XOR".into(),
        "and" => "AND".into(),
        "or" => "OR".into(),
        "lecun_uniform" => "LeCun uniform".into(),
        "lecun_normal" => "LeCun normal".into(),
        _ => {
            let words = name.replace('_', " ");
            let mut letters = words.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        }
    }
}

/// The name in Chinese textbooks; `None` for names that they leave in English.
fn chinese(what: &str, name: &str) -> Option<&'static str> {
    Some(match (what, name) {
        (_, "gradient_descent") => "梯度下降",
        (_, "momentum") => "动量法",
        (_, "nesterov") => "Nesterov 动量",
        (_, "auto") => "自动",
        (_, "glorot_uniform") => "Glorot 均匀分布",
        (_, "glorot_normal") => "Glorot 正态分布",
        (_, "he_uniform") => "He 均匀分布",
        (_, "he_normal") => "He 正态分布",
        (_, "lecun_uniform") => "LeCun 均匀分布",
        (_, "lecun_normal") => "LeCun 正态分布",
        (_, "uniform") => "均匀分布",
        (_, "normal") => "正态分布",
        (_, "zeros") => "全零",
        ("bias initializer", "constant") => "常数",
        (_, "like_weights") => "与权重相同",
        (_, "subgradient") => "次梯度",
        (_, "dies") => "归零",
        ("schedule", "constant") => "固定不变",
        ("schedule", "step") => "分段衰减",
        (_, "exponential") => "指数衰减",
        (_, "cosine") => "余弦退火",
        (_, "mean_squared_error") => "均方误差",
        (_, "half_squared_error") => "半平方误差",
        (_, "huber") => "Huber 损失",
        (_, "binary_cross_entropy") => "交叉熵",
        (_, "softmax_cross_entropy") => "Softmax 交叉熵",
        ("scaling", "none") => "不缩放",
        (_, "standardize") => "标准化",
        ("scaling", "range") => "缩放到区间",
        ("scaling", "pixels") => "图像的像素",
        (_, "xor") => "异或",
        (_, "and") => "与",
        (_, "or") => "或",
        (_, "shuffled") => "每轮打乱",
        (_, "sequential") => "固定顺序",
        (_, "poisson") => "泊松抽样",
        ("set of rules", "modern") => "现代",
        ("task", "target") => "目标",
        ("task", "reconstruct") => "重建",
        ("task", "other_view") => "另一视图",
        ("task", "align") => "对齐",
        ("filling", "leave_out") => "去掉该行",
        ("filling", "mean") => "均值",
        ("filling", "median") => "中位数",
        ("filling", "most_frequent") => "众数",
        ("kind of split", "rows") => "单个样本",
        ("kind of split", "groups") => "整组",
        ("set of rows", "all") => "全部",
        ("set of rows", "labelled") => "有标签",
        ("set of rows", "neighbours") => "邻近集",
        _ => return None,
    })
}

/// What a stage is called among all of a pipeline; stages that would be called the same are counted.
#[must_use]
pub fn stage(all: &[Stage], stage: &Stage) -> Text {
    let prepares = |stage: &Stage| stage.task != Task::Target || stage.rows == Rows::Neighbours;
    let (encoders, before) = (all.iter().filter(|stage| stage.task != Task::Target).count(), all.iter().any(prepares));
    let name = |stage: &Stage| match &stage.task {
        Task::Reconstruct(encoder) if encoders > 1 => {
            let layer = encoder.below + 1;
            text!("Pretrain layer {layer}", "预训练第 {layer} 层")
        }
        Task::Target if all.len() == 1 || !before => text!("Train", "训练"),
        _ if prepares(stage) => text!("Pretrain", "预训练"),
        _ => text!("Fine-tune", "微调"),
    };
    let own = name(stage);
    let alike: Vec<&Stage> = all.iter().filter(|other| name(other) == own).collect();
    match alike.iter().position(|other| std::ptr::eq(*other, stage)) {
        Some(place) if alike.len() > 1 => {
            let (number, (english, chinese)) = (place + 1, own.both());
            text!("{english} {number}", "{chinese} {number}")
        }
        _ => own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::{Filling, Gate, Generator, Scaling, SplitBy},
        experiment::{BatchOrder, Experiment, Rules, Stages},
        nn::{Activation, BiasInitializer, Initializer, L1Rule, Loss, Optimizer, Schedule},
    };

    /// Names that Chinese textbooks write in Latin letters.
    const SAME: [&str; 5] = ["Adagrad", "RMSProp", "Adam", "AdamW", "Playground"];

    fn check<C: Choice>() {
        for choice in C::ALL {
            let title = title(choice);
            let (english, chinese) = title.both();
            assert!(english != chinese || SAME.contains(&english), "{}: {english} has no Chinese name", C::WHAT);
        }
    }

    #[test]
    fn every_choice_has_a_chinese_name() {
        check::<BiasInitializer>();
        check::<Initializer>();
        check::<L1Rule>();
        check::<Loss>();
        check::<Optimizer>();
        check::<Schedule>();
        check::<Gate>();
        check::<Generator>();
        check::<Scaling>();
        check::<SplitBy>();
        check::<Filling>();
        check::<BatchOrder>();
        check::<Rules>();
        check::<Rows>();
        check::<Task>();
    }

    #[test]
    fn stages_of_one_kind_are_counted() {
        let mut experiment = Experiment::default();
        let names = |experiment: &Experiment| {
            let all = experiment.stages.list();
            all.iter().map(|one| stage(all, one).to_string()).collect::<Vec<_>>()
        };
        assert_eq!(names(&experiment), ["Train"]);
        let first = experiment.stages.list()[0].clone();
        experiment.stages = Stages::new(vec![first.clone(), first], 0).expect("two stages");
        assert_eq!(names(&experiment), ["Train 1", "Train 2"]);
        let mut other = Experiment::default();
        other.pretrain_first();
        assert_eq!(names(&other), ["Pretrain", "Fine-tune"]);
        // The other languages' text comes before the own one.
        other.stages = Stages::new(vec![Stage { rows: Rows::Neighbours, ..Stage::default() }, Stage::default()], 0)
            .expect("two stages");
        assert_eq!(names(&other), ["Pretrain", "Fine-tune"]);
    }

    #[test]
    fn proper_names_keep_their_capitals() {
        for (activation, wanted) in [
            (Activation::Relu, "ReLU"),
            (Activation::LeakyRelu, "leaky ReLU"),
            (Activation::Linear, "linear"),
            (Activation::Tanh, "tanh"),
        ] {
            assert_eq!(inline(&activation).to_string(), wanted);
        }
    }
}
