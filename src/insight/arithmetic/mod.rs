//! Every number between one example and the next weights, in f64, as one would calculate it by hand.
//!
//! | file | what stands there |
//! |---|---|
//! | [`quantity`] | the name of a number: `z 1.2`, `delta 2.1`, `gradient 1.2.1` |
//! | `functions` | activations and losses with their slopes |
//! | [`calculation`] | forward and backward of one example; what each number comes from; differences |
//! | [`batch`] | several examples: the mean gradient, and what each adds to it |
//! | [`change`] | what the optimizer makes of a gradient, line by line |
//! | [`verdict`] | a number that was calculated by hand: right, rounded, or which slip it is |
//! | [`cases`] | worked examples with known digits |

pub mod batch;
pub mod calculation;
pub mod cases;
pub mod change;
mod functions;
pub mod quantity;
pub mod verdict;

pub use batch::Batch;
pub use calculation::{Calculation, Exact};
pub use cases::{CASES, Case};
pub use change::{Change, Memory};
pub use quantity::Quantity;
pub use verdict::{Slip, Verdict};
