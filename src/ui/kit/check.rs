//! A box to tick, whose outline can be seen wherever it stands: a menu would take it away.

use egui::{Response, Stroke, Ui, WidgetText};

use super::theme::{Theme, space};

/// Shows a box that is ticked when `on`, with `words` beside it.
pub fn ui(ui: &mut Ui, theme: &Theme, on: &mut bool, words: impl Into<WidgetText>) -> Response {
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
        ui.checkbox(on, words.into())
    })
    .inner
}
