//! One run of a sweep.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use crate::{
    experiment::ValidExperiment,
    measure::PartMetrics,
    training::{Status, Trainer},
};

/// One run that is to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// Its number in the plan, counted from 0.
    pub number: usize,
    /// What varies, as key and value.
    pub values: Vec<(String, String)>,
    /// Its seed.
    pub seed: u64,
    /// Its experiment.
    pub experiment: ValidExperiment,
    /// Epochs, unless it ends by itself before.
    pub epochs: u64,
}

/// What a run has come to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The trial's number.
    pub trial: usize,
    /// What varied.
    pub values: BTreeMap<String, String>,
    /// The trial's seed.
    pub seed: u64,
    /// Whole epochs done.
    pub epoch: u64,
    /// Steps done.
    pub step: u64,
    /// Whether and why it ended by itself.
    pub status: Status,
    /// At the end, on the training rows.
    pub train: Scores,
    /// On the test rows, which no selection may read; nothing when there are none.
    pub test: Option<Scores>,
}

/// Metrics of some rows.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scores {
    /// Mean loss; NaN, written as null, when it is no finite number.
    #[serde(deserialize_with = "finite_or_nan")]
    pub loss: f64,
    /// Share of right classes, or R²; NaN as for the loss.
    #[serde(deserialize_with = "finite_or_nan")]
    pub score: f64,
}

impl From<PartMetrics> for Scores {
    fn from(metrics: PartMetrics) -> Self {
        let known = |number: f64| if number.is_finite() { number } else { f64::NAN };
        Self { loss: known(metrics.loss), score: known(metrics.score) }
    }
}

/// Two are equal when their bits are, so that an outcome that is no number equals itself.
impl PartialEq for Scores {
    fn eq(&self, other: &Self) -> bool {
        (self.loss.to_bits(), self.score.to_bits()) == (other.loss.to_bits(), other.score.to_bits())
    }
}

fn finite_or_nan<'de, D: Deserializer<'de>>(source: D) -> Result<f64, D::Error> {
    Ok(Option::deserialize(source)?.unwrap_or(f64::NAN))
}

impl Trial {
    /// Trains it to its end.
    #[must_use]
    pub fn run(&self) -> Outcome {
        let trainer = train(self.experiment.clone(), self.epochs);
        let metrics = trainer.metrics();
        Outcome {
            trial: self.number,
            values: self.values.iter().cloned().collect(),
            seed: self.seed,
            epoch: trainer.epochs(),
            step: trainer.steps(),
            status: trainer.status().clone(),
            train: metrics.train.into(),
            test: metrics.test.map(Into::into),
        }
    }
}

/// `experiment`, trained for so many epochs, or until it ends by itself.
#[must_use]
pub fn train(experiment: ValidExperiment, epochs: u64) -> Trainer {
    let mut trainer = Trainer::new(experiment);
    while trainer.epochs() < epochs && *trainer.status() == Status::Ready {
        trainer.step();
    }
    trainer.settle();
    trainer
}
