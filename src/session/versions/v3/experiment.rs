//! The experiment in versions 1 to 3.

use serde::Deserialize;

use super::{
    choices::{Activation, BatchOrder, BiasInitializer, Initializer, L1Rule, Loss, Optimizer, Schedule},
    data::DataSettings,
    limits::HIDDEN,
};
use crate::{experiment, nn, session::limited};

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(crate) struct Experiment {
    data: DataSettings,
    network: NetworkSettings,
    training: TrainingSettings,
    seeds: Seeds,
}

impl From<Experiment> for experiment::Experiment {
    fn from(old: Experiment) -> Self {
        Self {
            data: old.data.into(),
            network: old.network.into(),
            stages: experiment::TrainingSettings::from(old.training).into(),
            seeds: old.seeds.into(),
        }
    }
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(crate) struct NetworkSettings {
    #[serde(deserialize_with = "limited::list::<_, _, HIDDEN>")]
    hidden: Vec<HiddenLayer>,
    output: OutputLayer,
    weights: Initializer,
    biases: BiasInitializer,
    #[serde(default)]
    frozen: Vec<Place>,
}

impl From<NetworkSettings> for experiment::NetworkSettings {
    fn from(old: NetworkSettings) -> Self {
        Self {
            hidden: old.hidden.into_iter().map(Into::into).collect(),
            output: old.output.into(),
            weights: old.weights.into(),
            biases: old.biases.into(),
            frozen: old.frozen.into_iter().map(Into::into).collect(),
        }
    }
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(crate) struct HiddenLayer {
    units: usize,
    activation: Activation,
    #[serde(default)]
    dropout: f32,
    #[serde(default)]
    frozen: bool,
}

impl From<HiddenLayer> for experiment::HiddenLayer {
    fn from(old: HiddenLayer) -> Self {
        Self { units: old.units, activation: old.activation.into(), dropout: old.dropout, frozen: old.frozen }
    }
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(crate) struct OutputLayer {
    activation: Activation,
    #[serde(default)]
    frozen: bool,
}

impl From<OutputLayer> for experiment::OutputLayer {
    fn from(old: OutputLayer) -> Self {
        Self { activation: old.activation.into(), frozen: old.frozen }
    }
}

/// One weight or bias.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    layer: usize,
    unit: usize,
    from: Option<usize>,
}

impl From<Place> for experiment::Place {
    fn from(old: Place) -> Self {
        Self { layer: old.layer, unit: old.unit, from: old.from }
    }
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(crate) struct TrainingSettings {
    loss: Loss,
    optimizer: Optimizer,
    learning_rate: f32,
    schedule: Schedule,
    batch_size: usize,
    order: BatchOrder,
    #[serde(default)]
    regularizer: Regularizer,
    #[serde(default)]
    clip_norm: Option<f32>,
    #[serde(default)]
    early_stopping: Option<EarlyStopping>,
    #[serde(default)]
    stop: StopRules,
}

impl From<TrainingSettings> for experiment::TrainingSettings {
    fn from(old: TrainingSettings) -> Self {
        Self {
            loss: old.loss.into(),
            label_smoothing: 0.0,
            optimizer: old.optimizer.into(),
            learning_rate: old.learning_rate,
            schedule: old.schedule.into(),
            batch_size: old.batch_size,
            order: old.order.into(),
            regularizer: old.regularizer.into(),
            clip_norm: old.clip_norm,
            augmentation: experiment::Augmentation::default(),
            privacy: None,
            early_stopping: old.early_stopping.map(Into::into),
            stop: old.stop.into(),
        }
    }
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Regularizer {
    l1: f32,
    l1_rule: L1Rule,
    l2: f32,
    weight_decay: f32,
}

impl Default for Regularizer {
    fn default() -> Self {
        Self { l1: 0.0, l1_rule: L1Rule::Subgradient, l2: 0.0, weight_decay: 0.0 }
    }
}

impl From<Regularizer> for nn::Regularizer {
    fn from(old: Regularizer) -> Self {
        Self { l1: old.l1, l1_rule: old.l1_rule.into(), l2: old.l2, weight_decay: old.weight_decay }
    }
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(crate) struct EarlyStopping {
    patience: u32,
    restore_best: bool,
}

impl From<EarlyStopping> for experiment::EarlyStopping {
    fn from(old: EarlyStopping) -> Self {
        Self { patience: old.patience, restore_best: old.restore_best }
    }
}

#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub(crate) struct StopRules {
    epochs: Option<u64>,
    loss: Option<f32>,
    seconds: Option<f32>,
}

impl From<StopRules> for experiment::StopRules {
    fn from(old: StopRules) -> Self {
        Self { epochs: old.epochs, loss: old.loss, seconds: old.seconds }
    }
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(crate) struct Seeds {
    data: u64,
    weights: u64,
    batches: u64,
    noise: u64,
}

impl From<Seeds> for experiment::Seeds {
    fn from(old: Seeds) -> Self {
        Self { data: old.data, weights: old.weights, batches: old.batches, noise: old.noise }
    }
}
