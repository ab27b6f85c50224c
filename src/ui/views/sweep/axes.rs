//! Where the axes of the parallel coordinates stand.

use egui::{Pos2, Rect, pos2};

use super::digest::{DIVERGED, Line};

/// Where the axes stand.
pub(super) struct Axes {
    pub frame: Rect,
    /// Room on the left and on the right, and above.
    pub room: (f32, f32, f32),
    /// Which axis stands where, from the left.
    pub order: Vec<usize>,
}

impl Axes {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.order.len()
    }

    /// Where the one at this place from the left stands.
    pub fn x(&self, at: usize) -> f32 {
        let last = (self.count() - 1).max(1) as f32;
        self.frame.left() + at as f32 / last * self.frame.width()
    }

    /// The place from the left that is nearest.
    pub fn nearest(&self, x: f32) -> usize {
        let last = (self.count() - 1) as f32;
        (((x - self.frame.left()) / self.frame.width().max(1.0) * last).round().max(0.0) as usize).min(self.count() - 1)
    }

    pub fn y(&self, place: f64) -> f32 {
        let whole = self.frame.height() / DIVERGED as f32;
        self.frame.bottom() - place as f32 * whole
    }

    pub fn place(&self, y: f32) -> f64 {
        f64::from((self.frame.bottom() - y) / self.frame.height()) * DIVERGED
    }

    pub fn points(&self, line: &Line) -> Vec<Pos2> {
        self.order.iter().enumerate().map(|(at, axis)| pos2(self.x(at), self.y(line.crossings[*axis]))).collect()
    }
}
