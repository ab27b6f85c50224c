//! What is done to a trainer beside its steps is noted, and can be done again.

use std::sync::Arc;

use super::{Change, Edits, Keep, Trainer};
use crate::experiment::ValidExperiment;

impl Trainer {
    /// What was done to the run so far, beside the steps.
    #[must_use]
    pub const fn edits(&self) -> &Arc<Edits> {
        &self.edits
    }

    /// Whether nothing but its experiment has decided where the trainer is, and no step has been taken.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.checkpoint.step == 0 && self.edits.is_empty()
    }

    /// Does again what an edit of another trainer of the same experiments did; `after` is the experiment that follows.
    ///
    /// Repeating all of a run's edits, each at its step, leads where the run has led.
    pub fn repeat(&mut self, change: &Change, after: ValidExperiment) {
        // Each counts by itself here, also one that would be taken together with the last: a run's list is the shorter one.
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
