//! A box to tick, or one of several circles, whose outline can be seen wherever it stands: a menu would take it away.

use egui::{Response, Stroke, TextWrapMode, Ui, WidgetText};

use super::theme::{Theme, space};

/// Shows a box that is ticked when `on`, with `words` beside it.
pub fn ui(ui: &mut Ui, theme: &Theme, on: &mut bool, words: impl Into<WidgetText>) -> Response {
    outlined(ui, theme, |ui| ui.checkbox(on, words.into()))
}

/// Shows a circle that is filled when `on`, with `words` beside it.
pub fn one_of(ui: &mut Ui, theme: &Theme, on: bool, words: impl Into<WidgetText>) -> Response {
    outlined(ui, theme, |ui| ui.radio(on, words.into()))
}

fn outlined(ui: &mut Ui, theme: &Theme, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    // Not in a scope of its own, which would not go on in the next line where one is full.
    let before = (ui.visuals().widgets.clone(), ui.style().wrap_mode);
    if ui.layout().main_wrap() {
        ui.style_mut().wrap_mode = Some(TextWrapMode::Extend);
    }
    let widgets = &mut ui.visuals_mut().widgets;
    for (state, color) in [
        (&mut widgets.inactive, theme.outline),
        (&mut widgets.hovered, theme.accent),
        (&mut widgets.active, theme.accent),
    ] {
        state.bg_stroke = Stroke::new(space::LINE, color);
        state.bg_fill = theme.surface;
    }
    let response = add(ui);
    (ui.visuals_mut().widgets, ui.style_mut().wrap_mode) = before;
    response
}
