//! Numbers that are computed with side by side, in plain Rust.

use super::{Kernel, LANES, Pack, path};

/// A number, or several side by side: what the formulas of activations, losses and optimizers are written in.
///
/// Each operation is the one that IEEE 754 defines, rounded once, so that a formula gives the same bits in one lane,
/// in eight, and on every path. (The bits of a NaN may differ.)
pub trait Real: Copy {
    /// The same number in every lane.
    fn splat(x: f32) -> Self;
    /// `self + other`
    fn add(self, other: Self) -> Self;
    /// `self − other`
    fn sub(self, other: Self) -> Self;
    /// `self × other`
    fn mul(self, other: Self) -> Self;
    /// `self / other`
    fn div(self, other: Self) -> Self;
    /// `√self`
    fn sqrt(self) -> Self;
    /// `self × factor + summand`, rounded once
    fn mul_add(self, factor: Self, summand: Self) -> Self;
    /// The smaller; `other` when they are equal or one is NaN.
    fn min(self, other: Self) -> Self;
    /// The larger; `other` when they are equal or one is NaN.
    fn max(self, other: Self) -> Self;
    /// All bits one where `self < other`, else zero.
    fn less(self, other: Self) -> Self;
    /// `yes` where the bits of `self` are all one, `no` where they are zero.
    fn select(self, yes: Self, no: Self) -> Self;
    /// Bits of both.
    fn and(self, other: Self) -> Self;
    /// Bits of either.
    fn or(self, other: Self) -> Self;
    /// Bits of one but not of both.
    fn xor(self, other: Self) -> Self;
    /// The bits added as whole numbers, wrapping round.
    fn add_bits(self, other: Self) -> Self;
    /// The bits subtracted as whole numbers, wrapping round.
    fn sub_bits(self, other: Self) -> Self;
    /// The bits moved up by `N`.
    fn shift_left<const N: i32>(self) -> Self;
    /// The bits moved down by `N`, the sign bit repeated.
    fn shift_right<const N: i32>(self) -> Self;
    /// Whether any lane's bits are all one.
    #[must_use]
    fn any(self) -> bool;
    /// Each lane by itself, for what has no formula in lanes.
    fn each(self, f: impl Fn(f32) -> f32) -> Self;

    /// These bits in every lane.
    #[must_use]
    #[inline(always)]
    fn bits(bits: u32) -> Self {
        Self::splat(f32::from_bits(bits))
    }

    /// `−self`
    #[inline(always)]
    fn neg(self) -> Self {
        self.xor(Self::splat(-0.0))
    }

    /// `|self|`
    #[inline(always)]
    fn abs(self) -> Self {
        self.and(Self::bits(0x7fff_ffff))
    }
}

/// Eight numbers side by side.
pub trait Lanes: Real {
    /// From memory.
    fn load(from: &Pack) -> Self;
    /// Into memory.
    fn store(self, to: &mut Pack);
    /// From eight numbers in memory.
    fn read(from: &[f32; LANES]) -> Self;
    /// From at most eight numbers in memory; zeros in the lanes beyond.
    fn read_first(from: &[f32]) -> Self;
    /// Into eight numbers in memory.
    fn write(self, to: &mut [f32; LANES]);
    /// Sum over the lanes: `((0+4) + (2+6)) + ((1+5) + (3+7))`.
    fn sum(self) -> f32;
    /// Lane `j` of pack `i` becomes lane `i` of pack `j`, for eight packs.
    fn transpose(from: &[Pack], to: &mut [Pack]);
    /// Runs `kernel` as a function of its own on the same path: a loop that fills all registers must not share them with
    /// the numbers of others.
    fn call<K: Kernel>(kernel: K) -> K::Output;
}

impl Real for f32 {
    #[inline(always)]
    fn splat(x: f32) -> Self {
        x
    }
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self + other
    }
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self - other
    }
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self * other
    }
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        self / other
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        Self::sqrt(self)
    }
    #[inline(always)]
    fn mul_add(self, factor: Self, summand: Self) -> Self {
        Self::mul_add(self, factor, summand)
    }
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        if self < other { self } else { other }
    }
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        if self > other { self } else { other }
    }
    #[inline(always)]
    fn less(self, other: Self) -> Self {
        Self::from_bits(if self < other { u32::MAX } else { 0 })
    }
    #[inline(always)]
    fn select(self, yes: Self, no: Self) -> Self {
        if self.to_bits() >> 31 == 1 { yes } else { no }
    }
    #[inline(always)]
    fn and(self, other: Self) -> Self {
        Self::from_bits(self.to_bits() & other.to_bits())
    }
    #[inline(always)]
    fn or(self, other: Self) -> Self {
        Self::from_bits(self.to_bits() | other.to_bits())
    }
    #[inline(always)]
    fn xor(self, other: Self) -> Self {
        Self::from_bits(self.to_bits() ^ other.to_bits())
    }
    #[inline(always)]
    fn add_bits(self, other: Self) -> Self {
        Self::from_bits(self.to_bits().wrapping_add(other.to_bits()))
    }
    #[inline(always)]
    fn sub_bits(self, other: Self) -> Self {
        Self::from_bits(self.to_bits().wrapping_sub(other.to_bits()))
    }
    #[inline(always)]
    fn shift_left<const N: i32>(self) -> Self {
        Self::from_bits(self.to_bits() << N)
    }
    #[inline(always)]
    fn shift_right<const N: i32>(self) -> Self {
        Self::from_bits((self.to_bits().cast_signed() >> N).cast_unsigned())
    }
    #[inline(always)]
    fn any(self) -> bool {
        self.to_bits() >> 31 == 1
    }
    #[inline(always)]
    fn each(self, f: impl Fn(Self) -> Self) -> Self {
        f(self)
    }
}

/// Eight lanes in plain Rust.
#[derive(Clone, Copy, Debug)]
pub struct Portable([f32; LANES]);

impl Portable {
    #[inline(always)]
    fn map(self, f: impl Fn(f32) -> f32) -> Self {
        Self(self.0.map(f))
    }

    #[inline(always)]
    fn zip(self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self {
        Self(std::array::from_fn(|lane| f(self.0[lane], other.0[lane])))
    }

    #[inline(always)]
    fn zip3(self, b: Self, c: Self, f: impl Fn(f32, f32, f32) -> f32) -> Self {
        Self(std::array::from_fn(|lane| f(self.0[lane], b.0[lane], c.0[lane])))
    }
}

impl Real for Portable {
    #[inline(always)]
    fn splat(x: f32) -> Self {
        Self([x; LANES])
    }
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.zip(other, Real::add)
    }
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self.zip(other, Real::sub)
    }
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.zip(other, Real::mul)
    }
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        self.zip(other, Real::div)
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        self.map(Real::sqrt)
    }
    #[inline(always)]
    fn mul_add(self, factor: Self, summand: Self) -> Self {
        self.zip3(factor, summand, Real::mul_add)
    }
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        self.zip(other, Real::min)
    }
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        self.zip(other, Real::max)
    }
    #[inline(always)]
    fn less(self, other: Self) -> Self {
        self.zip(other, Real::less)
    }
    #[inline(always)]
    fn select(self, yes: Self, no: Self) -> Self {
        self.zip3(yes, no, Real::select)
    }
    #[inline(always)]
    fn and(self, other: Self) -> Self {
        self.zip(other, Real::and)
    }
    #[inline(always)]
    fn or(self, other: Self) -> Self {
        self.zip(other, Real::or)
    }
    #[inline(always)]
    fn xor(self, other: Self) -> Self {
        self.zip(other, Real::xor)
    }
    #[inline(always)]
    fn add_bits(self, other: Self) -> Self {
        self.zip(other, Real::add_bits)
    }
    #[inline(always)]
    fn sub_bits(self, other: Self) -> Self {
        self.zip(other, Real::sub_bits)
    }
    #[inline(always)]
    fn shift_left<const N: i32>(self) -> Self {
        self.map(Real::shift_left::<N>)
    }
    #[inline(always)]
    fn shift_right<const N: i32>(self) -> Self {
        self.map(Real::shift_right::<N>)
    }
    #[inline(always)]
    fn any(self) -> bool {
        self.0.into_iter().any(Real::any)
    }
    #[inline(always)]
    fn each(self, f: impl Fn(f32) -> f32) -> Self {
        self.map(f)
    }
}

impl Lanes for Portable {
    #[inline(always)]
    fn load(from: &Pack) -> Self {
        Self(from.0)
    }
    #[inline(always)]
    fn store(self, to: &mut Pack) {
        to.0 = self.0;
    }
    #[inline(always)]
    fn read(from: &[f32; LANES]) -> Self {
        Self(*from)
    }
    #[inline(always)]
    fn read_first(from: &[f32]) -> Self {
        Self(std::array::from_fn(|lane| from.get(lane).copied().unwrap_or(0.0)))
    }
    #[inline(always)]
    fn write(self, to: &mut [f32; LANES]) {
        *to = self.0;
    }
    #[inline(always)]
    fn sum(self) -> f32 {
        let [a, b, c, d, e, f, g, h] = self.0;
        ((a + e) + (c + g)) + ((b + f) + (d + h))
    }
    #[inline(always)]
    fn transpose(from: &[Pack], to: &mut [Pack]) {
        for (lane, to) in to[..LANES].iter_mut().enumerate() {
            to.0 = std::array::from_fn(|i| from[i].0[lane]);
        }
    }
    #[inline(always)]
    fn call<K: Kernel>(kernel: K) -> K::Output {
        path::on_portable(kernel)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::{Random, Stream, kernel::path::Dispatch};

    /// Every operation on the given packs, one pack of results after the other.
    struct Everything<'a>(&'a [Pack; 3]);

    impl Kernel for Everything<'_> {
        type Output = Vec<Pack>;

        #[inline(always)]
        fn run<L: Lanes>(self) -> Vec<Pack> {
            let [a, b, c] = [L::load(&self.0[0]), L::load(&self.0[1]), L::load(&self.0[2])];
            let results = [
                a.add(b),
                a.sub(b),
                a.mul(b),
                a.div(b),
                a.abs().sqrt(),
                a.mul_add(b, c),
                a.min(b),
                a.max(b),
                a.less(b),
                a.less(b).select(b, c),
                a.and(b),
                a.or(b),
                a.xor(b),
                a.add_bits(b),
                a.sub_bits(b),
                a.shift_left::<23>(),
                a.shift_right::<23>(),
                a.neg(),
                L::splat(a.sum()),
                L::splat(if a.less(b).any() { 1.0 } else { 0.0 }),
                a.each(|x| x * 0.5),
            ];
            let mut packs = vec![Pack::ZERO; results.len()];
            for (result, pack) in results.into_iter().zip(&mut packs) {
                result.store(pack);
            }
            let mut from = [Pack::ZERO; LANES];
            from[1..4].copy_from_slice(self.0);
            let mut to = [Pack::ZERO; LANES];
            L::transpose(&from, &mut to);
            packs.extend(to);
            packs
        }
    }

    #[test]
    fn every_path_gives_the_same_bits() {
        let mut random = Random::new(3, Stream::Noise);
        for path in path::compared() {
            for round in 0..20_000 {
                let mut draw = || match round % 4 {
                    0 => f32::from_bits(random.bits()),
                    1 => [0.0, -0.0, f32::INFINITY, f32::MIN_POSITIVE, 1.0e-40, f32::MAX][random.below(6) as usize],
                    _ => random.normal() as f32,
                };
                let packs: [Pack; 3] = std::array::from_fn(|_| Pack(std::array::from_fn(|_| draw())));
                let expected = Everything(&packs).run::<Portable>();
                let got = Dispatch::new(path).run(Everything(&packs));
                for (operation, (e, g)) in expected.iter().zip(&got).enumerate() {
                    for (e, g) in e.0.iter().zip(g.0) {
                        let same = e.to_bits() == g.to_bits() || (e.is_nan() && g.is_nan());
                        assert!(same, "{path:?}, operation {operation}: {g} instead of {e} for {packs:?}");
                    }
                }
            }
        }
    }
}
