//! How the errors of a regression are spread: a bar for each part of their range.

use egui::{Rect, Ui, WidgetInfo, accesskit::Role, vec2};

use crate::{
    language::compact,
    measure::Miss,
    text,
    ui::kit::{
        Theme,
        chart::{Chart, Side},
        theme::space,
    },
};

/// Height of the plot; as high as the one beside it.
const HEIGHT: f32 = 176.0;
/// Parts of the range, an odd number, so that one lies around 0.
const BARS: usize = 15;

/// Draws the residuals, prediction minus target, and says how far off half of the rows are.
pub(super) fn ui(ui: &mut Ui, theme: &Theme, misses: &[Miss]) {
    ui.label(theme.title(theme.say(text!("Residuals", "残差"))));
    let mut off: Vec<f64> = misses.iter().map(Miss::residual).filter(|residual| residual.is_finite()).collect();
    let reach = off.iter().fold(0.0_f64, |most, residual| most.max(residual.abs()));
    if off.is_empty() || reach <= 0.0 {
        ui.label(theme.caption(theme.say(text!("No row is off.", "没有偏差。"))));
        return;
    }
    let counts = bars(&off, reach);
    let most = counts.iter().copied().max().unwrap_or(1) as f64;
    let across = theme.say(text!("error", "误差"));
    let x = Side { range: (-reach, reach), unit: 1.0, sign: "", name: &across };
    let y = Side { range: (0.0, most), unit: 1.0, sign: "", name: "" };
    let chart = Chart::new(ui, theme, vec2(ui.available_width(), HEIGHT), &x, &y);
    let width = 2.0 * reach / BARS as f64;
    for (bar, count) in counts.iter().enumerate() {
        let left = -reach + bar as f64 * width;
        let rect =
            Rect::from_two_pos(chart.at(left, 0.0), chart.at(left + width, *count as f64)).shrink2(vec2(0.75, 0.0));
        ui.painter().rect_filled(rect, 0.0, theme.accent.gamma_multiply(0.6));
    }
    let mean = off.iter().sum::<f64>() / off.len() as f64;
    off.iter_mut().for_each(|residual| *residual = residual.abs());
    off.sort_unstable_by(f64::total_cmp);
    let (mean, half) = (compact(mean), compact(off[off.len() / 2]));
    let said = text!(
        "prediction minus truth: mean {mean}; half of the rows are off by less than {half}",
        "预测减真实：平均 {mean}；半数样本的偏差小于 {half}"
    );
    chart.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, theme.say(said.clone())));
    ui.add_space(space::HALF);
    ui.label(theme.caption(theme.say(said)));
}

/// How many residuals lie in each part of `−reach`…`reach`.
fn bars(residuals: &[f64], reach: f64) -> [usize; BARS] {
    let mut counts = [0; BARS];
    for residual in residuals {
        let share = (residual + reach) / (2.0 * reach);
        counts[((share * BARS as f64) as usize).min(BARS - 1)] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn residuals_are_counted_by_hand() {
        let counts = bars(&[-3.0, -2.9, 0.0, 0.1, -0.1, 3.0], 3.0);
        assert_eq!((counts[0], counts[7], counts[14]), (2, 3, 1));
        assert_eq!(counts.iter().sum::<usize>(), 6);
    }
}
