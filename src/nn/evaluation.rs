//! The forward pass for many rows.

use super::{
    Network, Workspace,
    forward::{load_rows, pass_forward},
    kernel::{Kernel, LANES, Lanes},
    microbatch::{CHUNK, Microbatch, TILES},
};

impl Network {
    /// Evaluates every row of `inputs` (`[rows, inputs]`, row by row) and calls `visit` with the values of every unit,
    /// eight rows at a time.
    ///
    /// # Panics
    /// When the workspace is for another shape, or the last row is incomplete.
    pub fn evaluate(&self, inputs: &[f32], workspace: &mut Workspace, mut visit: impl FnMut(&Tile<'_>)) {
        let sizes = self.parameters.sizes();
        assert_eq!(sizes, workspace.gradient.sizes(), "the workspace is for another shape");
        assert!(inputs.len().is_multiple_of(sizes[0]), "{} numbers for rows of {}", inputs.len(), sizes[0]);
        for (chunk, inputs) in inputs.chunks(CHUNK * sizes[0]).enumerate() {
            workspace.dispatch.run(Evaluation { network: self, inputs, workspace });
            let rows = inputs.len() / sizes[0];
            for tile in 0..rows.div_ceil(LANES) {
                visit(&Tile {
                    row: chunk * CHUNK + tile * LANES,
                    rows: LANES.min(rows - tile * LANES),
                    number: tile,
                    sizes,
                    workspace,
                });
            }
        }
    }
}

/// Values of every unit for up to eight rows.
#[derive(Debug)]
pub struct Tile<'a> {
    /// Index of the tile's first row.
    pub row: usize,
    /// Number of rows, 1…8.
    pub rows: usize,
    number: usize,
    sizes: &'a [usize],
    workspace: &'a Workspace,
}

impl Tile<'_> {
    /// Values of one unit, one per row; layer 0 is the inputs.
    ///
    /// # Panics
    /// When there is no such layer or unit.
    #[must_use]
    #[inline]
    pub fn values(&self, layer: usize, unit: usize) -> &[f32] {
        assert!(unit < self.sizes[layer], "layer {layer} has {} units, not unit {unit}", self.sizes[layer]);
        let place = self.workspace.start(layer) + self.number * self.sizes[layer] + unit;
        &self.workspace.microbatches[0].values[place].0[..self.rows]
    }

    /// Appends the values of every unit of a layer to the unit's own list; layer 0 is the inputs.
    ///
    /// # Panics
    /// When there is no such layer, or `units` does not have one list per unit.
    #[inline]
    pub fn append(&self, layer: usize, units: &mut [Vec<f32>]) {
        assert_eq!(units.len(), self.sizes[layer], "one list a unit of layer {layer}");
        let first = self.workspace.start(layer) + self.number * units.len();
        for (unit, pack) in units.iter_mut().zip(&self.workspace.microbatches[0].values[first..]) {
            // A copy of known length needs no call.
            if self.rows == LANES {
                unit.extend_from_slice(&pack.0);
            } else {
                unit.extend_from_slice(&pack.0[..self.rows]);
            }
        }
    }

    /// Slopes of one unit's activation, one per row; layers count from 1 here.
    ///
    /// # Panics
    /// When there is no such layer or unit, or when `layer` is 0.
    #[must_use]
    #[inline]
    pub fn slopes(&self, layer: usize, unit: usize) -> &[f32] {
        assert!(layer > 0 && unit < self.sizes[layer], "no slope in layer {layer} at unit {unit}");
        let place = self.workspace.start(layer) + self.number * self.sizes[layer] + unit;
        &self.workspace.microbatches[0].slopes[place].0[..self.rows]
    }
}

struct Evaluation<'a> {
    network: &'a Network,
    inputs: &'a [f32],
    workspace: &'a mut Workspace,
}

impl Kernel for Evaluation<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        let inputs = self.network.parameters.sizes()[0];
        let rows = self.inputs.len() / inputs;
        let tiles = rows.div_ceil(LANES).min(TILES);
        let Microbatch { places, values, slopes, panels, .. } = &mut self.workspace.microbatches[0];
        load_rows::<L>(0..rows, self.inputs, inputs, tiles, panels, values);
        pass_forward::<L>(self.network, places, tiles, values, slopes, None);
    }
}
