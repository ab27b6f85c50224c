//! `z`

use crate::nn::{choice::Names, kernel::Real};

use super::facts::{Facts, Stall, Start};

pub(super) const FACTS: Facts = Facts {
    names: Names::of("Linear", "linear", "线性"),
    start: Start::Glorot,
    bounds: None,
    stall: Stall::Never,
    periodic: false,
    trainable: true,
};

/// `z`; slope 1
#[inline(always)]
pub(super) fn at<R: Real>(z: R) -> (R, R) {
    (z, R::splat(1.0))
}
