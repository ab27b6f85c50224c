//! The stages of an experiment, one of which is the current one.

use serde::{Deserialize, Serialize};

use super::{Stage, TrainingSettings};
use crate::data::limited;

/// One or more stages, in the order in which they train.
///
/// A trainer trains the current one. Panels and keys such as `training.learning_rate` also mean that one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", deny_unknown_fields)]
pub struct Stages {
    list: Vec<Stage>,
    #[serde(default, skip_serializing_if = "is_first")]
    at: usize,
}

#[derive(Deserialize)]
#[serde(rename = "Stages", deny_unknown_fields)]
struct Written {
    #[serde(deserialize_with = "limited::list::<_, _, { Stages::MOST }>")]
    list: Vec<Stage>,
    #[serde(default)]
    at: usize,
}

impl Stages {
    /// Largest number of stages of an experiment.
    pub const MOST: usize = 32;

    /// These stages with the current one; `None` unless there are 1…32 of them and `at` is the index of one.
    #[must_use]
    pub fn new(list: Vec<Stage>, at: usize) -> Option<Self> {
        (at < list.len() && list.len() <= Self::MOST).then_some(Self { list, at })
    }

    /// Every stage, first to last.
    #[must_use]
    pub fn list(&self) -> &[Stage] {
        &self.list
    }

    /// Index of the current stage, counted from 0.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Whether the current stage is the last one, of which a lesson asks what it asks.
    #[must_use]
    pub const fn is_at_last(&self) -> bool {
        self.at + 1 >= self.list.len()
    }

    /// The number of the last stage, counted from 1; `None` when it is the only one.
    #[must_use]
    pub fn last_of_several(&self) -> Option<usize> {
        (self.list.len() > 1).then_some(self.list.len())
    }

    /// The current stage.
    #[must_use]
    pub fn at_hand(&self) -> &Stage {
        &self.list[self.at]
    }

    /// The current stage, to be changed.
    pub fn at_hand_mut(&mut self) -> &mut Stage {
        &mut self.list[self.at]
    }

    /// Makes the stage `at` the current one; does nothing when there is none.
    pub const fn take(&mut self, at: usize) {
        if at < self.list.len() {
            self.at = at;
        }
    }

    /// Whether any of them uses early stopping.
    #[must_use]
    pub fn stops_early(&self) -> bool {
        self.list.iter().any(|stage| stage.training.early_stopping.is_some())
    }

    /// Whether there is only one stage, which learns the target from all rows: no pipeline.
    #[must_use]
    pub fn is_ordinary(&self) -> bool {
        self.list.len() == 1 && self.list[0].is_ordinary()
    }
}

impl Default for Stages {
    fn default() -> Self {
        TrainingSettings::default().into()
    }
}

impl From<TrainingSettings> for Stages {
    /// An experiment without a pipeline.
    fn from(training: TrainingSettings) -> Self {
        Self { list: vec![Stage { training, ..Stage::default() }], at: 0 }
    }
}

impl TryFrom<Written> for Stages {
    type Error = String;

    fn try_from(Written { list, at }: Written) -> Result<Self, String> {
        let count = list.len();
        Self::new(list, at).ok_or_else(|| format!("stage {at} of {count} stages: there are 1 to {}", Self::MOST))
    }
}

/// The key of a setting of the stage `at`, counted from 0, that works from any stage: `stages.2.training.loss`.
pub(crate) fn key_in(at: usize, key: &str) -> String {
    format!("stages.{}.{}", at + 1, key.strip_prefix("stage.").unwrap_or(key))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
const fn is_first(at: &usize) -> bool {
    *at == 0
}
