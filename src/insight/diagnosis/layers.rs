//! Layer statistics of a network that does not learn.

use super::{Evidence, Symptom};
use crate::{
    data::Source,
    experiment::Experiment,
    insight::{LayerStatistics, UnitState},
    nn::{Activation, Initializer, Optimizer, activation::Stall},
};

/// Fraction of a layer's units that may be dead: "as much as 40 % of your network can be dead" when the learning rate
/// is too high (Karpathy, course CS 231n, Neural Networks part 1).
const DEAD: f64 = 0.4;
/// Fraction of a layer's units that may be saturated before it holds the network back (Glorot & Bengio 2010 found whole
/// layers so).
const SATURATED: f64 = 0.5;
/// The first layer's gradient per weight, relative to the output layer's, below which it has vanished: a factor of ten
/// per layer of sigmoid units (Glorot & Bengio 2010), two of them.
const FADED: f64 = 0.01;
/// The product of the layers' steepest slopes from which on a gradient vanishes whatever the weights: three layers of
/// sigmoid units, each of which passes at most a quarter.
const FADED_BY_SLOPES: f64 = 1.0 / 64.0;
/// Absolute value of inputs above which an unscaled column is to blame: the Playground's features reach 6, and
/// their squares 36.
const FAR: f32 = 40.0;
/// If all steps together could have changed the weights by less than this fraction, training has hardly begun.
const HARDLY_MOVED: f64 = 0.5;
/// A slope is worth following if changing the weights by a fraction would lower the loss by at least this times that
/// fraction.
const SLOPE: f64 = 0.03;
/// The same where every unit is linear: all layers together are one, which is at its best long before each has no slope.
const LINEAR_SLOPE: f64 = 0.3;

/// No gradient passes a layer without a living unit, whatever the loss says.
pub(super) fn whole_layer_dead(statistics: &[LayerStatistics]) -> Option<Symptom> {
    let (layer, statistics) = statistics
        .iter()
        .enumerate()
        .find(|(_, layer)| !layer.units.is_empty() && layer.units.iter().all(|unit| *unit == UnitState::Dead))?;
    let of = statistics.units.len();
    Some(Symptom::Dead { layer, units: (0..of).collect(), of })
}

/// Units of a layer that pass hardly any gradient.
#[derive(Clone, Debug)]
pub(super) struct Stopped {
    pub(super) layer: usize,
    pub(super) units: Vec<usize>,
    /// Number of units in the layer.
    pub(super) of: usize,
}

impl Stopped {
    /// Whether so few are left that no learning rate makes up for it.
    pub(super) const fn is_most(&self) -> bool {
        3 * self.units.len() >= 2 * self.of
    }
}

/// The first hidden layer in which enough units are in this state to hold the network back.
pub(super) fn stopped(evidence: &Evidence<'_>, state: UnitState) -> Option<Stopped> {
    let share = if state == UnitState::Dead { DEAD } else { SATURATED };
    hidden(evidence).iter().enumerate().find_map(|(layer, statistics)| {
        let units: Vec<usize> = (0..statistics.units.len()).filter(|&unit| statistics.units[unit] == state).collect();
        let of = statistics.units.len();
        (units.len() as f64 >= share * of as f64 && !units.is_empty()).then_some(Stopped { layer, units, of })
    })
}

/// The hidden layer with the largest fraction of saturated units, if there are any.
pub(super) fn most_saturated(evidence: &Evidence<'_>) -> Option<Stopped> {
    let layers = hidden(evidence).iter().enumerate().map(|(layer, statistics)| {
        let units = statistics.units.iter().enumerate().filter(|(_, state)| **state == UnitState::Saturated);
        Stopped { layer, units: units.map(|(unit, _)| unit).collect(), of: statistics.units.len() }
    });
    let share = |stopped: &Stopped| stopped.units.len() as f64 / stopped.of.max(1) as f64;
    layers.filter(|stopped| !stopped.units.is_empty()).max_by(|a, b| share(a).total_cmp(&share(b)))
}

/// How many times smaller the gradient per weight is in the first layer than in the output layer, if it has vanished.
///
/// If the outputs have become the same for every row, the output layer has hardly any gradient itself; but an upper
/// bound of what the layers between pass is still known.
pub(super) fn faded(evidence: &Evidence<'_>) -> Option<f64> {
    let (first, last) = hidden(evidence).first().zip(evidence.statistics.last())?;
    let (first, last) = (first.gradient_per_weight(), last.gradient_per_weight());
    let passed: f64 = evidence.experiment.hidden().iter().map(|layer| steepest(layer.activation)).product();
    let times = (last / first.max(1e-12)).max(1.0 / passed);
    (times > 1.0 / FADED || passed <= FADED_BY_SLOPES).then_some(times)
}

/// The largest slope of a bounded activation; 1 for the others, which is close enough.
fn steepest(activation: Activation) -> f64 {
    match activation.facts().stall {
        Stall::AtLimits { steepest } => f64::from(steepest).min(1.0),
        Stall::Never | Stall::AtZero => 1.0,
    }
}

/// An unscaled column with large values, and its largest absolute value.
pub(super) fn unscaled(evidence: &Evidence<'_>) -> Option<(String, f32)> {
    let data = &evidence.experiment.data;
    let Source::Table { table, inputs, .. } = &data.source else { return None };
    if !evidence.experiment.has_raw_columns() {
        return None;
    }
    let read = inputs.iter().enumerate().filter(|(input, _)| data.features.iter().any(|feature| feature.reads(*input)));
    let reach = read.filter_map(|(_, name)| {
        let summary = table.column(name).ok()?.summary();
        Some((name.clone(), summary.low.abs().max(summary.high.abs()) as f32))
    });
    reach.filter(|(_, size)| *size > FAR).max_by(|a, b| a.1.total_cmp(&b.1))
}

/// Whether there is a slope to follow, and `steps` steps are too small to get anywhere on it.
pub(super) fn crawls(evidence: &Evidence<'_>, loss: f64, steps: u64) -> bool {
    let norm = |of: fn(&LayerStatistics) -> f64| {
        evidence.statistics.iter().map(|layer| of(layer) * of(layer)).sum::<f64>().sqrt()
    };
    let (gradient, weights) = (norm(|layer| layer.gradient_norm), norm(|layer| layer.weight_norm));
    let slope = gradient * weights / loss;
    slope > if are_linear(evidence.experiment) { LINEAR_SLOPE } else { SLOPE }
        && largest_step(evidence) * steps as f64 <= HARDLY_MOVED
}

/// Whether there are hidden layers, all of linear units: together they are one.
pub(super) fn are_linear(experiment: &Experiment) -> bool {
    let hidden = &experiment.network.hidden;
    !hidden.is_empty() && hidden.iter().all(|layer| layer.activation == Activation::Linear)
}

/// The size of an optimizer step relative to the weights, in the layer where that is largest.
pub(super) fn largest_step(evidence: &Evidence<'_>) -> f64 {
    let training = evidence.experiment.training();
    let rate = f64::from(training.learning_rate);
    let layers = evidence.statistics.iter().map(|layer| {
        let plain = layer.update_ratio.unwrap_or(0.0);
        match training.optimizer {
            Optimizer::GradientDescent => plain,
            Optimizer::Momentum { momentum } | Optimizer::Nesterov { momentum } => {
                plain / (1.0 - f64::from(momentum)).max(1e-3)
            }
            // Each weight moves by about the learning rate, whatever its gradient.
            Optimizer::Adagrad { .. }
            | Optimizer::RmsProp { .. }
            | Optimizer::Adam { .. }
            | Optimizer::AdamW { .. } => rate * (layer.numbers as f64).sqrt() / layer.weight_norm.max(1e-12),
        }
    });
    layers.fold(0.0, f64::max)
}

/// Whether the initial weights are so large that they saturate units at once.
pub(super) fn begins_large(evidence: &Evidence<'_>) -> bool {
    match evidence.experiment.network.weights {
        Initializer::Normal { deviation } => deviation > 3.0,
        Initializer::Uniform { range } => range > 5.0,
        _ => false,
    }
}

fn hidden<'a>(evidence: &Evidence<'a>) -> &'a [LayerStatistics] {
    &evidence.statistics[..evidence.experiment.hidden().len().min(evidence.statistics.len())]
}
