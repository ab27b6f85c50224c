//! Real data that comes with the program: by name in a session, and in the program itself.

use std::sync::LazyLock;

use ndarray::Array2;
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::{DataSet, Target};
use crate::{
    language::Text,
    nn::choice::{Choice, Names},
    text,
};

/// A data set that comes with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Shipped {
    /// Handwritten digits, 8×8 grey values: `assets/data/digits.md`
    Digits,
}

/// What a person has to know of a set before believing what is learned from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What it is.
    pub is: Text,
    /// What it is not, though one could think so.
    pub is_not: Text,
    /// How it makes a network look better than it is.
    pub flatters: Text,
    /// Where it comes from.
    pub source: &'static str,
    /// Under which licence.
    pub licence: &'static str,
}

impl Choice for Shipped {
    const WHAT: &'static str = "data set";
    const ALL: &'static [Self] = &[Self::Digits];

    fn name(&self) -> &'static str {
        self.into()
    }

    fn names(&self) -> Option<&'static Names> {
        static DIGITS: Names = Names::of("Digits 8×8", "digits 8×8", "手写数字 8×8");
        Some(match self {
            Self::Digits => &DIGITS,
        })
    }
}

impl Shipped {
    /// Its rows.
    #[must_use]
    pub fn set(self) -> &'static DataSet {
        static DIGITS: LazyLock<DataSet> = LazyLock::new(|| {
            pictures(include_str!("../../assets/data/digits.txt"), 8).expect("a test reads the shipped digits")
        });
        match self {
            Self::Digits => &DIGITS,
        }
    }

    /// Number of input columns.
    #[must_use]
    pub const fn inputs(self) -> usize {
        match self {
            Self::Digits => 64,
        }
    }

    /// What an axis of this input should show: its values with a tenth of room on each side.
    #[must_use]
    pub fn axis(self, input: usize) -> (f32, f32) {
        let inputs = &self.set().inputs;
        if input >= inputs.ncols() {
            return (-1.0, 1.0);
        }
        let bounds = (f32::INFINITY, f32::NEG_INFINITY);
        let (low, high) = inputs.column(input).iter().fold(bounds, |(low, high), &x| (low.min(x), high.max(x)));
        let room = 0.1 * (high - low);
        // A constant column has no width of its own.
        if room > 0.0 { (low - room, high + room) } else { (low - 1.0, high + 1.0) }
    }

    /// Side of the square picture that its inputs are, row by row, from 0 (paper) to 1 (ink); nothing for other inputs.
    #[must_use]
    pub const fn picture(self) -> Option<usize> {
        match self {
            Self::Digits => Some(8),
        }
    }

    /// Number of classes; nothing for a regression.
    #[must_use]
    pub const fn classes(self) -> Option<usize> {
        match self {
            Self::Digits => Some(10),
        }
    }

    /// What a person has to know of it.
    #[must_use]
    pub fn card(self) -> Card {
        match self {
            Self::Digits => Card {
                is: text!(
                    "1,797 digits that 13 people wrote on forms, counted down to 8×8 grey values.",
                    "13 个人写在表格上的 1797 个数字，缩为 8×8 个灰度值。"
                ),
                is_not: text!(
                    "No photographs: all are centred and of one size.",
                    "不是照片：所有数字都已居中，大小一致。"
                ),
                flatters: text!(
                    "The same people wrote the training and the test rows; a new hand is harder.",
                    "训练样本和测试样本出自同一批人；换一个人的字会更难。"
                ),
                source: "UCI Machine Learning Repository, Alpaydin & Kaynak 1998",
                licence: "CC BY 4.0",
            },
        }
    }
}

/// Pictures of `side` × `side` grey values, a line each: digits of base 17 from 0 to g, a blank, the class. A grey value of 16
/// is 1.
fn pictures(text: &str, side: usize) -> Option<DataSet> {
    let (mut inputs, mut labels) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let (pixels, label) = line.split_once(' ')?;
        let before = inputs.len();
        for pixel in pixels.chars() {
            inputs.push(pixel.to_digit(17)? as f32 / 16.0);
        }
        if inputs.len() - before != side * side {
            return None;
        }
        labels.push(label.parse().ok()?);
    }
    let place = |pixel: usize| format!("r{}c{}", pixel / side + 1, pixel % side + 1);
    Some(DataSet {
        input_names: (0..side * side).map(place).collect(),
        origins: Vec::new(),
        inputs: Array2::from_shape_vec((labels.len(), side * side), inputs).ok()?,
        target: Target::Class {
            name: "digit".into(),
            classes: (0..10).map(|digit| digit.to_string()).collect(),
            labels,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_is_as_it_says() {
        for shipped in Shipped::ALL {
            let set = shipped.set();
            assert_eq!((set.inputs.ncols(), set.target.classes()), (shipped.inputs(), shipped.classes()));
            assert!(set.inputs.iter().all(|value| value.is_finite()));
        }
    }

    #[test]
    fn digits_are_those_of_scikit_learn() {
        let set = Shipped::Digits.set();
        let Target::Class { labels, .. } = &set.target else { panic!("classes") };
        let count = |digit| labels.iter().filter(|label| **label == digit).count();
        // From load_digits() of scikit-learn 1.9.1.
        assert_eq!((0..10).map(count).collect::<Vec<_>>(), [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
        assert_eq!((set.rows(), set.inputs.iter().sum::<f32>()), (1797, 561_718.0 / 16.0));
        assert_eq!(set.inputs.row(0).to_vec()[..8], [0.0, 0.0, 5.0, 13.0, 9.0, 1.0, 0.0, 0.0].map(|grey| grey / 16.0));
    }
}
