//! Traits for f32 arithmetic, in one lane or in eight.

use super::{LANES, Pack, vector::Vector};

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
    /// The bits added as integers, wrapping on overflow.
    fn add_bits(self, other: Self) -> Self;
    /// The bits subtracted as integers, wrapping on overflow.
    fn sub_bits(self, other: Self) -> Self;
    /// The bits shifted left by `N`.
    fn shift_left<const N: i32>(self) -> Self;
    /// The bits shifted right by `N`, the sign bit repeated.
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
    /// Two packs side by side, in what the path has for them.
    type Pair: Vector;
    /// How many pairs the largest block of a product has side by side, 1 or 2.
    const PAIRS: usize;

    /// Loads from memory.
    fn load(from: &Pack) -> Self;
    /// Stores to memory.
    fn store(self, to: &mut Pack);
    /// Loads eight numbers from memory.
    fn read(from: &[f32; LANES]) -> Self;
    /// Loads at most eight numbers from memory; zeros in the lanes beyond.
    fn read_first(from: &[f32]) -> Self;
    /// Stores eight numbers to memory.
    fn write(self, to: &mut [f32; LANES]);
    /// Sum over the lanes: `((0+4) + (2+6)) + ((1+5) + (3+7))`.
    fn sum(self) -> f32;
    /// Lane `j` of pack `i` becomes lane `i` of pack `j`, for eight packs.
    fn transpose(from: &[Pack], to: &mut [Pack]);
    /// Runs `kernel` as a function of its own on the same path: a loop that fills all registers must not share them with
    /// the numbers of others.
    fn call<K: Kernel>(kernel: K) -> K::Output;
}

/// Work that is compiled once for every path.
///
/// `run` and all that it calls with lanes must be `#[inline(always)]`, so that it is compiled with the path's
/// instructions.
pub trait Kernel {
    /// What the work returns.
    type Output;

    /// Does the work with these lanes.
    fn run<L: Lanes>(self) -> Self::Output;
}
