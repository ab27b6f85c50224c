//! What to try against a finding: one change of the experiment, or a step back.

use std::mem::discriminant;

use super::{Symptom, trend::Trend};
use crate::{
    data::Scaling,
    experiment::{Experiment, HiddenLayer, NetworkSettings},
    insight::LayerStatistics,
    language::{Text, grouped},
    nn::{Activation, Initializer, Optimizer},
    text,
};

/// A step around a thousandth of the weights is healthy; a tenth is rough and a ten-thousandth gets nowhere (Karpathy,
/// course CS 231n, Neural Networks part 3).
const ROUGH: f64 = 0.1;
const CRAWLING: f64 = 1e-4;
/// A gradient shortened to this length.
const CLIP: f32 = 1.0;
/// First pressure on the weights, as the Playground offers it.
const L2: f32 = 0.001;
/// Most units that are proposed for a layer, and most hidden layers of an experiment.
const MOST_UNITS: usize = HiddenLayer::OFFERED_UNITS;
const MOST_LAYERS: usize = NetworkSettings::MOST_LAYERS;

/// One thing to try.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Remedy {
    /// Another learning rate.
    LearningRate(f32),
    /// Shorten every gradient that is longer than this.
    ClipNorm(f32),
    /// Another activation in this layer, the output being the last, or in all hidden layers.
    Activation(Option<usize>, Activation),
    /// Other first weights, of the same kind.
    NewStart,
    /// Weight initialization in proportion to the layers' sizes.
    Initializer,
    /// Pressure on large weights.
    L2(f32),
    /// Back to this step, the end of this epoch, and no further.
    GoBack {
        /// The step.
        step: u64,
        /// Its epoch.
        epoch: u64,
    },
    /// One more hidden layer of so many units.
    AddLayer(usize),
    /// One hidden layer less.
    RemoveLayer,
    /// So many units in the first hidden layer.
    Units(usize),
    /// Adam in place of the optimizer.
    Adam,
    /// Inputs of mean 0 and deviation 1.
    Standardize,
}

impl Remedy {
    /// Changes `experiment` so; a step back changes nothing in it.
    pub fn apply(self, experiment: &mut Experiment) {
        let (network, training) = (&mut experiment.network, &mut experiment.stages.at_hand_mut().training);
        match self {
            Self::LearningRate(rate) => training.learning_rate = rate,
            Self::ClipNorm(norm) => training.clip_norm = Some(norm),
            Self::Activation(which, activation) => {
                for (index, layer) in network.hidden.iter_mut().enumerate() {
                    if which.is_none_or(|which| which == index) {
                        layer.activation = activation;
                    }
                }
                if which == Some(network.hidden.len()) {
                    network.output.activation = activation;
                }
            }
            Self::NewStart => experiment.seeds.weights = experiment.seeds.weights.wrapping_add(1),
            Self::Initializer => network.weights = Initializer::Auto,
            Self::L2(strength) => training.regularizer.l2 = strength,
            Self::GoBack { .. } => {}
            Self::AddLayer(units) => {
                let like = network.hidden.last().copied();
                let activation = like.map_or(Activation::Tanh, |layer| layer.activation);
                network.hidden.push(HiddenLayer { units, activation, dropout: 0.0, frozen: false });
            }
            Self::RemoveLayer => {
                network.hidden.pop();
            }
            Self::Units(units) => {
                if let Some(layer) = network.hidden.first_mut() {
                    layer.units = units;
                }
            }
            Self::Adam => training.optimizer = Optimizer::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
            Self::Standardize => experiment.data.scaling = Scaling::Standardize,
        }
    }

    /// Whether there is anything that it changes in `experiment`, and may.
    fn is_useful(self, experiment: &Experiment) -> bool {
        let mut after = experiment.clone();
        self.apply(&mut after);
        match self {
            Self::GoBack { .. } => true,
            Self::AddLayer(_) => experiment.network.hidden.len() < MOST_LAYERS,
            _ => after != *experiment,
        }
    }

    /// What a button says.
    #[must_use]
    pub fn words(self) -> Text {
        match self {
            Self::LearningRate(rate) => text!("Learning rate {rate}", "学习率改为 {rate}"),
            Self::ClipNorm(norm) => text!("Clip gradients at {norm}", "梯度裁剪到 {norm}"),
            Self::Activation(Some(layer), activation) => {
                let (layer, name) = (layer + 1, name(activation));
                text!("{name} in layer {layer}", "第 {layer} 层改用 {name}")
            }
            Self::Activation(None, activation) => {
                let name = name(activation);
                text!("{name} in every layer", "各层改用 {name}")
            }
            Self::NewStart => text!("New start", "重新开始"),
            Self::Initializer => text!("Smaller first weights", "缩小初始权重"),
            Self::L2(strength) => text!("L2 of {strength}", "L2 正则化 {strength}"),
            Self::GoBack { epoch, .. } => {
                let epoch = grouped(epoch);
                text!("Back to epoch {epoch}", "回到第 {epoch} 轮")
            }
            Self::AddLayer(units) => text!("Add a layer of {units}", "增加一层 {units} 个单元"),
            Self::RemoveLayer => text!("One layer less", "减少一层"),
            Self::Units(units) => text!("{units} units in layer 1", "第 1 层改为 {units} 个单元"),
            Self::Adam => text!("Use Adam", "改用 Adam"),
            Self::Standardize => text!("Standardize the inputs", "将输入标准化"),
        }
    }
}

/// The English name, which Chinese textbooks write, too.
fn name(activation: Activation) -> &'static str {
    activation.facts().names.inline.both().0
}

/// Two different things to try, the likelier one first, neither of them done already.
pub(super) fn against(
    symptom: &Symptom,
    experiment: &Experiment,
    trend: &Trend<'_>,
    statistics: &[LayerStatistics],
) -> [Remedy; 2] {
    let mut useful: Vec<Remedy> = Vec::new();
    let rate = |by| Remedy::LearningRate(on_ladder(experiment.training().learning_rate, by));
    // Another start, and a rate either way, can always be tried.
    let anyway = [Remedy::NewStart, rate(-1), rate(1)];
    for remedy in likely(symptom, experiment, trend, statistics).into_iter().chain(anyway) {
        let same_kind = |other: &Remedy| discriminant(other) == discriminant(&remedy);
        if remedy.is_useful(experiment) && !useful.iter().any(same_kind) {
            useful.push(remedy);
        }
    }
    [useful[0], useful[1]]
}

/// What the symptom suggests, whether it is done already or not.
fn likely(
    symptom: &Symptom,
    experiment: &Experiment,
    trend: &Trend<'_>,
    statistics: &[LayerStatistics],
) -> [Remedy; 2] {
    let training = experiment.training();
    let lower = Remedy::LearningRate(on_ladder(training.learning_rate, -1));
    match symptom {
        // No rate helps against the squares of such inputs.
        Symptom::Diverged { .. } | Symptom::Exploding { .. } | Symptom::Saturated { .. } | Symptom::Dead { .. }
            if experiment.has_raw_columns() =>
        {
            [Remedy::Standardize, lower]
        }
        Symptom::Diverged { .. } | Symptom::Exploding { .. } => {
            let gentler = if training.clip_norm.is_some() { Remedy::NewStart } else { Remedy::ClipNorm(CLIP) };
            [lower, gentler]
        }
        Symptom::Dead { layer, .. } => [Remedy::Activation(Some(*layer), Activation::LeakyRelu), Remedy::NewStart],
        Symptom::Saturated { layer, .. } => {
            let smaller = if experiment.network.weights == Initializer::Auto { lower } else { Remedy::Initializer };
            [smaller, Remedy::Activation(Some(*layer), Activation::LeakyRelu)]
        }
        Symptom::Vanishing { .. } => [Remedy::Activation(None, Activation::Relu), Remedy::RemoveLayer],
        Symptom::Overfitting { .. } => {
            let more = Remedy::L2(if training.regularizer.l2 > 0.0 { 3.0 * training.regularizer.l2 } else { L2 });
            match trend.overfitting() {
                Some((best, _)) => [Remedy::GoBack { step: best.step, epoch: best.epoch }, more],
                None => [more, lower],
            }
        }
        Symptom::Flat { .. } => against_flat(experiment, statistics),
    }
}

/// Too small a network, or steps of the wrong size.
fn against_flat(experiment: &Experiment, statistics: &[LayerStatistics]) -> [Remedy; 2] {
    let rate = experiment.training().learning_rate;
    let largest = statistics.iter().filter_map(|layer| layer.update_ratio).fold(0.0, f64::max);
    let Some(first) = experiment.network.hidden.first() else {
        return [Remedy::AddLayer(4), Remedy::LearningRate(on_ladder(rate, 1))];
    };
    let larger =
        if first.units < MOST_UNITS { Remedy::Units((2 * first.units).min(MOST_UNITS)) } else { Remedy::AddLayer(8) };
    match largest {
        rough if rough > ROUGH => [Remedy::LearningRate(on_ladder(rate, -1)), larger],
        slow if slow < CRAWLING => [Remedy::LearningRate(on_ladder(on_ladder(rate, 1), 1)), Remedy::Adam],
        _ => [larger, Remedy::LearningRate(on_ladder(rate, 1))],
    }
}

/// The next rate of 1, 3, 10, 30 … that is about three times as much, or a third.
fn on_ladder(rate: f32, by: i32) -> f32 {
    let rungs = (-14..=6).map(|rung: i32| {
        let digit = if rung.rem_euclid(2) == 0 { "1" } else { "3" };
        format!("{digit}e{}", rung.div_euclid(2)).parse().unwrap_or(rate)
    });
    let fits = |rung: &f32| if by > 0 { *rung > 1.5 * rate } else { *rung < rate / 1.5 };
    if by > 0 { rungs.into_iter().find(fits) } else { rungs.rev().find(fits) }.unwrap_or(rate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_go_up_and_down_a_ladder() {
        assert_eq!([0.03, 0.1, 10.0, 0.05].map(|rate| on_ladder(rate, -1)), [0.01, 0.03, 3.0, 0.03]);
        assert_eq!([0.03, 0.1, 1e-5].map(|rate| on_ladder(rate, 1)), [0.1, 0.3, 3e-5]);
    }

    #[test]
    fn two_different_things_are_offered_that_are_not_done_already() {
        let history = crate::training::History::default();
        let trend = Trend::of(&history);
        let place = crate::experiment::Place { layer: 0, unit: 0, from: None };
        let symptoms = [
            Symptom::Diverged { step: 7, place },
            Symptom::Exploding { times: 9.0, layer: 0 },
            Symptom::Dead { layer: 0, units: vec![0], of: 1 },
            Symptom::Dead { layer: 8, units: vec![0], of: 1 },
            Symptom::Saturated { layer: 0, units: vec![0], of: 1 },
            Symptom::Vanishing { times: 200.0 },
            Symptom::Overfitting { since: 9, watched: crate::data::Split::Test },
            Symptom::Flat { since: 9 },
        ];
        for rate in [1e-7, 0.03, 1000.0] {
            for activation in [Activation::Relu, Activation::LeakyRelu] {
                let mut experiment = Experiment::default();
                let layer = HiddenLayer { units: MOST_UNITS, activation, dropout: 0.0, frozen: false };
                experiment.network.hidden = vec![layer; MOST_LAYERS];
                experiment.network.weights = Initializer::Auto;
                experiment.network.output.activation = Activation::Relu;
                experiment.training_mut().learning_rate = rate;
                experiment.training_mut().clip_norm = Some(CLIP);
                Remedy::Adam.apply(&mut experiment);
                for symptom in &symptoms {
                    let offered = against(symptom, &experiment, &trend, &[]);
                    assert_ne!(discriminant(&offered[0]), discriminant(&offered[1]), "{symptom:?}: {offered:?}");
                    for remedy in offered {
                        let mut after = experiment.clone();
                        remedy.apply(&mut after);
                        assert_ne!(after, experiment, "{symptom:?} at rate {rate}: {remedy:?} changes nothing");
                        assert_eq!(after.problems(), [], "{symptom:?} at rate {rate}: {remedy:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_change_is_valid() {
        let all = [
            Remedy::LearningRate(0.01),
            Remedy::ClipNorm(CLIP),
            Remedy::Activation(Some(1), Activation::LeakyRelu),
            Remedy::NewStart,
            Remedy::Initializer,
            Remedy::L2(L2),
            Remedy::AddLayer(4),
            Remedy::RemoveLayer,
            Remedy::Units(8),
            Remedy::Adam,
        ];
        for remedy in all {
            let mut experiment = Experiment::default();
            remedy.apply(&mut experiment);
            assert_ne!(experiment, Experiment::default(), "{remedy:?}");
            assert_eq!(experiment.problems(), [], "{remedy:?}");
        }
    }
}
