//! Parallel coordinates: an axis for each setting and one for the objective, a line for each trial.

use std::sync::Arc;

use egui::{
    Align2, Color32, FontId, Mesh, Pos2, Rect, Response, Sense, Shape, Stroke, Ui, WidgetInfo,
    accesskit::Role,
    epaint::{TessellationOptions, Tessellator},
    pos2, vec2,
};

use super::{
    SweepViewState,
    digest::{DIVERGED, Digest, Line, Marked},
    name_of, sentence, varied, worth,
};
use crate::{
    language::shortened,
    sweep::Values,
    text,
    ui::kit::{
        Palette, Theme,
        theme::{bold, space, text},
    },
};

/// Room above the axes for their names, and above them for what diverged.
const ABOVE: f32 = 24.0;
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

type Key = (u64, Rect, (bool, Palette), f32);

/// Where the axes stand.
struct Axes {
    frame: Rect,
    count: usize,
}

impl Axes {
    fn x(&self, axis: usize) -> f32 {
        let last = (self.count - 1).max(1) as f32;
        self.frame.left() + axis as f32 / last * self.frame.width()
    }

    fn y(&self, place: f64) -> f32 {
        let whole = self.frame.height() / DIVERGED as f32;
        self.frame.bottom() - place as f32 * whole
    }

    fn place(&self, y: f32) -> f64 {
        f64::from((self.frame.bottom() - y) / self.frame.height()) * DIVERGED
    }

    fn points(&self, line: &Line) -> Vec<Pos2> {
        line.places.iter().enumerate().map(|(axis, place)| pos2(self.x(axis), self.y(*place))).collect()
    }
}

pub(super) fn ui(ui: &mut Ui, theme: &Theme, state: &mut SweepViewState, digest: &Digest, height: f32) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click_and_drag());
    let frame = Rect::from_min_max(rect.min + vec2(ASIDE.0, ABOVE), rect.max - vec2(ASIDE.1, BELOW));
    let axes = Axes { frame, count: digest.found.plan.axes.len() + 1 };
    mark(&response, state, &axes);
    point(ui, &response, state, digest, &axes);
    let key = (digest.number, frame, theme.look(), ui.ctx().pixels_per_point());
    let mesh = match &state.painted.0 {
        Some((of, mesh)) if *of == key => Arc::clone(mesh),
        _ => {
            let mesh = Arc::new(paint(theme, digest, &axes, ui.ctx().pixels_per_point()));
            state.painted.0 = Some((key, Arc::clone(&mesh)));
            mesh
        }
    };
    ui.painter().add(Shape::Mesh(mesh));
    for axis in 0..axes.count {
        scale(ui, theme, digest, &axes, axis);
    }
    marked(ui, theme, state, &axes);
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
        response.on_hover_text(sentence(theme, &digest.found, place));
    }
}

/// Draws a mark along an axis, or takes it away with a click beside the lines.
fn mark(response: &Response, state: &mut SweepViewState, axes: &Axes) {
    let Some(at) = response.interact_pointer_pos() else {
        state.drag = None;
        return;
    };
    if response.drag_started() {
        let near = (0..axes.count).find(|axis| (axes.x(*axis) - at.x).abs() <= GRIP);
        let from = response.ctx.input(|input| input.pointer.press_origin()).unwrap_or(at);
        state.drag = near.map(|axis| (axis, axes.place(from.y)));
    }
    if let Some((axis, from)) = state.drag
        && response.dragged()
    {
        let to = axes.place(at.y);
        let reach = |place: f64| if place > 1.0 + 0.5 * (DIVERGED - 1.0) { DIVERGED + 1e-9 } else { place };
        // A little beyond both ends, so that what lies on an end can be marked.
        let (low, high) = (from.min(to), reach(from.max(to)));
        state.marked = Some(Marked { axis, low: if low < 0.01 { -1e-9 } else { low }, high });
    }
    if response.drag_stopped() || !response.dragged() {
        state.drag = None;
    }
    if response.clicked() {
        match state.pointed {
            Some(trial) => state.chosen = Some(trial),
            None => state.marked = None,
        }
    }
}

/// Finds the line under the pointer.
fn point(ui: &Ui, response: &Response, state: &mut SweepViewState, digest: &Digest, axes: &Axes) {
    let Some(at) = response.hover_pos().filter(|_| state.drag.is_none()) else { return };
    let width = axes.frame.width() / (axes.count - 1).max(1) as f32;
    let along = ((at.x - axes.frame.left()) / width).clamp(0.0, (axes.count - 1) as f32);
    let (axis, share) = (along.floor() as usize, along.fract());
    let y = |line: &Line| {
        let place = |axis: usize| line.places.get(axis).or(line.places.last()).copied().unwrap_or(0.5);
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

/// All lines, those that are looked at above the others, the best above all.
fn paint(theme: &Theme, digest: &Digest, axes: &Axes, pixels_per_point: f32) -> Mesh {
    let options = TessellationOptions::default();
    let mut tessellator = Tessellator::new(pixels_per_point, options, [1, 1], Vec::new());
    let mut mesh = Mesh::default();
    let is_marked = digest.marked().is_some();
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
    let drawn = &digest.lines[..digest.lines.len().min(MOST)];
    for line in drawn.iter().rev().filter(|line| is_marked && !line.marked) {
        add(line, theme.rule, 1.0);
    }
    for line in drawn.iter().rev().filter(|line| !is_marked || line.marked) {
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

/// An axis with its name and its values.
fn scale(ui: &Ui, theme: &Theme, digest: &Digest, axes: &Axes, axis: usize) {
    let (painter, plan) = (ui.painter(), &digest.found.plan);
    let (x, small) = (axes.x(axis), FontId::proportional(text::SMALL));
    painter.vline(x, axes.y(1.0)..=axes.y(0.0), Stroke::new(1.5, theme.outline));
    let of = plan.axes.get(axis);
    let name = of.map_or_else(
        || name_of(plan.objective, plan.experiment.classes().is_some()),
        |of| varied::name(&plan.experiment, &of.key),
    );
    let name = theme.say(name);
    let align = match axis {
        0 => Align2::LEFT_TOP,
        _ if axis + 1 == axes.count => Align2::RIGHT_TOP,
        _ => Align2::CENTER_TOP,
    };
    let at = match axis {
        0 => axes.frame.left() - ASIDE.0,
        _ if axis + 1 == axes.count => axes.frame.right() + ASIDE.1,
        _ => x,
    };
    painter.text(pos2(at, axes.frame.top() - ABOVE), align, shortened(&name, 18), bold(text::SMALL), theme.ink);
    for (place, words) in ticks(theme, digest, axis) {
        let (at, align) = if axis + 1 == axes.count {
            (pos2(x + 8.0, axes.y(place)), Align2::LEFT_CENTER)
        } else {
            (pos2(x - 6.0, axes.y(place)), Align2::RIGHT_CENTER)
        };
        let galley = painter.layout_no_wrap(words, small.clone(), theme.muted);
        let rect = align.anchor_size(at, galley.size());
        painter.rect_filled(rect.expand2(vec2(2.0, -1.0)), 2.0, theme.surface.gamma_multiply(0.85));
        painter.galley(rect.min, galley, theme.muted);
    }
}

/// What is written along an axis.
fn ticks(theme: &Theme, digest: &Digest, axis: usize) -> Vec<(f64, String)> {
    let plan = &digest.found.plan;
    let Some(of) = plan.axes.get(axis) else {
        let mut ticks: Vec<(f64, String)> = if digest.medians.is_empty() {
            Vec::new()
        } else {
            let at = |place: f64| theme.say(worth(plan.objective, digest.median_at(place))).into_owned();
            [0.0, 0.25, 0.5, 0.75, 1.0].map(|place| (place, at(place))).to_vec()
        };
        if digest.diverged > 0 {
            ticks.push((DIVERGED, format!("× {}", digest.diverged)));
        }
        return ticks;
    };
    let shown = |value: &str| theme.say(varied::shown(&plan.experiment, &of.key, value)).into_owned();
    match &of.values {
        Values::Choice(list) => {
            let place = |value: &String| (of.place_of(value).unwrap_or(0.5), shortened(&shown(value), 10).into_owned());
            list.iter().map(place).collect()
        }
        Values::Linear { .. } | Values::Log { .. } => {
            let whole = of.is_whole(&plan.experiment);
            let at = |place: f64| (place, of.at(place.min(1.0 - 1e-9), whole));
            [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0].map(at).into_iter().map(|(place, value)| (place, shown(&value))).collect()
        }
    }
}

/// The marked part.
fn marked(ui: &Ui, theme: &Theme, state: &SweepViewState, axes: &Axes) {
    let Some(Marked { axis, low, high }) = state.marked else { return };
    let (top, bottom) = (axes.y(high.min(DIVERGED)), axes.y(low.max(0.0)));
    let rect = Rect::from_x_y_ranges(axes.x(axis) - space::ONE..=axes.x(axis) + space::ONE, top..=bottom);
    ui.painter().rect_filled(rect, 3.0, theme.accent.gamma_multiply(0.25));
    ui.painter().rect_stroke(rect, 3.0, Stroke::new(1.5, theme.accent), egui::StrokeKind::Inside);
}
