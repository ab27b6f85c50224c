//! The run so far as moments that one can go back to, in bounded room.

use std::sync::Arc;

use super::{Checkpoint, Status, Trainer, divergence::Guard};

/// Most bytes that the moments take together; two are always kept.
const ROOM: usize = 32 << 20;
/// Most moments, which is as fine as a slider shows.
const MOST: usize = 256;

/// Checkpoints of a run, oldest first, from its start on: every record's at first, and every second, fourth … one as
/// they become too many.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    moments: Vec<Arc<Checkpoint>>,
    every: u64,
    offered: u64,
}

impl Default for Timeline {
    fn default() -> Self {
        Self { moments: Vec::new(), every: 1, offered: 0 }
    }
}

impl Timeline {
    /// Every moment that is kept, oldest first.
    #[must_use]
    pub fn moments(&self) -> &[Arc<Checkpoint>] {
        &self.moments
    }

    /// The newest moment that is not after `step`; nothing when none was kept by then.
    #[must_use]
    pub fn at(&self, step: u64) -> Option<&Arc<Checkpoint>> {
        self.moments[..self.moments.partition_point(|moment| moment.step <= step)].last()
    }

    /// Keeps what `moment` makes, if its turn has come.
    pub(super) fn offer(&mut self, moment: impl FnOnce() -> Checkpoint) {
        if self.offered.is_multiple_of(self.every) {
            self.moments.push(Arc::new(moment()));
            let bytes: usize = self.moments.iter().map(|moment| size(moment)).sum();
            if self.moments.len() > MOST || (bytes > ROOM && self.moments.len() > 2) {
                let mut index = 0;
                self.moments.retain(|_| {
                    index += 1;
                    index % 2 == 1
                });
                self.every *= 2;
            }
        }
        self.offered += 1;
    }

    pub(super) fn forget_after(&mut self, step: u64) {
        self.moments.retain(|moment| moment.step <= step);
    }
}

/// Bytes of the numbers in a checkpoint, near enough.
fn size(checkpoint: &Checkpoint) -> usize {
    let best = checkpoint.best.as_ref().and_then(|best| best.parameters.as_ref());
    let sets = 1 + checkpoint.moments.len() + usize::from(best.is_some());
    4 * (sets * checkpoint.parameters.values().len() + checkpoint.order.len())
}

impl Trainer {
    /// Moments of the run so far that one can go back to; it begins anew when the rows or the layers change, and is no
    /// part of what decides the future.
    #[must_use]
    pub const fn timeline(&self) -> &Arc<Timeline> {
        &self.timeline
    }

    /// Back to the newest kept moment that is not after `step`; what came later is given up. Says whether there is one.
    pub fn go_back_to(&mut self, step: u64) -> bool {
        let Some(moment) = self.timeline.at(step).cloned() else { return false };
        self.network.parameters.clone_from(&moment.parameters);
        self.checkpoint = Checkpoint { status: Status::Ready, ..(*moment).clone() };
        Arc::make_mut(&mut self.history).forget_after(moment.step);
        Arc::make_mut(&mut self.timeline).forget_after(moment.step);
        self.guard = Guard::new(&self.checkpoint);
        true
    }

    pub(super) fn keep_moment(&mut self) {
        let checkpoint = || Checkpoint { parameters: self.network.parameters.clone(), ..self.checkpoint.clone() };
        Arc::make_mut(&mut self.timeline).offer(checkpoint);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::Experiment;

    fn trained(epochs: u64) -> Trainer {
        let mut trainer = Trainer::new(Experiment::default().validate().unwrap());
        while trainer.epochs() < epochs {
            trainer.step();
        }
        trainer
    }

    #[test]
    fn moments_are_thinned_and_the_start_stays() {
        let trainer = trained(600);
        let moments = trainer.timeline().moments();
        assert!((MOST / 2..=MOST).contains(&moments.len()), "{}", moments.len());
        assert_eq!(moments[0].step, 0);
        let distances: Vec<u64> = moments.windows(2).map(|pair| pair[1].epoch - pair[0].epoch).collect();
        assert!(distances.iter().all(|distance| (4..=8).contains(distance)), "{distances:?}");
    }

    #[test]
    fn large_moments_take_no_more_than_their_room() {
        let start = Checkpoint { order: vec![0; 3 << 20], ..trained(0).checkpoint() };
        let mut timeline = Timeline::default();
        for step in 0..20 {
            timeline.offer(|| Checkpoint { step, ..start.clone() });
            assert!(timeline.moments.iter().map(|moment| size(moment)).sum::<usize>() <= ROOM);
        }
        assert_eq!(timeline.moments.iter().map(|moment| moment.step).collect::<Vec<_>>(), [0, 16]);
    }

    #[test]
    fn going_back_and_on_is_the_same_way_again() {
        let whole = trained(40);
        let mut trainer = whole.clone();
        assert!(trainer.go_back_to(20 * 25 + 3));
        assert_eq!((trainer.epochs(), trainer.steps(), trainer.history().records().len()), (20, 500, 21));
        while trainer.epochs() < 40 {
            trainer.step();
        }
        assert_eq!(trainer.checkpoint(), whole.checkpoint());
        assert_eq!(trainer.history(), whole.history());
    }
}
