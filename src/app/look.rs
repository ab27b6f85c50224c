//! Initial appearance of the window.

use egui::{ThemePreference, Vec2, vec2};

use crate::{
    language::Language,
    ui::kit::{Palette, Preferences},
};

/// Initial appearance of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Width and height in points.
    pub size: Vec2,
    /// Light, dark, or as the system; `None` for the person's preference, here and below.
    pub theme: Option<ThemePreference>,
    /// The colours of values and classes.
    pub palette: Option<Palette>,
    /// Size of everything, 1 for the plain size.
    pub scale: Option<f32>,
    /// The language of the window.
    pub language: Option<Language>,
}

impl Default for Look {
    fn default() -> Self {
        Self { size: vec2(1440.0, 900.0), theme: None, palette: None, scale: None, language: None }
    }
}

impl Look {
    /// `preferences`, overridden by what is given here.
    pub(super) fn over(self, preferences: Preferences) -> Preferences {
        Preferences {
            theme: self.theme.unwrap_or(preferences.theme),
            palette: self.palette.unwrap_or(preferences.palette),
            scale: self.scale.unwrap_or(preferences.scale),
            language: self.language.unwrap_or(preferences.language),
            ..preferences
        }
    }
}
