//! Elementary functions in f32 that give the same bits on every machine, in one lane or in eight.
//!
//! The system's exp, tanh and the like differ from platform to platform in the last bits; these do not. Each states its
//! largest error in ulp (units in the last place of the result), which the tests measure against f64. The coefficients
//! were fitted for this file: minimax in the relative error by reweighted least squares, then rounded to f32 one by one.

#![allow(clippy::approx_constant, reason = "a fitted coefficient only comes near to a constant")]

use super::kernel::Real;

/// `c[0] + c[1] x + c[2] x² + …` by Horner's rule.
#[inline(always)]
fn polynomial<R: Real, const N: usize>(x: R, c: [f32; N]) -> R {
    let mut sum = R::splat(c[N - 1]);
    for &next in c[..N - 1].iter().rev() {
        sum = sum.mul_add(x, R::splat(next));
    }
    sum
}

/// `x` kept in `low`…`high`; NaN stays NaN.
#[inline(always)]
fn clamp<R: Real>(x: R, low: f32, high: f32) -> R {
    R::splat(high).min(R::splat(low).max(x))
}

/// `exp x`, within 1 ulp, subnormal results included.
///
/// `x = n ln 2 + r` with `|r| ≤ ½ ln 2`, and `exp r` by a polynomial.
#[inline(always)]
pub fn exp<R: Real>(x: R) -> R {
    // Adding 1.5 × 2²³ leaves no bits for a fraction, so that n is rounded and stands in the lowest bits.
    const ROUND: f32 = 12_582_912.0;
    // Beyond these the result is 0 or infinite; the clamp keeps n small.
    let x = clamp(x, -104.0, 89.0);
    let shifted = x.mul_add(R::splat(std::f32::consts::LOG2_E), R::splat(ROUND));
    let n = shifted.sub(R::splat(ROUND));
    // ln 2 in two parts, the first of which is exact times any n.
    let r = n.mul_add(R::splat(-0.693_145_75), x);
    let r = n.mul_add(R::splat(-1.428_606_8e-6), r);
    let tail = polynomial(r, [0.499_999_94, 0.166_665_21, 0.041_668_26, 0.008_368_671, 0.001_382_135_8]);
    let e = tail.mul_add(r.mul(r), r).add(R::splat(1.0));
    // 2ⁿ in two factors, so that neither leaves the normal numbers when the result does.
    let n = shifted.sub_bits(R::splat(ROUND));
    let half = n.shift_right::<1>();
    e.mul(power_of_two(half)).mul(power_of_two(n.sub_bits(half)))
}

/// `2ⁿ` for a whole number in the bits of `n`.
#[inline(always)]
fn power_of_two<R: Real>(n: R) -> R {
    n.add_bits(R::bits(127)).shift_left::<23>()
}

/// `ln(1 + f)` for `√½ − 1 ≤ f ≤ √2 − 1`.
#[inline(always)]
fn ln_near_one<R: Real>(f: R) -> R {
    let tail = polynomial(
        f,
        [
            0.333_333_3,
            -0.250_008_2,
            0.200_012_42,
            -0.166_234_09,
            0.142_015_8,
            -0.131_596_1,
            0.127_622_17,
            -0.076_364_39,
        ],
    );
    let square = f.mul(f);
    let cubic = tail.mul(f).sub(R::splat(0.5));
    cubic.mul_add(square, f)
}

/// `ln x`, within 1 ulp; −∞ at zero, NaN below.
///
/// `x = 2ⁿ m` with `√½ ≤ m < √2`, and `ln m` by a polynomial.
#[inline(always)]
pub fn ln<R: Real>(x: R) -> R {
    let subnormal = x.less(R::splat(f32::MIN_POSITIVE));
    let scaled = subnormal.select(x.mul(R::splat(8_388_608.0)), x);
    // Moving the mantissa's start to √½ puts n into the exponent's place.
    let offset = scaled.sub_bits(R::splat(std::f32::consts::FRAC_1_SQRT_2));
    let exponent = offset.shift_right::<23>();
    let m = offset.and(R::bits(0x007f_ffff)).add_bits(R::splat(std::f32::consts::FRAC_1_SQRT_2));
    // A whole number below 2²² in size becomes a float by standing in the lowest bits of 1.5 × 2²³.
    let n = exponent.add_bits(R::splat(12_582_912.0)).sub(R::splat(12_582_912.0));
    let n = n.sub(subnormal.and(R::splat(23.0)));
    let result = n.mul_add(R::splat(std::f32::consts::LN_2), ln_near_one(m.sub(R::splat(1.0))));
    let infinite = R::splat(f32::MAX).less(x);
    let result = infinite.select(x, result);
    let positive = R::splat(0.0).less(x);
    // 0 gives −∞; a number below 0, or NaN, gives NaN.
    let zero = x.abs().less(R::bits(1));
    positive.select(result, zero.select(R::splat(f32::NEG_INFINITY), R::splat(f32::NAN)))
}

/// `ln(1 + x)` for `0 ≤ x ≤ 1`, within 2 ulp.
#[inline(always)]
pub fn ln_1p_unit<R: Real>(x: R) -> R {
    // Above √2 − 1: ln(1 + x) = ln 2 + ln(1 + (x − 1) / 2).
    let upper = R::splat(0.414_213_57).less(x);
    let f = upper.select(x.sub(R::splat(1.0)).mul(R::splat(0.5)), x);
    ln_near_one(f).add(upper.and(R::splat(std::f32::consts::LN_2)))
}

/// `tanh x`, within 6 ulp, by a quotient of two polynomials.
#[inline(always)]
pub fn tanh<R: Real>(x: R) -> R {
    // From here on the result rounds to 1.
    let x = clamp(x, -9.011, 9.011);
    let square = x.mul(x);
    let above = polynomial(square, [1.0, 0.133_802_95, 0.003_494_719_5, 2.059_477e-5, 1.333_476_4e-8]);
    let below = polynomial(square, [1.0, 0.467_136_1, 0.025_873_68, 0.000_328_421_36, 7.768_429_7e-7]);
    clamp(x.mul(above).div(below), -1.0, 1.0)
}

/// `1 / (1 + exp(−x))`, within 3 ulp.
#[inline(always)]
pub fn sigmoid<R: Real>(x: R) -> R {
    // exp of a number below zero is at most 1 and loses no digits on either side.
    let e = exp(x.abs().neg());
    let above = x.less(R::splat(0.0)).select(e, R::splat(1.0));
    above.div(R::splat(1.0).add(e))
}

/// `ln(1 + exp x)`, within 3 ulp.
#[inline(always)]
pub fn softplus<R: Real>(x: R) -> R {
    R::splat(0.0).max(x).add(ln_1p_unit(exp(x.abs().neg())))
}

/// `erf x = 2/√π ∫₀ˣ exp(−t²) dt`, within 6 ulp, by a quotient of two polynomials.
#[inline(always)]
pub fn erf<R: Real>(x: R) -> R {
    // From here on the result rounds to 1.
    let x = clamp(x, -3.95, 3.95);
    let square = x.mul(x);
    let above =
        polynomial(square, [1.128_379_1, 0.190_593_05, 0.052_769_18, 0.003_772_513, 0.000_284_841_66, 2.046_019_5e-6]);
    let below = polynomial(square, [1.0, 0.502_241_43, 0.114_182_405, 0.014_983_124, 0.001_163_847, 3.804_759_4e-5]);
    clamp(x.mul(above).div(below), -1.0, 1.0)
}

/// `sin x` and `cos x`, each within 2 ulp; NaN at ±∞.
///
/// `x = n π/2 + r` with `|r| ≤ π/4`; `n` chooses between the polynomials of sine and cosine and their signs.
#[inline(always)]
pub fn sin_cos<R: Real>(x: R) -> (R, R) {
    const ROUND: f32 = 12_582_912.0;
    /// Up to here the reduction in three parts keeps all digits.
    const NEAR: f32 = 30_000.0;
    let far = R::splat(NEAR).less(x.abs());
    let shifted = x.mul_add(R::splat(std::f32::consts::FRAC_2_PI), R::splat(ROUND));
    let n = shifted.sub(R::splat(ROUND));
    let r = n.mul_add(R::splat(-1.570_796_3), x);
    let r = n.mul_add(R::splat(-7.549_789_4e-8), r);
    let r = n.mul_add(R::splat(-5.390_303e-15), r);
    let mut quadrant = shifted.sub_bits(R::splat(ROUND));
    let mut r = r;
    if far.any() {
        quadrant = far.select(x.each(|x| reduce(x).0), quadrant);
        r = far.select(x.each(|x| reduce(x).1), r);
    }
    let square = r.mul(r);
    let sine = polynomial(square, [-0.166_666_55, 0.008_332_191, -0.000_195_186_15]);
    let sine = sine.mul_add(square, R::splat(1.0)).mul(r);
    let cosine = polynomial(square, [0.041_666_646, -0.001_388_730_1, 2.443_066_8e-5]);
    let cosine = cosine.mul(square).mul_add(square, square.mul_add(R::splat(-0.5), R::splat(1.0)));
    // Odd quadrants swap the two; the second bit of n, or of n + 1, is the sign.
    let odd = quadrant.shift_left::<31>().shift_right::<31>();
    let sign = R::splat(-0.0);
    let next = quadrant.add_bits(R::bits(1));
    (
        odd.select(cosine, sine).xor(quadrant.shift_left::<30>().and(sign)),
        odd.select(sine, cosine).xor(next.shift_left::<30>().and(sign)),
    )
}

/// Quadrant (its two lowest bits, as bits) and remainder of a large number (Payne & Hanek 1983).
#[inline(never)]
fn reduce(x: f32) -> (f32, f32) {
    /// 2/π in bits, from 2⁻¹ on.
    const TWO_OVER_PI: [u64; 4] =
        [0xA2F9_836E_4E44_1529, 0xFC27_57D1_F534_DDC0, 0xDB62_9599_3C43_9041, 0xFE51_63AB_DEBB_C561];
    let bits = x.to_bits();
    let exponent = (bits >> 23) & 0xff;
    if exponent == 0xff {
        return (0.0, f32::NAN);
    }
    let mantissa = u128::from((bits & 0x007f_ffff) | 0x0080_0000);
    // x = mantissa × 2^(exponent − 150). The bits of 2/π that would give multiples of four quadrants are left out at
    // the top; of the product's 128 bits, two are then the quadrant and 126 the fraction.
    let start = exponent.saturating_sub(152) as usize;
    let word = |i: usize| u128::from(TWO_OVER_PI.get(i).copied().unwrap_or(0));
    let (whole, rest) = (start / 64, start % 64);
    let top = (word(whole) << 64) | word(whole + 1);
    let window = if rest == 0 { top } else { (top << rest) | (word(whole + 2) >> (64 - rest)) };
    // A small number that shares its lanes with a large one comes here, too; what it gets is not used.
    let aligned = (window >> 152_u32.saturating_sub(exponent).min(127)).wrapping_mul(mantissa);
    let quadrant = (aligned >> 126) as u32;
    let fraction = ((aligned << 2) >> 64) as u64;
    // Round to the nearest quadrant, so that the rest is −½…½.
    let up = fraction >> 63;
    let rest = fraction.cast_signed() as f64 * (std::f64::consts::FRAC_PI_2 / 18_446_744_073_709_551_616.0);
    let quadrant = quadrant.wrapping_add(up as u32) & 3;
    if x < 0.0 {
        (f32::from_bits(quadrant.wrapping_neg() & 3), -rest as f32)
    } else {
        (f32::from_bits(quadrant), rest as f32)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    #[test]
    fn numbers_beside_a_large_one_do_no_harm() {
        for x in [0.0, -0.0, f32::MIN_POSITIVE, 1e-45, 0.5, -3.0] {
            assert!(reduce(x).1.is_finite(), "{x}");
        }
    }

    /// Distance in ulp of `y` from `exact`.
    fn ulps(y: f32, exact: f64) -> f64 {
        let rounded = exact as f32;
        if y.is_nan() || rounded.is_nan() {
            return if y.is_nan() && rounded.is_nan() { 0.0 } else { f64::INFINITY };
        }
        if y == rounded {
            return 0.0; // both infinite, or equal
        }
        if y.is_infinite() != rounded.is_infinite() {
            return f64::INFINITY;
        }
        let size = rounded.abs().max(f32::MIN_POSITIVE);
        let ulp = f64::from(size.next_up()) - f64::from(size);
        (f64::from(y) - exact).abs() / ulp
    }

    /// Largest error over a dense sweep of all bit patterns, in a window where the caller asks for one.
    pub(in crate::nn) fn sweep(
        name: &str,
        limit: f64,
        f: impl Fn(f32) -> f32,
        exact: impl Fn(f64) -> f64,
        within: impl Fn(f32) -> bool,
    ) {
        let mut worst = (0.0, 0.0);
        let every = 4_099; // a prime, so that the low bits vary
        for bits in (0..=u32::MAX).step_by(every) {
            let x = f32::from_bits(bits);
            if within(x) {
                let error = ulps(f(x), exact(f64::from(x)));
                if error > worst.0 {
                    worst = (error, x);
                }
            }
        }
        // The bit patterns are spread evenly over the exponents; most uses lie between −20 and 20.
        for i in -400_000..=400_000 {
            let x = i as f32 * 5.0e-5;
            if within(x) {
                let error = ulps(f(x), exact(f64::from(x)));
                if error > worst.0 {
                    worst = (error, x);
                }
            }
        }
        assert!(worst.0 <= limit, "{name}: {} ulp at {:e} ({})", worst.0, worst.1, f(worst.1));
    }

    #[test]
    fn errors_are_as_stated() {
        let all = |_: f32| true;
        sweep("exp", 1.0, exp, libm::exp, all);
        sweep("ln", 1.0, ln, libm::log, all);
        sweep("ln_1p_unit", 2.0, ln_1p_unit, libm::log1p, |x| (0.0..=1.0).contains(&x));
        sweep("tanh", 6.0, tanh, libm::tanh, all);
        sweep("sigmoid", 3.0, sigmoid, |x| 1.0 / (1.0 + libm::exp(-x)), all);
        sweep("softplus", 3.0, softplus, |x| if x > 40.0 { x } else { libm::log1p(libm::exp(x)) }, all);
        sweep("erf", 6.0, erf, libm::erf, all);
        sweep("sin", 2.0, |x| sin_cos(x).0, libm::sin, all);
        sweep("cos", 2.0, |x| sin_cos(x).1, libm::cos, all);
    }

    #[test]
    fn edges_are_kept() {
        let same = |got: f32, expected: f32| {
            assert!(got.to_bits() == expected.to_bits() || (got.is_nan() && expected.is_nan()), "{got} not {expected}");
        };
        let (infinity, nan) = (f32::INFINITY, f32::NAN);
        for (x, expected) in [(0.0, 1.0), (-0.0, 1.0), (infinity, infinity), (-infinity, 0.0), (nan, nan)] {
            same(exp(x), expected);
        }
        for (x, expected) in [
            (0.0, -infinity),
            (-0.0, -infinity),
            (1.0, 0.0),
            (infinity, infinity),
            (-1.0, nan),
            (-infinity, nan),
            (nan, nan),
        ] {
            same(ln(x), expected);
        }
        let tiny = f32::from_bits(1);
        for odd in [tanh::<f32>, |x| sin_cos(x).0] {
            for x in [0.0, tiny, f32::MIN_POSITIVE] {
                same(odd(x), x);
                same(odd(-x), -x);
            }
            same(odd(nan), nan);
        }
        same(erf(0.0), 0.0);
        same(erf(-0.0), -0.0);
        for saturating in [tanh::<f32>, erf::<f32>] {
            same(saturating(infinity), 1.0);
            same(saturating(-infinity), -1.0);
            same(saturating(nan), nan);
        }
        for (x, expected) in [(0.0, 0.5), (-0.0, 0.5), (infinity, 1.0), (-infinity, 0.0), (nan, nan)] {
            same(sigmoid(x), expected);
        }
        for (x, expected) in [(infinity, infinity), (-infinity, 0.0), (1.0e4, 1.0e4), (-1.0e4, 0.0), (nan, nan)] {
            same(softplus(x), expected);
        }
        for x in [infinity, -infinity, nan] {
            same(sin_cos(x).0, nan);
            same(sin_cos(x).1, nan);
        }
        same(sin_cos(0.0).1, 1.0);
    }
}
