//! The confusion matrix with metrics of each class, and a sentence about it.

use egui::{Align2, FontId, Rect, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, accesskit::Role, pos2, vec2};

use super::EvaluationViewState;
use crate::{
    data::Target,
    language::{grouped, shortened},
    measure::{Answers, ClassReport},
    text,
    ui::{
        kit::{
            Theme, fitted, icon,
            theme::{bold, space, text},
        },
        naming,
    },
    worker::Snapshot,
};

/// Sides of a cell.
const CELL: (f32, f32) = (16.0, 40.0);
/// Where the metrics of each class end, beside the matrix; the last one has no room where cells would be smaller than this.
const FIGURES: [f32; 3] = [52.0, 116.0, 224.0];
const COMFORT: f32 = 30.0;
/// Room that the head takes in one line.
const HEAD: f32 = 330.0;
/// Most room for the names on the left.
const NAMES: f32 = 88.0;
/// A share below this stands out.
const WEAK: f64 = 0.85;
/// Room for names above the matrix, and for the word above those that stand upright.
const ABOVE: f32 = 40.0;
const UPRIGHT: f32 = 26.0;
/// Cells of so few classes may be this wide.
const FEW: usize = 4;
const WIDE: f32 = 76.0;
/// A cell is never smaller than this.
const LEAST: f32 = 8.0;

pub(super) fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, answers: &Answers, state: &mut EvaluationViewState) {
    let Target::Class { classes, .. } = snapshot.data.own_target() else { return };
    let names = &naming::classes(theme.language, &snapshot.experiment.data.source, classes);
    let report = answers.report();
    let accuracy = 100.0 * report.accuracy();
    let hint = || text!("click a cell to see its rows", "点击格子查看其样本");
    let has_room = ui.available_width() > HEAD;
    ui.horizontal(|ui| {
        ui.label(theme.title(theme.say(text!("Confusion", "混淆矩阵"))));
        if has_room {
            ui.label(theme.caption(theme.say(hint())));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.label(theme.large(format!("{accuracy:.1} %")));
        });
    });
    if !has_room {
        ui.label(theme.caption(theme.say(hint())));
    }
    let wide = |name: &String| fitted::line(ui, name, bold(text::SMALL), theme.ink, NAMES - space::ONE).size().x;
    let longest = names.iter().map(wide).fold(0.0, f32::max);
    let left = longest.max(24.0) + space::ONE;
    let count = names.len();
    let room = |figures: usize| {
        let beside = figures.checked_sub(1).map_or(0.0, |last| FIGURES[last]);
        (ui.available_width() - left - beside) / count.max(1) as f32
    };
    // As many of the metrics as leave the cells their room: of 27 classes none but the recall.
    let shown =
        (1..=3).rev().find(|figures| room(*figures) >= if *figures == 3 { COMFORT } else { CELL.0 }).unwrap_or(0);
    let high = (0.55 * ui.available_height() - ABOVE) / count.max(1) as f32;
    // A few cells are as wide as their names, where there is room.
    let most = if count <= FEW { (longest + space::ONE).clamp(CELL.1, WIDE) } else { CELL.1 };
    let side = room(shown).min(high.max(CELL.0)).min(most).floor().max(LEAST);
    // Names that are wider than a cell stand upright.
    let upright = longest > side && names.iter().any(|name| name.chars().count() > 2);
    let above = if upright { longest + UPRIGHT } else { ABOVE };
    let size = vec2(ui.available_width(), above + side * count as f32 + space::HALF);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let grid = Rect::from_min_size(rect.min + vec2(left, above), Vec2::splat(side * count as f32));
    cells(ui, theme, &report, (grid, side), state.cell);
    heads(ui, theme, names, (rect, grid, side), upright);
    figures(ui, theme, &report, (names, &FIGURES[..shown]), (grid, side));
    if let Some(at) = response.interact_pointer_pos().filter(|at| response.clicked() && grid.contains(*at)) {
        let place = ((at - grid.min) / side).floor();
        let cell = (place.y as usize, place.x as usize);
        state.cell = (state.cell != Some(cell) && report.confusion[cell] > 0).then_some(cell);
    }
    icon::focus_ring(ui, theme, &response, grid);
    if response.has_focus() {
        walk(ui, count, state);
    }
    response.widget_info(|| {
        let said = sentence(theme, &report, names);
        WidgetInfo::labeled(Role::Button, true, theme.say(text!("Confusion matrix: {said}", "混淆矩阵：{said}")))
    });
    ui.label(egui::RichText::new(sentence(theme, &report, names)).color(theme.muted));
    ui.add_space(space::ONE);
}

fn cells(ui: &Ui, theme: &Theme, report: &ClassReport, (grid, side): (Rect, f32), chosen: Option<(usize, usize)>) {
    let count = report.confusion.nrows();
    let painter = ui.painter();
    for truth in 0..count {
        let whole = report.confusion.row(truth).sum();
        for said in 0..count {
            let corner = grid.min + side * vec2(said as f32, truth as f32);
            let cell = Rect::from_min_size(corner, Vec2::splat(side)).shrink(0.75);
            let rows = report.confusion[(truth, said)];
            let share = rows as f32 / whole.max(1) as f32;
            // A single mistake is to be seen too.
            let color = match rows {
                0 => theme.panel,
                _ if truth == said => theme.map_zero.lerp_to_gamma(theme.map_positive, 0.25 + 0.4 * share),
                _ => theme.map_zero.lerp_to_gamma(theme.map_negative, (0.3 + 3.0 * share).min(1.0)),
            };
            painter.rect_filled(cell, 2.0, color);
            if rows > 0 {
                let words = rows.to_string();
                // Three figures find room in a small cell, too.
                let size = text::SMALL.min(1.6 * side / words.len() as f32);
                let font = if truth == said { FontId::proportional(size) } else { bold(size) };
                painter.text(cell.center(), Align2::CENTER_CENTER, words, font, theme.ink);
            }
            if chosen == Some((truth, said)) {
                painter.rect_stroke(cell, 2.0, Stroke::new(2.0, theme.accent), StrokeKind::Outside);
            }
        }
    }
}

/// Names of the classes: true ones downward, predicted ones across.
fn heads(ui: &Ui, theme: &Theme, names: &[String], (rect, grid, side): (Rect, Rect, f32), upright: bool) {
    let small = || FontId::proportional(text::SMALL);
    let painter = ui.painter();
    let (said, is) = (theme.say(text!("predicted", "预测")), theme.say(text!("true", "真实")));
    painter.text(pos2(grid.left(), rect.top()), Align2::LEFT_TOP, said, small(), theme.muted);
    painter.text(grid.left_top() - vec2(space::ONE, 4.0), Align2::RIGHT_BOTTOM, is, small(), theme.muted);
    for (class, name) in names.iter().enumerate() {
        let middle = (class as f32 + 0.5) * side;
        let at = pos2(grid.left() + middle, grid.top() - 4.0);
        if upright {
            let galley = fitted::line(ui, name, bold(text::SMALL), theme.ink, NAMES - space::ONE);
            let corner = at - vec2(0.5 * galley.size().y, 0.0);
            let turned =
                egui::epaint::TextShape::new(corner, galley, theme.ink).with_angle(-std::f32::consts::FRAC_PI_2);
            painter.add(turned);
        } else {
            let galley = fitted::line(ui, name, bold(text::SMALL), theme.ink, side);
            let rect = Align2::CENTER_BOTTOM.anchor_size(at, galley.size());
            painter.galley(rect.min, galley, theme.ink);
        }
        let at = pos2(grid.left() - space::ONE, grid.top() + middle);
        let galley = fitted::line(ui, name, bold(text::SMALL), theme.ink, NAMES - space::ONE);
        painter.galley(Align2::RIGHT_CENTER.anchor_size(at, galley.size()).min, galley, theme.ink);
    }
    debug_assert!(rect.contains_rect(grid), "the matrix has its room");
}

/// Recall, precision, and the class with which a class is most often confused.
fn figures(
    ui: &Ui,
    theme: &Theme,
    report: &ClassReport,
    (names, ends): (&[String], &[f32]),
    (grid, side): (Rect, f32),
) {
    let painter = ui.painter();
    let ends: Vec<f32> = ends.iter().map(|x| grid.right() + x).collect();
    let heads = [text!("recall", "召回率"), text!("precision", "精确率"), text!("mistaken for", "误判为")];
    let small = || FontId::proportional(text::SMALL);
    for (end, head) in ends.iter().copied().zip(heads) {
        painter.text(pos2(end, grid.top() - 4.0), Align2::RIGHT_BOTTOM, theme.say(head), small(), theme.muted);
    }
    for class in 0..names.len() {
        let y = grid.top() + (class as f32 + 0.5) * side;
        for (end, share) in ends.iter().copied().zip([report.recall(class), report.precision(class)]) {
            let words = share.map_or_else(|| "–".into(), |share| format!("{:.0} %", 100.0 * share));
            let is_weak = share.is_some_and(|share| share < WEAK);
            let font = if is_weak { bold(text::SMALL) } else { small() };
            painter.text(pos2(end, y), Align2::RIGHT_CENTER, words, font, theme.ink);
        }
        if let (Some(hole), Some(end)) = (report.most_read_as(class), ends.get(2)) {
            let (name, rows) = (shortened(&names[hole.said], 10), hole.rows);
            let words = format!("{name} ({rows}×)");
            painter.text(pos2(*end, y), Align2::RIGHT_CENTER, words, small(), theme.muted);
        }
    }
}

/// The largest error, and the number of rows that are right.
fn sentence(theme: &Theme, report: &ClassReport, names: &[String]) -> String {
    let (all, right) = report.counts();
    let (all, right) = (grouped(all), grouped(right));
    let counted = text!("{right} of {all} rows are right.", "{all} 个样本中有 {right} 个正确。");
    let Some(hole) = report.widest_hole() else { return theme.say(counted).into_owned() };
    let (truth, said, rows) = (shortened(&names[hole.truth], 16), shortened(&names[hole.said], 16), hole.rows);
    let of = report.confusion.row(hole.truth).sum();
    let widest = text!(
        "“{truth}” is mistaken for “{said}” in {rows} of {of} rows: the most frequent confusion. ",
        "“{truth}”的 {of} 个样本中有 {rows} 个被判为“{said}”：这是最常见的混淆。"
    );
    format!("{}{}", theme.say(widest), theme.say(counted))
}

/// The arrow keys go from cell to cell.
fn walk(ui: &Ui, count: usize, state: &mut EvaluationViewState) {
    use egui::{Key, Modifiers};
    let keys = [(Key::ArrowUp, -1, 0), (Key::ArrowDown, 1, 0), (Key::ArrowLeft, 0, -1), (Key::ArrowRight, 0, 1)];
    for (key, down, right) in keys {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            let (row, column) = state.cell.unwrap_or_default();
            let step = |at: usize, by: isize| at.saturating_add_signed(by).min(count.saturating_sub(1));
            state.cell = Some((step(row, down), step(column, right)));
        }
    }
}
