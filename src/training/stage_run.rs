//! What a stage has come to: enough to look back into it, to repeat it, and to go on from it.

use std::sync::Arc;

use super::{Checkpoint, Edits, History, Timeline, Trainer};
use crate::experiment::{Problem, ValidExperiment};

/// A trainer as it is kept: in a session, and for the stages that follow.
#[derive(Clone, Debug, PartialEq)]
pub struct StageRun {
    /// The experiment as it was at the end, with this stage at hand.
    pub experiment: ValidExperiment,
    /// The trainer between two steps.
    pub checkpoint: Checkpoint,
    /// How its metrics went.
    pub history: Arc<History>,
    /// Moments that one can go back to; a file has as many of them as find room in it.
    pub timeline: Arc<Timeline>,
    /// What was done to it on the way.
    pub edits: Arc<Edits>,
}

impl StageRun {
    /// The run of `trainer`, [settled](Trainer::settle).
    #[must_use]
    pub fn of(trainer: &Trainer) -> Self {
        let mut trainer = trainer.clone();
        trainer.settle();
        Self {
            experiment: trainer.experiment.clone(),
            checkpoint: trainer.checkpoint(),
            history: trainer.history,
            timeline: trainer.timeline,
            edits: trainer.edits,
        }
    }

    /// Which stage it is of, counted from 0.
    #[must_use]
    pub fn stage(&self) -> usize {
        self.experiment.stages.at()
    }

    /// A trainer that goes on from here as if it had never stopped, after the runs of `earlier` stages.
    ///
    /// # Errors
    /// The first thing in the run that does not fit its experiment, or is no number.
    pub fn trainer(self, earlier: Arc<Vec<Self>>) -> Result<Trainer, Problem> {
        let start = Trainer::after(self.experiment.clone(), earlier);
        self.over(start)
    }

    /// The same from its trainer at the start.
    ///
    /// # Errors
    /// The same.
    pub fn over(self, start: Trainer) -> Result<Trainer, Problem> {
        let Self { checkpoint, history, timeline, edits, .. } = self;
        let (history, timeline) = (Arc::unwrap_or_clone(history), Arc::unwrap_or_clone(timeline));
        start.going_on(checkpoint, history, timeline, Arc::unwrap_or_clone(edits))
    }
}
