//! The session file: an experiment with the complete state of its trainer, as a RON document.
//!
//! | module | owns |
//! |---|---|
//! | [`record`] | the session itself, and conversion to and from a trainer |
//! | [`view`] | display options that are stored with it |
//! | `document` | the file format: the newest version, the only one that is written |
//! | `layers` | weights as rows, history as columns |
//! | [`Beside`] | pinned and abandoned runs, stored with it |
//! | `moments` | the moments of the time slider as columns |
//! | `edits` | the edits of the run, without what stayed the same |
//! | [`hand_in`] | what a pupil submits with it |
//! | [`opening`] | when the test rows were first seen |
//! | `versions` | older versions, each with types of its own, and the conversion from each to the next |
//! | `reading` | from bytes to a session, with a report of everything that is wrong |
//! | `writing` | from a session to a file, verified before it replaces the old one |
//! | [`bounded`] | reading arbitrary files up to a size limit |
//! | `block` | many numbers as one text |
//! | `stream` | the state of a random stream as a number |
//! | [`limited`] | size limits of lists and texts |
//! | [`mod@file`] | reading with a limit, atomic saving |
//! | `target` | the path where a file is written, and a temporary file beside it |
//! | [`recent`] | recently used files |
//! | [`recovery`] | unsaved work, kept for the next start |
//! | [`folders`] | the folders that the system provides |
//!
//! Knows nothing of threads or windows.

mod beside;
mod block;
pub mod bounded;
mod document;
mod edits;
pub mod error;
pub mod file;
pub mod folders;
pub mod hand_in;
mod layers;
pub mod limited;
mod moments;
pub mod opening;
mod reading;
pub mod recent;
pub mod record;
pub mod recovery;
mod stream;
mod target;
mod versions;
pub mod view;
mod writing;

pub use beside::{Beside, Mark};
pub use error::SessionError;
pub use file::FileStamp;
pub use folders::Folders;
pub use hand_in::{Answer, HandIn};
pub use opening::Opening;
pub use reading::looks_like_one;
pub use record::Session;
pub use recovery::{Leftover, Recovery};
pub use view::{Curve, View};
pub use writing::moment;
