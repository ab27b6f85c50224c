//! From older versions of the document to this one: one total function for each step.
//!
//! Version 3 is version 2 with what was done to the run, metrics that are no finite numbers, and more of the view; a session
//! that has none of it is still written as version 2, which older programs read.
//!
//! When version 4 comes, its document keeps the name `Document`, today's becomes `Document3` with a
//! `fn next(self) -> Document`, version 1's goes on to that, and `read` gets one more line. A part whose shape does not
//! change is the same type in both.

use ron::error::SpannedResult;
use serde::Deserialize;

use super::{
    View,
    document::{BestDocument, Document, Kind, StageDocument, dialect},
    layers::{Columns, Layer},
    limited::{self, LAYERS, MEMORIES, NAME, NOTES, ROWS, STAGES},
    moments::Moments,
};
use crate::{
    experiment::Experiment,
    nn::Random,
    training::{Origin, Status},
};

/// The newest version that is known.
pub(super) const VERSION: u32 = 3;

/// Reads a document of `version`, which is known, and brings it up to the newest.
pub(super) fn read(text: &str, version: u32) -> SpannedResult<Document> {
    debug_assert!((1..=VERSION).contains(&version), "version {version} was let through");
    match version {
        1 => dialect().from_str::<Document1>(text).map(Document1::next),
        _ => dialect().from_str::<Document>(text),
    }
}

/// Version 1 kept neither the moments of the time slider nor how the session was looked at.
#[derive(Deserialize)]
#[serde(rename = "Document", deny_unknown_fields)]
struct Document1 {
    #[serde(deserialize_with = "limited::text::<_, NAME>")]
    format: String,
    #[serde(rename = "version")]
    _version: u32,
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
    stages: Vec<Stage1>,
}

#[derive(Deserialize)]
#[serde(rename = "StageDocument", deny_unknown_fields)]
struct Stage1 {
    stage: Kind,
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

impl Document1 {
    fn next(self) -> Document {
        Document {
            format: self.format,
            version: VERSION,
            made_with: self.made_with,
            title: self.title,
            notes: self.notes,
            experiment: self.experiment,
            data_checksum: self.data_checksum,
            view: View::default(),
            stages: self.stages.into_iter().map(Stage1::next).collect(),
        }
    }
}

impl Stage1 {
    fn next(self) -> StageDocument {
        StageDocument {
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
            origin: Origin::Drawn,
            edits: Vec::new(),
        }
    }
}
