//! The numeric engine: right, the same bits everywhere, and without an allocation in a step.
//!
//! A binary of its own, because it counts every allocation of its threads.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

mod allocation;
mod bits;
mod gradients;
mod hand;
mod oracle;
mod sharpness;
#[path = "../shared/skipped.rs"]
mod skipped;
mod trajectories;
mod updates;
