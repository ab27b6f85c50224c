//! Records what is done to a trainer besides its steps, so that it can be repeated.

use std::sync::Arc;

use super::{Change, Edits, Keep, Trainer};
use crate::experiment::ValidExperiment;

impl Trainer {
    /// Everything done to the run so far besides its steps.
    #[must_use]
    pub const fn edits(&self) -> &Arc<Edits> {
        &self.edits
    }

    /// Whether no step has been taken, and nothing but the experiment determines the state.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.checkpoint.step == 0 && self.edits.is_empty()
    }

    /// Repeats an edit of another trainer of the same experiments; `after` is the experiment that follows.
    ///
    /// Repeating all edits of a run, each at its step, leads to the same state as the run.
    pub fn repeat(&mut self, change: &Change, after: ValidExperiment) {
        // Each is recorded by itself here, even one that would be merged with the last: a run's own list is the shorter
        // one.
        let (step, mut edits) = (self.steps(), (*self.edits).clone());
        edits.push(step, change.clone());
        match change {
            Change::Experiment(_) => self.reconfigure(after, Keep::WhatFits),
            Change::Parameter(place, value) => {
                let _is_there = self.set(*place, *value);
            }
            Change::TimeUp => self.end_at(self.experiment.training().stop.seconds.unwrap_or_default()),
            Change::Resumed => self.take_up_moment(),
        }
        self.edits = Arc::new(edits);
    }

    pub(super) fn note(&mut self, change: Change) {
        let edits = Arc::make_mut(&mut self.edits);
        edits.add(self.checkpoint.step, change, &self.experiment);
    }
}
