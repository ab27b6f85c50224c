//! The next step, without taking it: the gradient, and the optimizer's update.

use crate::{
    measure::Probe,
    nn::Parameters,
    training::{Checkpoint, learner::Layers},
};

/// A step that is computed but not taken, on an even sample of the training rows instead of a batch.
#[derive(Clone, Debug, PartialEq)]
pub struct NextStep {
    /// Derivative of the training loss (without penalties and dropout) by each weight and bias.
    pub gradient: Parameters,
    /// What the optimizer, with its moments, penalties and clipping, would add to each parameter; 0 for frozen ones.
    pub update: Parameters,
}

impl Probe<'_> {
    /// The step after `checkpoint`.
    #[must_use]
    pub fn next_step(&self, checkpoint: &Checkpoint) -> NextStep {
        NextStep::of(self, checkpoint)
    }
}

impl NextStep {
    /// The step after `checkpoint` of the network of `probe`.
    pub(super) fn of(probe: &Probe<'_>, checkpoint: &Checkpoint) -> Self {
        let (experiment, before) = (probe.experiment, &probe.network.parameters);
        let mut workspace = super::statistics::backpropagated(probe);
        let gradient = workspace.gradient().clone();
        let (mut moments, mut age) = (checkpoint.moments.clone(), checkpoint.moments_age);
        if moments.len() != experiment.training().optimizer.moments() {
            moments = vec![Parameters::zeros(before.sizes()); experiment.training().optimizer.moments()];
            age = 0;
        }
        let epochs = checkpoint.epoch as f64 + checkpoint.position as f64 / probe.data.train.rows.len() as f64;
        let layers = Layers::of(experiment);
        let rule = layers.rule(experiment.training(), epochs, age + 1);
        let mut update = before.clone();
        rule.apply(&mut update, &mut moments, &mut workspace);
        let frozen = rule.frozen;
        let pairs = update.values_mut().iter_mut().zip(before.values()).enumerate();
        let is_frozen = |index: usize| {
            (0..before.layers())
                .any(|layer| frozen[layer] && (before.span(layer).0..before.span(layer).2).contains(&index))
        };
        let any_frozen = frozen.contains(&true);
        for (index, (after, before)) in pairs {
            *after = if any_frozen && is_frozen(index) { 0.0 } else { *after - before };
        }
        Self { gradient, update }
    }
}

#[cfg(test)]
mod tests {
    use crate::{experiment::Experiment, nn::Optimizer, training::Trainer};

    #[test]
    fn it_is_the_step_that_is_taken_on_all_rows() {
        let mut experiment = Experiment::default();
        experiment.training_mut().batch_size = 250;
        for optimizer in [Optimizer::GradientDescent, Optimizer::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }] {
            experiment.training_mut().optimizer = optimizer;
            experiment.network.hidden[1].frozen = true;
            let mut trainer = Trainer::new(experiment.clone().validate().unwrap());
            (0..3).for_each(|_| trainer.step());
            let next = trainer.probe().next_step(&trainer.checkpoint());
            let before = trainer.network().parameters.clone();
            trainer.step();
            let after = &trainer.network().parameters;
            for (index, update) in next.update.values().iter().enumerate() {
                let taken = after.values()[index] - before.values()[index];
                assert!((taken - update).abs() < 1e-6, "{optimizer:?} {index}: {taken} {update}");
            }
            assert!(next.gradient.values().iter().any(|slope| *slope != 0.0));
            let (start, _, end) = before.span(1);
            assert!(next.update.values()[start..end].iter().all(|update| *update == 0.0), "frozen");
        }
    }
}
