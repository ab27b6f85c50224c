//! Differentially private training.

use serde::{Deserialize, Serialize};

/// Differentially private gradient descent (Abadi et al. 2016): each row's gradient is clipped, and noise is added to
/// their sum.
///
/// It requires Poisson-sampled batches, [`BatchOrder::Poisson`](super::BatchOrder::Poisson).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Privacy {
    /// L2 norm to which each row's gradient is clipped, above 0, default 1.
    pub clip: f32,
    /// Noise multiplier: standard deviation of the noise in units of that norm, 0 or more, default 1.
    pub noise: f32,
    /// δ, the probability with which the bound may fail; below one over the number of training rows, default 1e-5.
    pub delta: f32,
}

impl Default for Privacy {
    fn default() -> Self {
        Self { clip: 1.0, noise: 1.0, delta: 1e-5 }
    }
}
