//! One of several things to look at, by name: the one that is shown stands on a line.

use egui::{Align2, Response, Role, Sense, Ui, WidgetInfo, vec2};

use super::{
    icon,
    theme::{Theme, space, text},
};

/// Shows a name that can be pressed; gives back its response.
pub fn ui(ui: &mut Ui, theme: &Theme, name: &str, selected: bool) -> Response {
    let font = egui::FontId::proportional(text::SMALL);
    let width = ui.fonts_mut(|fonts| fonts.layout_no_wrap(name.to_owned(), font.clone(), theme.ink).size().x);
    let (rect, response) = ui.allocate_exact_size(vec2(width, space::TARGET), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), selected, name));
    let ink = if selected || response.hovered() { theme.ink } else { theme.muted };
    ui.painter().text(rect.left_center(), Align2::LEFT_CENTER, name, font, ink);
    if selected {
        let line = egui::Rect::from_min_max(rect.left_bottom() - vec2(0.0, 2.0), rect.right_bottom());
        ui.painter().rect_filled(line, 0.0, theme.accent);
    }
    icon::focus_ring(ui, theme, &response, rect);
    response
}
