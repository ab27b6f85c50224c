//! One layer: its numbers as a map of heat, and how they are spread, now and in time.

use egui::{
    Align2, Color32, ColorImage, Context, FontId, Rect, Response, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, pos2,
    vec2,
};

use super::spread::{BINS, Past, counts, largest, round_up};
use crate::{
    insight::UnitState,
    language::{compact, signed},
    nn::Parameters,
    text,
    ui::kit::{
        Ramp, Texture, Theme,
        theme::{space, text},
    },
};

/// Largest side of a cell.
const CELL: f32 = 28.0;
/// Width for a map of heat, and for its row of marks on the right.
const HEAT: f32 = 240.0;
const MARKS: f32 = 16.0;
/// Least height of a cell of a large layer.
const LEAST_CELL: f32 = 3.0;
/// Width of the histogram of now.
const NOW: f32 = 64.0;
/// Room for the numbers beside the histograms.
const NUMBERS: f32 = 52.0;

/// The pictures of a layer, made when its numbers change.
#[derive(Debug, Default)]
pub(super) struct LayerPicture {
    cells: Texture,
    time: Texture,
    past: Past,
    now: [u32; BINS],
    reach: f32,
    largest: f32,
    moments: usize,
}

impl LayerPicture {
    /// Paints `numbers` of `layer`, and their past when there is one.
    pub(super) fn update<'a>(
        &mut self,
        context: &Context,
        theme: &Theme,
        ramp: &Ramp,
        (numbers, layer): (&Parameters, usize),
        past: Option<impl Iterator<Item = (u64, &'a Parameters)>>,
    ) {
        let (start, biases, end) = numbers.span(layer);
        let weights = &numbers.values()[start..biases];
        self.largest = largest(&numbers.values()[start..end]);
        let (units, inputs) = numbers.weights(layer).dim();
        let mut pixels = Vec::with_capacity(units * (inputs + 1));
        for unit in 0..units {
            let row = &weights[unit * inputs..(unit + 1) * inputs];
            let bias = &numbers.values()[biases + unit..=biases + unit];
            let level = |number: &f32| ramp.at(number / self.largest.max(f32::MIN_POSITIVE));
            pixels.extend(row.iter().chain(bias).map(level));
        }
        self.cells.set_sharp(context, "weights", ColorImage::new([inputs + 1, units], pixels));
        self.reach = round_up(largest(weights));
        if let Some(past) = past {
            self.past.update(past, layer);
            self.reach = self.past.reach();
            self.moments = self.past.histograms().len();
            let image = image(theme, &self.past, weights.len());
            self.time.set(context, "weights in time", image);
        }
        self.now = counts(weights, self.reach);
    }

    /// Shows the map of heat; gives back what is under the pointer, as unit and input (nothing for the bias).
    pub(super) fn heat(
        &self,
        ui: &mut Ui,
        theme: &Theme,
        (units, inputs): (usize, usize),
        health: &[UnitState],
        height: f32,
    ) -> (Response, Option<(usize, Option<usize>)>) {
        // The biases stand a little apart.
        let columns = inputs as f32 + 1.0;
        let side = (HEAT / columns).min((height / units as f32).max(LEAST_CELL)).min(CELL);
        let gap = if side > 8.0 { space::HALF } else { 2.0 };
        let size = vec2(side * columns + gap, side * units as f32);
        let (rect, response) = ui.allocate_exact_size(vec2(HEAT + gap + MARKS, size.y.max(height)), Sense::hover());
        let rect = Rect::from_min_size(rect.min, size);
        let edge = rect.left() + side * inputs as f32;
        if let Some(id) = self.cells.id() {
            let share = inputs as f32 / columns;
            let uv = |from: f32, to: f32| Rect::from_min_max(pos2(from, 0.0), pos2(to, 1.0));
            ui.painter().image(id, rect.with_max_x(edge), uv(0.0, share), Color32::WHITE);
            ui.painter().image(id, rect.with_min_x(edge + gap), uv(share, 1.0), Color32::WHITE);
        }
        for (unit, state) in health.iter().enumerate() {
            let middle = pos2(rect.right() + 0.5 * MARKS, rect.top() + (unit as f32 + 0.5) * side);
            mark(ui, theme, *state, middle, (0.4 * side).clamp(1.5, 4.0));
        }
        let under = response.hover_pos().filter(|pointer| rect.contains(*pointer)).and_then(|pointer| {
            let unit = ((pointer.y - rect.top()) / side) as usize;
            let input = if pointer.x < edge { Some(((pointer.x - rect.left()) / side) as usize) } else { None };
            let cell = input.map_or(edge + gap, |input| rect.left() + side * input as f32);
            let corner = pos2(cell, rect.top() + side * unit as f32);
            let frame = Rect::from_min_size(corner, vec2(side, side));
            ui.painter().rect_stroke(frame, 0.0, Stroke::new(1.5, theme.ink), egui::StrokeKind::Middle);
            (unit < units).then_some((unit, input))
        });
        (response, under)
    }

    /// Shows how the weights are spread: on the right now, and on the left, when it is known, in time.
    pub(super) fn spread(&self, ui: &mut Ui, theme: &Theme, name: &str, in_time: bool, height: f32) {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let plot = rect.with_min_x(rect.left() + NUMBERS).with_max_y(rect.bottom() - 16.0).shrink2(vec2(0.0, 4.0));
        let painter = ui.painter();
        let font = FontId::proportional(text::SMALL);
        let y = |share: f32| plot.center().y - 0.5 * share * plot.height();
        for (share, number) in [(1.0, self.reach), (0.0, 0.0), (-1.0, -self.reach)] {
            let at = pos2(plot.left() - space::HALF, y(share));
            let words = if number == 0.0 { "0".to_owned() } else { short(number) };
            painter.text(at, Align2::RIGHT_CENTER, words, font.clone(), theme.muted);
        }
        let now = if in_time { plot.with_min_x(plot.right() - NOW.min(0.4 * plot.width())) } else { plot };
        let time = plot.with_max_x(now.left() - space::ONE);
        if in_time && let Some(id) = self.time.id() {
            let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            painter.image(id, time, uv, Color32::WHITE);
            let below = plot.bottom() + 2.0;
            let start = theme.say(text!("start", "开始"));
            painter.text(pos2(time.left(), below), Align2::LEFT_TOP, start, font.clone(), theme.muted);
            let word = theme.say(text!("now", "现在"));
            painter.text(pos2(now.left(), below), Align2::LEFT_TOP, word, font, theme.muted);
        }
        let most = self.now.iter().copied().max().unwrap_or(0).max(1) as f32;
        for (bin, count) in self.now.iter().enumerate() {
            let (low, high) = (bin as f32 / BINS as f32, (bin + 1) as f32 / BINS as f32);
            let wide = *count as f32 / most * now.width();
            let bar = Rect::from_min_max(
                pos2(now.left(), y(2.0 * high - 1.0) + 0.5),
                pos2(now.left() + wide, y(2.0 * low - 1.0) - 0.5),
            );
            let color = if bin < BINS / 2 { theme.negative } else { theme.positive };
            painter.rect_filled(bar, 1.0, color);
        }
        painter.hline(plot.x_range(), y(0.0), Stroke::new(space::LINE, theme.outline));
        let (reach, moments) = (short(self.reach), self.moments);
        let inner: u32 = self.now[BINS / 4..3 * BINS / 4].iter().sum();
        let share = 100.0 * f64::from(inner) / f64::from(self.now.iter().sum::<u32>().max(1));
        response.widget_info(|| {
            let said = text!(
                "Histogram of {name}: up to {reach} in size, {share:.0} % of them below half of that; {moments} moments",
                "{name}的直方图：大小不超过 {reach}，其中 {share:.0}% 小于一半；共 {moments} 个时刻"
            );
            WidgetInfo::labeled(Role::Image, true, theme.say(said))
        });
        response.on_hover_text(theme.say(text!(
            "Up: the value of a weight. Darker and wider: more of the weights have it.",
            "纵向：权重的数值。越深、越宽，表示取该值的权重越多。"
        )));
    }

    /// The value that the strongest colour stands for.
    pub(super) const fn largest(&self) -> f32 {
        self.largest
    }
}

/// The histograms in time, a column for each moment; the square root keeps the few visible beside the many.
fn image(theme: &Theme, past: &Past, weights: usize) -> ColorImage {
    let moments = past.histograms().len().max(1);
    let mut pixels = vec![theme.surface; moments * BINS];
    for (column, counts) in past.histograms().enumerate() {
        for (bin, count) in counts.iter().enumerate() {
            let share = (*count as f32 / weights.max(1) as f32).sqrt();
            let full = if bin < BINS / 2 { theme.negative } else { theme.positive };
            pixels[(BINS - 1 - bin) * moments + column] = theme.surface.lerp_to_gamma(full, share.min(1.0));
        }
    }
    ColorImage::new([moments, BINS], pixels)
}

/// A cross for a dead unit and two bars for a saturated one, `radius` large.
pub fn mark(ui: &Ui, theme: &Theme, state: UnitState, at: egui::Pos2, radius: f32) {
    let stroke = Stroke::new((0.4 * radius).max(1.5), theme.ink);
    let line = |from: egui::Vec2, to: egui::Vec2| {
        ui.painter().line_segment([at + radius * from, at + radius * to], stroke);
    };
    match state {
        UnitState::Alive => {}
        UnitState::Dead => {
            line(vec2(-1.0, -1.0), vec2(1.0, 1.0));
            line(vec2(-1.0, 1.0), vec2(1.0, -1.0));
        }
        UnitState::Saturated => {
            line(vec2(-1.0, -0.8), vec2(1.0, -0.8));
            line(vec2(-1.0, 0.8), vec2(1.0, 0.8));
        }
    }
}

/// A size with few digits.
pub(super) fn short(number: f32) -> String {
    let size = number.abs();
    if size == 0.0 || (0.01..1e4).contains(&size) { signed(number) } else { compact(f64::from(number)) }
}
