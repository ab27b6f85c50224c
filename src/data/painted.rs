//! Points painted by hand.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::{DataSet, Split, Target, limited, split::Turns};
use crate::{language::Text, text};

/// Points painted by hand, with their classes. All three lists have one entry per point.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Painted {
    /// First input, finite.
    #[serde(deserialize_with = "limited::list::<_, _, { Painted::MOST_POINTS }>")]
    pub x1: Vec<f32>,
    /// Second input, finite.
    #[serde(deserialize_with = "limited::list::<_, _, { Painted::MOST_POINTS }>")]
    pub x2: Vec<f32>,
    /// Class from 0, below [`Painted::MOST_CLASSES`].
    #[serde(deserialize_with = "limited::list::<_, _, { Painted::MOST_POINTS }>")]
    pub class: Vec<u32>,
    /// The split of the first points, kept while others come and go; `None` when all points take turns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dealt: Option<Dealt>,
}

/// The split of points, valid as long as the shares of the parts stay the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dealt {
    /// Fraction of the points that are not test points, 0…1.
    pub train: f32,
    /// Fraction of these that are validation points, 0…1.
    pub validation: f32,
    /// One entry for each of the first points.
    #[serde(deserialize_with = "limited::list::<_, _, { Painted::MOST_POINTS }>")]
    pub parts: Vec<Split>,
}

/// All its numbers are finite, so it equals itself; `Eq` lets two `Arc`s be compared by address.
impl Eq for Painted {}

impl Painted {
    /// Largest number of points, so that a session stays small and every stroke fast.
    pub const MOST_POINTS: usize = 20_000;
    /// Largest number of classes: one for each key from 1 to 8.
    pub const MOST_CLASSES: u32 = 8;

    /// Number of points.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.class.len()
    }

    /// Number of classes: up to the highest painted one, at least two.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.class.iter().max().map_or(2, |highest| *highest as usize + 1).max(2)
    }

    /// Adds a point, unless there are already [`MOST_POINTS`](Self::MOST_POINTS).
    pub fn add(&mut self, x1: f32, x2: f32, class: u32) {
        if self.rows() < Self::MOST_POINTS {
            self.x1.push(x1);
            self.x2.push(x2);
            self.class.push(class);
        }
    }

    /// Removes the points for which `erased(x1, x2)` is true; the others keep the part that they have with these
    /// shares.
    pub fn erase(&mut self, train: f32, validation: f32, erased: impl Fn(f32, f32) -> bool) {
        let parts = self.splits(train, validation);
        let kept: Vec<usize> = (0..self.rows()).filter(|&row| !erased(self.x1[row], self.x2[row])).collect();
        let numbers = |all: &[f32]| kept.iter().map(|&row| all[row]).collect();
        *self = Self {
            x1: numbers(&self.x1),
            x2: numbers(&self.x2),
            class: kept.iter().map(|&row| self.class[row]).collect(),
            dealt: Some(Dealt { train, validation, parts: kept.iter().map(|&row| parts[row]).collect() }),
        };
    }

    /// The part of each point, when the fraction `train` of them is not for testing and `validation` of these for
    /// validation.
    ///
    /// The points of each class take turns, starting with training, so every class has its share in each part, and one
    /// more point leaves the others where they are. Points already dealt with these shares keep their part, and the
    /// others follow.
    #[must_use]
    pub fn splits(&self, train: f32, validation: f32) -> Vec<Split> {
        let dealt = self.dealt.as_ref().filter(|dealt| (dealt.train, dealt.validation) == (train, validation));
        let dealt = dealt.map_or(&[] as &[Split], |dealt| &dealt.parts);
        let mut seen = vec![[0_u32; 2]; self.classes()];
        let mut turns = Turns::new(validation, self.classes());
        let split = |(row, class): (usize, &u32)| {
            let class = *class as usize;
            let [all, training] = &mut seen[class];
            *all += 1;
            let quota = (f64::from(*all) * f64::from(train)).ceil();
            let part = dealt.get(row).copied();
            if part == Some(Split::Test) || part.is_none() && f64::from(*training) >= quota {
                return Split::Test;
            }
            *training += 1;
            let turn = if turns.validates(class) { Split::Validation } else { Split::Train };
            part.unwrap_or(turn)
        };
        self.class.iter().enumerate().map(split).collect()
    }

    /// The points as a data set, in the order of painting.
    #[must_use]
    pub fn points(&self) -> DataSet {
        DataSet {
            input_names: vec!["x1".into(), "x2".into()],
            origins: Vec::new(),
            inputs: Array2::from_shape_fn(
                (self.rows(), 2),
                |(row, column)| {
                    if column == 0 { self.x1[row] } else { self.x2[row] }
                },
            ),
            target: Target::Class {
                name: "class".into(),
                classes: super::point::class_names(self.classes()),
                labels: self.class.clone(),
            },
        }
    }

    /// What is wrong with it, as a sentence; `None` if nothing.
    #[must_use]
    pub fn fault(&self) -> Option<Text> {
        let rows = self.rows();
        if let Some(dealt) = self.dealt.as_ref().filter(|dealt| dealt.parts.len() > rows) {
            let parts = dealt.parts.len();
            return Some(text!(
                "{parts} points are dealt out, but there are {rows}",
                "划分了 {parts} 个点，而只有 {rows} 个"
            ));
        }
        if self.x1.len() != rows || self.x2.len() != rows {
            return Some(text!(
                "{} and {} places for {rows} classes; each point needs one of each",
                "有 {} 和 {} 个坐标，却有 {rows} 个类别；每个点各需一个",
                self.x1.len(),
                self.x2.len()
            ));
        }
        if let Some(row) = (0..rows).find(|&row| !(self.x1[row].is_finite() && self.x2[row].is_finite())) {
            return Some(text!("point {} does not lie at finite numbers", "第 {} 个点的坐标不是有限数", row + 1));
        }
        if let Some(row) = self.class.iter().position(|class| *class >= Self::MOST_CLASSES) {
            return Some(text!(
                "point {} is of class {}; there are at most {}",
                "第 {} 个点属于类别 {}；最多有 {} 个类别",
                row + 1,
                self.class[row],
                Self::MOST_CLASSES
            ));
        }
        match rows {
            0 | 1 => {
                Some(text!("there are fewer than two points; paint some on the map", "点数少于两个；请在图上画一些点"))
            }
            _ if rows > Self::MOST_POINTS => Some(text!(
                "{rows} points are too many; at most {} are kept",
                "{rows} 个点太多；最多保留 {} 个",
                Self::MOST_POINTS
            )),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alternating(rows: u32, classes: u32) -> Painted {
        let mut painted = Painted::default();
        (0..rows).for_each(|i| painted.add(i as f32, -(i as f32), i % classes));
        painted
    }

    #[test]
    fn points_that_stay_keep_their_part() {
        let shares = (0.6, 0.25);
        let mut points = alternating(60, 3);
        let before = points.splits(shares.0, shares.1);
        points.erase(shares.0, shares.1, |x1, _| x1 < 50.0 && (x1 as u32).is_multiple_of(4));
        points.add(99.0, 0.0, 1);
        let after = points.splits(shares.0, shares.1);
        for (row, part) in after.iter().enumerate().take(points.rows() - 1) {
            assert_eq!(*part, before[points.x1[row] as usize], "point {}", points.x1[row]);
        }
        let dealt_anew = points.splits(0.5, 0.0);
        assert_eq!(dealt_anew, Painted { dealt: None, ..points }.splits(0.5, 0.0), "other shares deal anew");
    }

    #[test]
    fn a_point_more_leaves_the_others_in_their_part() {
        let (few, more) = (alternating(40, 3), alternating(41, 3));
        for (train, validation) in [(0.1, 0.0), (0.5, 0.0), (0.75, 0.2), (1.0, 0.5)] {
            let (before, after) = (few.splits(train, validation), more.splits(train, validation));
            assert_eq!(before, after[..40], "{train} {validation}");
            for class in 0..3 {
                let of_class: Vec<Split> =
                    after.iter().zip(&more.class).filter(|(_, c)| **c == class).map(|(split, _)| *split).collect();
                let count = |wanted: Split| of_class.iter().filter(|split| **split == wanted).count();
                let not_tested = (of_class.len() as f64 * f64::from(train)).ceil();
                let trained = (not_tested * (1.0 - f64::from(validation))).round();
                assert_eq!(of_class[0], Split::Train, "the first one trains");
                assert_eq!(
                    (count(Split::Train), count(Split::Validation)),
                    (trained as usize, (not_tested - trained) as usize),
                    "{train} {validation}"
                );
            }
        }
    }

    #[test]
    fn what_is_erased_is_gone_from_every_list() {
        let mut painted = alternating(10, 2);
        painted.erase(0.5, 0.0, |x1, _| (3.0..7.0).contains(&x1));
        assert_eq!(painted.x1, [0.0, 1.0, 2.0, 7.0, 8.0, 9.0]);
        assert_eq!(painted.x2, [0.0, -1.0, -2.0, -7.0, -8.0, -9.0]);
        assert_eq!(painted.class, [0, 1, 0, 1, 0, 1]);
    }

    #[test]
    fn classes_are_those_that_were_painted() {
        assert_eq!((Painted::default().classes(), alternating(9, 1).classes(), alternating(9, 5).classes()), (2, 2, 5));
        assert_eq!(
            alternating(9, 5).points().target,
            Target::Class {
                name: "class".into(),
                classes: ["1", "2", "3", "4", "5"].map(String::from).to_vec(),
                labels: vec![0, 1, 2, 3, 4, 0, 1, 2, 3],
            }
        );
    }

    #[test]
    fn faults_are_found() {
        assert_eq!(alternating(5, 2).fault(), None);
        for (broken, sentence) in [
            (Painted { class: vec![0; 9], ..alternating(5, 2) }, "places for 9 classes"),
            (Painted { x1: vec![f32::NAN; 5], ..alternating(5, 2) }, "point 1 does not lie at finite numbers"),
            (Painted { class: vec![0, 1, 8, 0, 0], ..alternating(5, 2) }, "point 3 is of class 8"),
            (Painted::default(), "fewer than two points"),
        ] {
            let fault = broken.fault().expect("it is broken");
            assert!(fault.to_string().contains(sentence), "{fault}");
        }
    }
}
