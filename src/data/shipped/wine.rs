//! Wines of three kinds of vine: `assets/data/wine.md`.

use super::{
    Card, Look,
    facts::{Contents, Facts},
    packed,
};
use crate::{data::Scaling, language::Text, nn::choice::Names};

/// The two most informative inputs first: they are shown on the axes.
const INPUTS: [&str; 13] = [
    "flavanoids",
    "proline",
    "alcohol",
    "malic_acid",
    "ash",
    "alcalinity_of_ash",
    "magnesium",
    "total_phenols",
    "nonflavanoid_phenols",
    "proanthocyanins",
    "color_intensity",
    "hue",
    "od280_od315",
];

pub(super) const FACTS: Facts = Facts {
    names: Names::of("Wine", "wine", "葡萄酒"),
    inputs: INPUTS.len(),
    classes: Some(3),
    look: Look::Numbers,
    view: None,
    typed: None,
    scaling: Scaling::Standardize,
    card: Card {
        is: Text::fixed(
            "178 wines of one region of Italy from three kinds of vine: thirteen numbers of a chemical analysis.",
            "意大利同一地区三个葡萄品种的 178 种葡萄酒：化学分析的十三个数值。",
        ),
        is_not: Text::fixed(
            "Nothing of taste or quality: the class is the kind of vine.",
            "与口味或品质无关：类别是葡萄品种。",
        ),
        flatters: Text::fixed(
            "Thirteen columns for 178 rows: chance differences between splits are larger than most gains.",
            "178 行有十三列：不同划分间的偶然差异比大多数改进还大。",
        ),
        to_beat: Text::fixed(
            "The nearest class mean of the standardized columns, about 97 %.",
            "标准化各列后的最近类均值，约 97%。",
        ),
        cleaned: Some(Text::fixed(
            "Nothing is missing, no row is there twice, no column is constant.",
            "没有缺失，没有重复的行，也没有恒定的列。",
        )),
        source: "UCI Machine Learning Repository, Aeberhard & Forina 1991; scikit-learn 1.9.1",
        licence: "CC BY 4.0",
        share_alike: false,
        to_confirm: Some(Text::fixed(
            "That the set's own page at UCI still says CC BY 4.0.",
            "UCI 上该数据集的页面是否仍标明 CC BY 4.0。",
        )),
    },
    read: || {
        let table = include_bytes!("../../../assets/data/wine.csv");
        packed::classes_of_table("wine", table, &INPUTS, "cultivar").map(|(_, set)| Contents::of(set))
    },
};

#[cfg(test)]
mod tests {
    use crate::data::{Shipped, Target};

    #[test]
    fn wines_are_those_of_the_repository() {
        let set = Shipped::Wine.set();
        let Target::Class { labels, .. } = &set.target else { panic!("classes") };
        let count = |class| labels.iter().filter(|label| **label == class).count();
        // From load_wine() of scikit-learn 1.9.1.
        assert_eq!([0, 1, 2].map(count), [59, 71, 48]);
        let sum = |input: usize| set.inputs.column(input).iter().map(|cell| f64::from(*cell)).sum::<f64>();
        assert!((sum(2) - 2314.11).abs() < 1e-3 && sum(1) == 132_947.0, "{} {}", sum(2), sum(1));
    }
}
