//! Turns an experiment, step by step, into parameters and a history.

use std::sync::Arc;

use ndarray::ArrayView1;
use serde::{Deserialize, Serialize};

use super::{
    BatchOrder, Checkpoint, History, Metrics, PartMetrics, Record, Stage, ValidExperiment, experiment::decided_class,
};
use crate::{
    data::{Part, Prepared, Target},
    nn::{BiasInitializer, Initializer, Loss, Network, Parameters, Random, Stream},
};

/// Whether and why training goes on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Another step can be taken.
    #[default]
    Ready,
    /// A stop rule or early stopping ended it; a step can still be taken by hand.
    Finished {
        /// Which rule, in a few words.
        reason: String,
    },
    /// The loss left the numbers, or exploded; the parameters are the last good ones.
    Diverged {
        /// The layer where it began, counted from 1.
        layer: usize,
        /// The weight or bias where it began, in words.
        place: String,
    },
}

/// What becomes of the parameters when an experiment changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Every weight that still has its place is kept; new ones are drawn.
    WhatFits,
    /// All are drawn anew, from the experiment's seed.
    Nothing,
}

/// An experiment on its way.
#[derive(Clone, Debug)]
pub struct Trainer {
    experiment: ValidExperiment,
    data: Arc<Prepared>,
    network: Network,
    checkpoint: Checkpoint,
    history: History,
}

impl Trainer {
    /// At the start of `experiment`, before the first step.
    #[must_use]
    pub fn new(experiment: ValidExperiment) -> Self {
        let data = Prepared::new(&experiment.data, experiment.seeds.data, experiment.coding(), experiment.outputs());
        let mut random = Random::new(experiment.seeds.weights, Stream::Weights);
        let mut parameters = Parameters::zeros(&experiment.sizes());
        for layer in 0..parameters.layers() {
            let mut draw = || match experiment.network.weights {
                Initializer::Uniform { range } => random.uniform(-f64::from(range), f64::from(range)) as f32,
                Initializer::Normal { deviation } => random.normal() as f32 * deviation,
                _ => random.uniform(-0.5, 0.5) as f32,
            };
            parameters.weights_mut(layer).mapv_inplace(|_| draw());
            parameters.biases_mut(layer).mapv_inplace(|_| match experiment.network.biases {
                BiasInitializer::Constant { value } => value,
                BiasInitializer::LikeWeights => draw(),
            });
        }
        let rows = data.train.rows.len();
        let checkpoint = Checkpoint {
            stage: Stage::Training,
            step: 0,
            rows_seen: 0,
            parameters: parameters.clone(),
            moments: Vec::new(),
            order: (0..rows as u32).collect(),
            batches: Random::new(experiment.seeds.batches, Stream::Batches),
            noise: Random::new(experiment.seeds.noise, Stream::Noise),
            status: Status::Ready,
        };
        let network = Network { parameters, activations: experiment.activations() };
        let mut trainer = Self { experiment, data: Arc::new(data), network, checkpoint, history: History::default() };
        trainer.record();
        trainer
    }

    /// The experiment that is being turned.
    #[must_use]
    pub const fn experiment(&self) -> &ValidExperiment {
        &self.experiment
    }

    /// The rows, ready for training.
    #[must_use]
    pub const fn data(&self) -> &Arc<Prepared> {
        &self.data
    }

    /// The network as it is now.
    #[must_use]
    pub const fn network(&self) -> &Network {
        &self.network
    }

    /// How the metrics went.
    #[must_use]
    pub const fn history(&self) -> &History {
        &self.history
    }

    /// Whether and why training goes on.
    #[must_use]
    pub const fn status(&self) -> &Status {
        &self.checkpoint.status
    }

    /// Steps done.
    #[must_use]
    pub const fn steps(&self) -> u64 {
        self.checkpoint.step
    }

    /// Whole epochs done.
    #[must_use]
    pub fn epochs(&self) -> u64 {
        self.checkpoint.rows_seen / self.data.train.rows.len() as u64
    }

    /// Everything needed to go on later.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint { parameters: self.network.parameters.clone(), ..self.checkpoint.clone() }
    }

    /// One update from one batch.
    pub fn step(&mut self) {
        let rows = self.data.train.rows.len();
        let training = &self.experiment.training;
        let batch_size = training.batch_size.min(rows);
        let start = (self.checkpoint.rows_seen % rows as u64) as usize;
        let count = match training.order {
            BatchOrder::Shuffled => batch_size.min(rows - start),
            BatchOrder::Sequential => batch_size,
        };
        if training.order == BatchOrder::Shuffled && start == 0 {
            self.checkpoint.batches.shuffle(&mut self.checkpoint.order);
        }
        let mut gradient = Parameters::zeros(self.network.parameters.sizes());
        for position in start..start + count {
            let row = self.checkpoint.order[position % rows] as usize;
            let (input, target) = (self.data.train.inputs.row(row), self.data.train.targets.row(row));
            self.network.backward(as_slice(&input), as_slice(&target), training.loss, count, &mut gradient);
        }
        for (w, g) in self.network.parameters.values_mut().iter_mut().zip(gradient.values()) {
            *w -= training.learning_rate * g;
        }
        let before = self.epochs();
        self.checkpoint.rows_seen += count as u64;
        self.checkpoint.step += 1;
        if self.epochs() > before && History::keeps(self.epochs()) {
            self.record();
        }
    }

    /// Metrics of the network as it is now.
    #[must_use]
    pub fn metrics(&self) -> Metrics {
        let test = (!self.data.test.rows.is_empty()).then(|| self.measure(&self.data.test));
        Metrics { train: self.measure(&self.data.train), test }
    }

    fn record(&mut self) {
        let record = Record { epoch: self.epochs(), step: self.checkpoint.step, metrics: self.metrics() };
        self.history.push(record);
    }

    fn measure(&self, part: &Part) -> PartMetrics {
        let (mut loss, mut right) = (0.0_f64, 0_usize);
        for (row, (input, target)) in part.inputs.rows().into_iter().zip(part.targets.rows()).enumerate() {
            let output = self.network.forward(as_slice(&input)).pop().unwrap_or_default();
            for (y, t) in output.iter().zip(target) {
                let d = f64::from(y - t);
                loss += d * d * if self.experiment.training.loss == Loss::HalfSquaredError { 0.5 } else { 1.0 };
            }
            if let Target::Class { labels, .. } = &self.data.set.target {
                let class = decided_class(
                    &self.data.set.target,
                    self.experiment.coding(),
                    self.experiment.training.loss,
                    &output,
                );
                right += usize::from(class == labels[part.rows[row]] as usize);
            }
        }
        let rows = part.rows.len() as f64;
        PartMetrics { loss: loss / rows, score: right as f64 / rows }
    }
}

fn as_slice<'a>(row: &'a ArrayView1<'_, f32>) -> &'a [f32] {
    row.as_slice().expect("rows are contiguous")
}
