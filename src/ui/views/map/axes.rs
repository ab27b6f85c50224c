//! The numbers along both axes, and what stands along them: menus when there are more than two inputs.

use egui::{Align2, Color32, FontId, Pos2, Rect, Role, Ui, WidgetInfo, pos2, remap, vec2};

use super::{GUTTER, Viewport};
use crate::{
    data::{Feature, Target},
    insight::Axes,
    language::{shortened, within},
    measure::Area,
    text,
    ui::{
        Gaze,
        kit::{
            Theme, axis, menu,
            theme::{space, text as size},
        },
        naming,
        views::features,
    },
    worker::Snapshot,
};

/// Below the map, for the numbers across.
pub(super) const BELOW: f32 = 22.0;
/// Above the map, for a name that does not fit beside the numbers upward.
const ROW: f32 = space::TARGET;
/// Most room for the numbers upward.
const WIDEST: f32 = 72.0;
/// Most of the map's width that the name of the axis across takes up.
const SHARE: f32 = 0.42;

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Across,
    Upward,
}

/// What stands along the axes, and the room it takes.
pub(super) struct Frame {
    across: String,
    upward: String,
    /// Whether the names are menus.
    several: bool,
    /// Left of the map.
    pub(super) gutter: f32,
    /// Above the map.
    pub(super) above: f32,
}

impl Frame {
    /// What is needed to look at `area`.
    pub(super) fn new(ui: &Ui, theme: &Theme, snapshot: &Snapshot, area: Area) -> Self {
        let several = snapshot.data.set.input_names.len() > 2;
        let (across, upward) = (name(theme, snapshot, Way::Across), name(theme, snapshot, Way::Upward));
        // As many as the largest map has.
        let labels = axis::labels(&axis::ticks(area.y.0.into(), area.y.1.into(), 10));
        let widest = labels.iter().map(|label| width_of(ui, label)).fold(0.0, f32::max);
        let gutter = (widest + space::ONE).clamp(GUTTER, WIDEST).ceil();
        let beside = width_of(ui, &upward) + arrow(several) + space::ONE <= gutter;
        Self { across, upward, several, gutter, above: if beside { 0.0 } else { ROW } }
    }

    /// Draws both axes around `view`.
    pub(super) fn show(&self, ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, gaze: &mut Gaze, view: &Viewport) {
        let map = view.rect;
        let across = cut(ui, &self.across, SHARE * map.width() - arrow(self.several));
        let wide = width_of(ui, &across) + arrow(self.several);
        let x_rect = Rect::from_min_max(
            pos2((map.right() - wide - 1.0).max(map.left()), map.bottom() + 1.0),
            map.right_bottom() + vec2(0.0, BELOW - 1.0),
        );
        numbers(ui, theme, view, x_rect.left() - 2.0, self.above == 0.0);
        let upward = cut(ui, &self.upward, self.gutter + map.width() - arrow(self.several) - space::ONE);
        let left = map.left() - self.gutter;
        let y_rect = if self.above == 0.0 {
            // A little above the map's edge, so that the number right below the edge has its place.
            Rect::from_min_size(pos2(left, map.top() - 6.0), vec2(self.gutter - space::HALF, 20.0))
        } else {
            let wide = width_of(ui, &upward) + arrow(self.several) + space::HALF;
            Rect::from_min_size(pos2(left, map.top() - ROW), vec2(wide, ROW))
        };
        if self.several {
            menu(ui, theme, snapshot, gaze, (Way::Across, &self.across), (x_rect, &across));
            menu(ui, theme, snapshot, gaze, (Way::Upward, &self.upward), (y_rect, &upward));
        } else {
            let small = FontId::proportional(size::SMALL);
            let at = |rect: Rect, by: f32| rect.right_top() + vec2(by, 2.0);
            ui.painter().text(at(x_rect, 0.0), Align2::RIGHT_TOP, across, small.clone(), theme.ink);
            ui.painter().text(at(y_rect, -2.0), Align2::RIGHT_TOP, upward, small, theme.ink);
        }
    }
}

/// Room for the sign of a menu.
const fn arrow(several: bool) -> f32 {
    if several { 16.0 } else { 0.0 }
}

/// What stands along an axis, as people call it.
fn name(theme: &Theme, snapshot: &Snapshot, way: Way) -> String {
    let Some(plane) = snapshot.looks.maps.as_ref().map(|maps| &maps.plane) else { return String::new() };
    match (plane.axes, way) {
        (Axes::Inputs(..), Way::Upward) if plane.upward_is_target() => match &snapshot.data.set.target {
            Target::Value { names, .. } => names.first().map_or_else(String::new, |name| axis::name(name)),
            Target::Class { name, .. } => axis::name(name),
        },
        (Axes::Inputs(across, upward), _) if across == upward && way == Way::Upward => String::new(),
        (Axes::Inputs(across, upward), _) => {
            let input = if way == Way::Across { across } else { upward };
            let source = &snapshot.experiment.data.source;
            let name = snapshot.data.set.axis_name(input).unwrap_or_default();
            axis::name(&theme.say(naming::input(source, &name)))
        }
        (Axes::Components, way) => {
            let number = if way == Way::Across { 1 } else { 2 };
            theme.say(text!("component {number}", "主成分 {number}")).into_owned()
        }
    }
}

/// Where a place of the plane lies, in words; `area` is what is looked at of it. That of a row `is_known`, and has no
/// digits for the sake of others.
pub(super) fn place(theme: &Theme, snapshot: &Snapshot, at: Pos2, area: Area, is_known: bool) -> String {
    let (across, upward) = (name(theme, snapshot, Way::Across), name(theme, snapshot, Way::Upward));
    let written = |value: f32, (low, high): (f32, f32)| {
        let text = within(value.into(), (high - low).into());
        if is_known && text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').into() } else { text }
    };
    let (x, y) = (written(at.x, area.x), written(at.y, area.y));
    if upward.is_empty() { format!("{across} {x}") } else { format!("{across} {x} · {upward} {y}") }
}

fn numbers(ui: &Ui, theme: &Theme, view: &Viewport, end: f32, named: bool) {
    let (map, area) = (view.rect, view.area);
    let small = FontId::proportional(size::SMALL);
    let most = ((map.width() / 40.0) as usize).max(2);
    let room = axis::Room { ends: (map.left(), map.right()), end, most, whole: false };
    let range = |(low, high): (f32, f32)| (f64::from(low), f64::from(high));
    for (tick, label) in axis::across(range(area.x), room, |label| width_of(ui, label)) {
        let at = pos2(remap(tick as f32, area.x.0..=area.x.1, map.x_range()), map.bottom() + 3.0);
        ui.painter().text(at, Align2::CENTER_TOP, label, small.clone(), theme.muted);
    }
    for (tick, label) in upward(range(area.y), map.height(), if named { 22.0 } else { 4.0 }) {
        let y = remap(tick as f32, area.y.0..=area.y.1, map.bottom()..=map.top());
        ui.painter().text(pos2(map.left() - 6.0, y), Align2::RIGHT_CENTER, label, small.clone(), theme.muted);
    }
}

/// The numbers of the axis upward on a map so high, but for those in its uppermost part, where its name stands; two or
/// more.
fn upward((low, high): (f64, f64), height: f32, named: f32) -> Vec<(f64, String)> {
    let share = |points: f32| f64::from(points / height) * (high - low);
    let most = ((height / 40.0) as usize).max(2);
    let at = |count: usize| -> Vec<(f64, String)> {
        let ticks = axis::ticks(low, high, count);
        let is_free = |tick: &f64| *tick > low + share(4.0) && *tick < high - share(named);
        let labels = axis::labels(&ticks);
        ticks.into_iter().zip(labels).filter(|(tick, _)| is_free(tick)).collect()
    };
    (most..=4 * most).map(at).find(|shown| shown.len() > 1).unwrap_or_default()
}

fn menu(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    gaze: &mut Gaze,
    (way, name): (Way, &str),
    (rect, shown): (Rect, &str),
) {
    let title = theme.say(match way {
        Way::Across => text!("Across: {name}", "横轴：{name}"),
        Way::Upward => text!("Upward: {name}", "纵轴：{name}"),
    });
    // In a place of its own, so that what follows the map is laid out below it all the same.
    let mut place = ui.new_child(egui::UiBuilder::new().id_salt(("axis", way == Way::Across)).max_rect(rect));
    place.spacing_mut().button_padding.x = 0.0;
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
        let chosen = menu::closing(ui.selectable_label(axes == Axes::Components, &*components), ui);
        if chosen.on_hover_text(&*hint).clicked() {
            gaze.turn(Axes::Components);
        }
        ui.separator();
        let (x, y) = match axes {
            Axes::Inputs(x, y) => (x, y),
            Axes::Components => (0, 1),
        };
        for input in 0..snapshot.data.set.input_names.len() {
            let chosen = if way == Way::Across { x } else { y };
            let said = theme.say(features::said(Feature::Input(input), snapshot)).into_owned();
            let is_it = axes != Axes::Components && input == chosen;
            if menu::closing(ui.selectable_label(is_it, said), ui).clicked() {
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
    ui.painter().layout_no_wrap(text.into(), font, Color32::BLACK).size().x
}

/// As much of the beginning of `text` as is no wider than `most`, with a mark that there is more.
fn cut(ui: &Ui, text: &str, most: f32) -> String {
    if width_of(ui, text) <= most {
        return text.into();
    }
    let letters: Vec<usize> = (2..text.chars().count()).collect();
    let fitting = letters.partition_point(|count| width_of(ui, &shortened(text, *count)) <= most);
    shortened(text, fitting.checked_sub(1).map_or(1, |last| letters[last])).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_upward_has_two_numbers_beside_its_name() {
        for (low, high) in [(-0.1, 1.1), (-6.0, 6.0), (1.7e8, 1.32e9), (0.02, 0.09), (1900.0, 2010.0)] {
            for height in [120.0, 200.0, 280.0, 540.0] {
                for named in [4.0, 22.0] {
                    let shown = upward((low, high), height, named);
                    assert!(shown.len() > 1, "{low}…{high} on {height}: {shown:?}");
                    assert!(shown.iter().all(|(tick, _)| *tick <= high - f64::from(named / height) * (high - low)));
                }
            }
        }
    }
}
