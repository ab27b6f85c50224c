//! The look of the window and its controls: type, colours, icons, sliders, numbers, fields, marks, Markdown.
//!
//! Knows the languages and egui, and nothing of networks.

pub mod axis;
pub mod chart;
pub mod check;
pub mod column;
pub mod explained;
pub mod field;
pub mod fitted;
pub mod focus;
pub mod fonts;
pub mod heading;
pub mod hint;
pub mod icon;
pub mod line;
pub mod mark;
pub mod markdown;
pub mod menu;
pub mod number;
pub mod pad;
pub mod palette;
pub mod preferences;
pub mod ramp;
pub mod ribbon;
pub mod slider;
pub mod tab;
pub mod texture;
pub mod theme;
pub mod verdict;
pub mod words;

pub use palette::Palette;
pub use preferences::Preferences;
pub use ramp::Ramp;
pub use texture::Texture;
pub use theme::Theme;
