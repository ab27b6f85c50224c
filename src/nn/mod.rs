//! The mathematics of a network: what a unit computes, what a loss measures, what an optimizer changes.
//!
//! Knows nothing of threads, files, clocks or windows.

pub mod activation;
pub mod backpropagation;
pub mod choice;
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
mod small;
pub mod update;
pub mod workspace;

pub use activation::Activation;
pub use backpropagation::{Batch, Dropout};
pub use choice::Choice;
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
