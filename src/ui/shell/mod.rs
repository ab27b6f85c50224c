//! What stands around panels and pages: the regions, the bar, its menu, the rail of stages, dialogs, notices and shortcuts.

mod about;
mod answers;
pub mod dialog;
pub mod layout;
pub mod lessons;
pub mod menu;
pub mod notice;
pub mod path;
pub mod presenter;
mod pupil;
pub mod rail;
pub mod shortcut;
pub mod top_bar;
