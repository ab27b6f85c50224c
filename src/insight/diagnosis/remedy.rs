//! Remedies: one change of the experiment, or going back a few steps.

use std::mem::discriminant;

use super::{Evidence, Haste, Symptom, fastest, layers, trend::Trend};
use crate::{
    data::Scaling,
    experiment::{Experiment, HiddenLayer, NetworkSettings},
    language::{Text, grouped},
    nn::{Activation, Initializer, Optimizer},
    text,
};

/// An update of about a thousandth of the weights is healthy; a tenth is rough (Karpathy, course CS 231n, Neural
/// Networks part 3).
const HEALTHY: f64 = 0.001;
const ROUGH: f64 = 0.1;
/// Weight penalty that may be too strong for a small network.
const PRESSED: f32 = 0.01;
/// The gradient norm to clip to.
const CLIP: f32 = 1.0;
/// The first weight penalty to try, one that the Playground offers.
const L2: f32 = 0.001;
/// A first layer with fewer units can seldom enclose a region.
const LEAST_UNITS: usize = 4;
/// Largest number of units that is proposed for a layer.
const MOST_UNITS: usize = HiddenLayer::OFFERED_UNITS;
const MOST_LAYERS: usize = NetworkSettings::MOST_LAYERS;

/// One thing to try.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Remedy {
    /// Another learning rate.
    LearningRate(f32),
    /// Clip the gradient to this norm.
    ClipNorm(f32),
    /// Another activation in this layer, the output being the last.
    Activation(usize, Activation),
    /// Another activation in all hidden layers, re-initialized to suit it: the current weights were learned for
    /// another.
    Anew(Activation),
    /// Other initial weights, of the same kind.
    NewStart,
    /// Weight initialization by layer size.
    Initializer,
    /// L2 penalty on the weights.
    L2(f32),
    /// Go back to this step, the end of this epoch, and stop there.
    GoBack {
        /// The step.
        step: u64,
        /// Its epoch.
        epoch: u64,
    },
    /// One more hidden layer with this many units.
    AddLayer(usize),
    /// One hidden layer fewer.
    RemoveLayer,
    /// This many units in the first hidden layer.
    Units(usize),
    /// Adam instead of the current optimizer.
    Adam,
    /// Standardized inputs: mean 0 and standard deviation 1.
    Standardize,
}

impl Remedy {
    /// Applies it to `experiment`; going back changes nothing in it.
    pub fn apply(self, experiment: &mut Experiment) {
        let (network, training) = (&mut experiment.network, &mut experiment.stages.at_hand_mut().training);
        match self {
            Self::LearningRate(rate) => training.learning_rate = rate,
            Self::ClipNorm(norm) => training.clip_norm = Some(norm),
            Self::Activation(which, activation) => match network.hidden.get_mut(which) {
                Some(layer) => layer.activation = activation,
                None => network.output.activation = activation,
            },
            Self::Anew(activation) => {
                network.hidden.iter_mut().for_each(|layer| layer.activation = activation);
                network.weights = Initializer::Auto;
                experiment.seeds.weights = experiment.seeds.weights.wrapping_add(1);
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

    /// Whether it changes anything in `experiment`, and is allowed to.
    fn is_useful(self, experiment: &Experiment) -> bool {
        let mut after = experiment.clone();
        self.apply(&mut after);
        match self {
            Self::GoBack { .. } => true,
            Self::AddLayer(_) => experiment.network.hidden.len() < MOST_LAYERS,
            _ => after != *experiment,
        }
    }

    /// Label of its button.
    #[must_use]
    pub fn words(self) -> Text {
        match self {
            Self::LearningRate(rate) => text!("Learning rate {rate}", "学习率改为 {rate}"),
            Self::ClipNorm(norm) => text!("Clip gradients at {norm}", "梯度裁剪到 {norm}"),
            Self::Activation(layer, activation) => {
                let (layer, name) = (layer + 1, name(activation));
                text!("{name} in layer {layer}", "第 {layer} 层改用 {name}")
            }
            Self::Anew(activation) => {
                let name = name(activation);
                text!("New start with {name}", "改用 {name} 重新开始")
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

/// Two different remedies, the more promising one first, neither already in place.
pub(super) fn against(symptom: &Symptom, evidence: &Evidence<'_>, trend: &Trend<'_>) -> [Remedy; 2] {
    let experiment = evidence.experiment;
    let mut useful: Vec<Remedy> = Vec::new();
    // Other initial weights, and a lower or higher rate, can always be tried.
    let anyway = [Remedy::NewStart, slower(experiment), faster(experiment)];
    for remedy in likely(symptom, evidence, trend).into_iter().chain(anyway) {
        let same_kind = |other: &Remedy| discriminant(other) == discriminant(&remedy);
        if remedy.is_useful(experiment) && !useful.iter().any(same_kind) {
            useful.push(remedy);
        }
    }
    [useful[0], useful[1]]
}

/// The remedies that the symptom suggests, whether or not they are already in place.
fn likely(symptom: &Symptom, evidence: &Evidence<'_>, trend: &Trend<'_>) -> [Remedy; 2] {
    let (experiment, training) = (evidence.experiment, evidence.experiment.training());
    match symptom {
        Symptom::Unscaled { .. } => [Remedy::Standardize, tenth(experiment)],
        Symptom::TooFast { sign: Haste::Driven { .. } | Haste::Stuck, .. } => [tenth(experiment), Remedy::NewStart],
        Symptom::Diverged { .. } | Symptom::TooFast { .. } => {
            let gentler = if training.clip_norm.is_some() { Remedy::NewStart } else { Remedy::ClipNorm(CLIP) };
            [tenth(experiment), gentler]
        }
        Symptom::TooSlow { .. } => [many_times(experiment, layers::largest_step(evidence)), Remedy::Adam],
        Symptom::Worse { .. } => match trend.lowest_training_loss() {
            Some(best) => [tenth(experiment), Remedy::GoBack { step: best.step, epoch: best.epoch }],
            None => [tenth(experiment), Remedy::NewStart],
        },
        Symptom::Dead { layer, .. } => [Remedy::Activation(*layer, Activation::LeakyRelu), Remedy::NewStart],
        Symptom::Saturated { layer, .. } => {
            let auto = experiment.network.weights == Initializer::Auto;
            let smaller = if auto { slower(experiment) } else { Remedy::Initializer };
            [smaller, Remedy::Activation(*layer, Activation::LeakyRelu)]
        }
        Symptom::Vanishing { .. } => [Remedy::Anew(Activation::LeakyRelu), Remedy::RemoveLayer],
        Symptom::Overfitting { .. } => {
            let more =
                Remedy::L2(if training.regularizer.l2 > 0.0 { rounded(3.0 * training.regularizer.l2) } else { L2 });
            match trend.overfitting() {
                Some((best, _)) => [Remedy::GoBack { step: best.step, epoch: best.epoch }, more],
                None => [more, slower(experiment)],
            }
        }
        Symptom::Flat { .. } => against_flat(evidence),
    }
}

/// A strength with two digits, as a person would write it.
fn rounded(strength: f32) -> f32 {
    format!("{strength:.1e}").parse().unwrap_or(strength)
}

/// Remedies for too small a network, one that cannot move, or steps of the wrong size.
fn against_flat(evidence: &Evidence<'_>) -> [Remedy; 2] {
    let experiment = evidence.experiment;
    let Some(first) = experiment.network.hidden.first() else {
        return [Remedy::AddLayer(4), faster(experiment)];
    };
    let larger = if first.units < MOST_UNITS {
        Remedy::Units((2 * first.units).clamp(LEAST_UNITS, MOST_UNITS))
    } else {
        Remedy::AddLayer(8)
    };
    if layers::are_linear(experiment) {
        // Linear units, however many, draw a single line.
        [Remedy::Anew(Activation::Tanh), larger]
    } else if experiment.network.weights == Initializer::Zeros {
        // Units that start identical stay identical.
        [Remedy::Initializer, larger]
    } else if experiment.training().regularizer.l2 >= PRESSED {
        [Remedy::L2(rounded(0.1 * experiment.training().regularizer.l2)), larger]
    } else if layers::largest_step(evidence) > ROUGH {
        [slower(experiment), larger]
    } else {
        [larger, faster(experiment)]
    }
}

/// A tenth of the rate; or the recommended maximum, if the rate is above it.
fn tenth(experiment: &Experiment) -> Remedy {
    let training = experiment.training();
    Remedy::LearningRate(near(0.1 * training.learning_rate).min(near(fastest(training.optimizer))))
}

/// Ten times the rate, or a hundred or a thousand times if a step, as a fraction of the weights, would still be too
/// small; but at most the recommended maximum.
fn many_times(experiment: &Experiment, step: f64) -> Remedy {
    let training = experiment.training();
    let most = near(fastest(training.optimizer)).max(training.learning_rate);
    let times = [10.0, 100.0, 1000.0].into_iter().find(|times| f64::from(*times) * step >= HEALTHY).unwrap_or(1000.0);
    Remedy::LearningRate(near(times * training.learning_rate).min(most))
}

/// The next lower rate on the ladder, and at most the recommended maximum.
fn slower(experiment: &Experiment) -> Remedy {
    let training = experiment.training();
    Remedy::LearningRate(on_ladder(training.learning_rate, -1).min(near(fastest(training.optimizer))))
}

/// The next higher rate on the ladder, and at most the recommended maximum.
fn faster(experiment: &Experiment) -> Remedy {
    let training = experiment.training();
    let most = near(fastest(training.optimizer)).max(training.learning_rate);
    Remedy::LearningRate(on_ladder(training.learning_rate, 1).min(most))
}

/// The nearest number with three significant digits, as people write a rate.
fn near(rate: f32) -> f32 {
    format!("{rate:.2e}").parse().unwrap_or(rate)
}

/// The next rate of 1, 3, 10, 30 …, about three times as large or as small.
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
    fn a_rate_is_made_a_tenth_and_never_offered_beyond_what_is_worth_a_try() {
        let offered = |rate: f32, remedy: fn(&Experiment) -> Remedy| {
            let mut experiment = Experiment::default();
            experiment.training_mut().learning_rate = rate;
            remedy(&experiment)
        };
        let rates = |remedy| [0.05, 0.3, 10.0, 300.0].map(|rate| offered(rate, remedy));
        assert_eq!(rates(tenth), [0.005, 0.03, 1.0, 1.0].map(Remedy::LearningRate));
        assert_eq!(rates(slower), [0.03, 0.1, 1.0, 1.0].map(Remedy::LearningRate));
        let mut fast = Experiment::default();
        fast.training_mut().optimizer = Optimizer::Momentum { momentum: 0.9 };
        fast.training_mut().learning_rate = 3.0;
        assert_eq!(tenth(&fast), Remedy::LearningRate(0.1), "a velocity of 0.9 takes ten times such steps");
        let tenfold: fn(&Experiment) -> Remedy = |experiment| many_times(experiment, 5e-4);
        assert_eq!([offered(0.05, tenfold), offered(0.3, tenfold)], [0.5, 1.0].map(Remedy::LearningRate));
        assert_eq!(offered(1e-5, |experiment| many_times(experiment, 1e-8)), Remedy::LearningRate(0.01));
        for remedy in [tenfold, faster] {
            for rate in [1.0, 10.0] {
                assert_eq!(offered(rate, remedy), Remedy::LearningRate(rate), "nothing that would be useful");
            }
        }
    }

    #[test]
    fn two_different_things_are_offered_that_are_not_done_already() {
        let (history, edits) = (crate::training::History::default(), crate::training::Edits::default());
        let place = crate::experiment::Place { layer: 0, unit: 0, from: None };
        let symptoms = [
            Symptom::Diverged { step: 7, place },
            Symptom::Unscaled { column: "area".into(), reach: 4500.0 },
            Symptom::TooFast { rate: 3.0, sign: Haste::Above { times: 9.0 } },
            Symptom::TooFast { rate: 3.0, sign: Haste::Driven { dead: true } },
            Symptom::TooSlow { rate: 1e-5 },
            Symptom::Worse { since: 9 },
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
                let status = &crate::training::Status::Ready;
                let evidence = Evidence {
                    experiment: &experiment,
                    history: &history,
                    edits: &edits,
                    first_loss: 0.5,
                    statistics: &[],
                    status,
                };
                for symptom in &symptoms {
                    let offered = against(symptom, &evidence, &Trend::of(&evidence));
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
            Remedy::Activation(1, Activation::LeakyRelu),
            Remedy::Anew(Activation::Relu),
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
