//! Inputs that are the pixels of a picture, or a sound over time: shown as one picture, and first-layer units by their
//! weights as pictures.

use egui::{Color32, Rect, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use super::layout::{Column, HEAD, Layout};
use crate::{
    data::{Feature, Source, shipped::Look},
    ui::kit::{Theme, theme::space},
    worker::Snapshot,
};

/// Numbers of a sound lie between these, near enough.
const REACH: f32 = 2.0;

/// Side of a picture, about.
const SIDE: f32 = 104.0;
/// How much further a picture reaches than a tile.
const BESIDE: f32 = 64.0;

/// Side in pixels of the picture that the network of `snapshot` reads, whole and in order; `None` when it reads no
/// picture.
#[must_use]
pub fn side(snapshot: &Snapshot) -> Option<usize> {
    snapshot.experiment.picture()
}

/// Inputs that are seen at once: the pixels of a picture, or the coefficients of a sound over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Pixels in a row, or moments.
    pub columns: usize,
    /// Rows of pixels, or coefficients.
    pub rows: usize,
    /// Whether it is a sound.
    pub is_sound: bool,
}

impl Grid {
    /// The grid that the network of `snapshot` reads, whole and in order; `None` when it reads none.
    #[must_use]
    pub fn of(snapshot: &Snapshot) -> Option<Self> {
        let experiment = &snapshot.experiment;
        let grid = Self::looking(experiment.data.look())?;
        let whole = (0..grid.columns * grid.rows).map(Feature::Input);
        let is_read = experiment.data.features.iter().copied().eq(whole) && experiment.alignment().is_none();
        is_read.then_some(grid)
    }

    /// The grid of inputs that look like this, if they are one.
    #[must_use]
    pub const fn looking(look: Look) -> Option<Self> {
        match look {
            Look::Picture { width, height } => Some(Self { columns: width, rows: height, is_sound: false }),
            Look::Sound { moments, coefficients } => {
                Some(Self { columns: moments, rows: coefficients, is_sound: true })
            }
            _ => None,
        }
    }

    /// Whether the outputs are the same inputs again.
    #[must_use]
    pub fn is_redrawn(snapshot: &Snapshot) -> bool {
        snapshot.experiment.redraws_inputs() && Self::of(snapshot).is_some()
    }

    /// The grid that the outputs are, as inputs again or as the other view; `None` when they are none.
    #[must_use]
    pub fn of_outputs(snapshot: &Snapshot) -> Option<Self> {
        let view = match snapshot.experiment.data.source {
            Source::Shipped(set) if snapshot.experiment.other_view().is_some() => set.view_look(),
            _ => None,
        };
        view.map_or_else(|| Self::of(snapshot).filter(|_| Self::is_redrawn(snapshot)), Self::looking)
    }

    /// The grey value, from 0 (paper) to 1 (ink), of a number in it.
    #[must_use]
    pub fn grey(self, value: f32) -> f32 {
        if self.is_sound { loudness(value) } else { value }
    }
}

/// Finds room by `layout` for layers of these numbers of `units` in `area`, of which the first is this grid, and the last one
/// too when it is redrawn: each takes the room of a tile and what lies beside it.
pub fn stand(
    units: &[usize],
    area: Vec2,
    (grid, is_redrawn): (Grid, bool),
    layout: impl FnOnce(&[usize], Vec2) -> Layout,
) -> Layout {
    let last = units.len() - 1;
    let mut as_one = units.to_vec();
    as_one[0] = 1;
    if is_redrawn {
        as_one[last] = 1;
    }
    let beside = if is_redrawn { vec2(BESIDE, 0.0) } else { Vec2::ZERO };
    let mut layout = layout(&as_one, area - beside);
    layout.size += beside;
    let middle = layout.columns[0].block.center().y;
    fill(&mut layout.columns[0], units[0], (grid, middle), true);
    if is_redrawn {
        fill(&mut layout.columns[last], units[last], (grid, middle), false);
    }
    layout
}

/// Lets `units` tiles be the cells of a grid about the height `middle`, row by row, that ends at the right of its column, or
/// begins at the left.
fn fill(column: &mut Column, units: usize, (grid, middle): (Grid, f32), is_first: bool) {
    let pixel = (SIDE / grid.columns.max(grid.rows) as f32).floor();
    let whole = pixel * vec2(grid.columns as f32, grid.rows as f32);
    let left = if is_first { column.block.right() - whole.x } else { column.block.left() };
    // The frame needs a point beside it.
    let corner = pos2(left.max(2.0), (middle - 0.5 * whole.y).max(HEAD)).round();
    let at = |index: usize| corner + pixel * vec2((index % grid.columns) as f32, (index / grid.columns) as f32);
    column.tiles = (0..units).map(|index| Rect::from_min_size(at(index), Vec2::splat(pixel))).collect();
    column.block = column.tiles.iter().copied().reduce(Rect::union).unwrap_or(Rect::ZERO);
    column.head = column.head.translate(vec2(column.block.center().x - column.head.center().x, 0.0));
    (column.side, column.labelled) = (pixel, false);
}

/// Paints a pixel of grey value 0 (paper) to 1 (ink).
pub fn pixel(ui: &Ui, theme: &Theme, tile: Rect, value: f32) {
    ui.painter().rect_filled(tile, 0.0, grey(theme, value));
}

/// Paints a whole picture into `frame`: grey values of so many columns and rows, row by row.
pub fn paint(
    ui: &Ui,
    theme: &Theme,
    frame: Rect,
    (columns, rows): (usize, usize),
    values: impl IntoIterator<Item = f32>,
) {
    let pixel = frame.size() / vec2(columns as f32, rows as f32);
    for (index, value) in values.into_iter().take(columns * rows).enumerate() {
        let corner = frame.min + pixel * vec2((index % columns) as f32, (index / columns) as f32);
        // A little larger, so that no seam is seen between two pixels.
        self::pixel(ui, theme, Rect::from_min_size(corner, pixel + Vec2::splat(0.3)), value);
    }
}

/// Paints the frame around a picture.
pub fn frame(ui: &Ui, theme: &Theme, block: Rect) {
    ui.painter().rect_stroke(block, 0.0, Stroke::new(space::LINE, theme.ink), StrokeKind::Outside);
}

/// The colour of a grey value from 0 (paper) to 1 (ink).
#[must_use]
pub fn grey(theme: &Theme, value: f32) -> Color32 {
    theme.surface.lerp_to_gamma(theme.ink, value.clamp(0.0, 1.0))
}

/// The weights of a first-layer unit as a picture, a colour a texel, from the upper left corner of `texels` × `texels`, which
/// has a border of one texel; the strongest has the full colour.
#[must_use]
pub fn weights(theme: &Theme, weights: &[f32], grid: Grid, texels: usize) -> Vec<Color32> {
    let most = weights.iter().fold(f32::MIN_POSITIVE, |most, weight| most.max(weight.abs()));
    let cell = texels + 2;
    let place = |texel: usize, cells: usize| {
        let inside = texel.saturating_sub(1).min(texels - 1);
        (inside * cells / texels).min(cells - 1)
    };
    let color = |index: usize| {
        let (column, row) = (place(index % cell, grid.columns), place(index / cell, grid.rows));
        theme.map(weights.get(row * grid.columns + column).copied().unwrap_or_default() / most)
    };
    (0..cell * cell).map(color).collect()
}

/// The grey value, from 0 (paper) to 1 (ink), of a number of a sound.
#[must_use]
pub fn loudness(value: f32) -> f32 {
    (value + REACH) / (2.0 * REACH)
}
