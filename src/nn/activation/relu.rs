//! `max(0, z)`

use crate::nn::{choice::Names, kernel::Real};

use super::facts::{Facts, Stall, Start};

pub(super) const FACTS: Facts = Facts {
    names: Names::proper("ReLU"),
    start: Start::He,
    bounds: None,
    stall: Stall::AtZero,
    periodic: false,
    trainable: true,
};

/// `max(0, z)`; slope 1 above zero, else 0
#[inline(always)]
pub(super) fn at<R: Real>(z: R) -> (R, R) {
    (R::splat(0.0).max(z), R::splat(0.0).less(z).and(R::splat(1.0)))
}
