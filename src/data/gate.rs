//! Logic gates: the smallest data sets.

use ndarray::Array2;
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::{DataSet, Target};
use crate::nn::Choice;

/// A logic gate: the four points (1,0), (0,1), (1,1), (0,0), with its output as class 0 or 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Gate {
    /// One or the other, not both.
    Xor,
    /// Both.
    And,
    /// At least one.
    Or,
}

impl Choice for Gate {
    const WHAT: &'static str = "gate";
    const ALL: &'static [Self] = &[Self::Xor, Self::And, Self::Or];

    fn name(&self) -> &'static str {
        self.into()
    }
}

impl Gate {
    /// The four points, in the order above.
    #[must_use]
    pub fn points(self) -> DataSet {
        let points = [(true, false), (false, true), (true, true), (false, false)];
        let answer = |(a, b): (bool, bool)| match self {
            Self::Xor => a ^ b,
            Self::And => a && b,
            Self::Or => a || b,
        };
        DataSet {
            input_names: vec!["x1".into(), "x2".into()],
            origins: Vec::new(),
            inputs: Array2::from_shape_fn((4, 2), |(row, column)| {
                f32::from(if column == 0 { points[row].0 } else { points[row].1 })
            }),
            target: Target::Class {
                name: "answer".into(),
                classes: vec!["0".into(), "1".into()],
                labels: points.iter().map(|&point| u32::from(answer(point))).collect(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gates_answer_as_logic_does() {
        for (gate, answers) in [(Gate::Xor, [1, 1, 0, 0]), (Gate::And, [0, 0, 1, 0]), (Gate::Or, [1, 1, 1, 0])] {
            let set = gate.points();
            assert_eq!(set.inputs.as_slice(), Some(&[1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0][..]));
            assert!(matches!(set.target, Target::Class { labels, .. } if labels == answers), "{gate:?}");
        }
    }
}
