//! Two encoders that bring the inputs of a row and its other view to one place (contrastive learning of two modalities,
//! Radford et al. 2021).

use serde::{Deserialize, Serialize};

/// Hidden layers as the encoder of the inputs, beside a second encoder of the other view with as many layers, units and the
/// same activations. A linear layer behind each leads to the common space. The second encoder and both linear layers are left
/// behind when the stage ends.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alignment {
    /// Hidden layers of each encoder, 1 or more.
    pub layers: usize,
    /// Dimensions of the common space, 2…256, default 16.
    #[serde(default = "Alignment::default_space")]
    pub space: usize,
    /// What cosines are divided by before they become probabilities, 0.01…1, default 0.1; the smaller, the more a near miss counts.
    #[serde(default = "Alignment::default_temperature")]
    pub temperature: f32,
}

impl Alignment {
    /// Of the first hidden layer alone.
    pub(super) const SMALLEST: Self = Self { layers: 1, space: 16, temperature: 0.1 };

    const fn default_space() -> usize {
        Self::SMALLEST.space
    }

    const fn default_temperature() -> f32 {
        Self::SMALLEST.temperature
    }
}
