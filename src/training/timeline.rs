//! Moments of the run to which one can go back, in bounded memory.

use std::sync::Arc;

use super::{
    Checkpoint, Course,
    counting::{MOST_COUNTED, count_on},
};
use crate::{language::Text, text};

/// Largest size in bytes of all moments together; two are always kept.
const ROOM: usize = 32 << 20;

/// Checkpoints of a run, oldest first, from its start on: one per record at first, then every second, fourth … as they
/// become too many.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    moments: Vec<Arc<Checkpoint>>,
    /// One per moment.
    marks: Vec<Mark>,
    every: u64,
    offered: u64,
}

/// What led to a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mark {
    /// How many edits of the run were made before it.
    pub edits: usize,
    /// Earlier learning rates, if the history may forget some of them later: other rows start their epoch again.
    pub courses: Vec<Course>,
}

impl Default for Timeline {
    fn default() -> Self {
        Self { moments: Vec::new(), marks: Vec::new(), every: 1, offered: 0 }
    }
}

impl Timeline {
    /// Largest number of moments, as fine as a slider shows.
    pub const MOST: usize = 256;

    /// A timeline as read from a file: `moments` of the `offered` records so far, of which every `every`-th is kept.
    ///
    /// # Errors
    /// A sentence when no timeline could have become this.
    pub fn stored(every: u64, offered: u64, moments: Vec<Arc<Checkpoint>>) -> Result<Self, Text> {
        if !every.is_power_of_two() || every > MOST_COUNTED {
            return Err(text!(
                "every {every}th moment is kept, which is no power of two",
                "每 {every} 个时刻保留一个，而它不是 2 的幂"
            ));
        }
        if moments.len() > Self::MOST {
            let (found, most) = (moments.len(), Self::MOST);
            return Err(text!(
                "there are {found} moments, but at most {most} are kept",
                "有 {found} 个时刻，而最多保留 {most} 个"
            ));
        }
        if !moments.is_sorted_by(|a, b| a.step <= b.step) {
            return Err(text!("the moments are not in order of time", "各时刻没有按时间顺序排列"));
        }
        Ok(Self { marks: vec![Mark::default(); moments.len()], moments, every, offered })
    }

    /// The same with a mark for each moment; missing ones count as before all edits.
    #[must_use]
    pub fn with_marks(self, mut marks: Vec<Mark>) -> Self {
        marks.resize(self.moments.len(), Mark::default());
        Self { marks, ..self }
    }

    /// What led to each moment.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Number of the run's edits before the moment at `index`.
    #[must_use]
    pub fn edits_before(&self, index: usize) -> usize {
        self.marks.get(index).map_or(0, |mark| mark.edits)
    }

    /// Number of records so far, kept or not.
    #[must_use]
    pub const fn offered(&self) -> u64 {
        self.offered
    }

    /// Interval at which records are kept: one of `every`, a power of two.
    #[must_use]
    pub const fn every(&self) -> u64 {
        self.every
    }

    /// The same with so few moments that they take at most `bytes`; empty when not even two fit.
    #[must_use]
    pub fn within(&self, bytes: usize) -> Self {
        let mut fewer = self.clone();
        while fewer.bytes() > bytes {
            if fewer.moments.len() <= 2 {
                fewer.forget_from(0);
            }
            fewer.halve();
        }
        fewer
    }

    /// Every moment that is kept, oldest first.
    #[must_use]
    pub fn moments(&self) -> &[Arc<Checkpoint>] {
        &self.moments
    }

    /// The newest moment at or before `step`; `None` when there is none.
    #[must_use]
    pub fn at(&self, step: u64) -> Option<&Arc<Checkpoint>> {
        self.index_at(step).map(|index| &self.moments[index])
    }

    pub(super) fn index_at(&self, step: u64) -> Option<usize> {
        self.moments.partition_point(|moment| moment.step <= step).checked_sub(1)
    }

    /// Keeps what `moment` returns, after this number of edits, if it is due.
    pub(super) fn offer(&mut self, edits: usize, moment: impl FnOnce() -> Checkpoint) {
        if self.offered.is_multiple_of(self.every) {
            self.keep(Mark { edits, ..Mark::default() }, moment());
        }
        count_on(&mut self.offered, 1);
    }

    /// Keeps this moment, to which `mark` led, whether or not it is due.
    pub(super) fn keep(&mut self, mark: Mark, moment: Checkpoint) {
        self.moments.push(Arc::new(moment));
        self.marks.push(mark);
        if self.moments.len() > Self::MOST || (self.bytes() > ROOM && self.moments.len() > 2) {
            self.halve();
        }
    }

    /// Whether all moments have these layer sizes and this number of training rows.
    #[must_use]
    pub fn is_of_one_shape(&self, sizes: &[usize], rows: usize) -> bool {
        self.moments.iter().all(|moment| moment.parameters.sizes() == sizes && moment.order.len() == rows)
    }

    /// Approximate size of all moments in bytes.
    fn bytes(&self) -> usize {
        self.moments.iter().map(|moment| moment.bytes()).sum()
    }

    /// Drops every second moment, keeping the first.
    fn halve(&mut self) {
        self.moments = self.moments.iter().step_by(2).cloned().collect();
        self.marks = self.marks.iter().step_by(2).cloned().collect();
        self.every = (2 * self.every).min(MOST_COUNTED);
    }

    pub(super) fn forget_after(&mut self, step: u64) {
        self.forget_from(self.moments.partition_point(|moment| moment.step <= step));
    }

    pub(super) fn forget_from(&mut self, index: usize) {
        self.moments.truncate(index);
        self.marks.truncate(index);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{experiment::Experiment, training::Trainer};

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
        assert!((Timeline::MOST / 2..=Timeline::MOST).contains(&moments.len()), "{}", moments.len());
        assert_eq!(moments[0].step, 0);
        let distances: Vec<u64> = moments.windows(2).map(|pair| pair[1].epoch - pair[0].epoch).collect();
        assert!(distances.iter().all(|distance| (4..=8).contains(distance)), "{distances:?}");
    }

    #[test]
    fn large_moments_take_no_more_than_their_room() {
        let start = Checkpoint { order: vec![0; 3 << 20], ..trained(0).checkpoint() };
        let mut timeline = Timeline::default();
        for step in 0..20 {
            timeline.offer(0, || Checkpoint { step, ..start.clone() });
            assert!(timeline.bytes() <= ROOM);
        }
        assert_eq!(timeline.moments.iter().map(|moment| moment.step).collect::<Vec<_>>(), [0, 16]);
    }

    #[test]
    fn fewer_moments_are_those_of_a_longer_run() {
        let timeline = Arc::clone(trained(100).timeline());
        assert_eq!(timeline.within(usize::MAX), *timeline);
        let fewer = timeline.within(timeline.bytes() / 2);
        let epochs: Vec<u64> = fewer.moments.iter().map(|moment| moment.epoch).collect();
        assert_eq!(epochs, (0..=100).step_by(4).collect::<Vec<_>>(), "101 moments are just too many for every second");
        assert_eq!((fewer.every, fewer.offered), (4, timeline.offered));
        let none = timeline.within(timeline.moments[0].bytes());
        assert!(none.moments.is_empty(), "one moment is no way");
    }

    #[test]
    fn what_cannot_have_become_of_a_run_is_no_timeline() {
        let timeline = Arc::clone(trained(3).timeline());
        let stored = |every, moments: Vec<_>| Timeline::stored(every, 4, moments);
        assert_eq!(stored(1, timeline.moments.clone()).as_ref(), Ok(&*timeline));
        assert!(stored(3, timeline.moments.clone()).is_err());
        assert!(stored(0, timeline.moments.clone()).is_err());
        assert!(stored(1, timeline.moments.iter().rev().cloned().collect()).is_err());
        assert!(stored(1, vec![Arc::clone(&timeline.moments[0]); 257]).is_err());
    }
}
