//! The numbers along both axes, and what stands along them: menus when there are more than two inputs.

use egui::{Align2, Color32, FontId, Pos2, Rect, Role, Ui, WidgetInfo, pos2, remap, vec2};

use super::{GUTTER, Viewport};
use crate::{
    data::Target,
    insight::Axes,
    language::signed,
    text,
    ui::{
        Gaze,
        kit::{
            Theme, axis,
            theme::{space, text as size},
        },
    },
    worker::Snapshot,
};

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Across,
    Upward,
}

/// Draws both axes around `view`.
pub(super) fn show(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, gaze: &mut Gaze, view: &Viewport) {
    let several = snapshot.data.set.input_names.len() > 2;
    let arrow = if several { 16.0 } else { 0.0 };
    let map = view.rect;
    let (across, upward) = (name(theme, snapshot, Way::Across), name(theme, snapshot, Way::Upward));
    let x_rect = Rect::from_min_max(
        pos2((map.right() - width_of(ui, &across) - arrow).max(map.left()), map.bottom() + 1.0),
        map.right_bottom() + vec2(0.0, 21.0),
    );
    numbers(ui, theme, view, x_rect.left() - space::HALF);
    // A long name does not fit beside the numbers; it stands inside the map, on a little surface of its own.
    let y_width = width_of(ui, &upward) + arrow;
    let y_rect = if y_width <= GUTTER - 4.0 {
        Rect::from_min_size(pos2(map.left() - GUTTER, map.top()), vec2(GUTTER - 4.0, 20.0))
    } else {
        let inside = Rect::from_min_size(map.left_top() + vec2(4.0, 4.0), vec2(y_width + space::ONE, 20.0));
        ui.painter().rect_filled(inside, 4.0, theme.surface.gamma_multiply(0.85));
        inside
    };
    if several {
        menu(ui, theme, snapshot, gaze, Way::Across, (x_rect, &across));
        menu(ui, theme, snapshot, gaze, Way::Upward, (y_rect, &upward));
    } else {
        let small = FontId::proportional(size::SMALL);
        let at = |rect: Rect, by: f32| rect.right_top() + vec2(by, 2.0);
        ui.painter().text(at(x_rect, 0.0), Align2::RIGHT_TOP, across, small.clone(), theme.ink);
        ui.painter().text(at(y_rect, -4.0), Align2::RIGHT_TOP, upward, small, theme.ink);
    }
}

/// What stands along an axis, as people call it.
fn name(theme: &Theme, snapshot: &Snapshot, way: Way) -> String {
    let Some(plane) = snapshot.looks.maps.as_ref().map(|maps| &maps.plane) else { return String::new() };
    let names = &snapshot.data.set.input_names;
    match (plane.axes, way) {
        (Axes::Inputs(..), Way::Upward) if plane.upward_is_target() => match &snapshot.data.set.target {
            Target::Value { names, .. } => names.first().map_or_else(String::new, |name| axis::name(name)),
            Target::Class { name, .. } => axis::name(name),
        },
        (Axes::Inputs(across, upward), _) if across == upward && way == Way::Upward => String::new(),
        (Axes::Inputs(across, upward), _) => {
            let input = if way == Way::Across { across } else { upward };
            names.get(input).map_or_else(String::new, |name| axis::name(name))
        }
        (Axes::Components, way) => {
            let number = if way == Way::Across { 1 } else { 2 };
            theme.say(text!("component {number}", "主成分 {number}")).into_owned()
        }
    }
}

/// Where a place of the plane lies, in words.
pub(super) fn place(theme: &Theme, snapshot: &Snapshot, at: Pos2) -> String {
    let (across, upward) = (name(theme, snapshot, Way::Across), name(theme, snapshot, Way::Upward));
    if upward.is_empty() {
        return format!("{across} {}", signed(at.x));
    }
    format!("{across} {} · {upward} {}", signed(at.x), signed(at.y))
}

fn numbers(ui: &Ui, theme: &Theme, view: &Viewport, end: f32) {
    let (map, area) = (view.rect, view.area);
    let small = FontId::proportional(size::SMALL);
    let count = (map.width() / 44.0) as usize;
    let across = axis::ticks(area.x.0.into(), area.x.1.into(), count);
    let upward = axis::ticks(area.y.0.into(), area.y.1.into(), count);
    for &tick in &across {
        let x = remap(tick as f32, area.x.0..=area.x.1, map.x_range());
        let label = axis::label(tick, axis::step(&across));
        if x + 0.5 * width_of(ui, &label) < end {
            let at = pos2(x.max(map.left() + 4.0), map.bottom() + 3.0);
            ui.painter().text(at, Align2::CENTER_TOP, label, small.clone(), theme.muted);
        }
    }
    for &tick in &upward {
        let y = remap(tick as f32, area.y.0..=area.y.1, map.bottom()..=map.top());
        if y > map.top() + 22.0 && y < map.bottom() - 4.0 {
            let label = axis::label(tick, axis::step(&upward));
            ui.painter().text(pos2(map.left() - 6.0, y), Align2::RIGHT_CENTER, label, small.clone(), theme.muted);
        }
    }
}

fn menu(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, gaze: &mut Gaze, way: Way, (rect, shown): (Rect, &str)) {
    let title = theme.say(match way {
        Way::Across => text!("Across: {shown}", "横轴：{shown}"),
        Way::Upward => text!("Upward: {shown}", "纵轴：{shown}"),
    });
    // In a place of its own, so that what follows the map is laid out below it all the same.
    let mut place = ui.new_child(egui::UiBuilder::new().id_salt(("axis", way == Way::Across)).max_rect(rect));
    let response = place.put(rect, egui::Button::new(theme.caption(format!("{shown} ▾"))).frame(false));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &*title));
    let hint = theme.say(text!("{title}. Click to choose another input.", "{title}。点击以选择其他输入。"));
    let response = response.on_hover_text(&*hint);
    let axes = gaze.axes(snapshot);
    egui::Popup::menu(&response).show(|ui| {
        let components = theme.say(text!("Principal components", "主成分"));
        let hint = theme.say(text!(
            "The two directions along which the rows differ most, whatever their units.",
            "样本差异最大的两个方向，与单位无关。"
        ));
        if ui.selectable_label(axes == Axes::Components, &*components).on_hover_text(&*hint).clicked() {
            gaze.turn(Axes::Components);
        }
        ui.separator();
        let (x, y) = match axes {
            Axes::Inputs(x, y) => (x, y),
            Axes::Components => (0, 1),
        };
        for (input, name) in snapshot.data.set.input_names.iter().enumerate() {
            let chosen = if way == Way::Across { x } else { y };
            if ui.selectable_label(axes != Axes::Components && input == chosen, axis::name(name)).clicked() {
                // Choosing the other axis's input exchanges the two.
                gaze.turn(match way {
                    Way::Across if input == y => Axes::Inputs(y, x),
                    Way::Across => Axes::Inputs(input, y),
                    Way::Upward if input == x => Axes::Inputs(y, x),
                    Way::Upward => Axes::Inputs(x, input),
                });
            }
        }
    });
}

fn width_of(ui: &Ui, text: &str) -> f32 {
    let font = FontId::proportional(size::SMALL);
    ui.painter().layout_no_wrap(text.into(), font, Color32::BLACK).size().x + space::ONE
}
