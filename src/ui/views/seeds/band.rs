//! The loss over the epochs: the median of the seeds, and the band of the middle 80 %.

use egui::{Mesh, Shape, Stroke, Ui, WidgetInfo, accesskit::Role, vec2};

use crate::{
    language::compact,
    sweep::spread::{quantile, sorted},
    text,
    ui::kit::{
        Theme,
        chart::{Chart, Side},
    },
    worker::starts::Begun,
};

/// Height of the plot, at least and most.
const HEIGHT: (f32, f32) = (160.0, 320.0);

/// Epoch, 10 % quantile, median and 90 % quantile of the losses.
#[derive(Debug, Default)]
pub(super) struct Band(Vec<(f64, f64, f64, f64)>);

impl Band {
    /// Over the seeds that have reached an epoch.
    pub(super) fn of(begun: &Begun) -> Self {
        let longest = begun.starts.iter().max_by_key(|start| start.curve.len());
        let epochs = longest.map_or(&[][..], |start| &start.curve);
        let at = |place: usize| {
            let losses = begun.starts.iter().filter_map(|start| start.curve.get(place)).map(|(_, loss)| *loss);
            let losses = sorted(losses);
            [0.1, 0.5, 0.9].map(|share| quantile(&losses, share))
        };
        let band = epochs.iter().enumerate().map(|(place, (epoch, _))| {
            let [low, middle, high] = at(place);
            (*epoch, low, middle, high)
        });
        Self(band.filter(|(_, _, middle, _)| middle.is_finite()).collect())
    }
}

pub(super) fn ui(ui: &mut Ui, theme: &Theme, begun: &Begun, Band(band): &Band, goal: f64) {
    let seeds = begun.wanted.seeds;
    ui.label(theme.title(theme.say(text!("Loss over the epochs", "损失随轮数的变化"))));
    ui.label(theme.caption(theme.say(text!(
        "line: median of {seeds} seeds · band: 10–90 % · dots: the goal",
        "线：{seeds} 个种子的中位数 · 带：10–90 % · 点线：目标"
    ))));
    let name = theme.say(text!("epochs", "轮数"));
    let end = band.last().map_or(begun.wanted.epochs as f64, |last| last.0).max(1.0);
    let high = band.iter().map(|(_, _, middle, high)| if high.is_finite() { *high } else { *middle });
    let top = high.fold(1.5 * goal, f64::max) * 1.05;
    let across = Side { range: (0.0, end), unit: 1.0, sign: "", name: &name };
    let up = Side { range: (0.0, top), unit: 1.0, sign: "", name: "" };
    let height = (0.6 * ui.available_height()).clamp(HEIGHT.0, HEIGHT.1);
    let chart = Chart::new(ui, theme, vec2(ui.available_width(), height), &across, &up);
    let painter = ui.painter().with_clip_rect(chart.frame.expand(1.0));
    let mut mesh = Mesh::default();
    let fill = theme.ink.gamma_multiply(if theme.dark { 0.25 } else { 0.15 });
    for (number, (epoch, low, _, high)) in band.iter().enumerate() {
        mesh.colored_vertex(chart.at(*epoch, if high.is_finite() { *high } else { 2.0 * top }), fill);
        mesh.colored_vertex(chart.at(*epoch, *low), fill);
        if number > 0 {
            let last = 2 * number as u32;
            mesh.add_triangle(last - 2, last - 1, last);
            mesh.add_triangle(last - 1, last, last + 1);
        }
    }
    painter.add(mesh);
    let line: Vec<_> = band.iter().map(|(epoch, _, middle, _)| chart.at(*epoch, *middle)).collect();
    painter.add(Shape::line(line, Stroke::new(2.0, theme.ink)));
    let ends = [chart.at(0.0, goal), chart.at(end, goal)];
    painter.extend(Shape::dashed_line(&ends, Stroke::new(1.5, theme.accent), 2.0, 4.0));
    chart.response.widget_info(|| {
        let said = band.last().map_or_else(
            || text!("Band of the loss: nothing yet", "损失带：尚无"),
            |(_, low, middle, high)| {
                let [low, middle, high] = [*low, *middle, *high].map(compact);
                text!("Band of the loss: median {middle}, {low} to {high}", "损失带：中位数 {middle}，{low} 至 {high}")
            },
        );
        WidgetInfo::labeled(Role::Image, true, theme.say(said))
    });
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        data::Split,
        experiment::Experiment,
        worker::starts::{Start, Wanted},
    };

    #[test]
    fn the_band_holds_eight_of_ten_at_each_epoch() {
        let start = |last: f64| Start { curve: vec![(0.0, 1.0), (1.0, last)], ..Start::default() };
        let wanted = Wanted { experiment: Experiment::default(), seeds: 11, epochs: 1, other_rows: false };
        let mut starts: Vec<Start> = (0..11).map(|number| start(f64::from(number))).collect();
        starts.push(Start { curve: vec![(0.0, 3.0)], ..Start::default() });
        let begun = Begun { wanted: Arc::new(wanted), split: Split::Test, starts, done: 0, ended: false };
        assert_eq!(Band::of(&begun).0[1], (1.0, 1.0, 5.0, 9.0), "of those that have come so far");
    }
}
