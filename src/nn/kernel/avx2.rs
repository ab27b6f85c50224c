//! Eight lanes in one AVX2 register.
//!
//! # Safety
//! Every intrinsic below is unsafe for one reason: the processor must have AVX2 and FMA. [`Ymm`] is named only in
//! [`on_avx2`] and in [`avx512`](super::avx512), which a [`Dispatch`](super::path::Dispatch) runs only after both were
//! detected, so no method here is ever reached without them. The intrinsics that touch memory get a reference to exactly the numbers that they read or write,
//! and are the unaligned forms, so alignment is no condition.
#![allow(unsafe_code)]

use std::{arch::x86_64::*, marker::PhantomData};

use super::{Kernel, LANES, Lanes, Pack, Real, packs::Two, vector::Vector};

/// Instructions that include AVX2 and FMA.
pub trait Set: Copy {
    /// Two packs, in what these instructions have for them.
    type Pair: Vector;
    /// How many pairs the largest block of a product has side by side.
    const PAIRS: usize;

    /// Runs `kernel` as a function of its own that is built with these instructions.
    fn call<K: Kernel>(kernel: K) -> K::Output;
}

/// Eight lanes in one register, beside the instructions of `S`.
#[derive(Clone, Copy)]
pub struct Ymm<S>(__m256, PhantomData<S>);

impl<S> Ymm<S> {
    #[inline(always)]
    pub(super) const fn of(register: __m256) -> Self {
        Self(register, PhantomData)
    }

    #[inline(always)]
    pub(super) const fn register(self) -> __m256 {
        self.0
    }
}

/// AVX2 and FMA, and no more.
#[derive(Clone, Copy)]
pub struct Avx2;

impl Set for Avx2 {
    type Pair = Two<Ymm<Self>>;
    const PAIRS: usize = 1;

    #[inline(always)]
    fn call<K: Kernel>(kernel: K) -> K::Output {
        unsafe { on_avx2(kernel) }
    }
}

impl<S: Set> Real for Ymm<S> {
    #[inline(always)]
    fn splat(x: f32) -> Self {
        Self::of(unsafe { _mm256_set1_ps(x) })
    }
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self::of(unsafe { _mm256_add_ps(self.0, other.0) })
    }
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self::of(unsafe { _mm256_sub_ps(self.0, other.0) })
    }
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        Self::of(unsafe { _mm256_mul_ps(self.0, other.0) })
    }
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        Self::of(unsafe { _mm256_div_ps(self.0, other.0) })
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        Self::of(unsafe { _mm256_sqrt_ps(self.0) })
    }
    #[inline(always)]
    fn mul_add(self, factor: Self, summand: Self) -> Self {
        Self::of(unsafe { _mm256_fmadd_ps(self.0, factor.0, summand.0) })
    }
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        Self::of(unsafe { _mm256_min_ps(self.0, other.0) })
    }
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        Self::of(unsafe { _mm256_max_ps(self.0, other.0) })
    }
    #[inline(always)]
    fn less(self, other: Self) -> Self {
        Self::of(unsafe { _mm256_cmp_ps::<_CMP_LT_OQ>(self.0, other.0) })
    }
    #[inline(always)]
    fn select(self, yes: Self, no: Self) -> Self {
        Self::of(unsafe { _mm256_blendv_ps(no.0, yes.0, self.0) })
    }
    #[inline(always)]
    fn and(self, other: Self) -> Self {
        Self::of(unsafe { _mm256_and_ps(self.0, other.0) })
    }
    #[inline(always)]
    fn or(self, other: Self) -> Self {
        Self::of(unsafe { _mm256_or_ps(self.0, other.0) })
    }
    #[inline(always)]
    fn xor(self, other: Self) -> Self {
        Self::of(unsafe { _mm256_xor_ps(self.0, other.0) })
    }
    #[inline(always)]
    fn add_bits(self, other: Self) -> Self {
        Self::of(unsafe {
            _mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(self.0), _mm256_castps_si256(other.0)))
        })
    }
    #[inline(always)]
    fn sub_bits(self, other: Self) -> Self {
        Self::of(unsafe {
            _mm256_castsi256_ps(_mm256_sub_epi32(_mm256_castps_si256(self.0), _mm256_castps_si256(other.0)))
        })
    }
    #[inline(always)]
    fn shift_left<const N: i32>(self) -> Self {
        Self::of(unsafe { _mm256_castsi256_ps(_mm256_slli_epi32::<N>(_mm256_castps_si256(self.0))) })
    }
    #[inline(always)]
    fn shift_right<const N: i32>(self) -> Self {
        Self::of(unsafe { _mm256_castsi256_ps(_mm256_srai_epi32::<N>(_mm256_castps_si256(self.0))) })
    }
    #[inline(always)]
    fn any(self) -> bool {
        unsafe { _mm256_movemask_ps(self.0) != 0 }
    }
    #[inline(always)]
    fn each(self, f: impl Fn(f32) -> f32) -> Self {
        let mut lanes = Pack::ZERO;
        self.store(&mut lanes);
        lanes.0 = lanes.0.map(f);
        Self::load(&lanes)
    }
}

impl<S: Set> Lanes for Ymm<S> {
    type Pair = S::Pair;
    const PAIRS: usize = S::PAIRS;

    #[inline(always)]
    fn load(from: &Pack) -> Self {
        Self::of(unsafe { _mm256_loadu_ps(from.0.as_ptr()) })
    }
    #[inline(always)]
    fn store(self, to: &mut Pack) {
        unsafe { _mm256_storeu_ps(to.0.as_mut_ptr(), self.0) }
    }
    #[inline(always)]
    fn read(from: &[f32; LANES]) -> Self {
        Self::of(unsafe { _mm256_loadu_ps(from.as_ptr()) })
    }
    #[inline(always)]
    fn read_first(from: &[f32]) -> Self {
        let mask = Self::load(&Pack::MASKS[from.len()]);
        // Lanes that the mask leaves out are not read.
        Self::of(unsafe { _mm256_maskload_ps(from.as_ptr(), _mm256_castps_si256(mask.0)) })
    }
    #[inline(always)]
    fn write(self, to: &mut [f32; LANES]) {
        unsafe { _mm256_storeu_ps(to.as_mut_ptr(), self.0) }
    }
    #[inline(always)]
    fn sum(self) -> f32 {
        unsafe {
            let half = _mm_add_ps(_mm256_castps256_ps128(self.0), _mm256_extractf128_ps::<1>(self.0));
            let quarter = _mm_add_ps(half, _mm_movehl_ps(half, half));
            _mm_cvtss_f32(_mm_add_ss(quarter, _mm_shuffle_ps::<1>(quarter, quarter)))
        }
    }
    #[inline(always)]
    fn transpose(from: &[Pack], to: &mut [Pack]) {
        let (from, to) = (&from[..LANES], &mut to[..LANES]);
        let columns = unsafe {
            // Pairs, then pairs of pairs, then halves.
            let pairs: [__m256; 8] = [
                _mm256_unpacklo_ps(Self::load(&from[0]).0, Self::load(&from[1]).0),
                _mm256_unpackhi_ps(Self::load(&from[0]).0, Self::load(&from[1]).0),
                _mm256_unpacklo_ps(Self::load(&from[2]).0, Self::load(&from[3]).0),
                _mm256_unpackhi_ps(Self::load(&from[2]).0, Self::load(&from[3]).0),
                _mm256_unpacklo_ps(Self::load(&from[4]).0, Self::load(&from[5]).0),
                _mm256_unpackhi_ps(Self::load(&from[4]).0, Self::load(&from[5]).0),
                _mm256_unpacklo_ps(Self::load(&from[6]).0, Self::load(&from[7]).0),
                _mm256_unpackhi_ps(Self::load(&from[6]).0, Self::load(&from[7]).0),
            ];
            let quads = [
                _mm256_shuffle_ps::<0b01_00_01_00>(pairs[0], pairs[2]),
                _mm256_shuffle_ps::<0b11_10_11_10>(pairs[0], pairs[2]),
                _mm256_shuffle_ps::<0b01_00_01_00>(pairs[1], pairs[3]),
                _mm256_shuffle_ps::<0b11_10_11_10>(pairs[1], pairs[3]),
                _mm256_shuffle_ps::<0b01_00_01_00>(pairs[4], pairs[6]),
                _mm256_shuffle_ps::<0b11_10_11_10>(pairs[4], pairs[6]),
                _mm256_shuffle_ps::<0b01_00_01_00>(pairs[5], pairs[7]),
                _mm256_shuffle_ps::<0b11_10_11_10>(pairs[5], pairs[7]),
            ];
            [
                _mm256_permute2f128_ps::<0x20>(quads[0], quads[4]),
                _mm256_permute2f128_ps::<0x20>(quads[1], quads[5]),
                _mm256_permute2f128_ps::<0x20>(quads[2], quads[6]),
                _mm256_permute2f128_ps::<0x20>(quads[3], quads[7]),
                _mm256_permute2f128_ps::<0x31>(quads[0], quads[4]),
                _mm256_permute2f128_ps::<0x31>(quads[1], quads[5]),
                _mm256_permute2f128_ps::<0x31>(quads[2], quads[6]),
                _mm256_permute2f128_ps::<0x31>(quads[3], quads[7]),
            ]
        };
        for i in 0..LANES {
            Self::of(columns[i]).store(&mut to[i]);
        }
    }
    #[inline(always)]
    fn call<K: Kernel>(kernel: K) -> K::Output {
        S::call(kernel)
    }
}

/// Runs `kernel` as a function of its own that is built with these instructions.
#[target_feature(enable = "avx2,fma")]
#[inline(never)]
pub(super) fn on_avx2<K: Kernel>(kernel: K) -> K::Output {
    kernel.run::<Ymm<Avx2>>()
}
