//! `z / (1 + exp(−z))` (Elfwing et al. 2017)

use crate::nn::{choice::Names, kernel::Real, math};

use super::facts::{Facts, Stall, Start};

pub(super) const FACTS: Facts = Facts {
    names: Names::proper("SiLU"),
    start: Start::He,
    bounds: None,
    stall: Stall::Never,
    periodic: false,
    trainable: true,
};

/// `z s` with `s = 1 / (1 + exp(−z))`; slope `s (1 + z (1 − s))`
#[inline(always)]
pub(super) fn at<R: Real>(z: R) -> (R, R) {
    let s = math::sigmoid(z);
    let one = R::splat(1.0);
    (z.mul(s), s.mul(z.mul_add(one.sub(s), one)))
}
