//! `sin z`

use crate::nn::{choice::Names, kernel::Real, math};

use super::facts::{Facts, Stall, Start};

pub(super) const FACTS: Facts = Facts {
    names: Names::of("Sine", "sine", "正弦"),
    start: Start::Lecun,
    bounds: Some((-1.0, 1.0)),
    stall: Stall::Never,
    periodic: true,
    trainable: true,
};

/// `sin z`; slope `cos z`
#[inline(always)]
pub(super) fn at<R: Real>(z: R) -> (R, R) {
    math::sin_cos(z)
}
