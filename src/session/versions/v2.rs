//! Version 2, without the edits of the run.
//!
//! Its first builds had no components, area, confidence or residuals in the view; the last ones wrote them.

use serde::Deserialize;

use super::v3::{
    self, Experiment, Stage, Status,
    edits::Origin,
    limits::{LAYERS, MEMORIES, NAME, NOTES, ROWS, STAGES},
    numbers::{BestDocument, Columns, Layer, Moments, Random},
    view::View,
};
use crate::session::limited;

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    #[serde(deserialize_with = "limited::text::<_, NAME>")]
    pub(super) format: String,
    pub(super) version: u32,
    #[serde(deserialize_with = "limited::text::<_, NAME>")]
    pub(super) made_with: String,
    #[serde(default, deserialize_with = "limited::text::<_, NAME>")]
    pub(super) title: String,
    #[serde(default, deserialize_with = "limited::text::<_, NOTES>")]
    pub(super) notes: String,
    pub(super) experiment: Experiment,
    #[serde(default)]
    pub(super) data_checksum: Option<String>,
    #[serde(default)]
    pub(super) view: View,
    #[serde(default, deserialize_with = "limited::list::<_, _, STAGES>")]
    pub(super) stages: Vec<StageDocument>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(super) struct StageDocument {
    pub(super) stage: Stage,
    pub(super) status: Status,
    pub(super) epoch: u64,
    pub(super) step: u64,
    pub(super) position: usize,
    pub(super) rows_seen: u64,
    pub(super) rows_evaluated: u64,
    pub(super) seconds: f64,
    pub(super) first_loss: f64,
    #[serde(deserialize_with = "limited::list::<_, _, LAYERS>")]
    pub(super) layers: Vec<Layer>,
    pub(super) moments_age: u64,
    #[serde(deserialize_with = "limited::list::<_, _, MEMORIES>")]
    pub(super) moments: Vec<Vec<Layer>>,
    pub(super) best: Option<BestDocument>,
    #[serde(deserialize_with = "limited::list::<_, _, ROWS>")]
    pub(super) order: Vec<u32>,
    pub(super) batches: Random,
    pub(super) noise: Random,
    pub(super) history: Columns,
    pub(super) timeline: Moments,
}

impl Document {
    pub(super) fn next(self) -> v3::Document {
        v3::Document {
            format: self.format,
            version: self.version,
            made_with: self.made_with,
            title: self.title,
            notes: self.notes,
            experiment: self.experiment,
            data_checksum: self.data_checksum,
            view: self.view,
            stages: self.stages.into_iter().map(StageDocument::next).collect(),
        }
    }
}

impl StageDocument {
    fn next(self) -> v3::StageDocument {
        v3::StageDocument {
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
            timeline: self.timeline,
            origin: Origin::Drawn,
            edits: Vec::new(),
        }
    }
}
