//! Where the runs of a sweep stood when they were compared, so that those that are promoted go on and do not begin anew.

use std::collections::BTreeMap;

use crate::{
    sweep::Run,
    training::{Checkpoint, Trainer},
};

/// Most bytes that are kept; beyond them a promoted run is trained again, to the same bits.
const MOST: usize = 256 << 20;

/// The states of a rung and the one before.
#[derive(Debug, Default)]
pub(super) struct Promoted {
    kept: BTreeMap<(usize, usize, u64), Checkpoint>,
    bytes: usize,
}

impl Promoted {
    /// Keeps where `run` stands, while there is room.
    pub(super) fn keep(&mut self, run: Run, trainer: &Trainer) {
        let checkpoint = trainer.checkpoint();
        let bytes = bytes_of(&checkpoint);
        if self.bytes + bytes <= MOST && self.kept.insert((run.rung, run.trial, run.seed), checkpoint).is_none() {
            self.bytes += bytes;
        }
    }

    /// Where `run` of the next rung goes on from, at the start of which `start` stands; nothing when that is not there.
    pub(super) fn take_up(&mut self, run: Run, start: &Trainer) -> Option<Trainer> {
        let checkpoint = self.kept.remove(&(run.rung.checked_sub(1)?, run.trial, run.seed))?;
        self.bytes -= bytes_of(&checkpoint);
        let (experiment, data) = (start.experiment().clone(), std::sync::Arc::clone(start.data()));
        Some(Trainer::at_moment(experiment, data, std::sync::Arc::default(), checkpoint).ok()?.unrecorded())
    }

    /// Forgets all but the runs of these trials of the rung before `rung`, sorted.
    pub(super) fn only(&mut self, rung: usize, trials: &[usize]) {
        self.kept.retain(|(of, trial, _), _| of + 1 == rung && trials.binary_search(trial).is_ok());
        self.bytes = self.kept.values().map(bytes_of).sum();
    }
}

/// About how much memory it takes: parameters with the optimizer's memory of them, and the order of the rows.
fn bytes_of(checkpoint: &Checkpoint) -> usize {
    let best = if checkpoint.best.is_some() { 2 } else { 1 };
    16 * best * checkpoint.parameters.values().len() + 4 * checkpoint.order.len() + 512
}
