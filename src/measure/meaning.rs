//! Interprets outputs: logit, probability, class scores or value.

use crate::{
    data::{Coding, Prepared, Scale, Target},
    experiment::Experiment,
    nn::Loss,
};

/// How to read an output row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meaning {
    /// One output, −1 for the first class and +1 for the second.
    Signed,
    /// One output, 0 for the first class and 1 for the second.
    Share,
    /// One output, the log odds of the second class.
    Logit,
    /// One output per class; the largest wins.
    Classes {
        /// How one output becomes the confidence in its class.
        confidence: Confidence,
    },
    /// Values to be predicted, scaled; the decision map shows the first one.
    Value {
        /// From the network's scaled values to raw ones.
        scale: Scale,
        /// Smallest and largest raw target of all rows.
        range: (f32, f32),
    },
}

/// How the outputs of several classes become confidences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// Softmax of logits.
    Softmax,
    /// Each a logit of its own.
    Sigmoid,
    /// Each −1…1.
    Signed,
    /// Each 0…1.
    Share,
}

impl Meaning {
    /// What the outputs of this experiment mean on these rows.
    #[must_use]
    pub fn of(experiment: &Experiment, data: &Prepared) -> Self {
        let (coding, loss) = (experiment.coding(), experiment.training().loss);
        if let Target::Value { values, .. } = &data.set.target {
            let column = values.column(0);
            let range = column.iter().fold((f32::MAX, f32::MIN), |(low, high), &v| (low.min(v), high.max(v)));
            return Self::Value { scale: data.target_scales[0], range };
        }
        if experiment.outputs() > 1 {
            let confidence = match (loss, coding) {
                (Loss::SoftmaxCrossEntropy, _) => Confidence::Softmax,
                (Loss::BinaryCrossEntropy, _) => Confidence::Sigmoid,
                (_, Coding::Signed) => Confidence::Signed,
                (_, Coding::Unsigned) => Confidence::Share,
            };
            return Self::Classes { confidence };
        }
        match coding {
            _ if loss.from_logits() => Self::Logit,
            Coding::Signed => Self::Signed,
            Coding::Unsigned => Self::Share,
        }
    }

    /// The predicted class of an output row; ties go to the first. `None` for a regression.
    #[must_use]
    pub fn class(self, output: &[f32]) -> Option<usize> {
        match self {
            Self::Signed | Self::Logit => Some(usize::from(output[0] > 0.0)),
            Self::Share => Some(usize::from(output[0] > 0.5)),
            Self::Classes { .. } => {
                Some((1..output.len()).fold(0, |best, i| if output[i] > output[best] { i } else { best }))
            }
            Self::Value { .. } => None,
        }
    }

    /// The decision value, −1…1 with the boundary at 0, of an output row: `y` for −1/+1, `2y − 1` for 0/1,
    /// `tanh(z/2)` for a logit, the place within the target's range for a regression (which may reach beyond ±1).
    /// For more than two classes it is the confidence, 0…1, in the predicted class.
    #[must_use]
    pub fn decision(self, output: &[f32]) -> f32 {
        match self {
            Self::Signed => output[0],
            Self::Share => 2.0f32.mul_add(output[0], -1.0),
            Self::Logit => libm::tanhf(0.5 * output[0]),
            Self::Classes { .. } => self.class(output).map_or(0.0, |class| self.probability(output, class)),
            Self::Value { scale, range: (low, high) } => {
                let half = if high > low { 0.5 * (high - low) } else { 1.0 };
                (scale.raw(output[0]) - 0.5 * (low + high)) / half
            }
        }
    }

    /// Confidence in `class`, 0…1; outputs that are not probabilities are clipped. 0 for a regression.
    #[must_use]
    pub fn probability(self, output: &[f32], class: usize) -> f32 {
        let sigmoid = |z: f32| 1.0 / (1.0 + libm::expf(-z));
        let second = |share: f32| if class == 1 { share } else { 1.0 - share };
        match self {
            Self::Signed => second(0.5f32.mul_add(output[0], 0.5).clamp(0.0, 1.0)),
            Self::Share => second(output[0].clamp(0.0, 1.0)),
            Self::Logit => second(sigmoid(output[0])),
            Self::Value { .. } => 0.0,
            Self::Classes { confidence } => match confidence {
                Confidence::Softmax => 1.0 / output.iter().map(|z| libm::expf(z - output[class])).sum::<f32>(),
                Confidence::Sigmoid => sigmoid(output[class]),
                Confidence::Signed => 0.5f32.mul_add(output[class], 0.5).clamp(0.0, 1.0),
                Confidence::Share => output[class].clamp(0.0, 1.0),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_boundary_is_at_zero_in_every_coding() {
        let value = Meaning::Value { scale: Scale { offset: 10.0, size: 2.0 }, range: (6.0, 14.0) };
        for (meaning, boundary, second) in
            [(Meaning::Signed, 0.0, 1.0), (Meaning::Share, 0.5, 1.0), (Meaning::Logit, 0.0, 40.0), (value, 0.0, 2.0)]
        {
            assert_eq!(meaning.decision(&[boundary]), 0.0, "{meaning:?}");
            assert_eq!(meaning.decision(&[second]), 1.0, "{meaning:?}");
        }
    }

    #[test]
    fn the_greatest_output_is_the_class_and_softmax_its_confidence() {
        let meaning = Meaning::Classes { confidence: Confidence::Softmax };
        let output = [0.0, libm::logf(2.0), 0.0];
        assert_eq!(meaning.class(&output), Some(1));
        assert!((meaning.decision(&output) - 0.5).abs() < 1e-6);
        assert_eq!(meaning.class(&[3.0, 3.0]), Some(0), "of equals the first");
    }

    #[test]
    fn a_constant_target_has_a_finite_decision_value() {
        let meaning = Meaning::Value { scale: Scale::NONE, range: (2.0, 2.0) };
        assert_eq!(meaning.decision(&[2.0]), 0.0);
        assert_eq!(meaning.decision(&[3.0]), 1.0);
    }
}
