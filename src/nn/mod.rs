//! The mathematics of a network: what a unit computes, what a loss measures, how an optimizer updates the parameters.
//!
//! A training step, [`Network::learn`], goes through:
//!
//! | | where | what acts there |
//! |---|---|---|
//! | rows | the [`Batch`] that the caller hands over | whatever changes inputs: masking, noise, augmentation |
//! | passes | [`backpropagation`]: layers of any size in tiles, or small ones row by row, to the same bits | activations, loss, [`Dropout`] |
//! | gradient | `learning`, between passes and update | whatever needs per-row gradients, such as clipping row by row: one pass per row, added up in [`Workspace::gradient`] |
//! | update | [`Update`] | penalties, frozen parameters, clipping of the whole gradient, the optimizer's rule, weight decay |
//!
//! Nothing else reads the rows or touches the gradient, so that such features need not be written for both kinds of
//! passes.
//!
//! Knows nothing of files, clocks or windows, and of threads only that large steps are shared by some ([`sharing`]).

pub mod activation;
pub mod backpropagation;
pub mod choice;
mod dropout;
pub mod evaluation;
mod forward;
pub mod initializer;
pub mod kernel;
mod layer;
mod learning;
pub mod loss;
pub mod math;
mod microbatch;
pub mod network;
pub mod optimizer;
pub mod parameters;
pub mod random;
pub mod regularizer;
pub mod schedule;
mod span;
mod threads;
pub mod update;
pub mod workspace;

pub use activation::Activation;
pub use backpropagation::Batch;
pub use choice::Choice;
pub use dropout::Dropout;
pub use initializer::{BiasInitializer, Initializer};
pub use loss::Loss;
pub use network::Network;
pub use optimizer::Optimizer;
pub use parameters::Parameters;
pub use random::{Random, Stream};
pub use regularizer::{L1Rule, Regularizer};
pub use schedule::Schedule;
pub use threads::{WORTH_SHARING, multiplications, sharing};
pub use update::Update;
pub use workspace::Workspace;
