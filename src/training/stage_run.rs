//! The result of a stage: enough to look back into it, to repeat it, and to resume from it.

use std::{collections::BTreeSet, sync::Arc};

use super::{Checkpoint, Edits, History, Timeline};
use crate::experiment::ValidExperiment;

/// A trainer as it is stored: in a session, and for the stages that follow.
#[derive(Clone, Debug, PartialEq)]
pub struct StageRun {
    /// The experiment at the end, with this as the current stage.
    pub experiment: ValidExperiment,
    /// The trainer between two steps.
    pub checkpoint: Arc<Checkpoint>,
    /// Its metrics over time.
    pub history: Arc<History>,
    /// Moments to which one can go back; a file holds as many of them as fit.
    pub timeline: Arc<Timeline>,
    /// Its edits.
    pub edits: Arc<Edits>,
}

impl StageRun {
    /// Index of its stage, counted from 0.
    #[must_use]
    pub fn stage(&self) -> usize {
        self.experiment.stages.at()
    }

    /// Whether `other` is in the same state, and a file would say the same of how both got there.
    #[must_use]
    pub fn is_at(&self, other: &Self) -> bool {
        self.experiment == other.experiment && self.checkpoint.is_same(&other.checkpoint) && self.edits == other.edits
    }

    /// Approximate size in bytes without the moments whose addresses are already in `known`.
    pub(super) fn bytes_beside(&self, known: &mut BTreeSet<usize>) -> usize {
        let moments = self.timeline.moments().iter().chain([&self.checkpoint]);
        let fresh = moments.filter(|moment| known.insert(Arc::as_ptr(moment).addr()));
        fresh.map(|moment| moment.bytes()).sum::<usize>() + size_of_val(self.history.records())
    }
}
