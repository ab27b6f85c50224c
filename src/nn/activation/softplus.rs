//! `ln(1 + exp z)`

use crate::nn::{choice::Names, kernel::Real, math};

use super::facts::{Facts, Stall, Start};

pub(super) const FACTS: Facts = Facts {
    names: Names::of("Softplus", "softplus", "Softplus"),
    start: Start::He,
    bounds: None,
    stall: Stall::Never,
    periodic: false,
    trainable: true,
};

/// `ln(1 + exp z)`; slope `1 / (1 + exp(−z))`
#[inline(always)]
pub(super) fn at<R: Real>(z: R) -> (R, R) {
    (math::softplus(z), math::sigmoid(z))
}
