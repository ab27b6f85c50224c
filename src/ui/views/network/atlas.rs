//! The small maps of all units in one texture: one upload a snapshot, one draw call a frame.

use std::{borrow::Cow, sync::Arc};

use egui::{ColorImage, Context, Rect, TextureId, pos2};

use super::picture::{self, Grid};
use crate::{
    data::{Feature, Prepared},
    insight::{Maps, Projection},
    measure::Area,
    ui::{
        Unit,
        kit::{Palette, Texture, Theme},
        views::plane::{Colors, Sample, Values},
    },
    worker::Snapshot,
};

/// What a picture was made from; while it stays the same, nothing is uploaded.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Made {
    number: u64,
    look: (bool, Palette),
    discrete: bool,
    side: usize,
}

/// The maps of the features that are not read: they stay while the network learns.
#[derive(Debug)]
struct Ghosts {
    features: Vec<Feature>,
    data: Arc<Prepared>,
    plane: Arc<Projection>,
    area: Area,
    maps: Vec<Values<'static>>,
}

impl Ghosts {
    fn new(snapshot: &Snapshot, maps: &Maps, features: &[Feature], side: usize) -> Self {
        Self {
            features: features.to_vec(),
            data: Arc::clone(&snapshot.data),
            plane: Arc::clone(&maps.plane),
            area: maps.area,
            maps: features.iter().map(|feature| Values::of_feature(snapshot, maps, *feature, side)).collect(),
        }
    }

    /// Whether they are these, over the rows and the plane of this snapshot.
    fn are(&self, snapshot: &Snapshot, maps: &Maps, features: &[Feature], side: usize) -> bool {
        self.features == features
            && self.maps.iter().all(|map| map.cells == side)
            && Arc::ptr_eq(&self.data, &snapshot.data)
            && (self.area, &self.plane) == (maps.area, &maps.plane)
    }
}

/// The small maps of a network.
#[derive(Debug, Default)]
pub struct Atlas {
    texture: Texture,
    made: Option<Made>,
    ghosts: Option<Ghosts>,
    /// Of each layer, the place of its first unit; then of the features that are not read.
    starts: Vec<usize>,
    columns: usize,
    rows: usize,
}

impl Atlas {
    /// The texture, once there are maps.
    #[must_use]
    pub fn id(&self) -> Option<TextureId> {
        self.texture.id()
    }

    /// Draws the maps of `snapshot`, and of the features that it does not read, with `side` texels a side, unless they
    /// stand already.
    pub fn update(
        &mut self,
        context: &Context,
        theme: &Theme,
        snapshot: &Snapshot,
        ghosts: &[Feature],
        side: usize,
        discrete: bool,
    ) {
        let made = Made { number: snapshot.number, look: theme.look(), discrete, side };
        if self.made.replace(made) == Some(made) {
            return;
        }
        // On the way from a page that shows no units, their maps come a moment later.
        let Some(maps) = snapshot.looks.maps.as_ref().filter(|maps| maps.has_units()) else {
            self.starts.clear();
            return;
        };
        let layers = maps.units.iter().map(Vec::len).chain([ghosts.len()]);
        self.starts.clear();
        let mut count = 0;
        for units in layers {
            self.starts.push(count);
            count += units;
        }
        self.columns = (1..=count.max(1)).find(|columns| columns * columns >= count).unwrap_or(1);
        self.rows = count.div_ceil(self.columns).max(1);
        // A texel on each side repeats the border, so that neighbours do not bleed into one another.
        let cell = side + 2;
        let width = self.columns * cell;
        let (colors, picture) = (Colors::new(theme, snapshot, discrete), Grid::of(snapshot));
        let mut pixels = vec![theme.surface; width * self.rows * cell];
        // Where a tile's texels fall is the same in every tile, across and upward.
        let (mut samples, mut sampled) = (Vec::<Sample>::new(), 0);
        let units = maps.units.iter().enumerate();
        let units = units.flat_map(|(layer, units)| (0..units.len()).map(move |index| Unit { layer, index }));
        let stand = self.ghosts.take().filter(|made| made.are(snapshot, maps, ghosts, side));
        let ghosts = self.ghosts.insert(stand.unwrap_or_else(|| Ghosts::new(snapshot, maps, ghosts, side)));
        let ghosts = ghosts.maps.iter().map(|map| (None, Some(Cow::Borrowed(map))));
        let (mut stretched, mut line) = (Vec::new(), Vec::new());
        let units = units.map(|unit| (Some(unit), Values::of(snapshot, unit).map(Cow::Owned)));
        for (place, (unit, map)) in units.chain(ghosts).enumerate() {
            let corner = place / self.columns * cell * width + place % self.columns * cell;
            if let (Some(picture), Some(Unit { layer: 1, index })) = (picture, unit) {
                let weights = snapshot.network.parameters.weights(0).row(index).to_vec();
                for (row, line) in picture::weights(theme, &weights, picture, side).chunks(cell).enumerate() {
                    pixels[corner + row * width..][..cell].copy_from_slice(line);
                }
                continue;
            }
            let Some(map) = map else { continue };
            let ramp = colors.of(unit);
            if sampled != map.cells {
                sampled = map.cells;
                samples = (0..cell).map(|i| Sample::of((i as f32 - 0.5) / side as f32, sampled)).collect();
            }
            // Each row of cells is stretched once; the lines of texels between two of them are plain sums then.
            stretched.clear();
            for row in map.values.chunks_exact(sampled) {
                stretched.extend(samples.iter().map(|right| map.level(right.between(row))));
            }
            for (y, up) in samples.iter().rev().enumerate() {
                let row = |row: usize| &stretched[row * cell..(row + 1) * cell];
                line.clear();
                line.extend(row(up.low).iter().zip(row(up.high)).map(|(low, high)| low + (high - low) * up.share));
                for (pixel, level) in pixels[corner + y * width..][..cell].iter_mut().zip(&line) {
                    *pixel = ramp.at(*level);
                }
            }
        }
        self.texture.set(context, "unit maps", ColorImage::new([width, self.rows * cell], pixels));
    }

    /// Where the map of the feature at `index` of those that are not read stands, if it is there.
    #[must_use]
    pub fn ghost(&self, index: usize) -> Option<Rect> {
        self.uv(Unit { layer: self.starts.len().checked_sub(1)?, index })
    }

    /// Where the map of `unit` stands in the texture, if it is there.
    #[must_use]
    pub fn uv(&self, unit: Unit) -> Option<Rect> {
        let side = self.made?.side as f32;
        let place = self.starts.get(unit.layer)? + unit.index;
        let cell = side + 2.0;
        let (width, height) = (self.columns as f32 * cell, self.rows as f32 * cell);
        let (left, top) = ((place % self.columns) as f32 * cell + 1.0, (place / self.columns) as f32 * cell + 1.0);
        Some(Rect::from_min_max(pos2(left / width, top / height), pos2((left + side) / width, (top + side) / height)))
    }
}
