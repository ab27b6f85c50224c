//! Latent space: the codes of the rows in a plane, and a ring to drag over it, at which the decoder is evaluated.

use egui::{
    Align2, CornerRadius, EventFilter, FontId, Key, Mesh, Pos2, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind,
    Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::{
    ReconstructionViewState,
    look::{Looks, add},
};
use crate::{
    data::Target,
    insight::{Redrawn, space::View},
    language::compact,
    text,
    ui::{
        kit::{
            Theme,
            mark::{Mark, MarkSheet},
            theme::{bold, space, text},
        },
        naming,
        views::map::points::fill,
    },
    worker::Snapshot,
};

/// Sides of the plane.
const SIDE: (f32, f32) = (200.0, 520.0);
/// Room below the plane for its axis.
const AXIS: f32 = 22.0;
/// Least room for the decoded output.
const DECODED: f32 = 152.0;
/// How far beyond the codes the plane reaches, in their extent.
const AROUND: f32 = 0.12;
/// By which share of the plane an arrow moves the ring, and with Shift.
const STEPS: (f32, f32) = (0.02, 0.1);
/// Most classes whose names stand among the codes.
const NAMED: usize = 12;

/// Shows the codes; the ring sets the point to be decoded.
pub(super) fn ui(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    (redrawn, looks): (&Redrawn, Looks),
    state: &mut ReconstructionViewState,
) {
    ui.horizontal(|ui| {
        ui.label(theme.title(theme.say(text!("Latent space", "潜空间"))));
        let units = redrawn.codes.units;
        let by = naming::coloring(snapshot);
        let (by, by_zh) = by.both();
        let said = match redrawn.codes.view {
            View::Components => text!(
                "two principal components of {units} units, coloured by {by}",
                "{units} 个单元的两个主成分，颜色为{by_zh}"
            ),
            _ => text!("coloured by {by}", "颜色为{by_zh}"),
        };
        ui.label(theme.caption(theme.say(said)));
    });
    let room = ui.available_rect_before_wrap();
    let side = (room.width() - DECODED - space::THREE).min(room.height() - AXIS).clamp(SIDE.0, SIDE.1).floor();
    let (whole, _) = ui.allocate_exact_size(vec2(room.width(), side + AXIS), Sense::hover());
    let square = Rect::from_min_size(whole.min, Vec2::splat(side));
    let plane = Plane::of(redrawn, square);
    let response = ui.interact(square, ui.scope_id().with("latent space"), Sense::click_and_drag());
    steer(ui, &plane, redrawn, state, &response);
    let at = state.at.unwrap_or(redrawn.at);
    let names = paint(ui, theme, snapshot, redrawn, &plane);
    ring(ui, theme, &plane, at, &response);
    // Above the ring, which would hide the one in the middle.
    write_names(ui, theme, &plane, &names);
    let numbers = at.map(written);
    let [across, upward] = &numbers;
    let said = theme.say(text!("Latent space, ring at {across}, {upward}", "潜空间，圆环位于 {across}，{upward}"));
    response.widget_info(|| WidgetInfo::labeled(Role::Slider, true, &*said));
    let beside = whole.with_min_x(square.right() + space::THREE);
    ui.scope_builder(UiBuilder::new().max_rect(beside), |ui| decoded(ui, theme, (redrawn, looks), &numbers));
}

/// A coordinate in hundredths, about as far as a hand can point.
fn written(x: f32) -> String {
    let hundredths = (100.0 * x).round() / 100.0;
    // Without the sign of −0.
    format!("{:.2}", hundredths + 0.0).replace('-', "−")
}

/// The decoder's output for the point under the ring.
fn decoded(ui: &mut Ui, theme: &Theme, (redrawn, looks): (&Redrawn, Looks), [across, upward]: &[String; 2]) {
    ui.label(theme.title(theme.say(text!("The decoder draws", "解码器的输出"))));
    let side = ui.available_width().min(ui.available_height() - 84.0).clamp(72.0, 240.0).floor();
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    let name = theme.say(text!("What the decoder draws at the ring", "解码器在圆环处的输出"));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &*name));
    let mut mesh = Mesh::default();
    add(&mut mesh, theme, rect, looks.outputs, &redrawn.decoded);
    ui.painter().add(Shape::mesh(mesh));
    ui.painter().rect_stroke(rect, 0.0, Stroke::new(2.0, theme.accent), StrokeKind::Outside);
    ui.add_space(space::HALF);
    ui.label(format!("{across}, {upward}"));
    ui.label(theme.caption(theme.say(text!(
        "Drag the ring, or move it with the arrow keys: no row of the data is needed for what is drawn here.",
        "拖动圆环，或用方向键移动：这里画出的内容不需要任何数据样本。"
    ))));
}

/// The part of the plane that is seen.
struct Plane {
    square: Rect,
    low: [f32; 2],
    size: [f32; 2],
}

impl Plane {
    fn of(redrawn: &Redrawn, square: Rect) -> Self {
        let range = |axis: usize| {
            let all = redrawn.codes.places.iter().map(|at| at[axis]).filter(|x| x.is_finite());
            let (low, high) = all.fold((f32::MAX, f32::MIN), |(low, high), x| (low.min(x), high.max(x)));
            if low > high { (-1.0, 1.0) } else { (low, high) }
        };
        let extent = [range(0), range(1)];
        let size = extent.map(|(low, high)| ((high - low) * (1.0 + 2.0 * AROUND)).max(1e-3));
        let low = [0, 1].map(|axis| 0.5 * (extent[axis].0 + extent[axis].1 - size[axis]));
        Self { square, low, size }
    }

    fn screen(&self, at: [f32; 2]) -> Pos2 {
        let [right, up] = [0, 1].map(|axis| (at[axis] - self.low[axis]) / self.size[axis]);
        self.square.left_bottom() + vec2(right * self.square.width(), -up * self.square.height())
    }

    fn place(&self, at: Pos2) -> [f32; 2] {
        let share = (at - self.square.left_bottom()) / self.square.size();
        let share = [share.x.clamp(0.0, 1.0), (-share.y).clamp(0.0, 1.0)];
        [0, 1].map(|axis| self.low[axis] + share[axis] * self.size[axis])
    }
}

/// Moves the ring by pointer and arrows.
fn steer(ui: &Ui, plane: &Plane, redrawn: &Redrawn, state: &mut ReconstructionViewState, response: &Response) {
    if let Some(at) = response.interact_pointer_pos() {
        state.at = Some(plane.place(at));
        response.request_focus();
    }
    if !response.has_focus() {
        return;
    }
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let arrows = [
        (Key::ArrowLeft, vec2(-1.0, 0.0)),
        (Key::ArrowRight, vec2(1.0, 0.0)),
        (Key::ArrowUp, vec2(0.0, -1.0)),
        (Key::ArrowDown, vec2(0.0, 1.0)),
    ];
    let (moved, is_far) = ui.input(|input| {
        let moved = arrows.iter().map(|(key, by)| input.num_presses(*key) as f32 * *by).fold(Vec2::ZERO, |a, b| a + b);
        (moved, input.modifiers.shift)
    });
    if moved != Vec2::ZERO {
        let step = if is_far { STEPS.1 } else { STEPS.0 };
        let from = plane.screen(state.at.unwrap_or(redrawn.at));
        state.at = Some(plane.place(from + step * plane.square.width() * moved));
    }
}

/// The codes; of classes the name of each, and the middle where it stands.
fn paint(ui: &Ui, theme: &Theme, snapshot: &Snapshot, redrawn: &Redrawn, plane: &Plane) -> Vec<(Pos2, String)> {
    ui.painter().rect_filled(plane.square, CornerRadius::same(4), theme.panel);
    let target = snapshot.data.own_target();
    let sheet = MarkSheet::of(ui.ctx());
    let mut mesh = sheet.mesh();
    let mut middles = vec![(Vec2::ZERO, 0.0_f32); target.classes().unwrap_or(0)];
    let half = value_range(target);
    for (place, (row, split)) in redrawn.codes.places.iter().zip(&redrawn.codes.rows) {
        let at = plane.screen(*place);
        let (mark, color) = match target {
            _ if *row >= snapshot.data.known => (Mark::Circle, theme.muted),
            Target::Class { labels, .. } => {
                let class = labels[*row] as usize;
                middles[class].0 += at.to_vec2();
                middles[class].1 += 1.0;
                (Mark::of_class(class), theme.class(class, middles.len()))
            }
            Target::Value { values, .. } => {
                let level = (values[(*row, 0)] - half.0) / half.1;
                (Mark::Circle, theme.map_zero.lerp_to_gamma(theme.signed(level), level.abs().min(1.0)))
            }
        };
        sheet.point(&mut mesh, theme, mark, (at, 1.0), color, fill(*split));
    }
    let painter = ui.painter().with_clip_rect(plane.square);
    painter.add(mesh);
    axes(ui, theme, redrawn, plane);
    let Target::Class { classes, .. } = target else { return Vec::new() };
    let named = classes.iter().zip(&middles).filter(|(_, (_, count))| *count > 0.0 && classes.len() <= NAMED);
    let named = named
        .map(|(name, (sum, count))| ((*sum / *count).to_pos2(), crate::language::shortened(name, 10).into_owned()));
    apart(named.collect())
}

/// The names with those moved downward that would stand on an earlier one.
fn apart(mut names: Vec<(Pos2, String)>) -> Vec<(Pos2, String)> {
    names.sort_by(|a, b| a.0.y.total_cmp(&b.0.y));
    for place in 1..names.len() {
        let (before, rest) = names.split_at_mut(place);
        let (at, name) = &mut rest[0];
        for (other, written) in before.iter() {
            let wide = 0.35 * text::TITLE * (name.chars().count() + written.chars().count()) as f32;
            if (at.x - other.x).abs() < wide && at.y - other.y < text::TITLE {
                at.y = other.y + text::TITLE;
            }
        }
    }
    names
}

fn write_names(ui: &Ui, theme: &Theme, plane: &Plane, names: &[(Pos2, String)]) {
    let painter = ui.painter().with_clip_rect(plane.square);
    for (at, name) in names {
        // Whole, wherever its class lies.
        let words = painter.layout_no_wrap(name.clone(), bold(text::TITLE), theme.ink);
        let room = plane.square.shrink2(0.5 * words.size() + vec2(4.0, 2.0));
        let at = if room.is_positive() { &room.clamp(*at) } else { at };
        for aside in [vec2(-1.0, 0.0), vec2(1.0, 0.0), vec2(0.0, -1.0), vec2(0.0, 1.0)] {
            painter.text(*at + 1.5 * aside, Align2::CENTER_CENTER, name, bold(text::TITLE), theme.surface);
        }
        painter.text(*at, Align2::CENTER_CENTER, name, bold(text::TITLE), theme.ink);
    }
}

/// Middle and half extent of the first predicted number.
fn value_range(target: &Target) -> (f32, f32) {
    let Target::Value { values, .. } = target else { return (0.0, 1.0) };
    let first = values.column(0);
    let (low, high) = first.iter().fold((f32::MAX, f32::MIN), |(low, high), x| (low.min(*x), high.max(*x)));
    (0.5 * (low + high), (0.5 * (high - low)).max(f32::MIN_POSITIVE))
}

/// What stands along the axes, with the values at their ends.
fn axes(ui: &Ui, theme: &Theme, redrawn: &Redrawn, plane: &Plane) {
    let name = |number: usize| {
        let said = match redrawn.codes.view {
            View::Components => text!("component {number}", "主成分 {number}"),
            _ => text!("unit {number}", "单元 {number}"),
        };
        theme.say(said).into_owned()
    };
    let font = FontId::proportional(text::SMALL);
    let below = plane.square.bottom() + 4.0;
    let end = |x: f32| compact(f64::from(x));
    let painter = ui.painter();
    let write = |at: Pos2, align: Align2, words: String| _ = painter.text(at, align, words, font.clone(), theme.muted);
    write(pos2(plane.square.left(), below), Align2::LEFT_TOP, end(plane.low[0]));
    write(pos2(plane.square.right(), below), Align2::RIGHT_TOP, end(plane.low[0] + plane.size[0]));
    write(pos2(plane.square.center().x, below), Align2::CENTER_TOP, format!("{} →", name(1)));
    if redrawn.codes.units > 1 {
        let up = format!("↑ {}  {} … {}", name(2), end(plane.low[1]), end(plane.low[1] + plane.size[1]));
        write(plane.square.left_top() + vec2(6.0, 4.0), Align2::LEFT_TOP, up);
    }
}

fn ring(ui: &Ui, theme: &Theme, plane: &Plane, at: [f32; 2], response: &Response) {
    let at = plane.screen(at);
    let painter = ui.painter().with_clip_rect(plane.square.expand(12.0));
    let is_held = response.dragged() || response.has_focus();
    let radius = if is_held { 11.0 } else { 9.0 };
    painter.circle_filled(at, 4.0, theme.accent);
    painter.circle_stroke(at, radius, Stroke::new(5.0, theme.surface));
    painter.circle_stroke(at, radius, Stroke::new(3.0, theme.accent));
    if response.hovered() {
        ui.ctx().set_cursor_icon(if response.dragged() { egui::CursorIcon::Grabbing } else { egui::CursorIcon::Grab });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_stands_on_another() {
        let at = |x: f32, y: f32, name: &str| (pos2(x, y), name.to_owned());
        let names = apart(vec![at(10.0, 10.0, "0"), at(12.0, 9.0, "1"), at(11.0, 12.0, "2"), at(200.0, 10.0, "3")]);
        for (place, (one, _)) in names.iter().enumerate() {
            for (other, name) in &names[..place] {
                let stands_on = (one.x - other.x).abs() < 6.0 && (one.y - other.y).abs() < text::TITLE - 0.1;
                assert!(!stands_on, "{one} on {name} at {other}");
            }
        }
        assert!(names.contains(&at(200.0, 10.0, "3")) && names.contains(&at(12.0, 9.0, "1")), "the others stay");
    }
}
