//! The draft: the experiment as the person edits it, and what has to happen when it changes.

use crate::{
    experiment::{Experiment, Problem, ValidExperiment, impact},
    training::Keep,
};

/// The edited experiment, the one that the worker has, and the problems of the draft.
#[derive(Debug)]
pub(super) struct Draft {
    /// What the panels edit.
    pub(super) experiment: Experiment,
    /// Its current problems.
    pub(super) problems: Vec<Problem>,
    sent: Experiment,
    checked: Experiment,
    /// Whether it was restored as it was, and so has no consequences.
    restored: bool,
}

impl Draft {
    /// A draft that the worker already has.
    pub(super) fn new(experiment: &ValidExperiment) -> Self {
        let experiment: Experiment = (**experiment).clone();
        Self {
            sent: experiment.clone(),
            checked: experiment.clone(),
            restored: false,
            problems: Vec::new(),
            experiment,
        }
    }

    /// Restores an earlier draft, of which the worker is about to have `sent`.
    pub(super) fn restore(&mut self, experiment: Experiment, sent: &Experiment) {
        self.experiment = experiment;
        self.sent.clone_from(sent);
        self.checked.clone_from(sent);
        self.problems.clear();
        self.restored = true;
    }

    /// Makes another stage the current one, as the worker is about to do.
    pub(super) fn take_stage(&mut self, stage: usize) {
        self.experiment.stages.take(stage);
        self.sent.stages.take(stage);
        self.checked.stages.take(stage);
    }

    /// Whether `experiment` is what the worker was sent last.
    pub(super) fn is_sent(&self, experiment: &Experiment) -> bool {
        self.sent == *experiment
    }

    /// The draft before the latest change by the person; `None` when there is none.
    pub(super) fn before(&self) -> Option<&Experiment> {
        (!self.restored && self.experiment != self.checked).then_some(&self.checked)
    }

    /// The command for the worker, if the draft changed since the last one and is valid.
    pub(super) fn command(&mut self) -> Option<(ValidExperiment, Keep)> {
        let restored = std::mem::take(&mut self.restored);
        if self.experiment == self.checked {
            return None;
        }
        if !restored {
            self.experiment.follow(&self.checked);
        }
        self.checked = self.experiment.clone();
        match impact(&self.sent, self.experiment.clone()) {
            Ok((valid, impact)) => {
                self.problems.clear();
                // A pipeline that starts again has its first stage as the current one.
                self.experiment.stages.take(valid.stages.at());
                self.checked.stages.take(valid.stages.at());
                self.sent = self.experiment.clone();
                Some((valid, Keep::from(&impact)))
            }
            Err(problems) => {
                self.problems = problems;
                None
            }
        }
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
        assert!(draft.command().is_none(), "nothing changed");
        draft.experiment.training_mut().learning_rate = -1.0;
        assert!(draft.command().is_none());
        assert_eq!(draft.problems[0].field, "training.learning_rate");
        draft.experiment.training_mut().learning_rate = 0.1;
        assert!(matches!(draft.command(), Some((_, Keep::WhatFits))));
        assert!(draft.problems.is_empty());
        assert!(draft.command().is_none(), "it was sent once");
    }

    #[test]
    fn what_is_frozen_goes_with_its_layer() {
        let mut draft = draft();
        let place = |layer, unit| crate::experiment::Place { layer, unit, from: None };
        draft.experiment.network.frozen = vec![place(0, 3), place(1, 1)];
        assert!(draft.command().is_some());
        draft.experiment.network.hidden.pop();
        assert!(draft.command().is_some(), "{:?}", draft.problems);
        assert_eq!(draft.experiment.network.frozen, [place(0, 3)]);
    }

    #[test]
    fn what_is_taken_back_comes_back_with_the_rules_of_then() {
        let mut draft = draft();
        draft.experiment.training_mut().order = BatchOrder::Shuffled;
        assert!(draft.command().is_some());
        assert_eq!(Rules::of(&draft.experiment), None);
        let then = draft.experiment.clone();
        draft.experiment.set_source(Source::generated(Generator::Blobs { classes: 3 }));
        Rules::Modern.apply(&mut draft.experiment);
        assert_eq!(draft.before(), Some(&then));
        let Some((now, _)) = draft.command() else { panic!("{:?}", draft.problems) };
        draft.restore(then.clone(), &now);
        assert_eq!(draft.before(), None, "it is no change of the person's");
        let Some((back, _)) = draft.command() else { panic!("{:?}", draft.problems) };
        assert_eq!(*back, then, "nothing follows");
        draft.restore(then.clone(), &then);
        assert!(draft.command().is_none(), "the worker has it already");
        draft.experiment.seeds.weights = 5;
        assert_eq!(draft.before(), Some(&then), "what comes after is a change");
    }

    #[test]
    fn an_invalid_draft_comes_back_with_its_problems() {
        let mut draft = draft();
        let sent = draft.experiment.clone();
        draft.experiment.training_mut().learning_rate = -1.0;
        let invalid = draft.experiment.clone();
        draft.restore(invalid, &sent);
        assert!(draft.command().is_none());
        assert_eq!(draft.problems[0].field, "training.learning_rate");
    }

    #[test]
    fn more_classes_bring_the_output_of_the_same_rules() {
        let mut draft = draft();
        Rules::Modern.apply(&mut draft.experiment);
        let _ = draft.command();
        draft.experiment.data.source = Source::generated(Generator::Blobs { classes: 3 });
        assert!(draft.command().is_some());
        assert_eq!(draft.experiment.training().loss, Loss::SoftmaxCrossEntropy);
    }
}
