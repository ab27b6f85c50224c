//! What learns: layers, and how they start.

use serde::{Deserialize, Serialize};

use super::Place;
use crate::{
    data::limited,
    nn::{Activation, BiasInitializer, Initializer},
};

/// Layers and how they start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NetworkSettings {
    /// Hidden layers, at most [`MOST_LAYERS`](Self::MOST_LAYERS), from the inputs on.
    #[serde(deserialize_with = "limited::list::<_, _, 100>")]
    pub hidden: Vec<HiddenLayer>,
    /// The last layer; its number of units follows from the data and the loss.
    pub output: OutputLayer,
    /// Weight initialization.
    pub weights: Initializer,
    /// Bias initialization.
    pub biases: BiasInitializer,
    /// Single weights and biases that stay as they are, beside those of frozen layers; default none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frozen: Vec<Place>,
}

impl NetworkSettings {
    /// Most hidden layers.
    pub const MOST_LAYERS: usize = 8;
}

/// One hidden layer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HiddenLayer {
    /// Number of units, 1…[`MOST_UNITS`](Self::MOST_UNITS).
    pub units: usize,
    /// Function of its units.
    pub activation: Activation,
    /// Share of its units left out at each training step, 0…0.9, default 0 (Srivastava et al. 2014).
    #[serde(default)]
    pub dropout: f32,
    /// Whether its weights and biases stay as they are.
    #[serde(default)]
    pub frozen: bool,
}

impl HiddenLayer {
    /// Most units.
    pub const MOST_UNITS: usize = 1024;
    /// Most units that are offered; more can be typed.
    pub const OFFERED_UNITS: usize = 64;
}

/// The last layer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutputLayer {
    /// Function of its units; a loss that reads logits wants `linear`.
    pub activation: Activation,
    /// Whether its weights and biases stay as they are.
    #[serde(default)]
    pub frozen: bool,
}
