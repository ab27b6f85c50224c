//! Data sets that are made, not measured.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::{DataSet, Target};
use crate::nn::{Choice, Random};

/// A recipe for points in the plane, −6…6 on both axes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Generator {
    /// A disc inside a ring, two classes (the TensorFlow Playground's “circle”).
    Circle,
}

impl Choice for Generator {
    const WHAT: &'static str = "data set";
    const ALL: &'static [Self] = &[Self::Circle];

    fn name(&self) -> &'static str {
        match self {
            Self::Circle => "circle",
        }
    }
}

impl Generator {
    /// `samples` points with `noise` (0…0.5, the Playground's 0–50 divided by 100), drawn from `random`, in random order.
    #[must_use]
    pub fn points(self, samples: usize, noise: f64, random: &mut Random) -> DataSet {
        let mut points: Vec<(f64, f64, u32)> = (0..samples)
            .map(|i| {
                let (low, high) = if i < samples / 2 { (0.0, 2.5) } else { (3.5, 5.0) };
                let (radius, angle) = (random.uniform(low, high), random.uniform(0.0, std::f64::consts::TAU));
                let (x, y) = (radius * libm::sin(angle), radius * libm::cos(angle));
                let (dx, dy) = (random.uniform(-5.0, 5.0) * noise, random.uniform(-5.0, 5.0) * noise);
                (x, y, u32::from(libm::hypot(x + dx, y + dy) < 2.5))
            })
            .collect();
        random.shuffle(&mut points);
        DataSet {
            input_names: vec!["x1".into(), "x2".into()],
            inputs: Array2::from_shape_fn((samples, 2), |(row, column)| [points[row].0, points[row].1][column] as f32),
            target: Target::Class {
                name: "class".into(),
                classes: vec!["−1".into(), "+1".into()],
                labels: points.iter().map(|point| point.2).collect(),
            },
        }
    }
}

/// A logic gate: the four points (1,0), (0,1), (1,1), (0,0) with its answers as two classes, 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
        match self {
            Self::Xor => "xor",
            Self::And => "and",
            Self::Or => "or",
        }
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
