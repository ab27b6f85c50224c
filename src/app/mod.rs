//! The window as a program: it owns the draft, the worker and the latest snapshot, and runs every effect in one match.

mod autosave;
mod document;
mod draft;
mod errand;
mod file_dialog;
mod gathering;
mod look;
mod opening;
mod picture;
mod preferences;
mod recent;
mod rescue;
mod run;
mod start;
mod undo;
mod window;

pub use look::Look;
pub use rescue::Rescue;
pub use run::run;
pub use start::Start;
pub use window::Window;
