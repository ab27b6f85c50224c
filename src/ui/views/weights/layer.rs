//! One layer: its weights as a heat map, and their distribution, now and over time.

use egui::{
    Align2, Color32, ColorImage, Context, FontId, Rect, Sense, Stroke, TextureId, Ui, WidgetInfo, accesskit::Role,
    pos2, vec2,
};

use super::spread::{BINS, Past, counts, largest, round_up};
use crate::{
    insight::UnitState,
    language::small,
    nn::Parameters,
    text,
    ui::kit::{
        Ramp, Texture, Theme, axis,
        theme::{space, text},
    },
};

/// Width of the histogram of now.
const NOW: f32 = 64.0;
/// Room for the numbers beside the histograms, and for what they are above.
const NUMBERS: f32 = 52.0;
const WORDS: f32 = 18.0;

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

    /// The texture of the heat map, once there is one.
    pub(super) fn cells(&self) -> Option<TextureId> {
        self.cells.id()
    }

    /// Shows the distribution of the weights: now on the right, and over time on the left, if known.
    pub(super) fn spread(&self, ui: &mut Ui, theme: &Theme, name: &str, in_time: bool, height: f32) {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let plot = Rect::from_min_max(
            rect.left_top() + vec2(NUMBERS, WORDS + 2.0),
            rect.right_bottom() - vec2(0.0, if in_time { 18.0 } else { 4.0 }),
        );
        let painter = ui.painter();
        let font = FontId::proportional(text::SMALL);
        let y = |share: f32| plot.center().y - 0.5 * share * plot.height();
        let reach = f64::from(self.reach);
        for (share, words) in [-1.0, 0.0, 1.0].into_iter().zip(axis::labels(&[-reach, 0.0, reach])) {
            let at = pos2(plot.left() - space::HALF, y(share));
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
            painter.text(pos2(time.right(), below), Align2::RIGHT_TOP, &word, font.clone(), theme.muted);
            let above = theme.say(text!("their spread", "分布变化"));
            painter.text(pos2(time.left(), rect.top()), Align2::LEFT_TOP, above, font.clone(), theme.muted);
            painter.text(pos2(now.left(), rect.top()), Align2::LEFT_TOP, word, font, theme.muted);
        } else {
            let above = theme.say(text!("their spread", "分布"));
            painter.text(pos2(now.left(), rect.top()), Align2::LEFT_TOP, above, font, theme.muted);
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
        let (reach, moments) = (small(self.reach.into()), self.moments);
        let inner: u32 = self.now[BINS / 4..3 * BINS / 4].iter().sum();
        let share = 100.0 * f64::from(inner) / f64::from(self.now.iter().sum::<u32>().max(1));
        response.widget_info(|| {
            let said = text!(
                "Histogram of {name}: up to {reach} in size, {share:.0} % of them below half of that; {moments} moments",
                "{name}的直方图：大小不超过 {reach}，其中 {share:.0} % 小于一半；共 {moments} 个时刻"
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

/// The histograms in time, a column for each moment; a root keeps the few visible beside the many, and any at all is well
/// above the ground.
fn image(theme: &Theme, past: &Past, weights: usize) -> ColorImage {
    let moments = past.histograms().len().max(1);
    let mut pixels = vec![theme.surface; moments * BINS];
    for (column, counts) in past.histograms().enumerate() {
        for (bin, count) in counts.iter().enumerate() {
            let share = if *count == 0 { 0.0 } else { 0.15 + 0.85 * (*count as f32 / weights.max(1) as f32).sqrt() };
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
