//! The metrics from the first step to now, in bounded memory.

use serde::{Deserialize, Serialize};

use crate::{experiment::TrainingSettings, measure::Metrics, nn::Schedule};

/// Metrics at one moment of the run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Epochs done; the first record is of epoch 0, before any step.
    pub epoch: u64,
    /// Steps done.
    pub step: u64,
    /// The metrics at that moment.
    pub metrics: Metrics,
}

/// One segment of the learning-rate history, which ended when another rate was set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Course {
    /// Epochs done when it ended, parts of an epoch included.
    pub until: f64,
    /// The learning rate that was set.
    pub learning_rate: f32,
    /// Its schedule.
    pub schedule: Schedule,
}

/// Records in chronological order: every epoch at first, then at growing intervals, so that a run of any length fits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    records: Vec<Record>,
    courses: Vec<Course>,
}

impl History {
    /// Every record, oldest first.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The newest record.
    #[must_use]
    pub fn newest(&self) -> Option<&Record> {
        self.records.last()
    }

    /// Adds the newest record.
    pub fn push(&mut self, record: Record) {
        self.records.push(record);
    }

    /// Learning rates that the experiment had before the current one, oldest first.
    #[must_use]
    pub fn courses(&self) -> &[Course] {
        &self.courses
    }

    /// Adds a rate that was replaced, unless no time has passed since the one before.
    pub fn push_course(&mut self, course: Course) {
        if self.courses.last().map_or(0.0, |last| last.until) < course.until {
            self.courses.push(course);
        }
    }

    /// Drops the last segment if its rate and schedule are those of `training`, so that there and back again leaves no
    /// trace.
    pub(super) fn join_rates(&mut self, training: &TrainingSettings) {
        let now = (training.learning_rate, training.schedule);
        self.courses.pop_if(|last| (last.learning_rate, last.schedule) == now);
    }

    /// The learning rate after `epochs` epochs of a run that goes on with `training`.
    #[must_use]
    pub fn learning_rate(&self, training: &TrainingSettings, epochs: f64) -> f32 {
        let past = self.courses[self.courses.partition_point(|course| course.until <= epochs)..].first();
        let (rate, schedule) =
            past.map_or((training.learning_rate, training.schedule), |course| (course.learning_rate, course.schedule));
        rate * schedule.factor(epochs)
    }

    /// Restores the segments that led to a moment; `courses` is empty when the moment does not know them.
    pub(super) fn restore_courses(&mut self, courses: &[Course]) {
        if !courses.is_empty() {
            self.courses = courses.to_vec();
        }
    }

    /// Drops what was recorded after `step`, when `epochs` epochs were done.
    pub(super) fn forget_after(&mut self, step: u64, epochs: f64) {
        self.records.retain(|record| record.step <= step);
        let past = self.courses.partition_point(|course| course.until < epochs);
        self.courses.truncate(past + 1);
        if let Some(course) = self.courses.get_mut(past) {
            course.until = course.until.min(epochs);
        }
        self.courses.retain(|course| course.until > 0.0);
    }

    /// Whether metrics are recorded at the end of `epoch`: every epoch below 512, then at an interval that is a power
    /// of two and about 1/256 to 1/128 of the epochs so far.
    #[must_use]
    pub const fn keeps(epoch: u64) -> bool {
        let interval = if epoch < 512 { 1 } else { (epoch / 256).next_power_of_two() };
        epoch.is_multiple_of(interval)
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        experiment::Experiment,
        training::{Keep, Trainer},
    };

    #[test]
    fn the_rate_of_every_moment_is_known() {
        let mut experiment = Experiment::default();
        let mut trainer = Trainer::new(experiment.clone().validate().unwrap());
        for (epochs, rate) in [(4, 0.1), (8, 0.3)] {
            while trainer.epochs() < epochs {
                trainer.step();
            }
            experiment.training_mut().learning_rate = rate;
            trainer.reconfigure(experiment.clone().validate().unwrap(), Keep::WhatFits);
        }
        let rates = |trainer: &Trainer| {
            [0.0, 3.9, 4.0, 7.5, 8.0, 20.0]
                .map(|epochs| trainer.history().learning_rate(trainer.experiment().training(), epochs))
        };
        assert_eq!(rates(&trainer), [0.03, 0.03, 0.1, 0.1, 0.3, 0.3]);
        assert!(trainer.go_back_to(6 * 25));
        assert_eq!(rates(&trainer), [0.03, 0.03, 0.1, 0.3, 0.3, 0.3], "from there on with the rate of now");
        trainer.restart();
        assert_eq!(rates(&trainer), [0.3; 6]);
    }
}
