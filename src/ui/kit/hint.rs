//! A hint that stands beside what it explains, and not over what stands below it.

use egui::{Label, Rect, RectAlign, Response, Tooltip, Ui};

/// Where there is no room on the right.
const ELSEWHERE: [RectAlign; 3] = [RectAlign::LEFT_START, RectAlign::TOP_START, RectAlign::BOTTOM_START];

/// Says `words` at the right of the column that `ui` is, on the height of what the pointer is on.
pub fn beside(ui: &Ui, response: &Response, words: &str) {
    let column = Rect::from_x_y_ranges(ui.max_rect().x_range(), response.rect.y_range());
    let mut tooltip = Tooltip::for_enabled(response);
    tooltip.popup = tooltip.popup.anchor(column).align(RectAlign::RIGHT_START).align_alternatives(&ELSEWHERE);
    show(tooltip, response, words);
}

/// Says `words` above what the pointer is on.
pub fn above(response: &Response, words: &str) {
    let mut tooltip = Tooltip::for_enabled(response);
    tooltip.popup = tooltip.popup.align(RectAlign::TOP_START).align_alternatives(&ELSEWHERE);
    show(tooltip, response, words);
}

fn show(tooltip: Tooltip<'_>, response: &Response, words: &str) {
    response.ctx.accesskit_node_builder(response.id, |node| {
        if node.description().is_none() {
            node.set_description(words);
        }
    });
    tooltip.show(|ui| {
        ui.set_max_width(ui.spacing().tooltip_width);
        ui.add(Label::new(words));
    });
}
