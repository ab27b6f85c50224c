//! What stands around panels and pages: the regions, the bar, its menu, dialogs, notices and shortcuts.

mod answers;
pub mod dialog;
pub mod layout;
pub mod menu;
pub mod notice;
pub mod path;
pub mod shortcut;
pub mod top_bar;
