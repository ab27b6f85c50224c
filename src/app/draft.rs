//! The experiment as the person is editing it, and what has to happen when it changed.

use egui::util::undoer::Undoer;

use super::hand::{Hand, Touch};
use crate::{
    experiment::{Experiment, Place, Problem, ValidExperiment, impact},
    training::Keep,
    worker::Command,
};

/// The experiment being edited, what the worker last got of it, and what is wrong with it.
#[derive(Debug)]
pub(super) struct Draft {
    /// What the panels edit.
    pub(super) experiment: Experiment,
    /// What is wrong with it now.
    pub(super) problems: Vec<Problem>,
    sent: Experiment,
    checked: Experiment,
    undoer: Undoer<State>,
    /// What was set by hand in the network.
    hand: Hand,
    /// Whether that was, since the settings last changed.
    touched: bool,
    /// Whether the settings are those of before: the run of then may still be there.
    returning: bool,
    /// Counts the runs: what was set by hand in an earlier one cannot be taken back in this one.
    run: u64,
}

/// What can be taken back: settings, and what was set by hand in the network, in one order.
#[derive(Clone, Debug, PartialEq)]
struct State {
    experiment: Experiment,
    hand: Hand,
}

impl Draft {
    /// A draft that the worker already has.
    pub(super) fn new(experiment: &ValidExperiment) -> Self {
        let experiment: Experiment = (**experiment).clone();
        Self {
            sent: experiment.clone(),
            checked: experiment.clone(),
            undoer: Undoer::default(),
            hand: Hand::default(),
            touched: false,
            returning: false,
            run: 0,
            problems: Vec::new(),
            experiment,
        }
    }

    /// Takes over an experiment that the worker is about to have anyway; undo leads back to the one before.
    pub(super) fn adopt(&mut self, experiment: &ValidExperiment) {
        self.experiment = (**experiment).clone();
        self.sent = self.experiment.clone();
        self.checked = self.experiment.clone();
        self.problems.clear();
        self.begin_run();
    }

    /// Whether `experiment` is what the worker was last told.
    pub(super) fn is_sent(&self, experiment: &Experiment) -> bool {
        self.sent == *experiment
    }

    /// The worker is about to go on from elsewhere: what was set by hand up to now stays as it is.
    pub(super) const fn begin_run(&mut self) {
        self.run += 1;
    }

    /// Takes note of a weight or bias that is set by hand; what is set without a pause, as while dragging, is one change.
    pub(super) fn set(&mut self, touch: Touch) {
        let (run, is_in_flux) = (self.run, self.in_flux());
        self.touched = true;
        if self.hand.run == run
            && is_in_flux
            && let Some(last) = self.hand.touches.last_mut().filter(|last| last.place == touch.place)
        {
            last.after = touch.after;
            return;
        }
        self.remember();
        if self.hand.run != run {
            self.hand = Hand { run, touches: Vec::new() };
        }
        self.hand.touches.push(touch);
    }

    /// What the worker has to be told, if the draft changed since the last time and is valid.
    pub(super) fn command(&mut self, time: f64) -> Option<Command> {
        if self.experiment == self.checked {
            self.undoer.feed_state(time, &self.state());
            return None;
        }
        if std::mem::take(&mut self.touched) {
            // It is taken back by itself, for it is set in the run of before.
            self.undoer.add_undo(&State { experiment: self.checked.clone(), hand: self.hand.clone() });
        }
        let returning = std::mem::take(&mut self.returning);
        if !returning {
            self.experiment.follow(&self.checked);
        }
        self.undoer.feed_state(time, &self.state());
        self.checked = self.experiment.clone();
        match impact(&self.sent, self.experiment.clone()) {
            Ok((valid, impact)) => {
                self.problems.clear();
                let keep = Keep::from(&impact);
                if keep == Keep::Nothing {
                    self.begin_run();
                }
                // A pipeline that begins anew has its first stage at hand.
                self.experiment.stages.take(valid.stages.at());
                self.checked.stages.take(valid.stages.at());
                self.sent = self.experiment.clone();
                Some(if returning { Command::Return(valid, keep) } else { Command::Reconfigure(valid, keep) })
            }
            Err(problems) => {
                self.problems = problems;
                None
            }
        }
    }

    /// Whether the draft is still on its way from one state to the next, and so has to be looked at again.
    pub(super) fn in_flux(&self) -> bool {
        self.undoer.is_in_flux()
    }

    /// Makes what was done up to now one change to be taken back by itself, such as a stroke that just ended.
    pub(super) fn remember(&mut self) {
        if self.undoer.is_in_flux() {
            self.undoer.add_undo(&self.state());
        }
    }

    /// Takes the last change back; what has to be set in the network for that.
    pub(super) fn undo(&mut self) -> Vec<(Place, f32)> {
        self.turn(|undoer, now| undoer.undo(now).cloned())
    }

    /// Makes the last change that was taken back again; what has to be set in the network for that.
    pub(super) fn redo(&mut self) -> Vec<(Place, f32)> {
        self.turn(|undoer, now| undoer.redo(now).cloned())
    }

    /// Goes on until something is different: what was set in an earlier run is passed over.
    fn turn(&mut self, step: impl Fn(&mut Undoer<State>, &State) -> Option<State>) -> Vec<(Place, f32)> {
        loop {
            let now = self.state();
            let Some(then) = step(&mut self.undoer, &now) else { return Vec::new() };
            let way = if then.hand.run == self.run { now.hand.way_to(&then.hand) } else { Vec::new() };
            let is_other = then.experiment != now.experiment || !way.is_empty();
            self.returning |= then.experiment != now.experiment;
            self.touched = false;
            (self.experiment, self.hand) = (then.experiment, then.hand);
            if is_other {
                return way;
            }
        }
    }

    fn state(&self) -> State {
        State { experiment: self.experiment.clone(), hand: self.hand.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::{Generator, Source},
        experiment::{BatchOrder, Rules},
        nn::Loss,
    };

    fn draft() -> Draft {
        Draft::new(&Experiment::default().validate().expect("the default is valid"))
    }

    #[test]
    fn an_invalid_draft_is_not_sent_and_says_why() {
        let mut draft = draft();
        assert!(draft.command(0.0).is_none(), "nothing changed");
        draft.experiment.training_mut().learning_rate = -1.0;
        assert!(draft.command(0.1).is_none());
        assert_eq!(draft.problems[0].field, "training.learning_rate");
        draft.experiment.training_mut().learning_rate = 0.1;
        assert!(matches!(draft.command(0.2), Some(Command::Reconfigure(_, Keep::WhatFits))));
        assert!(draft.problems.is_empty());
        assert!(draft.command(0.3).is_none(), "it was sent once");
    }

    #[test]
    fn what_is_frozen_goes_with_its_layer() {
        let mut draft = draft();
        let place = |layer, unit| crate::experiment::Place { layer, unit, from: None };
        draft.experiment.network.frozen = vec![place(0, 3), place(1, 1)];
        assert!(draft.command(0.0).is_some());
        draft.experiment.network.hidden.pop();
        assert!(draft.command(0.1).is_some(), "{:?}", draft.problems);
        assert_eq!(draft.experiment.network.frozen, [place(0, 3)]);
    }

    #[test]
    fn a_change_can_be_taken_back_and_made_again() {
        let mut draft = draft();
        let _ = draft.command(0.0);
        draft.experiment.training_mut().learning_rate = 0.1;
        for time in 1..5 {
            let _ = draft.command(f64::from(time));
        }
        assert!(draft.undo().is_empty());
        assert_eq!(draft.experiment, Experiment::default());
        assert!(draft.redo().is_empty());
        assert_eq!(draft.experiment.training().learning_rate, 0.1);
    }

    #[test]
    fn what_is_taken_back_is_returned_to_with_the_rules_of_then() {
        let mut draft = draft();
        draft.experiment.training_mut().order = BatchOrder::Shuffled;
        assert!(matches!(draft.command(0.0), Some(Command::Reconfigure(..))));
        assert_eq!(Rules::of(&draft.experiment), None);
        draft.remember();
        let then = draft.experiment.clone();
        draft.experiment.set_source(Source::generated(Generator::Blobs { classes: 3 }));
        Rules::Modern.apply(&mut draft.experiment);
        assert!(draft.command(0.1).is_some());
        let _ = draft.undo();
        let Some(Command::Return(experiment, _)) = draft.command(0.2) else { panic!("the run of then may be aside") };
        assert_eq!(*experiment, then);
        draft.experiment.seeds.weights = 5;
        assert!(matches!(draft.command(0.3), Some(Command::Reconfigure(..))), "what comes after is a change");
    }

    #[test]
    fn a_weight_and_the_setting_that_follows_at_once_are_taken_back_one_by_one() {
        const PLACE: Place = Place { layer: 0, unit: 1, from: None };
        let mut draft = draft();
        let _ = draft.command(0.0);
        draft.set(Touch { place: PLACE, before: 0.1, after: 5.0 });
        let _ = draft.command(0.1);
        draft.experiment.network.hidden[0].units = 3;
        let _ = draft.command(0.2);
        assert!(draft.undo().is_empty(), "the weight was set in the network of before");
        assert_eq!(draft.experiment, Experiment::default());
        assert_eq!(draft.undo(), [(PLACE, 0.1)]);
    }

    #[test]
    fn a_stroke_is_taken_back_by_itself() {
        let mut draft = draft();
        let _ = draft.command(0.0);
        for rate in [0.1, 0.3] {
            draft.experiment.training_mut().learning_rate = rate;
            let _ = draft.command(0.1);
            draft.remember();
        }
        assert!(draft.undo().is_empty());
        assert_eq!(draft.experiment.training().learning_rate, 0.1);
    }

    #[test]
    fn weights_and_settings_are_taken_back_in_the_order_in_which_they_were_changed() {
        const PLACE: Place = Place { layer: 0, unit: 1, from: None };
        let (mut draft, mut time) = (draft(), 0.0);
        let mut pause = |draft: &mut Draft| {
            for _ in 0..5 {
                time += 1.0;
                let _ = draft.command(time);
            }
        };
        pause(&mut draft);
        draft.set(Touch { place: PLACE, before: 0.1, after: 5.0 });
        pause(&mut draft);
        draft.experiment.training_mut().learning_rate = 0.3;
        pause(&mut draft);
        draft.set(Touch { place: PLACE, before: 5.0, after: 6.0 });
        draft.set(Touch { place: PLACE, before: 6.0, after: 7.0 });
        pause(&mut draft);
        assert_eq!(draft.undo(), [(PLACE, 6.0), (PLACE, 5.0)]);
        assert_eq!(draft.experiment.training().learning_rate, 0.3);
        assert!(draft.undo().is_empty());
        assert_eq!(draft.experiment, Experiment::default());
        assert_eq!(draft.undo(), [(PLACE, 0.1)]);
        assert!(draft.undo().is_empty(), "there is no more");
        assert_eq!(draft.redo(), [(PLACE, 5.0)]);
        assert!(draft.redo().is_empty());
        assert_eq!(draft.experiment.training().learning_rate, 0.3);
        assert_eq!(draft.redo().last(), Some(&(PLACE, 7.0)));
        draft.begin_run();
        assert!(draft.undo().is_empty(), "another run has its own weights");
        assert_eq!(draft.experiment, Experiment::default(), "its settings are taken back all the same");
    }

    #[test]
    fn more_classes_bring_the_output_of_the_same_rules() {
        let mut draft = draft();
        Rules::Modern.apply(&mut draft.experiment);
        let _ = draft.command(0.0);
        draft.experiment.data.source = Source::generated(Generator::Blobs { classes: 3 });
        assert!(draft.command(0.1).is_some());
        assert_eq!(draft.experiment.training().loss, Loss::SoftmaxCrossEntropy);
    }
}
