//! What a unit does with its weighted sum.

use serde::{Deserialize, Serialize};

use super::choice::Choice;

/// The function of a unit, applied to its weighted sum `z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activation {
    /// `z`
    Linear,
    /// `1 / (1 + exp(−z))`, range 0…1
    Sigmoid,
    /// `tanh z`, range −1…1
    Tanh,
    /// `max(0, z)`
    Relu,
    /// `z` above zero, `0.01 z` below
    LeakyRelu,
    /// `z` above zero, `exp(z) − 1` below (Clevert et al. 2015, α = 1)
    Elu,
    /// `z Φ(z)` with the exact normal distribution function (Hendrycks & Gimpel 2016)
    Gelu,
    /// `z / (1 + exp(−z))` (Elfwing et al. 2017)
    Silu,
    /// `ln(1 + exp z)`
    Softplus,
    /// `sin z`
    Sine,
    /// `1` above zero, else `0`; has no useful derivative, so a layer with it cannot be trained
    Step,
}

impl Choice for Activation {
    const WHAT: &'static str = "activation";
    const ALL: &'static [Self] = &[
        Self::Linear,
        Self::Sigmoid,
        Self::Tanh,
        Self::Relu,
        Self::LeakyRelu,
        Self::Elu,
        Self::Gelu,
        Self::Silu,
        Self::Softplus,
        Self::Sine,
        Self::Step,
    ];

    fn name(&self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Sigmoid => "sigmoid",
            Self::Tanh => "tanh",
            Self::Relu => "relu",
            Self::LeakyRelu => "leaky_relu",
            Self::Elu => "elu",
            Self::Gelu => "gelu",
            Self::Silu => "silu",
            Self::Softplus => "softplus",
            Self::Sine => "sine",
            Self::Step => "step",
        }
    }
}

impl Activation {
    /// Whether gradient descent can pass through a unit of this kind.
    #[must_use]
    pub const fn trainable(self) -> bool {
        !matches!(self, Self::Step)
    }
}
