//! The session file: the newest version of the document, field by field.

use ron::{Options, extensions::Extensions};
use serde::{Deserialize, Serialize};

use crate::{
    experiment::Experiment,
    training::{Edits, Origin, Status},
};

use super::{
    HandIn, Opening, View, beside,
    edits::{Before, EditDocument},
    layers::{Columns, Layer},
    limited::{self, LAYERS, MEMORIES, NAME, NOTES, ROWS, STAGES},
    moments::Moments,
    stream::StreamState,
};

/// The value of `format` in every session file.
pub(super) const FORMAT: &str = "neurarium session";

/// The whole document.
#[derive(Debug, Serialize, Deserialize)]
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) hand_in: Option<HandIn>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) opened: Option<Opening>,
    #[serde(default, deserialize_with = "limited::list::<_, _, STAGES>")]
    pub(super) stages: Vec<StageDocument>,
    /// Pinned runs, and abandoned ones.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "limited::list::<_, _, { beside::MOST }>"
    )]
    pub(super) beside: Vec<BesideDocument>,
}

/// A run stored besides the current one.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BesideDocument {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) letter: Option<char>,
    pub(super) shown: bool,
    #[serde(default, skip_serializing_if = "String::is_empty", deserialize_with = "limited::text::<_, NAME>")]
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) colour: Option<u8>,
    /// The parts of its experiment that differ from the current one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) experiment: Option<Before>,
    #[serde(deserialize_with = "limited::list::<_, _, STAGES>")]
    pub(super) stages: Vec<StageDocument>,
}

/// The run of a stage.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StageDocument {
    /// Number of the stage, counted from 1; only written for pipelines.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub(super) stage: usize,
    /// The parts of the experiment that were different at the end of this stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) experiment: Option<Before>,
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
    pub(super) batches: StreamState,
    pub(super) noise: StreamState,
    pub(super) history: Columns,
    pub(super) timeline: Moments,
    pub(super) origin: Origin,
    #[serde(deserialize_with = "limited::list::<_, _, { Edits::MOST }>")]
    pub(super) edits: Vec<EditDocument>,
}

const fn first() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
const fn is_first(stage: &usize) -> bool {
    *stage == first()
}

/// The best network so far, for early stopping.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BestDocument {
    pub(super) epoch: u64,
    pub(super) loss: f64,
    pub(super) layers: Option<Vec<Layer>>,
}

/// RON in which a value that can be absent is written without `Some` around it.
pub(super) fn dialect() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}
