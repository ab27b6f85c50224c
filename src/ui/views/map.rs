//! The decision map: the network's output all over the plane, with the data points.

mod axes;
mod classes;
pub mod contour;
mod ghosts;
mod legend;
pub mod paint;
pub mod picture;
pub mod points;
mod readout;
mod sketch;
mod touch;
mod viewport;

use std::sync::Arc;

use egui::{Color32, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, lerp, pos2, vec2};

use self::{
    ghosts::Ghosts,
    paint::{Paint, Tool},
    picture::{Ground, Picture},
    points::{Points, Style},
};
pub use self::{picture::boundaries, sketch::Sketch, viewport::Viewport};
use super::plane::Plane;
use crate::{
    data::{Source, Target},
    experiment::Experiment,
    insight::{Axes, Maps, Request},
    text,
    ui::{
        Action, Gaze, Runs, Unit,
        kit::{
            Palette, Texture, Theme, icon,
            mark::MarkSheet,
            pad::{Drawn, Pad},
            theme::space,
        },
    },
    worker::Snapshot,
};

/// Left of the map, for the numbers of the upright axis: the least, which most need.
pub const GUTTER: f32 = 32.0;
/// Least side of the map.
const LEAST: f32 = 96.0;
/// A point is meant from this distance.
const NEAR: f32 = 12.0;
/// Cells along each side when there is time for it.
const FINE: usize = 300;

/// Display options of the map.
#[derive(Debug, Default)]
pub struct MapViewState {
    /// Whether validation and test points are hidden.
    pub hide_test: bool,
    /// Whether the map has only two colours, or one per class.
    pub discrete: bool,
    /// Whether the map shows the confidence, not the class.
    pub confidence: bool,
    /// Whether the points of a regression show the residuals.
    pub residuals: bool,
    /// Whether the window is low: what of the map is shown is chosen in its menu, not below it.
    pub low: bool,
    /// Most that its sides may measure, with what stands above it, where there is little height.
    pub most: Option<f32>,
    /// The tool in hand.
    pub paint: Paint,
    /// Whether a picture of it is being taken.
    pub taking: bool,
    /// The border that a lesson asks for.
    pub sketch: Option<Sketch>,
    /// What was drawn of it in this frame, in the plane.
    pub drawn: Option<Drawn>,
    pad: Pad,
    points: Points,
    ghosts: Ghosts,
    texture: Texture,
    lines: Vec<Vec<Pos2>>,
    faint_lines: Vec<Vec<Pos2>>,
    /// The prediction as a function of the only input.
    curve: Vec<Pos2>,
    /// The map that is shown; `None` when it is the decision between more than two classes.
    plane: Option<Plane>,
    made: Option<Made>,
    /// The unit that is shown in place of the decision.
    shown: Option<Unit>,
    /// From where to where the map reaches across the screen.
    across: (f32, f32),
    /// Whether the last click was on it, so that keys are meant for it when nothing has the keyboard.
    clicked: bool,
}

/// What the picture was made from; while it stays the same, nothing is uploaded.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Made {
    number: u64,
    shown: Option<Unit>,
    look: (bool, Palette),
    ground: Ground,
}

/// Draws the decision map of `snapshot`; its brush edits the points of `draft`.
pub fn ui(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    state: &mut MapViewState,
    (gaze, runs): (&mut Gaze, &Runs),
    draft: &mut Experiment,
) -> Vec<Action> {
    let Some(maps) = &snapshot.looks.maps else {
        ui.label(theme.caption(theme.say(text!("Looking over the plane…", "正在查看平面……"))));
        return Vec::new();
    };
    state.update(ui, theme, snapshot, gaze.unit(), draft);
    state.ghosts.update(snapshot, runs);
    let (actions, above) = legend::head(ui, theme, snapshot, (state, gaze), draft);
    let area = gaze.area.unwrap_or(maps.plane.area);
    let axes = axes::Frame::new(ui, theme, snapshot, area);
    let most = state.most.unwrap_or(f32::INFINITY) - above - axes.above;
    let side = (ui.available_width() - axes.gutter).min(most).max(LEAST);
    let (whole, _) = ui.allocate_exact_size(vec2(axes.gutter + side, axes.above + side + axes::BELOW), Sense::hover());
    let map = Rect::from_min_size(whole.min + vec2(axes.gutter, axes.above), vec2(side, side));
    state.across = (map.left(), map.right());
    let view = Viewport { rect: map, area };
    let response = ui.interact(map, ui.scope_id().with("decision map"), Sense::click_and_drag());
    paint_map(ui, theme, snapshot, (state, gaze, maps), &view);
    let is_drawn = state.sketch.as_ref().is_some_and(|sketch| sketch.open);
    let keys = !is_drawn && touch::pointer_and_keys(ui, snapshot, (state, gaze), &view, &response, draft);
    if let Some(sketch) = state.sketch.as_ref().filter(|_| maps.plane.axes == Axes::Inputs(0, 1)) {
        state.drawn = sketch::ui(ui, theme, (sketch, maps.plane.area), &mut state.pad, &view, &response);
    }
    let at = response.hover_pos().map(|pointer| view.plane(pointer)).or(gaze.cursor.filter(|_| keys));
    let mut said = legend::description(theme, snapshot, state);
    if is_drawn {
        said += &theme.say(text!(
            ". Drag to draw your border, or move five points: left and right choose one, up and down move it, O makes a ring",
            "。拖动以画出你的边界；或移动五个点：左右键选择，上下键移动，O 变为环"
        ));
    }
    // Worked out here: inside the closure, egui is locked.
    if let Some(cursor) = gaze.cursor.filter(|_| keys) {
        said += &format!(". {}", readout::reading(theme, snapshot, state, &view, cursor));
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
    if let Some(at) = at.filter(|_| !state.taking) {
        readout::show(ui, theme, snapshot, state, &view, at);
    }
    state.paint.outline(ui, theme, response.hover_pos(), &view, &draft.data.source);
    icon::focus_ring(ui, theme, &response, map);
    axes.show(ui, theme, snapshot, gaze, &view);
    if state.paint.is_on() {
        state.paint.toolbar(ui, theme, draft);
    } else {
        legend::color_bar(ui, theme, snapshot, state);
        if !state.low {
            ui.horizontal_wrapped(|ui| legend::options(ui, theme, snapshot, state));
        }
    }
    actions
}

impl MapViewState {
    /// Adds what the map needs to the worker's request.
    pub fn request(request: &mut Request) {
        request.map = request.map.max(FINE);
        request.points = points::SHOWN;
    }

    fn update(&mut self, ui: &Ui, theme: &Theme, snapshot: &Snapshot, shown: Option<Unit>, draft: &Experiment) {
        self.shown = shown.filter(|unit| unit.is_in(snapshot.network.parameters.sizes()));
        let fresh = match (&draft.data.source, &snapshot.experiment.data.source) {
            (Source::Painted(points), Source::Painted(known)) if Arc::ptr_eq(points, known) => None,
            (Source::Painted(points), _) => Some(points),
            _ => None,
        };
        if !matches!(draft.data.source, Source::Painted(_)) {
            self.paint.tool = Tool::Look;
        }
        self.points.update(snapshot, fresh);
        let classes = snapshot.data.set.target.classes();
        let ground = match self.shown {
            // A pixel among many, as a map over other pixels, would mean nothing.
            None if snapshot.data.target.is_some() => Ground::Plain,
            _ if self.discrete => Ground::Discrete,
            None if self.confidence && classes.is_some() => Ground::Confidence,
            None if self.residuals && classes.is_none() => Ground::Plain,
            _ => Ground::Answer,
        };
        let made = Made { number: snapshot.number, shown: self.shown, look: theme.look(), ground };
        if self.made == Some(made) {
            return;
        }
        let Some(picture) = Picture::new(theme, snapshot, self.shown, ground) else { return };
        self.plane = match self.shown {
            Some(unit) => Plane::of(snapshot, unit),
            None => Plane::of_decision(snapshot),
        };
        self.curve = Plane::of_decision(snapshot).map_or_else(Vec::new, |plane| prediction(snapshot, &plane));
        self.made = Some(made);
        (self.lines, self.faint_lines) = (picture.lines, picture.faint_lines);
        self.texture.set(ui.ctx(), "decision map", picture.image);
    }
}

/// The prediction of a regression with one input, as a curve over it in fractions of the width and height.
fn prediction(snapshot: &Snapshot, plane: &Plane) -> Vec<Pos2> {
    let Some(maps) = &snapshot.looks.maps else { return Vec::new() };
    let Target::Value { values, .. } = &snapshot.data.set.target else { return Vec::new() };
    if !maps.plane.upward_is_target() {
        return Vec::new();
    }
    let (low, high) = values.iter().fold((f32::MAX, f32::MIN), |(low, high), &v| (low.min(v), high.max(v)));
    let half = if high > low { 0.5 * (high - low) } else { 1.0 };
    let curve = (0..plane.cells).map(|cell| {
        let across = (cell as f32 + 0.5) / plane.cells as f32;
        pos2(lerp(maps.area.x.0..=maps.area.x.1, across), 0.5 * (low + high) + half * plane.levels[cell])
    });
    curve.filter(|at| at.y.is_finite()).collect()
}

fn paint_map(
    ui: &Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    (state, gaze, maps): (&MapViewState, &Gaze, &Maps),
    view: &Viewport,
) {
    let map = view.rect;
    let painter = ui.painter().with_clip_rect(map.intersect(ui.clip_rect()));
    painter.rect_filled(map, space::ROUND, theme.map_zero);
    let area = maps.area;
    if let Some(texture) = state.texture.id() {
        // What was drawn for another part of the plane stands where it belongs until the new part is there.
        let (place, uv) = (view.place_of(area), Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0)));
        painter.add(egui::epaint::RectShape::filled(place, space::ROUND, Color32::WHITE).with_texture(texture, uv));
    }
    let on = |maps: &Maps, at: &Pos2| {
        let area = maps.area;
        view.screen(pos2(lerp(area.x.0..=area.x.1, at.x), lerp(area.y.0..=area.y.1, at.y)))
    };
    let place = |at: &Pos2| on(maps, at);
    if state.shown.is_none() {
        state.ghosts.paint(&painter, theme, on);
    }
    for (lines, stroke) in
        [(&state.faint_lines, Stroke::new(1.0, theme.muted)), (&state.lines, Stroke::new(2.0, theme.ink))]
    {
        for line in lines {
            painter.add(Shape::line(line.iter().map(place).collect(), stroke));
        }
    }
    let target = snapshot.data.own_target();
    // A class that was painted just now may be more than the network knows.
    let painted = state.points.all.iter().filter_map(|point| point.class).max().map_or(0, |class| class + 1);
    let classes = target.classes().unwrap_or(0).max(painted);
    let style = Style { classes, held_back: !state.hide_test, residuals: state.residuals && state.shown.is_none() };
    if style.residuals && !state.curve.is_empty() {
        let reach = target_reach(target);
        painter.extend(state.points.errors(theme, view, style.held_back, reach));
    }
    let sheet = MarkSheet::of(ui.ctx());
    painter.add(state.points.mesh(theme, &sheet, view, style));
    if state.shown.is_none() {
        state.ghosts.name(&painter, theme, on);
    }
    if !state.curve.is_empty() && state.shown.is_none() {
        let curve = state.curve.iter().map(|at| view.screen(*at)).collect();
        painter.add(Shape::line(curve, Stroke::new(2.5, theme.ink)));
    }
    if let Some(row) = gaze.row()
        && let Some(point) = state.points.all.iter().find(|point| point.row == row)
    {
        painter.circle_stroke(view.screen(points::place(point)), 9.0, Stroke::new(4.0, theme.surface));
        painter.circle_stroke(view.screen(points::place(point)), 9.0, Stroke::new(2.5, theme.accent));
    }
    if let Some(cursor) = gaze.cursor {
        let at = view.screen(cursor);
        for (color, width) in [(theme.surface, 4.0), (theme.accent, 2.0)] {
            for arm in [vec2(8.0, 0.0), vec2(0.0, 8.0)] {
                painter.line_segment([at - arm, at + arm], Stroke::new(width, color));
            }
        }
    }
}

/// Half the range of a regression's target, for which a level of 1 stands.
fn target_reach(target: &Target) -> f32 {
    let Target::Value { values, .. } = target else { return 1.0 };
    let (low, high) = values.iter().fold((f32::MAX, f32::MIN), |(low, high), &v| (low.min(v), high.max(v)));
    if high > low { 0.5 * (high - low) } else { 1.0 }
}
