//! The thread that drives a trainer: commands come in, complete snapshots go out.
//!
//! Knows nothing of files or windows; what wakes the reader is a closure that the owner hands in.

pub mod command;
pub mod mailbox;
pub mod snapshot;
mod thread;

pub use command::Command;
pub use mailbox::Mailbox;
pub use snapshot::Snapshot;
pub use thread::Worker;
