//! The answers to a question, at the right end of its last line.

use egui::{Align, Button, Layout, Ui};

use crate::ui::kit::Theme;

/// The answers, the most likely one last; `contents` names them from there.
pub(super) fn buttons(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().button_padding = egui::vec2(16.0, 6.0);
        contents(ui);
    });
}

/// The most likely answer.
pub(super) fn main(ui: &mut Ui, theme: &Theme, text: &str) -> egui::Response {
    ui.add(Button::new(egui::RichText::new(text).color(theme.on_accent)).fill(theme.accent))
}
