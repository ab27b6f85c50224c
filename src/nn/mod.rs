//! The mathematics of a network: what a unit computes, what a loss measures, what an optimizer changes.
//!
//! A step of learning, [`Network::learn`], goes one way:
//!
//! | | where | what acts there |
//! |---|---|---|
//! | rows | the [`Batch`] that the caller hands over | whatever changes inputs: masking, noise, augmentation |
//! | passes | [`backpropagation`]: layers of any size in tiles, or small ones row by row, to the same bits | activations, loss, [`Dropout`] |
//! | gradient | `learning`, between passes and update | whatever needs the gradient of single rows, such as clipping by row: passes for a row each, added up in [`Workspace::gradient`] |
//! | update | [`Update`] | penalties, what is frozen, clipping of the whole, the optimizer's rule, decay |
//!
//! Nothing else reads the rows or touches the gradient, so that neither has to be thought of in both ways of passing.
//!
//! Knows nothing of threads, files, clocks or windows.

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
pub mod network;
pub mod optimizer;
pub mod parameters;
pub mod random;
pub mod regularizer;
pub mod schedule;
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
pub use update::Update;
pub use workspace::Workspace;
