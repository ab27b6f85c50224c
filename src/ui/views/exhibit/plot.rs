//! What the plots of phenomena have in common: a legend in one line, dots, and words on the ground.

use egui::{Align2, Color32, FontId, Pos2, Rect, Sense, Shape, Stroke, Ui, pos2, vec2};

use crate::ui::kit::{
    Theme,
    chart::Chart,
    theme::{space, text as size},
};

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pen {
    pub color: Color32,
    pub width: f32,
    pub dashes: Option<(f32, f32)>,
}

impl Pen {
    pub(super) const fn whole(color: Color32) -> Self {
        Self { color, width: 2.0, dashes: None }
    }

    pub(super) const fn dashed(color: Color32, dash: f32, gap: f32) -> Self {
        Self { color, width: 2.0, dashes: Some((dash, gap)) }
    }

    /// Shapes of the line through `points`, whose gaps are points that are no numbers.
    pub(super) fn shapes(self, points: &[Pos2]) -> Vec<Shape> {
        let stroke = Stroke::new(self.width, self.color);
        let pieces = points.split(|point| !(point.x.is_finite() && point.y.is_finite()));
        let piece = |points: &[Pos2]| match self.dashes {
            Some((dash, gap)) => Shape::dashed_line(points, stroke, dash, gap),
            None => vec![Shape::line(points.to_vec(), stroke)],
        };
        pieces.filter(|piece| piece.len() > 1).flat_map(piece).collect()
    }
}

/// Each line with its name, in as many rows as the width asks for.
pub(super) fn legend(ui: &mut Ui, theme: &Theme, lines: &[(Pen, String)]) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::HALF;
        for (pen, name) in lines {
            let (rect, _) = ui.allocate_exact_size(vec2(22.0, 14.0), Sense::hover());
            ui.painter().extend(pen.shapes(&[rect.left_center(), rect.right_center()]));
            ui.label(theme.caption(name));
            ui.add_space(space::ONE);
        }
    });
}

/// A line of the chart, kept within its frame.
pub(super) fn line(ui: &Ui, chart: &Chart, pen: Pen, points: impl Iterator<Item = (f64, f64)>) {
    let points: Vec<Pos2> = points.map(|(x, y)| chart.at(x, y)).collect();
    ui.painter().with_clip_rect(chart.frame.expand(2.0)).extend(pen.shapes(&points));
}

/// Dots of the chart, kept within its frame.
pub(super) fn dots(ui: &Ui, chart: &Chart, radius: f32, color: Color32, points: impl Iterator<Item = (f64, f64)>) {
    let painter = ui.painter().with_clip_rect(chart.frame.expand(3.0));
    let places = points.map(|(x, y)| chart.at(x, y)).filter(|at| at.x.is_finite() && at.y.is_finite());
    painter.extend(places.map(|at| Shape::circle_filled(at, radius, color)));
}

/// An upright of the chart, with words at its upper end.
pub(super) fn upright(ui: &Ui, theme: &Theme, chart: &Chart, x: f64, words: &str) {
    let at = chart.at(x, 0.0).x;
    let ends = [pos2(at, chart.frame.bottom()), pos2(at, chart.frame.top())];
    ui.painter().extend(Shape::dashed_line(&ends, Stroke::new(1.0, theme.muted), 2.0, 3.0));
    let galley = ui.painter().layout_no_wrap(words.to_owned(), FontId::proportional(size::SMALL), theme.muted);
    let rect = Align2::LEFT_TOP.anchor_size(pos2(at + 4.0, chart.frame.top()), galley.size());
    let rect: Rect =
        if rect.right() > chart.frame.right() { rect.translate(vec2(-rect.width() - 8.0, 0.0)) } else { rect };
    ui.painter().rect_filled(rect.expand(2.0), 2.0, theme.surface.gamma_multiply(0.85));
    ui.painter().galley(rect.min, galley, theme.muted);
}
