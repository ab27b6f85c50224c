//! The decision map: what the network answers all over the plane, with the points it learns from.

pub mod contour;
pub mod picture;
pub mod points;

use std::borrow::Cow;

use egui::{
    Align2, Color32, FontId, Mesh, Pos2, Rect, Response, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, accesskit::Role,
    lerp, pos2, remap, vec2,
};

use self::{picture::Picture, points::Points};
use super::{
    Action, Palette, Plane, Texture, Theme, Unit, axis,
    export_menu::{self, View},
    mark::{self, Mark, MarkSheet},
    plane::signed,
    theme::{space, text},
};
use crate::{
    data::Target,
    text,
    training::{Decision, MapRequest},
    worker::Snapshot,
};

/// Left of the map, for the numbers of the upright axis.
const GUTTER: f32 = 32.0;

/// How the map is looked at.
#[derive(Debug, Default)]
pub struct MapViewState {
    /// The unit to show in place of the decision.
    pub shown: Option<Unit>,
    /// Whether test points are left out.
    pub hide_test: bool,
    /// Whether the map has only two colours, or one a class.
    pub discrete: bool,
    points: Points,
    texture: Texture,
    lines: Vec<Vec<Pos2>>,
    /// What is shown, or nothing when it is the decision between many classes.
    plane: Option<Plane>,
    made: Option<Made>,
}

/// What the picture was made from; while it stays the same, nothing is uploaded.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Made {
    number: u64,
    shown: Option<Unit>,
    look: (bool, Palette),
    discrete: bool,
}

/// Draws the decision map of `snapshot`.
pub fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut MapViewState) -> Vec<Action> {
    state.update(ui, theme, snapshot);
    let mut actions = Vec::new();
    actions.extend(head(ui, theme, snapshot, state));
    let side = (ui.available_width() - GUTTER).max(96.0);
    let (whole, _) = ui.allocate_exact_size(vec2(GUTTER + side, side + 22.0), Sense::hover());
    let map = Rect::from_min_size(whole.min + vec2(GUTTER, 0.0), vec2(side, side));
    let response = ui.interact(map, ui.scope_id().with("decision map"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, description(theme, snapshot, state)));
    paint_map(ui, theme, snapshot, state, map);
    readout(ui, theme, snapshot, state, map, &response);
    axes(ui, theme, snapshot, map, &mut actions);
    color_bar(ui, theme, snapshot, state);
    ui.horizontal(|ui| {
        let mut show_test = !state.hide_test;
        if !snapshot.data.test.rows.is_empty() {
            let hint = text!("Points held back: the network never learns from them.", "预留的点：网络从不从中学习。");
            ui.checkbox(&mut show_test, theme.say(text!("Test points, hollow", "测试点（空心）")))
                .on_hover_text(theme.say(hint));
            state.hide_test = !show_test;
            ui.add_space(space::ONE);
        }
        let hint = text!("Only the decision, not how sure it is.", "只显示判定结果，不显示把握程度。");
        ui.checkbox(&mut state.discrete, theme.say(text!("Discretize", "离散显示"))).on_hover_text(theme.say(hint));
    });
    actions
}

impl MapViewState {
    fn update(&mut self, ui: &Ui, theme: &Theme, snapshot: &Snapshot) {
        self.points.update(snapshot);
        let made = Made { number: snapshot.number, shown: self.shown, look: theme.look(), discrete: self.discrete };
        if self.made == Some(made) {
            return;
        }
        let sizes = snapshot.network.parameters.sizes();
        self.shown = self.shown.filter(|unit| sizes.get(unit.layer).is_some_and(|units| unit.index < *units));
        let Some(picture) = Picture::new(theme, snapshot, self.shown, self.discrete) else { return };
        self.plane = match self.shown {
            Some(unit) => Plane::of(snapshot, unit),
            None => Plane::of_decision(snapshot),
        };
        self.made = Some(made);
        self.lines = picture.lines;
        self.texture.set(ui.ctx(), "decision map", picture.image);
    }
}

fn title(theme: &Theme, snapshot: &Snapshot, state: &MapViewState) -> String {
    let sizes = snapshot.network.parameters.sizes();
    match state.shown {
        Some(unit) if unit.layer + 1 < sizes.len() || sizes[unit.layer] > 1 => {
            let name = theme.say(unit.name(sizes));
            let mut letters = name.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
        }
        _ if snapshot.data.set.target.classes().is_none() => theme.say(text!("Prediction", "预测")).into_owned(),
        _ => theme.say(text!("Decision map", "决策图")).into_owned(),
    }
}

fn description(theme: &Theme, snapshot: &Snapshot, state: &MapViewState) -> Cow<'static, str> {
    let points = state.points.all.len();
    let wrong = state.points.all.iter().filter(|point| point.wrong).count();
    let title = title(theme, snapshot, state);
    theme.say(if snapshot.data.set.target.classes().is_some() {
        text!("{title}, {points} points, {wrong} of them wrong", "{title}，{points} 个点，其中 {wrong} 个分错")
    } else {
        text!("{title}, {points} points", "{title}，{points} 个点")
    })
}

fn head(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &MapViewState) -> Vec<Action> {
    let names: &[String] = match &snapshot.data.set.target {
        Target::Class { classes, .. } => classes,
        Target::Value { .. } => &[],
    };
    let sheet = MarkSheet::of(ui.ctx());
    let legend = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing = vec2(space::ONE, 2.0);
        for (class, name) in names.iter().enumerate().take(8) {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                let (rect, _) = ui.allocate_exact_size(vec2(14.0, 16.0), Sense::hover());
                let (shape, color) = (Mark::of_class(class), theme.class(class, names.len()));
                let mut mesh = sheet.mesh();
                sheet.add(&mut mesh, shape, mark::Part::Body, rect.center(), 1.0, color);
                sheet.add(&mut mesh, shape, mark::Part::Outline, rect.center(), 1.0, theme.ink);
                ui.painter().add(mesh);
                ui.label(theme.caption(name));
            });
        }
    };
    let small = FontId::proportional(text::SMALL);
    let width = |text: &str| ui.painter().layout_no_wrap(text.into(), small.clone(), theme.muted).size().x;
    let names_width: f32 = names.iter().map(|name| width(name) + 16.0 + space::ONE).sum::<f32>();
    let names_width = (names_width - space::ONE).max(0.0);
    let beside = names_width + 150.0 + space::TARGET < ui.available_width();
    let row = ui.horizontal(|ui| {
        ui.label(theme.title(title(theme, snapshot, state)));
        let end = egui::Layout::right_to_left(egui::Align::Center);
        ui.with_layout(end, |ui| {
            let actions = export_menu::ui(ui, theme, View::Map);
            if beside && !names.is_empty() {
                ui.allocate_ui_with_layout(
                    vec2(names_width, 20.0),
                    egui::Layout::left_to_right(egui::Align::Center),
                    legend,
                );
            }
            actions
        })
        .inner
    });
    if !beside && !names.is_empty() {
        ui.horizontal_wrapped(legend);
    }
    row.inner
}

fn width_of(ui: &Ui, text: &str) -> f32 {
    let font = FontId::proportional(text::SMALL);
    ui.painter().layout_no_wrap(text.into(), font, Color32::BLACK).size().x + space::ONE
}

fn paint_map(ui: &Ui, theme: &Theme, snapshot: &Snapshot, state: &MapViewState, map: Rect) {
    let painter = ui.painter().with_clip_rect(map.intersect(ui.clip_rect()));
    if let Some(texture) = state.texture.id() {
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        painter.add(egui::epaint::RectShape::filled(map, space::ROUND, Color32::WHITE).with_texture(texture, whole));
    }
    let place = |at: &Pos2| pos2(lerp(map.x_range(), at.x), lerp(map.bottom()..=map.top(), at.y));
    for line in &state.lines {
        let points: Vec<Pos2> = line.iter().map(place).collect();
        painter.add(Shape::line(points, Stroke::new(2.0, theme.ink)));
    }
    let sheet = MarkSheet::of(ui.ctx());
    let classes = snapshot.data.set.target.classes().unwrap_or(0);
    painter.add(state.points.mesh(theme, &sheet, map, classes, !state.hide_test));
}

/// The numbers along both axes, and the inputs' names: menus when there are more than two.
fn axes(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, map: Rect, actions: &mut Vec<Action>) {
    let maps = &snapshot.maps;
    let names = &snapshot.data.set.input_names;
    let small = FontId::proportional(text::SMALL);
    let count = (map.width() / 44.0) as usize;
    let painter = ui.painter().clone();
    let name = |input: usize| names.get(input).map_or_else(String::new, |name| axis::name(name));
    let across = axis::ticks(maps.area.x.0.into(), maps.area.x.1.into(), count);
    let upright = axis::ticks(maps.area.y.0.into(), maps.area.y.1.into(), count);
    let mut used = map.right();
    let x_rect = {
        let width = width_of(ui, &name(maps.axes.0)) + if names.len() > 2 { 16.0 } else { 0.0 };
        Rect::from_min_max(
            pos2((map.right() - width).max(map.left()), map.bottom() + 1.0),
            map.right_bottom() + vec2(0.0, 21.0),
        )
    };
    used = used.min(x_rect.left() - space::HALF);
    for &tick in &across {
        let x = remap(tick as f32, maps.area.x.0..=maps.area.x.1, map.x_range());
        let label = axis::label(tick, axis::step(&across));
        let half = 0.5 * width_of(ui, &label);
        if x + half < used {
            painter.text(
                pos2(x.max(map.left() + 4.0), map.bottom() + 3.0),
                Align2::CENTER_TOP,
                label,
                small.clone(),
                theme.muted,
            );
        }
    }
    for &tick in &upright {
        let y = remap(tick as f32, maps.area.y.0..=maps.area.y.1, map.bottom()..=map.top());
        if y > map.top() + 22.0 && y < map.bottom() - 4.0 {
            let label = axis::label(tick, axis::step(&upright));
            painter.text(pos2(map.left() - 6.0, y), Align2::RIGHT_CENTER, label, small.clone(), theme.muted);
        }
    }
    // A long name does not fit beside the numbers; it stands inside the map, on a little surface of its own.
    let y_width = width_of(ui, &name(maps.axes.1)) + if names.len() > 2 { 16.0 } else { 0.0 };
    let y_rect = if y_width <= GUTTER - 4.0 {
        Rect::from_min_size(pos2(map.left() - GUTTER, map.top()), vec2(GUTTER - 4.0, 20.0))
    } else {
        let inside = Rect::from_min_size(map.left_top() + vec2(4.0, 4.0), vec2(y_width + space::ONE, 20.0));
        painter.rect_filled(inside, 4.0, theme.surface.gamma_multiply(0.85));
        inside
    };
    if names.len() > 2 {
        for (rect, which) in [(x_rect, 0), (y_rect, 1)] {
            let chosen = if which == 0 { maps.axes.0 } else { maps.axes.1 };
            let label = format!("{} ▾", name(chosen));
            let button = egui::Button::new(theme.caption(label)).frame(false);
            let response = ui.put(rect, button);
            let input = name(chosen);
            let (title, hint) = if which == 0 {
                (
                    text!("Across: {input}", "横轴：{input}"),
                    text!("Across: {input}. Click to choose another input.", "横轴：{input}。点击可选择其他输入。"),
                )
            } else {
                (
                    text!("Upward: {input}", "纵轴：{input}"),
                    text!("Upward: {input}. Click to choose another input.", "纵轴：{input}。点击可选择其他输入。"),
                )
            };
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, title.say(theme.language)));
            let response = response.on_hover_text(theme.say(hint));
            egui::Popup::menu(&response).show(|ui| {
                for (input, name) in names.iter().enumerate() {
                    if ui.selectable_label(input == chosen, name).clicked() {
                        let (x, y) = maps.axes;
                        // Choosing the other axis's input exchanges the two.
                        let axes = match which {
                            0 if input == y => (y, x),
                            0 => (input, y),
                            _ if input == x => (y, x),
                            _ => (x, input),
                        };
                        actions.push(Action::Probe(MapRequest { resolution: maps.resolution, axes, area: None }));
                    }
                }
            });
        }
    } else {
        painter.text(
            x_rect.right_top() + vec2(0.0, 2.0),
            Align2::RIGHT_TOP,
            name(maps.axes.0),
            small.clone(),
            theme.ink,
        );
        painter.text(y_rect.right_top() + vec2(-4.0, 2.0), Align2::RIGHT_TOP, name(maps.axes.1), small, theme.ink);
    }
}

/// The colours from −1 to +1 with what stands for them.
fn color_bar(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &MapViewState) {
    let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    let bar = Rect::from_min_max(whole.min + vec2(GUTTER, 0.0), pos2(whole.right(), whole.top() + 8.0));
    let small = FontId::proportional(text::SMALL);
    let label = |x: f32, align: Align2, text: String| {
        ui.painter().text(pos2(x, bar.bottom() + 3.0), align, text, small.clone(), theme.muted);
    };
    let Some(plane) = &state.plane else {
        let sentence = theme.say(text!("The stronger the colour, the surer the answer.", "颜色越深，判定越有把握。"));
        ui.painter().text(bar.min, Align2::LEFT_TOP, sentence, small.clone(), theme.muted);
        return;
    };
    let mut mesh = Mesh::default();
    let stops = if state.discrete { [-1.0, -1.0, 1.0, 1.0] } else { [-1.0, 0.0, 0.0, 1.0] };
    for half in 0..2 {
        let first = mesh.vertices.len() as u32;
        for end in 0..2 {
            let x = lerp(bar.x_range(), 0.5 * (half + end) as f32);
            let color = theme.map(stops[2 * half + end]);
            mesh.colored_vertex(pos2(x, bar.top()), color);
            mesh.colored_vertex(pos2(x, bar.bottom()), color);
        }
        mesh.add_triangle(first, first + 1, first + 2);
        mesh.add_triangle(first + 1, first + 2, first + 3);
    }
    ui.painter().add(mesh);
    let said = |level: f32| theme.say(plane.reading.text(level)).into_owned();
    label(bar.left(), Align2::LEFT_TOP, said(-1.0));
    let decides = state.shown.is_none() && snapshot.data.set.target.classes().is_some();
    let middle = said(0.0);
    let boundary = theme.say(text!("{middle} · the boundary", "{middle} · 边界")).into_owned();
    label(bar.center().x, Align2::CENTER_TOP, if decides { boundary } else { middle });
    label(bar.right(), Align2::RIGHT_TOP, said(1.0));
}

/// What stands under the pointer, in a corner of the map away from it.
fn readout(ui: &Ui, theme: &Theme, snapshot: &Snapshot, state: &MapViewState, map: Rect, response: &Response) {
    let Some(pointer) = response.hover_pos() else { return };
    let text = reading(theme, snapshot, state, map, pointer);
    let galley =
        ui.painter().layout(text, FontId::proportional(text::SMALL), theme.ink, map.width() - 4.0 * space::ONE);
    let size = galley.size() + vec2(2.0 * space::ONE, space::ONE);
    let below = pointer.y < map.center().y;
    let corner = if below {
        map.left_bottom() + vec2(space::HALF, -size.y - space::HALF)
    } else {
        map.min + Vec2::splat(space::HALF)
    };
    let ground = Rect::from_min_size(corner, size);
    ui.painter().rect_filled(ground, space::ROUND, theme.surface.gamma_multiply(0.92));
    ui.painter().galley(corner + vec2(space::ONE, space::HALF), galley, theme.ink);
}

/// The place under `pointer` in words: where, what the network answers, and the point that is there.
fn reading(theme: &Theme, snapshot: &Snapshot, state: &MapViewState, map: Rect, pointer: Pos2) -> String {
    let at = pos2(
        remap(pointer.x, map.x_range(), 0.0..=1.0).clamp(0.0, 1.0),
        remap(pointer.y, map.y_range(), 1.0..=0.0).clamp(0.0, 1.0),
    );
    let maps = &snapshot.maps;
    let (x, y) = (lerp(maps.area.x.0..=maps.area.x.1, at.x), lerp(maps.area.y.0..=maps.area.y.1, at.y));
    let names = &snapshot.data.set.input_names;
    let name = |input: usize| names.get(input).map_or_else(String::new, |name| axis::name(name));
    let answer = match &state.plane {
        Some(plane) => theme.say(plane.reading.text(plane.at(at.x, at.y))).into_owned(),
        None => decision(snapshot, at),
    };
    let mut line = format!("{} {} · {} {} · {answer}", name(maps.axes.0), signed(x), name(maps.axes.1), signed(y));
    if let Some((point, distance)) = state.points.nearest(at, !state.hide_test)
        && distance * map.width() < 12.0
    {
        let what = match &snapshot.data.set.target {
            Target::Class { classes, labels, .. } => classes[labels[point.row] as usize].clone(),
            Target::Value { values, .. } => signed(values[(point.row, 0)]),
        };
        line += &theme.say(match (point.test, point.wrong) {
            (true, false) => text!(" · test point {what}", " · 测试点 {what}"),
            (true, true) => text!(" · test point {what}, wrong", " · 测试点 {what}，分错"),
            (false, false) => text!(" · train point {what}", " · 训练点 {what}"),
            (false, true) => text!(" · train point {what}, wrong", " · 训练点 {what}，分错"),
        });
    }
    line
}

/// The class that wins at a place, and how sure the network is of it.
fn decision(snapshot: &Snapshot, at: Pos2) -> String {
    let (Target::Class { classes: names, .. }, Decision::Classes { classes, confidence }) =
        (&snapshot.data.set.target, &snapshot.maps.decision)
    else {
        return String::new();
    };
    let cells = snapshot.maps.resolution;
    let place = |share: f32| ((share * cells as f32) as usize).min(cells - 1);
    let cell = place(at.y) * cells + place(at.x);
    format!("{} {:.0} %", names[usize::from(classes[cell])], 100.0 * confidence[cell])
}
