//! Where the weights and biases start.

use serde::{Deserialize, Serialize};

use super::choice::Choice;

/// How the first weights of a layer are drawn; `inputs` and `outputs` are the layer's numbers of inputs and units.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Initializer {
    /// He normal before ReLU, leaky ReLU, ELU, GELU, SiLU and softplus, LeCun normal before sine, else Glorot uniform.
    Auto,
    /// Uniform ± `√(6 / (inputs + outputs))` (Glorot & Bengio 2010)
    GlorotUniform,
    /// Normal of deviation `√(2 / (inputs + outputs))` (Glorot & Bengio 2010)
    GlorotNormal,
    /// Uniform ± `√(6 / inputs)` (He et al. 2015)
    HeUniform,
    /// Normal of deviation `√(2 / inputs)` (He et al. 2015)
    HeNormal,
    /// Uniform ± `√(3 / inputs)` (LeCun et al. 1998)
    LecunUniform,
    /// Normal of deviation `√(1 / inputs)` (LeCun et al. 1998)
    LecunNormal,
    /// Uniform ± `range`
    Uniform {
        /// Largest size of a weight, default 0.5 (the TensorFlow Playground's).
        range: f32,
    },
    /// Normal of deviation `deviation`
    Normal {
        /// Standard deviation, default 1.
        deviation: f32,
    },
    /// All zero
    Zeros,
}

impl Choice for Initializer {
    const WHAT: &'static str = "initializer";
    const ALL: &'static [Self] = &[
        Self::Auto,
        Self::GlorotUniform,
        Self::GlorotNormal,
        Self::HeUniform,
        Self::HeNormal,
        Self::LecunUniform,
        Self::LecunNormal,
        Self::Uniform { range: 0.5 },
        Self::Normal { deviation: 1.0 },
        Self::Zeros,
    ];

    fn name(&self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::GlorotUniform => "glorot_uniform",
            Self::GlorotNormal => "glorot_normal",
            Self::HeUniform => "he_uniform",
            Self::HeNormal => "he_normal",
            Self::LecunUniform => "lecun_uniform",
            Self::LecunNormal => "lecun_normal",
            Self::Uniform { .. } => "uniform",
            Self::Normal { .. } => "normal",
            Self::Zeros => "zeros",
        }
    }
}

/// How the first biases are set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BiasInitializer {
    /// All alike
    Constant {
        /// The bias, default 0; the TensorFlow Playground's is 0.1.
        value: f32,
    },
    /// Drawn by the rule of the layer's weights
    LikeWeights,
}

impl Choice for BiasInitializer {
    const WHAT: &'static str = "bias initializer";
    const ALL: &'static [Self] = &[Self::Constant { value: 0.0 }, Self::LikeWeights];

    fn name(&self) -> &'static str {
        match self {
            Self::Constant { .. } => "constant",
            Self::LikeWeights => "like_weights",
        }
    }
}
