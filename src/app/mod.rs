//! The window as a program: it owns the draft, the worker and the newest snapshot, and runs every effect in one match.

mod autosave;
mod document;
mod draft;
mod errand;
mod file_dialog;
mod hand;
mod opening;
mod picture;
mod preferences;
mod recent;
mod rescue;
mod start;
mod window;

pub use rescue::Rescue;
pub use start::{Look, Start, run};
pub use window::Window;
