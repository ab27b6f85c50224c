//! The metric by which two models of the same test rows are compared: one that is standard in the field.

use std::f64::consts::LN_2;

use super::Probe;
use crate::{
    data::{Look, Part, Prepared, Source, Split, Target},
    experiment::Experiment,
    nn::Loss,
};

/// A metric of predictions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// Fraction of rows whose class is right.
    Accuracy,
    /// R², mean over the targets.
    RSquared,
    /// Bits per letter: the mean of −log₂ of the probability given to the letter that came; smaller is better.
    Bits,
    /// Mean Euclidean distance between prediction and target, in the unit of the targets; smaller is better.
    Distance,
}

impl Metric {
    /// The metric that is usual for the data of `experiment`.
    #[must_use]
    pub fn of(experiment: &Experiment) -> Self {
        let look = if let Source::Shipped(set) = experiment.data.source { Some(set.look()) } else { None };
        // Of another loss no bits can be told.
        let last = experiment.stages.list().last();
        let is_cross_entropy = last.is_some_and(|stage| stage.training.loss == Loss::SoftmaxCrossEntropy);
        match (look, experiment.data.source.classes()) {
            (Some(Look::Letters { .. }), _) if is_cross_entropy => Self::Bits,
            (Some(Look::Colours), _) => Self::Distance,
            (_, Some(_)) => Self::Accuracy,
            (_, None) => Self::RSquared,
        }
    }

    /// Its name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accuracy => "accuracy",
            Self::RSquared => "r2",
            Self::Bits => "bits",
            Self::Distance => "distance",
        }
    }

    /// Whether a smaller number is better.
    #[must_use]
    pub const fn is_error(self) -> bool {
        matches!(self, Self::Bits | Self::Distance)
    }

    /// Whether `a` is better than `b`.
    #[must_use]
    pub fn is_better(self, a: f64, b: f64) -> bool {
        if self.is_error() { a < b } else { a > b }
    }

    /// The number as people read it, without its unit; accuracy in per cent.
    #[must_use]
    pub fn written(self, value: f64) -> String {
        if self == Self::Accuracy { format!("{:.1}", 100.0 * value) } else { format!("{value:.3}") }
    }

    /// The unit, as written after the number.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Accuracy => "% right",
            Self::RSquared => "R²",
            Self::Bits => "bits a letter",
            Self::Distance => "mean distance",
        }
    }

    /// The metric of a network on its rows for `split`; NaN when there are none.
    #[must_use]
    pub fn score(self, probe: &Probe<'_>, split: Split) -> f64 {
        match (self, probe.metrics(usize::MAX).part(split)) {
            (_, None) => f64::NAN,
            (Self::Accuracy | Self::RSquared, Some(part)) => part.score,
            (Self::Bits, Some(part)) => part.loss / LN_2,
            (Self::Distance, Some(_)) => {
                let (data, part) = (probe.data, probe.data.part_for(split));
                let answer = |row: usize| {
                    let inputs = part.inputs.row(row).to_vec();
                    probe.network.forward(&inputs).pop().unwrap_or_default()
                };
                mean_distance(data, part, answer)
            }
        }
    }

    /// The metric of a constant baseline that ignores the inputs, fitted to the training rows of `data`: letter
    /// frequencies with add-one smoothing, or the mean of the targets. `None` for other metrics.
    #[must_use]
    pub fn constant(self, data: &Prepared, split: Split) -> Option<f64> {
        let part = data.part_for(split);
        match (self, &data.set.target) {
            (Self::Bits, Target::Class { labels, classes, .. }) => {
                let mut counts = vec![1.0_f64; classes.len()];
                data.train.rows.iter().for_each(|row| counts[labels[*row] as usize] += 1.0);
                let all: f64 = counts.iter().sum();
                let bits = part.rows.iter().map(|row| -libm::log2(counts[labels[*row] as usize] / all));
                let bits = bits.sum::<f64>() / part.rows.len() as f64;
                Some(bits)
            }
            (Self::Distance, Target::Value { .. }) => {
                let mean: Vec<f32> =
                    data.train.targets.columns().into_iter().map(|of| of.mean().unwrap_or(0.0)).collect();
                let distance = mean_distance(data, part, |_| mean.clone());
                Some(distance)
            }
            _ => None,
        }
    }
}

/// Mean Euclidean distance between `answer` and target over the rows of `part`, in the unit of the file.
fn mean_distance(data: &Prepared, part: &Part, answer: impl Fn(usize) -> Vec<f32>) -> f64 {
    let square = |x: f64| x * x;
    let distance = |row: usize| {
        let parts = answer(row).into_iter().zip(part.targets.row(row)).zip(&data.target_scales);
        let squares = parts.map(|((y, t), scale)| square(f64::from(scale.raw(y)) - f64::from(scale.raw(*t))));
        libm::sqrt(squares.sum())
    };
    (0..part.rows.len()).map(distance).sum::<f64>() / part.rows.len() as f64
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::data::{Coding, DataSettings, Scale, Shipped};

    #[test]
    fn distances_by_hand() {
        let settings = DataSettings { source: Source::Shipped(Shipped::Colours), ..Experiment::default().data };
        let mut data = Prepared::new(&settings, 1, Coding::Unsigned, 3);
        let part =
            Part { rows: vec![0, 1], inputs: array![[0.0], [0.0]], targets: array![[0.0, 0.0, 0.0], [1.0, 0.0, 1.0]] };
        let answer = |row: usize| [vec![3.0, 4.0, 0.0], vec![1.0, 0.0, 1.0]][row].clone();
        assert!((mean_distance(&data, &part, answer) - 2.5).abs() < 1e-9);
        data.target_scales = vec![Scale { offset: 9.0, size: 2.0 }; 3];
        assert!((mean_distance(&data, &part, answer) - 5.0).abs() < 1e-9, "in the unit of the file");
        data.train = part.clone();
        data.test = part;
        // The mean is (½, 0, ½): √½ away from both.
        let distance = Metric::Distance.constant(&data, Split::Test).unwrap();
        assert!((distance - 2.0 * libm::sqrt(0.5)).abs() < 1e-6, "{distance}");
    }

    #[test]
    fn letters_that_never_came_are_possible() {
        let settings = DataSettings { source: Source::Shipped(Shipped::Danish), ..Experiment::default().data };
        let data =
            Prepared::new(&settings, 1, Coding::Unsigned, 27).labelled(Some(500), Shipped::Danish.own_rows(), true);
        assert_eq!(data.train.rows.len(), 500);
        let bits = Metric::Bits.constant(&data, Split::Test).unwrap();
        assert!((3.9..4.2).contains(&bits), "{bits} of 27 letters, log₂ 27 = 4.75");
    }
}
