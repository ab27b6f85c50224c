//! Inputs that are the pixels of a picture: shown as one picture, and first-layer units by their weights as pictures.

use egui::{Color32, Rect, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use super::layout::{Column, HEAD, Layout};
use crate::{
    ui::kit::{Theme, theme::space},
    worker::Snapshot,
};

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

/// Whether the outputs are the pixels of the picture again.
#[must_use]
pub fn is_redrawn(snapshot: &Snapshot) -> bool {
    let is_other = snapshot.experiment.other_view().is_some();
    side(snapshot).is_some() && !is_other && snapshot.experiment.autoencoder().is_some_and(|encoder| encoder.below == 0)
}

/// Finds room by `layout` for layers of these numbers of `units` in `area`, of which the first is a picture of this side, and
/// the last one too when it is redrawn: each takes the room of a tile and what lies beside it.
pub fn stand(
    units: &[usize],
    area: Vec2,
    (side, is_redrawn): (usize, bool),
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
    fill(&mut layout.columns[0], units[0], (side, middle), true);
    if is_redrawn {
        fill(&mut layout.columns[last], units[last], (side, middle), false);
    }
    layout
}

/// Lets `units` tiles be the pixels of a picture about the height `middle`, row by row, that ends at the right of its column, or begins at the left.
fn fill(column: &mut Column, units: usize, (side, middle): (usize, f32), is_first: bool) {
    let pixel = (SIDE / side as f32).floor();
    let whole = pixel * side as f32;
    let left = if is_first { column.block.right() - whole } else { column.block.left() };
    // The frame needs a point beside it.
    let corner = pos2(left.max(2.0), (middle - 0.5 * whole).max(HEAD)).round();
    let at = |index: usize| corner + pixel * vec2((index % side) as f32, (index / side) as f32);
    column.tiles = (0..units).map(|index| Rect::from_min_size(at(index), Vec2::splat(pixel))).collect();
    column.block = column.tiles.iter().copied().reduce(Rect::union).unwrap_or(Rect::ZERO);
    column.head = column.head.translate(vec2(column.block.center().x - column.head.center().x, 0.0));
    (column.side, column.labelled) = (pixel, false);
}

/// Paints a pixel of grey value 0 (paper) to 1 (ink).
pub fn pixel(ui: &Ui, theme: &Theme, tile: Rect, value: f32) {
    ui.painter().rect_filled(tile, 0.0, grey(theme, value));
}

/// Paints a whole picture into the square `frame`: `side` × `side` grey values, row by row.
pub fn paint(ui: &Ui, theme: &Theme, frame: Rect, side: usize, values: impl IntoIterator<Item = f32>) {
    let pixel = frame.width() / side as f32;
    for (index, value) in values.into_iter().take(side * side).enumerate() {
        let corner = frame.min + pixel * vec2((index % side) as f32, (index / side) as f32);
        // A little larger, so that no seam is seen between two pixels.
        self::pixel(ui, theme, Rect::from_min_size(corner, Vec2::splat(pixel + 0.3)), value);
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
pub fn weights(theme: &Theme, weights: &[f32], side: usize, texels: usize) -> Vec<Color32> {
    let most = weights.iter().fold(f32::MIN_POSITIVE, |most, weight| most.max(weight.abs()));
    let cell = texels + 2;
    let place = |texel: usize| (texel.saturating_sub(1).min(texels - 1) * side / texels).min(side - 1);
    let color = |index: usize| {
        let (column, row) = (place(index % cell), place(index / cell));
        theme.map(weights.get(row * side + column).copied().unwrap_or_default() / most)
    };
    (0..cell * cell).map(color).collect()
}
