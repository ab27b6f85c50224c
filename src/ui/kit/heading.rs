//! The heading of a column by which rows can be sorted.

use egui::{Align2, FontId, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, accesskit::Role, pos2};

use super::{Theme, theme::text};
use crate::{text, ui::kit::fitted};

/// Room for the triangle that says how the rows are sorted.
const TRIANGLE: f32 = 12.0;

/// Shows a heading at the right end of `place`, and tells whether it was clicked. `sorted` says whether the rows are
/// sorted by it, and whether in reverse.
#[must_use]
pub fn ui(ui: &Ui, theme: &Theme, place: Rect, words: &str, sorted: Option<bool>) -> bool {
    let response = ui.interact(place, ui.scope_id().with(("heading", place.right() as i32)), Sense::click());
    let is_lit = sorted.is_some() || response.hovered() || response.has_focus();
    let color = if is_lit { theme.ink } else { theme.muted };
    let (end, y) = (place.right(), place.center().y);
    let font = FontId::proportional(text::SMALL);
    let room = place.width() - if sorted.is_some() { TRIANGLE } else { 4.0 };
    let galley = fitted::line(ui, words, font, color, room);
    let drawn = Align2::RIGHT_CENTER.anchor_size(pos2(end, y), galley.size());
    ui.painter().galley(drawn.min, galley, color);
    if let Some(reversed) = sorted {
        let (tip, base) = if reversed { (-2.5, 2.5) } else { (2.5, -2.5) };
        let x = drawn.left() - 8.0;
        let corners = vec![pos2(x - 3.5, y + base), pos2(x + 3.5, y + base), pos2(x, y + tip)];
        ui.painter().add(Shape::convex_polygon(corners, theme.ink, Stroke::NONE));
    }
    let said = theme.say(text!("Sort by “{words}”", "按“{words}”排序")).into_owned();
    response.widget_info(|| WidgetInfo::selected(Role::ColumnHeader, true, sorted.is_some(), &said));
    response.on_hover_text(said).clicked()
}
