//! The heads of the axes: their names, which move them, their scales, and the values along them.

use egui::{
    Align2, FontId, Key, Modifiers, Rect, Response, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::{
    SweepViewState,
    along::Spread,
    axes::Axes,
    digest::{DIVERGED, Digest, Marked},
    name_of, varied, worth,
};
use crate::{
    language::shortened,
    sweep::Values,
    text,
    ui::kit::{
        Theme, fitted,
        icon::focus_ring,
        theme::{bold, space, text},
    },
};

/// Room for a name, at most, and between two names.
const WIDTH: (f32, f32) = (200.0, 10.0);
/// How far a key moves a mark.
const STEP: f64 = 0.25;

/// What an axis is called.
fn name(theme: &Theme, digest: &Digest, axis: usize) -> String {
    let plan = &digest.found.plan;
    let name = plan.axes.get(axis).map_or_else(
        || name_of(plan.objective, plan.experiment.classes().is_some()),
        |of| varied::name(&plan.experiment, &of.key),
    );
    theme.say(name).into_owned()
}

/// The names above the axes: dragged, an axis moves; pressed, it has another scale; arrows do both, and mark.
pub(super) fn ui(ui: &Ui, theme: &Theme, state: &mut SweepViewState, digest: &Digest, axes: &Axes) {
    for (at, axis) in axes.order.iter().copied().enumerate() {
        let room = room(axes);
        let (left, align) = match at {
            0 => (axes.frame.left() - axes.room.0, Align2::LEFT_TOP),
            _ if at + 1 == axes.count() => (axes.frame.right() + axes.room.1 - room, Align2::RIGHT_TOP),
            _ => (axes.x(at) - 0.5 * room, Align2::CENTER_TOP),
        };
        let rect = Rect::from_min_size(pos2(left, axes.frame.top() - axes.room.2), vec2(room, 30.0));
        let response = ui.interact(rect, ui.scope_id().with(("axis", axis)), Sense::click_and_drag());
        let is_lit = response.hovered() || response.dragged() || response.has_focus();
        if is_lit {
            ui.painter().rect_filled(rect, 3.0, theme.panel);
        }
        let (words, spread) = (name(theme, digest, axis), digest.along[axis].as_ref().map(|along| along.spread));
        let place = |by: f32| align.pos_in_rect(&rect) + vec2(0.0, by);
        let color = if response.dragged() { theme.accent } else { theme.ink };
        let galley = fitted::line(ui, &words, bold(text::SMALL), color, room);
        let corner = align.anchor_size(place(0.0), galley.size()).min;
        ui.painter().galley(corner, galley, color);
        let scale = spread.map_or_else(|| text!("choices", "选项"), Spread::name);
        let scale = theme.say(scale).into_owned();
        ui.painter().text(place(15.0), align, &scale, FontId::proportional(text::SMALL), theme.muted);
        focus_ring(ui, theme, &response, rect);
        touched(ui, state, axes, &response, (at, axis), spread);
        response.widget_info(|| {
            let said = text!("Axis {words}, {scale}", "坐标轴 {words}，{scale}");
            WidgetInfo::labeled(Role::Button, true, theme.say(said))
        });
        response.on_hover_text(theme.say(text!(
            "Drag to move the axis; click for another scale. Keys: ← → move it, ↑ ↓ mark a quarter, Delete unmarks, \
             Enter changes the scale.",
            "拖动可移动坐标轴；点击切换刻度。按键：← → 移动，↑ ↓ 框选四分之一，Delete 取消，回车键切换刻度。"
        )));
    }
}

/// Room for a name, so that none reaches its neighbour: those of the first axis and the last begin and end at the edge.
fn room(axes: &Axes) -> f32 {
    let apart = axes.frame.width() / (axes.count() - 1).max(1) as f32;
    let edge = axes.room.0.min(axes.room.1);
    let room = if axes.count() > 2 { ((apart + edge) / 1.5).min(apart) } else { 0.5 * apart + edge };
    (room - WIDTH.1).clamp(24.0, WIDTH.0)
}

/// What the pointer and the keys do with the axis that stands at a place.
fn touched(
    ui: &Ui,
    state: &mut SweepViewState,
    axes: &Axes,
    response: &Response,
    (at, axis): (usize, usize),
    spread: Option<Spread>,
) {
    let mut to = None;
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        to = Some(axes.nearest(pointer.x));
        ui.set_cursor_icon(egui::CursorIcon::Grabbing);
    }
    if response.has_focus() {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let last = axes.count() - 1;
        if pressed(Key::ArrowLeft) {
            to = Some(at.saturating_sub(1));
        } else if pressed(Key::ArrowRight) {
            to = Some((at + 1).min(last));
        } else if pressed(Key::ArrowUp) {
            quarter(state, axis, STEP);
        } else if pressed(Key::ArrowDown) {
            quarter(state, axis, -STEP);
        } else if pressed(Key::Delete) || pressed(Key::Backspace) {
            state.view.unmark(axis);
        }
        // The arrows are this axis's, not the way to the next thing to press.
        let filter = egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
    if let Some(to) = to.filter(|to| *to != at) {
        let axis = state.order.remove(at);
        state.order.insert(to, axis);
    }
    if let Some(spread) = spread.filter(|_| response.clicked()) {
        state.view.spreads.insert(axis, spread.next());
        // A part of another scale holds other trials.
        state.view.unmark(axis);
    }
}

/// Marks the lowest quarter of an axis, or moves the mark that is there.
fn quarter(state: &mut SweepViewState, axis: usize, by: f64) {
    let before = state.view.marks.iter().find(|mark| mark.axis == axis).copied();
    let low =
        before.map_or(if by > 0.0 { 0.0 } else { 1.0 - STEP }, |mark| (mark.low.max(0.0) + by).clamp(0.0, 1.0 - STEP));
    let high = if low + STEP >= 1.0 { 1.0 } else { low + STEP };
    state.view.mark(Marked { axis, low: if low == 0.0 { -1e-9 } else { low }, high });
}

/// The line of an axis, and what is written along it.
pub(super) fn values(ui: &Ui, theme: &Theme, digest: &Digest, axes: &Axes, at: usize) {
    let painter = ui.painter();
    let x = axes.x(at);
    painter.vline(x, axes.y(1.0)..=axes.y(0.0), Stroke::new(1.5, theme.outline));
    let is_last = at + 1 == axes.count();
    for (place, words) in ticks(theme, digest, axes.order[at]) {
        let (at, align) = if is_last {
            (pos2(x + space::ONE, axes.y(place)), Align2::LEFT_CENTER)
        } else {
            (pos2(x - 6.0, axes.y(place)), Align2::RIGHT_CENTER)
        };
        let galley = painter.layout_no_wrap(words, FontId::proportional(text::SMALL), theme.muted);
        let rect = align.anchor_size(at, galley.size());
        painter.rect_filled(rect.expand2(vec2(2.0, -1.0)), 2.0, theme.surface.gamma_multiply(0.85));
        painter.galley(rect.min, galley, theme.muted);
    }
}

/// What is written along an axis, and where: 0 at its lower end, 1 at its upper one, and beyond what diverged.
pub(super) fn ticks(theme: &Theme, digest: &Digest, axis: usize) -> Vec<(f64, String)> {
    const PLACES: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];
    let plan = &digest.found.plan;
    let Some(along) = &digest.along[axis] else {
        let of = &plan.axes[axis];
        let Values::Choice(list) = &of.values else { return Vec::new() };
        let shown = |value: &str| theme.say(varied::shown(&plan.experiment, &of.key, value)).into_owned();
        let place = |value: &String| (of.place_of(value).unwrap_or(0.5), shortened(&shown(value), 10).into_owned());
        return list.iter().map(place).collect();
    };
    if let Some(of) = plan.axes.get(axis) {
        let whole = of.is_whole(&plan.experiment);
        let said = |value: f64| {
            let value = if whole { value.round() } else { value };
            theme.say(varied::shown(&plan.experiment, &of.key, &value.to_string())).into_owned()
        };
        return [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0].map(|place| (place, said(along.value(place)))).to_vec();
    }
    let mut ticks: Vec<(f64, String)> = if digest.medians.is_empty() {
        Vec::new()
    } else {
        PLACES.map(|place| (place, theme.say(worth(plan.objective, along.value(place))).into_owned())).to_vec()
    };
    if digest.diverged > 0 {
        ticks.push((DIVERGED, format!("× {}", digest.diverged)));
    }
    ticks
}
