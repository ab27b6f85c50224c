//! Consequences of a change, whether made by a panel, a key or a lesson.

use super::{BatchOrder, Experiment, Rules, Stage};
use crate::{
    data::Source,
    nn::{Activation, Loss},
};

impl Experiment {
    /// Adapts the experiment to the change from `before`, so that it stays consistent.
    ///
    /// - Another number of classes or inputs changes output, loss and features to match, by the rules followed
    ///   before.
    /// - A column that becomes a target is no longer an input.
    /// - A stage that no longer classifies gets a loss that is not for classes.
    /// - A loss that is computed from logits makes the output linear.
    /// - Early stopping, when switched on, holds out validation rows, unless there are some.
    /// - Private training, when switched on, brings Poisson-sampled batches, for which ε can be computed.
    /// - Frozen single weights that the network no longer has are removed.
    pub fn follow(&mut self, before: &Self) {
        if self.data.can_have_more_targets() && self.data.more_targets != before.data.more_targets {
            let more = &self.data.more_targets;
            if let Source::Table { inputs, .. } = &mut self.data.source {
                inputs.retain(|input| !more.contains(input));
            }
        }
        let (now, then) = (&self.data.source, &before.data.source);
        if now.classes() != then.classes() || now.inputs() != then.inputs() {
            self.fit_to_data(Rules::of(before));
        }
        if self.classes().is_none() && before.classes().is_some() && self.training().loss.from_logits() {
            self.training_mut().loss = Loss::MeanSquaredError;
        }
        let loss = self.training().loss;
        if loss != before.training().loss && loss.from_logits() {
            self.network.output.activation = Activation::Linear;
        }
        if !self.data.can_have_more_targets() {
            self.data.more_targets.clear();
        } else if let Source::Table { target, .. } = &self.data.source {
            self.data.more_targets.retain(|more| more != target);
        }
        let stops_early = |experiment: &Self| {
            let stages = experiment.stages.list().iter();
            stages.map(|stage| stage.training.early_stopping.is_some()).collect::<Vec<_>>()
        };
        if stops_early(self).into_iter().zip(stops_early(before)).any(|(now, then)| now && !then) {
            self.hold_rows_back();
        }
        let mut list = self.stages.list().iter().zip(before.stages.list());
        let begins = |(now, then): (&Stage, &Stage)| now.training.privacy.is_some() && then.training.privacy.is_none();
        if self.training().privacy.is_some() && list.any(begins) {
            self.training_mut().order = BatchOrder::Poisson;
        }
        if self.target_sizes() != before.target_sizes() {
            self.forget_missing_places();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::Generator,
        experiment::{Place, fields},
    };

    fn by_key(changes: &[(&str, &str)]) -> Experiment {
        let mut experiment = Experiment::default();
        for (key, value) in changes {
            fields::set(&mut experiment, key, value).unwrap();
        }
        experiment
    }

    #[test]
    fn a_loss_from_logits_makes_the_output_linear() {
        let experiment = by_key(&[("training.loss", "binary_cross_entropy")]);
        assert_eq!(experiment.network.output.activation, Activation::Linear);
        let experiment = by_key(&[("training.loss", "huber")]);
        assert_eq!(experiment.network.output.activation, Activation::Tanh);
        let own = by_key(&[("training.loss", "binary_cross_entropy"), ("network.output.activation", "tanh")]);
        assert_eq!(own.problems()[0].field, "network.output.activation", "who asks for it is told");
    }

    #[test]
    fn a_stage_that_reconstructs_has_a_loss_of_numbers() {
        let experiment = by_key(&[("rules", "modern"), ("stage.task", "reconstruct")]);
        assert_eq!(experiment.training().loss, Loss::MeanSquaredError);
        assert_eq!(experiment.problems(), []);
    }

    #[test]
    fn more_classes_bring_the_output_of_the_same_rules() {
        let experiment = by_key(&[("rules", "modern"), ("data.set", "blobs"), ("data.classes", "2")]);
        assert_eq!(experiment.training().loss, Loss::BinaryCrossEntropy);
        let mut more = experiment.clone();
        more.data.source = Source::generated(Generator::Blobs { classes: 3 });
        more.follow(&experiment);
        assert_eq!(more.training().loss, Loss::SoftmaxCrossEntropy);
    }

    #[test]
    fn early_stopping_brings_validation_rows_when_it_is_switched_on() {
        let share = |changes: &[(&str, &str)]| by_key(changes).data.validation_share;
        assert_eq!(share(&[]), 0.0);
        let on = ("training.early_stopping", "on");
        assert_eq!(share(&[on]), 0.2);
        assert_eq!(share(&[("training.early_stopping.patience", "5")]), 0.2);
        assert_eq!(share(&[("data.validation_share", "0.5"), on]), 0.5);
        let patience = ("training.early_stopping.patience", "5");
        assert_eq!(share(&[on, ("data.validation_share", "0"), patience]), 0.0, "only when it is switched on");
        let rules = Rules::of(&by_key(&[on]));
        assert_eq!(rules, Some(Rules::Playground), "the Playground's rules say nothing of early stopping");
        let gate = by_key(&[("data.set", "xor"), on]);
        assert_eq!(gate.data.validation_share, 0.0);
        assert_eq!(gate.problems()[0].field, "training.early_stopping", "a gate has no rows to stop by");
    }

    #[test]
    fn what_is_frozen_goes_with_its_layer_but_a_mistyped_place_is_told() {
        let experiment = by_key(&[("network.frozen.places", "1:4:bias,2:1:1"), ("network.hidden", "3,2")]);
        assert_eq!(experiment.network.frozen, [Place { layer: 1, unit: 0, from: Some(0) }]);
        let experiment = by_key(&[("network.frozen.places", "7:4:bias")]);
        assert_eq!(experiment.problems()[0].field, "network.frozen.places");
    }
}
