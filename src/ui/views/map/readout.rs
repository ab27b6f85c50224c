//! What stands under the pointer or the cursor, in words.

use egui::{FontId, Pos2, Rect, Ui, vec2};

use super::{MapViewState, NEAR, Viewport, axes, points};
use crate::{
    data::{Split, Target},
    insight::{Decision, Maps, Point},
    language::{Text, brief, within},
    text,
    ui::{
        kit::{
            Theme,
            theme::{space, text as size},
        },
        naming,
    },
    worker::Snapshot,
};

/// Shows it in a corner of the map away from `at`, a place of the plane.
pub(super) fn show(ui: &Ui, theme: &Theme, snapshot: &Snapshot, state: &MapViewState, view: &Viewport, at: Pos2) {
    let text = reading(theme, snapshot, state, view, at);
    let map = view.rect;
    let galley =
        ui.painter().layout(text, FontId::proportional(size::SMALL), theme.ink, map.width() - 4.0 * space::ONE);
    let size = galley.size() + vec2(2.0 * space::ONE, space::ONE);
    let below = view.screen(at).y < map.center().y;
    let corner = if below {
        map.left_bottom() + vec2(space::HALF, -size.y - space::HALF)
    } else {
        map.min + vec2(space::HALF, space::HALF)
    };
    ui.painter().rect_filled(Rect::from_min_size(corner, size), space::ROUND, theme.surface.gamma_multiply(0.92));
    ui.painter().galley(corner + vec2(space::ONE, space::HALF), galley, theme.ink);
}

/// The place in words: position, the network's output, and the point that is there; beside a point, its position.
pub(super) fn reading(theme: &Theme, snapshot: &Snapshot, state: &MapViewState, view: &Viewport, at: Pos2) -> String {
    let Some(maps) = &snapshot.looks.maps else { return String::new() };
    let near = state.points.nearest(view, view.screen(at), !state.hide_test);
    let near = near.filter(|(point, distance)| *distance < NEAR && point.row < snapshot.data.set.rows());
    let at = near.map_or(at, |(point, _)| points::place(&point));
    let area = maps.area;
    let share = |at: f32, (low, high): (f32, f32)| ((at - low) / (high - low)).clamp(0.0, 1.0);
    let mut line = axes::place(theme, snapshot, at, view.area, near.is_some());
    let is_decision = state.shown.is_none();
    // For a row with more inputs than the plane shows, the map's value is not the row's own prediction.
    let is_another = near.is_some() && snapshot.data.set.inputs.ncols() > 2;
    if !(is_decision && (is_another || snapshot.data.target.is_some())) {
        let answer = answer(snapshot, state, maps, (share(at.x, area.x), share(at.y, area.y)));
        line += &format!(" · {}", theme.say(answer));
    }
    if let Some((point, _)) = near {
        line += &format!(" · {}", theme.say(known(snapshot, &point, is_another && is_decision)));
    }
    line
}

/// The output of the network, or of the unit that is shown, at these fractions of the width and height.
fn answer(snapshot: &Snapshot, state: &MapViewState, maps: &Maps, (right, up): (f32, f32)) -> Text {
    let target = &snapshot.data.set.target;
    let level = state.plane.as_ref().map(|plane| plane.at(right, up));
    let (class, sure) = match (target, level, &maps.decision) {
        (Target::Class { .. }, Some(level), _) if state.shown.is_none() && !level.is_nan() => {
            (usize::from(level > 0.0), 0.5 + 0.5 * level.abs().min(1.0))
        }
        (Target::Class { .. }, None, Decision::Classes { classes, confidence }) => {
            let cells = maps.resolution;
            let place = |share: f32| ((share * cells as f32) as usize).min(cells - 1);
            let cell = place(up) * cells + place(right);
            (usize::from(classes[cell]), confidence[cell])
        }
        _ => {
            let said = level.and_then(|level| Some(state.plane.as_ref()?.reading.text(level)));
            let said = said.unwrap_or_else(|| Text::same("–"));
            let (said, said_zh) = said.both();
            return if state.shown.is_some() {
                text!("the unit answers {said}", "该单元回答 {said_zh}")
            } else {
                text!("answer: {said}", "回答：{said_zh}")
            };
        }
    };
    let Target::Class { classes, .. } = target else { return Text::same("–") };
    let name = naming::input(&snapshot.experiment.data.source, &classes[class.min(classes.len() - 1)]);
    let ((name, name_zh), sure) = (name.both(), 100.0 * sure);
    let (name, name_zh) = (brief(name), brief(name_zh));
    text!("answer: {name} ({sure:.0} % sure)", "回答：{name_zh}（把握 {sure:.0}%）")
}

/// What is known of a point: its part, its target, and, if `asked`, whether its prediction is right.
fn known(snapshot: &Snapshot, point: &Point, asked: bool) -> Text {
    let (part, part_zh) = match point.split {
        Split::Train => ("training", "训练"),
        Split::Validation => ("validation", "验证"),
        Split::Test => ("test", "测试"),
    };
    match snapshot.data.own_target() {
        _ if point.row >= snapshot.data.known => {
            text!("{part} point, whose target is not known", "{part_zh}点，目标未知")
        }
        Target::Class { classes, labels, .. } => {
            let name = naming::input(&snapshot.experiment.data.source, &classes[labels[point.row] as usize]);
            let (name, name_zh) = name.both();
            let (name, name_zh) = (brief(name), brief(name_zh));
            if snapshot.data.target.is_some() {
                text!(
                    "{part} point, class {name}, which this stage never sees",
                    "{part_zh}点，类别 {name_zh}（本阶段看不到）"
                )
            } else if asked && !point.wrong {
                text!("{part} point, class {name}, answered rightly", "{part_zh}点，类别 {name_zh}，回答正确")
            } else if point.wrong {
                text!("{part} point, class {name}: taken for another", "{part_zh}点，类别 {name_zh}，分错")
            } else {
                text!("{part} point, class {name}", "{part_zh}点，类别 {name_zh}")
            }
        }
        Target::Value { values, .. } => {
            let reach = f64::from(super::target_reach(&snapshot.data.set.target));
            let value = within(values[(point.row, 0)].into(), 2.0 * reach);
            let error = f64::from(point.residual) * reach;
            let off = within(error.abs(), 2.0 * reach);
            if error < 0.0 {
                text!("{part} point, {value}: the answer is {off} too low", "{part_zh}点，{value}，回答偏低 {off}")
            } else {
                text!("{part} point, {value}: the answer is {off} too high", "{part_zh}点，{value}，回答偏高 {off}")
            }
        }
    }
}
