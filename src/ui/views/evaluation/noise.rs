//! How the score holds when the inputs are blurred.

use egui::{Color32, Mesh, Shape, Stroke, Ui, WidgetInfo, accesskit::Role, vec2};

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

/// Height of the plot.
const HEIGHT: f32 = 176.0;

pub(super) fn ui(ui: &mut Ui, theme: &Theme, judged: &Judged) {
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
    let low = if is_share { (10.0 * low - 0.5).floor().max(0.0) / 10.0 } else { low.max(-1.0) - 0.05 };
    let (unit, sign) = if is_share { (100.0, " %") } else { (1.0, "") };
    let name = theme.say(text!("noise σ", "噪声 σ"));
    let across = Side { range: (0.0, end), unit: 1.0, sign: "", name: &name };
    let upward = Side { range: (low, 1.0), unit, sign, name: "" };
    let chart = Chart::new(ui, theme, vec2(ui.available_width(), HEIGHT), &across, &upward);
    draw(ui, theme, &chart, nearest, (theme.muted, true));
    draw(ui, theme, &chart, network, (theme.accent, false));
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
    legend(
        ui,
        theme,
        text!("network {first:.digits$} → {last:.digits$}{sign}", "网络 {first:.digits$} → {last:.digits$}{sign}"),
        theme.accent,
    );
    if !nearest.is_empty() {
        let (first, last) = ends(nearest);
        let said = text!("nearest class mean {first:.1} → {last:.1}{sign}", "最近类均值 {first:.1} → {last:.1}{sign}");
        legend(ui, theme, said, theme.muted);
    }
}

fn legend(ui: &mut Ui, theme: &Theme, said: Text, color: Color32) {
    ui.label(theme.caption(theme.say(said)).color(color));
}

fn draw(ui: &Ui, theme: &Theme, chart: &Chart, noisy: &[Noisy], (color, is_dashed): (Color32, bool)) {
    let mut mesh = Mesh::default();
    let fill = color.gamma_multiply(if theme.dark { 0.25 } else { 0.15 });
    for (number, one) in noisy.iter().enumerate() {
        let (x, mean, spread) = (f64::from(one.deviation), one.mean(), one.deviation_of_scores());
        mesh.colored_vertex(chart.at(x, mean + spread), fill);
        mesh.colored_vertex(chart.at(x, mean - spread), fill);
        if number > 0 {
            let last = 2 * number as u32;
            mesh.add_triangle(last - 2, last - 1, last);
            mesh.add_triangle(last - 1, last, last + 1);
        }
    }
    let painter = ui.painter().with_clip_rect(chart.frame.expand(1.0));
    painter.add(mesh);
    let line: Vec<_> = noisy.iter().map(|one| chart.at(one.deviation.into(), one.mean())).collect();
    if is_dashed {
        painter.extend(Shape::dashed_line(&line, Stroke::new(1.75, color), 2.0, 3.0));
    } else {
        painter.add(Shape::line(line, Stroke::new(2.0, color)));
    }
}
