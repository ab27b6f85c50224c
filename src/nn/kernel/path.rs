//! Which instructions the kernels are built of, chosen once at run time.
#![allow(unsafe_code)]

use std::sync::OnceLock;

use super::{Lanes, lanes::Portable};

/// A set of vector instructions; every path gives the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// Plain Rust, on every processor.
    Portable,
    /// 256-bit vectors with fused multiply-add (x86-64 processors since about 2013).
    Avx2,
}

/// Work that is built once for every path.
///
/// `run` and all that it calls with lanes must be `#[inline(always)]`, so that it is compiled with the path's
/// instructions.
pub trait Kernel {
    /// What the work gives back.
    type Output;

    /// Does the work with these lanes.
    fn run<L: Lanes>(self) -> Self::Output;
}

impl Path {
    /// The paths that this processor can take, the slowest first.
    #[must_use]
    pub fn available() -> Vec<Self> {
        let mut paths = vec![Self::Portable];
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            paths.push(Self::Avx2);
        }
        paths
    }

    /// The fastest path that this processor can take.
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
            _ => on_portable(kernel),
        }
    }
}

#[inline(never)]
pub(super) fn on_portable<K: Kernel>(kernel: K) -> K::Output {
    kernel.run::<Portable>()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
#[inline(never)]
pub(super) fn on_avx2<K: Kernel>(kernel: K) -> K::Output {
    kernel.run::<super::avx2::Avx2>()
}

/// Every path of this processor, to be compared with plain Rust; says so where there is no other.
#[cfg(test)]
pub(super) fn compared() -> Vec<Path> {
    let paths = Path::available();
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
        assert_eq!(paths, [Path::Portable, Path::Avx2], "this processor has AVX2, so there are two paths to compare");
    }
    if paths.len() == 1 {
        let told = b"skipped: this processor has only the portable path; no other was compared with it\n";
        std::io::Write::write_all(&mut std::io::stderr(), told).expect("a test can say what it leaves out");
    }
    paths
}
