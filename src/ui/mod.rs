//! What the window draws: panels that edit the draft, views that read the newest snapshot, bars that ask for actions.
//!
//! Levels within, each using only what stands above it in this table; a test reads the imports.
//!
//! | module | owns |
//! |---|---|
//! | [`kit`] | theme, controls, drawing; knows only the languages |
//! | files beside the folders | what all others speak of: [`Action`], [`Gaze`], [`Page`], [`Region`], [`Runs`], [`Unit`], names of choices, differences in words, what a lesson locks |
//! | [`panels`] | editors, which take `&mut` of their slice of the draft |
//! | [`views`] | readers, which take `&Snapshot` and may change only their own display options; next to the panels |
//! | [`pages`] | what the middle region shows: a file and a line in the list each |
//! | [`shell`] | regions, bar, menu, dialogs, notices, shortcuts |
//!
//! Bars, menus and views return what shall happen as actions, which the application runs after drawing.
//! Knows nothing of files, dialogs of the system or threads.

pub mod action;
pub mod difference;
pub mod exports;
pub mod gaze;
pub mod guard;
pub mod kit;
pub mod naming;
pub mod page;
pub mod pages;
pub mod panels;
pub mod region;
pub mod runs;
pub mod shell;
pub mod unit;
pub mod views;

pub use action::Action;
pub use gaze::Gaze;
pub use page::Page;
pub use region::Region;
pub use runs::Runs;
pub use unit::Unit;
