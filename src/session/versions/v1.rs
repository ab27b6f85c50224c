//! Version 1, without the moments of the time slider and without display options.

use serde::Deserialize;

use super::{
    v2,
    v3::{
        Experiment, Stage, Status,
        limits::{LAYERS, MEMORIES, NAME, NOTES, ROWS, STAGES},
        numbers::{BestDocument, Columns, Layer, Moments, Random},
        view::View,
    },
};
use crate::session::limited;

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    #[serde(deserialize_with = "limited::text::<_, NAME>")]
    format: String,
    version: u32,
    #[serde(deserialize_with = "limited::text::<_, NAME>")]
    made_with: String,
    #[serde(default, deserialize_with = "limited::text::<_, NAME>")]
    title: String,
    #[serde(default, deserialize_with = "limited::text::<_, NOTES>")]
    notes: String,
    experiment: Experiment,
    #[serde(default)]
    data_checksum: Option<String>,
    #[serde(default, deserialize_with = "limited::list::<_, _, STAGES>")]
    stages: Vec<StageDocument>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(super) struct StageDocument {
    stage: Stage,
    status: Status,
    epoch: u64,
    step: u64,
    position: usize,
    rows_seen: u64,
    rows_evaluated: u64,
    seconds: f64,
    first_loss: f64,
    #[serde(deserialize_with = "limited::list::<_, _, LAYERS>")]
    layers: Vec<Layer>,
    moments_age: u64,
    #[serde(deserialize_with = "limited::list::<_, _, MEMORIES>")]
    moments: Vec<Vec<Layer>>,
    best: Option<BestDocument>,
    #[serde(deserialize_with = "limited::list::<_, _, ROWS>")]
    order: Vec<u32>,
    batches: Random,
    noise: Random,
    history: Columns,
}

impl Document {
    pub(super) fn next(self) -> v2::Document {
        v2::Document {
            format: self.format,
            version: self.version,
            made_with: self.made_with,
            title: self.title,
            notes: self.notes,
            experiment: self.experiment,
            data_checksum: self.data_checksum,
            view: View::default(),
            stages: self.stages.into_iter().map(StageDocument::next).collect(),
        }
    }
}

impl StageDocument {
    fn next(self) -> v2::StageDocument {
        v2::StageDocument {
            stage: self.stage,
            status: self.status,
            epoch: self.epoch,
            step: self.step,
            position: self.position,
            rows_seen: self.rows_seen,
            rows_evaluated: self.rows_evaluated,
            seconds: self.seconds,
            first_loss: self.first_loss,
            layers: self.layers,
            moments_age: self.moments_age,
            moments: self.moments,
            best: self.best,
            order: self.order,
            batches: self.batches,
            noise: self.noise,
            history: self.history,
            timeline: Moments::none(),
        }
    }
}
