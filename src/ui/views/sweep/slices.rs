//! Slices: the objective against each setting, a dot for each trial.

use std::sync::Arc;

use egui::{
    Align2, Color32, FontId, Galley, Mesh, Pos2, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, accesskit::Role, pos2,
    vec2,
};

use super::{
    SweepViewState,
    digest::{DIVERGED, Digest, Line},
    names, varied,
};
use crate::{
    text,
    ui::kit::{
        Palette, Theme, fitted,
        theme::{space, text},
    },
};

/// Height of a slice.
const HEIGHT: f32 = 98.0;
/// Room for the name above, for the numbers below, and for those on the left.
const ABOVE: f32 = 18.0;
const BELOW: f32 = 18.0;
const LEFT: f32 = 48.0;
/// Between the dots and the frame.
const INSIDE: f32 = 5.0;
/// Most dots of a slice, the best trials.
const MOST: usize = 3000;
/// Half the side of a dot.
const DOT: f32 = 1.6;
/// A dot nearer to the pointer than this is pointed at.
const NEAR: f32 = 6.0;

/// The dots, painted once for all frames that show the same.
#[derive(Debug, Default)]
pub struct Slices(Vec<Option<(Key, Arc<Mesh>)>>);

type Key = (u64, Rect, (bool, Palette));

pub(super) fn ui(ui: &mut Ui, theme: &Theme, state: &mut SweepViewState, digest: &Digest) {
    ui.label(theme.title(theme.say(text!("Against each setting", "随各项设置的变化"))));
    let count = digest.found.plan.axes.len();
    state.slices.0.resize(count, None);
    let across = if ui.available_width() >= 280.0 { 2 } else { 1 };
    let width = (ui.available_width() - space::ONE * (across - 1) as f32) / across as f32;
    for first in (0..count).step_by(across) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::ONE;
            for axis in first..(first + across).min(count) {
                slice(ui, theme, state, digest, axis, width.max(1.0));
            }
        });
    }
    ui.label(theme.caption(theme.say(text!(
        "low is good · on the scales chosen above the axes · on top: diverged",
        "越低越好 · 刻度与坐标轴上方所选一致 · 顶部：发散"
    ))));
}

fn slice(ui: &mut Ui, theme: &Theme, state: &mut SweepViewState, digest: &Digest, axis: usize, width: f32) {
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click());
    let frame = Rect::from_min_max(rect.min + vec2(LEFT, ABOVE), rect.max - vec2(2.0, BELOW));
    let painter = ui.painter();
    painter.rect_stroke(frame, 2.0, Stroke::new(1.0, theme.rule), egui::StrokeKind::Inside);
    let plan = &digest.found.plan;
    let name = theme.say(varied::name(&plan.experiment, &plan.axes[axis].key)).into_owned();
    ends(ui, theme, digest, (axis, &name), frame);
    let at = |line: &Line| place(line, axis, frame.shrink(INSIDE));
    let key = (digest.number, frame, theme.look());
    let mesh = match &state.slices.0[axis] {
        Some((of, mesh)) if *of == key => Arc::clone(mesh),
        _ => {
            let mesh = Arc::new(paint(theme, digest, &at));
            state.slices.0[axis] = Some((key, Arc::clone(&mesh)));
            mesh
        }
    };
    painter.add(Shape::Mesh(mesh));
    if let Some(pointer) = response.hover_pos() {
        let near = digest.looked.iter().take(MOST).map(|place| &digest.lines[*place]);
        let near = near.map(|line| (at(line).distance(pointer), line)).filter(|(distance, _)| *distance < NEAR);
        if let Some((_, line)) = near.min_by(|a, b| a.0.total_cmp(&b.0)) {
            state.pointed = Some(digest.found.rows[line.row].trial);
        }
    }
    if response.clicked() && state.pointed.is_some() {
        state.chosen = state.pointed;
    }
    if let Some(line) = state.pointed.or(state.chosen).and_then(|trial| digest.line(trial)) {
        ui.painter().circle_stroke(at(line), 4.0, Stroke::new(1.5, theme.ink));
    }
    let dots = digest.lines.len();
    response.widget_info(|| {
        let said = text!("Objective against {name}: {dots} trials", "目标随{name}的变化：{dots} 次试验");
        WidgetInfo::labeled(Role::Image, true, theme.say(said))
    });
}

/// The first and the last number along both sides, and the name of the setting above.
fn ends(ui: &Ui, theme: &Theme, digest: &Digest, (axis, name): (usize, &str), frame: Rect) {
    let line = |words: &str, room: f32| fitted::line(ui, words, FontId::proportional(text::SMALL), theme.muted, room);
    let of = |axis: usize| {
        let mut ticks = names::ticks(theme, digest, axis);
        ticks.retain(|(place, _)| (0.0..=1.0).contains(place));
        ticks.sort_by(|a, b| a.0.total_cmp(&b.0));
        let last = (ticks.len() > 1).then(|| ticks.pop()).flatten();
        ticks.into_iter().take(1).chain(last).collect::<Vec<_>>()
    };
    let painter = ui.painter();
    let put = |galley: Arc<Galley>, at: Pos2, align: Align2| {
        painter.galley(align.anchor_size(at, galley.size()).min, galley, theme.muted);
    };
    for (place, words) in of(axis) {
        let galley = line(&words, 0.4 * frame.width());
        let x = frame.left() + INSIDE + place as f32 * (frame.width() - 2.0 * INSIDE);
        let x = x.clamp(frame.left() + 0.5 * galley.size().x, frame.right() - 0.5 * galley.size().x);
        put(galley, pos2(x, frame.bottom() + 2.0), Align2::CENTER_TOP);
    }
    put(line(name, frame.width()), frame.left_top() - vec2(0.0, 2.0), Align2::LEFT_BOTTOM);
    for (place, words) in of(digest.found.plan.axes.len()) {
        let y = frame.bottom() - INSIDE - (place / DIVERGED) as f32 * (frame.height() - 2.0 * INSIDE);
        put(line(&words, LEFT - 6.0), pos2(frame.left() - 3.0, y), Align2::RIGHT_CENTER);
    }
}

/// Where a trial lies in the slice of a setting.
fn place(line: &Line, axis: usize, frame: Rect) -> Pos2 {
    let own = line.crossings.last().copied().unwrap_or(0.5);
    pos2(
        frame.left() + line.crossings[axis] as f32 * frame.width(),
        frame.bottom() - (own / DIVERGED) as f32 * frame.height(),
    )
}

/// Every dot as two triangles, those that are looked at above the others.
fn paint(theme: &Theme, digest: &Digest, at: &impl Fn(&Line) -> Pos2) -> Mesh {
    let mut mesh = Mesh::default();
    let is_marked = !digest.marks().is_empty();
    let mut dots = |color: &dyn Fn(&Line) -> Color32, of: Vec<&Line>| {
        for line in of.into_iter().rev() {
            mesh.add_colored_rect(Rect::from_center_size(at(line), vec2(2.0 * DOT, 2.0 * DOT)), color(line));
        }
    };
    let own = |line: &Line| match (line.diverged, is_marked) {
        (true, _) => theme.negative,
        (false, true) => theme.accent,
        (false, false) => theme.muted,
    };
    let (looked, others) = digest.drawn(MOST);
    dots(&|_| theme.rule, others);
    dots(&own, looked);
    mesh
}
