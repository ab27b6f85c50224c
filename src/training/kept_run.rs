//! A run as it is kept whole, so that it can be gone on with as if it had never been left.

use std::{collections::BTreeSet, sync::Arc};

use super::{StageRun, Trainer};
use crate::{
    experiment::{Problem, ValidExperiment},
    measure::Metrics,
};

/// The run of the stage at hand, and those of the stages before it. A copy shares what both have alike.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptRun {
    /// The run of the stage at hand.
    pub last: StageRun,
    /// The runs of the stages before it, in their order.
    pub earlier: Arc<Vec<StageRun>>,
}

impl KeptRun {
    /// A trainer that goes on from here.
    ///
    /// # Errors
    /// The first thing in the run that does not fit its experiment, or is no number.
    pub fn trainer(self) -> Result<Trainer, Problem> {
        self.last.trainer(self.earlier)
    }

    /// Whether it stands at its start, so that its experiment alone says all about it.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.last.checkpoint.step == 0 && self.last.edits.is_empty() && self.earlier.is_empty()
    }

    /// Whether `other` has come to the same, on the way that a file would tell alike.
    #[must_use]
    pub fn is_at(&self, other: &Self) -> bool {
        self.last.is_at(&other.last)
    }

    /// What it was made with.
    #[must_use]
    pub const fn experiment(&self) -> &ValidExperiment {
        &self.last.experiment
    }

    /// Its metrics at the end.
    #[must_use]
    pub fn metrics(&self) -> Option<&Metrics> {
        self.last.history.newest().map(|record| &record.metrics)
    }

    /// Epochs that it has done in the stage at hand.
    #[must_use]
    pub fn epochs(&self) -> u64 {
        self.last.checkpoint.epoch
    }

    /// Bytes that it holds, near enough.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes_beside(&mut BTreeSet::new())
    }

    /// Bytes that it holds beside the moments that are `known` already by where they lie, near enough; runs that one has
    /// become share nearly all.
    pub fn bytes_beside(&self, known: &mut BTreeSet<usize>) -> usize {
        self.earlier.iter().chain([&self.last]).map(|run| run.bytes_beside(known)).sum()
    }
}
