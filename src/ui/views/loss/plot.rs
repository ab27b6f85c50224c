//! The curves over time, with axes, a crosshair and a readout.

use std::ops::RangeInclusive;

use egui::{Button, FontId, Popup, Rect, RichText, Ui, UiBuilder, Vec2b, WidgetInfo, accesskit::Role, vec2};
use egui_plot::{AxisHints, GridMark, HoverPosition, Line, Plot, PlotPoints, VLine};

use super::{Across, LossViewState, Measure, across::Places};
use crate::{
    data::Split,
    language::grouped,
    text,
    training::{History, Record},
    ui::kit::{
        Theme, axis,
        theme::{space, text},
    },
    worker::Snapshot,
};

/// Height of the row with the numbers of the axis across, and its name.
const ROW: f32 = space::TARGET;

pub(super) fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut LossViewState, classes: bool) {
    let Some(places) = &state.places else { return };
    let (measure, logarithmic, across) = (state.measure, state.is_logarithmic(), state.across);
    // Whole points: a part of one too many would make the region scroll.
    let height = (ui.available_height() - 1.0).floor().clamp(72.0, 288.0);
    let button = theme.caption(format!("{} ▾", theme.say(across.name())));
    let name_width = ui.painter().layout_no_wrap(button.text().into(), FontId::proportional(text::SMALL), theme.muted);
    let name_width = name_width.size().x.max(space::TARGET);
    // Where the name of the axis stands there is no room for its numbers.
    let free = 1.0 - f64::from((name_width + 24.0) / (ui.available_width() - 32.0).max(1.0));
    let axis_text = move |mark: GridMark, _: &RangeInclusive<f64>| match (measure, classes) {
        _ if logarithmic => power_of_ten(mark.value),
        (Measure::Score, true) => format!("{:.0} %", 100.0 * mark.value),
        _ => axis::label(mark.value, mark.step_size),
    };
    let time_text = move |mark: GridMark, shown: &RangeInclusive<f64>| match across {
        _ if mark.value < 0.0 || mark.value > shown.start() + free * (shown.end() - shown.start()) => String::new(),
        Across::Seconds => axis::label(mark.value, mark.step_size),
        Across::Epochs | Across::Updates => grouped(mark.value as u64),
    };
    let quiet = |axis: AxisHints<'static>| {
        axis.tick_label_font(FontId::proportional(text::SMALL)).tick_label_color(theme.muted)
    };
    let changes = &state.changes;
    let (lines, columns) = ((height / 36.0) as usize, (ui.available_width() / 64.0) as usize);
    let readout = Readout { theme, snapshot, places, measure, classes };
    let least = if across == Across::Seconds { 0.0 } else { 1.0 };
    let mut plot = Plot::new(("curves", measure, logarithmic, across))
        .height(height)
        .show_background(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .set_margin_fraction(vec2(0.0, 0.06))
        .grid_spacing(egui::Rangef::new(8.0, 20.0))
        .x_grid_spacer(move |input| marks(input.bounds, columns, least))
        .y_grid_spacer(move |input| marks(input.bounds, lines, 0.0))
        .grid_color(theme.rule)
        .show_grid(Vec2b::new(false, true))
        .cursor_color(theme.muted)
        .custom_x_axes(vec![quiet(AxisHints::new_x()).formatter(time_text).min_thickness(ROW)])
        .custom_y_axes(vec![quiet(AxisHints::new_y()).formatter(axis_text).min_thickness(32.0)])
        .include_x(0.0)
        .label_formatter(|position| {
            let (HoverPosition::NearDataPoint { position, .. } | HoverPosition::Elsewhere { position }) = position;
            let mut words = readout.at(position.x);
            for change in changes.words(theme, snapshot, position.x) {
                words.push('\n');
                words += &change;
            }
            Some(words)
        });
    if across != Across::Seconds {
        plot = plot.include_x(1.0);
    }
    match (measure, logarithmic) {
        (Measure::Loss | Measure::Rate, false) => plot = plot.include_y(0.0),
        (Measure::Score, _) => plot = plot.include_y(1.0).include_y(if classes { 0.4 } else { 0.0 }),
        _ => {}
    }
    let shown = plot.show(ui, |ui| {
        state.changes.draw(ui, theme);
        state.ghosts.draw(ui, theme);
        for curve in &state.curves {
            let (color, style) = super::look(theme, curve.split);
            if !curve.measured.is_empty() {
                let faint = color.gamma_multiply(0.3);
                ui.line(Line::new("", PlotPoints::Borrowed(&curve.measured)).color(faint).width(1.0));
            }
            let line = Line::new(curve.name.as_str(), PlotPoints::Borrowed(&curve.line));
            ui.line(line.color(color).width(1.75).style(style));
        }
        if snapshot.past {
            let here = places.of_moment(snapshot.epoch, snapshot.step);
            ui.vline(VLine::new("", here).color(theme.accent).width(1.0));
        }
    });
    shown.response.widget_info(|| {
        let (name, now) = (theme.say(measure.name(classes)), readout.at(f64::INFINITY).replace('\n', ", "));
        WidgetInfo::labeled(Role::Image, true, theme.say(text!("{name} curve: {now}", "{name}曲线：{now}")))
    });
    let frame = shown.transform.frame();
    let corner = frame.right_bottom();
    let place = Rect::from_min_size(corner - vec2(name_width, 3.0), vec2(name_width, ROW));
    choose_across(ui, theme, &mut state.across, place, button);
}

/// The name of the axis across, which is a menu as the names along the map are.
fn choose_across(ui: &mut Ui, theme: &Theme, across: &mut Across, place: Rect, words: RichText) {
    let name = theme.say(across.name());
    let title = theme.say(text!("Across: {name}", "横轴：{name}"));
    let mut row = ui.new_child(UiBuilder::new().id_salt("across").max_rect(place));
    row.spacing_mut().button_padding = vec2(0.0, 0.0);
    let response = row.put(place, Button::new(words).frame(false));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &*title));
    let response = response.on_hover_text(
        theme.say(text!("{title}. Click to draw the curve over something else.", "{title}。点击以更换横轴。")),
    );
    Popup::menu(&response).show(|ui| {
        for choice in Across::ALL {
            ui.selectable_value(across, choice, theme.say(choice.name()));
        }
    });
}

/// What the pointer reads.
struct Readout<'a> {
    theme: &'a Theme,
    snapshot: &'a Snapshot,
    places: &'a Places,
    measure: Measure,
    classes: bool,
}

impl Readout<'_> {
    /// The record nearest to `x`, in words.
    fn at(&self, x: f64) -> String {
        let history: &History = &self.snapshot.history;
        let Some(record) = nearest(history.records(), x, |record| self.places.at(record)) else {
            return String::new();
        };
        let (measure, theme) = (self.measure, self.theme);
        let epoch = grouped(record.epoch);
        let mut words = theme.say(text!("epoch {epoch}", "第 {epoch} 轮")).into_owned();
        let mut add = |name: &str, value: f64| {
            words += &format!("\n{name} {}", measure.text(value, self.classes));
        };
        if measure == Measure::Rate {
            let rate = history.learning_rate(self.snapshot.newest_experiment.training(), record.epoch as f64);
            add(&theme.say(text!("rate", "学习率")), f64::from(rate));
            return words;
        }
        for split in [Split::Train, Split::Validation, Split::Test] {
            if let Some(part) = record.metrics.part(split) {
                add(&theme.say(super::word(split)), measure.of(part));
            }
        }
        words
    }
}

fn nearest(records: &[Record], x: f64, place: impl Fn(&Record) -> f64) -> Option<&Record> {
    let after = records.partition_point(|record| place(record) < x);
    let near = [after.checked_sub(1), Some(after)].into_iter().flatten().filter_map(|i| records.get(i));
    near.min_by(|a, b| (place(a) - x).abs().total_cmp(&(place(b) - x).abs()))
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
    use crate::measure::{Metrics, PartMetrics};

    #[test]
    fn the_readout_finds_the_nearest_record() {
        let part = PartMetrics { loss: 0.5, score: 0.5 };
        let metrics = Metrics { train: part, validation: Some(part), test: Some(part) };
        let records = [0, 10, 20].map(|epoch| Record { epoch, step: epoch, metrics });
        let epoch = |x| nearest(&records, x, |record| record.epoch as f64).map(|record| record.epoch);
        assert_eq!([-5.0, 8.0, 14.0, f64::INFINITY].map(epoch), [Some(0), Some(10), Some(10), Some(20)]);
        assert_eq!(nearest(&[], 1.0, |record| record.epoch as f64), None);
    }

    #[test]
    fn powers_of_ten_read_well() {
        let texts = [-2.0, 0.0, -6.0].map(power_of_ten);
        assert_eq!(texts, ["0.01", "1", "1e−6"]);
    }
}
