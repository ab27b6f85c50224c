//! Weights, random streams, history and moments of the time slider in versions 1 to 3.
//!
//! Lists are moved, not copied.

use serde::Deserialize;

use super::{
    choices::Schedule,
    limits::{MOMENTS, RECORDS, UNITS},
};
use crate::{
    session::{block::Block, document, layers, limited, moments, stream},
    training,
};

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(crate) struct Layer {
    #[serde(deserialize_with = "limited::list::<_, _, UNITS>")]
    weights: Vec<Row>,
    #[serde(deserialize_with = "limited::list::<_, _, UNITS>")]
    biases: Vec<f32>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(transparent)]
pub(crate) struct Row {
    #[serde(deserialize_with = "limited::list::<_, _, UNITS>")]
    weights: Vec<f32>,
}

pub(crate) fn layers(old: Vec<Layer>) -> Vec<layers::Layer> {
    let row = |row: Row| layers::Row { weights: row.weights };
    let layer =
        |layer: Layer| layers::Layer { weights: layer.weights.into_iter().map(row).collect(), biases: layer.biases };
    old.into_iter().map(layer).collect()
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(crate) struct BestDocument {
    epoch: u64,
    loss: f64,
    layers: Option<Vec<Layer>>,
}

impl From<BestDocument> for document::BestDocument {
    fn from(old: BestDocument) -> Self {
        Self { epoch: old.epoch, loss: old.loss, layers: old.layers.map(layers) }
    }
}

/// A generator PCG-XSH-RR 64/32.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(crate) struct Random {
    state: u64,
    increment: u64,
}

impl From<Random> for stream::StreamState {
    fn from(old: Random) -> Self {
        Self { state: old.state, increment: old.increment }
    }
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(crate) struct Columns {
    #[serde(deserialize_with = "limited::list::<_, _, RECORDS>")]
    epoch: Vec<u64>,
    #[serde(deserialize_with = "limited::list::<_, _, RECORDS>")]
    step: Vec<u64>,
    #[serde(deserialize_with = "limited::list::<_, _, RECORDS>")]
    train_loss: Vec<f64>,
    #[serde(deserialize_with = "limited::list::<_, _, RECORDS>")]
    train_score: Vec<f64>,
    #[serde(deserialize_with = "limited::list::<_, _, RECORDS>")]
    test_loss: Vec<Option<f64>>,
    #[serde(deserialize_with = "limited::list::<_, _, RECORDS>")]
    test_score: Vec<Option<f64>>,
    #[serde(default, deserialize_with = "limited::list::<_, _, RECORDS>")]
    rates: Vec<Course>,
}

impl From<Columns> for layers::Columns {
    fn from(old: Columns) -> Self {
        Self {
            epoch: old.epoch,
            step: old.step,
            train_loss: old.train_loss,
            train_score: old.train_score,
            test_loss: old.test_loss,
            test_score: old.test_score,
            validation_loss: Vec::new(),
            validation_score: Vec::new(),
            rates: old.rates.into_iter().map(Into::into).collect(),
        }
    }
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(crate) struct Course {
    until: f64,
    learning_rate: f32,
    schedule: Schedule,
}

impl From<Course> for training::Course {
    fn from(old: Course) -> Self {
        Self { until: old.until, learning_rate: old.learning_rate, schedule: old.schedule.into() }
    }
}

#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(crate) struct Moments {
    every: u64,
    offered: u64,
    #[serde(deserialize_with = "limited::list::<_, _, MOMENTS>")]
    epoch: Vec<u64>,
    #[serde(deserialize_with = "limited::list::<_, _, MOMENTS>")]
    step: Vec<u64>,
    #[serde(deserialize_with = "limited::list::<_, _, MOMENTS>")]
    position: Vec<usize>,
    #[serde(deserialize_with = "limited::list::<_, _, MOMENTS>")]
    rows_seen: Vec<u64>,
    #[serde(deserialize_with = "limited::list::<_, _, MOMENTS>")]
    rows_evaluated: Vec<u64>,
    #[serde(deserialize_with = "limited::list::<_, _, MOMENTS>")]
    seconds: Vec<f64>,
    #[serde(deserialize_with = "limited::list::<_, _, MOMENTS>")]
    first_loss: Vec<f64>,
    #[serde(deserialize_with = "limited::list::<_, _, MOMENTS>")]
    best_epoch: Vec<Option<u64>>,
    #[serde(deserialize_with = "limited::list::<_, _, MOMENTS>")]
    best_loss: Vec<Option<f64>>,
    #[serde(deserialize_with = "limited::list::<_, _, MOMENTS>")]
    memories: Vec<u8>,
    #[serde(deserialize_with = "limited::list::<_, _, MOMENTS>")]
    memories_age: Vec<u64>,
    #[serde(deserialize_with = "limited::list::<_, _, MOMENTS>")]
    batches: Vec<u64>,
    #[serde(deserialize_with = "limited::list::<_, _, MOMENTS>")]
    noise: Vec<u64>,
    #[serde(deserialize_with = "limited::list::<_, _, MOMENTS>")]
    numbers: Vec<Block>,
    #[serde(deserialize_with = "limited::list::<_, _, MOMENTS>")]
    order: Vec<Block>,
    /// Only written by version 3, and only when an edit preceded one of the moments.
    #[serde(default, deserialize_with = "limited::list::<_, _, MOMENTS>")]
    edits: Vec<usize>,
}

impl Moments {
    /// For a run without kept moments.
    pub(crate) fn none() -> Self {
        Self { every: 1, ..Self::default() }
    }
}

impl From<Moments> for moments::Moments {
    fn from(old: Moments) -> Self {
        Self {
            every: old.every,
            offered: old.offered,
            epoch: old.epoch,
            step: old.step,
            position: old.position,
            rows_seen: old.rows_seen,
            rows_evaluated: old.rows_evaluated,
            seconds: old.seconds,
            first_loss: old.first_loss,
            best_epoch: old.best_epoch,
            best_loss: old.best_loss,
            memories: old.memories,
            memories_age: old.memories_age,
            batches: old.batches,
            noise: old.noise,
            numbers: old.numbers,
            order: old.order,
            edits: old.edits,
            rates: Vec::new(),
        }
    }
}
