//! What the window draws: panels that edit the draft, views that read the newest snapshot, bars that ask for actions.
//!
//! Three kinds of function, told apart by name and signature: an editor (`…_panel.rs`) takes `&mut` of its slice of the
//! draft and returns nothing; a view (`…_view.rs`) takes `&Snapshot` and may change only its own display options; bars,
//! menus and views return what shall happen as actions, which the application runs after drawing.
//! Knows nothing of files, dialogs or threads.

pub mod action;
pub mod atlas;
pub mod axis;
pub mod check;
pub mod data_panel;
pub mod dialog;
pub mod doctor_view;
pub mod export_menu;
pub mod field;
pub mod fonts;
pub mod formula_panel;
pub mod gallery;
pub mod icon;
pub mod layout;
pub mod loss_view;
pub mod map_view;
pub mod mark;
pub mod menu;
pub mod naming;
pub mod network_panel;
pub mod network_view;
pub mod notice;
pub mod number;
pub mod page;
pub mod palette;
pub mod plane;
pub mod preferences;
pub mod ramp;
pub mod ribbon;
pub mod shortcut;
pub mod slider;
pub mod space_view;
pub mod tab;
pub mod table_panel;
pub mod texture;
pub mod theme;
pub mod time_view;
pub mod top_bar;
pub mod training_panel;
pub mod unit;
pub mod weights_view;

pub use action::Action;
pub use page::Page;
pub use palette::Palette;
pub use plane::Plane;
pub use preferences::Preferences;
pub use ramp::Ramp;
pub use texture::Texture;
pub use theme::Theme;
pub use unit::Unit;
