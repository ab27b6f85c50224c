//! Controls that a lesson locks: grey where they stand, and saying why.

use egui::Response;

use super::kit::Theme;
use crate::{language::Text, lessons::Locks, text};

/// Whether the setting of this key may be changed.
#[must_use]
pub fn is_open(locks: Option<&Locks>, key: &str) -> bool {
    locks.is_none_or(|locks| locks.is_open(key))
}

/// Why it may not.
#[must_use]
pub fn words() -> Text {
    text!("The lesson keeps this setting.", "课程锁定了这项设置。")
}

/// Says why a control cannot be pressed, when it cannot.
#[allow(clippy::must_use_candidate, reason = "the hint is shown, whatever becomes of the response")]
pub fn reason(theme: &Theme, response: Response) -> Response {
    if response.enabled() { response } else { response.on_disabled_hover_text(theme.say(words())) }
}
