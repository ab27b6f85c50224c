//! The network: layers, initialization, frozen parts.

use serde::{Deserialize, Serialize};

use super::Place;
use crate::{
    data::limited,
    nn::{Activation, BiasInitializer, Initializer},
};

/// Layers and their initialization.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NetworkSettings {
    /// Hidden layers from the inputs to the output, at most [`MOST_LAYERS`](Self::MOST_LAYERS).
    #[serde(deserialize_with = "limited::list::<_, _, 100>")]
    pub hidden: Vec<HiddenLayer>,
    /// The last layer; its number of units follows from the data and the loss.
    pub output: OutputLayer,
    /// Weight initialization.
    pub weights: Initializer,
    /// Bias initialization.
    pub biases: BiasInitializer,
    /// Single frozen weights and biases, besides those of frozen layers; default none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frozen: Vec<Place>,
}

impl NetworkSettings {
    /// Largest number of hidden layers.
    pub const MOST_LAYERS: usize = 8;
}

/// One hidden layer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HiddenLayer {
    /// Number of units, 1…[`MOST_UNITS`](Self::MOST_UNITS).
    pub units: usize,
    /// Activation of its units.
    pub activation: Activation,
    /// Probability that a unit is dropped in a training step, 0…0.9, default 0 (Srivastava et al. 2014).
    #[serde(default)]
    pub dropout: f32,
    /// Whether its weights and biases are frozen; default not.
    #[serde(default)]
    pub frozen: bool,
}

impl HiddenLayer {
    /// Largest number of units.
    pub const MOST_UNITS: usize = 1024;
    /// Largest number of units that a slider offers; more can be typed.
    pub const OFFERED_UNITS: usize = 64;
}

/// The last layer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutputLayer {
    /// Activation of its units; a loss that takes logits requires `linear`.
    pub activation: Activation,
    /// Whether its weights and biases are frozen; default not.
    #[serde(default)]
    pub frozen: bool,
}
