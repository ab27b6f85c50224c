//! `z tanh(ln(1 + exp z))` (Misra 2019)

use crate::nn::{choice::Names, kernel::Real, math};

use super::facts::{Facts, Stall, Start};

pub(super) const FACTS: Facts = Facts {
    names: Names::proper("Mish"),
    start: Start::He,
    bounds: None,
    stall: Stall::Never,
    periodic: false,
    trainable: true,
};

/// `z t` with `t = tanh(ln(1 + exp z))`, within 4 ulp while `exp z` is a normal number; slope
/// `t + z (1 − t²) / (1 + exp(−z))`, within 2 × 10⁻⁷.
///
/// With `e = exp z`, `t` is `e (e + 2) / (e (e + 2) + 2)`: one exponential, and no digits are lost on either side.
#[inline(always)]
pub(super) fn at<R: Real>(z: R) -> (R, R) {
    let (one, two) = (R::splat(1.0), R::splat(2.0));
    // Below, exp z is 0; above, t rounds to 1. NaN stays NaN.
    let above = R::splat(-104.0).max(z);
    let near = R::splat(20.0).min(above);
    let e = math::exp(near);
    let n = e.mul_add(e, e.add(e));
    let d = n.add(two);
    let t = n.div(d);
    // (1 − t²) / (1 + exp(−z))
    let bend = R::splat(4.0).mul(e).mul(e.add(one)).div(d.mul(d));
    (above.mul(t), near.mul_add(bend, t))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::math::tests::sweep;

    /// Value and slope.
    fn exact(z: f64) -> (f64, f64) {
        let e = libm::exp(-z.abs());
        let t = libm::tanh(z.max(0.0) + libm::log1p(e));
        let sigmoid = if z < 0.0 { e } else { 1.0 } / (1.0 + e);
        (z * t, t + z * sigmoid * (1.0 - t) * (1.0 + t))
    }

    #[test]
    fn errors_are_as_stated() {
        sweep("mish", 4.0, |z| at(z).0, |z| exact(z).0, |z| z > -87.0);
        for i in -400_000..=400_000 {
            let z = i as f32 * 5e-4;
            let ((value, slope), exact) = (at(z), exact(f64::from(z)));
            assert!((f64::from(slope) - exact.1).abs() <= 2e-7, "slope at {z}: {slope}, not {}", exact.1);
            assert!(z > -87.0 || (f64::from(value) - exact.0).abs() < 1e-42, "at {z}: {value}, not {}", exact.0);
        }
    }

    #[test]
    fn ends_are_kept() {
        assert_eq!(at(f32::INFINITY), (f32::INFINITY, 1.0));
        assert_eq!(at(f32::NEG_INFINITY), (0.0, 0.0));
        assert_eq!(at(f32::MAX), (f32::MAX, 1.0));
        assert_eq!(at(f32::MIN), (0.0, 0.0));
        assert!(at(f32::NAN).0.is_nan() && at(f32::NAN).1.is_nan());
    }
}
