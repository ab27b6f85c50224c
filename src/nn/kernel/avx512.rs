//! Sixteen lanes in one AVX-512 register, for the blocked products.
//!
//! # Safety
//! Every intrinsic below is unsafe for one reason: the processor must have AVX-512 F. [`Zmm`] and [`Avx512`] are named
//! only by [`on_avx512`], which a [`Dispatch`](super::path::Dispatch) runs only after its instructions were detected.
//! Memory is touched through [`Ymm`] alone.
#![allow(unsafe_code)]

use std::arch::x86_64::*;

use super::{
    Kernel, Pack,
    avx2::{Set, Ymm},
    packs::Two,
    vector::Vector,
};

/// AVX-512 beside AVX2 and FMA.
#[derive(Clone, Copy)]
pub struct Avx512;

impl Set for Avx512 {
    type Pair = Zmm;
    const PAIRS: usize = 2;

    #[inline(always)]
    fn call<K: Kernel>(kernel: K) -> K::Output {
        unsafe { on_avx512(kernel) }
    }
}

/// Two packs in one register.
#[derive(Clone, Copy)]
pub struct Zmm(__m512);

impl Zmm {
    #[inline(always)]
    fn of(two: Two<Ymm<Avx512>>) -> Self {
        let (first, second) = two.halves();
        Self(unsafe { _mm512_insertf32x8::<1>(_mm512_castps256_ps512(first.register()), second.register()) })
    }

    #[inline(always)]
    fn halves(self) -> Two<Ymm<Avx512>> {
        let (first, second) = unsafe { (_mm512_castps512_ps256(self.0), _mm512_extractf32x8_ps::<1>(self.0)) };
        Two::new(Ymm::of(first), Ymm::of(second))
    }
}

impl Vector for Zmm {
    const PACKS: usize = 2;
    type Columns<'a> = [&'a [Pack]; 2];

    #[inline(always)]
    fn splat(x: f32) -> Self {
        Self(unsafe { _mm512_set1_ps(x) })
    }
    #[inline(always)]
    fn mul_add(self, factor: Self, summand: Self) -> Self {
        Self(unsafe { _mm512_fmadd_ps(self.0, factor.0, summand.0) })
    }
    #[inline(always)]
    fn columns(packs: &[Pack], start: usize, apart: usize, length: usize) -> [&[Pack]; 2] {
        Two::<Ymm<Avx512>>::columns(packs, start, apart, length)
    }
    #[inline(always)]
    fn load(columns: [&[Pack]; 2], at: usize) -> Self {
        Self::of(Two::load(columns, at))
    }
    #[inline(always)]
    fn store(self, packs: &mut [Pack], start: usize, apart: usize) {
        self.halves().store(packs, start, apart);
    }
    #[inline(always)]
    fn read(row: &[f32], panel: usize) -> Self {
        Self::of(Two::read(row, panel))
    }
    #[inline(always)]
    fn write(self, row: &mut [f32], panel: usize) {
        self.halves().write(row, panel);
    }
}

/// Runs `kernel` as a function of its own that is built with these instructions.
#[target_feature(enable = "avx2,fma,avx512f,avx512vl,avx512dq")]
#[inline(never)]
pub(super) fn on_avx512<K: Kernel>(kernel: K) -> K::Output {
    kernel.run::<Ymm<Avx512>>()
}
