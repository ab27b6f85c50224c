//! Robustness: the score under input noise.

use egui::{Color32, Ui, WidgetInfo, accesskit::Role, vec2};

use crate::{
    insight::Judged,
    language::Text,
    measure::Noisy,
    text,
    ui::kit::{
        Theme,
        chart::{Chart, Side},
    },
};

/// An R² below this is as bad as any, and the axis ends there.
const LEAST: f64 = -1.0;
/// Height of the plot.
const HEIGHT: f32 = 176.0;

pub(super) fn ui(ui: &mut Ui, theme: &Theme, judged: &Judged, targets: usize) {
    ui.label(theme.title(theme.say(text!("Noise", "噪声"))));
    let [network, nearest] = &*judged.noise;
    if network.iter().all(|noisy| noisy.scores.is_empty()) {
        ui.label(theme.caption(theme.say(text!("too many rows to be tried here", "样本过多，无法在此尝试"))));
        return;
    }
    let is_share = judged.answers.is_some();
    let end = network.last().map_or(1.0, |noisy| f64::from(noisy.deviation));
    let means = network.iter().chain(nearest).map(Noisy::mean);
    let low = means.fold(1.0, f64::min);
    let low = if is_share { (10.0 * low - 0.5).floor().max(0.0) / 10.0 } else { (low - 0.05 * (1.0 - low)).max(LEAST) };
    let (unit, sign) = if is_share { (100.0, " %") } else { (1.0, "") };
    let name = theme.say(text!("noise σ", "噪声 σ"));
    let across = Side { range: (0.0, end), unit: 1.0, sign: "", name: &name };
    let upward = Side { range: (low, 1.0), unit, sign, name: "" };
    let chart = Chart::new(ui, theme, vec2(ui.available_width(), HEIGHT), &across, &upward);
    chart.band(ui, theme, &points(nearest), theme.muted, Some((2.0, 3.0)));
    chart.band(ui, theme, &points(network), theme.accent, None);
    let ends = |of: &[Noisy]| {
        let number = |noisy: Option<&Noisy>| noisy.map_or(0.0, |noisy| unit * noisy.mean());
        (number(of.first()), number(of.last()))
    };
    let (first, last) = ends(network);
    chart.response.widget_info(|| {
        let said = text!("Under noise from {first:.1} to {last:.1}", "噪声下从 {first:.1} 降到 {last:.1}");
        WidgetInfo::labeled(Role::Image, true, theme.say(said))
    });
    chart.response.on_hover_text(theme.say(text!(
        "Normal noise of this size is added to the scaled inputs; the band is the spread of several draws.",
        "在缩放后的输入上加入该幅度的正态噪声；阴影为多次抽取的离散程度。"
    )));
    let digits = if is_share { 1 } else { 3 };
    let [begin, end] = [first, last].map(|score| format!("{score:.digits$}").replace('-', "−"));
    let said = match (is_share, targets) {
        (true, _) => text!("network {begin} → {end}{sign}", "网络 {begin} → {end}{sign}"),
        (false, 0..=1) => text!("network, R² {begin} → {end}", "网络 R² {begin} → {end}"),
        (false, _) => text!("network, R² of all targets {begin} → {end}", "网络，各目标的平均 R² {begin} → {end}"),
    };
    legend(ui, theme, said, theme.accent);
    if !nearest.is_empty() {
        let (first, last) = ends(nearest);
        let said = text!("nearest class mean {first:.1} → {last:.1}{sign}", "最近类均值 {first:.1} → {last:.1}{sign}");
        legend(ui, theme, said, theme.muted);
    }
}

fn legend(ui: &mut Ui, theme: &Theme, said: Text, color: Color32) {
    ui.label(theme.caption(theme.say(said)).color(color));
}

/// Standard deviation of the noise, mean and standard deviation of the score.
fn points(noisy: &[Noisy]) -> Vec<(f64, f64, f64)> {
    noisy.iter().map(|one| (one.deviation.into(), one.mean(), one.deviation_of_scores())).collect()
}
