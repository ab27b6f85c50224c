//! Layer statistics: gradients, and dead and saturated units.

use serde::{Deserialize, Serialize};

use crate::{
    measure::Probe,
    nn::{Activation, Batch, Dropout, Network, Parameters, Random, Stream, Workspace, activation::Stall},
};

/// Number of multiply-adds, a matter of milliseconds: with many rows or a large network, rows are sampled evenly.
const WORK: usize = 1 << 23;
/// A unit is saturated when its slope is below this fraction of the steepest ...
const FLAT: f32 = 0.05;
/// ... in at least this fraction of the rows.
const MOST_ROWS: f64 = 0.95;

/// Statistics of one layer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayerStatistics {
    /// Number of its weights and biases.
    pub numbers: usize,
    /// L2 norm of the gradient of the training loss (without penalties and dropout) by the layer's weights and biases.
    pub gradient_norm: f64,
    /// L2 norm of the layer's weights and biases.
    pub weight_norm: f64,
    /// Norm of a plain gradient step at the current rate, relative to `weight_norm`: around 0.001 is healthy; `None`
    /// when all weights are 0. The optimizer's own scaling is not included.
    pub update_ratio: Option<f64>,
    /// State of each unit.
    pub units: Vec<UnitState>,
}

/// State of a unit on the training rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitState {
    /// Its output depends on its inputs.
    Alive,
    /// 0 for every row, as ReLU can be: no gradient passes, so it cannot recover by itself.
    Dead,
    /// Near its bounds for nearly every row, as sigmoid and tanh can be: hardly any gradient passes.
    Saturated,
}

impl Probe<'_> {
    /// Statistics of each layer: its gradient, and its dead and saturated units.
    #[must_use]
    pub fn statistics(&self) -> Vec<LayerStatistics> {
        LayerStatistics::of(self)
    }
}

impl LayerStatistics {
    /// Root mean square of the derivatives by its weights and biases, comparable between layers of any size.
    #[must_use]
    pub fn gradient_per_weight(&self) -> f64 {
        self.gradient_norm / (self.numbers.max(1) as f64).sqrt()
    }

    /// Statistics of every layer on the training rows.
    pub(super) fn of(probe: &Probe<'_>) -> Vec<Self> {
        let network = probe.network;
        let rows = sample(&network.parameters);
        let mut workspace = probe.workspace();
        let mut counts: Vec<Vec<Count>> =
            network.parameters.sizes()[1..].iter().map(|&units| vec![Count::default(); units]).collect();
        probe.evaluate(&probe.data.train, rows, &mut workspace, |_, _, tile| {
            for (layer, units) in counts.iter_mut().enumerate() {
                for (unit, count) in units.iter_mut().enumerate() {
                    count.add(network.activations[layer], tile.values(layer + 1, unit), tile.slopes(layer + 1, unit));
                }
            }
        });
        let workspace = backpropagated(probe);
        let gradient = workspace.gradient();
        let norms = |parameters: &Parameters, layer: usize| {
            let (start, _, end) = parameters.span(layer);
            parameters.values()[start..end].iter().map(|x| f64::from(*x) * f64::from(*x)).sum::<f64>().sqrt()
        };
        let rate = f64::from(probe.experiment.training().learning_rate);
        let layers = counts.iter().enumerate().map(|(layer, units)| {
            let (gradient_norm, weight_norm) = (norms(gradient, layer), norms(&network.parameters, layer));
            Self {
                numbers: network.parameters.span(layer).2 - network.parameters.span(layer).0,
                gradient_norm,
                weight_norm,
                update_ratio: (weight_norm > 0.0).then(|| rate * gradient_norm / weight_norm),
                units: units.iter().map(|count| count.state(network.activations[layer])).collect(),
            }
        });
        layers.collect()
    }
}

/// Number of rows that suffices to judge a network.
fn sample(parameters: &Parameters) -> usize {
    (WORK / parameters.values().len()).clamp(64, 5_000)
}

/// The gradient of the training loss over a sample, for every layer, frozen ones too.
pub(super) fn backpropagated(probe: &Probe<'_>) -> Workspace {
    let part = &probe.data.train;
    let stride = crate::measure::probe::stride(part.rows.len(), sample(&probe.network.parameters));
    let rows: Vec<u32> = (0..part.rows.len() as u32).step_by(stride).collect();
    let batch = Batch {
        inputs: part.inputs.as_slice().expect("rows are contiguous"),
        targets: part.targets.as_slice().expect("rows are contiguous"),
        rows: &rows,
    };
    let Network { parameters, activations } = probe.network;
    let (shares, frozen) = (vec![0.0; activations.len()], vec![false; parameters.layers()]);
    let dropout = Dropout { shares: &shares, noise: &mut Random::new(0, Stream::Noise) };
    let mut workspace = probe.workspace();
    probe.network.backpropagate(batch, probe.experiment.training().loss, dropout, &frozen, &mut workspace);
    workspace
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    rows: u64,
    silent: u64,
    flat: u64,
}

impl Count {
    fn add(&mut self, activation: Activation, values: &[f32], slopes: &[f32]) {
        self.rows += values.len() as u64;
        match activation.facts().stall {
            Stall::Never => {}
            Stall::AtZero => self.silent += values.iter().filter(|value| **value == 0.0).count() as u64,
            Stall::AtLimits { steepest } => {
                self.flat += slopes.iter().filter(|slope| **slope < FLAT * steepest).count() as u64;
            }
        }
    }

    fn state(&self, activation: Activation) -> UnitState {
        match activation.facts().stall {
            Stall::AtZero if self.silent == self.rows => UnitState::Dead,
            Stall::AtLimits { .. } if self.flat as f64 >= MOST_ROWS * self.rows as f64 => UnitState::Saturated,
            _ => UnitState::Alive,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        experiment::{Experiment, Place},
        training::Trainer,
    };

    fn trainer(activation: Activation) -> Trainer {
        let mut experiment = Experiment::default();
        experiment.network.hidden.iter_mut().for_each(|layer| layer.activation = activation);
        Trainer::new(experiment.validate().unwrap())
    }

    #[test]
    fn a_unit_pushed_to_its_limit_is_dead_or_saturated() {
        for (activation, bias, state) in [
            (Activation::Relu, -100.0, UnitState::Dead),
            (Activation::Relu, 100.0, UnitState::Alive),
            (Activation::Tanh, 100.0, UnitState::Saturated),
            (Activation::Sigmoid, -100.0, UnitState::Saturated),
            (Activation::LeakyRelu, -100.0, UnitState::Alive),
        ] {
            let mut trainer = trainer(activation);
            assert!(trainer.set(Place { layer: 0, unit: 2, from: None }, bias));
            let statistics = trainer.probe().statistics();
            assert_eq!(statistics[0].units[2], state, "{activation:?} with bias {bias}");
            assert_eq!(statistics[0].units[1], UnitState::Alive, "{activation:?}");
        }
    }

    #[test]
    fn the_gradient_is_the_way_of_a_plain_step_on_all_rows() {
        let mut experiment = Experiment::default();
        experiment.training_mut().batch_size = 250;
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        let statistics = trainer.probe().statistics();
        let before = trainer.network().parameters.clone();
        trainer.step();
        let after = &trainer.network().parameters;
        for (layer, statistics) in statistics.iter().enumerate() {
            let (start, _, end) = before.span(layer);
            let way = before.values()[start..end].iter().zip(&after.values()[start..end]);
            let way = way.map(|(a, b)| f64::from(a - b) * f64::from(a - b)).sum::<f64>().sqrt();
            assert!((way / 0.03 / statistics.gradient_norm - 1.0).abs() < 1e-3, "layer {layer}: {way} {statistics:?}");
            let ratio = statistics.update_ratio.unwrap();
            assert!((ratio * statistics.weight_norm / way - 1.0).abs() < 1e-3, "layer {layer}");
        }
    }

    #[test]
    fn no_weights_have_no_ratio() {
        let mut experiment = Experiment::default();
        experiment.network.weights = crate::nn::Initializer::Zeros;
        experiment.network.biases = crate::nn::BiasInitializer::Constant { value: 0.0 };
        let trainer = Trainer::new(experiment.validate().unwrap());
        assert!(trainer.probe().statistics().iter().all(|layer| layer.update_ratio.is_none()));
    }
}
