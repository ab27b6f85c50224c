//! `z` above zero, `exp(z) − 1` below (Clevert et al. 2015, α = 1)

use crate::nn::{choice::Names, kernel::Real, math};

use super::facts::{Facts, Stall, Start};

pub(super) const FACTS: Facts = Facts {
    names: Names::proper("ELU"),
    start: Start::He,
    bounds: None,
    stall: Stall::Never,
    periodic: false,
    trainable: true,
};

/// `z` above zero, else `exp(z) − 1`; slope 1 or `exp z`
#[inline(always)]
pub(super) fn at<R: Real>(z: R) -> (R, R) {
    let positive = R::splat(0.0).less(z);
    let e = math::exp(z);
    (positive.select(z, e.sub(R::splat(1.0))), positive.select(R::splat(1.0), e))
}
