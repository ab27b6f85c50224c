//! Where speed is made: vector lanes, the choice of a path at run time, and the three matrix products of a layer.
//!
//! Every kernel is written once, over [`Lanes`], and built for each [`Path`]. All paths give the same bits, because
//! each operation of a lane is the one that IEEE 754 defines and each sum is taken in one fixed order. The crate's only
//! unsafe code is in [`avx2`] and in [`path`].

#[cfg(target_arch = "x86_64")]
mod avx2;
pub mod few;
pub mod lanes;
pub mod pack;
pub mod path;
pub mod product;

pub use lanes::{Lanes, Real};
pub use pack::{LANES, Pack};
pub use path::{Kernel, Path};
