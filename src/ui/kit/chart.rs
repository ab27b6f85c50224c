//! A small plot that is read and not moved: a frame with numbers along both sides, and a place for every point.

use egui::{Align2, Color32, FontId, Mesh, Pos2, Rect, Response, Sense, Shape, Stroke, Ui, Vec2, pos2, vec2};

use super::{
    Theme, axis,
    theme::{space, text},
};

/// Room for the numbers on the left.
const LEFT: f32 = 40.0;
/// Room for the numbers below.
const BELOW: f32 = 20.0;

/// What lies along one side.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    /// Least and greatest value.
    pub range: (f64, f64),
    /// What a value is multiplied by to be written.
    pub unit: f64,
    /// What is written behind each number.
    pub sign: &'a str,
    /// What it is.
    pub name: &'a str,
}

/// A plot, ready to be painted into.
#[derive(Debug)]
pub struct Chart {
    /// Where points lie.
    pub frame: Rect,
    /// What the pointer does with it.
    pub response: Response,
    x: (f64, f64),
    y: (f64, f64),
}

/// Moves the `tops` of names down so far that none is nearer than `least` to the one above it.
pub fn apart(tops: &mut [f32], least: f32) {
    let mut order: Vec<usize> = (0..tops.len()).collect();
    order.sort_by(|a, b| tops[*a].total_cmp(&tops[*b]));
    for pair in order.windows(2) {
        tops[pair[1]] = tops[pair[1]].max(tops[pair[0]] + least);
    }
}

/// Writes the name of a line, readable where a curve runs through it.
pub fn name_line(ui: &Ui, theme: &Theme, (at, align): (Pos2, Align2), name: String, (font, color): (FontId, Color32)) {
    let words = ui.painter().layout_no_wrap(name, font, color);
    let place = align.anchor_size(at, words.size());
    ui.painter().rect_filled(place.expand2(vec2(2.0, 0.0)), 2.0, theme.surface.gamma_multiply(0.8));
    ui.painter().galley(place.min, words, color);
}

impl Chart {
    /// Takes `size` and writes the numbers of both sides: those upward with a line each, the name across below its end.
    pub fn new(ui: &mut Ui, theme: &Theme, size: Vec2, x: &Side<'_>, y: &Side<'_>) -> Self {
        Self::by_factors(ui, theme, size, (x, false), (y, false))
    }

    /// The same, where equal distances along a side that is marked are equal factors: its range, and the places of points
    /// along it, are exponents of ten.
    pub fn by_factors(ui: &mut Ui, theme: &Theme, size: Vec2, x: (&Side<'_>, bool), y: (&Side<'_>, bool)) -> Self {
        let ((x, x_factors), (y, y_factors)) = (x, y);
        let (rect, response) = ui.allocate_exact_size(size.max(Vec2::ZERO), Sense::hover());
        let frame = Rect::from_min_max(rect.min + vec2(LEFT, 8.0), rect.max - vec2(8.0, BELOW));
        // A place too small for its numbers has a frame of nothing, not one that is inside out.
        let frame = Rect::from_min_max(frame.min, frame.max.max(frame.min + vec2(1.0, 1.0)));
        let chart = Self { frame, response, x: x.range, y: y.range };
        let font = || FontId::proportional(text::SMALL);
        let painter = ui.painter();
        for (tick, label) in numbers(y, y_factors, (frame.height() / 32.0) as usize) {
            let at = chart.at(x.range.0, tick);
            painter.hline(frame.x_range(), at.y, (space::LINE, theme.rule));
            painter.text(at - vec2(6.0, 0.0), Align2::RIGHT_CENTER, label, font(), theme.muted);
        }
        let name = painter.layout_no_wrap(x.name.to_owned(), font(), theme.muted);
        let end = frame.right() - name.size().x - space::TWO;
        painter.galley(pos2(frame.right() - name.size().x, frame.bottom() + 4.0), name, theme.muted);
        let wide = |label: &str| painter.layout_no_wrap(label.to_owned(), font(), theme.muted).size().x;
        for (tick, label) in chart.below(x, x_factors, end, wide) {
            let at = chart.at(tick, y.range.0);
            painter.text(at + vec2(0.0, 4.0), Align2::CENTER_TOP, label, font(), theme.muted);
        }
        chart
    }

    /// The numbers below, of which none touches another or reaches beyond `end`, where the name of the side begins; at least
    /// two, where two have room. `width` measures a label.
    fn below(&self, x: &Side<'_>, factors: bool, end: f32, width: impl Fn(&str) -> f32) -> Vec<(f64, String)> {
        let most = (self.frame.width() / 64.0) as usize;
        let there = Side { range: (x.range.0, self.across(end).min(x.range.1)), ..x.clone() };
        let fitting = |side: &Side<'_>, count: usize| -> Vec<(f64, String)> {
            let mut free = f32::NEG_INFINITY;
            let mut fits = |(tick, label): &(f64, String)| {
                let (at, half) = (self.at(*tick, self.y.0).x, 0.5 * width(label));
                let fits = at - half >= free && at + half <= end + space::ONE;
                free = if fits { at + half + space::ONE } else { free };
                fits
            };
            numbers(side, factors, count).into_iter().filter(|it| fits(it)).collect()
        };
        // The whole side first: where its name leaves too little of it, numbers of the part that is left.
        let sides = [x, &there];
        let tries = sides.into_iter().flat_map(|side| [most, 2 * most, 4 * most].map(|count| (side, count.max(2))));
        let all: Vec<_> = tries.map(|(side, count)| fitting(side, count)).collect();
        let found = all.iter().find(|shown| shown.len() > 1).or_else(|| all.iter().find(|shown| !shown.is_empty()));
        found.cloned().unwrap_or_default()
    }

    /// Where a point lies.
    #[must_use]
    pub fn at(&self, x: f64, y: f64) -> Pos2 {
        let share = |value: f64, (low, high): (f64, f64)| ((value - low) / (high - low)) as f32;
        let (x, y) = (share(x, self.x), share(y, self.y));
        pos2(self.frame.left() + x * self.frame.width(), self.frame.bottom() - y * self.frame.height())
    }

    /// A line of `(across, mean, deviation)` with the band of the deviation around it.
    pub fn band(&self, ui: &Ui, theme: &Theme, points: &[(f64, f64, f64)], color: Color32, dash: Option<(f32, f32)>) {
        let mut mesh = Mesh::default();
        let fill = color.gamma_multiply(if theme.dark { 0.25 } else { 0.15 });
        for (number, (x, mean, deviation)) in points.iter().enumerate() {
            mesh.colored_vertex(self.at(*x, mean + deviation), fill);
            mesh.colored_vertex(self.at(*x, mean - deviation), fill);
            if number > 0 {
                let last = 2 * number as u32;
                mesh.add_triangle(last - 2, last - 1, last);
                mesh.add_triangle(last - 1, last, last + 1);
            }
        }
        let painter = ui.painter().with_clip_rect(self.frame.expand(1.0));
        painter.add(mesh);
        let line: Vec<_> = points.iter().map(|(x, mean, _)| self.at(*x, *mean)).collect();
        let stroke = Stroke::new(2.0, color);
        match dash {
            Some((dash, gap)) => painter.extend(Shape::dashed_line(&line, stroke, dash, gap)),
            None => _ = painter.add(Shape::line(line, stroke)),
        }
    }

    /// The value along the side across that lies at a place.
    #[must_use]
    pub fn across(&self, x: f32) -> f64 {
        egui::remap(f64::from(x), f64::from(self.frame.left())..=f64::from(self.frame.right()), self.x.0..=self.x.1)
    }
}

/// The numbers along a side, at most about `count`.
fn numbers(side: &Side<'_>, by_factors: bool, count: usize) -> Vec<(f64, String)> {
    let (low, high) = side.range;
    if by_factors {
        return axis::decades(low, high, count);
    }
    let ticks = axis::ticks(side.unit * low, side.unit * high, count.max(2));
    let labels = axis::labels(&ticks);
    ticks.into_iter().zip(labels).map(|(tick, label)| (tick / side.unit, label + side.sign)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beside_a_long_name_there_are_still_two_numbers() {
        let width = |label: &str| 6.5 * label.chars().count() as f32;
        let sides =
            [((-1.4, 0.02), true), ((0.6, 3.0), true), ((0.0, 210.0), false), ((0.0, 1.0), false), ((-0.4, 0.1), true)];
        for ((range, factors), wide, name) in sides
            .into_iter()
            .flat_map(|side| [(side, 300.0, 0.6), (side, 420.0, 0.45), (side, 700.0, 0.3), (side, 700.0, 0.05)])
        {
            egui::__run_test_ui(|ui| {
                let (_, response) = ui.allocate_exact_size(vec2(1.0, 1.0), Sense::hover());
                let frame = Rect::from_min_size(pos2(40.0, 0.0), vec2(wide, 200.0));
                let chart = Chart { frame, response, x: range, y: (0.0, 1.0) };
                let end = frame.right() - name * wide;
                let side = Side { range, unit: 1.0, sign: "", name: "" };
                let shown = chart.below(&side, factors, end, width);
                assert!(shown.len() > 1, "{range:?} on {wide}: {shown:?}");
                let ends: Vec<_> =
                    shown.iter().map(|(tick, label)| (chart.at(*tick, 0.0).x, 0.5 * width(label))).collect();
                assert!(ends.windows(2).all(|pair| pair[0].0 + pair[0].1 < pair[1].0 - pair[1].1), "{shown:?}");
                assert!(ends.iter().all(|(at, half)| at + half <= end + space::ONE), "{shown:?}");
            });
        }
    }

    #[test]
    fn names_that_would_lie_over_each_other_move_down() {
        let mut tops = [40.0, 10.0, 12.0, 80.0];
        apart(&mut tops, 15.0);
        assert_eq!(tops, [40.0, 10.0, 25.0, 80.0]);
        let mut equal = [5.0, 5.0, 5.0];
        apart(&mut equal, 15.0);
        assert_eq!(equal, [5.0, 20.0, 35.0]);
    }
}
