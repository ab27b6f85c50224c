//! The confusion matrix and the calibration.

use egui::{Align2, FontId, Grid, Rect, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, accesskit::Role, pos2, vec2};

use crate::{
    data::Target,
    language::{brief, grouped, shortened},
    measure::{Calibration, ClassReport},
    text,
    ui::{
        kit::{
            Theme,
            mark::{Mark, MarkSheet, Part},
            theme::{bold, space, text},
        },
        naming,
    },
    worker::Snapshot,
};

/// Sides of a cell of the confusion matrix.
const CELL: (f32, f32) = (16.0, 40.0);
/// Room for the names of the classes on the left.
const NAMES: f32 = 72.0;
/// A table of the classes narrower than this has no names.
const NARROW: f32 = 304.0;

pub(super) fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, report: &ClassReport) {
    let Target::Class { classes: names, .. } = &snapshot.data.set.target else { return };
    let names = &naming::classes(theme.language, &snapshot.experiment.data.source, names)[..];
    let accuracy = 100.0 * report.accuracy();
    let said = text!("{accuracy:.1} % of them are right", "其中 {accuracy:.1} % 正确");
    ui.label(theme.caption(theme.say(said)));
    confusion(ui, theme, report, names);
    ui.add_space(space::ONE);
    table(ui, theme, report, names);
    ui.add_space(space::ONE);
    calibration(ui, theme, &report.calibration);
}

/// The confusion matrix: true classes downward, predicted ones across.
fn confusion(ui: &mut Ui, theme: &Theme, report: &ClassReport, names: &[String]) {
    let count = names.len();
    ui.label(
        theme.caption(theme.say(text!("↓ class of the row · → answer of the network", "↓ 真实类别 · → 网络的回答"))),
    );
    let side = ((ui.available_width() - NAMES) / count.max(1) as f32).clamp(CELL.0, CELL.1);
    let (rect, response) =
        ui.allocate_exact_size(vec2(NAMES + side * count as f32, side * count as f32 + 16.0), Sense::hover());
    let painter = ui.painter();
    let sheet = MarkSheet::of(ui.ctx());
    let mut shapes = sheet.mesh();
    let font = FontId::proportional(text::SMALL);
    for (truth, name) in names.iter().enumerate() {
        let y = rect.top() + (truth as f32 + 0.5) * side;
        // A column has no room for a name, but for the shape that the table below names.
        let below = rect.min + vec2(NAMES + (truth as f32 + 0.5) * side, side * count as f32 + 8.0);
        sheet.add(&mut shapes, Mark::of_class(truth), Part::Body, below, 1.0, theme.class(truth, count));
        let name = shortened(name, 10);
        painter.text(pos2(rect.left() + NAMES - space::ONE, y), Align2::RIGHT_CENTER, name, font.clone(), theme.muted);
        let whole = report.confusion.row(truth).sum();
        for answer in 0..count {
            let corner = rect.min + vec2(NAMES + answer as f32 * side, truth as f32 * side);
            let cell = Rect::from_min_size(corner, Vec2::splat(side)).shrink(0.5);
            let rows = report.confusion[(truth, answer)];
            let share = rows as f32 / whole.max(1) as f32;
            let color = if truth == answer { theme.map_positive } else { theme.map_negative };
            painter.rect_filled(cell, 2.0, theme.map_zero.lerp_to_gamma(color, share));
            if rows > 0 {
                let font = if truth == answer { bold(text::SMALL) } else { font.clone() };
                painter.text(cell.center(), Align2::CENTER_CENTER, rows.to_string(), font, theme.ink);
            }
        }
    }
    painter.add(shapes);
    response.widget_info(|| {
        let mut words = theme.say(text!("Confusion matrix", "混淆矩阵")).into_owned();
        for (truth, name) in names.iter().enumerate() {
            let name = brief(name);
            let (right, whole) = (report.confusion[(truth, truth)], report.confusion.row(truth).sum());
            words += &theme.say(text!("; {name}: {right} of {whole} right", "；{name}：{whole} 个中 {right} 个正确"));
        }
        WidgetInfo::labeled(Role::Image, true, words)
    });
}

/// Precision, recall and F1 of each class.
fn table(ui: &mut Ui, theme: &Theme, report: &ClassReport, names: &[String]) {
    let sheet = MarkSheet::of(ui.ctx());
    let share = |value: Option<f64>| value.map_or_else(|| "–".into(), |value| format!("{:.1} %", 100.0 * value));
    // Where there is no room for names, the shapes stand for them, as below the matrix.
    let narrow = ui.available_width() < NARROW;
    let between = if narrow { space::HALF } else { space::TWO };
    Grid::new("classes").num_columns(5).spacing([between, space::HALF]).show(ui, |ui| {
        let heads = [
            (text!("class", "类别"), text!("What the rows are.", "数据的真实类别。")),
            (
                text!("precision", "精确率"),
                text!(
                    "Of the rows that were taken for this class, the share that is of it.",
                    "被判为该类的数据中，真正属于该类的比例。"
                ),
            ),
            (
                text!("recall", "召回率"),
                text!("Of the rows of this class, the share that was found.", "属于该类的数据中，被找出的比例。"),
            ),
            (text!("F1", "F1"), text!("The harmonic mean of precision and recall.", "精确率与召回率的调和平均。")),
            (text!("rows", "行数"), text!("Rows of this class.", "该类的数据行数。")),
        ];
        for (name, hint) in heads {
            ui.label(theme.caption(theme.say(name))).on_hover_text(theme.say(hint));
        }
        ui.end_row();
        for (class, name) in names.iter().enumerate() {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::HALF;
                let (place, _) = ui.allocate_exact_size(Vec2::splat(14.0), Sense::hover());
                let mut mesh = sheet.mesh();
                let color = theme.class(class, names.len());
                sheet.add(&mut mesh, Mark::of_class(class), Part::Body, place.center(), 1.0, color);
                ui.painter().add(mesh);
                if !narrow {
                    ui.label(theme.caption(shortened(name, 12)).color(theme.ink));
                }
            });
            for value in [report.precision(class), report.recall(class), report.f1(class)] {
                ui.label(theme.caption(share(value)).color(theme.ink));
            }
            let rows = grouped(report.confusion.row(class).sum());
            ui.label(theme.caption(rows).color(theme.ink));
            ui.end_row();
        }
    });
}

/// Confidence against accuracy, in ten bins.
fn calibration(ui: &mut Ui, theme: &Theme, calibration: &Calibration) {
    let error = 100.0 * calibration.expected_error();
    ui.label(theme.caption(theme.say(text!(
        "Confidence and how often it is right · {error:.1} % apart on average",
        "置信度与实际正确率 · 平均相差 {error:.1} %"
    ))));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 96.0), Sense::hover());
    let plot = rect.with_min_x(rect.left() + 40.0).with_max_y(rect.bottom() - 16.0).shrink2(vec2(0.0, 4.0));
    let painter = ui.painter();
    let font = FontId::proportional(text::SMALL);
    let bins = calibration.rows.len();
    let at = |share: f32, right: f32| pos2(plot.left() + share * plot.width(), plot.bottom() - right * plot.height());
    for share in [0.0, 0.5, 1.0] {
        painter.line_segment([at(0.0, share), at(1.0, share)], Stroke::new(space::LINE, theme.rule));
        let label = format!("{:.0} %", 100.0 * share);
        painter.text(at(0.0, share) - vec2(6.0, 0.0), Align2::RIGHT_CENTER, &label, font.clone(), theme.muted);
        let align = [Align2::LEFT_TOP, Align2::CENTER_TOP, Align2::RIGHT_TOP][(2.0 * share) as usize];
        painter.text(at(share, 0.0) + vec2(0.0, 2.0), align, label, font.clone(), theme.muted);
    }
    let most = calibration.rows.iter().copied().max().unwrap_or(0).max(1);
    for bin in 0..bins {
        let (rows, right) = (calibration.rows[bin], calibration.right[bin]);
        if rows == 0 {
            continue;
        }
        let share = right as f32 / rows as f32;
        let bar = Rect::from_two_pos(at(bin as f32 / bins as f32, 0.0), at((bin + 1) as f32 / bins as f32, share));
        // The more rows, the more it counts.
        let strength = 0.25 + 0.75 * (rows as f32 / most as f32).sqrt();
        painter.rect_filled(
            bar.shrink2(vec2(2.0, 0.0)),
            1.0,
            theme.map_zero.lerp_to_gamma(theme.map_positive, strength),
        );
        painter.rect_stroke(
            bar.shrink2(vec2(2.0, 0.0)),
            1.0,
            Stroke::new(space::LINE, theme.accent),
            StrokeKind::Inside,
        );
    }
    let honest = [at(0.0, 0.0), at(1.0, 1.0)];
    painter.extend(egui::Shape::dashed_line(&honest, Stroke::new(1.5, theme.ink), 4.0, 4.0));
    response.widget_info(|| {
        let words = text!(
            "Reliability: confidence and share of right answers are {error:.1} % apart on average",
            "可靠性图：置信度与正确率平均相差 {error:.1} %"
        );
        WidgetInfo::labeled(Role::Image, true, theme.say(words))
    });
    response.on_hover_text(theme.say(text!(
        "Bars at the dashed line: of answers given with 80 % confidence, 80 % are right. Below it the network is too sure of itself.",
        "柱顶与虚线重合表示：以 80 % 置信度给出的回答中有 80 % 正确。低于虚线说明网络过于自信。"
    )));
}
