//! # Neurarium
//!
//! Build a small neural network, watch it learn, and understand why.
//!
//! ## The map
//! Imports run strictly downward.
//!
//! | floor | room | owns |
//! |---|---|---|
//! | 0 | [`nn`] | the mathematics of a network |
//! | 0 | [`data`] | data sets, features, scaling, split |
//! | 1 | [`training`] | the experiment, the trainer, metrics, probes |
//! | 2 | [`worker`] | the thread: command in, snapshot out |
//! | 3 | `ui` | drawing: panels that edit, views that read (with the feature `gui`) |

pub mod data;
pub mod nn;
pub mod training;
#[cfg(feature = "gui")]
pub mod ui;
pub mod worker;
