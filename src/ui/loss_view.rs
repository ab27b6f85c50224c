//! How the loss and the accuracy went, on the training rows and on the test rows.

pub mod curve;

use std::ops::RangeInclusive;

use egui::{FontId, RichText, Sense, Stroke, Ui, Vec2b, WidgetInfo, accesskit::Role, pos2, vec2};
use egui_plot::{AxisHints, GridMark, HoverPosition, Line, LineStyle, Plot, PlotPoint, PlotPoints};

use self::curve::drawable;
use super::{
    Theme, axis,
    theme::{space, text},
};
use crate::{
    training::{PartMetrics, Record},
    worker::Snapshot,
};

/// Most points of a curve: more than there are pixels across.
const MOST: usize = 2_000;
/// A loss at or below this cannot be shown on a logarithmic axis.
const LEAST: f64 = 1e-12;

/// Which curve is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// The experiment's loss.
    #[default]
    Loss,
    /// Share of right answers, or R² for regression.
    Score,
}

/// How the loss is looked at.
#[derive(Debug, Default)]
pub struct LossViewState {
    /// Which curve is shown.
    pub measure: Measure,
    /// Whether the loss axis is logarithmic.
    pub logarithmic: bool,
    train: Vec<PlotPoint>,
    test: Vec<PlotPoint>,
    made: Option<(u64, Measure, bool)>,
}

impl LossViewState {
    /// Prepares the points of `snapshot`, unless they stand already.
    fn update(&mut self, snapshot: &Snapshot) {
        let made = (snapshot.number, self.measure, self.logarithmic);
        if self.made.replace(made) == Some(made) {
            return;
        }
        let (measure, logarithmic) = (self.measure, self.logarithmic && self.measure == Measure::Loss);
        let height = |part: &PartMetrics| {
            let value = measure.of(part);
            if logarithmic { libm::log10(value.max(LEAST)) } else { value }
        };
        let records = snapshot.history.records();
        let x = |record: &Record| record.epoch as f64;
        self.train = drawable(records.iter().map(|record| (x(record), height(&record.metrics.train))), MOST);
        let test = records.iter().filter_map(|record| Some((x(record), height(record.metrics.test.as_ref()?))));
        self.test = drawable(test, MOST);
    }
}

impl Measure {
    fn of(self, part: &PartMetrics) -> f64 {
        match self {
            Self::Loss => part.loss,
            Self::Score => part.score,
        }
    }

    fn name(self, classes: bool) -> &'static str {
        match (self, classes) {
            (Self::Loss, _) => "Loss",
            (Self::Score, true) => "Accuracy",
            (Self::Score, false) => "R²",
        }
    }

    fn text(self, value: f64, classes: bool) -> String {
        match (self, classes) {
            _ if !value.is_finite() => "no number".into(),
            (Self::Score, true) => format!("{:.1} %", 100.0 * value),
            _ => axis::small(value),
        }
    }
}

/// Draws the loss of `snapshot` from the start to now.
pub fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut LossViewState) {
    let classes = snapshot.data.set.target.classes().is_some();
    tabs(ui, theme, state, classes);
    state.update(snapshot);
    numbers(ui, theme, snapshot, state, classes);
    plot(ui, theme, snapshot, state, classes);
}

fn tabs(ui: &mut Ui, theme: &Theme, state: &mut LossViewState, classes: bool) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::TWO;
        for measure in [Measure::Loss, Measure::Score] {
            let chosen = state.measure == measure;
            let text = RichText::new(measure.name(classes)).size(text::BODY);
            let text = if chosen {
                text.font(super::theme::bold(text::BODY)).color(theme.ink)
            } else {
                text.color(theme.muted)
            };
            let response = ui.add(egui::Button::new(text).frame(false).min_size(vec2(space::TARGET, 28.0)));
            response.widget_info(|| WidgetInfo::selected(Role::Tab, true, chosen, measure.name(classes)));
            if chosen {
                let line = response.rect.with_min_y(response.rect.bottom() - 3.0);
                ui.painter().rect_filled(line, 0.0, theme.accent);
            }
            if response.clicked() {
                state.measure = measure;
            }
        }
        if state.measure == Measure::Loss {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.checkbox(&mut state.logarithmic, theme.caption("log scale"))
                    .on_hover_text("Each step up the axis is ten times as much: small losses stay visible.");
            });
        }
    });
}

/// The numbers now, each with the line that stands for it.
fn numbers(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &LossViewState, classes: bool) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::THREE, 0.0);
        let parts = [
            ("train", Some(&snapshot.metrics.train), theme.ink, false),
            ("test", snapshot.metrics.test.as_ref(), theme.accent, true),
        ];
        for (name, part, color, dashed) in parts {
            let Some(part) = part else { continue };
            ui.vertical(|ui| {
                ui.set_min_width(64.0);
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = space::HALF;
                    let (rect, _) = ui.allocate_exact_size(vec2(20.0, 16.0), Sense::hover());
                    let y = rect.center().y;
                    let pieces: &[(f32, f32)] = if dashed { &[(0.0, 8.0), (12.0, 20.0)] } else { &[(0.0, 20.0)] };
                    for (from, to) in pieces {
                        let ends = [pos2(rect.left() + from, y), pos2(rect.left() + to, y)];
                        ui.painter().line_segment(ends, Stroke::new(2.0, color));
                    }
                    ui.label(theme.caption(name));
                });
                ui.label(theme.large(state.measure.text(state.measure.of(part), classes)));
            });
        }
    });
}

fn plot(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &LossViewState, classes: bool) {
    let logarithmic = state.logarithmic && state.measure == Measure::Loss;
    let records = snapshot.history.records();
    let measure = state.measure;
    let height = ui.available_height().clamp(96.0, 260.0);
    let axis_text = move |mark: GridMark, _: &RangeInclusive<f64>| match (measure, classes) {
        _ if logarithmic => power_of_ten(mark.value),
        (Measure::Score, true) => format!("{:.0} %", 100.0 * mark.value),
        _ => axis::label(mark.value, mark.step_size),
    };
    let quiet = |axis: AxisHints<'static>| {
        axis.tick_label_font(FontId::proportional(text::SMALL)).tick_label_color(theme.muted)
    };
    let (lines, columns) = ((height / 36.0) as usize, (ui.available_width() / 80.0) as usize);
    let mut plot = Plot::new(("loss", measure.name(classes), logarithmic))
        .height(height)
        .show_background(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .set_margin_fraction(vec2(0.0, 0.06))
        .grid_spacing(egui::Rangef::new(8.0, 20.0))
        .x_grid_spacer(move |input| marks(input.bounds, columns, 1.0))
        .y_grid_spacer(move |input| marks(input.bounds, lines, 0.0))
        .grid_color(theme.rule)
        .show_grid(Vec2b::new(false, true))
        .cursor_color(theme.muted)
        .custom_x_axes(vec![
            quiet(AxisHints::new_x())
                .formatter(|mark, _| if mark.value < 0.0 { String::new() } else { axis::grouped(mark.value as u64) })
                .label(theme.caption("epoch")),
        ])
        .custom_y_axes(vec![quiet(AxisHints::new_y()).formatter(axis_text).min_thickness(32.0)])
        .include_x(0.0)
        .include_x(1.0)
        .label_formatter(move |position| {
            let (HoverPosition::NearDataPoint { position, .. } | HoverPosition::Elsewhere { position }) = position;
            Some(at_epoch(records, position.x, measure, classes))
        });
    match (measure, logarithmic) {
        (Measure::Loss, false) => plot = plot.include_y(0.0),
        (Measure::Score, _) => plot = plot.include_y(1.0).include_y(if classes { 0.4 } else { 0.0 }),
        _ => {}
    }
    let shown = plot.show(ui, |ui| {
        let test = Line::new("test", PlotPoints::Borrowed(&state.test)).color(theme.accent).width(1.75);
        ui.line(test.style(LineStyle::Dashed { length: 6.0 }));
        ui.line(Line::new("train", PlotPoints::Borrowed(&state.train)).color(theme.ink).width(1.75));
    });
    shown.response.widget_info(|| {
        let now = at_epoch(records, f64::INFINITY, measure, classes).replace('\n', ", ");
        WidgetInfo::labeled(Role::Image, true, format!("{} curve: {now}", measure.name(classes)))
    });
}

/// The record nearest to epoch `x`, in words.
fn at_epoch(records: &[Record], x: f64, measure: Measure, classes: bool) -> String {
    let after = records.partition_point(|record| (record.epoch as f64) < x);
    let near = [after.checked_sub(1), Some(after)].into_iter().flatten().filter_map(|i| records.get(i));
    let distance = |record: &&Record| (record.epoch as f64 - x).abs();
    let Some(record) = near.min_by(|a, b| distance(a).total_cmp(&distance(b))) else { return String::new() };
    let mut text = format!(
        "epoch {}\ntrain {}",
        axis::grouped(record.epoch),
        measure.text(measure.of(&record.metrics.train), classes)
    );
    if let Some(test) = &record.metrics.test {
        text += &format!("\ntest {}", measure.text(measure.of(test), classes));
    }
    text
}

/// At most about `count` lines, no closer than `least`.
fn marks((low, high): (f64, f64), count: usize, least: f64) -> Vec<GridMark> {
    let ticks = axis::ticks(low, high, count);
    let step = axis::step(&ticks);
    if step < least {
        return marks((low, low + least * count as f64), count, 0.0);
    }
    ticks.into_iter().map(|value| GridMark { value, step_size: step }).collect()
}

/// 10 to the power of `exponent`, as people write it.
fn power_of_ten(exponent: f64) -> String {
    let value = libm::pow(10.0, exponent);
    if (1e-3..1e4).contains(&value) {
        let digits = (1.0 - exponent.floor()).clamp(0.0, 4.0) as usize;
        let text = format!("{value:.digits$}");
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').into() } else { text }
    } else {
        format!("{value:.0e}").replace('-', "−")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::Metrics;

    fn record(epoch: u64, loss: f64) -> Record {
        let part = PartMetrics { loss, score: 0.5 };
        Record { epoch, step: epoch, metrics: Metrics { train: part, test: Some(part) } }
    }

    #[test]
    fn the_readout_finds_the_nearest_epoch() {
        let records = [record(0, 0.5), record(10, 0.25), record(20, f64::NAN)];
        let text = |x| at_epoch(&records, x, Measure::Loss, true);
        assert_eq!(text(-5.0), "epoch 0\ntrain 0.500\ntest 0.500");
        assert_eq!(text(8.0), "epoch 10\ntrain 0.250\ntest 0.250");
        assert_eq!(text(f64::INFINITY), "epoch 20\ntrain no number\ntest no number");
        assert_eq!(at_epoch(&[], 1.0, Measure::Loss, true), "");
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(
            (power_of_ten(-2.0), power_of_ten(0.0), power_of_ten(-6.0)),
            ("0.01".into(), "1".into(), "1e−6".into())
        );
        assert_eq!(Measure::Loss.text(0.000_123, true), "1.2e−4");
        assert_eq!(Measure::Score.text(0.987, true), "98.7 %");
    }
}
