//! The result of a run.

use serde::{Deserialize, Deserializer, Serialize};

use super::Run;
use crate::{measure::PartMetrics, training::Status};

/// The result of a run: one line of the results file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The rung of successive halving, counted from 0.
    pub rung: usize,
    /// The trial, counted from 0.
    pub trial: usize,
    /// Index of the seed, counted from 0.
    pub seed: u64,
    /// Whole epochs done, of the last stage.
    pub epoch: u64,
    /// Steps done, of the last stage.
    pub step: u64,
    /// The status at the end.
    pub status: Status,
    /// The epoch at which the goal was reached, if the objective has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached: Option<u64>,
    /// On the training rows, at the end.
    pub train: Scores,
    /// On the validation rows, which are used to compare trials.
    pub validation: Scores,
    /// On the test rows, which are never used for selection; `None` when there are none.
    pub test: Option<Scores>,
}

impl Outcome {
    /// The run.
    #[must_use]
    pub const fn run(&self) -> Run {
        Run { rung: self.rung, trial: self.trial, seed: self.seed }
    }

    /// The ending in a word.
    #[must_use]
    pub const fn ending(&self) -> &'static str {
        match self.status {
            Status::Ready => "ready",
            Status::Finished { .. } => "finished",
            Status::Diverged { .. } => "diverged",
        }
    }
}

/// Metrics of some rows.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scores {
    /// Mean loss; NaN, written as null, when it is not finite.
    #[serde(deserialize_with = "finite_or_nan")]
    pub loss: f64,
    /// Accuracy, 0…1, or R²; NaN as for the loss.
    #[serde(deserialize_with = "finite_or_nan")]
    pub score: f64,
}

impl Scores {
    /// Without rows.
    pub const NONE: Self = Self { loss: f64::NAN, score: f64::NAN };
}

impl From<PartMetrics> for Scores {
    fn from(metrics: PartMetrics) -> Self {
        let known = |number: f64| if number.is_finite() { number } else { f64::NAN };
        Self { loss: known(metrics.loss), score: known(metrics.score) }
    }
}

/// Compared bit for bit, so that an outcome with NaN equals itself.
impl PartialEq for Scores {
    fn eq(&self, other: &Self) -> bool {
        (self.loss.to_bits(), self.score.to_bits()) == (other.loss.to_bits(), other.score.to_bits())
    }
}

fn finite_or_nan<'de, D: Deserializer<'de>>(source: D) -> Result<f64, D::Error> {
    Ok(Option::deserialize(source)?.unwrap_or(f64::NAN))
}
