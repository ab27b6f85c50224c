//! What a hand-in says that its lesson and its own run speak against.

use super::super::{Lesson, Moment, Reached, attempt::Place, goal::When, hashes};
use crate::{
    experiment::Experiment,
    language::Text,
    lessons::{Block, Goal},
    session::{Answer, HandIn},
    text,
    training::Trainer,
};

/// Something that is said and cannot be so.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// The goal that does not count therefore; `None` when it is the whole hand-in.
    pub place: Option<Place>,
    /// Why, in words for the teacher.
    pub why: Text,
}

/// What `lesson`, the very one that was taken, and the run in the file speak against.
///
/// A run in a file is the last one that was made: of what an earlier one reached it says nothing. So only a goal is doubted
/// that the same run, trained further, would have ticked.
pub(super) fn doubts(hand_in: &HandIn, lesson: &Lesson, trainer: &Trainer) -> Vec<Doubt> {
    let mut doubts: Vec<Doubt> = hand_in
        .entries
        .iter()
        .filter_map(|entry| {
            let Answer::Reached { epoch, seed } = entry.answer else { return None };
            let place = (entry.step, entry.item);
            let Block::Goal(goal) = lesson.item(place.0, place.1)?.block else { return None };
            let why = beyond(goal, place, epoch).or_else(|| not_shown(goal, place, (epoch, seed), lesson, trainer))?;
            Some(Doubt { place: Some(place), why })
        })
        .collect();
    let mut whole = |why: Text| doubts.push(Doubt { place: None, why });
    if !hand_in.unlocked
        && let Some(key) = locked(lesson, trainer.experiment())
    {
        whole(text!("a locked setting differs: {key}", "被锁定的设置不同：{key}"));
    }
    if hand_in.handed_in == 0 {
        whole(text!("saved, but not handed in", "已保存，但没有提交"));
    } else if hand_in.handed_in < hand_in.begun {
        whole(text!("handed in before it was begun", "提交时间早于开始时间"));
    }
    let is_ticked = hand_in.entries.iter().any(|entry| matches!(entry.answer, Answer::Reached { .. }));
    if trainer.steps() == 0 && is_ticked {
        whole(text!("goals are ticked, and the file has no run", "目标已打勾，但文件中没有训练过程"));
    }
    doubts
}

/// The experiment of a step as it is in the stage that `now` is in.
pub(super) fn of_step(lesson: &Lesson, step: usize, now: &Experiment) -> Option<Experiment> {
    let mut then = (*lesson.experiment(step).ok()?).clone();
    then.stages.take(now.stages.at());
    Some(then)
}

/// A goal that was reached later than it asks for.
fn beyond(goal: &Goal, (step, item): Place, epoch: u64) -> Option<Text> {
    let (When::Within(last) | When::At(last)) = goal.when else { return None };
    (epoch > last).then(|| {
        text!(
            "{step}.{item} asks for epoch {last} at most, and the file says {epoch}",
            "{step}.{item} 最多到第 {last} 轮，而文件写的是第 {epoch} 轮"
        )
    })
}

/// A goal that the run in the file passes by, though it is the one of that step from that start: with another seed, or in
/// another stage, an earlier run may have reached it.
fn not_shown(
    goal: &Goal,
    (step, item): Place,
    (epoch, seed): (u64, u64),
    lesson: &Lesson,
    trainer: &Trainer,
) -> Option<Text> {
    let now = trainer.experiment();
    let others = ["seeds.data", "seeds.batches", "seeds.noise"];
    let is_same_start = now.seeds.weights == seed && !others.iter().any(|key| lesson.locks.is_open(key));
    if !is_same_start || !now.stages.is_at_last() {
        return None;
    }
    let recipe = |experiment: &Experiment| hashes::hash_of_recipe(experiment);
    let is_of_step = of_step(lesson, step, now).is_some_and(|then| recipe(&then) == recipe(now));
    let has_passed = is_of_step && trainer.edits().is_empty() && trainer.epochs() > epoch && goal.metric.is_recorded();
    let is_shown = matches!(goal.reached(&Moment::of(trainer)), Reached::Since(_));
    (has_passed && !is_shown)
        .then(|| text!("{step}.{item} is not reached by the run in the file", "文件中的训练没有达到 {step}.{item}"))
}

/// A locked setting that is as in no step of the lesson; the seeds are looked at elsewhere.
fn locked(lesson: &Lesson, now: &Experiment) -> Option<&'static str> {
    let mut forbidden = None;
    for step in 1..=lesson.steps.len() {
        let mut then = of_step(lesson, step, now)?;
        then.seeds = now.seeds;
        forbidden = Some(lesson.locks.forbidden(&then, now)?);
    }
    forbidden
}

#[cfg(test)]
mod tests {
    use super::*;

    const LESSON: &str = "\
title: A
lock: network.hidden, seeds
---
# One
{goal: train_loss <= 0.001 within 40 epochs}
";

    fn whys(lesson: &Lesson, change: impl FnOnce(&mut HandIn, &mut Trainer)) -> Vec<String> {
        let mut trainer = Trainer::new(lesson.experiment(1).unwrap());
        let mut hand_in = HandIn { begun: 100, handed_in: 200, ..HandIn::default() };
        change(&mut hand_in, &mut trainer);
        doubts(&hand_in, lesson, &trainer).iter().map(|doubt| doubt.why.to_string()).collect()
    }

    fn epochs(trainer: &mut Trainer, epochs: u64) {
        while trainer.epochs() < epochs {
            trainer.step();
        }
    }

    #[test]
    fn what_cannot_be_is_told_and_what_an_earlier_run_may_have_done_is_not() {
        let lesson = Lesson::read(LESSON).unwrap();
        let own = lesson.start.seeds.weights;
        let claim_from =
            |hand_in: &mut HandIn, epoch, seed| hand_in.entry_mut(1, 1).answer = Answer::Reached { epoch, seed };
        let claim = |hand_in: &mut HandIn, epoch| claim_from(hand_in, epoch, own);
        let none = whys(&lesson, |hand_in, trainer| {
            epochs(trainer, 4);
            claim(hand_in, 39);
        });
        assert_eq!(none, [""; 0], "it may have been begun again");
        let beyond = whys(&lesson, |hand_in, trainer| {
            epochs(trainer, 1);
            claim(hand_in, 41);
        });
        assert_eq!(beyond, ["1.1 asks for epoch 40 at most, and the file says 41"]);
        let passed = whys(&lesson, |hand_in, trainer| {
            epochs(trainer, 4);
            claim(hand_in, 3);
        });
        assert_eq!(passed, ["1.1 is not reached by the run in the file"]);
        let other = whys(&lesson, |hand_in, trainer| {
            epochs(trainer, 4);
            claim_from(hand_in, 3, own + 1);
        });
        assert_eq!(other, [""; 0], "another start may have reached it");
        let unmade = whys(&lesson, |hand_in, _| claim(hand_in, 3));
        assert_eq!(unmade, ["goals are ticked, and the file has no run"]);
        let times = whys(&lesson, |hand_in, _| hand_in.handed_in = 99);
        assert_eq!(times, ["handed in before it was begun"]);
        assert_eq!(whys(&lesson, |hand_in, _| hand_in.handed_in = 0), ["saved, but not handed in"]);
    }

    #[test]
    fn a_locked_setting_may_be_as_in_any_step_and_otherwise_only_without_the_locks() {
        let more = format!("{LESSON}# Two\n{{set: network.hidden = 8}}\n");
        let lesson = Lesson::read(&more).unwrap();
        let with = |units: &str, unlocked: bool| {
            whys(&lesson, |hand_in, trainer| {
                let mut experiment = (**trainer.experiment()).clone();
                crate::lessons::Setting { key: "network.hidden".into(), value: units.into() }
                    .apply(&mut experiment)
                    .unwrap();
                hand_in.unlocked = unlocked;
                *trainer = Trainer::new(experiment.validate().unwrap());
            })
        };
        assert_eq!(with("8", false), [""; 0], "that of the second step");
        assert_eq!(with("9", false), ["a locked setting differs: network.hidden"]);
        assert_eq!(with("9", true), [""; 0]);
    }
}
