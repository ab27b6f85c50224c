//! The activations of every unit for the row, with a lock between the layers: units respond, weights stay.

use egui::{Align2, FontId, Rect, Sense, Ui, Vec2, WidgetInfo, accesskit::Role, pos2, vec2};

use crate::{
    insight::Answered,
    text,
    ui::kit::{
        Theme,
        icon::{self, Icon},
        theme::{space, text},
    },
};

/// Side of a cell, at most.
const CELL: f32 = 10.0;
/// Room for the name of a column.
const NAME: f32 = 26.0;
/// Room for a lock.
const LOCK: f32 = 28.0;
/// Most rows of cells.
const ROWS: usize = 8;

/// Shows them; inputs that are a picture, of this side in pixels, as one.
pub(super) fn ui(ui: &mut Ui, theme: &Theme, answered: Option<&Answered>, picture: Option<usize>) {
    ui.label(theme.title(theme.say(text!("Units answer, weights stay", "单元作答，权重不动"))));
    let Some(answered) = answered else { return };
    let layers = &answered.values;
    let picture = picture.filter(|side| layers[0].len() == side * side);
    let columns = |number: usize| match picture {
        Some(_) if number == 0 => ROWS as f32,
        _ => layers[number].len().div_ceil(ROWS).max(1) as f32,
    };
    let all: f32 = (0..layers.len()).map(columns).sum();
    let room = ui.available_width() - LOCK * layers.len().saturating_sub(1) as f32;
    let cell = (room / all.max(1.0)).min(CELL);
    let size = vec2(ui.available_width(), ROWS as f32 * CELL + 20.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let mut left = rect.left();
    let last = layers.len() - 1;
    for (number, layer) in layers.iter().enumerate() {
        let most = layer.iter().fold(f32::MIN_POSITIVE, |most, value| most.max(value.abs()));
        let rows = layer.len().min(ROWS) as f32;
        let top = rect.top() + 0.5 * (ROWS as f32 - rows) * CELL;
        let wide = columns(number) * cell;
        for (unit, value) in layer.iter().enumerate() {
            let tile = if let (0, Some(side)) = (number, picture) {
                let pixel = wide / side as f32;
                let middle = rect.top() + 0.5 * ROWS as f32 * CELL;
                let corner = pos2(left, middle - 0.5 * wide) + pixel * vec2((unit % side) as f32, (unit / side) as f32);
                Rect::from_min_size(corner, Vec2::splat(pixel)).shrink((0.1 * pixel).min(0.5))
            } else {
                let corner = pos2(left + (unit / ROWS) as f32 * cell, top + (unit % ROWS) as f32 * CELL);
                Rect::from_min_size(corner, vec2(cell, CELL)).shrink(0.5)
            };
            ui.painter().rect_filled(tile, 1.0, theme.map(value / most));
        }
        let name = match number {
            0 => text!("in", "输入"),
            _ if number == last => text!("out", "输出"),
            _ => text!("{number}", "{number}"),
        };
        // A narrow last column has a name that is wider.
        let at = pos2((left + wide / 2.0).min(rect.right() - NAME / 2.0), rect.bottom());
        let small = FontId::proportional(text::SMALL);
        ui.painter().text(at, Align2::CENTER_BOTTOM, theme.say(name), small, theme.muted);
        left += wide;
        if number < last {
            let middle = pos2(left + LOCK / 2.0, rect.top() + 0.5 * ROWS as f32 * CELL);
            icon::paint(ui.painter(), Icon::Locked, Rect::from_center_size(middle, Vec2::splat(12.0)), theme.muted);
            left += LOCK;
        }
    }
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Image, true, theme.say(text!("Values of all units", "所有单元的值")))
    });
    ui.add_space(space::HALF);
}
