//! Predictions against targets, and the rows with the largest errors.

use egui::{Shape, Stroke, Ui, WidgetInfo, accesskit::Role, vec2};

use crate::{
    data::Target,
    language::{compact, shortened},
    measure::Miss,
    text,
    ui::{
        kit::{
            Theme,
            chart::{Chart, Side},
            field::{entry, pick},
            theme::space,
        },
        naming,
        views::looks::Shown,
    },
    worker::Snapshot,
};

/// Most points that are drawn.
const POINTS: usize = 2000;
/// Rows that are listed.
const LISTED: usize = 8;

/// Shows them of the number at `target`, which can be chosen where there are several.
pub(super) fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, misses: &[Miss], target: &mut usize) {
    let Target::Value { names, .. } = snapshot.data.own_target() else { return };
    let source = &snapshot.experiment.data.source;
    let said = |name: &String| theme.say(naming::input(source, name)).into_owned();
    *target = (*target).min(names.len().saturating_sub(1));
    let name = names.get(*target).map(said).unwrap_or_default();
    ui.label(theme.title(theme.say(text!("Predicted and true", "预测与真实"))));
    if names.len() > 1 {
        let hint = text!("Which of the numbers that are predicted.", "所预测的哪个数。");
        pick(ui, theme, (text!("Target", "目标"), hint), name.clone(), |ui| {
            for (place, other) in names.iter().enumerate() {
                if entry(ui, place == *target, said(other)).clicked() {
                    *target = place;
                }
            }
        });
    }
    let rows = misses.len().max(1) as f64;
    let absolute = misses.iter().map(|miss| miss.residual().abs()).sum::<f64>() / rows;
    let squared = misses.iter().map(|miss| miss.residual() * miss.residual()).sum::<f64>() / rows;
    let (absolute, root) = (compact(absolute), compact(libm::sqrt(squared)));
    ui.label(theme.say(text!(
        "{name}: mean absolute error {absolute}, root mean squared error {root}",
        "{name}：平均偏差 {absolute}，均方根偏差 {root}"
    )));
    let all = misses.iter().flat_map(|miss| [miss.truth, miss.predicted]).filter(|value| value.is_finite());
    let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    if low >= high {
        return;
    }
    let side = (0.6 * ui.available_height()).min(ui.available_width()).max(200.0);
    let across = theme.say(text!("true", "真实"));
    let range = (low, high);
    let x = Side { range, unit: 1.0, sign: "", name: &across };
    let y = Side { range, unit: 1.0, sign: "", name: "" };
    let chart = Chart::new(ui, theme, vec2(ui.available_width(), side), &x, &y);
    let line = [chart.at(low, low), chart.at(high, high)];
    ui.painter().extend(Shape::dashed_line(&line, Stroke::new(1.0, theme.muted), 3.0, 3.0));
    let step = misses.len().div_ceil(POINTS).max(1);
    for miss in misses.iter().step_by(step).filter(|miss| miss.predicted.is_finite()) {
        ui.painter().circle_filled(chart.at(miss.truth, miss.predicted), 2.5, theme.accent.gamma_multiply(0.5));
    }
    chart.response.widget_info(|| {
        let said = text!("Predicted against true: off by {absolute} on average", "预测与真实：平均偏差 {absolute}");
        WidgetInfo::labeled(Role::Image, true, theme.say(said))
    });
    ui.add_space(space::ONE);
    ui.label(theme.title(theme.say(text!("Farthest off", "偏差最大"))));
    let mut sorted = misses.to_vec();
    Miss::sort(&mut sorted);
    for miss in sorted.iter().take(LISTED) {
        let (row, predicted, truth) = (miss.row + 1, compact(miss.predicted), compact(miss.truth));
        let what = match Shown::of(&snapshot.experiment.data, &snapshot.data, miss.row) {
            Some(Shown::Text(text)) => shortened(&text, 40).into_owned(),
            _ => String::new(),
        };
        let said = if what.is_empty() {
            text!("row {row}: predicted {predicted}, true {truth}", "第 {row} 行：预测 {predicted}，真实 {truth}")
        } else {
            text!("“{what}”: predicted {predicted}, true {truth}", "“{what}”：预测 {predicted}，真实 {truth}")
        };
        ui.label(theme.caption(theme.say(said)));
    }
}
