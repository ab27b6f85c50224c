//! The parts of a data set: training, validation and test rows.

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use crate::nn::Choice;

/// The part to which a row belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// Training rows.
    Train,
    /// Validation rows, held out for choices such as when to stop.
    Validation,
    /// Test rows, held out for the final evaluation.
    Test,
}

/// The unit of the split into training and test rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SplitBy {
    /// Single rows.
    #[default]
    Rows,
    /// Whole groups, such as speakers without training rows: tests how a network generalizes to new ones.
    Groups,
}

impl SplitBy {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
    pub(crate) const fn is_rows(&self) -> bool {
        matches!(self, Self::Rows)
    }
}

impl Choice for SplitBy {
    const WHAT: &'static str = "kind of split";
    const ALL: &'static [Self] = &[Self::Rows, Self::Groups];

    fn name(&self) -> &'static str {
        self.into()
    }
}

/// Splits the training rows of each class in turn, so that every class has its share among the validation rows.
///
/// Of `n` rows of a class, `n · (1 − share)`, rounded, stay for training, at least the first; one more row leaves the
/// others where they are.
pub(super) struct Turns {
    share: f64,
    seen: Vec<u32>,
}

impl Turns {
    pub(super) fn new(share: f32, classes: usize) -> Self {
        Self { share: share.into(), seen: vec![0; classes] }
    }

    /// Whether the next training row, of class `class`, becomes a validation row.
    pub(super) fn validates(&mut self, class: usize) -> bool {
        let stay = |rows: u32| ((f64::from(rows) * (1.0 - self.share)).round() as u32).max(rows.min(1));
        let before = self.seen[class];
        self.seen[class] += 1;
        stay(before + 1) == stay(before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_turns_of_a_class_by_hand() {
        for (share, held_back) in
            [(0.0, "----------"), (0.2, "--v----v--"), (0.5, "-v-v-v-v-v"), (0.7, "-vvv-vvv-v"), (0.9, "-vvvvvvvvv")]
        {
            let mut turns = Turns::new(share, 2);
            let line: String = (0..10)
                .map(|_| {
                    let _of_another_class = turns.validates(1);
                    if turns.validates(0) { 'v' } else { '-' }
                })
                .collect();
            assert_eq!(line, held_back, "{share}");
        }
    }
}
