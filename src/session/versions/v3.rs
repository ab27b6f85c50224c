//! Version 3: the document as written by the first builds that stored the edits of a run.
//!
//! They wrote it only for sessions that need it; all others they wrote as version 2.

pub(super) mod choices;
pub(super) mod data;
pub(super) mod edits;
pub(super) mod experiment;
pub(super) mod limits;
pub(super) mod numbers;
pub(super) mod status;
pub(super) mod view;

use serde::Deserialize;

pub(super) use self::{choices::Stage, experiment::Experiment, status::Status};
use self::{
    edits::{EditDocument, Origin},
    limits::{EDITS, LAYERS, MEMORIES, NAME, NOTES, ROWS, STAGES},
    numbers::{BestDocument, Columns, Layer, Moments, Random},
    view::View,
};
use crate::session::{document, limited};

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
    #[cfg_attr(not(test), expect(dead_code, reason = "it has one value, and is in every file"))]
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
    #[serde(default = "Origin::drawn")]
    pub(super) origin: Origin,
    #[serde(default, deserialize_with = "limited::list::<_, _, EDITS>")]
    pub(super) edits: Vec<EditDocument>,
}

impl Document {
    pub(super) fn next(self) -> document::Document {
        document::Document {
            format: self.format,
            version: self.version,
            made_with: self.made_with,
            title: self.title,
            notes: self.notes,
            experiment: self.experiment.into(),
            data_checksum: self.data_checksum,
            view: self.view.into(),
            hand_in: None,
            beside: Vec::new(),
            opened: None,
            // Only the last was ever read.
            stages: self.stages.into_iter().next_back().map(StageDocument::next).into_iter().collect(),
        }
    }
}

impl StageDocument {
    fn next(self) -> document::StageDocument {
        document::StageDocument {
            stage: 1,
            experiment: None,
            status: self.status.into(),
            epoch: self.epoch,
            step: self.step,
            position: self.position,
            rows_seen: self.rows_seen,
            rows_evaluated: self.rows_evaluated,
            seconds: self.seconds,
            first_loss: self.first_loss,
            layers: numbers::layers(self.layers),
            moments_age: self.moments_age,
            moments: self.moments.into_iter().map(numbers::layers).collect(),
            best: self.best.map(Into::into),
            order: self.order,
            batches: self.batches.into(),
            noise: self.noise.into(),
            history: self.history.into(),
            timeline: self.timeline.into(),
            origin: self.origin.into(),
            edits: self.edits.into_iter().map(Into::into).collect(),
        }
    }
}
