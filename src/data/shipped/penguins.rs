//! Three species of penguin: `assets/penguins.md`.

use super::{
    Card, Look,
    facts::{Contents, Facts},
    packed,
};
use crate::{data::Scaling, language::Text, nn::choice::Names};

const TABLE: &[u8] = include_bytes!("../../../assets/penguins.csv");
const INPUTS: [&str; 4] = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"];

pub(super) const FACTS: Facts = Facts {
    names: Names::of("Penguins", "penguins", "企鹅"),
    inputs: INPUTS.len(),
    classes: Some(3),
    look: Look::Numbers,
    view: None,
    typed: None,
    scaling: Scaling::Standardize,
    card: Card {
        is: Text::fixed(
            "342 penguins of three species from three islands near Palmer Station, Antarctica, 2007 to 2009: length and \
             depth of the bill, length of the flipper, body mass.",
            "2007 至 2009 年南极帕尔默站附近三座岛上三个种的 342 只企鹅：喙长、喙深、鳍长和体重。",
        ),
        is_not: Text::fixed(
            "Not all penguins: two of the three species live on one island each, so the island alone tells much.",
            "不能代表所有企鹅：三种中有两种各只在一座岛上，仅凭岛屿就能判断许多。",
        ),
        flatters: Text::fixed(
            "The species hardly overlap; nearly every method reaches 97 to 100 %.",
            "各种之间几乎不重叠；几乎任何方法都能达到 97% 至 100%。",
        ),
        to_beat: Text::fixed("Logistic regression, about 98 %.", "逻辑回归，约 98%。"),
        cleaned: Some(Text::fixed(
            "2 of 344 rows have no measurements and are left out; no row is there twice, no column is constant.",
            "344 行中有 2 行没有测量值，已略去；没有重复的行，也没有恒定的列。",
        )),
        source: "K. Gorman, T. Williams, W. Fraser 2014, Palmer Station LTER; palmerpenguins 0.1.6",
        licence: "CC0 1.0",
        share_alike: false,
        to_confirm: None,
    },
    read: || packed::classes_of_table("penguins", TABLE, &INPUTS, "species").map(|(_, set)| Contents::of(set)),
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::data::Shipped;

    #[test]
    fn what_the_card_says_of_cleaning_is_so() {
        let (table, set) = packed::classes_of_table("penguins", TABLE, &INPUTS, "species").unwrap();
        assert_eq!((table.rows(), set.rows()), (344, 342));
        let cells: BTreeSet<Vec<u32>> =
            set.inputs.rows().into_iter().map(|row| row.iter().map(|cell| cell.to_bits()).collect()).collect();
        assert_eq!(cells.len(), 342, "no row is there twice");
        assert!((0..4).all(|column| Shipped::Penguins.axis(column).1 - Shipped::Penguins.axis(column).0 > 2.5));
    }
}
