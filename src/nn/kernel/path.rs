//! Which instruction set the kernels are compiled for, chosen once at run time.
#![allow(unsafe_code)]

use std::sync::OnceLock;

use super::{Kernel, portable::on_portable};
#[cfg(target_arch = "x86_64")]
use super::{avx2::on_avx2, avx512::on_avx512};

/// A set of vector instructions; every path gives the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// Plain Rust, on every processor.
    Portable,
    /// 256-bit vectors with fused multiply-add (x86-64 processors since about 2013).
    Avx2,
    /// The same, and 512-bit vectors in the products of layers (x86-64 servers since 2017, AMD's since 2022).
    Avx512,
}

impl Path {
    /// The paths that this processor supports, slowest first.
    #[must_use]
    pub fn available() -> Vec<Self> {
        let mut paths = vec![Self::Portable];
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            paths.push(Self::Avx2);
            if is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512dq")
            {
                paths.push(Self::Avx512);
            }
        }
        paths
    }

    /// The fastest path that this processor supports.
    #[must_use]
    pub fn best() -> Self {
        static BEST: OnceLock<Path> = OnceLock::new();
        *BEST.get_or_init(|| Self::available().pop().unwrap_or(Self::Portable))
    }
}

/// A path that was checked against this processor, so that taking it needs no further check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dispatch(Path);

impl Dispatch {
    /// Takes `path` from now on.
    ///
    /// # Panics
    /// When this processor lacks the path's instructions.
    #[must_use]
    pub fn new(path: Path) -> Self {
        assert!(Path::available().contains(&path), "this processor has no {path:?} path");
        Self(path)
    }

    /// The path that is taken.
    #[must_use]
    pub const fn path(self) -> Path {
        self.0
    }

    /// Runs `kernel` on this path.
    #[inline]
    pub fn run<K: Kernel>(self, kernel: K) -> K::Output {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `new` is the only way to a dispatch, and saw that this processor has AVX2 and FMA.
            Path::Avx2 => unsafe { on_avx2(kernel) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `new` is the only way to a dispatch, and saw that this processor has all of `on_avx512`.
            Path::Avx512 => unsafe { on_avx512(kernel) },
            _ => on_portable(kernel),
        }
    }
}

/// Every path of this processor, to be compared with plain Rust; says so where there is no other.
#[cfg(test)]
pub(super) fn compared() -> Vec<Path> {
    let paths = Path::available();
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
        assert_eq!(paths[..2], [Path::Portable, Path::Avx2], "this processor has AVX2, so two paths are compared");
    }
    if paths.len() == 1 {
        let told = b"skipped: this processor has only the portable path; no other was compared with it\n";
        std::io::Write::write_all(&mut std::io::stderr(), told).expect("a test can say what it leaves out");
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::{
        Random, Stream,
        kernel::{LANES, Lanes, Pack, portable::Portable},
    };

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
        for path in compared() {
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
