//! Where the units stand: columns of tiles that shrink, then fold, until the whole network fits.

use egui::{Rect, Vec2, pos2, vec2};

use crate::ui::kit::theme::space;

/// Height of a column's head.
pub const HEAD: f32 = 72.0;
/// Height of a bias under its tile.
pub const BIAS: f32 = space::TARGET;
/// Sides of a tile that is tall enough to have its bias written below.
const LABELLED: [f32; 7] = [56.0, 52.0, 48.0, 44.0, 40.0, 34.0, 28.0];
/// Sides of a tile that stands alone in its row, but too close to the next one for a bias.
const BARE: [f32; 2] = [24.0, 20.0];
/// Sides of the tiles of a layer that stands in several rows side by side.
const FOLDED: [f32; 5] = [24.0, 20.0, 16.0, 12.0, 8.0];
/// Most features or outputs that stay easy to hit among smaller tiles; more of them would leave the rest no room.
const FEW: usize = 64;
/// Side of a feature's or an output's tile among smaller ones.
const ALIKE: f32 = 40.0;
/// Distance of folded tiles.
const SEAM: f32 = 1.0;
/// Least width for the links between two layers.
const LEAST_GAP: f32 = 26.0;
/// Most width for them, so that a small network stays together.
const MOST_GAP: f32 = 200.0;
/// Left of a feature's tile, for its name.
pub const NAME: f32 = 56.0;
/// Right of the last tile, for its head.
const MARGIN: f32 = 16.0;
/// Least width of a head, which may reach over the links on both sides.
const LEAST_HEAD: f32 = 56.0;

/// The tiles of one layer.
#[derive(Clone, Debug)]
pub struct Column {
    /// One a unit.
    pub tiles: Vec<Rect>,
    /// Around all of them.
    pub block: Rect,
    /// Side of a tile.
    pub side: f32,
    /// Whether there is room for each unit's bias below it.
    pub labelled: bool,
    /// For the head.
    pub head: Rect,
}

/// A whole network, its upper left corner at zero.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The features first, the outputs last.
    pub columns: Vec<Column>,
    /// All of it; larger than the area when nothing could make it fit.
    pub size: Vec2,
}

/// How a column's tiles stand.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Fold {
    side: f32,
    labelled: bool,
    /// Tiles side by side.
    across: usize,
}

impl Fold {
    /// The largest tiles up to `most` with which `units` of them stand in `height`.
    fn new(units: usize, height: f32, most: f32, labels: bool) -> Self {
        let fits = |side: f32, below: f32| units as f32 * (side + below) <= height;
        for &side in LABELLED.iter().filter(|side| **side <= most) {
            if fits(side, if labels { BIAS + 3.0 } else { 6.0 }) {
                return Self { side, labelled: labels, across: 1 };
            }
        }
        for &side in BARE.iter().filter(|side| **side <= most) {
            if fits(side, 4.0) {
                return Self { side, labelled: false, across: 1 };
            }
        }
        let side = FOLDED.into_iter().find(|side| *side <= most).unwrap_or(FOLDED[FOLDED.len() - 1]);
        let rows = ((height + SEAM) / (side + SEAM)).floor().max(1.0) as usize;
        Self { side, labelled: false, across: units.div_ceil(rows) }
    }

    fn width(self) -> f32 {
        self.across as f32 * (self.side + SEAM) - SEAM
    }
}

impl Layout {
    /// The same, so many times as large as `room`, but no wider than it has to be: nothing but room would stand beside it.
    #[must_use]
    pub fn enlarged(units: &[usize], room: Vec2, times: f32) -> Self {
        let area = times * room;
        let large = Self::new(units, area);
        Self::new(units, vec2(large.wide().clamp(room.x, area.x.max(room.x)), area.y))
    }

    /// Width from the names of the features to the right of the outputs.
    fn wide(&self) -> f32 {
        let (first, last) = (&self.columns[0], &self.columns[self.columns.len() - 1]);
        last.block.right() - first.block.left() + NAME + 0.5 * last.head.width()
    }

    /// Whether some layer's units stand too close for their biases to be written.
    #[must_use]
    pub fn is_cramped(&self) -> bool {
        self.columns.iter().skip(1).any(|column| !column.labelled)
    }

    /// Finds room in `area` for layers of these numbers of units, the features first and the outputs last.
    #[must_use]
    pub fn new(units: &[usize], area: Vec2) -> Self {
        let height = (area.y - HEAD - space::ONE).max(BIAS);
        let last = units.len() - 1;
        let width = |column: usize, fold: Fold| match column {
            0 => fold.width() + NAME,
            _ => fold.width().max(LEAST_HEAD - LEAST_GAP),
        };
        let total = |folds: &[Fold]| -> f32 { folds.iter().enumerate().map(|(i, fold)| width(i, *fold)).sum() };
        let gaps = last as f32;
        let sides = LABELLED.into_iter().chain(FOLDED);
        let mut folds = Vec::new();
        for most in sides {
            // Few features and outputs stay easy to hit.
            let is_few = |i: usize| (i == 0 || i == last) && units[i] <= FEW;
            let most = |i: usize| if is_few(i) { most.max(BARE[0]) } else { most };
            folds = units.iter().enumerate().map(|(i, &units)| Fold::new(units, height, most(i), i > 0)).collect();
            let hidden = &mut folds[1..last.max(1)];
            // Layers that are not folded look alike.
            if let Some(least) = hidden.iter().filter(|fold| fold.across == 1).map(|fold| fold.side).reduce(f32::min) {
                for fold in hidden.iter_mut().filter(|fold| fold.across == 1) {
                    *fold = Fold { side: least, labelled: fold.labelled && LABELLED.contains(&least), ..*fold };
                }
            }
            // A few features or outputs, for all their room, are hardly larger than the units between them.
            if let Some(hidden) = folds[1..last.max(1)].iter().map(|fold| fold.side).reduce(f32::max) {
                for i in [0, last] {
                    folds[i] = Fold::new(units[i], height, folds[i].side.min(hidden.max(ALIKE)), i > 0);
                }
            }
            if total(&folds) + gaps * LEAST_GAP <= area.x - MARGIN {
                break;
            }
        }
        // Room for the last head, which is wider than its tile.
        let area = area - vec2(MARGIN, 0.0);
        let gap = ((area.x - total(&folds)) / (gaps + 0.5)).clamp(LEAST_GAP, MOST_GAP);
        let wide = total(&folds) + gaps * gap;
        let mut left = (0.5 * (area.x - wide)).max(0.0);
        // Heads are equally wide, so that all of them are written in one size and offer the same.
        let narrowest = folds.iter().map(|fold| fold.width()).fold(f32::INFINITY, f32::min);
        let head = (0.5 * (narrowest + gap) - 2.0).clamp(0.5 * LEAST_HEAD, 88.0);
        let columns: Vec<Column> = folds
            .iter()
            .enumerate()
            .map(|(i, &fold)| {
                let shift = if i == 0 { NAME } else { 0.5 * (width(i, fold) - fold.width()) };
                let column = place(units[i], fold, left + shift, height, head);
                left += width(i, fold) + gap;
                column
            })
            .collect();
        let right = columns.last().map_or(0.0, |column| column.block.right() + MARGIN);
        let bottom = |column: &Column| column.block.bottom() + if column.labelled { BIAS } else { 0.0 };
        let bottom = columns.iter().map(bottom).fold(0.0, f32::max);
        Self { columns, size: vec2(right.max(area.x + MARGIN), bottom.max(area.y)) }
    }
}

/// A column of tiles from `left` on, below a head that reaches `half` to either side of its middle.
fn place(units: usize, fold: Fold, left: f32, height: f32, half: f32) -> Column {
    let rows = units.div_ceil(fold.across).max(1);
    let below = if fold.labelled { BIAS } else { 0.0 };
    let pitch = if fold.across == 1 { (height / rows as f32).min(fold.side + 80.0) } else { fold.side + SEAM };
    let top = HEAD + 0.5 * (height - pitch * rows as f32).max(0.0) + 0.5 * (pitch - fold.side - below);
    let tiles: Vec<Rect> = (0..units)
        .map(|unit| {
            let corner = pos2(left + (unit / rows) as f32 * (fold.side + SEAM), top + (unit % rows) as f32 * pitch);
            // Whole points keep the borders of all tiles equally sharp.
            Rect::from_min_size(corner.round(), Vec2::splat(fold.side))
        })
        .collect();
    let block = tiles.iter().copied().reduce(Rect::union).unwrap_or(Rect::ZERO);
    let head = Rect::from_x_y_ranges(block.center().x - half..=block.center().x + half, 0.0..=HEAD);
    Column { tiles, block, side: fold.side, labelled: fold.labelled, head }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overlap_free(layout: &Layout) {
        let tiles: Vec<Rect> = layout.columns.iter().flat_map(|column| column.tiles.clone()).collect();
        for (i, a) in tiles.iter().enumerate() {
            for b in &tiles[i + 1..] {
                let both = a.intersect(*b);
                assert!(!(both.is_positive() && both.area() > 0.0), "{a} and {b} overlap");
            }
            assert!(
                a.min.x >= 0.0 && a.max.x <= layout.size.x && a.max.y <= layout.size.y,
                "{a} outside {}",
                layout.size
            );
        }
    }

    #[test]
    fn a_small_network_has_large_labelled_tiles() {
        let layout = Layout::new(&[7, 4, 2, 1], vec2(790.0, 600.0));
        overlap_free(&layout);
        for column in &layout.columns[1..] {
            assert!(column.labelled && column.side == 56.0, "{column:?}");
        }
    }

    #[test]
    fn eight_layers_of_sixty_four_fit_the_smallest_window() {
        let layout = Layout::new(&[7, 64, 64, 64, 64, 64, 64, 64, 64, 1], vec2(600.0, 520.0));
        overlap_free(&layout);
        assert_eq!(layout.size, vec2(600.0, 520.0), "it must not need to be scrolled");
    }

    #[test]
    fn many_features_leave_the_network_its_room() {
        // In front of a class at 1920 × 1080.
        for units in [&[256, 32, 16][..], &[256, 64, 32, 3], &[108, 32, 27]] {
            let area = vec2(420.0, 230.0);
            let layout = Layout::new(units, area);
            overlap_free(&layout);
            assert_eq!(layout.size, area, "{units:?} must not need to be scrolled");
        }
    }

    #[test]
    fn enlarged_it_begins_at_the_left() {
        for units in [&[2, 20, 20, 1][..], &[7, 64, 64, 1], &[7, 64, 64, 64, 64, 64, 64, 64, 64, 1]] {
            let room = vec2(600.0, 500.0);
            assert!(Layout::new(units, room).is_cramped());
            let large = Layout::enlarged(units, room, 2.2);
            overlap_free(&large);
            let left = large.columns[0].block.left() - NAME;
            assert!(left < 100.0, "{units:?}: {left} empty points at the left of {}", large.size);
            let side = |layout: &Layout| layout.columns[1].side;
            assert!(side(&large) >= side(&Layout::new(units, room)), "{units:?}");
        }
    }

    #[test]
    fn heads_are_equally_wide() {
        for width in [380.0, 470.0, 790.0] {
            let layout = Layout::new(&[7, 4, 2, 1], vec2(width, 360.0));
            let heads: Vec<f32> = layout.columns.iter().map(|column| column.head.width()).collect();
            assert!(heads.iter().all(|head| (head - heads[0]).abs() < 0.01), "{heads:?}");
        }
    }

    #[test]
    fn six_layers_of_eight_stand_in_single_rows() {
        let layout = Layout::new(&[7, 8, 8, 8, 8, 8, 8, 1], vec2(820.0, 600.0));
        overlap_free(&layout);
        let sides: Vec<f32> = layout.columns.iter().map(|column| column.side).collect();
        assert!(sides.iter().all(|side| *side >= 34.0), "{sides:?}");
    }

    #[test]
    fn what_cannot_fit_is_larger_than_the_area() {
        let layout = Layout::new(&[2, 64, 64, 64, 64, 64, 64, 1], vec2(200.0, 150.0));
        overlap_free(&layout);
        assert!(layout.size.x > 200.0);
    }
}
