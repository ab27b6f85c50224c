//! `z` above zero, `0.01 z` below

use crate::nn::{choice::Names, kernel::Real};

use super::facts::{Facts, Stall, Start};

pub(super) const FACTS: Facts = Facts {
    names: Names::of("Leaky ReLU", "leaky ReLU", "带泄露 ReLU"),
    start: Start::He,
    bounds: None,
    stall: Stall::Never,
    periodic: false,
    trainable: true,
};

/// `z` above zero, else `0.01 z`; slope 1 or 0.01
#[inline(always)]
pub(super) fn at<R: Real>(z: R) -> (R, R) {
    let slope = R::splat(0.0).less(z).select(R::splat(1.0), R::splat(0.01));
    (z.mul(slope), slope)
}
