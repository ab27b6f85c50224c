//! Errors of a regression.

use egui::{Align2, FontId, Grid, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use crate::{
    data::Target,
    language::compact,
    measure::ValueReport,
    text,
    ui::kit::{
        Theme, axis,
        theme::{space, text},
    },
    worker::Snapshot,
};

pub(super) fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, reports: &[ValueReport]) {
    let names: &[String] = match &snapshot.data.set.target {
        Target::Value { names, .. } => names,
        Target::Class { .. } => &[],
    };
    Grid::new("errors").num_columns(4).spacing([space::TWO, space::HALF]).show(ui, |ui| {
        let heads = [
            (text!("target", "目标"), text!("What is predicted.", "被预测的量。")),
            (
                text!("R²", "R²"),
                text!(
                    "Share of the spread that is explained: 1 is perfect, 0 is no better than the mean.",
                    "被解释的方差比例：1 为完美，0 与只猜平均值相当。"
                ),
            ),
            (
                text!("MAE", "MAE"),
                text!("Mean absolute error, in the unit of the target.", "平均绝对误差，单位与目标相同。"),
            ),
            (
                text!("RMSE", "RMSE"),
                text!("Root of the mean squared error: large errors count more.", "均方根误差：较大的误差影响更大。"),
            ),
        ];
        for (name, hint) in heads {
            ui.label(theme.caption(theme.say(name))).on_hover_text(theme.say(hint));
        }
        ui.end_row();
        for (index, report) in reports.iter().enumerate() {
            let name = names.get(index).map_or_else(|| "y".into(), |name| axis::name(name));
            let numbers = [report.r_squared, report.mean_absolute_error, report.root_mean_squared_error];
            ui.label(theme.caption(name).color(theme.ink));
            for number in numbers {
                ui.label(theme.caption(compact(number)).color(theme.ink));
            }
            ui.end_row();
        }
    });
    ui.add_space(space::ONE);
    ui.label(theme.caption(theme.say(text!(
        "Prediction minus target: half of the rows in the box, nine of ten within the line",
        "预测值减目标值：一半数据落在方框内，九成落在线段内"
    ))));
    for report in reports {
        spread(ui, theme, report);
    }
}

/// The residuals as a box plot around zero.
fn spread(ui: &mut Ui, theme: &Theme, report: &ValueReport) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 56.0), Sense::hover());
    let [low, quarter, middle, three, high] = report.residuals;
    let reach = low.abs().max(high.abs());
    response.widget_info(|| {
        let [low, quarter, middle, three, high] = report.residuals.map(compact);
        let words = text!(
            "Residuals: the middle one {middle}, half between {quarter} and {three}, nine of ten between {low} and {high}",
            "残差：中位数 {middle}，一半在 {quarter} 与 {three} 之间，九成在 {low} 与 {high} 之间"
        );
        WidgetInfo::labeled(Role::Image, true, theme.say(words))
    });
    if !(reach > 0.0 && reach.is_finite()) {
        return;
    }
    let x = |value: f64| rect.center().x + (value / reach) as f32 * 0.46 * rect.width();
    let y = rect.top() + 18.0;
    let painter = ui.painter();
    painter.vline(x(0.0), rect.top()..=rect.bottom() - 18.0, Stroke::new(space::LINE, theme.outline));
    painter.hline(x(low)..=x(high), y, Stroke::new(1.5, theme.ink));
    let frame = Rect::from_min_max(pos2(x(quarter), y - 10.0), pos2(x(three), y + 10.0));
    painter.rect(frame, 2.0, theme.map_positive, Stroke::new(1.5, theme.ink), StrokeKind::Middle);
    painter.vline(x(middle), y - 10.0..=y + 10.0, Stroke::new(2.0, theme.ink));
    let font = FontId::proportional(text::SMALL);
    for (value, align) in [(-reach, Align2::LEFT_BOTTOM), (0.0, Align2::CENTER_BOTTOM), (reach, Align2::RIGHT_BOTTOM)] {
        let at = pos2(rect.center().x + (value / reach) as f32 * 0.5 * rect.width(), rect.bottom());
        painter.text(at, align, compact(value), font.clone(), theme.muted);
    }
}
