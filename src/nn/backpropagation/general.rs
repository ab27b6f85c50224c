//! Forward and backward pass of a network of any size, in tiles.

#![allow(clippy::needless_range_loop, reason = "loops over several arrays at once")]

use super::Backpropagation;
use crate::nn::{
    forward::{load_rows, pass_forward},
    kernel::{LANES, Lanes},
    layer::{LayerBackward, Panels},
    workspace::{Place, Workspace},
};

impl Backpropagation<'_> {
    /// Both passes for these rows: adds to `losses`, and to the gradient so far, which the `first` rows replace.
    #[inline(always)]
    pub(super) fn pass<L: Lanes>(&mut self, rows: &[u32], first: bool, losses: &mut [f64; LANES]) {
        self.gather::<L>(rows);
        self.forward::<L>(rows.len());
        self.measure::<L>(rows.len(), losses);
        self.backward::<L>(rows.len(), first);
    }

    /// Copies the rows into panels and tiles; the last tile is padded with zero rows.
    #[inline(always)]
    fn gather<L: Lanes>(&mut self, rows: &[u32]) {
        let inputs = self.workspace.places[0].inputs;
        let tiles = rows.len().div_ceil(LANES);
        let Workspace { values, input_panels, .. } = &mut *self.workspace;
        load_rows::<L>(rows.iter().map(|row| *row as usize), self.batch.inputs, inputs, tiles, input_panels, values);
        self.gather_targets(rows);
    }

    #[inline(always)]
    fn forward<L: Lanes>(&mut self, rows: usize) {
        let tiles = rows.div_ceil(LANES);
        let Workspace { places, values, slopes, .. } = &mut *self.workspace;
        pass_forward::<L>(self.network, places, tiles, values, slopes, Some(&mut self.dropout));
    }

    #[inline(always)]
    fn backward<L: Lanes>(&mut self, rows: usize, first: bool) {
        let parameters = self.network.parameters.values();
        let lowest = self.lowest_trained();
        let Workspace { places, values, slopes, input_panels, panels, deltas: [deltas, before], gradient, .. } =
            &mut *self.workspace;
        for layer in (0..places.len()).rev() {
            let Place { inputs, outputs, weights, biases, end, from, .. } = places[layer];
            let (dw, db) = gradient.values_mut()[weights..end].split_at_mut(biases - weights);
            let deeper = layer > lowest;
            let frozen = self.frozen[layer];
            if frozen {
                dw.fill(0.0);
                db.fill(0.0);
            }
            let weights = &parameters[weights..biases];
            let (values, slopes) = (&values[from..], &slopes[from..]);
            L::call(LayerBackward {
                rows,
                first,
                inputs,
                outputs,
                weights,
                values,
                slopes,
                panels: if layer == 0 { Panels::Inputs(input_panels) } else { Panels::Hidden(panels) },
                dz: deltas,
                gradient: (!frozen).then_some((dw, db)),
                dx: deeper.then_some(before),
            });
            if deeper {
                std::mem::swap(deltas, before);
            }
        }
    }
}
