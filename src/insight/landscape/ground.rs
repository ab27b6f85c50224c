//! The training loss and its gradient at any weights, on a sample of the rows.

use std::sync::Arc;

use crate::{
    data::Prepared,
    experiment::Experiment,
    measure::{metrics::loss_of, probe::stride},
    nn::{Batch, Dropout, Loss, Network, Parameters, Random, Stream, Workspace},
    training::learner::Layers,
};

/// The loss of an experiment on its training rows, without penalties and dropout, as a function of the parameters.
#[derive(Clone, Debug)]
pub struct Ground {
    network: Network,
    loss: Loss,
    rows: Arc<Rows>,
    still: Arc<Still>,
    workspace: Workspace,
}

#[derive(Debug)]
struct Rows {
    inputs: Vec<f32>,
    targets: Vec<f32>,
    outputs: usize,
    numbers: Vec<u32>,
    /// Number of rows from which these are an even sample.
    of: usize,
}

/// What training leaves unchanged, and the penalty that it adds.
#[derive(Debug)]
struct Still {
    layers: Vec<bool>,
    places: Vec<usize>,
    l2: f64,
    /// Whether each parameter is a weight, to which the penalty applies.
    is_weight: Vec<bool>,
}

impl Ground {
    /// The loss of `experiment` on the rows of `data`, sampled evenly so that a pass takes at most about `work`
    /// multiply-adds.
    #[must_use]
    pub fn new(experiment: &Experiment, data: &Prepared, work: usize) -> Self {
        let network =
            Network { parameters: Parameters::zeros(&experiment.sizes()), activations: experiment.activations() };
        let (part, size) = (&data.train, network.parameters.values().len().max(1));
        let stride = stride(part.rows.len(), (work / size).max(1));
        let take = |table: &ndarray::Array2<f32>| -> Vec<f32> {
            table.rows().into_iter().step_by(stride).flatten().copied().collect()
        };
        let numbers: Vec<u32> = (0..part.rows.len().div_ceil(stride) as u32).collect();
        let rows = Rows {
            inputs: take(&part.inputs),
            targets: take(&part.targets),
            outputs: part.targets.ncols(),
            numbers,
            of: part.rows.len(),
        };
        let (training, layers) = (experiment.training(), Layers::of(experiment));
        let rule = layers.rule(training, 0.0, 1);
        let mut is_weight = vec![false; size];
        for layer in 0..network.parameters.layers() {
            let (start, biases, _) = network.parameters.span(layer);
            is_weight[start..biases].fill(true);
        }
        let still = Still {
            layers: rule.frozen.to_vec(),
            places: rule.frozen_places.to_vec(),
            l2: f64::from(training.regularizer.l2),
            is_weight,
        };
        let workspace = Workspace::new(network.parameters.sizes());
        let loss = training.loss;
        Self { network, loss, rows: Arc::new(rows), still: Arc::new(still), workspace }
    }

    /// Number of parameters.
    #[must_use]
    pub fn size(&self) -> usize {
        self.network.parameters.values().len()
    }

    /// Number of rows used, and of how many they are an even sample.
    #[must_use]
    pub fn rows(&self) -> (usize, usize) {
        (self.rows.numbers.len(), self.rows.of)
    }

    /// Parameters with the layer sizes used here.
    #[must_use]
    pub const fn parameters(&self) -> &Parameters {
        &self.network.parameters
    }

    /// The mean loss over the rows with these parameters; NaN or infinite where an output overflows.
    ///
    /// # Panics
    /// When `at` does not have one number per parameter.
    pub fn loss(&mut self, at: &[f32]) -> f64 {
        self.network.parameters.values_mut().copy_from_slice(at);
        let (rows, last) = (&self.rows, self.network.activations.len());
        let (mut output, mut sum) = (vec![0.0; rows.outputs], 0.0);
        let (network, loss) = (&self.network, self.loss);
        network.evaluate(&rows.inputs, &mut self.workspace, |tile| {
            for row in 0..tile.rows {
                output.iter_mut().enumerate().for_each(|(unit, y)| *y = tile.values(last, unit)[row]);
                let first = (tile.row + row) * rows.outputs;
                sum += loss_of(loss, &output, &rows.targets[first..first + rows.outputs]);
            }
        });
        sum / rows.numbers.len() as f64
    }

    /// The gradient of the loss and its L2 penalty there, 0 for frozen parameters.
    ///
    /// # Panics
    /// When `at` does not have one number per parameter.
    pub fn gradient(&mut self, at: &[f32]) -> Vec<f64> {
        self.network.parameters.values_mut().copy_from_slice(at);
        let rows = &self.rows;
        let batch = Batch { inputs: &rows.inputs, targets: &rows.targets, rows: &rows.numbers };
        let shares = vec![0.0; self.network.activations.len()];
        let dropout = Dropout { shares: &shares, noise: &mut Random::new(0, Stream::Noise) };
        let workspace = &mut self.workspace;
        self.network.backpropagate(batch, self.loss, dropout, &self.still.layers, workspace);
        let mut gradient: Vec<f64> = workspace.gradient().values().iter().map(|g| f64::from(*g)).collect();
        if self.still.l2 > 0.0 {
            let weights = gradient.iter_mut().zip(at).zip(&self.still.is_weight).filter(|(_, is_weight)| **is_weight);
            weights.for_each(|((g, w), _)| *g += self.still.l2 * f64::from(*w));
        }
        self.hold_still(&mut gradient);
        gradient
    }

    /// Sets the entries of frozen parameters to 0.
    pub(super) fn hold_still(&self, direction: &mut [f64]) {
        for (layer, _) in self.still.layers.iter().enumerate().filter(|(_, frozen)| **frozen) {
            let (start, _, end) = self.network.parameters.span(layer);
            direction[start..end].fill(0.0);
        }
        self.still.places.iter().for_each(|place| direction[*place] = 0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::Trainer;

    #[test]
    fn the_loss_is_the_one_that_is_measured() {
        let mut trainer = Trainer::new(Experiment::default().validate().unwrap());
        (0..60).for_each(|_| trainer.step());
        let mut ground = Ground::new(trainer.experiment(), trainer.data(), usize::MAX);
        let found = ground.loss(trainer.network().parameters.values());
        assert!((found - trainer.metrics().train.loss).abs() < 1e-12);
        assert_eq!(ground.rows(), (250, 250));
        let sampled = Ground::new(trainer.experiment(), trainer.data(), 25 * 100);
        assert_eq!(sampled.rows(), (84, 250), "every third of 250");
    }

    #[test]
    fn the_gradient_is_the_slope_of_the_loss_and_its_penalty() {
        let mut experiment = Experiment::default();
        experiment.training_mut().regularizer.l2 = 0.05;
        let frozen = crate::experiment::Place { layer: 0, unit: 1, from: Some(0) };
        experiment.network.frozen.push(frozen);
        let trainer = Trainer::new(experiment.validate().unwrap());
        let mut ground = Ground::new(trainer.experiment(), trainer.data(), usize::MAX);
        let at = trainer.network().parameters.values().to_vec();
        let gradient = ground.gradient(&at);
        let penalty = |at: &[f32], ground: &Ground| {
            let weights = at.iter().zip(&ground.still.is_weight).filter(|(_, is_weight)| **is_weight);
            0.025 * weights.map(|(w, _)| f64::from(*w) * f64::from(*w)).sum::<f64>()
        };
        for (place, slope) in gradient.iter().enumerate() {
            let [low, high] = [-1e-2_f32, 1e-2].map(|by| {
                let mut moved = at.clone();
                moved[place] += by;
                ground.loss(&moved) + penalty(&moved, &ground)
            });
            if frozen.index(ground.parameters()) == Some(place) {
                assert_eq!(*slope, 0.0, "it is frozen");
            } else {
                assert!(((high - low) / 2e-2 - slope).abs() < 1e-3, "{place}: {slope}, not {}", (high - low) / 2e-2);
            }
        }
    }
}
