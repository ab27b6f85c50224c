//! The small maps of all units in one texture: one upload a snapshot, one draw call a frame.

use egui::{ColorImage, Context, Rect, TextureId, pos2};

use super::{Plane, Ramp, Texture, Theme, Unit};
use crate::{data::Feature, worker::Snapshot};

/// What a picture was made from; while it stays the same, nothing is uploaded.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Made {
    number: u64,
    dark: bool,
    discrete: bool,
    side: usize,
}

/// The small maps of a network.
#[derive(Debug, Default)]
pub struct Atlas {
    texture: Texture,
    made: Option<Made>,
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
        let made = Made { number: snapshot.number, dark: theme.dark, discrete, side };
        if self.made.replace(made) == Some(made) {
            return;
        }
        let layers = snapshot.maps.units.iter().map(Vec::len).chain([ghosts.len()]);
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
        let ramp = Ramp::new(theme, discrete);
        let mut pixels = vec![theme.surface; width * self.rows * cell];
        let units = snapshot.maps.units.iter().enumerate();
        let units = units.flat_map(|(layer, units)| (0..units.len()).map(move |index| Unit { layer, index }));
        let ghosts = ghosts.iter().map(|feature| Some(Plane::of_feature(snapshot, *feature, side)));
        for (place, plane) in units.map(|unit| Plane::of(snapshot, unit)).chain(ghosts).enumerate() {
            let Some(plane) = plane else { continue };
            let corner = place / self.columns * cell * width + place % self.columns * cell;
            for y in 0..cell {
                let up = 1.0 - (y as f32 - 0.5) / side as f32;
                for x in 0..cell {
                    let right = (x as f32 - 0.5) / side as f32;
                    let level = plane.at(right.clamp(0.0, 1.0), up.clamp(0.0, 1.0));
                    pixels[corner + y * width + x] = ramp.at(level);
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
