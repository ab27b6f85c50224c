//! What a stage has come to: enough to look back into it, to repeat it, and to go on from it.

use std::{collections::BTreeSet, sync::Arc};

use super::{Checkpoint, Edits, History, Timeline};
use crate::experiment::ValidExperiment;

/// A trainer as it is kept: in a session, and for the stages that follow.
#[derive(Clone, Debug, PartialEq)]
pub struct StageRun {
    /// The experiment as it was at the end, with this stage at hand.
    pub experiment: ValidExperiment,
    /// The trainer between two steps.
    pub checkpoint: Arc<Checkpoint>,
    /// How its metrics went.
    pub history: Arc<History>,
    /// Moments that one can go back to; a file has as many of them as find room in it.
    pub timeline: Arc<Timeline>,
    /// What was done to it on the way.
    pub edits: Arc<Edits>,
}

impl StageRun {
    /// Which stage it is of, counted from 0.
    #[must_use]
    pub fn stage(&self) -> usize {
        self.experiment.stages.at()
    }

    /// Whether `other` has come to the same, on the way that a file would tell alike.
    #[must_use]
    pub fn is_at(&self, other: &Self) -> bool {
        self.experiment == other.experiment && self.checkpoint.is_same(&other.checkpoint) && self.edits == other.edits
    }

    /// Bytes of its numbers beside the moments that are `known` already by where they lie, near enough.
    pub(super) fn bytes_beside(&self, known: &mut BTreeSet<usize>) -> usize {
        let moments = self.timeline.moments().iter().chain([&self.checkpoint]);
        let fresh = moments.filter(|moment| known.insert(Arc::as_ptr(moment).addr()));
        fresh.map(|moment| moment.bytes()).sum::<usize>() + size_of_val(self.history.records())
    }
}
