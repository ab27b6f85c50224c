//! A pupil's progress through a lesson: answers, predictions, goals and times.

mod telling;

use std::collections::{BTreeMap, BTreeSet};

use super::{Block, Item, Lesson, Locks, Moment, Reached, Score, Step, answered, check, hashes};
use crate::{
    experiment::{Experiment, ValidExperiment},
    insight::arithmetic::Verdict,
    language::Text,
    measure::Probe,
    session::{Answer, HandIn},
};

/// Step and item, both counted from 1.
pub type Place = (usize, usize);

/// A lesson being taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    lesson: Lesson,
    hand_in: HandIn,
    step: usize,
    /// The first step that trains what the step at hand trains: a run is about the predictions of all steps from there.
    first: usize,
    /// Predictions after which a run was started: they can no longer change.
    fixed: BTreeSet<Place>,
    /// How far they were off, as far as a run has shown it, and how many epochs that run had then.
    scores: BTreeMap<Place, (Score, u64)>,
    /// Predictions that were told right or wrong, and in which step first.
    told: BTreeMap<Place, usize>,
    hints: BTreeMap<Place, usize>,
}

impl Attempt {
    /// At the first step of `lesson`, whose file has this name, started at `now` (seconds since 1970) by the pupil
    /// `name`.
    #[must_use]
    pub fn new(lesson: Lesson, file: &str, name: &str, now: u64) -> Self {
        let lesson_hash = format!("{:016x}", lesson.hash);
        let hand_in = HandIn { name: name.into(), lesson: file.into(), lesson_hash, begun: now, ..HandIn::default() };
        Self::of(lesson, hand_in)
    }

    fn of(lesson: Lesson, hand_in: HandIn) -> Self {
        let (scores, told) = (BTreeMap::new(), BTreeMap::new());
        Self { lesson, hand_in, step: 1, first: 1, fixed: BTreeSet::new(), scores, told, hints: BTreeMap::new() }
    }

    /// Goes on with what was handed in, or saved, before, at the step where that was; predictions that a run has begun after
    /// stay.
    #[must_use]
    pub fn resumed(lesson: Lesson, hand_in: HandIn) -> Self {
        let mut attempt = Self::of(lesson, hand_in);
        let last = attempt.hand_in.entries.iter().map(|entry| entry.step).max();
        let steps = attempt.lesson.steps.len().max(1);
        let has_run = |(step, item): &Place, attempt: &Self| {
            attempt.hand_in.entry(*step, *item).is_some_and(|entry| entry.tries > 0)
        };
        for step in 1..=steps {
            attempt.go_to(step);
            let entries = attempt.concerned().into_iter().filter(|(step, item)| {
                let entry = attempt.hand_in.entry(*step, *item);
                entry.is_some_and(|entry| entry.gap.is_some() || entry.answer == Answer::Skipped)
            });
            let mut fixed: Vec<Place> = entries.collect();
            let items = attempt.lesson.steps.get(step - 1).into_iter().flat_map(|of| of.items(step));
            let mut goals =
                items.filter(|item| matches!(item.block, Block::Goal(_))).map(|item| (item.step, item.item));
            if attempt.hand_in.handed_in > 0 || goals.any(|goal| has_run(&goal, &attempt)) {
                fixed = attempt.concerned();
            }
            attempt.fixed.extend(fixed);
        }
        attempt.told = attempt.fixed.iter().map(|place| (*place, place.0)).collect();
        attempt.go_to(if attempt.hand_in.step > 0 { attempt.hand_in.step } else { last.unwrap_or(1) });
        attempt
    }

    /// The lesson.
    #[must_use]
    pub const fn lesson(&self) -> &Lesson {
        &self.lesson
    }

    /// The current locks.
    #[must_use]
    pub fn locks(&self) -> &Locks {
        const NONE: &Locks = &Locks { lock: Vec::new(), show: Vec::new() };
        if self.hand_in.unlocked { NONE } else { &self.lesson.locks }
    }

    /// The locks for whoever proposes settings: those that reach a goal of this step or a later one are the pupil's to
    /// find.
    #[must_use]
    pub fn locks_of_proposals(&self) -> Locks {
        let mut locks = self.locks().clone();
        let goals = self.lesson.steps.iter().skip(self.step - 1).flat_map(Step::goals);
        locks.lock.extend(goals.flat_map(|goal| &goal.by).map(|setting| setting.key.clone()));
        locks
    }

    /// Removes the locks; the hand-in records it.
    pub fn unlock(&mut self) {
        self.hand_in.unlocked = true;
    }

    /// The entries so far.
    #[must_use]
    pub const fn hand_in(&self) -> &HandIn {
        &self.hand_in
    }

    /// The current step, counted from 1.
    #[must_use]
    pub const fn step(&self) -> usize {
        self.step
    }

    /// Goes to a step; forward and back at any time, and never beyond the ends. What the run of the step that is left was
    /// predicted to do is told there.
    pub fn go_to(&mut self, step: usize) {
        let step = step.clamp(1, self.lesson.steps.len().max(1));
        if step == self.step {
            return;
        }
        self.tell(step);
        let trained = self.lesson.experiment(step).ok();
        let alike = (1..step).rev().take_while(|earlier| self.lesson.experiment(*earlier).ok() == trained);
        (self.first, self.step) = (alike.last().unwrap_or(step), step);
        self.close();
    }

    /// Sets the name of the pupil, as typed.
    pub fn set_name(&mut self, name: &str) {
        name.trim().clone_into(&mut self.hand_in.name);
    }

    /// Continues in `lesson`, the same one in another language.
    pub fn speak(&mut self, lesson: Lesson) {
        self.hand_in.lesson_hash = format!("{:016x}", lesson.hash);
        self.lesson = lesson;
    }

    /// The experiment of the current step, with the pupil's own seeds where the lesson says so.
    ///
    /// # Errors
    /// As [`Lesson::experiment`].
    pub fn experiment(&self) -> Result<ValidExperiment, Text> {
        let experiment = self.lesson.experiment(self.step)?;
        let own = self.lesson.of_pupil(&experiment, &self.hand_in.name);
        Ok(own.validate().unwrap_or(experiment))
    }

    /// Records an answer, which took this many seconds. Returns whether it was recorded: a prediction is fixed once a
    /// run has started.
    pub fn answer(&mut self, (step, item): Place, answer: Answer, seconds: f64) -> bool {
        if self.fixed.contains(&(step, item)) || self.lesson.item(step, item).is_none() {
            return false;
        }
        let entry = self.hand_in.entry_mut(step, item);
        entry.answer = answer;
        entry.tries = entry.tries.saturating_add(1);
        entry.seconds += if seconds.is_finite() { seconds.max(0.0) } else { 0.0 };
        true
    }

    /// Whether an answer can no longer be changed.
    #[must_use]
    pub fn is_fixed(&self, place: Place) -> bool {
        self.fixed.contains(&place)
    }

    /// A run starts: the predictions of the current step become fixed, missing ones are skipped, and every goal gets
    /// one more try.
    pub fn begin_run(&mut self) {
        for place in self.concerned() {
            self.fixed.insert(place);
            // Makes the entry of one that was passed over.
            self.hand_in.entry_mut(place.0, place.1);
        }
        let Some(step) = self.lesson.steps.get(self.step - 1) else { return };
        for item in step.items(self.step).filter(|item| matches!(item.block, Block::Goal(_))) {
            let entry = self.hand_in.entry_mut(item.step, item.item);
            entry.tries = entry.tries.saturating_add(1);
        }
    }

    /// Evaluates a moment of the current step's run: records goals that are reached, and scores predictions as far as
    /// the run has come. Returns the goals reached just now.
    pub fn see(&mut self, moment: &Moment<'_>) -> Vec<Place> {
        for place in self.concerned() {
            let Some(Item { block: Block::Prediction(prediction), .. }) = self.lesson.item(place.0, place.1) else {
                continue;
            };
            let entry = self.hand_in.entry(place.0, place.1).filter(|_| self.fixed.contains(&place));
            // A run that has just begun, since a pupil went back a step, says less than the one before.
            let told_by = self.scores.get(&place).map_or(1, |(_, epoch)| *epoch);
            let entry = entry.filter(|_| moment.epoch >= told_by);
            if let Some(score) = entry.and_then(|entry| prediction.score(&entry.answer, moment)) {
                self.hand_in.entry_mut(place.0, place.1).gap = Some(score.gap());
                self.scores.insert(place, (score, moment.epoch));
            }
        }
        let Some(step) = self.lesson.steps.get(self.step - 1) else { return Vec::new() };
        let mut reached = Vec::new();
        for item in step.items(self.step) {
            let Block::Goal(goal) = item.block else { continue };
            let entry = self.hand_in.entry(item.step, item.item);
            if entry.is_some_and(|entry| matches!(entry.answer, Answer::Reached { .. })) {
                continue;
            }
            if let Reached::Since(epoch) = goal.reached(moment) {
                let seed = moment.probe.experiment.seeds.weights;
                self.hand_in.entry_mut(item.step, item.item).answer = Answer::Reached { epoch, seed };
                reached.push((item.step, item.item));
            }
        }
        reached
    }

    /// Grades a number worked out by hand, and records it as the answer.
    pub fn check(&mut self, place: Place, typed: &str, probe: &Probe<'_>, seconds: f64) -> Option<Verdict> {
        let Block::Check(check) = self.lesson.item(place.0, place.1)?.block else { return None };
        let (verdict, gap) = check::judge(check, typed, probe)?;
        if verdict != Verdict::NoNumber {
            self.answer(place, Answer::Words(typed.trim().into()), seconds);
            self.hand_in.entry_mut(place.0, place.1).gap = gap;
        }
        Some(verdict)
    }

    /// Whether an item is right or reached; `None` while it is open. For a prediction only after the run.
    #[must_use]
    pub fn is_right(&self, place: Place) -> Option<bool> {
        let item = self.lesson.item(place.0, place.1)?;
        let entry = self.hand_in.entry(place.0, place.1)?;
        let waits = item.block.is_before_the_run() && !self.fixed.contains(&place);
        if waits { None } else { answered::is_right(item.block, entry) }
    }

    /// The hints of a question shown so far.
    #[must_use]
    pub fn hints(&self, place: Place) -> &[String] {
        let Some(Item { block: Block::Question(question), .. }) = self.lesson.item(place.0, place.1) else {
            return &[];
        };
        let shown = self.hints.get(&place).copied().unwrap_or_default();
        &question.hints[..shown.min(question.hints.len())]
    }

    /// Shows one more hint; returns whether there was one.
    pub fn hint(&mut self, place: Place) -> bool {
        let Some(Item { block: Block::Question(question), .. }) = self.lesson.item(place.0, place.1) else {
            return false;
        };
        let shown = self.hints.entry(place).or_default();
        let more = *shown < question.hints.len();
        *shown += usize::from(more);
        more
    }

    /// Records the explanation of a gap.
    pub fn explain(&mut self, place: Place, line: &str) {
        if self.lesson.item(place.0, place.1).is_some() {
            line.clone_into(&mut self.hand_in.entry_mut(place.0, place.1).explanation);
        }
    }

    /// The hand-in with a session of `experiment` at `now` (seconds since 1970).
    #[must_use]
    pub fn handed_in(&self, experiment: &Experiment, now: u64) -> HandIn {
        let recipe_hash = format!("{:016x}", hashes::hash_of_changes(experiment));
        HandIn { recipe_hash, handed_in: now, step: self.step, ..self.hand_in.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::Trainer;

    const LESSON: &str = "\
title: A
seeds: name
lock: data.noise
---
# One
Why?
[( )] a
[(X)] b
[[?]] first
[[?]] second
{predict: number train_loss at 2 within 0.1}
{goal: train_loss <= 9 within 3 epochs by training.learning_rate = 0.3}
# Two
{check: z 1.1 of row 2 within 0.01}
";

    #[test]
    fn predictions_stay_goals_tick_and_all_of_it_is_handed_in() {
        let mut attempt = Attempt::new(Lesson::read(LESSON).unwrap(), "a", "Ada", 100);
        let (question, prediction, goal, check) = ((1, 1), (1, 2), (1, 3), (2, 1));
        assert!(attempt.answer(question, Answer::Choices(vec![0]), 2.0));
        assert_eq!(attempt.is_right(question), Some(false));
        assert!(attempt.answer(question, Answer::Choices(vec![1]), 3.0));
        assert_eq!(attempt.is_right(question), Some(true));
        assert!(attempt.hint(question) && attempt.hints(question) == ["first"]);
        assert!(attempt.hint(question) && !attempt.hint(question) && attempt.hints(question).len() == 2);
        assert!(attempt.answer(prediction, Answer::Number(0.5), 1.0));
        assert_eq!(attempt.is_right(prediction), None, "before the run nobody knows");
        assert!(!attempt.answer((1, 4), Answer::Skipped, 0.0), "there is no such item");

        let mut trainer = Trainer::new(attempt.experiment().unwrap());
        attempt.begin_run();
        assert!(attempt.is_fixed(prediction) && !attempt.answer(prediction, Answer::Number(9.0), 1.0));
        assert!(attempt.see(&Moment::of(&trainer)).is_empty(), "nothing has been trained");
        (0..75).for_each(|_| trainer.step());
        assert_eq!(attempt.see(&Moment::of(&trainer)), [goal]);
        assert!(attempt.see(&Moment::of(&trainer)).is_empty(), "only once");
        let loss = trainer.history().records()[2].metrics.train.loss;
        let gap = attempt.hand_in().entry(1, 2).unwrap().gap.unwrap();
        assert!((gap - (0.5 - loss).abs() / 0.1).abs() < 1e-9, "{gap}");

        attempt.go_to(9);
        assert_eq!(attempt.step(), 2);
        let row = trainer.data().train.inputs.row(1).to_vec();
        let parameters = &trainer.network().parameters;
        let z =
            row[0] * parameters.weights(0)[[0, 0]] + row[1] * parameters.weights(0)[[0, 1]] + parameters.biases(0)[0];
        let verdict = attempt.check(check, &format!("{z:.4}"), &trainer.probe(), 5.0);
        assert_eq!((verdict, attempt.is_right(check)), (Some(Verdict::Right), Some(true)));
        let verdict = attempt.check(check, &format!("{:.4}", z - parameters.biases(0)[0]), &trainer.probe(), 5.0);
        assert!(matches!(verdict, Some(Verdict::Slip(_))), "{verdict:?}");
        assert_eq!(attempt.check(goal, "1", &trainer.probe(), 0.0), None);

        assert!(attempt.locks().is_open("training.learning_rate"));
        assert!(attempt.locks_of_proposals().is_open("training.learning_rate"), "not asked for in this step");
        attempt.go_to(1);
        assert!(!attempt.locks_of_proposals().is_open("training.learning_rate"), "it is the pupil's to find");
        attempt.go_to(2);

        attempt.explain(prediction, "too fast");
        attempt.set_name(" Ada ");
        attempt.speak(Lesson::read(&LESSON.replace("title: A", "title: B")).unwrap());
        assert_eq!(attempt.lesson().title, "B");
        assert_eq!(attempt.hand_in().lesson_hash, format!("{:016x}", attempt.lesson().hash));
        let handed_in = attempt.handed_in(trainer.experiment(), 200);
        assert_eq!((handed_in.begun, handed_in.handed_in, &*handed_in.name), (100, 200, "Ada"));
        let entry = handed_in.entry(1, 1).unwrap();
        assert_eq!((entry.tries, entry.seconds), (2, 5.0));
        assert_eq!(handed_in.entry(1, 2).unwrap().explanation, "too fast");
        assert!(matches!(handed_in.entry(1, 3).unwrap().answer, Answer::Reached { epoch: 1, .. }));
        assert!(!attempt.locks().is_open("data.noise") && attempt.lesson().locks == *attempt.locks());
        let mut unlocked = attempt.clone();
        unlocked.unlock();
        assert!(unlocked.locks().is_open("data.noise") && unlocked.handed_in(trainer.experiment(), 200).unlocked);
        let resumed = Attempt::resumed(attempt.lesson().clone(), handed_in);
        assert!(resumed.is_fixed(prediction) && resumed.step() == 2);
    }

    #[test]
    fn a_prediction_that_was_passed_over_is_skipped() {
        let mut attempt = Attempt::new(Lesson::read(LESSON).unwrap(), "a", "Ada", 100);
        attempt.begin_run();
        assert_eq!(attempt.hand_in().entry(1, 2).unwrap().answer, Answer::Skipped);
        assert!(attempt.hand_in().entry(1, 1).is_none(), "a question is none");
        let other = Attempt::new(Lesson::read(LESSON).unwrap(), "a", "Bob", 100);
        let seed = |attempt: &Attempt| attempt.experiment().unwrap().seeds.weights;
        assert_ne!(seed(&attempt), seed(&other));
    }
}
