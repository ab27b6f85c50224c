//! `1` above zero, else `0`

use crate::nn::{choice::Names, kernel::Real};

use super::facts::{Facts, Stall, Start};

pub(super) const FACTS: Facts = Facts {
    names: Names::of("Step", "step", "阶跃"),
    start: Start::Glorot,
    bounds: Some((0.0, 1.0)),
    stall: Stall::Never,
    periodic: false,
    trainable: false,
};

/// 1 above zero, else 0; slope 0
#[inline(always)]
pub(super) fn at<R: Real>(z: R) -> (R, R) {
    (R::splat(0.0).less(z).and(R::splat(1.0)), R::splat(0.0))
}
