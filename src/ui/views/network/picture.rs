//! Inputs that are the pixels of a picture: they stand as one, and a unit of the first layer shows what it looks for.

use egui::{Color32, Rect, Stroke, StrokeKind, Ui, Vec2, vec2};

use super::layout::Column;
use crate::{
    data::{Feature, Source},
    ui::kit::{Theme, theme::space},
    worker::Snapshot,
};

/// Side of the picture that the network of `snapshot` reads, whole and in its order; nothing when it reads no picture.
#[must_use]
pub fn side(snapshot: &Snapshot) -> Option<usize> {
    let Source::Shipped(set) = snapshot.experiment.data.source else { return None };
    let side = set.picture()?;
    let read = snapshot.experiment.data.features.iter();
    read.eq((0..side * side).map(Feature::Input).collect::<Vec<_>>().iter()).then_some(side)
}

/// Whether the outputs are the pixels of the picture again.
#[must_use]
pub fn is_redrawn(snapshot: &Snapshot) -> bool {
    side(snapshot).is_some() && snapshot.experiment.autoencoder().is_some_and(|encoder| encoder.below == 0)
}

/// Lets the tiles of `column` be the pixels of a picture, row by row, about as wide as they were.
pub fn stand(column: &mut Column, side: usize) {
    let pixel = (column.block.width().max(80.0) / side as f32).floor();
    let corner = (column.block.center() - Vec2::splat(0.5 * pixel * side as f32)).round();
    let at = |index: usize| corner + pixel * vec2((index % side) as f32, (index / side) as f32);
    let tile = |index: usize| Rect::from_min_size(at(index), Vec2::splat(pixel));
    column.tiles = (0..column.tiles.len()).map(tile).collect();
    column.block = column.tiles.iter().copied().reduce(Rect::union).unwrap_or(Rect::ZERO);
    (column.side, column.labelled) = (pixel, false);
}

/// Paints a pixel of grey value 0 (paper) to 1 (ink).
pub fn pixel(ui: &Ui, theme: &Theme, tile: Rect, value: f32) {
    ui.painter().rect_filled(tile, 0.0, grey(theme, value));
}

/// Paints the frame around a picture.
pub fn frame(ui: &Ui, theme: &Theme, block: Rect) {
    ui.painter().rect_stroke(block, 0.0, Stroke::new(space::LINE, theme.ink), StrokeKind::Outside);
}

fn grey(theme: &Theme, value: f32) -> Color32 {
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
