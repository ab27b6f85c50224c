//! What a person has chosen for every session: how the window looks, speaks and moves.

use egui::{Context, ThemePreference};
use serde::{Deserialize, Serialize};

use super::{Palette, Theme};
use crate::language::Language;

/// The choices that are not part of a session.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Light, dark, or as the system has it.
    pub theme: ThemePreference,
    /// Size of everything, 1 for the plain size.
    pub scale: f32,
    /// The colours of values and classes.
    pub palette: Palette,
    /// The language of the window.
    pub language: Language,
    /// Whether nothing moves by itself, and pictures change three times a second at most.
    pub reduced_motion: bool,
    /// Whether plain letters are shortcuts; a person who speaks to the computer may want them off.
    pub single_keys: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: ThemePreference::System,
            scale: 1.0,
            palette: Palette::default(),
            language: Language::English,
            reduced_motion: false,
            single_keys: true,
        }
    }
}

impl Preferences {
    /// Makes `context` look, speak and move so, from the next frame on.
    pub fn apply(&self, context: &Context) {
        context.set_theme(self.theme);
        context.set_zoom_factor(self.scale);
        Theme::speak(context, self.language);
        Theme::paint(context, self.palette);
        let seconds = if self.reduced_motion { 0.0 } else { egui::Style::default().animation_time };
        context.all_styles_mut(|style| style.animation_time = seconds);
    }

    /// The same within what the window can do, whatever a file says.
    #[must_use]
    pub fn within_bounds(self) -> Self {
        Self { scale: if (0.5..=4.0).contains(&self.scale) { self.scale } else { 1.0 }, ..self }
    }
}
