//! The split into training, validation and test rows: one bar with two borders.

use egui::{CursorIcon, FontId, Rect, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use crate::{
    data::{Prepared, Source},
    experiment::Experiment,
    language::{Text, grouped},
    text,
    ui::kit::{
        Theme,
        icon::{self, Icon},
        theme::{space, text},
    },
};

/// Height of the bar.
const HEIGHT: f32 = 36.0;
/// Radius of a border's handle.
const HANDLE: f32 = 9.0;
/// The least share of a part that a border is dragged to.
const LEAST: f32 = 0.05;

/// Shows the parts of `data`, whose borders can be dragged.
pub fn ui(ui: &mut Ui, theme: &Theme, draft: &mut Experiment, data: &Prepared) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let counts = data.parts().map(|(_, part)| part.rows.len());
    let settings = &mut draft.data;
    let borders = [settings.train_share * (1.0 - settings.validation_share), settings.train_share];
    let x = |share: f32| rect.left() + share * rect.width();
    let names: [Text; 3] = [text!("training", "训练"), text!("validation", "验证"), text!("test", "测试")];
    let fills = [theme.map_positive.gamma_multiply(0.55), theme.map_positive.gamma_multiply(0.25), theme.rule];
    let ends = [(0.0, borders[0]), (borders[0], borders[1]), (borders[1], 1.0)];
    let painter = ui.painter();
    for (((from, to), fill), (name, rows)) in ends.into_iter().zip(fills).zip(names.iter().zip(counts)) {
        let part = Rect::from_x_y_ranges(x(from)..=x(to), rect.y_range());
        painter.rect_filled(part, 2.0, fill);
        let (name, rows) = (theme.say(name.clone()), grouped(rows as u64));
        let font = FontId::proportional(text::SMALL);
        let words = format!("{name} {rows}");
        let galley = painter.layout_no_wrap(words, font.clone(), theme.ink);
        let words =
            if galley.size().x + 28.0 < part.width() { galley } else { painter.layout_no_wrap(rows, font, theme.ink) };
        if words.size().x + 20.0 < part.width() {
            let at = pos2(part.left() + 14.0, part.center().y - 0.5 * words.size().y);
            painter.galley(at, words, theme.ink);
        }
    }
    if borders[1] < 0.97 {
        let lock = Rect::from_center_size(rect.right_center() - vec2(14.0, 0.0), vec2(14.0, 14.0));
        icon::paint(painter, Icon::Locked, lock, theme.muted);
    }
    response.widget_info(|| {
        let [train, validation, test] = counts.map(|rows| grouped(rows as u64));
        let said = text!(
            "Split: {train} training, {validation} validation, {test} test rows",
            "划分：训练 {train}，验证 {validation}，测试 {test}"
        );
        WidgetInfo::labeled(Role::Label, true, theme.say(said))
    });
    if matches!(settings.source, Source::Gate(_)) {
        return;
    }
    for (place, border) in borders.into_iter().enumerate() {
        let middle = pos2(x(border), rect.center().y);
        let area = Rect::from_center_size(middle, vec2(space::TARGET, HEIGHT));
        let handle = ui.interact(area, ui.scope_id().with(("border", place)), Sense::drag());
        let handle = handle.on_hover_cursor(CursorIcon::ResizeHorizontal);
        let ring = Stroke::new(2.0, if handle.hovered() || handle.dragged() { theme.ink } else { theme.accent });
        ui.painter().circle(middle, HANDLE, theme.surface, ring);
        if let Some(at) = handle.interact_pointer_pos().filter(|_| handle.dragged()) {
            let share = (at.x - rect.left()) / rect.width();
            // In whole per cent, as a slider would.
            let share = (100.0 * share).round() / 100.0;
            if place == 1 {
                settings.train_share = share.clamp(2.0 * LEAST, 1.0);
            } else {
                let kept = (share / settings.train_share).clamp(0.1, 1.0);
                settings.validation_share = (100.0 * (1.0 - kept)).round() / 100.0;
            }
        }
    }
}
