//! A box to tick, or one of several circles, whose outline can be seen wherever it stands: a menu would take it away.

use egui::{Response, Stroke, Ui, WidgetText};

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
    ui.scope(|ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        for (state, color) in [
            (&mut widgets.inactive, theme.outline),
            (&mut widgets.hovered, theme.accent),
            (&mut widgets.active, theme.accent),
        ] {
            state.bg_stroke = Stroke::new(space::LINE, color);
            state.bg_fill = theme.surface;
        }
        add(ui)
    })
    .inner
}
