//! Held-out rows, one per column: original, network input, and reconstruction.

use egui::{
    Align2, FontId, Mesh, Rect, Role, Sense, Shape as Painted, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::look::{Looks, Shape, add};
use crate::{
    data::{Scale, Split, Target},
    insight::{
        Redrawn,
        reconstruction::{DRAWN_AGAIN, RowRedrawn},
    },
    language::{Text, compact, shortened},
    text,
    ui::{
        Gaze,
        kit::{
            Theme,
            theme::{space, text},
        },
        naming,
    },
    worker::Snapshot,
};

/// Room for the names of the lines.
const NAMES: f32 = 84.0;
/// Least and greatest side of a tile, and what lies between two.
const TILE: (f32, f32) = (24.0, 56.0);
const GAP: f32 = 6.0;
/// Most numbers of a row that are told.
const TOLD: usize = 25;

/// What stands in a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Wanted,
    Given,
    Drawn,
}

/// Shows the rows; a click follows one through the network.
pub(super) fn ui(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    (redrawn, looks): (&Redrawn, Looks),
    gaze: &mut Gaze,
) {
    ui.horizontal(|ui| {
        ui.label(theme.title(theme.say(text!("Held-out rows", "留出样本"))));
        ui.label(theme.caption(theme.say(which(redrawn.split))));
    });
    let lines = lines(snapshot);
    let across = ui.available_width() - NAMES;
    let side = (across / DRAWN_AGAIN as f32 - GAP).clamp(TILE.0, TILE.1).floor();
    let height = lines.len() as f32 * (side + GAP) + 18.0;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let small = FontId::proportional(text::SMALL);
    let top = |line: usize| rect.top() + line as f32 * (side + GAP);
    for (place, (_, name)) in lines.iter().enumerate() {
        let at = pos2(rect.left(), top(place) + side / 2.0);
        ui.painter().text(at, Align2::LEFT_CENTER, theme.say(name.clone()), small.clone(), theme.muted);
    }
    let below = rect.bottom() - 9.0;
    let error = theme.say(text!("error", "误差"));
    ui.painter().text(pos2(rect.left(), below), Align2::LEFT_CENTER, error, small.clone(), theme.muted);
    let mut mesh = Mesh::default();
    for (column, row) in redrawn.rows.iter().enumerate() {
        let left = rect.left() + NAMES + column as f32 * (side + GAP);
        if left + side > rect.right() + 1.0 {
            break;
        }
        let tile = |line: usize| Rect::from_min_size(pos2(left, top(line)), Vec2::splat(side));
        for (place, (line, _)) in lines.iter().enumerate() {
            let (shape, values) = match line {
                Line::Wanted => (looks.outputs, &row.wanted),
                Line::Given => (looks.inputs, &row.given),
                Line::Drawn => (looks.outputs, &row.drawn),
            };
            ui.painter().rect_stroke(tile(place), 0.0, Stroke::new(space::LINE, theme.rule), StrokeKind::Outside);
            add(&mut mesh, theme, tile(place), shape, values);
        }
        let number = format!("{:.3}", row.error);
        ui.painter().text(pos2(left + side / 2.0, below), Align2::CENTER_CENTER, &number, small.clone(), theme.muted);
        let whole = Rect::from_x_y_ranges(left - 3.0..=left + side + 3.0, rect.top() - 3.0..=rect.bottom());
        let response = ui.interact(whole, ui.scope_id().with(("drawn again", column)), Sense::click());
        let name = name(theme, snapshot, row.row);
        let said = theme.say(text!("{name}, error {number}", "{name}，误差 {number}")).into_owned();
        let hint = [said.clone(), theme.say(what_error(snapshot)).into_owned()];
        let hint = hint.into_iter().chain(numbers(theme, snapshot, looks.outputs, row)).collect::<Vec<_>>().join("\n");
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
        if gaze.row() == Some(row.row) || response.has_focus() {
            ui.painter().rect_stroke(whole, 4.0, Stroke::new(2.0, theme.accent), StrokeKind::Inside);
        }
        if response.on_hover_text(hint).clicked() {
            gaze.follow(snapshot, row.row);
        }
    }
    ui.painter().add(Painted::mesh(mesh));
}

/// What there is to see of each row.
fn lines(snapshot: &Snapshot) -> Vec<(Line, Text)> {
    let Some(autoencoder) = snapshot.experiment.autoencoder() else { return Vec::new() };
    let (masked, noise) = (autoencoder.masked > 0.0, autoencoder.noise > 0.0);
    let is_other = snapshot.experiment.other_view().is_some();
    let given = match (masked, noise) {
        (true, _) => Some(text!("masked", "遮盖后")),
        (false, true) => Some(text!("with noise", "加噪后")),
        (false, false) if is_other || autoencoder.below > 0 => Some(text!("input", "输入")),
        (false, false) => None,
    };
    let wanted = match (is_other, autoencoder.below) {
        (true, _) => text!("other view", "另一视图"),
        (false, 0) => text!("original", "原样"),
        (false, below) => text!("layer {below}", "第 {below} 层"),
    };
    let mut lines = vec![(Line::Wanted, wanted)];
    lines.extend(given.map(|name| (Line::Given, name)));
    if is_other {
        lines.reverse();
    }
    lines.push((Line::Drawn, text!("drawn again", "重建")));
    lines
}

/// What the error below each row is.
fn what_error(snapshot: &Snapshot) -> Text {
    match snapshot.experiment.autoencoder() {
        Some(autoencoder) if autoencoder.masked > 0.0 => text!(
            "Error: mean square over the scaled numbers, drawn from the masked row.",
            "误差：缩放后各数的均方误差，由遮盖后的样本重建。"
        ),
        _ => text!("Error: mean square over the scaled numbers.", "误差：缩放后各数的均方误差。"),
    }
}

/// A line for each number of a row that is no picture: what it is, and what is drawn, in the unit of the file.
fn numbers(theme: &Theme, snapshot: &Snapshot, shape: Shape, row: &RowRedrawn) -> Vec<String> {
    let (Shape::Bars(..), Target::Value { names, .. }) = (shape, &snapshot.data.set.target) else { return Vec::new() };
    let scales = snapshot.probe().answer_scales();
    let line = |(((name, scale), wanted), drawn): (((&String, &Scale), &f32), &f32)| {
        let name = theme.say(naming::input(&snapshot.experiment.data.source, name));
        let [wanted, drawn] = [wanted, drawn].map(|value| compact(f64::from(scale.raw(*value))));
        format!("{}: {wanted} → {drawn}", shortened(&name, 40))
    };
    let all = names.iter().zip(&*scales).zip(&row.wanted).zip(&row.drawn);
    let mut lines: Vec<String> = all.take(TOLD).map(line).collect();
    if names.len() > TOLD {
        lines.push("…".to_owned());
    }
    lines
}

/// Which rows they are.
pub(in crate::ui::views) fn which(split: Split) -> Text {
    match split {
        Split::Validation => text!("validation rows, from which nothing is learned", "验证样本，不参与学习"),
        Split::Test => text!("test rows, from which nothing is learned", "测试样本，不参与学习"),
        Split::Train => text!("training rows: none are held back", "训练样本：没有留出的样本"),
    }
}

/// A row by its class and number.
fn name(theme: &Theme, snapshot: &Snapshot, row: usize) -> String {
    let number = row + 1;
    let class = match snapshot.data.own_target() {
        Target::Class { classes, .. } => snapshot.data.class_of(row).and_then(|class| classes.get(class)),
        Target::Value { .. } => None,
    };
    let said = match class.map(|class| shortened(class, 16).to_string()) {
        Some(class) => text!("Row {number}, {class}", "样本 {number}，{class}"),
        None => text!("Row {number}", "样本 {number}"),
    };
    theme.say(said).into_owned()
}
