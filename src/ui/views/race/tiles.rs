//! The units of a layer as small pictures, on the graphics card.

use std::sync::Arc;

use egui::{Color32, ColorImage, Painter, Rect, Vec2, pos2, vec2};

use crate::{
    ui::{
        kit::{Palette, Texture, Theme},
        views::network::picture,
    },
    worker::race::WaySeen,
};

/// Most units of a layer that are shown.
const MOST: usize = 64;

/// The pictures of one way, painted anew when it has come further.
#[derive(Debug, Default)]
pub(super) struct Tiles {
    layers: Vec<Texture>,
    grids: Vec<Grid>,
    of: Option<(Arc<WaySeen>, (bool, Palette), f32)>,
}

/// How the tiles of a layer stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Grid {
    pub(super) units: usize,
    columns: usize,
    rows: usize,
}

impl Grid {
    /// Units in as few columns as `rows` allow.
    fn of(units: usize, rows: usize) -> Self {
        let units = units.min(MOST);
        let columns = units.div_ceil(rows.max(1)).max(1);
        Self { units, columns, rows: units.div_ceil(columns) }
    }

    /// Room for tiles of this pitch.
    pub(super) fn size(self, pitch: f32) -> Vec2 {
        vec2(self.columns as f32 * pitch, self.rows as f32 * pitch)
    }
}

impl Tiles {
    /// The layers of `way` in tiles that fit `height` at this `pitch`.
    pub(super) fn fit(
        &mut self,
        ui: &egui::Ui,
        theme: &Theme,
        way: &Arc<WaySeen>,
        side: usize,
        pitch: f32,
        height: f32,
    ) {
        let look = theme.look();
        let same = |(of, seen, at): &(Arc<WaySeen>, (bool, Palette), f32)| {
            Arc::ptr_eq(of, way) && *seen == look && *at == height / pitch
        };
        if self.of.as_ref().is_some_and(same) {
            return;
        }
        let rows = (height / pitch) as usize;
        self.grids = way.portraits.iter().map(|layer| Grid::of(layer.nrows(), rows)).collect();
        self.layers.resize_with(self.grids.len(), Texture::default);
        for (layer, (grid, texture)) in self.grids.iter().zip(&mut self.layers).enumerate() {
            let color = |unit: usize| colors(theme, way, layer, unit);
            texture.set_sharp(ui.ctx(), "units of a way", image(theme, *grid, side, color));
        }
        self.of = Some((Arc::clone(way), look, height / pitch));
    }

    /// How the layers stand.
    pub(super) fn grids(&self) -> &[Grid] {
        &self.grids
    }

    /// Paints a layer from this corner on.
    pub(super) fn paint(&self, painter: &Painter, layer: usize, corner: egui::Pos2, pitch: f32) {
        let (Some(texture), Some(grid)) = (self.layers.get(layer).and_then(Texture::id), self.grids.get(layer)) else {
            return;
        };
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        painter.image(texture, Rect::from_min_size(corner, grid.size(pitch)), whole, Color32::WHITE);
    }
}

/// A first-layer unit is shown by its weights; a later one by the rows that activate it most.
fn colors(theme: &Theme, way: &WaySeen, layer: usize, unit: usize) -> Vec<Color32> {
    if layer > 0 {
        return way.portraits[layer].row(unit).iter().map(|value| picture::grey(theme, *value)).collect();
    }
    let weights = way.network.parameters.weights(0);
    let weights = weights.row(unit);
    let most = weights.iter().fold(f32::MIN_POSITIVE, |most, weight| most.max(weight.abs()));
    weights.iter().map(|weight| theme.map(weight / most)).collect()
}

/// All tiles of a grid side by side, one texel per pixel, with a texel between them.
fn image(theme: &Theme, grid: Grid, side: usize, colors: impl Fn(usize) -> Vec<Color32>) -> ColorImage {
    let cell = side + 1;
    let (width, height) = (grid.columns * cell, grid.rows * cell);
    let mut pixels = vec![theme.surface; width * height];
    for unit in 0..grid.units {
        // Down each column first, as units are numbered in the drawing of the network.
        let corner = (unit / grid.rows * cell, unit % grid.rows * cell);
        for (index, color) in colors(unit).into_iter().take(side * side).enumerate() {
            pixels[(corner.1 + index / side) * width + corner.0 + index % side] = color;
        }
    }
    ColorImage::new([width, height], pixels)
}
