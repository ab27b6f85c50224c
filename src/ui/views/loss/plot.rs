//! The curves over time, with axes, a crosshair and a readout.

use egui::{
    Align, Align2, Button, FontId, Layout, Popup, Rect, RichText, Shape, TextWrapMode, Ui, UiBuilder, Vec2b,
    WidgetInfo, accesskit::Role, pos2, vec2,
};
use egui_plot::{AxisHints, GridMark, HoverPosition, Line, Plot, PlotPoints, VLine};

use super::{Across, LossViewState, Measure, across::Places, numbers};
use crate::{
    data::Split,
    language::grouped,
    text,
    training::{History, Record},
    ui::kit::{
        Theme, axis, menu,
        theme::{space, text},
    },
    worker::Snapshot,
};

/// Height of the row with the numbers of the axis across, and its name.
const ROW: f32 = space::TARGET;
/// Least and greatest height of the plot with that row.
const HEIGHT: (f32, f32) = (72.0, 312.0);
/// Least room for the numbers of the axis upward.
const GUTTER: f32 = 32.0;

/// The numbers of the axis upward with their places.
type Upward = Vec<(f64, String)>;

pub(super) fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut LossViewState, classes: bool) {
    let Some(places) = &state.places else { return };
    let (measure, logarithmic, across) = (state.measure, state.is_logarithmic(), state.across);
    // Whole points: a part of one too many would make the region scroll.
    let changes = &state.changes;
    let height = (ui.available_height() - 1.0).floor().clamp(HEIGHT.0, HEIGHT.1);
    let lines = ((height - ROW) / 24.0) as usize;
    let upward = move |(low, high): (f64, f64)| upward(low, high, lines, (measure, logarithmic, classes));
    // Their numbers are written below: egui leaves out those that stand close, be it all of them.
    let silent = |axis: AxisHints<'static>, room: f32| axis.formatter(|_, _| String::new()).min_thickness(room);
    let readout = Readout { theme, snapshot, places, measure, classes };
    let gutter = state.gutter.max(GUTTER);
    let mut plot = Plot::new(("curves", measure, logarithmic, across))
        .height(height)
        .show_background(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .set_margin_fraction(vec2(0.0, 0.06))
        .grid_spacing(egui::Rangef::new(0.0, 1.0))
        .x_grid_spacer(|_| Vec::new())
        .y_grid_spacer(move |input| {
            let (low, high) = input.bounds;
            let mark = |(value, _)| GridMark { value, step_size: high - low };
            upward(input.bounds).into_iter().map(mark).collect()
        })
        .grid_color(theme.rule)
        .show_grid(Vec2b::new(false, true))
        .cursor_color(theme.muted)
        .custom_x_axes(vec![silent(AxisHints::new_x(), ROW)])
        .custom_y_axes(vec![silent(AxisHints::new_y(), gutter)])
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
        // The name of the axis stands at its end, so that the second number needs more than one epoch.
        plot = plot.include_x(2.0);
    }
    match (measure, logarithmic) {
        (Measure::Loss | Measure::Rate, false) => plot = plot.include_y(0.0),
        (Measure::Score, _) => plot = plot.include_y(1.0).include_y(if classes { 0.4 } else { 0.0 }),
        _ => {}
    }
    if state.curves.is_empty() && measure == Measure::Loss && !logarithmic {
        // Without it, the empty axis would go from −1 to 1.
        plot = plot.include_y(1.0);
    }
    for curve in state.curves.iter().filter(|curve| curve.line.len() == 1) {
        plot = plot.include_y(curve.line[0].y);
    }
    // One record alone would be a dot on the axis.
    let begun = |curve: &&super::Curve| curve.line.len() > 1;
    let shown = plot.show(ui, |ui| {
        state.changes.draw(ui, theme);
        state.ghosts.draw(ui, theme);
        for curve in state.curves.iter().filter(begun) {
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
    let (frame, bounds) = (*shown.transform.frame(), *shown.transform.bounds());
    if state.curves.iter().filter(begun).count() == 0 && !state.ghosts.has_curves() {
        let words = if snapshot.step == 0 {
            text!("The curve begins with the first step.", "训练第一步之后开始绘制曲线。")
        } else if snapshot.epoch == 0 {
            text!("No epoch has ended yet.", "还没有训练完一轮。")
        } else {
            text!("The curve begins with the next epoch.", "下一轮之后开始绘制曲线。")
        };
        let words = theme.say(words);
        let font = FontId::proportional(text::SMALL);
        ui.painter().text(frame.center(), Align2::CENTER_CENTER, words, font, theme.muted);
    }
    let upward = upward((bounds.min()[1], bounds.max()[1]));
    let wide = write_upward(ui, theme, frame, &upward, |value| shown.transform.position_from_point_y(value));
    if wide > gutter || wide + space::TWO < gutter && gutter > GUTTER {
        state.gutter = wide;
        ui.ctx().request_repaint();
    }
    let button = theme.caption(format!("{} ▾", theme.say(across.name())));
    let name = ui.painter().layout_no_wrap(button.text().into(), FontId::proportional(text::SMALL), theme.muted);
    let name = name.size().x.max(space::TARGET);
    let room = axis::Room {
        ends: (frame.left(), frame.right()),
        end: frame.right() - name - space::ONE,
        most: (frame.width() / 64.0) as usize,
        whole: across != Across::Seconds,
    };
    write_across(ui, theme, frame, (bounds.min()[0], bounds.max()[0]), room);
    let place = Rect::from_min_size(frame.right_bottom() - vec2(name, 3.0), vec2(name, ROW));
    if state.low {
        let newest = state.curves.iter().filter(begun).filter_map(|curve| curve.line.last());
        let heights = newest.map(|point| frame.bottom() - shown.transform.position_from_point_y(point.y));
        state.numbers_low = stand_low(heights.map(|height| height / frame.height()), state.numbers_low);
        let wide = numbers_inside(ui, theme, snapshot, state, (frame, classes));
        if std::mem::replace(&mut state.numbers_wide, wide) != wide {
            ui.ctx().request_repaint();
        }
    }
    choose_across(ui, theme, &mut state.across, place, button);
}

/// The numbers of the axis upward, from the least to the greatest, in at most so many `lines`.
fn upward(low: f64, high: f64, lines: usize, (measure, logarithmic, classes): (Measure, bool, bool)) -> Upward {
    if logarithmic {
        return axis::decades(low, high, lines);
    }
    // An accuracy lies within 0…1.
    let is_share = measure == Measure::Score && classes;
    let (low, high) = if is_share { (low.max(0.0), high.min(1.0)) } else { (low, high) };
    let unit = if is_share { 100.0 } else { 1.0 };
    let ticks = axis::ticks(unit * low, unit * high, lines);
    let labels = axis::labels(&ticks);
    let sign = if is_share { " %" } else { "" };
    ticks.into_iter().zip(labels).map(|(tick, label)| (tick / unit, label + sign)).collect()
}

/// Writes the numbers of the axis upward on the left of `frame`; how wide they are.
fn write_upward(ui: &Ui, theme: &Theme, frame: Rect, upward: &Upward, place: impl Fn(f64) -> f32) -> f32 {
    let mut wide: f32 = 0.0;
    for (value, label) in upward {
        // The highest does not stand in the line below the tabs.
        let at = pos2(frame.left() - 6.0, place(*value).max(frame.top() + 0.5 * text::SMALL));
        let font = FontId::proportional(text::SMALL);
        let written = ui.painter().text(at, Align2::RIGHT_CENTER, label, font, theme.muted);
        wide = wide.max(written.width() + space::ONE);
    }
    wide.ceil()
}

/// Writes the numbers of the axis across below `frame`.
fn write_across(ui: &Ui, theme: &Theme, frame: Rect, (low, high): (f64, f64), room: axis::Room) {
    let font = || FontId::proportional(text::SMALL);
    let width = |label: &str| ui.painter().layout_no_wrap(label.into(), font(), theme.muted).size().x;
    // Before the start there is nothing.
    let shown = axis::across((low, high), room, width).into_iter().filter(|(tick, _)| *tick >= 0.0);
    for (tick, label) in shown {
        let x = egui::remap(tick, low..=high, f64::from(frame.left())..=f64::from(frame.right())) as f32;
        ui.painter().text(pos2(x, frame.bottom() + 9.0), Align2::CENTER_CENTER, label, font(), theme.muted);
    }
}

/// Whether numbers at the right end of curves that end at these heights, as shares of the plot, have more room at its foot;
/// `before` is what was said a moment ago, which a curve at the middle does not turn to and fro.
fn stand_low(heights: impl Iterator<Item = f32>, before: bool) -> bool {
    let (low, high) = heights.fold((1.0_f32, 0.0_f32), |(low, high), height| (low.min(height), high.max(height)));
    let (above, below) = (1.0 - high, low);
    below > above + if before { -0.1 } else { 0.1 }
}

/// Where there is no row for them, the numbers of this moment stand in the upper right corner of the plot, which a curve that
/// falls leaves free, or in the lower one below a curve that does not. Returns how wide they are.
fn numbers_inside(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    state: &LossViewState,
    (frame, classes): (Rect, bool),
) -> f32 {
    let place = frame.with_min_x((frame.right() - state.numbers_wide).max(frame.left()));
    let behind = ui.painter().add(Shape::Noop);
    let place = if state.numbers_low { place.with_min_y(frame.bottom() - space::TARGET) } else { place };
    let layout = Layout::left_to_right(Align::Min);
    let mut corner = ui.new_child(UiBuilder::new().id_salt("numbers").max_rect(place).layout(layout));
    // Where there is no room yet, they are as wide as they will be.
    corner.style_mut().wrap_mode = Some(TextWrapMode::Extend);
    numbers::ui(&mut corner, theme, snapshot, state, classes);
    let shown = corner.min_rect();
    let ground = theme.surface.gamma_multiply(0.85);
    ui.painter().set(behind, Shape::rect_filled(shown.expand2(vec2(space::HALF, 0.0)), space::ROUND, ground));
    shown.width().ceil() + space::HALF
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
            menu::closing(ui.selectable_value(across, choice, theme.say(choice.name())), ui);
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
        let Some(record) = nearest(self.snapshot.records(), x, |record| self.places.at(record)) else {
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
    fn the_numbers_stand_where_the_curves_do_not() {
        let stand = |heights: &[f32], before: bool| stand_low(heights.iter().copied(), before);
        assert!(!stand(&[], false), "an empty plot");
        assert!(!stand(&[0.1, 0.3], false) && stand(&[0.95, 0.9], false), "a curve that fell, and one that did not");
        assert!(!stand(&[0.1, 0.95], false), "below one of two");
        assert!(!stand(&[0.52], false) && stand(&[0.52], true), "at the middle they stay where they are");
    }

    #[test]
    fn every_axis_upward_has_two_numbers_or_more() {
        let scales = [(Measure::Loss, false), (Measure::Loss, true), (Measure::Score, false), (Measure::Rate, true)];
        for (measure, logarithmic) in scales {
            for (low, high) in [(-0.02, 0.24_f64), (0.37, 1.04), (-3.3, -0.2), (-0.5, 0.4), (0.0, 3e6)] {
                for classes in [false, true] {
                    if classes && measure == Measure::Score && low < 0.0 {
                        continue;
                    }
                    let found =
                        upward(low, high.min(if logarithmic { 9.0 } else { high }), 1, (measure, logarithmic, classes));
                    assert!(found.len() > 1, "{measure:?} from {low} to {high}: {found:?}");
                }
            }
        }
        let shares = upward(0.36, 1.04, 4, (Measure::Score, false, true));
        let labels: Vec<_> = shares.iter().map(|(_, label)| label.as_str()).collect();
        assert_eq!(labels, ["40 %", "60 %", "80 %", "100 %"]);
    }
}
