//! When a prediction is told right or wrong: once the run that it is about has come to a rest, or its step is left.

use super::{Attempt, Place};
use crate::{
    language::Text,
    lessons::{Score, verdict},
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

    /// How far a prediction was off, as far as the run has come.
    #[must_use]
    pub fn scored(&self, place: Place) -> Option<Score> {
        self.scores.get(&place).copied()
    }

    /// What was predicted, and what it came to.
    #[must_use]
    pub fn verdict(&self, place: Place) -> Option<Text> {
        let (item, entry) = (self.lesson.item(place.0, place.1)?, self.hand_in.entry(place.0, place.1)?);
        Some(verdict::text(item.block, entry, self.scores.get(&place).copied()))
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
    fn a_run_of_a_later_step_decides_what_was_predicted_before() {
        let text = "---\ntitle: A\n---\n# Predict\n{predict: choice}\nWhy?\n[( )] a\n[(X)] b\n{predict: number train_loss at 2 within 0.1}\n\
                    # Run\n{goal: train_loss <= 9 within 3 epochs}\n# Other\n{set: data.noise = 0.1}\n# End\nSo.\n";
        let mut attempt = Attempt::new(Lesson::read(text).unwrap(), "a", "Ada", 100);
        let (choice, number) = ((1, 1), (1, 2));
        attempt.answer(choice, Answer::Choices(vec![0]), 1.0);
        attempt.answer(number, Answer::Number(0.5), 1.0);
        attempt.go_to(2);
        assert_eq!(attempt.recalled(), [choice, number], "to be remembered beside the run");
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
