//! Lanes in plain Rust, on every processor.

use super::{Kernel, LANES, Lanes, Pack, Real, packs::Two};

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
    type Pair = Two<Self>;
    const PAIRS: usize = 1;

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
        on_portable(kernel)
    }
}

/// Runs `kernel` as a function of its own.
#[inline(never)]
pub(super) fn on_portable<K: Kernel>(kernel: K) -> K::Output {
    kernel.run::<Portable>()
}
