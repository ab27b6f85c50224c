//! SIMD lanes, run-time dispatch and the three matrix products of a layer.
//!
//! Every kernel is written once, over [`Lanes`], and built for each [`Path`]. All paths give the same bits, because
//! each operation of a lane is the one that IEEE 754 defines and each sum is taken in one fixed order. The crate's only
//! unsafe code is in [`avx2`], [`avx512`] and [`path`].

/// Calls `$product` with the number of columns, inputs or units as a compile-time constant.
macro_rules! for_few {
    ($number:expr, $product:ident $(::<$lanes:ident>)? ($($argument:expr),*)) => {
        match $number {
            1 => $product::<$($lanes,)? 1>($($argument),*),
            2 => $product::<$($lanes,)? 2>($($argument),*),
            3 => $product::<$($lanes,)? 3>($($argument),*),
            4 => $product::<$($lanes,)? 4>($($argument),*),
            5 => $product::<$($lanes,)? 5>($($argument),*),
            6 => $product::<$($lanes,)? 6>($($argument),*),
            7 => $product::<$($lanes,)? 7>($($argument),*),
            8 => $product::<$($lanes,)? 8>($($argument),*),
            number => panic!("1 to 8 are few, {number} are not"),
        }
    };
}

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
pub mod few;
pub mod lanes;
pub mod pack;
mod packs;
pub mod panels;
pub mod path;
mod portable;
pub mod product;
pub mod rows;
pub mod vector;

pub use lanes::{Kernel, Lanes, Real};
pub use pack::{LANES, Pack};
pub use path::Path;
