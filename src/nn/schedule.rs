//! How the learning rate changes while training goes on.

use serde::{Deserialize, Serialize};

use super::choice::Choice;

/// The learning rate as a share of its set value, by epoch (fractions of an epoch count).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Schedule {
    /// Always the set value.
    Constant,
    /// Multiplied by `factor` every `every` epochs.
    Step {
        /// Epochs between two changes, at least 1, default 100.
        every: u32,
        /// What the rate is multiplied by, 0…1, default 0.5.
        factor: f32,
    },
    /// Multiplied by `decay` every epoch, smoothly.
    Exponential {
        /// What the rate is multiplied by per epoch, 0…1, default 0.99.
        decay: f32,
    },
    /// Rises linearly for `warm_up` epochs, then falls as half a cosine to zero at `epochs` (Loshchilov & Hutter 2016).
    Cosine {
        /// Epochs of rising, default 10.
        warm_up: u32,
        /// The epoch at which the rate reaches zero, above `warm_up`, default 500.
        epochs: u32,
    },
}

impl Choice for Schedule {
    const WHAT: &'static str = "schedule";
    const ALL: &'static [Self] = &[
        Self::Constant,
        Self::Step { every: 100, factor: 0.5 },
        Self::Exponential { decay: 0.99 },
        Self::Cosine { warm_up: 10, epochs: 500 },
    ];

    fn name(&self) -> &'static str {
        match self {
            Self::Constant => "constant",
            Self::Step { .. } => "step",
            Self::Exponential { .. } => "exponential",
            Self::Cosine { .. } => "cosine",
        }
    }
}
