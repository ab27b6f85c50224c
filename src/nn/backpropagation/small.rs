//! Forward and backward pass of a network whose layers all have at most eight inputs and eight units.
//!
//! One register holds a row's values of a whole layer, a unit in each lane. A batch of ten then takes ten rows and not
//! two tiles of eight, no layer's inputs are transposed for its gradient, and every loop over units has a known length.
//! Only the last layer is computed in tiles, where loss and deltas are. Dropout draws its noise tile by tile, so a network
//! with dropout goes the general way.

use super::Backpropagation;
use crate::nn::{
    kernel::{
        Kernel, LANES, Lanes, Pack,
        few::{self, FEW},
        rows,
    },
    microbatch::{Microbatch, Place},
    workspace::{Small, SmallLayer, Workspace},
};

/// Forward and backward pass for some rows of a batch.
pub(super) struct SmallPasses<'a, 'b> {
    pub(super) all: &'a mut Backpropagation<'b>,
    pub(super) rows: &'a [u32],
    pub(super) first: bool,
    pub(super) losses: &'a mut [f64; LANES],
}

impl Kernel for SmallPasses<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        self.all.pass_small::<L>(self.rows, self.first, self.losses);
    }
}

impl Backpropagation<'_> {
    /// Both passes for these rows: adds to `losses`, and to the gradient so far, which the `first` rows replace.
    #[inline(always)]
    fn pass_small<L: Lanes>(&mut self, rows: &[u32], first: bool, losses: &mut [f64; LANES]) {
        let (loss, size) = (self.loss, self.batch.rows.len());
        let all = &mut self.workspace.microbatches[0];
        all.rows = rows.len();
        all.gather_targets(self.batch, rows);
        self.forward_small::<L>(rows);
        let all = &mut self.workspace.microbatches[0];
        all.measure::<L>(loss, size);
        all.add_losses(losses);
        self.backward_small::<L>(rows.len(), first);
    }

    #[inline(always)]
    fn forward_small<L: Lanes>(&mut self, rows: &[u32]) {
        let Workspace { microbatches, small: Some(Small { layers, .. }), .. } = &mut *self.workspace else { return };
        let Microbatch { places, values, slopes, .. } = &mut microbatches[0];
        let columns = places[0].inputs;
        for (row, x) in rows.iter().zip(&mut layers[0].x) {
            L::read_first(&self.batch.inputs[*row as usize * columns..][..columns]).store(x);
        }
        let rows = rows.len();
        for ((number, activation), place) in self.network.activations.iter().enumerate().zip(places) {
            let Place { inputs, outputs, weights, biases, end, to, .. } = *place;
            let (weights, biases) = self.network.parameters.values()[weights..end].split_at(biases - weights);
            let [layer, next @ ..] = &mut layers[number..] else { return };
            for (unit, pack) in weights.chunks_exact(inputs).zip(&mut layer.weights) {
                L::read_first(unit).store(pack);
            }
            let mut columns = [Pack::ZERO; FEW];
            let (z, slopes) = if let [next, ..] = next {
                let (z, slopes) = (&mut next.x[..rows], &mut next.slopes[..rows]);
                L::transpose(&layer.weights, &mut columns);
                rows::forward::<L>(inputs, &columns, L::read_first(biases), &layer.x[..rows], z);
                (z, slopes)
            } else {
                let tiles = rows.div_ceil(LANES);
                let z = &mut values[to..][..tiles * outputs];
                for tile in 0..tiles {
                    L::transpose(&layer.x[tile * LANES..], &mut columns);
                    few::forward::<L>(inputs, weights, biases, &columns, &mut z[tile * outputs..][..outputs]);
                }
                (z, &mut slopes[to..][..tiles * outputs])
            };
            activation.activate::<L>(z, slopes);
        }
    }

    #[inline(always)]
    fn backward_small<L: Lanes>(&mut self, rows: usize, first: bool) {
        let trained = self.lowest_trained();
        let Workspace { microbatches, gradient, small: Some(small), .. } = &mut *self.workspace else { return };
        let Microbatch { places, deltas, .. } = &microbatches[0];
        let Small { layers, deltas: [dz, dx] } = small;
        let Place { outputs, to, .. } = places[layers.len() - 1];
        for tile in 0..rows.div_ceil(LANES) {
            // What is read behind the tile goes into lanes that no unit has.
            L::transpose(&deltas[to + tile * outputs..], &mut dz[tile * LANES..]);
        }
        for number in (0..layers.len()).rev() {
            let Place { inputs, outputs, weights, biases, end, .. } = places[number];
            let (dw, db) = gradient.values_mut()[weights..end].split_at_mut(biases - weights);
            if number < trained {
                dw.fill(0.0);
                db.fill(0.0);
                continue;
            }
            let SmallLayer { weights, x, slopes } = &layers[number];
            let mut sums = [Pack::ZERO; FEW];
            let mut bias_sums = rows::sum::<L>(&dz[..rows]);
            if !first {
                for unit in 0..outputs {
                    L::read_first(&dw[unit * inputs..][..inputs]).store(&mut sums[unit]);
                }
                bias_sums = L::read_first(db).add(bias_sums);
            }
            let before = (number > trained).then(|| (&slopes[..rows], &mut dx[..rows]));
            rows::backward::<L>(outputs, weights, &dz[..rows], &x[..rows], before, &mut sums);
            if self.frozen[number] {
                dw.fill(0.0);
                db.fill(0.0);
            } else {
                let mut biases = Pack::ZERO;
                bias_sums.store(&mut biases);
                rows::store_rows(inputs, &sums, dw);
                rows::store_rows(outputs, &[biases], db);
            }
            std::mem::swap(dz, dx);
        }
    }
}
