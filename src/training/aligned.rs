//! Steps that bring both codes of a row to one place, and those of different rows apart.

use crate::{
    experiment::Experiment,
    measure::Contrast,
    nn::{Batch, Dropout, Loss, Network, Parameters, Update, Workspace},
};

/// Takes the steps of a stage that aligns two views.
#[derive(Clone, Debug)]
pub(super) struct Aligned {
    contrast: Contrast,
    inputs: Vec<f32>,
    outputs: Vec<f32>,
    targets: Vec<f32>,
    rows: Vec<u32>,
}

impl Aligned {
    /// What the stage at hand asks for, if it aligns.
    pub(super) fn of(experiment: &Experiment) -> Option<Self> {
        let alignment = experiment.alignment()?;
        let contrast = Contrast::new(alignment.space, alignment.temperature);
        let (inputs, outputs, targets, rows) = Default::default();
        Some(Self { contrast, inputs, outputs, targets, rows })
    }

    /// Updates the network from the pairs of `batch`; gives their mean loss before.
    ///
    /// The slope of a loss of pairs depends on the whole batch, while the engine knows losses of single rows. So it is told
    /// targets t for which its squared error has that slope g at the codes y: of n rows of m numbers it is 2 (y − t) / nm, and
    /// t = y − g · nm / 2.
    pub(super) fn learn(
        &mut self,
        network: &mut Network,
        batch: Batch<'_>,
        dropout: Dropout<'_>,
        update: &Update<'_>,
        moments: &mut [Parameters],
        workspace: &mut Workspace,
    ) -> f64 {
        let sizes = network.parameters.sizes();
        let (width, last) = (sizes[0], sizes.len() - 1);
        let (numbers, count) = (sizes[last], batch.rows.len());
        self.inputs.clear();
        for row in batch.rows {
            self.inputs.extend_from_slice(&batch.inputs[*row as usize * width..][..width]);
        }
        self.outputs.clear();
        self.outputs.resize(count * numbers, 0.0);
        network.evaluate(&self.inputs, workspace, |tile| {
            for unit in 0..numbers {
                for (row, y) in tile.values(last, unit).iter().enumerate() {
                    self.outputs[(tile.row + row) * numbers + unit] = *y;
                }
            }
        });
        self.targets.clear();
        self.targets.resize(count * numbers, 0.0);
        let agreement = self.contrast.backpropagate(&self.outputs, &mut self.targets);
        let half = (count * numbers) as f32 / 2.0;
        self.targets.iter_mut().zip(&self.outputs).for_each(|(t, y)| *t = y - half * *t);
        self.rows.clear();
        self.rows.extend(0..count as u32);
        let batch = Batch { inputs: &self.inputs, targets: &self.targets, rows: &self.rows };
        network.learn(batch, Loss::MeanSquaredError, dropout, update, moments, workspace);
        agreement.loss / count as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::{Shipped, Source},
        experiment::{Alignment, Stage, Stages, Task, TrainingSettings},
        nn::{Activation, Optimizer},
        training::Trainer,
    };

    /// Shape numbers and pictures of digits, by two encoders of 76-12 and 64-12 and a space of 4.
    fn trainer(optimizer: Optimizer, rate: f32) -> Trainer {
        let mut experiment = Experiment::default();
        experiment.set_source(Source::Shipped(Shipped::TwoViews));
        experiment.network.hidden.truncate(1);
        (experiment.network.hidden[0].units, experiment.network.hidden[0].activation) = (12, Activation::Tanh);
        let target = experiment.stages.at_hand().clone();
        let task = Task::Align(Alignment { layers: 1, space: 4, temperature: 0.2 });
        let mut training = TrainingSettings { optimizer, learning_rate: rate, ..TrainingSettings::default() };
        (training.loss, training.batch_size) = (Loss::MeanSquaredError, 32);
        experiment.stages = Stages::new(vec![Stage { task, training, ..Stage::default() }, target], 0).unwrap();
        Trainer::new(experiment.validate().expect("valid"))
    }

    #[test]
    fn a_step_goes_down_the_slope_of_the_loss_of_pairs() {
        let mut trainer = trainer(Optimizer::GradientDescent, 1.0);
        assert_eq!(trainer.network().parameters.sizes(), [140, 24, 8]);
        let before = trainer.network().clone();
        trainer.step();
        let after = trainer.network().parameters.clone();
        let rows: Vec<usize> = trainer.checkpoint().order[..32].iter().map(|row| *row as usize).collect();
        let mut contrast = Contrast::new(4, 0.2);
        let mut loss = |network: &Network| {
            let inputs = &trainer.data().train.inputs;
            let codes = rows.iter().flat_map(|row| network.forward(&inputs.row(*row).to_vec()).pop().unwrap());
            contrast.agreement(&codes.collect::<Vec<_>>()).loss / 32.0
        };
        let (weights, ..) = before.parameters.span(1);
        // Weights and biases of both encoders and of both layers behind them.
        for place in [5, 140 * 11 + 70, 140 * 12 + 80, 140 * 23 + 139, 140 * 24 + 3, weights + 2, weights + 24 * 7 + 20]
        {
            let at = |by: f32| {
                let mut moved = before.clone();
                moved.parameters.values_mut()[place] += by;
                moved
            };
            let numeric = (loss(&at(0.01)) - loss(&at(-0.01))) / 0.02;
            let taken = before.parameters.values()[place] - after.values()[place];
            assert!(
                (numeric - f64::from(taken)).abs() < 3e-3 * numeric.abs().max(0.05),
                "{place}: {taken}, not {numeric}"
            );
        }
    }

    #[test]
    fn the_encoders_stay_apart_and_come_to_agree() {
        let mut trainer = trainer(Optimizer::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }, 0.003);
        let blind = trainer.metrics().test.unwrap();
        while trainer.epochs() < 8 {
            trainer.step();
        }
        let parameters = &trainer.network().parameters;
        for (layer, [units, inputs]) in [[12, 76], [4, 12]].into_iter().enumerate() {
            let between = |((unit, input), _): &((usize, usize), &f32)| (*unit < units) != (*input < inputs);
            assert!(parameters.weights(layer).indexed_iter().filter(between).all(|(_, weight)| *weight == 0.0));
        }
        let seen = trainer.metrics().test.unwrap();
        assert!(seen.loss < 0.6 * blind.loss && seen.score > 5.0 * blind.score, "{blind:?}, then {seen:?}");
        let first = parameters.clone();
        assert!(trainer.go_to_stage(1));
        let next = &trainer.network().parameters;
        assert_eq!(next.sizes(), [76, 12, 10]);
        assert_eq!(next.weights(0), first.weights(0).slice(ndarray::s![..12, ..76]), "the encoder is taken over");
        assert_eq!(trainer.data().set.inputs.ncols(), 76);
    }
}
