//! Playing a lesson with several seeds: with how many of them its goals are reached.

use super::{Goal, Lesson, Moment, Reached, goal};
use crate::{
    experiment::{Problem, ValidExperiment},
    language::Text,
    lessons::Block,
    training::{Status, Trainer},
};

/// Number of epochs of a stage before the last without an end of its own.
const STAGE: u64 = 100;

/// Most multiplications of one layer's pass that all runs of a goal may take together, rows times weights: a few minutes of
/// one core. A lesson whose goals take more is none for a class either.
pub const MOST_WORK: u64 = 200_000_000_000;

/// One run to be made: one goal with one seed.
#[derive(Clone, Debug)]
pub struct Task {
    /// Step and item of the goal, counted from 1.
    pub place: (usize, usize),
    /// The goal.
    pub goal: Goal,
    /// Number of the seed: the lesson's own is 0.
    pub start: u32,
    /// Whether it is the one start that every pupil has, since no other can be taken.
    pub is_only: bool,
    /// The experiment.
    pub experiment: ValidExperiment,
    /// Most work of the run, in rows times weights.
    pub most: u64,
}

/// What one run came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ran {
    /// Whether the goal was reached.
    pub reached: Reached,
    /// Whether the run was given up, since it took too much work.
    pub given_up: bool,
}

/// The result of a goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Played {
    /// Step and item of the goal, counted from 1.
    pub place: (usize, usize),
    /// The goal.
    pub goal: Goal,
    /// With how many seeds it was reached ...
    pub reached: u32,
    /// ... of this many.
    pub starts: u32,
    /// Median of the epochs at which it was reached; `None` if never.
    pub epochs: Option<u64>,
    /// How many runs were given up, since they took too much work.
    pub given_up: u32,
    /// Whether every pupil has the same start, from which it is not reached.
    pub is_beyond_pupils: bool,
}

impl Played {
    /// Whether it was reached with as large a fraction of the seeds as the goal says, and by the pupils' own start where they
    /// have only one.
    #[must_use]
    pub const fn is_enough(&self) -> bool {
        let (reached, of) = self.goal.starts;
        !self.is_beyond_pupils && self.reached as u64 * of as u64 >= reached as u64 * self.starts as u64
    }
}

/// The runs that show whether the goals of `lesson` can be reached: as many seeds as each goal says, or `starts`.
///
/// Seed number k adds k to the seeds of weights and batches; the data stay the same.
///
/// # Errors
/// A sentence, when a step has settings that do not fit.
pub fn tasks(lesson: &Lesson, starts: Option<u32>) -> Result<Vec<Task>, Text> {
    let mut tasks = Vec::new();
    let have_one = !lesson.seeds_from_name && !lesson.locks.is_open("seeds.weights");
    for (index, step) in lesson.steps.iter().enumerate() {
        let experiment = lesson.experiment(index + 1)?;
        for item in step.items(index + 1) {
            let Block::Goal(goal) = item.block else { continue };
            let mut solved = (*experiment).clone();
            goal.by.iter().try_for_each(|setting| setting.apply(&mut solved)).map_err(Text::same)?;
            let all = starts.unwrap_or(goal.starts.1);
            let most = MOST_WORK / u64::from(all.max(1));
            for start in 0..all {
                let mut own = solved.clone();
                own.seeds.weights = own.seeds.weights.wrapping_add(u64::from(start));
                own.seeds.batches = own.seeds.batches.wrapping_add(u64::from(start));
                let experiment = own.validate().map_err(|problems| Problem::all(&problems))?;
                let (place, goal, is_only) = ((item.step, item.item), goal.clone(), have_one && start == 0);
                tasks.push(Task { place, goal, start, is_only, experiment, most });
            }
        }
    }
    Ok(tasks)
}

impl Task {
    /// Trains until the goal is decided, every stage before the last to its own end, or until that took too much work.
    #[must_use]
    pub fn run(&self) -> Ran {
        let mut experiment = (*self.experiment).clone();
        experiment.stages.take(0);
        let first = experiment.validate().unwrap_or_else(|_| self.experiment.clone());
        let mut trainer = Trainer::new(first);
        let mut left = self.most;
        let missed = |given_up| Ran { reached: Reached::Missed, given_up };
        while trainer.experiment().stages.at() + 1 < trainer.experiment().stages.list().len() {
            let (next, end) = (trainer.experiment().stages.at() + 1, trainer.epochs() + STAGE);
            while *trainer.status() == Status::Ready && trainer.epochs() < end {
                if !epoch(&mut trainer, &mut left) {
                    return missed(true);
                }
            }
            if !trainer.go_to_stage(next) {
                return missed(false);
            }
        }
        loop {
            let is_over = *trainer.status() != Status::Ready || trainer.epochs() >= self.goal.epochs().max(1);
            let reached = match self.goal.reached(&recorded(&trainer)) {
                Reached::NotYet if is_over => self.goal.reached(&Moment::of(&trainer)),
                reached => reached,
            };
            if is_over || reached != Reached::NotYet {
                return Ran { reached, given_up: false };
            }
            if !epoch(&mut trainer, &mut left) {
                return missed(true);
            }
        }
    }
}

/// Trains one epoch, unless it takes more work than is `left`; whether it did.
fn epoch(trainer: &mut Trainer, left: &mut u64) -> bool {
    let work = trainer.data().train.rows.len() as u64 * trainer.network().parameters.values().len() as u64;
    let Some(rest) = left.checked_sub(work) else { return false };
    *left = rest;
    let epoch = trainer.epochs();
    while trainer.epochs() == epoch && *trainer.status() == Status::Ready {
        trainer.step();
    }
    true
}

/// The moment with the metrics of its latest record, so that none need be measured again.
fn recorded(trainer: &Trainer) -> Moment<'_> {
    let metrics = trainer.history().newest().map(|record| record.metrics).unwrap_or_default();
    let (probe, epoch, status) = (trainer.probe(), trainer.epochs(), trainer.status());
    Moment { probe, metrics, history: trainer.history(), epoch, is_whole: trainer.is_at_whole_epoch(), status }
}

/// The results of `tasks`, one per goal.
#[must_use]
pub fn played(tasks: &[Task], results: &[Ran]) -> Vec<Played> {
    let mut all: Vec<(Played, Vec<u64>)> = Vec::new();
    for (task, result) in tasks.iter().zip(results) {
        if all.last().is_none_or(|(last, _)| last.place != task.place) {
            let (place, goal) = (task.place, task.goal.clone());
            let played =
                Played { place, goal, reached: 0, starts: 0, epochs: None, given_up: 0, is_beyond_pupils: false };
            all.push((played, Vec::new()));
        }
        let Some((last, epochs)) = all.last_mut() else { continue };
        last.starts += 1;
        last.given_up += u32::from(result.given_up);
        if let Reached::Since(epoch) = &result.reached {
            last.reached += 1;
            epochs.push(*epoch);
        } else if task.is_only {
            last.is_beyond_pupils = true;
        }
    }
    let finish = |(mut played, mut epochs): (Played, Vec<u64>)| {
        epochs.sort_unstable();
        played.epochs = epochs.get(epochs.len() / 2).copied();
        played
    };
    all.into_iter().map(finish).collect()
}

/// Plays every goal of `lesson`, one run after another.
///
/// # Errors
/// As [`tasks`].
pub fn play(lesson: &Lesson, starts: Option<u32>) -> Result<Vec<Played>, Text> {
    let tasks = tasks(lesson, starts)?;
    let results: Vec<Ran> = tasks.iter().map(Task::run).collect();
    Ok(played(&tasks, &results))
}

/// Number of epochs after which a goal without a limit is given up.
pub const EPOCHS: u64 = goal::EPOCHS;
