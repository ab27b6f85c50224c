//! `z Φ(z)` with the exact normal distribution function (Hendrycks & Gimpel 2016)

use crate::nn::{choice::Names, kernel::Real, math};

use super::facts::{Facts, Stall, Start};

pub(super) const FACTS: Facts = Facts {
    names: Names::proper("GELU"),
    start: Start::He,
    bounds: None,
    stall: Stall::Never,
    periodic: false,
    trainable: true,
};

/// `z Φ(z)`; slope `Φ(z) + z φ(z)`, with the normal distribution function `Φ` and its density `φ`
#[inline(always)]
pub(super) fn at<R: Real>(z: R) -> (R, R) {
    let half = R::splat(0.5);
    let distribution = math::erf(z.mul(R::splat(std::f32::consts::FRAC_1_SQRT_2))).mul_add(half, half);
    let density = math::exp(z.mul(z).mul(R::splat(-0.5))).mul(R::splat(0.398_942_3)); // 1 / √(2π)
    (z.mul(distribution), z.mul_add(density, distribution))
}
