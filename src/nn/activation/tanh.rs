//! `tanh z`

use crate::nn::{choice::Names, kernel::Real, math};

use super::facts::{Facts, Stall, Start};

pub(super) const FACTS: Facts = Facts {
    names: Names::proper("tanh"),
    start: Start::Glorot,
    bounds: Some((-1.0, 1.0)),
    stall: Stall::AtLimits { steepest: 1.0 },
    periodic: false,
    trainable: true,
};

/// `y = tanh z`; slope `1 − y²`
#[inline(always)]
pub(super) fn at<R: Real>(z: R) -> (R, R) {
    let y = math::tanh(z);
    (y, y.neg().mul_add(y, R::splat(1.0)))
}
