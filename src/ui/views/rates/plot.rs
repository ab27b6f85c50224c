//! The curve of the finder: thin as it was measured, thick as it is smoothed, with every mark that is read off it.

use egui::{
    Align2, CursorIcon, FontId, Painter, Pos2, Sense, Shape, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::RatesViewState;
use crate::{
    insight::rate_finder::{RateEnd, two_digits},
    language::compact,
    text,
    ui::kit::{
        Theme,
        chart::{Chart, Side},
        theme::{bold, text},
    },
    worker::survey::Rates,
};

/// Height of the plot, at least and most.
const HEIGHT: (f32, f32) = (180.0, 420.0);
/// Room for what stands below the plot.
const BELOW: f32 = 168.0;
/// Losses that differ more times than this are shown by factors.
const FACTORS: f64 = 60.0;
/// A mark is held within this distance.
const REACH: f32 = 12.0;

/// Shows the curve; the rate that was clicked.
pub(super) fn ui(ui: &mut Ui, theme: &Theme, state: &mut RatesViewState, rates: &Rates, own: f32) -> Option<f32> {
    let range = [rates.range.low, rates.range.high].map(|rate| libm::log10(f64::from(rate)));
    let top = top(rates);
    let name = theme.say(text!("learning rate", "学习率"));
    let across = Side { range: (range[0], range[1]), unit: 1.0, sign: "", name: &name };
    // Losses that differ many times over would be one flat line otherwise.
    let lowest = rates.curve.smoothed.iter().copied().fold(f64::INFINITY, f64::min);
    let lowest = Some(0.5 * lowest).filter(|lowest| *lowest > 0.0 && top / *lowest > FACTORS);
    let up = lowest.map_or((0.0, top), |lowest| (libm::log10(lowest), libm::log10(top)));
    let up = Side { range: up, unit: 1.0, sign: "", name: "" };
    let height = (ui.available_height() - BELOW).clamp(HEIGHT.0, HEIGHT.1);
    let size = vec2(ui.available_width(), height);
    let chart = Chart::by_factors(ui, theme, size, (&across, true), (&up, lowest.is_some()));
    let pen = Pen { painter: ui.painter().with_clip_rect(chart.frame.expand(1.0)), theme, chart: &chart, lowest };
    pen.curves(rates, top);
    pen.mean(rates);
    pen.upright(own, theme.ink, Some((2.0, 4.0)));
    pen.stop(rates, top);
    let taken = touch(ui, state, &chart, range);
    pen.marks(state);
    pen.suggestions(rates);
    if let Some(at) = taken.hovered {
        pen.pointed(rates, at);
    }
    chart.response.widget_info(|| {
        let [valley, tenth] = [rates.valley, rates.tenth].map(|rate| rate.map_or(0.0, two_digits));
        let said = text!(
            "Loss over learning rate: valley at {valley}, minimum ÷ 10 at {tenth}",
            "损失随学习率的变化：谷在 {valley}，最低点 ÷ 10 在 {tenth}"
        );
        WidgetInfo::labeled(Role::Image, true, theme.say(said))
    });
    taken.clicked
}

/// What the pointer does with the plot.
struct Taken {
    /// Exponent of the rate that is pointed at.
    hovered: Option<f64>,
    clicked: Option<f32>,
}

/// Moves the mark that is dragged; a click elsewhere takes a rate.
fn touch(ui: &Ui, state: &mut RatesViewState, chart: &Chart, range: [f64; 2]) -> Taken {
    let response = ui.interact(chart.frame, chart.response.id.with("touch"), Sense::click_and_drag());
    let near = |state: &RatesViewState, at: Pos2| {
        let marks = state.marks?;
        let distance = |place: usize| (chart.at(marks[place], 0.0).x - at.x).abs();
        let place = usize::from(distance(1) < distance(0));
        (distance(place) <= REACH && at.y > chart.frame.bottom() - 3.0 * REACH).then_some(place)
    };
    let pressed = ui.input(|input| input.pointer.press_origin());
    if response.drag_started() {
        state.held = pressed.and_then(|at| near(state, at));
    }
    let pointer = response.interact_pointer_pos();
    if let (Some(place), Some(at), Some(marks)) = (state.held, pointer, &mut state.marks) {
        marks[place] = chart.across(at.x).clamp(range[0], range[1]);
    }
    if !response.dragged() {
        state.held = None;
    }
    let hovered = response.hover_pos();
    let at_mark = state.held.is_some() || hovered.is_some_and(|at| near(state, at).is_some());
    if hovered.is_some() {
        ui.set_cursor_icon(if at_mark { CursorIcon::ResizeHorizontal } else { CursorIcon::PointingHand });
    }
    let rate = |at: Pos2| libm::pow(10.0, chart.across(at.x)) as f32;
    Taken {
        hovered: hovered.filter(|_| !at_mark).map(|at| chart.across(at.x)),
        clicked: pointer.filter(|_| response.clicked() && !at_mark).map(rate),
    }
}

/// The highest loss that is shown: a little above the smoothed curve, and the mean.
fn top(rates: &Rates) -> f64 {
    let curve = &rates.curve;
    let first = curve.smoothed.len() / 10;
    let highest = curve.smoothed.iter().skip(first).copied().filter(|loss| loss.is_finite()).fold(0.0, f64::max);
    let lowest = curve.smoothed.iter().copied().fold(f64::INFINITY, f64::min);
    // Where the loss explodes, what came before is worth seeing.
    let highest = if curve.end == RateEnd::Exploded { highest.min(4.0 * lowest.max(1e-9)) } else { highest };
    1.1 * highest.max(curve.mean_loss).max(1e-6)
}

/// What the plot is painted with.
struct Pen<'a> {
    painter: Painter,
    theme: &'a Theme,
    chart: &'a Chart,
    /// The lowest loss that is shown, where losses are shown by factors.
    lowest: Option<f64>,
}

impl Pen<'_> {
    fn at(&self, rate: f32, loss: f64) -> Pos2 {
        let loss = self.lowest.map_or(loss, |lowest| libm::log10(loss.max(lowest)));
        self.chart.at(libm::log10(f64::from(rate)), loss)
    }

    fn curves(&self, rates: &Rates, top: f64) {
        let curve = &rates.curve;
        let line = |losses: &[f64]| -> Vec<Pos2> {
            let points = curve.rates.iter().zip(losses);
            points
                .map(|(rate, loss)| self.at(*rate, if loss.is_finite() { loss.min(2.0 * top) } else { 2.0 * top }))
                .collect()
        };
        self.painter.add(Shape::line(line(&curve.losses), Stroke::new(0.75, self.theme.muted.gamma_multiply(0.35))));
        self.painter.add(Shape::line(line(&curve.smoothed), Stroke::new(2.25, self.theme.ink)));
    }

    fn words(&self, at: Pos2, align: Align2, words: impl Into<String>) {
        let font = FontId::proportional(text::SMALL);
        let galley = self.painter.layout_no_wrap(words.into(), font, self.theme.muted);
        let rect = align.anchor_size(at, galley.size());
        self.painter.rect_filled(rect.expand(2.0), 2.0, self.theme.surface.gamma_multiply(0.85));
        self.painter.galley(rect.min, galley, self.theme.muted);
    }

    fn mean(&self, rates: &Rates) {
        let y = self.at(rates.range.low, rates.curve.mean_loss).y;
        let (left, right) = (self.chart.frame.left(), self.chart.frame.right());
        let stroke = Stroke::new(1.0, self.theme.muted);
        self.painter.extend(Shape::dashed_line(&[pos2(left, y), pos2(right, y)], stroke, 2.0, 3.0));
        let mean = compact(rates.curve.mean_loss);
        let words = self.theme.say(text!("always the mean: {mean}", "始终回答均值：{mean}"));
        self.words(pos2(left + 8.0, y - 3.0), Align2::LEFT_BOTTOM, words);
    }

    fn upright(&self, rate: f32, color: egui::Color32, dashes: Option<(f32, f32)>) {
        let x = self.at(rate, 0.0).x;
        let ends = [pos2(x, self.chart.frame.bottom()), pos2(x, self.chart.frame.top())];
        let stroke = Stroke::new(1.5, color);
        match dashes {
            Some((dash, gap)) => self.painter.extend(Shape::dashed_line(&ends, stroke, dash, gap)),
            None => _ = self.painter.line_segment(ends, stroke),
        }
    }

    fn stop(&self, rates: &Rates, top: f64) {
        let Some(last) = rates.curve.rates.last().filter(|_| rates.curve.end != RateEnd::Whole) else { return };
        self.upright(*last, self.theme.muted, None);
        let rate = two_digits(*last);
        let words = self.theme.say(text!("stopped at {rate}", "停于 {rate}"));
        self.words(self.at(*last, top) + vec2(-6.0, 4.0), Align2::RIGHT_TOP, words);
    }

    fn suggestions(&self, rates: &Rates) {
        let loss = |rate: f32| {
            let place = rates.curve.rates.partition_point(|tried| *tried < rate);
            rates.curve.smoothed.get(place).copied().unwrap_or(0.0)
        };
        for (rate, is_round) in [(rates.valley, true), (rates.tenth, false)] {
            let Some(rate) = rate else { continue };
            self.upright(rate, self.theme.accent, None);
            let at = self.at(rate, loss(rate));
            let halo = Stroke::new(1.5, self.theme.surface);
            if is_round {
                self.painter.circle(at, 5.5, self.theme.accent, halo);
            } else {
                let corners = [vec2(0.0, -7.0), vec2(7.0, 0.0), vec2(0.0, 7.0), vec2(-7.0, 0.0)];
                let corners = corners.iter().map(|by| at + *by).collect();
                self.painter.add(Shape::convex_polygon(corners, self.theme.accent, halo));
            }
        }
    }

    /// The two grey marks of the person.
    fn marks(&self, state: &RatesViewState) {
        let Some(marks) = state.marks else { return };
        let names = [text!("begins to fall", "开始下降"), text!("gets ragged", "开始波动")];
        for (place, name) in names.into_iter().enumerate() {
            let at = pos2(self.chart.at(marks[place], 0.0).x, self.chart.frame.bottom());
            let color = if state.held == Some(place) { self.theme.ink } else { self.theme.muted };
            self.painter.line_segment([at, at - vec2(0.0, 36.0)], Stroke::new(1.5, color));
            let corners = [vec2(-7.0, 0.0), vec2(7.0, 0.0), vec2(0.0, -11.0)].map(|by| at + by).to_vec();
            self.painter.add(Shape::convex_polygon(corners, color, Stroke::NONE));
            self.words(at + vec2(5.0, -22.0), Align2::LEFT_CENTER, self.theme.say(name));
        }
    }

    /// The rate under the pointer, and the loss there.
    fn pointed(&self, rates: &Rates, exponent: f64) {
        let rate = libm::pow(10.0, exponent) as f32;
        self.upright(rate, self.theme.muted, Some((3.0, 3.0)));
        let place = rates.curve.rates.partition_point(|tried| *tried < rate);
        let rate = two_digits(rate);
        let words = match rates.curve.smoothed.get(place) {
            Some(loss) => {
                let loss = compact(*loss);
                text!("rate {rate}, loss {loss} · click to use", "学习率 {rate}，损失 {loss} · 点击使用")
            }
            None => text!("rate {rate}, not tried", "学习率 {rate}，未尝试"),
        };
        let frame = self.chart.frame;
        let galley = self.painter.layout_no_wrap(self.theme.say(words).into_owned(), bold(text::SMALL), self.theme.ink);
        let x = (self.at(rate, 0.0).x + 8.0).min(frame.right() - galley.size().x - 8.0);
        let rect = Align2::LEFT_TOP.anchor_size(pos2(x, frame.top() + 24.0), galley.size());
        self.painter.rect_filled(rect.expand(4.0), 3.0, self.theme.surface);
        self.painter.galley(rect.min, galley, self.theme.ink);
    }
}
