//! What the window draws: panels that edit the draft, views that read the newest snapshot, bars that ask for actions.
//!
//! Three kinds of function, told apart by name and signature: an editor (`…_panel.rs`) takes `&mut` of its slice of the
//! draft and returns nothing; a view (`…_view.rs`) takes `&Snapshot` and may change only its own display options; bars,
//! menus and views return what shall happen as actions, which the application runs after drawing.
//! Knows nothing of files, dialogs or threads.

pub mod action;
pub mod fonts;
pub mod loss_view;
pub mod map_view;
pub mod network_view;
pub mod theme;

pub use action::Action;
pub use theme::Theme;
