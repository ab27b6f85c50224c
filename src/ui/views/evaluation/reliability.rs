//! The reliability diagram: accuracy against confidence, without and with the temperature.

use egui::{Shape, Stroke, Ui, WidgetInfo, accesskit::Role, vec2};

use super::EvaluationViewState;
use crate::{
    insight::Judged,
    measure::{Answers, Reliability},
    text,
    ui::kit::{
        Theme,
        chart::{Chart, Side},
    },
};

/// Height of the plot.
const HEIGHT: f32 = 176.0;
/// Radius of a bin that holds all rows.
const LARGEST: f32 = 9.0;

pub(super) fn ui(ui: &mut Ui, theme: &Theme, answers: &Answers, judged: &Judged, state: &EvaluationViewState) {
    ui.label(theme.title(theme.say(text!("Calibration", "校准"))));
    let name = theme.say(text!("how sure", "把握"));
    let share = |name| Side { range: (0.0, 1.0), unit: 100.0, sign: " %", name };
    let chart = Chart::new(ui, theme, vec2(ui.available_width(), HEIGHT), &share(&name), &share(""));
    let diagonal = [chart.at(0.0, 0.0), chart.at(1.0, 1.0)];
    ui.painter().extend(Shape::dashed_line(&diagonal, Stroke::new(1.0, theme.muted), 3.0, 3.0));
    let temperature = state.temperature(judged);
    let (plain, fitted) = (answers.reliability(1.0), answers.reliability(temperature));
    let is_warm = (temperature - 1.0).abs() > 1e-9;
    if is_warm {
        draw(ui, theme, &chart, &plain, false);
    }
    draw(ui, theme, &chart, &fitted, true);
    let (before, after) = (100.0 * plain.expected_error(), 100.0 * fitted.expected_error());
    chart.response.widget_info(|| {
        let said = text!("Reliability: {after:.1} % apart on average", "可靠性图：平均相差 {after:.1} %");
        WidgetInfo::labeled(Role::Image, true, theme.say(said))
    });
    chart.response.on_hover_text(theme.say(text!(
        "On the dashed line the network is as right as it is sure. Below it is too sure of itself. The larger a point, the \
         more rows it stands for.",
        "落在虚线上表示把握与正确率一致；低于虚线说明过于自信。点越大，代表的样本越多。"
    )));
    ui.label(theme.caption(theme.say(text!("calibration error, 15 bins", "校准误差（15 个区间）"))));
    let errors = if is_warm { format!("{before:.1} % → {after:.1} %") } else { format!("{after:.1} %") };
    ui.label(theme.large(errors));
    let (loss, at) = (answers.log_loss(1.0), answers.log_loss(temperature));
    let said = if is_warm {
        text!(
            "log loss {loss:.3} → {at:.3} at T {temperature:.2}",
            "对数损失 {loss:.3} → {at:.3}（T = {temperature:.2}）"
        )
    } else {
        text!("log loss {loss:.3}", "对数损失 {loss:.3}")
    };
    ui.label(theme.caption(theme.say(said)));
}

/// A point for each bin, its area proportional to its rows, with a line to the diagonal.
fn draw(ui: &Ui, theme: &Theme, chart: &Chart, reliability: &Reliability, is_full: bool) {
    let all = reliability.bins.iter().map(|bin| bin.rows).sum::<u64>().max(1) as f32;
    for bin in &reliability.bins {
        let (Some(sure), Some(right)) = (bin.mean_confidence(), bin.accuracy()) else { continue };
        let at = chart.at(sure, right);
        let radius = (LARGEST * (bin.rows as f32 / all).sqrt()).max(2.0);
        let color = if is_full { theme.accent } else { theme.muted };
        ui.painter().line_segment([at, chart.at(sure, sure)], Stroke::new(1.0, color));
        if is_full {
            ui.painter().circle_filled(at, radius, color);
        } else {
            ui.painter().circle(at, radius, theme.surface, Stroke::new(1.0, color));
        }
    }
}
