//! What hides each single training row from whoever sees the network.

use serde::{Deserialize, Serialize};

/// Differentially private gradient descent (Abadi et al. 2016): each row's gradient is clipped, and noise covers their sum.
///
/// It needs batches that each row joins by chance, [`BatchOrder::Poisson`](super::BatchOrder::Poisson).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Privacy {
    /// Norm to which each row's gradient is shortened, above 0, default 1.
    pub clip: f32,
    /// Standard deviation of the noise in units of that norm, 0 or more, default 1.
    pub noise: f32,
    /// Probability with which the bound may fail; below one over the number of training rows, default 1e-5.
    pub delta: f32,
}

impl Default for Privacy {
    fn default() -> Self {
        Self { clip: 1.0, noise: 1.0, delta: 1e-5 }
    }
}
