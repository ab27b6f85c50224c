//! A complete run, stored so that it can be resumed as if it had never been left.

use std::{collections::BTreeSet, sync::Arc};

use super::{StageRun, Trainer};
use crate::{
    experiment::{Problem, ValidExperiment},
    measure::Metrics,
};

/// The run of the current stage and those of the stages before it. Clones share their data.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptRun {
    /// The run of the current stage.
    pub last: StageRun,
    /// The runs of the stages before it, in their order.
    pub earlier: Arc<Vec<StageRun>>,
}

impl KeptRun {
    /// A trainer that resumes from here.
    ///
    /// # Errors
    /// The first thing in the run that does not fit its experiment, or is not finite.
    pub fn trainer(self) -> Result<Trainer, Problem> {
        self.last.trainer(self.earlier)
    }

    /// Whether it is at its start, so that its experiment alone determines it.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.last.checkpoint.step == 0 && self.last.edits.is_empty() && self.earlier.is_empty()
    }

    /// Whether `other` is in the same state, and a file would say the same of how both got there.
    #[must_use]
    pub fn is_at(&self, other: &Self) -> bool {
        self.last.is_at(&other.last)
    }

    /// Its experiment.
    #[must_use]
    pub const fn experiment(&self) -> &ValidExperiment {
        &self.last.experiment
    }

    /// Its latest metrics.
    #[must_use]
    pub fn metrics(&self) -> Option<&Metrics> {
        self.last.history.newest().map(|record| &record.metrics)
    }

    /// Epochs done in the current stage.
    #[must_use]
    pub fn epochs(&self) -> u64 {
        self.last.checkpoint.epoch
    }

    /// Approximate size in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes_beside(&mut BTreeSet::new())
    }

    /// Approximate size in bytes without the moments whose addresses are already in `known`; successive versions of one
    /// run share nearly all.
    pub fn bytes_beside(&self, known: &mut BTreeSet<usize>) -> usize {
        self.earlier.iter().chain([&self.last]).map(|run| run.bytes_beside(known)).sum()
    }
}
