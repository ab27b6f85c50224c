//! What stands under the pointer or the cursor, in words.

use egui::{FontId, Pos2, Rect, Ui, vec2};

use super::{MapViewState, NEAR, Viewport, axes};
use crate::{
    data::{Split, Target},
    insight::{Decision, Maps},
    language::{brief, signed},
    text,
    ui::kit::{
        Theme,
        theme::{space, text as size},
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
        // Below the buttons and the name of the upright axis.
        map.min + vec2(space::HALF, space::TARGET + space::ONE)
    };
    ui.painter().rect_filled(Rect::from_min_size(corner, size), space::ROUND, theme.surface.gamma_multiply(0.92));
    ui.painter().galley(corner + vec2(space::ONE, space::HALF), galley, theme.ink);
}

/// The place in words: where, what the network answers, and the point that is there.
pub(super) fn reading(theme: &Theme, snapshot: &Snapshot, state: &MapViewState, view: &Viewport, at: Pos2) -> String {
    let Some(maps) = &snapshot.looks.maps else { return String::new() };
    let area = maps.area;
    let share = |at: f32, (low, high): (f32, f32)| ((at - low) / (high - low)).clamp(0.0, 1.0);
    let (right, up) = (share(at.x, area.x), share(at.y, area.y));
    let answer = match &state.plane {
        Some(plane) => theme.say(plane.reading.text(plane.at(right, up))).into_owned(),
        None => decision(snapshot, maps, right, up),
    };
    let mut line = format!("{} · {answer}", axes::place(theme, snapshot, at));
    let near = state.points.nearest(view, view.screen(at), !state.hide_test);
    if let Some((point, distance)) = near
        && distance < NEAR
        && point.row < snapshot.data.set.rows()
    {
        let what = match &snapshot.data.set.target {
            Target::Class { classes, labels, .. } => brief(&classes[labels[point.row] as usize]).into_owned(),
            Target::Value { values, .. } => signed(values[(point.row, 0)]),
        };
        let (name, name_zh) = match point.split {
            Split::Train => ("train", "训练"),
            Split::Validation => ("validation", "验证"),
            Split::Test => ("test", "测试"),
        };
        let said = if point.wrong {
            text!("{name} point {what}, wrong", "{name_zh}点 {what}，分错")
        } else {
            text!("{name} point {what}", "{name_zh}点 {what}")
        };
        line += &format!(" · {}", theme.say(said));
        if let Target::Value { .. } = &snapshot.data.set.target {
            let error = signed(point.residual * super::target_reach(&snapshot.data.set.target));
            line += &format!(" · {}", theme.say(text!("error {error}", "误差 {error}")));
        }
    }
    line
}

/// The class that wins at shares of the way right and up, and how sure the network is of it.
fn decision(snapshot: &Snapshot, maps: &Maps, right: f32, up: f32) -> String {
    let (Target::Class { classes: names, .. }, Decision::Classes { classes, confidence }) =
        (&snapshot.data.set.target, &maps.decision)
    else {
        return String::new();
    };
    let cells = maps.resolution;
    let place = |share: f32| ((share * cells as f32) as usize).min(cells - 1);
    let cell = place(up) * cells + place(right);
    format!("{} {:.0} %", brief(&names[usize::from(classes[cell])]), 100.0 * confidence[cell])
}
