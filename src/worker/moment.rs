//! A moment of a run that is examined in the background.

use std::sync::Arc;

use super::Snapshot;
use crate::{
    data::Prepared,
    experiment::ValidExperiment,
    training::{Checkpoint, StageRun},
};

/// A moment of a run, with everything needed to continue from it.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The experiment at that moment.
    pub experiment: ValidExperiment,
    /// Its rows.
    pub data: Arc<Prepared>,
    /// The runs of the stages before.
    pub earlier: Arc<Vec<StageRun>>,
    /// The trainer's state.
    pub checkpoint: Arc<Checkpoint>,
}

impl Moment {
    /// The moment that `snapshot` shows.
    #[must_use]
    pub fn of(snapshot: &Snapshot) -> Self {
        Self {
            experiment: snapshot.experiment.clone(),
            data: Arc::clone(&snapshot.data),
            earlier: Arc::clone(&snapshot.earlier),
            checkpoint: Arc::clone(&snapshot.checkpoint),
        }
    }

    /// Whether it is the moment shown by `snapshot`, or an equal one.
    #[must_use]
    pub fn is_of(&self, snapshot: &Snapshot) -> bool {
        Arc::ptr_eq(&self.data, &snapshot.data)
            && self.checkpoint.is_same(&snapshot.checkpoint)
            && self.experiment == snapshot.experiment
    }
}

/// Compared by identity, not by value.
impl PartialEq for Moment {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.checkpoint, &other.checkpoint) && Arc::ptr_eq(&self.data, &other.data)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::training::Trainer;

    pub(in crate::worker) fn moment(trainer: &Trainer) -> Moment {
        Moment {
            experiment: trainer.experiment().clone(),
            data: Arc::clone(trainer.data()),
            earlier: Arc::clone(trainer.earlier()),
            checkpoint: Arc::new(trainer.checkpoint()),
        }
    }
}
