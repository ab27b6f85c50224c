//! Parallel coordinates: an axis for each setting and one for the objective, a line for each trial.

use std::sync::Arc;

use egui::{
    Color32, Mesh, Rect, Response, Sense, Shape, Stroke, Ui, WidgetInfo,
    accesskit::Role,
    epaint::{TessellationOptions, Tessellator},
    vec2,
};

use super::{
    SweepViewState,
    axes::Axes,
    digest::{DIVERGED, Digest, Line, Marked},
    names, sentence,
};
use crate::{
    text,
    ui::kit::{Palette, Theme, theme::space},
};

/// Room above the axes for their names and scales, and above them for what diverged.
const ABOVE: f32 = 40.0;
/// Room below.
const BELOW: f32 = 8.0;
/// Room on the left of the first axis and on the right of the last.
const ASIDE: (f32, f32) = (40.0, 56.0);
/// Most lines that are drawn, the best of them: more are one grey.
const MOST: usize = 3000;
/// A line nearer to the pointer than this is pointed at.
const NEAR: f32 = 6.0;
/// Half the width of the part of an axis that is pressed.
const GRIP: f32 = 14.0;

/// The lines, painted once for all frames that show the same.
#[derive(Debug, Default)]
pub struct Painted(Option<(Key, Arc<Mesh>)>);

type Key = (u64, Rect, (bool, Palette), f32, Vec<usize>);

pub(super) fn ui(ui: &mut Ui, theme: &Theme, state: &mut SweepViewState, digest: &Digest, height: f32) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click_and_drag());
    let frame = Rect::from_min_max(rect.min + vec2(ASIDE.0, ABOVE), rect.max - vec2(ASIDE.1, BELOW));
    let axes = Axes { frame, room: (ASIDE.0, ASIDE.1, ABOVE), order: state.order.clone() };
    mark(&response, state, &axes);
    point(ui, &response, state, digest, &axes);
    let key = (digest.number, frame, theme.look(), ui.ctx().pixels_per_point(), axes.order.clone());
    let mesh = match &state.painted.0 {
        Some((of, mesh)) if *of == key => Arc::clone(mesh),
        _ => {
            let mesh = Arc::new(paint(theme, digest, &axes, ui.ctx().pixels_per_point()));
            state.painted.0 = Some((key, Arc::clone(&mesh)));
            mesh
        }
    };
    ui.painter().add(Shape::Mesh(mesh));
    for at in 0..axes.count() {
        names::values(ui, theme, digest, &axes, at);
    }
    marked(ui, theme, state, &axes);
    names::ui(ui, theme, state, digest, &axes);
    let best = digest.lines.first().filter(|line| !line.diverged);
    let one = state.pointed.or(state.chosen).and_then(|trial| digest.line(trial)).or(best);
    if let Some(line) = one {
        let points = axes.points(line);
        points.iter().for_each(|point| _ = ui.painter().circle_filled(*point, 3.5, theme.ink));
        ui.painter().add(Shape::line(points, Stroke::new(2.0, theme.ink)));
    }
    let (lines, looked) = (digest.lines.len(), digest.looked.len());
    response.widget_info(|| {
        let said = text!(
            "Parallel coordinates: {lines} trials, {looked} looked at",
            "平行坐标：{lines} 次试验，正在查看 {looked} 次"
        );
        WidgetInfo::labeled(Role::Image, true, theme.say(said))
    });
    if let Some(place) = state.pointed.and_then(|trial| digest.line(trial)).map(|line| line.row) {
        // Above the axes: below the pointer stand the buttons for what is marked.
        let mut tip = egui::Tooltip::for_enabled(&response);
        tip.popup = tip.popup.anchor(rect).align(egui::RectAlign::TOP_START).align_alternatives(&[]);
        tip.show(|ui| ui.label(sentence(theme, &digest.found, place)));
    }
}

/// Draws a mark along an axis, or takes it away with a click beside the lines.
fn mark(response: &Response, state: &mut SweepViewState, axes: &Axes) {
    let Some(at) = response.interact_pointer_pos() else {
        state.drag = None;
        return;
    };
    if response.drag_started() {
        let from = response.ctx.input(|input| input.pointer.press_origin()).unwrap_or(at);
        let near = Some(axes.nearest(from.x)).filter(|near| (axes.x(*near) - from.x).abs() <= GRIP);
        state.drag = near.map(|near| (axes.order[near], axes.place(from.y)));
    }
    if let Some((axis, from)) = state.drag
        && response.dragged()
    {
        let to = axes.place(at.y);
        let reach = |place: f64| if place > 1.0 + 0.5 * (DIVERGED - 1.0) { DIVERGED + 1e-9 } else { place };
        // A little beyond both ends, so that what lies on an end can be marked.
        let (low, high) = (from.min(to), reach(from.max(to)));
        state.view.mark(Marked { axis, low: if low < 0.01 { -1e-9 } else { low }, high });
    }
    if response.drag_stopped() || !response.dragged() {
        state.drag = None;
    }
    if response.clicked() {
        let near = axes.nearest(at.x);
        match state.pointed {
            Some(trial) => state.chosen = Some(trial),
            None if (axes.x(near) - at.x).abs() <= GRIP => state.view.unmark(axes.order[near]),
            None => state.view.marks.clear(),
        }
    }
}

/// Finds the line under the pointer.
fn point(ui: &Ui, response: &Response, state: &mut SweepViewState, digest: &Digest, axes: &Axes) {
    let Some(at) = response.hover_pos().filter(|_| state.drag.is_none()) else { return };
    let last = axes.count() - 1;
    let width = axes.frame.width() / last.max(1) as f32;
    let along = ((at.x - axes.frame.left()) / width).clamp(0.0, last as f32);
    let (axis, share) = (along.floor() as usize, along.fract());
    let y = |line: &Line| {
        let place = |at: usize| line.crossings[axes.order[at.min(last)]];
        axes.y(place(axis)) * (1.0 - share) + axes.y(place(axis + 1)) * share
    };
    let near = digest.looked.iter().take(MOST).map(|place| &digest.lines[*place]);
    let near = near.map(|line| ((y(line) - at.y).abs(), line)).filter(|(distance, _)| *distance < NEAR);
    if let Some((_, line)) = near.min_by(|a, b| a.0.total_cmp(&b.0)) {
        state.pointed = Some(digest.found.rows[line.row].trial);
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        if response.clicked() {
            state.chosen = state.pointed;
        }
    }
}

/// All lines, selected ones above the others, the best above all.
fn paint(theme: &Theme, digest: &Digest, axes: &Axes, pixels_per_point: f32) -> Mesh {
    let options = TessellationOptions::default();
    let mut tessellator = Tessellator::new(pixels_per_point, options, [1, 1], Vec::new());
    let mut mesh = Mesh::default();
    let is_marked = !digest.marks().is_empty();
    let mut add = |line: &Line, color: Color32, width: f32| {
        let (points, stroke) = (axes.points(line), Stroke::new(width, color));
        if line.diverged {
            for dash in Shape::dashed_line(&points, stroke, 4.0, 3.0) {
                tessellator.tessellate_shape(dash, &mut mesh);
            }
        } else {
            tessellator.tessellate_shape(Shape::line(points, stroke), &mut mesh);
        }
    };
    let (looked, others) = digest.drawn(MOST);
    for line in others.into_iter().rev() {
        add(line, theme.rule, 1.0);
    }
    for line in looked.into_iter().rev() {
        let own = line.places.last().copied().unwrap_or(1.0).min(1.0) as f32;
        let color = match (line.diverged, is_marked) {
            (true, _) => theme.negative.gamma_multiply(0.6),
            (false, true) => theme.accent.gamma_multiply(0.8),
            (false, false) => worth_color(theme, own),
        };
        add(line, color, 1.1);
    }
    mesh
}

/// The colour of a rank: the best nearest to the ink.
pub(super) fn worth_color(theme: &Theme, rank: f32) -> Color32 {
    theme.ink.lerp_to_gamma(theme.rule, 0.15 + 0.85 * rank.clamp(0.0, 1.0))
}

/// The marked parts.
fn marked(ui: &Ui, theme: &Theme, state: &SweepViewState, axes: &Axes) {
    for Marked { axis, low, high } in &state.view.marks {
        let Some(at) = axes.order.iter().position(|other| other == axis) else { continue };
        let (top, bottom) = (axes.y(high.min(DIVERGED)), axes.y(low.max(0.0)));
        let rect = Rect::from_x_y_ranges(axes.x(at) - space::ONE..=axes.x(at) + space::ONE, top..=bottom);
        ui.painter().rect_filled(rect, 3.0, theme.accent.gamma_multiply(0.25));
        ui.painter().rect_stroke(rect, 3.0, Stroke::new(1.5, theme.accent), egui::StrokeKind::Inside);
    }
}
