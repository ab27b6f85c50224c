//! `1 / (1 + exp(−z))`

use crate::nn::{choice::Names, kernel::Real, math};

use super::facts::{Facts, Stall, Start};

pub(super) const FACTS: Facts = Facts {
    names: Names::of("Sigmoid", "sigmoid", "Sigmoid"),
    start: Start::Glorot,
    bounds: Some((0.0, 1.0)),
    stall: Stall::AtLimits { steepest: 0.25 },
    periodic: false,
    trainable: true,
};

/// `s = 1 / (1 + exp(−z))`; slope `s (1 − s)`
#[inline(always)]
pub(super) fn at<R: Real>(z: R) -> (R, R) {
    let s = math::sigmoid(z);
    (s, s.mul(R::splat(1.0).sub(s)))
}
