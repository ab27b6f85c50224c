//! Sketches: a curve over epochs, and a border in the plane, drawn by hand or with five points that the arrows move.

use std::collections::BTreeMap;

use egui::{
    Align2, Color32, EventFilter, FontId, Key, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind,
    Ui, WidgetInfo, pos2, vec2,
};

use super::{LessonViewState, is_over, moment};
use crate::{
    insight::Axes,
    lessons::{Metric, attempt::Place},
    measure::Area,
    session::{Answer, hand_in::Line},
    text,
    ui::{
        kit::{
            Theme,
            theme::{space, text as size},
        },
        views::map::picture::boundaries_of,
    },
    worker::Snapshot,
};

/// Height of a curve's pad.
const HEIGHT: f32 = 140.0;
/// Room for the numbers at a curve's axes.
const AXES: (f32, f32) = (32.0, 16.0);
/// Places along a curve that a drawn line is kept at.
const BINS: usize = 50;
/// Points that the arrows move.
const POINTS: usize = 5;
/// Points of the data that are drawn.
const SHOWN: usize = 300;

/// What is being drawn.
#[derive(Debug, Default)]
pub(super) struct PadState {
    /// The stroke under the pointer, in shares of the way right and up.
    stroke: Vec<Pos2>,
    /// The point that the arrows move, and how high each stands.
    point: usize,
    heights: BTreeMap<Place, [f32; POINTS]>,
}

/// A curve of a metric between two epochs.
pub(super) fn curve(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    state: &mut LessonViewState,
    place: Place,
    (metric, (first, last)): (Metric, (u64, u64)),
    fixed: bool,
) {
    let top = top(snapshot, metric);
    let value = |share: Pos2| {
        let epoch = first as f64 + f64::from(share.x) * (last - first) as f64;
        (epoch, f64::from(share.y) * top)
    };
    let share =
        |epoch: f64, value: f64| pos2(((epoch - first as f64) / (last - first) as f64) as f32, (value / top) as f32);
    let (whole, response) = canvas(ui, vec2(ui.available_width(), HEIGHT), fixed);
    let rect = whole.with_min_x(whole.left() + AXES.0).with_max_y(whole.bottom() - AXES.1);
    let name = theme.say(metric.text());
    describe(ui, theme, &response, &name, fixed);
    let painter = ui.painter().with_clip_rect(whole.expand(1.0));
    frame(&painter, theme, rect, &response);
    let number = |at: Pos2, align: Align2, text: String| {
        painter.text(at, align, text, FontId::proportional(size::SMALL), theme.muted);
    };
    number(rect.left_top() - vec2(space::HALF, -6.0), Align2::RIGHT_CENTER, short(top));
    number(rect.left_bottom() - vec2(space::HALF, 6.0), Align2::RIGHT_CENTER, "0".into());
    number(rect.left_bottom(), Align2::LEFT_TOP, first.to_string());
    number(rect.right_bottom(), Align2::RIGHT_TOP, theme.say(text!("epoch {last}", "第 {last} 轮")).into_owned());
    if !fixed {
        if let Some(stroke) = stroke(ui, rect, &response, &mut state.pad) {
            let mut bins = match state.given(place) {
                Some(Answer::Curve(points)) => points.iter().map(|(epoch, value)| share(*epoch, *value)).collect(),
                _ => Vec::new(),
            };
            draw_over(&mut bins, &stroke);
            state.answer(ui, place, Answer::Curve(bins.into_iter().map(value).collect()));
        } else if let Some(points) = five(ui, &response, &mut state.pad, place) {
            state.answer(ui, place, Answer::Curve(points.into_iter().map(value).collect()));
        }
    }
    let screen = |share: Pos2| rect.left_bottom() + vec2(share.x * rect.width(), -share.y * rect.height());
    let line = |points: Vec<Pos2>, width: f32, color: Color32| {
        painter.add(Shape::line(points, Stroke::new(width, color)));
    };
    if let Some(Answer::Curve(points)) = state.given(place) {
        let points = points.iter().map(|(epoch, value)| screen(share(*epoch, *value))).collect();
        line(points, 5.0, theme.accent.gamma_multiply(0.42));
    }
    line(state.pad.stroke.iter().map(|at| screen(*at)).collect(), 5.0, theme.accent.gamma_multiply(0.42));
    if fixed {
        let is_regression = snapshot.experiment.classes().is_none();
        let records = snapshot.history.records().iter().filter(|record| (first..=last).contains(&record.epoch));
        let real = records.filter_map(|record| {
            let value = metric.measured(&record.metrics, is_regression).filter(|value| value.is_finite())?;
            Some(screen(share(record.epoch as f64, value)))
        });
        let painter = painter.with_clip_rect(rect.expand(2.0));
        painter.add(Shape::line(real.collect(), Stroke::new(2.25, theme.ink)));
    }
    again(ui, theme, state, place, fixed);
}

/// A border in the plane of the first two inputs.
pub(super) fn boundary(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    state: &mut LessonViewState,
    place: Place,
    fixed: bool,
) {
    let Some(maps) = snapshot.looks.maps.as_ref().filter(|maps| maps.plane.axes == Axes::Inputs(0, 1)) else {
        let words = text!("Turn the map to the first two inputs to draw.", "请把决策图转到前两个输入再画。");
        ui.label(theme.caption(theme.say(words)));
        return;
    };
    let area: Area = maps.area;
    let side = ui.available_width().min(280.0);
    let (rect, response) = canvas(ui, vec2(side, side), fixed);
    let name = theme.say(text!("Border", "边界"));
    describe(ui, theme, &response, &name, fixed);
    let painter = ui.painter().with_clip_rect(rect.expand(1.0));
    frame(&painter, theme, rect, &response);
    let plane = |share: Pos2| (egui::lerp(area.x.0..=area.x.1, share.x), egui::lerp(area.y.0..=area.y.1, share.y));
    let share =
        |at: (f32, f32)| pos2((at.0 - area.x.0) / (area.x.1 - area.x.0), (at.1 - area.y.0) / (area.y.1 - area.y.0));
    let screen = |share: Pos2| rect.left_bottom() + vec2(share.x * rect.width(), -share.y * rect.height());
    let classes = snapshot.experiment.classes().unwrap_or(2);
    for point in snapshot.looks.points.iter().flat_map(|points| points.iter()).take(SHOWN) {
        let color = point.class.map_or(theme.muted, |class| theme.class(class, classes));
        let at = screen(share(point.at));
        if point.class == Some(0) {
            painter.rect_filled(Rect::from_center_size(at, vec2(4.0, 4.0)), 0.0, color);
        } else {
            painter.circle_filled(at, 2.5, color);
        }
    }
    if !fixed {
        let drawn = stroke(ui, rect, &response, &mut state.pad);
        let typed = if drawn.is_none() { five(ui, &response, &mut state.pad, place) } else { None };
        let mut lines = match state.given(place) {
            Some(Answer::Boundary(lines)) if typed.is_none() => lines.clone(),
            _ => Vec::new(),
        };
        if let Some(points) = drawn.or(typed) {
            lines.push(Line(points.into_iter().map(plane).collect()));
            state.answer(ui, place, Answer::Boundary(lines));
        }
    }
    let sketched = Stroke::new(5.0, theme.accent.gamma_multiply(0.5));
    if let Some(Answer::Boundary(lines)) = state.given(place) {
        for line in lines {
            painter.add(Shape::line(line.0.iter().map(|at| screen(share(*at))).collect(), sketched));
        }
    }
    painter.add(Shape::line(state.pad.stroke.iter().map(|at| screen(*at)).collect(), sketched));
    if fixed && is_over(snapshot) {
        for line in boundaries_of(maps, snapshot.experiment.classes().is_some()) {
            painter.add(Shape::line(line.into_iter().map(screen).collect(), Stroke::new(2.25, theme.ink)));
        }
    }
    again(ui, theme, state, place, fixed);
}

/// Where to draw, and what the pointer does there.
fn canvas(ui: &mut Ui, size: egui::Vec2, fixed: bool) -> (Rect, Response) {
    ui.allocate_exact_size(size, if fixed { Sense::hover() } else { Sense::click_and_drag() })
}

fn describe(ui: &Ui, theme: &Theme, response: &Response, name: &str, fixed: bool) {
    let said = if fixed {
        text!("Your sketch: {name}", "你的草图：{name}")
    } else {
        text!(
            "Sketch: {name}. Drag to draw, or move five points: left and right choose one, up and down move it.",
            "草图：{name}。拖动绘制，或移动五个点：左右键选择，上下键移动。"
        )
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Image, ui.is_enabled(), theme.say(said.clone())));
}

fn frame(painter: &Painter, theme: &Theme, rect: Rect, response: &Response) {
    painter.rect_filled(rect, 2.0, theme.surface);
    let outline = if response.has_focus() { Stroke::new(2.0, theme.accent) } else { Stroke::new(1.0, theme.outline) };
    painter.rect_stroke(rect, 2.0, outline, StrokeKind::Inside);
}

/// The stroke that has just ended, in shares of the way right and up.
fn stroke(ui: &Ui, rect: Rect, response: &Response, pad: &mut PadState) -> Option<Vec<Pos2>> {
    let at = response.interact_pointer_pos().map(|at| {
        let share = (at - rect.left_bottom()) / rect.size();
        pos2(share.x.clamp(0.0, 1.0), (-share.y).clamp(0.0, 1.0))
    });
    if response.dragged() {
        let is_new = |at: &Pos2| pad.stroke.last().is_none_or(|last| last.distance(*at) > 0.01);
        pad.stroke.extend(at.filter(is_new));
        ui.ctx().request_repaint();
    }
    (response.drag_stopped() && pad.stroke.len() > 1).then(|| std::mem::take(&mut pad.stroke))
}

/// Moves one of five points, evenly spaced, with the arrows; all of them when one was moved.
fn five(ui: &Ui, response: &Response, pad: &mut PadState, place: Place) -> Option<Vec<Pos2>> {
    if !response.has_focus() {
        return None;
    }
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key: Key| ui.input(|input| input.key_pressed(key));
    let (left, right) = (pressed(Key::ArrowLeft), pressed(Key::ArrowRight));
    pad.point = (pad.point + usize::from(right)).saturating_sub(usize::from(left)).min(POINTS - 1);
    let by = 0.05 * (f32::from(u8::from(pressed(Key::ArrowUp))) - f32::from(u8::from(pressed(Key::ArrowDown))));
    let heights = pad.heights.entry(place).or_insert([0.5; POINTS]);
    heights[pad.point] = (heights[pad.point] + by).clamp(0.0, 1.0);
    let points = heights.iter().enumerate().map(|(point, y)| pos2(point as f32 / (POINTS - 1) as f32, *y));
    (by != 0.0).then(|| points.collect())
}

/// Draws `stroke` over a curve: where it runs, it replaces what was there.
fn draw_over(curve: &mut Vec<Pos2>, stroke: &[Pos2]) {
    let bin = |x: f32| (x * BINS as f32).round() as usize;
    let mut bins: BTreeMap<usize, f32> = curve.iter().map(|at| (bin(at.x), at.y)).collect();
    for pair in stroke.windows(2) {
        let (from, to) = if pair[0].x <= pair[1].x { (pair[0], pair[1]) } else { (pair[1], pair[0]) };
        for place in bin(from.x)..=bin(to.x) {
            let width = (to.x - from.x).max(f32::EPSILON);
            let share = ((place as f32 / BINS as f32 - from.x) / width).clamp(0.0, 1.0);
            bins.insert(place, egui::lerp(from.y..=to.y, share));
        }
    }
    *curve = bins.into_iter().map(|(bin, y)| pos2(bin as f32 / BINS as f32, y)).collect();
}

/// Where the axis of a metric ends: 1 for a share, a quarter above its first value for a loss.
fn top(snapshot: &Snapshot, metric: Metric) -> f64 {
    let is_regression = snapshot.experiment.classes().is_none();
    let first = snapshot.history.records().first();
    let first = first.and_then(|record| metric.measured(&record.metrics, is_regression));
    let first = first.or_else(|| metric.now(&moment(snapshot))).filter(|first| first.is_finite());
    match metric {
        Metric::TrainLoss | Metric::ValidationLoss | Metric::TestLoss => 1.25 * first.unwrap_or(1.0).max(1e-3),
        _ => 1.0,
    }
}

/// A number with two digits that say something.
fn short(number: f64) -> String {
    if number >= 10.0 { format!("{number:.0}") } else { format!("{number:.2}") }
}

/// Takes the sketch away.
fn again(ui: &mut Ui, theme: &Theme, state: &mut LessonViewState, place: Place, fixed: bool) {
    let has_some = matches!(state.given(place), Some(Answer::Curve(_) | Answer::Boundary(_)));
    if !fixed && has_some && ui.button(theme.say(text!("Draw again", "重新绘制"))).clicked() {
        state.pad.heights.remove(&place);
        state.answer(ui, place, Answer::Skipped);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stroke_replaces_what_it_runs_over() {
        let mut curve = vec![pos2(0.0, 1.0), pos2(0.5, 1.0), pos2(1.0, 1.0)];
        draw_over(&mut curve, &[pos2(0.6, 0.0), pos2(0.4, 0.5)]);
        let at = |x: f32| curve.iter().find(|at| (at.x - x).abs() < 1e-4).unwrap().y;
        assert_eq!((at(0.0), at(1.0)), (1.0, 1.0));
        assert!((at(0.5) - 0.25).abs() < 1e-3 && (at(0.4) - 0.5).abs() < 1e-3, "{curve:?}");
        assert!(curve.windows(2).all(|pair| pair[0].x < pair[1].x));
    }
}
