//! Three species of iris: `assets/data/iris.md`.

use super::{
    Card, Look,
    facts::{Contents, Facts},
    packed,
};
use crate::{data::Scaling, language::Text, nn::choice::Names};

/// The petals first: they separate the species, and are shown on the axes.
const INPUTS: [&str; 4] = ["petal_length_cm", "petal_width_cm", "sepal_length_cm", "sepal_width_cm"];

pub(super) const FACTS: Facts = Facts {
    names: Names::of("Iris", "iris", "鸢尾花"),
    inputs: INPUTS.len(),
    classes: Some(3),
    look: Look::Numbers,
    view: None,
    typed: None,
    scaling: Scaling::Standardize,
    card: Card {
        is: Text::fixed(
            "150 irises of three species, 50 of each: length and width of petals and sepals in centimetres, 1935.",
            "三个种的 150 朵鸢尾花，每种 50 朵：花瓣和萼片的长与宽，单位厘米，1935 年。",
        ),
        is_not: Text::fixed(
            "Too few for fine differences: of 45 test rows, one more right is two points.",
            "太少，分辨不出细微差别：45 个测试样本中多对一个就是两个百分点。",
        ),
        flatters: Text::fixed(
            "One species lies far from the others, so two thirds of the work is no work.",
            "其中一种与其他两种相距很远，三分之二的任务毫不费力。",
        ),
        to_beat: Text::fixed(
            "Logistic regression, about 96 %; a single border through the length of the petals is right for 95 %.",
            "逻辑回归约 96%；仅用花瓣长度划两道界也有 95%。",
        ),
        cleaned: Some(Text::fixed(
            "Nothing is missing; one iris of species virginica is there twice and stays, as in the published table.",
            "没有缺失；有一朵 virginica 出现两次，按已发表的表格保留。",
        )),
        source: "E. Anderson 1935, R. A. Fisher 1936; scikit-learn 1.9.1",
        licence: "CC BY 4.0",
        share_alike: false,
        to_confirm: Some(Text::fixed(
            "That the set's own page at UCI still says CC BY 4.0.",
            "UCI 上该数据集的页面是否仍标明 CC BY 4.0。",
        )),
    },
    read: || {
        let table = include_bytes!("../../../assets/data/iris.csv");
        packed::classes_of_table("iris", table, &INPUTS, "species").map(|(_, set)| Contents::of(set))
    },
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::data::{Shipped, Target};

    #[test]
    fn irises_are_those_of_fisher() {
        let set = Shipped::Iris.set();
        let Target::Class { labels, classes, .. } = &set.target else { panic!("classes") };
        assert_eq!(classes, &["setosa", "versicolor", "virginica"]);
        assert!((0..3).all(|class| labels.iter().filter(|label| **label == class).count() == 50));
        // Means of Fisher 1936, table I.
        let mean =
            |input: usize, class: usize| set.inputs.column(input).iter().skip(50 * class).take(50).sum::<f32>() / 50.0;
        let near = |(input, class, expected): (usize, usize, f32)| (mean(input, class) - expected).abs() < 1e-4;
        assert!([(0, 0, 1.462), (0, 1, 4.26), (0, 2, 5.552), (3, 0, 3.428), (2, 2, 6.588)].into_iter().all(near));
        let rows = set.inputs.rows().into_iter();
        let different: BTreeSet<Vec<u32>> = rows.map(|row| row.iter().map(|cell| cell.to_bits()).collect()).collect();
        assert_eq!(different.len(), 149, "one is there twice");
    }
}
