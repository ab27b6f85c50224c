//! The curve that a lesson asks for, in the place of the run's own: drawn before the run, which then draws its own over it.

use egui::{
    Align2, Color32, FontId, Mesh, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

use super::{LessonViewState, moment, sketch::draw_over};
use crate::{
    lessons::{Metric, Score, attempt::Place},
    session::Answer,
    text,
    ui::kit::{
        Theme,
        pad::Drawn,
        theme::{space, text as size},
    },
    worker::Snapshot,
};

/// Least and greatest height of the chart with its numbers.
const HEIGHT: (f32, f32) = (96.0, 312.0);
/// Room for the numbers at the axes.
const AXES: (f32, f32) = (36.0, 18.0);
/// Width of the sketch, and of what came.
const LINES: (f32, f32) = (5.0, 2.25);

/// From shares of the way right and up to epochs and values, and to the screen.
struct Frame {
    rect: Rect,
    epochs: (f64, f64),
    top: f64,
}

impl Frame {
    fn share(&self, (epoch, value): (f64, f64)) -> Pos2 {
        pos2(((epoch - self.epochs.0) / (self.epochs.1 - self.epochs.0)) as f32, (value / self.top) as f32)
    }

    fn value(&self, share: Pos2) -> (f64, f64) {
        (self.epochs.0 + f64::from(share.x) * (self.epochs.1 - self.epochs.0), f64::from(share.y) * self.top)
    }

    fn screen(&self, share: Pos2) -> Pos2 {
        self.rect.left_bottom() + vec2(share.x * self.rect.width(), -share.y * self.rect.height())
    }
}

/// Shows it, when the step has such a curve.
pub fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut LessonViewState) {
    let Some((place, metric, (first, last))) = state.curve() else { return };
    let fixed = state.attempt.is_fixed(place);
    head(ui, theme, state, (place, metric), fixed);
    let height = (ui.available_height() - 1.0).floor().clamp(HEIGHT.0, HEIGHT.1);
    let sense = if fixed { Sense::hover() } else { Sense::click_and_drag() };
    let (whole, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), sense);
    let rect = whole.with_min_x(whole.left() + AXES.0).with_max_y(whole.bottom() - AXES.1);
    let frame = Frame { rect, epochs: (first as f64, last as f64), top: top(snapshot, metric) };
    if !fixed && state.wants_keys.take_if(|wanted| *wanted == place).is_some() {
        response.request_focus();
    }
    let name = theme.say(metric.text());
    let said = theme.say(if fixed {
        text!("Your sketch of the curve: {name}", "你画的曲线：{name}")
    } else {
        text!(
            "Sketch of the curve: {name}. Drag to draw, or move five points: left and right choose one, up and down move it.",
            "曲线草图：{name}。拖动绘制，或移动五个点：左右键选择，上下键移动。"
        )
    });
    response.widget_info(|| WidgetInfo::labeled(Role::Image, ui.is_enabled(), &*said));
    let painter = ui.painter().with_clip_rect(whole.expand(4.0).intersect(ui.clip_rect()));
    axes(&painter, theme, &frame, response.has_focus());
    let mut curve: Vec<Pos2> = match state.given(place) {
        Some(Answer::Curve(points)) => points.iter().map(|at| frame.share(*at)).collect(),
        _ => Vec::new(),
    };
    state.pad.lie_on(&curve);
    if !fixed && let Some(drawn) = state.pad.hear(ui, rect, &response) {
        state.drawn = Some(place);
        let points = match drawn {
            Drawn::Points(points) => points,
            Drawn::Stroke(stroke) => {
                draw_over(&mut curve, &stroke);
                curve
            }
        };
        state.answer(ui, place, Answer::Curve(points.into_iter().map(|share| frame.value(share)).collect()));
    }
    let sketch: Vec<Pos2> = match state.given(place) {
        Some(Answer::Curve(points)) => points.iter().map(|at| frame.screen(frame.share(*at))).collect(),
        _ => Vec::new(),
    };
    let inside = painter.with_clip_rect(rect.expand(3.0).intersect(ui.clip_rect()));
    let real = real(snapshot, metric, (first, last), &frame);
    if fixed {
        inside.add(between(theme, &sketch, &real));
    }
    let pale = Stroke::new(LINES.0, theme.accent.gamma_multiply(0.42));
    inside.add(Shape::line(sketch, pale));
    inside.add(Shape::line(state.pad.stroke().iter().map(|share| frame.screen(*share)).collect(), pale));
    if fixed {
        if let Some(head) = real.last() {
            inside.circle_filled(*head, 4.0, theme.ink);
        }
        inside.add(Shape::line(real, Stroke::new(LINES.1, theme.ink)));
    } else if response.has_focus() {
        state.pad.paint(&painter, theme, (rect, false), |share| frame.screen(*share));
    }
}

/// What is drawn, how far off it is so far, and the way to the run's other curves.
fn head(ui: &mut Ui, theme: &Theme, state: &mut LessonViewState, (place, metric): (Place, Metric), fixed: bool) {
    let name = theme.say(metric.text());
    ui.horizontal_wrapped(|ui| {
        ui.label(theme.title(theme.say(text!("Your curve: {name}", "你画的曲线：{name}"))));
        if ui.link(theme.say(text!("all curves", "全部曲线"))).clicked() {
            state.shows_curves = true;
        }
    });
    let score = state.attempt.scored(place).filter(|_| fixed);
    let words = match (score, fixed) {
        (Some(Score::Curve { difference, share }), _) => {
            let percent = 100.0 * share;
            text!(
                "thick: your sketch; dark: the run. Gap so far {difference:.3}, {percent:.0} % of the range",
                "粗线：你的草图；深色：训练结果。目前相差 {difference:.3}，为范围的 {percent:.0} %"
            )
        }
        (_, true) => text!("thick: your sketch; dark: the run", "粗线：你的草图；深色：训练结果"),
        (_, false) => text!("Drag to draw what you expect.", "拖动画出你的预期。"),
    };
    ui.label(theme.caption(theme.say(words)));
}

fn axes(painter: &Painter, theme: &Theme, frame: &Frame, has_focus: bool) {
    let rect = frame.rect;
    painter.rect_filled(rect, 2.0, theme.surface);
    let outline = if has_focus { Stroke::new(2.0, theme.accent) } else { Stroke::new(1.0, theme.outline) };
    painter.rect_stroke(rect, 2.0, outline, StrokeKind::Inside);
    let number = |at: Pos2, align: Align2, text: String| {
        painter.text(at, align, text, FontId::proportional(size::SMALL), theme.muted);
    };
    for share in [0.0, 0.5, 1.0] {
        let at = frame.screen(pos2(0.0, share));
        let value = f64::from(share) * frame.top;
        let up = 6.0 * (1.0 - 2.0 * share);
        number(at - vec2(space::HALF, up), Align2::RIGHT_CENTER, short(value));
    }
    let (first, last) = frame.epochs;
    let middle = (0.5 * (first + last)).round();
    number(rect.left_bottom() + vec2(0.0, 2.0), Align2::LEFT_TOP, first.to_string());
    number(rect.center_bottom() + vec2(0.0, 2.0), Align2::CENTER_TOP, middle.to_string());
    number(
        rect.right_bottom() + vec2(0.0, 2.0),
        Align2::RIGHT_TOP,
        theme.say(text!("epoch {last}", "第 {last} 轮")).into_owned(),
    );
}

/// The run's curve on the screen.
fn real(snapshot: &Snapshot, metric: Metric, (first, last): (u64, u64), frame: &Frame) -> Vec<Pos2> {
    let is_regression = snapshot.experiment.classes().is_none();
    let records = snapshot.records().iter().filter(|record| (first..=last).contains(&record.epoch));
    let real = records.filter_map(|record| {
        let value = metric.measured(&record.metrics, is_regression).filter(|value| value.is_finite())?;
        Some(frame.screen(frame.share((record.epoch as f64, value))))
    });
    real.collect()
}

/// The ground between the sketch and what came, where both are.
fn between(theme: &Theme, sketch: &[Pos2], real: &[Pos2]) -> Mesh {
    let mut mesh = Mesh::default();
    let color: Color32 = theme.accent.gamma_multiply(0.07);
    let at = |x: f32| {
        let after = sketch.partition_point(|point| point.x < x);
        let (before, next) = (sketch.get(after.checked_sub(1)?)?, sketch.get(after)?);
        Some(egui::lerp(before.y..=next.y, (x - before.x) / (next.x - before.x).max(f32::EPSILON)))
    };
    for pair in real.windows(2) {
        let (Some(left), Some(right)) = (at(pair[0].x), at(pair[1].x)) else { continue };
        let corner = mesh.vertices.len() as u32;
        for place in [pair[0], pos2(pair[0].x, left), pair[1], pos2(pair[1].x, right)] {
            mesh.colored_vertex(place, color);
        }
        mesh.add_triangle(corner, corner + 1, corner + 2);
        mesh.add_triangle(corner + 1, corner + 2, corner + 3);
    }
    mesh
}

/// Where the axis of a metric ends: 1 for a share, a quarter above its first value for a loss.
fn top(snapshot: &Snapshot, metric: Metric) -> f64 {
    let is_regression = snapshot.experiment.classes().is_none();
    let first = snapshot.records().first();
    let first = first.and_then(|record| metric.measured(&record.metrics, is_regression));
    let first = first.or_else(|| metric.now(&moment(snapshot))).filter(|first| first.is_finite());
    match metric {
        Metric::TrainLoss | Metric::ValidationLoss | Metric::TestLoss => 1.25 * first.unwrap_or(1.0).max(1e-3),
        _ => 1.0,
    }
}

/// A number with two digits that say something.
fn short(number: f64) -> String {
    match number {
        0.0 => "0".into(),
        number if number >= 10.0 => format!("{number:.0}"),
        number => format!("{number:.2}"),
    }
}
