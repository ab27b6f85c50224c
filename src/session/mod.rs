//! The session file: an experiment with everything that its trainer has become, as a RON document.
//!
//! | module | owns |
//! |---|---|
//! | [`record`] | the session itself, and its way to a trainer and back |
//! | [`view`] | how it is looked at, as far as that belongs to the document |
//! | `document` | what the file looks like: the newest version, the only one that is written |
//! | `layers` | weights as rows, history as columns |
//! | [`Beside`] | pinned runs and runs that were left, which are kept with it |
//! | `moments` | the moments of the time slider as columns |
//! | `edits` | what was done to the run, without what stayed the same |
//! | [`hand_in`] | what a pupil hands in with it |
//! | [`opening`] | when the test rows were first looked at |
//! | `versions` | older versions, each with types of its own, and the way from each to the next |
//! | `reading` | from bytes to a session, with everything told that is wrong |
//! | `writing` | from a session to a file, read back before it counts |
//! | [`bounded`] | reading what may be any file, up to a limit |
//! | `block` | many numbers as one text |
//! | `stream` | the state of a random stream as a number |
//! | [`limited`] | how long lists and texts can be |
//! | [`mod@file`] | reading with a limit, saving so that nothing can be lost |
//! | `target` | where a file shall be written, and a temporary file beside it |
//! | [`recent`] | the files that were used last |
//! | [`recovery`] | unsaved work, kept for the next start |
//! | [`folders`] | where the system lets a program keep things |
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

pub use beside::Beside;
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
