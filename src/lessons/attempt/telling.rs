//! When a prediction is told right or wrong: once the run that it is about has come to a rest, or its step is left.

use super::{Attempt, Place};
use crate::{
    language::Text,
    lessons::{Block, Item, Score, goal::When, verdict},
    session::Answer,
};

impl Attempt {
    /// The predictions that a run of the step at hand is about: its own, and those of earlier steps that train the same.
    #[must_use]
    pub fn concerned(&self) -> Vec<Place> {
        let steps = self.first..=self.step;
        let items = self.lesson.items().filter(|item| steps.contains(&item.step) && item.block.is_before_the_run());
        items.map(|item| (item.step, item.item)).collect()
    }

    /// The epoch at which a run of the current step that has had `epoch` epochs will have shown all that the step asks: the
    /// last one that its predictions and goals name, so that a run made again ends where the first did. `None` when that is
    /// behind, and while a goal may be reached at any time.
    #[must_use]
    pub fn end(&self, epoch: u64) -> Option<u64> {
        let step = self.lesson.steps.get(self.step - 1)?;
        let (mut last, mut soonest) = (0, None::<u64>);
        for item in step.items(self.step) {
            if let Block::Goal(goal) = item.block {
                let entry = self.hand_in.entry(item.step, item.item);
                match goal.when {
                    When::Ever if entry.is_some_and(|entry| matches!(entry.answer, Answer::Reached { .. })) => {}
                    When::Ever => return None,
                    // What no record holds has to be looked at there and then.
                    When::At(at) if !goal.metric.is_recorded() && at > epoch => {
                        soonest = Some(soonest.map_or(at, |before| before.min(at)));
                    }
                    When::Within(epochs) | When::At(epochs) => last = last.max(epochs),
                }
            }
        }
        for (step, item) in self.concerned() {
            if let Some(Item { block: Block::Prediction(prediction), .. }) = self.lesson.item(step, item) {
                last = last.max(prediction.epoch().unwrap_or(0));
            }
        }
        let last = (last > epoch).then_some(last);
        soonest.filter(|at| last.is_none_or(|last| *at < last)).or(last).or(soonest)
    }

    /// The run has come to a rest: what it was predicted to do is told.
    pub fn rest(&mut self) {
        self.tell(self.step);
    }

    pub(super) fn tell(&mut self, step: usize) {
        for place in self.concerned() {
            if self.fixed.contains(&place) {
                self.told.entry(place).or_insert(step);
            }
        }
    }

    /// At the last step whatever its own run is not about is told, too, if there was a run: some predictions are about a
    /// comparison of runs, none of which is that of their own step.
    pub(super) fn close(&mut self) {
        let step = self.step;
        let has_run = self.lesson.items().any(|item| {
            let entry = self.hand_in.entry(item.step, item.item);
            matches!(item.block, Block::Goal(_)) && entry.is_some_and(|entry| entry.tries > 0)
        });
        if step < self.lesson.steps.len() || !has_run {
            return;
        }
        let others = self.lesson.items().filter(|item| item.block.is_before_the_run() && item.step < self.first);
        let made: Vec<Place> = others.map(|item| (item.step, item.item)).collect();
        for place in made.into_iter().filter(|place| self.hand_in.entry(place.0, place.1).is_some()) {
            self.fixed.insert(place);
            self.told.entry(place).or_insert(step);
        }
    }

    /// Whether a prediction was told right or wrong.
    #[must_use]
    pub fn is_told(&self, place: Place) -> bool {
        self.told.contains_key(&place)
    }

    /// Predictions of earlier steps that are to be remembered in the step at hand: its run is about them, or what came of them
    /// is told here; in the last step all of the lesson.
    #[must_use]
    pub fn recalled(&self) -> Vec<Place> {
        let concerned = self.concerned();
        let all = self.lesson.items().filter(|item| item.block.is_before_the_run());
        let all = all.map(|item| (item.step, item.item)).filter(|place| place.0 < self.step);
        let is_last = self.step == self.lesson.steps.len();
        let is_told_here = |place: &Place| match self.told.get(place) {
            Some(step) => *step == self.step,
            None => concerned.contains(place),
        };
        let is_made = |place: &Place| self.hand_in.entry(place.0, place.1).is_some_and(|e| e.answer != Answer::Skipped);
        all.filter(|place| is_made(place) && (is_last || is_told_here(place))).collect()
    }

    /// How many predictions of the lesson were right, of those that were made and told.
    #[must_use]
    pub fn score(&self) -> (usize, usize) {
        let judged = self.told.keys().filter_map(|place| self.is_right(*place));
        judged.fold((0, 0), |(right, all), is_right| (right + usize::from(is_right), all + 1))
    }

    /// The steps in which something is neither answered nor reached.
    #[must_use]
    pub fn open_steps(&self) -> Vec<usize> {
        let is_open = |item: &Item<'_>| {
            let entry = self.hand_in.entry(item.step, item.item);
            entry.is_none_or(|entry| entry.answer == Answer::Skipped)
        };
        let mut steps: Vec<usize> = self.lesson.items().filter(is_open).map(|item| item.step).collect();
        steps.dedup();
        steps
    }

    /// How far a prediction was off, as far as the run has come.
    #[must_use]
    pub fn scored(&self, place: Place) -> Option<Score> {
        self.scores.get(&place).map(|(score, _)| *score)
    }

    /// What was predicted, and what it came to.
    #[must_use]
    pub fn verdict(&self, place: Place) -> Option<Text> {
        let (item, entry) = (self.lesson.item(place.0, place.1)?, self.hand_in.entry(place.0, place.1)?);
        Some(verdict::text(item.block, entry, self.scored(place)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lessons::{Lesson, Moment},
        session::HandIn,
        training::Trainer,
    };

    #[test]
    fn a_prediction_about_a_comparison_is_told_at_the_end() {
        let text = "---\ntitle: A\n---\n# Predict\n{predict: choice}\nWhich?\n[( )] a\n[(X)] b\n# One\n{set: data.noise = 0.1}\n\
                    {goal: train_loss <= 9 within 3 epochs}\n# Two\n{set: data.noise = 0.2}\nSo.\n# End\nSo.\n";
        let begin = |runs: bool| {
            let mut attempt = Attempt::new(Lesson::read(text).unwrap(), "a", "Ada", 100);
            attempt.answer((1, 1), Answer::Choices(vec![1]), 1.0);
            attempt.go_to(2);
            if runs {
                attempt.begin_run();
            }
            attempt.go_to(3);
            assert!(!attempt.is_told((1, 1)), "not before the end");
            attempt.go_to(4);
            attempt
        };
        let attempt = begin(true);
        assert_eq!((attempt.is_told((1, 1)), attempt.score()), (true, (1, 1)));
        assert!(!begin(false).is_told((1, 1)), "who leafs through it is told nothing");
        let back = text.replace("# End", "# End\n{set: data.noise = 0}");
        let mut attempt = Attempt::new(Lesson::read(&back).unwrap(), "a", "Ada", 100);
        attempt.answer((1, 1), Answer::Choices(vec![1]), 1.0);
        attempt.go_to(2);
        attempt.begin_run();
        attempt.go_to(4);
        assert!(attempt.is_told((1, 1)), "the last step trains as the first did, with others between");
    }

    #[test]
    fn a_run_pauses_where_something_is_asked_that_no_record_holds() {
        let text = "---\ntitle: A\n---\n# Run\n{goal: train_loss <= 9 at 5}\n{goal: gradient_ratio <= 9 at 2}\n\
                    {goal: zero_weights <= 9 at 1}\n";
        let attempt = Attempt::new(Lesson::read(text).unwrap(), "a", "Ada", 100);
        assert_eq!([0, 1, 2, 5].map(|epoch| attempt.end(epoch)), [Some(1), Some(2), Some(5), None]);
    }

    #[test]
    fn a_run_has_shown_all_at_the_last_epoch_that_its_step_asks_about() {
        let text = "---\ntitle: A\n---\n# Predict\n{predict: number train_loss at 7 within 0.1}\n# Run\n\
                    {goal: train_loss <= 9 within 3 epochs}\n{goal: train_loss >= 9 at 5}\n# Other\n{set: data.noise = 0.1}\n\
                    {goal: train_loss <= 9 within 3 epochs}\n# Any\n{set: data.noise = 0.2}\n{goal: train_loss <= 0}\n\
                    {predict: number train_loss at 7 within 0.1}\n";
        let mut attempt = Attempt::new(Lesson::read(text).unwrap(), "a", "Ada", 100);
        assert_eq!([0, 6, 7].map(|epoch| attempt.end(epoch)), [Some(7), Some(7), None]);
        attempt.go_to(2);
        assert_eq!(attempt.end(4), Some(7), "the prediction of the step before is about this run");
        attempt.go_to(3);
        assert_eq!(attempt.end(0), Some(3));
        let mut trainer = Trainer::new(attempt.experiment().unwrap());
        attempt.begin_run();
        (0..25).for_each(|_| trainer.step());
        assert_eq!(attempt.see(&Moment::of(&trainer)), [(3, 1)]);
        assert_eq!([0, 3].map(|epoch| attempt.end(epoch)), [Some(3), None], "again as before, though it was reached");
        attempt.go_to(4);
        assert_eq!(attempt.end(0), None, "at any time");
    }

    #[test]
    fn going_back_to_a_run_that_was_made_keeps_what_it_said() {
        let text =
            "---\ntitle: A\n---\n# Predict\n{predict: sketch train_loss 0..4}\n# Other\n{set: data.noise = 0.1}\nSo.\n";
        let mut attempt = Attempt::new(Lesson::read(text).unwrap(), "a", "Ada", 100);
        attempt.answer((1, 1), Answer::Curve(vec![(0.0, 0.5), (4.0, 0.1)]), 1.0);
        let start = Trainer::new(attempt.experiment().unwrap());
        let mut trainer = Trainer::new(attempt.experiment().unwrap());
        attempt.begin_run();
        (0..100).for_each(|_| trainer.step());
        attempt.see(&Moment::of(&trainer));
        let gap = |attempt: &Attempt| (attempt.scored((1, 1)), attempt.hand_in().entry(1, 1).unwrap().gap);
        let of_run = gap(&attempt);
        assert!(of_run.0.is_some() && of_run.1.is_some());
        attempt.go_to(2);
        attempt.go_to(1);
        attempt.see(&Moment::of(&start));
        assert_eq!(gap(&attempt), of_run);
    }

    #[test]
    fn a_run_of_a_later_step_decides_what_was_predicted_before() {
        let text = "---\ntitle: A\n---\n# Predict\n{predict: choice}\nWhy?\n[( )] a\n[(X)] b\n{predict: number train_loss at 2 within 0.1}\n\
                    # Run\n{goal: train_loss <= 9 within 3 epochs}\n# Other\n{set: data.noise = 0.1}\n# End\nSo.\n";
        let mut attempt = Attempt::new(Lesson::read(text).unwrap(), "a", "Ada", 100);
        let (choice, number) = ((1, 1), (1, 2));
        attempt.answer(choice, Answer::Choices(vec![0]), 1.0);
        attempt.answer(number, Answer::Number(0.5), 1.0);
        attempt.go_to(2);
        assert_eq!(attempt.recalled(), [choice, number], "to be remembered beside the run");
        assert_eq!(attempt.open_steps(), [2], "a goal is open; what is only read is not");
        attempt.answer(number, Answer::Skipped, 1.0);
        assert_eq!(attempt.open_steps(), [1, 2], "what was skipped is open, too");
        attempt.answer(number, Answer::Number(0.5), 1.0);
        assert!(!attempt.is_told(choice) && !attempt.is_fixed(choice), "no run has begun");
        let mut trainer = Trainer::new(attempt.experiment().unwrap());
        attempt.begin_run();
        assert!(attempt.is_fixed(choice) && !attempt.answer(choice, Answer::Choices(vec![1]), 1.0));
        (0..75).for_each(|_| trainer.step());
        attempt.see(&Moment::of(&trainer));
        assert!(!attempt.is_told(choice), "the run goes on");
        let loss = trainer.history().records()[2].metrics.train.loss;
        attempt.go_to(3);
        assert!(attempt.is_told(choice) && attempt.is_told(number));
        assert_eq!(attempt.recalled(), [choice, number], "told at the step after the run");
        let said = attempt.verdict(number).unwrap().to_string();
        assert!(said.starts_with(&format!("You said 0.5; it was {loss:.4}: off by")), "{said}");
        assert_eq!(attempt.verdict(choice).unwrap().to_string(), "You said: a. It is: b.");
        attempt.begin_run();
        attempt.go_to(4);
        assert_eq!((attempt.recalled(), attempt.score().1), (vec![choice, number], 2), "and all of it at the end");
        attempt.go_to(3);
        let kept = attempt.handed_in(trainer.experiment(), 0);
        let again = Attempt::resumed(attempt.lesson().clone(), HandIn { step: 3, ..kept.clone() });
        assert_eq!((again.step(), again.is_fixed(choice)), (3, true), "where it was, and as it was");
        let early = HandIn { entries: kept.entries[..1].to_vec(), ..HandIn::default() };
        let early = Attempt::resumed(attempt.lesson().clone(), early);
        assert!(!early.is_fixed(choice), "no run had begun");
    }
}
