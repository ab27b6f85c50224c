//! Changing the experiment during a run.

use std::sync::Arc;

use super::{Change, Course, Keep, Origin, Trainer, learner::Learner, start};
use crate::{
    data::{DataSet, Feature, Prepared},
    experiment::{BatchOrder, ValidExperiment},
    nn::{Network, Parameters, Random, Stream},
};

impl Trainer {
    /// Continues with another experiment, or with another stage of it, which [begins](Self::go_to_stage).
    ///
    /// What only concerns training (learning rate, schedule, regularization, batches, frozen layers, dropout, stop
    /// rules) changes from the next step on. Other rows start at the beginning of their epoch. Another optimizer, or
    /// another shape, starts with zero moments.
    pub fn reconfigure(&mut self, experiment: ValidExperiment, keep: Keep) {
        if keep == Keep::WhatFits && *experiment == *self.experiment {
            return;
        }
        let data = self.data_for(&experiment);
        // A run that has not started is determined by its experiment alone.
        let stage = experiment.stages.at();
        if keep == Keep::Nothing || self.is_untouched() || stage != self.experiment.stages.at() {
            *self = Self::on(experiment, data, self.earlier_for(stage));
            return;
        }
        let new_rows = !Arc::ptr_eq(&data, &self.data);
        if new_rows || experiment.sizes() != self.experiment.sizes() {
            self.keep_moment_before_change();
        }
        let before = std::mem::replace(&mut self.experiment, experiment);
        let last_data = std::mem::replace(&mut self.data, data);
        let columns = columns(&before.data.features, &last_data.set, &self.experiment.data.features, &self.data.set);
        let new_shape =
            before.sizes() != self.experiment.sizes() || columns.iter().enumerate().any(|(i, from)| *from != Some(i));
        if new_shape {
            let mut parameters = start::first_parameters(&self.experiment, &self.earlier);
            carry(&self.network.parameters, &mut parameters, &columns);
            self.network.parameters = parameters;
        }
        self.take_up(self.experiment.clone());
        self.note_the_rate(&before);
        if *before != *self.experiment {
            self.note(Change::Experiment(Arc::new((*before).clone())));
        }
        self.change_course(&before, new_rows, new_shape);
    }

    /// Takes over this experiment, which has the same rows and the same shape as the current one.
    pub(super) fn take_up(&mut self, experiment: ValidExperiment) {
        self.network = Network { activations: experiment.activations(), ..self.network.clone() };
        self.learner = Learner::new(&experiment);
        self.experiment = experiment;
    }

    /// The rows of `experiment`, shared with the current ones when they are the same.
    #[must_use]
    pub fn data_for(&self, experiment: &ValidExperiment) -> Arc<Prepared> {
        if self.has_rows_of(experiment) {
            return Arc::clone(&self.data);
        }
        Arc::new(start::rows(experiment, &self.earlier_for(experiment.stages.at())))
    }

    /// Whether the current rows are those of `experiment`.
    pub(super) fn has_rows_of(&self, experiment: &ValidExperiment) -> bool {
        experiment.has_rows_of(&self.experiment)
    }

    /// Adds the learning rate that is replaced to the history.
    fn note_the_rate(&mut self, before: &ValidExperiment) {
        let (training, last) = (self.experiment.training(), before.training());
        if training.learning_rate != last.learning_rate || training.schedule != last.schedule {
            let (learning_rate, schedule) = (last.learning_rate, last.schedule);
            let course = Course { until: self.progress(), learning_rate, schedule };
            let history = Arc::make_mut(&mut self.history);
            history.push_course(course);
            history.join_rates(training);
        }
    }

    fn change_course(&mut self, before: &ValidExperiment, new_rows: bool, new_shape: bool) {
        let (training, last) = (self.experiment.training(), before.training());
        let (seeds, state) = (self.experiment.seeds, &mut self.checkpoint);
        let rows = self.data.train.rows.len();
        let to_sequence = training.order != last.order && training.order == BatchOrder::Sequential;
        if new_rows || to_sequence || state.order.len() != rows {
            state.order = (0..rows as u32).collect();
        }
        if new_rows {
            state.position = 0;
        }
        if seeds.batches != before.seeds.batches {
            state.batches = Random::new(seeds.batches, Stream::Batches);
        }
        if seeds.noise != before.seeds.noise {
            state.noise = Random::new(seeds.noise, Stream::Noise);
        }
        if new_shape || std::mem::discriminant(&training.optimizer) != std::mem::discriminant(&last.optimizer) {
            state.moments.clear();
            state.moments_age = 0;
        }
        if new_rows {
            // The epoch starts again, so no earlier rate can extend beyond its start.
            let (step, epochs) = (state.step, state.epoch as f64);
            let history = Arc::make_mut(&mut self.history);
            history.forget_after(step, epochs);
            history.join_rates(training);
        }
        let state = &mut self.checkpoint;
        let new_measure = new_rows
            || new_shape
            || training.loss != last.loss
            || before.activations() != self.experiment.activations();
        if new_measure || training.early_stopping != last.early_stopping {
            state.best = None;
        }
        if **before != *self.experiment {
            state.status = super::Status::Ready;
        }
        let loss = if new_measure { self.metrics().train.loss } else { self.checkpoint.first_loss };
        self.remeasure(loss);
        if self.edits.origin == Origin::Forgotten {
            // The experiments of the kept moments are no longer known.
            self.timeline = Arc::default();
            self.keep_moment();
        }
    }
}

/// Index of each feature among the previous ones, matched by what it is computed from; `None` for a new one.
fn columns(before: &[Feature], last: &DataSet, after: &[Feature], set: &DataSet) -> Vec<Option<usize>> {
    let name = |input: usize, set: &DataSet| set.input_names[input].clone();
    let identity = |feature: &Feature, set: &DataSet| {
        let inputs = match *feature {
            Feature::Input(i) | Feature::Square(i) | Feature::Sine(i) => vec![name(i, set)],
            Feature::Product(i, j) => vec![name(i, set), name(j, set)],
        };
        (std::mem::discriminant(feature), inputs)
    };
    let before: Vec<_> = before.iter().map(|feature| identity(feature, last)).collect();
    after.iter().map(|feature| before.iter().position(|old| *old == identity(feature, set))).collect()
}

/// Copies every weight that still has its place: hidden layers and units by index, features by what they are, the
/// output layer's weights if it still follows the same layer.
fn carry(from: &Parameters, to: &mut Parameters, columns: &[Option<usize>]) {
    let (old, new) = (from.layers() - 1, to.layers() - 1);
    let hidden = (0..old.min(new)).map(|layer| (layer, layer));
    for (was, is) in hidden.chain([(old, new)]) {
        let units = from.sizes()[was + 1].min(to.sizes()[is + 1]);
        for unit in 0..units {
            to.biases_mut(is)[unit] = from.biases(was)[unit];
        }
        if was != is {
            continue;
        }
        for input in 0..to.sizes()[is] {
            let source = match is {
                0 => columns.get(input).copied().flatten(),
                _ => Some(input).filter(|input| *input < from.sizes()[was]),
            };
            let Some(source) = source else { continue };
            for unit in 0..units {
                to.weights_mut(is)[(unit, input)] = from.weights(was)[(unit, source)];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Experiment;

    fn trained(steps: usize) -> Trainer {
        let mut trainer = Trainer::new(Experiment::default().validate().unwrap());
        (0..steps).for_each(|_| trainer.step());
        trainer
    }

    fn changed(trainer: &Trainer, change: impl FnOnce(&mut Experiment)) -> ValidExperiment {
        let mut experiment = (**trainer.experiment()).clone();
        change(&mut experiment);
        experiment.validate().unwrap()
    }

    #[test]
    fn the_same_experiment_changes_nothing() {
        let mut trainer = trained(30);
        let (checkpoint, history) = (trainer.checkpoint(), trainer.history().clone());
        trainer.reconfigure(trainer.experiment().clone(), Keep::WhatFits);
        assert_eq!((trainer.checkpoint(), trainer.history()), (checkpoint, &history));
    }

    #[test]
    fn a_new_rate_keeps_weights_time_and_history() {
        let mut trainer = trained(30);
        let checkpoint = trainer.checkpoint();
        let experiment = changed(&trainer, |experiment| experiment.training_mut().learning_rate = 0.3);
        trainer.reconfigure(experiment, Keep::WhatFits);
        assert_eq!(trainer.checkpoint(), checkpoint);
        trainer.step();
        assert_eq!(trainer.steps(), 31);
    }

    #[test]
    fn a_feature_keeps_its_column_when_others_come_and_go() {
        let mut trainer = trained(30);
        let before = trainer.network().parameters.clone();
        let experiment = changed(&trainer, |experiment| {
            experiment.data.features = vec![Feature::Square(0), Feature::Input(1), Feature::Input(0)];
        });
        trainer.reconfigure(experiment, Keep::WhatFits);
        let after = &trainer.network().parameters;
        assert_eq!(after.weights(0).column(1), before.weights(0).column(1), "x2");
        assert_eq!(after.weights(0).column(2), before.weights(0).column(0), "x1");
        assert_eq!(
            (after.biases(0), after.weights(1), after.weights(2)),
            (before.biases(0), before.weights(1), before.weights(2))
        );
        assert_eq!(trainer.steps(), 30);
        trainer.step();
    }

    #[test]
    fn one_more_unit_keeps_the_others() {
        let mut trainer = trained(30);
        let before = trainer.network().parameters.clone();
        let experiment = changed(&trainer, |experiment| experiment.network.hidden[1].units = 3);
        trainer.reconfigure(experiment, Keep::WhatFits);
        let after = &trainer.network().parameters;
        assert_eq!(after.sizes(), [2, 4, 3, 1]);
        assert_eq!(after.weights(0), before.weights(0));
        assert_eq!(after.weights(1).row(1), before.weights(1).row(1));
        assert_eq!(after.weights(2)[(0, 1)], before.weights(2)[(0, 1)]);
        assert_eq!(after.biases(2), before.biases(2));
    }

    #[test]
    fn an_output_that_follows_another_layer_begins_anew() {
        let mut trainer = trained(30);
        let before = trainer.network().parameters.clone();
        let experiment = changed(&trainer, |experiment| experiment.network.hidden.truncate(1));
        trainer.reconfigure(experiment.clone(), Keep::WhatFits);
        let after = &trainer.network().parameters;
        assert_eq!(after.weights(0), before.weights(0));
        assert_eq!(after.weights(1), start::first_parameters(&experiment, &[]).weights(1));
        assert_eq!(after.biases(1), before.biases(2));
    }

    #[test]
    fn other_rows_keep_the_weights_and_start_their_epoch() {
        let mut trainer = trained(30);
        let before = trainer.network().parameters.clone();
        let experiment = changed(&trainer, |experiment| experiment.data.train_share = 0.1);
        trainer.reconfigure(experiment, Keep::WhatFits);
        assert_eq!(trainer.network().parameters, before);
        let checkpoint = trainer.checkpoint();
        assert_eq!((checkpoint.order.len(), checkpoint.position, checkpoint.epoch, checkpoint.step), (50, 0, 1, 30));
        (0..20).for_each(|_| trainer.step());
        assert_eq!(trainer.epochs(), 5);
    }

    #[test]
    fn nothing_kept_is_a_new_trainer() {
        let mut trainer = trained(30);
        let experiment = changed(&trainer, |experiment| experiment.seeds.weights = 7);
        trainer.reconfigure(experiment.clone(), Keep::Nothing);
        assert_eq!(trainer.checkpoint(), Trainer::new(experiment).checkpoint());
    }
}
