//! What the curves are drawn over: epochs, updates or seconds.

use std::sync::Arc;

use crate::{
    language::Text,
    text,
    training::{Checkpoint, Record},
    worker::Snapshot,
};

/// The horizontal axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Across {
    /// Passes over the training rows.
    #[default]
    Epochs,
    /// Steps, one per batch.
    Updates,
    /// Training time on this machine.
    Seconds,
}

impl Across {
    /// Every axis.
    pub const ALL: [Self; 3] = [Self::Epochs, Self::Updates, Self::Seconds];

    /// Its name below the plot.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Self::Epochs => text!("epochs", "轮数"),
            Self::Updates => text!("steps", "步数"),
            Self::Seconds => text!("seconds", "秒"),
        }
    }
}

/// Where each record lies across.
///
/// Seconds depend on the machine and not on the experiment, so no record has them, but the kept moments do; between two
/// of them steps are assumed to be equally fast.
#[derive(Clone, Debug)]
pub(super) struct Places {
    across: Across,
    /// Step and second of the moments, in order of time, from the start.
    clock: Vec<(f64, f64)>,
}

impl Places {
    pub(super) fn of(snapshot: &Snapshot, across: Across) -> Self {
        Self::of_run(snapshot.timeline.moments(), &snapshot.newest, across)
    }

    /// The same for a run of these moments that has come to `newest`.
    pub(super) fn of_run(moments: &[Arc<Checkpoint>], newest: &Checkpoint, across: Across) -> Self {
        let mut clock = vec![(0.0, 0.0)];
        if across == Across::Seconds {
            for moment in moments.iter().map(|moment| &**moment).chain([newest]) {
                let (step, second) = (moment.step as f64, moment.seconds);
                if clock.last().is_some_and(|last| step > last.0 && second >= last.1) {
                    clock.push((step, second));
                }
            }
        }
        Self { across, clock }
    }

    pub(super) fn at(&self, record: &Record) -> f64 {
        match self.across {
            Across::Epochs => record.epoch as f64,
            Across::Updates => record.step as f64,
            Across::Seconds => self.second(record.step as f64),
        }
    }

    /// Where a step lies, between `records` in order of time.
    pub(super) fn at_step(&self, records: &[Record], step: u64) -> f64 {
        if self.across != Across::Epochs {
            return self.of_moment(0, step);
        }
        let after = records.partition_point(|record| record.step <= step);
        let Some(before) = after.checked_sub(1).map(|index| &records[index]) else { return 0.0 };
        let Some(next) = records.get(after) else { return before.epoch as f64 };
        let share = (step - before.step) as f64 / (next.step - before.step) as f64;
        before.epoch as f64 + share * (next.epoch - before.epoch) as f64
    }

    /// Where a moment between two records lies.
    pub(super) fn of_moment(&self, epochs: u64, step: u64) -> f64 {
        match self.across {
            Across::Epochs => epochs as f64,
            Across::Updates => step as f64,
            Across::Seconds => self.second(step as f64),
        }
    }

    fn second(&self, step: f64) -> f64 {
        let after = self.clock.partition_point(|moment| moment.0 < step).clamp(1, self.clock.len().max(2) - 1);
        let (Some(before), Some(next)) = (self.clock.get(after - 1), self.clock.get(after)) else { return 0.0 };
        before.1 + (next.1 - before.1) * (step - before.0) / (next.0 - before.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_lie_between_those_of_the_moments() {
        let places = Places { across: Across::Seconds, clock: vec![(0.0, 0.0), (10.0, 1.0), (30.0, 2.0)] };
        assert_eq!([0.0, 5.0, 10.0, 20.0, 30.0].map(|step| places.second(step)), [0.0, 0.5, 1.0, 1.5, 2.0]);
        assert_eq!(places.second(50.0), 3.0, "the last pace goes on");
        assert_eq!(Places { across: Across::Seconds, clock: vec![(0.0, 0.0)] }.second(5.0), 0.0, "no time has passed");
    }
}
