//! All numbers of one training step on an example, in f64, as one would work them out by hand.
//!
//! | file | what it holds |
//! |---|---|
//! | [`quantity`] | the name of a number: `z 1.2`, `delta 2.1`, `gradient 1.2.1` |
//! | `functions` | activations and losses with their slopes |
//! | [`calculation`] | forward and backward pass of one example; the origin of each number; central differences |
//! | [`batch`] | several examples: the mean gradient, and each contribution |
//! | [`change`] | an optimizer step, line by line |
//! | [`verdict`] | grading a number worked out by hand: right, rounded, or which mistake it is |
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
