//! Held-out rows, one a column: the inputs, their own other view, and the other views that lie nearest to them.

use egui::{
    Align2, FontId, Mesh, Rect, Role, Sense, Shape as Painted, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::{
    network::picture,
    reconstruction::{bars, which},
};
use crate::{
    data::{Source, Target, shipped::Look},
    insight::matched::{Matched, NEAREST, RowMatched, SHOWN},
    language::{Text, shortened},
    text,
    ui::{
        Gaze,
        kit::{
            Theme,
            theme::{space, text},
        },
    },
    worker::Snapshot,
};

/// Room for the names of the lines.
const NAMES: f32 = 84.0;
/// Least and greatest side of a tile, and what lies between two.
const TILE: (f32, f32) = (24.0, 52.0);
const GAP: f32 = 7.0;
/// Numbers of a sound lie between these, near enough.
const SOUND: f32 = 2.0;

/// Shows the stage at hand of `snapshot`, which aligns two views.
pub fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, gaze: &mut Gaze) {
    let Some(matched) = &snapshot.looks.matched else {
        ui.label(theme.caption(theme.say(text!("Comparing the rows…", "正在比较样本……"))));
        ui.ctx().request_repaint();
        return;
    };
    ui.add_space(space::HALF);
    ui.horizontal_wrapped(|ui| {
        ui.label(theme.title(theme.say(text!("What finds what", "配对结果"))));
        ui.label(theme.caption(theme.say(which(matched.split))));
    });
    figures(ui, theme, matched, snapshot);
    ui.add_space(space::ONE);
    columns(ui, theme, snapshot, matched, gaze);
}

/// Says, in place of what belongs to a loss of single rows, that there is none.
pub(super) fn not_by_row(ui: &mut Ui, theme: &Theme) {
    let said = text!(
        "This stage compares the rows of a batch with each other, so no row has a loss or an error of its own. The page Matched \
         shows what each finds.",
        "这一阶段把一个批次中的样本相互比较，因此单个样本没有自己的损失或误差。“配对”页显示每个样本找到的结果。"
    );
    ui.label(theme.caption(theme.say(said)));
}

/// What was found for all rows.
fn figures(ui: &mut Ui, theme: &Theme, matched: &Matched, snapshot: &Snapshot) {
    let rows = matched.all.rows;
    let percent = |count: usize| format!("{:.1}", 100.0 * count as f64 / rows.max(1) as f64);
    let mut said = vec![(
        percent(matched.all.own),
        text!("% are nearest to their own other view, among {rows}", "% 离自己的另一视图最近（共 {rows} 个）"),
    )];
    let classes = snapshot.data.own_target().classes().unwrap_or(1);
    let blind = format!("{:.0}", 100.0 / classes as f64);
    said.extend(matched.all.same_class.map(|count| {
        let words = text!("% to one of the same class (blindly {blind} %)", "% 离同类的最近（盲选 {blind}%）");
        (percent(count), words)
    }));
    said.extend(matched.all.by_views.map(|count| {
        let words = text!(
            "% named rightly by three views of each class, without any label of an input",
            "% 由每类三个视图即可正确命名，输入没有任何标签"
        );
        (percent(count), words)
    }));
    for (number, words) in said {
        ui.horizontal(|ui| {
            ui.label(theme.large(number));
            ui.label(theme.caption(theme.say(words)));
        });
    }
}

fn columns(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, matched: &Matched, gaze: &mut Gaze) {
    let side = ((ui.available_width() - NAMES) / SHOWN as f32 - GAP).clamp(TILE.0, TILE.1).floor();
    let lines = 2 + NEAREST;
    let height = lines as f32 * (side + GAP) + space::ONE;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let small = FontId::proportional(text::SMALL);
    let top = |line: usize| rect.top() + line as f32 * (side + GAP) + if line > 1 { space::ONE } else { 0.0 };
    let name = |line: usize| match line {
        0 => text!("input", "输入"),
        1 => text!("other view", "另一视图"),
        2 => text!("nearest", "最近"),
        line => Text::same(format!("{}.", line - 1)),
    };
    for line in 0..lines {
        let at = pos2(rect.left(), top(line) + side / 2.0);
        ui.painter().text(at, Align2::LEFT_CENTER, theme.say(name(line)), small.clone(), theme.muted);
    }
    let mut mesh = Mesh::default();
    for (column, row) in matched.rows.iter().enumerate() {
        let left = rect.left() + NAMES + column as f32 * (side + GAP);
        if left + side > rect.right() + 1.0 {
            break;
        }
        let tile = |line: usize| Rect::from_min_size(pos2(left, top(line)), Vec2::splat(side));
        add_input(&mut mesh, theme, tile(0), snapshot, row.row);
        add_view(&mut mesh, theme, tile(1), snapshot, row.row);
        for line in 0..2 {
            ui.painter().rect_stroke(tile(line), 0.0, Stroke::new(space::LINE, theme.rule), StrokeKind::Outside);
        }
        for (place, found) in row.found.iter().enumerate() {
            let frame = tile(2 + place);
            add_view(&mut mesh, theme, frame, snapshot, *found);
            // Told by width and dashes too, so that no colour is needed.
            let stroke = match (*found == row.row, is_same(snapshot, row.row, *found)) {
                (true, _) => Stroke::new(2.5, theme.accent),
                (false, true) => Stroke::new(1.0, theme.outline),
                (false, false) => Stroke::NONE,
            };
            ui.painter().rect_stroke(frame, 0.0, stroke, StrokeKind::Outside);
        }
        let whole = Rect::from_x_y_ranges(left - 3.0..=left + side + 3.0, rect.top() - 3.0..=rect.bottom());
        let response = ui.interact(whole, ui.scope_id().with(("matched", column)), Sense::click());
        let said = theme.say(told(snapshot, row)).into_owned();
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
        if gaze.row() == Some(row.row) || response.has_focus() {
            ui.painter().rect_stroke(whole, 4.0, Stroke::new(2.0, theme.accent), StrokeKind::Inside);
        }
        if response.on_hover_text(said.clone()).clicked() {
            gaze.follow(snapshot, row.row);
        }
    }
    ui.painter().add(Painted::mesh(mesh));
    let legend = text!(
        "A thick frame is the row's own other view, a thin one another of its class, none one of another class.",
        "粗框是该样本自己的另一视图，细框是同类的，没有框的属于其他类。"
    );
    ui.label(theme.caption(theme.say(legend)));
}

/// What a row finds, in words.
fn told(snapshot: &Snapshot, row: &RowMatched) -> Text {
    let (number, ahead) = (row.row + 1, row.ahead);
    let of = |row: usize| class(snapshot, row).unwrap_or_default();
    let (own, found) = (of(row.row), row.found.first().map(|found| of(*found)).unwrap_or_default());
    text!(
        "Row {number}, {own}: nearest is one of {found}; {ahead} other views lie nearer than its own",
        "样本 {number}，{own}：最近的属于 {found}；有 {ahead} 个视图比它自己的更近"
    )
}

fn class(snapshot: &Snapshot, row: usize) -> Option<String> {
    let Target::Class { classes, labels, .. } = snapshot.data.own_target() else { return None };
    labels.get(row).and_then(|label| classes.get(*label as usize)).map(|class| shortened(class, 16).to_string())
}

fn is_same(snapshot: &Snapshot, row: usize, other: usize) -> bool {
    let Target::Class { labels, .. } = snapshot.data.own_target() else { return false };
    labels.get(row) == labels.get(other)
}

fn add_input(mesh: &mut Mesh, theme: &Theme, frame: Rect, snapshot: &Snapshot, row: usize) {
    let data = &snapshot.data;
    let own = data.set.inputs.ncols() - data.beside;
    let values = data.set.inputs.row(row).iter().take(own).copied().collect::<Vec<f32>>();
    let look = if let Source::Shipped(set) = snapshot.experiment.data.source { Some(set.look()) } else { None };
    add(mesh, theme, frame, look, &values);
}

fn add_view(mesh: &mut Mesh, theme: &Theme, frame: Rect, snapshot: &Snapshot, row: usize) {
    let Source::Shipped(set) = snapshot.experiment.data.source else { return };
    let Some(view) = set.view().filter(|view| row < view.nrows()) else { return };
    add(mesh, theme, frame, set.view_look(), &view.row(row).to_vec());
}

/// A row of numbers as what it is.
fn add(mesh: &mut Mesh, theme: &Theme, frame: Rect, look: Option<Look>, values: &[f32]) {
    let (width, height, grey): (usize, usize, fn(f32) -> f32) = match look {
        Some(Look::Picture { width, height }) => (width, height, |value| value),
        Some(Look::Sound { moments, coefficients }) => (moments, coefficients, |value| (value + SOUND) / (2.0 * SOUND)),
        _ => return bars(mesh, theme, frame, values),
    };
    let pixel = vec2(frame.width() / width as f32, frame.height() / height as f32);
    for (index, value) in values.iter().take(width * height).enumerate() {
        let corner = frame.min + pixel * vec2((index % width) as f32, (index / width) as f32);
        let shade = picture::grey(theme, grey(*value).clamp(0.0, 1.0));
        mesh.add_colored_rect(Rect::from_min_size(corner, pixel), shade);
    }
}
