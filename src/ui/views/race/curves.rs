//! Learning curves of both ways in the last stage: mean and standard deviation over the seeds.

use egui::{Align2, FontId, Shape, Stroke, Ui, pos2, vec2};

use crate::{
    measure::Metric,
    sweep::spread::mean_and_deviation,
    text,
    ui::kit::{
        Theme,
        chart::{Chart, Side, apart, name_line},
        theme::{bold, text},
    },
    worker::race::{Standing, WATCHED},
};

/// Height of the name of a line.
const NAME: f32 = 15.0;

/// Epoch, mean and standard deviation of a way.
type Band = Vec<(f64, f64, f64)>;

/// Shows the curves, so high.
pub(super) fn ui(ui: &mut Ui, theme: &Theme, standing: &Standing, height: f32) {
    let metric = standing.metric.unwrap_or(Metric::Accuracy);
    let is_share = metric == Metric::Accuracy;
    let title = match metric {
        Metric::Accuracy => text!("Accuracy along the last stage", "最后阶段的准确率"),
        Metric::RSquared => text!("R² along the last stage", "最后阶段的 R²"),
        Metric::Bits => text!("Bits a letter along the last stage", "最后阶段每个字母的比特数"),
        Metric::Distance => text!("Mean distance along the last stage", "最后阶段的平均距离"),
    };
    ui.horizontal(|ui| {
        ui.label(theme.title(theme.say(title)));
        let (done, seeds) = (standing.done, standing.seeds);
        ui.label(theme.caption(theme.say(if done < seeds {
            text!("mean and spread; {done} of {seeds} seeds done", "均值与离散；{seeds} 个种子已完成 {done} 个")
        } else {
            text!("mean and spread of {seeds} seeds", "{seeds} 个种子的均值与离散")
        })));
    });
    let bands: Vec<Band> = standing.curves.iter().map(|curves| band(curves, standing.done < standing.seeds)).collect();
    let end = bands.iter().flatten().fold(1.0, |end: f64, (epoch, ..)| end.max(*epoch));
    let most = bands.iter().flatten().fold(0.0, |most: f64, (_, mean, deviation)| most.max(mean + deviation));
    let top = match metric {
        Metric::Accuracy => (most * 1.05).clamp(0.2, 1.0),
        Metric::RSquared => 1.0,
        Metric::Bits | Metric::Distance if most > 0.0 => most * 1.05,
        Metric::Bits | Metric::Distance => 1.0,
    };
    let top = plain(theme, standing).fold(top, |top, (_, mean)| {
        if metric.is_error() { top.max(1.05 * mean) } else { top.max((mean + 0.03).min(1.0)) }
    });
    let name = theme.say(text!("epochs", "轮数"));
    let across = Side { range: (0.0, end), unit: 1.0, sign: "", name: &name };
    let (unit, sign) = if is_share { (100.0, " %") } else { (1.0, "") };
    let chart = Chart::new(
        ui,
        theme,
        vec2(ui.available_width(), height),
        &across,
        &Side { range: (0.0, top), unit, sign, name: "" },
    );
    // A name stands on its own line, and moves only where it would stand on another name.
    let top = |mean: f64| chart.at(0.0, mean).y - 0.5 * NAME;
    let mut tops: Vec<f32> = plain(theme, standing).map(|(_, mean)| top(mean)).collect();
    apart(&mut tops, NAME);
    let mut names = Vec::new();
    for (place, ((name, mean), top)) in plain(theme, standing).zip(tops).enumerate() {
        let (from, to) = (chart.at(0.0, mean), chart.at(end, mean));
        let dash = [2.0, 6.0][place % 2];
        ui.painter().extend(Shape::dashed_line(&[from, to], Stroke::new(1.0, theme.muted), dash, 3.0));
        names.push((pos2(from.x, top), Align2::LEFT_TOP, name, FontId::proportional(text::SMALL), theme.muted));
    }
    let looks = [(theme.accent, text!("pretrained", "预训练")), (theme.ink, text!("from scratch", "从头训练"))];
    for ((band, (color, _)), is_dashed) in bands.iter().zip(&looks).zip([false, true]).rev() {
        chart.band(ui, theme, band, *color, is_dashed.then_some((6.0, 4.0)));
    }
    // Of the curves, too, the upper one has its name above it and the lower one below.
    let height = |band: &Band| band.get(band.len() * 2 / 3).map(|(_, mean, _)| chart.at(end, *mean).y);
    let heights: Vec<Option<f32>> = bands.iter().map(height).collect();
    let upper = heights.iter().flatten().fold(f32::INFINITY, |upper, y| upper.min(*y));
    let beside = |y: &f32| if *y <= upper { (y - 10.0 - NAME).max(chart.frame.top()) } else { y + 10.0 };
    let mut tops: Vec<f32> = heights.iter().map(|y| y.as_ref().map_or(0.0, beside)).collect();
    apart(&mut tops, NAME);
    for ((_, (color, name)), top) in heights.iter().zip(looks).zip(tops).filter(|((y, _), _)| y.is_some()) {
        let at = pos2(chart.at(end * 0.98, 0.0).x, top);
        names.push((at, Align2::RIGHT_TOP, theme.say(name).into_owned(), bold(text::SMALL), color));
    }
    for (at, align, name, font, color) in names {
        name_line(ui, theme, (at, align), name, (font, color));
    }
    chart.response.widget_info(|| {
        let last = |way: usize| bands[way].last().map_or(0.0, |(_, mean, _)| unit * mean);
        let (first, second) = (last(0), last(1));
        let said = text!(
            "Curves: pretrained {first:.1}{sign}, from scratch {second:.1}{sign}",
            "曲线：预训练 {first:.1}{sign}，从头训练 {second:.1}{sign}"
        );
        egui::WidgetInfo::labeled(egui::accesskit::Role::Image, true, theme.say(said))
    });
}

/// The baselines with their means.
fn plain(theme: &Theme, standing: &Standing) -> impl Iterator<Item = (String, f64)> {
    let ways = standing.comparison.iter().flat_map(|comparison| comparison.ways.iter().skip(WATCHED));
    ways.map(|way| (theme.say(way.name.clone()).into_owned(), way.mean_and_deviation().0))
}

/// Mean and standard deviation over the seeds that have reached an epoch; while some still train, as far as all that have
/// begun have come, since a mean of fewer would jump.
fn band(curves: &[Vec<(f64, f64)>], goes_on: bool) -> Band {
    let begun = curves.iter().filter(|curve| !curve.is_empty()).count();
    let mut epochs: Vec<f64> = curves.iter().flatten().map(|(epoch, _)| *epoch).collect();
    epochs.sort_by(f64::total_cmp);
    epochs.dedup();
    let at = |epoch: f64| {
        let reached: Vec<f64> = curves
            .iter()
            .filter_map(|curve| curve.iter().find(|(at, _)| *at == epoch).map(|(_, score)| *score))
            .collect();
        let is_whole = !goes_on || reached.len() == begun;
        let values: Vec<f64> = reached.into_iter().filter(|score| score.is_finite()).collect();
        let (mean, deviation) = mean_and_deviation(&values);
        (is_whole && !values.is_empty()).then_some((epoch, mean, if deviation.is_finite() { deviation } else { 0.0 }))
    };
    epochs.into_iter().filter_map(at).collect()
}
