//! Display of input and output numbers: as a picture if they are one, else as bars.

use egui::{Color32, Mesh, Rect, pos2, vec2};

use crate::{
    insight::Redrawn,
    ui::{
        kit::Theme,
        views::network::picture::{self, Grid},
    },
    worker::Snapshot,
};

/// Display of a row of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    /// A picture, or a sound over time.
    Picture(Grid),
    /// A bar each, between these values, of which the lower is at most 0.
    Bars(f32, f32),
}

/// What goes in, and what comes out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Looks {
    pub(super) inputs: Shape,
    pub(super) outputs: Shape,
}

impl Looks {
    pub(super) fn of(snapshot: &Snapshot, redrawn: &Redrawn) -> Self {
        let range = |of: fn(&crate::insight::reconstruction::RowRedrawn) -> [&Vec<f32>; 2]| {
            let all = redrawn.rows.iter().flat_map(of).flatten().filter(|value| value.is_finite());
            let (low, high) = all.fold((0.0_f32, 0.0_f32), |(low, high), value| (low.min(*value), high.max(*value)));
            Shape::Bars(low, high.max(low + 1e-6))
        };
        let inputs = Grid::of(snapshot).map_or_else(|| range(|row| [&row.given, &row.given]), Shape::Picture);
        let outputs = Grid::of_outputs(snapshot).map_or_else(|| range(|row| [&row.wanted, &row.drawn]), Shape::Picture);
        Self { inputs, outputs }
    }
}

/// Adds `values` to `mesh`, in the square `frame`.
pub(super) fn add(mesh: &mut Mesh, theme: &Theme, frame: Rect, shape: Shape, values: &[f32]) {
    match shape {
        Shape::Picture(grid) => {
            let pixel = frame.size() / vec2(grid.columns as f32, grid.rows as f32);
            for (index, value) in values.iter().take(grid.columns * grid.rows).enumerate() {
                let corner = frame.min + pixel * vec2((index % grid.columns) as f32, (index / grid.columns) as f32);
                let color = picture::grey(theme, grid.grey(*value));
                mesh.add_colored_rect(Rect::from_min_size(corner, pixel), color);
            }
        }
        Shape::Bars(low, high) => {
            let frame = frame.shrink(2.0);
            let step = frame.width() / values.len().max(1) as f32;
            let y = |value: f32| frame.bottom() - (value - low) / (high - low) * frame.height();
            for (index, value) in values.iter().enumerate() {
                let value = if value.is_finite() { value.clamp(low, high) } else { 0.0 };
                let left = frame.left() + step * index as f32;
                let ends = [y(0.0), y(value)];
                let rect = Rect::from_two_pos(pos2(left, ends[0]), pos2(left + (0.8 * step).max(step - 1.0), ends[1]));
                let color: Color32 = if value < 0.0 { theme.map_negative } else { theme.map_positive };
                mesh.add_colored_rect(rect, color);
            }
        }
    }
}
