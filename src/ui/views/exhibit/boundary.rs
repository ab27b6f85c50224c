//! The boundary of trainability: every cell a network with its own two rates; a part that is dragged over is looked at closer.

use std::sync::Arc;

use egui::{
    Align2, Button, Color32, ColorImage, FontId, Key, Modifiers, Painter, Pos2, Rect, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, accesskit::Role, pos2, vec2,
};

use crate::{
    insight::{
        phenomena::trainability::{Area, ROWS, STEPS},
        rate_finder::two_digits,
    },
    language::power_of_ten,
    text,
    ui::{
        Action,
        kit::{
            Theme, axis, icon,
            ramp::Ramp,
            texture::Texture,
            theme::{bold, space, text as size},
        },
    },
    worker::exhibit::{Boundary, CELLS, Exhibit, Shown},
};

/// Room for the numbers on the left and below.
const ROOM: (f32, f32) = (52.0, 36.0);
/// Room above for the buttons, and below for the sentences.
const WORDS: f32 = 108.0;
/// Width of the key of the colours.
const KEY: f32 = 120.0;
/// A part smaller than this is a click.
const CLICK: f32 = 6.0;

/// What is looked at, and where one came from.
#[derive(Debug, Default)]
pub(super) struct BoundaryViewState {
    texture: Texture,
    of: Option<(Arc<Shown>, bool)>,
    /// The wider areas, outermost first.
    before: Vec<Area>,
    pressed: Option<Pos2>,
}

pub(super) fn ui(
    ui: &mut Ui,
    theme: &Theme,
    state: &mut BoundaryViewState,
    (shown, boundary): (&Arc<Shown>, &Boundary),
    actions: &mut Vec<Action>,
) {
    state.update(ui, theme, shown, boundary);
    let area = boundary.area;
    if area == Area::default() {
        state.before.clear();
    }
    head(ui, theme, state, boundary, actions);
    let (width, height) = (ui.available_width() - ROOM.0, ui.available_height() - ROOM.1 - WORDS + 28.0);
    let side = width.min(height.max(200.0)).max(1.0);
    let (rect, _) = ui.allocate_exact_size(vec2(side + ROOM.0, side + ROOM.1), Sense::hover());
    let frame = Rect::from_min_size(rect.min + vec2(ROOM.0, 0.0), vec2(side, side));
    let response = ui.interact(frame, ui.scope_id().with("boundary"), Sense::click_and_drag());
    let painter = ui.painter().with_clip_rect(frame.expand(1.0));
    if let Some(texture) = state.texture.id() {
        painter.image(texture, frame, Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0)), Color32::WHITE);
    }
    numbers(ui, theme, frame, &area);
    let share = 100.0 * boundary.learns;
    response.widget_info(|| {
        let said = text!("Boundary of trainability: {share:.0} % learn", "可训练的边界：{share:.0} % 能学会");
        WidgetInfo::labeled(Role::Image, true, theme.say(said))
    });
    icon::focus_ring(ui, theme, &response, frame);
    if let Some(closer) = touched(ui, state, &response, &painter, theme, (frame, &area)) {
        state.before.push(area);
        actions.push(Action::Exhibit(Exhibit::Boundary(closer)));
    }
    if let Some(at) = response.hover_pos().filter(|at| frame.contains(*at) && state.pressed.is_none()) {
        pointed(&painter, theme, boundary, frame, at);
    }
    key(ui, theme);
    ui.label(theme.caption(theme.say(text!(
        "Each cell is a network of {ROWS} weights after {STEPS} steps. Drag over a part to look closer; with the keyboard + and −.",
        "每一格是一个 {ROWS} 个权重的网络训练 {STEPS} 步后的结果。拖动框选可放大；键盘用 + 与 −。"
    ))));
}

impl BoundaryViewState {
    fn update(&mut self, ui: &Ui, theme: &Theme, shown: &Arc<Shown>, boundary: &Boundary) {
        if self.of.as_ref().is_some_and(|(of, dark)| Arc::ptr_eq(of, shown) && *dark == theme.dark) {
            return;
        }
        let ramp = Ramp::new(theme, false);
        // A picture begins at its top, and blue is what learns.
        let rows = (0..CELLS).rev().map(|row| &boundary.levels[row * CELLS..(row + 1) * CELLS]);
        let pixels: Vec<Color32> = rows.flatten().map(|level| ramp.at(-level)).collect();
        self.texture.set_sharp(ui.ctx(), "boundary", ColorImage::new([CELLS, CELLS], pixels));
        self.of = Some((Arc::clone(shown), theme.dark));
    }
}

/// What share learns, how rough the edge is, and the way out.
fn head(ui: &mut Ui, theme: &Theme, state: &mut BoundaryViewState, boundary: &Boundary, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::ONE;
        ui.set_min_height(28.0);
        let mut go = |ui: &mut Ui, words, area: Option<Area>| {
            let is_there = area.is_some();
            let button = Button::new(theme.say(words)).min_size(vec2(0.0, 28.0));
            let clicked = ui.add_enabled(is_there, button).clicked();
            let area = area.filter(|_| clicked);
            area.map(|area| actions.push(Action::Exhibit(Exhibit::Boundary(area)))).is_some()
        };
        if go(ui, text!("Zoom out", "缩小"), state.before.last().copied()) {
            state.before.pop();
        }
        if go(ui, text!("Whole", "全图"), state.before.first().copied()) {
            state.before.clear();
        }
        let share = 100.0 * boundary.learns;
        let said = match boundary.dimension {
            Some(dimension) if dimension.is_finite() => text!(
                "{share:.0} % of the cells learn · box dimension of the edge {dimension:.2} (a smooth line: 1)",
                "{share:.0} % 的格子能学会 · 边界的盒维数 {dimension:.2}（光滑曲线为 1）"
            ),
            _ if boundary.learns.is_finite() => text!("{share:.0} % of the cells learn", "{share:.0} % 的格子能学会"),
            _ => return,
        };
        ui.label(theme.caption(theme.say(said)));
    });
}

/// What the colours say.
fn key(ui: &mut Ui, theme: &Theme) {
    let ramp = Ramp::new(theme, false);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::ONE;
        let says = |ui: &mut Ui, words| ui.label(theme.caption(theme.say(words)));
        says(ui, text!("learns: soon", "能学会：快"));
        let (rect, _) = ui.allocate_exact_size(vec2(KEY, 10.0), Sense::hover());
        for step in 0..KEY as usize {
            let x = rect.left() + step as f32;
            let level = 1.0 - 2.0 * (step as f32 + 0.5) / KEY;
            let slice = Rect::from_x_y_ranges(x..=x + 1.0, rect.y_range());
            ui.painter().rect_filled(slice, 0.0, ramp.at(level));
        }
        ui.painter().vline(rect.center().x, rect.y_range(), Stroke::new(1.0, theme.ink));
        says(ui, text!("diverges: soon", "发散：快"));
        says(ui, text!("(in the middle: late)", "（中间：慢）"));
    });
}

/// Numbers along a side: rates as powers of ten, or in a narrow part in units of one power of ten, which is given, so that
/// numbers with many equal digits stay short.
fn written((low, high): (f64, f64), most: usize) -> (Vec<(f64, String)>, Option<i32>) {
    if high - low >= 1.0 {
        return (axis::decades(low, high, most), None);
    }
    let power = Some((0.5 * (low + high)).floor()).filter(|power| !(-1.0..=2.0).contains(power)).unwrap_or(0.0);
    let unit = |exponent: f64| libm::pow(10.0, exponent - power);
    let ticks = axis::ticks(unit(low), unit(high), most);
    let labels = axis::labels(&ticks);
    let ticks = ticks.iter().map(|tick| libm::log10(*tick) + power).zip(labels).collect();
    (ticks, Some(power as i32).filter(|power| *power != 0))
}

/// Numbers along both sides, and what they are of.
fn numbers(ui: &Ui, theme: &Theme, frame: Rect, area: &Area) {
    let font = || FontId::proportional(size::SMALL);
    let painter = ui.painter();
    let (most_across, most_up) = ((frame.width() / 64.0) as usize, (frame.height() / 48.0) as usize);
    let (ticks, across) = written(area.across, most_across.min(6));
    for (tick, label) in ticks {
        let x = frame.left() + ((tick - area.across.0) / (area.across.1 - area.across.0)) as f32 * frame.width();
        painter.text(pos2(x, frame.bottom() + 3.0), Align2::CENTER_TOP, label, font(), theme.muted);
    }
    let (ticks, up) = written(area.up, most_up.min(6));
    for (tick, label) in ticks {
        let y = frame.bottom() - ((tick - area.up.0) / (area.up.1 - area.up.0)) as f32 * frame.height();
        painter.text(pos2(frame.left() - 4.0, y), Align2::RIGHT_CENTER, label, font(), theme.muted);
    }
    let below = pos2(frame.center().x, frame.bottom() + 18.0);
    let unit = |power: Option<i32>| power.map(|power| format!(" (×{})", power_of_ten(power))).unwrap_or_default();
    let (across, up) = (unit(across), unit(up));
    let name = theme.say(text!(
        "across: rate of the first layer{across} · up: of the second{up}",
        "横轴：第一层学习率{across} · 纵轴：第二层{up}"
    ));
    painter.text(below, Align2::CENTER_TOP, name, font(), theme.muted);
}

/// The part that was dragged over, or that the keyboard goes to.
fn touched(
    ui: &Ui,
    state: &mut BoundaryViewState,
    response: &egui::Response,
    painter: &Painter,
    theme: &Theme,
    (frame, area): (Rect, &Area),
) -> Option<Area> {
    if response.drag_started() {
        state.pressed = ui.input(|input| input.pointer.press_origin());
    }
    let mut wanted = None;
    if let (Some(from), Some(to)) = (state.pressed, response.interact_pointer_pos()) {
        // A square, so that the picture keeps its proportions.
        let side = (to - from).abs().max_elem();
        let square = Rect::from_two_pos(from, from + vec2(side.copysign(to.x - from.x), side.copysign(to.y - from.y)));
        let part = square.intersect(frame);
        painter.rect_stroke(part, 0.0, Stroke::new(2.0, theme.ink), StrokeKind::Middle);
        if response.drag_stopped() {
            wanted = Some(part).filter(|part| part.width().min(part.height()) > CLICK);
        }
    }
    if !response.dragged() {
        state.pressed = None;
    }
    if response.has_focus() {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::Plus) || pressed(Key::Equals) {
            wanted = Some(Rect::from_center_size(frame.center(), 0.5 * frame.size()));
        }
        for (key, by) in [
            (Key::ArrowLeft, vec2(-0.25, 0.0)),
            (Key::ArrowRight, vec2(0.25, 0.0)),
            (Key::ArrowUp, vec2(0.0, -0.25)),
            (Key::ArrowDown, vec2(0.0, 0.25)),
        ] {
            if pressed(key) {
                wanted = Some(frame.translate(by * frame.size()));
            }
        }
        if pressed(Key::Minus) {
            wanted = Some(Rect::from_center_size(frame.center(), 2.0 * frame.size()));
        }
    }
    wanted.map(|part| closer(part, frame, area))
}

/// The rates that `part` of the frame shows, no narrower than can be told apart and no wider than all.
fn closer(part: Rect, frame: Rect, area: &Area) -> Area {
    let whole = Area::default();
    let along = |(low, high): (f64, f64), from: f32, to: f32, whole: (f64, f64)| {
        let at = |share: f32| low + (high - low) * f64::from(share);
        let (middle, half) = (0.5 * (at(from) + at(to)), 0.5 * (at(to) - at(from)));
        let half = half.max(0.5 * Area::NARROWEST).min(0.5 * (whole.1 - whole.0));
        let middle = middle.clamp(whole.0 + half, whole.1 - half);
        (middle - half, middle + half)
    };
    let share = |at: Pos2| ((at - frame.left_bottom()) / frame.size()) * vec2(1.0, -1.0);
    let (from, to) = (share(part.left_bottom()), share(part.right_top()));
    Area { across: along(area.across, from.x, to.x, whole.across), up: along(area.up, from.y, to.y, whole.up) }
}

/// The two rates of the cell under the pointer, and what becomes of it.
fn pointed(painter: &Painter, theme: &Theme, boundary: &Boundary, frame: Rect, at: Pos2) {
    let share = (at - frame.left_bottom()) / frame.size();
    let cell = |share: f32| (share * CELLS as f32).clamp(0.0, CELLS as f32 - 1.0) as usize;
    let (column, row) = (cell(share.x), cell(-share.y));
    let (first, second) = boundary.area.rates((column, row), CELLS);
    let (first, second) = (two_digits(first), two_digits(second));
    let level = boundary.levels[row * CELLS + column];
    let words = if level.is_nan() {
        text!("rates {first} and {second}", "学习率 {first} 与 {second}")
    } else if level < 0.0 {
        text!("rates {first} and {second}: learns", "学习率 {first} 与 {second}：能学会")
    } else {
        text!("rates {first} and {second}: diverges", "学习率 {first} 与 {second}：发散")
    };
    let galley = painter.layout_no_wrap(theme.say(words).into_owned(), bold(size::SMALL), theme.ink);
    let left = (at.x + 12.0).min(frame.right() - galley.size().x - 6.0);
    let rect = Rect::from_min_size(pos2(left, (at.y - 26.0).max(frame.top() + 4.0)), galley.size());
    painter.rect_filled(rect.expand(4.0), 3.0, theme.surface);
    painter.galley(rect.min, galley, theme.ink);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_part_are_short_and_told_apart() {
        let narrow = Area::NARROWEST;
        for low in [-3.0, -2.71, -0.2, 0.0, 1.2345, 3.9, 5.4] {
            for width in [narrow, 0.003, 0.04, 0.3, 0.9, 1.0, 2.5, 6.0] {
                let (ticks, _) = written((low, low + width), 6);
                let labels: Vec<&str> = ticks.iter().map(|(_, label)| label.as_str()).collect();
                assert!(labels.len() > 1, "{low} by {width}: {labels:?}");
                assert!(labels.iter().all(|label| label.chars().count() <= 7), "{low} by {width}: {labels:?}");
                assert!(labels.windows(2).all(|pair| pair[0] != pair[1]), "{low} by {width}: {labels:?}");
                assert!(ticks.iter().all(|(at, _)| (low - 1e-9..=low + width + 1e-9).contains(at)), "{ticks:?}");
            }
        }
        assert_eq!(written((-2.5, -2.4), 4).1, Some(-3), "in thousandths");
    }

    #[test]
    fn a_part_keeps_within_the_whole_and_above_what_can_be_told_apart() {
        let frame = Rect::from_min_size(pos2(10.0, 20.0), vec2(300.0, 300.0));
        let area = Area::default();
        let quarter = Rect::from_min_size(frame.left_top(), vec2(150.0, 150.0));
        assert_eq!(closer(quarter, frame, &area), Area { across: (-3.0, 1.5), up: (1.5, 6.0) });
        let wide = closer(frame.expand(300.0), frame, &area);
        assert_eq!(wide, area);
        let point = Rect::from_center_size(frame.center(), vec2(0.001, 0.001));
        let narrow = closer(point, frame, &area).across;
        assert!((narrow.1 - narrow.0 - Area::NARROWEST).abs() < 1e-9, "{narrow:?}");
    }
}
