//! The two passes through a network whose layers all have at most four inputs and four units, for at most eight rows:
//! one tile, and nothing to set up.

use super::{
    backpropagation::{Backpropagation, add_biases, drop_out},
    kernel::{
        Kernel, LANES, Lanes,
        few::{self, FEWER},
    },
    workspace::{Place, Workspace},
};

/// Both passes for the rows of a small batch.
pub(super) struct TinyPasses<'a, 'b> {
    pub(super) all: &'a mut Backpropagation<'b>,
    pub(super) rows: &'a [u32],
    pub(super) first: bool,
    pub(super) losses: &'a mut [f64; LANES],
}

/// Whether so many rows of a network with layers of these sizes are for this room.
pub(super) fn is_tiny(rows: usize, widest: usize) -> bool {
    rows <= LANES && widest <= FEWER
}

impl Kernel for TinyPasses<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        let Self { all, rows, first, losses } = self;
        let Workspace { places, values, targets, .. } = &mut *all.workspace;
        let layers = places.len();
        few::load_tile(rows, all.batch.inputs, places[0].inputs, values);
        few::load_tile(rows, all.batch.targets, places[layers - 1].outputs, targets);

        for layer in 0..layers {
            let Workspace { places, values, slopes, .. } = &mut *all.workspace;
            let Place { inputs, outputs, weights, biases, end, from, to } = places[layer];
            let (x, z) = values[from..].split_at_mut(to - from);
            let (z, slopes) = (&mut z[..outputs], &mut slopes[to..][..outputs]);
            let (weights, biases) = all.network.parameters.values()[weights..end].split_at(biases - weights);
            few::forward::<L>(inputs, weights, biases, x, z);
            all.network.activations[layer].activate::<L>(z, slopes);
            if all.dropout.shares[layer] > 0.0 {
                drop_out::<L>(all.dropout.shares[layer], all.dropout.noise, z, slopes);
            }
        }

        all.measure_tile::<L>(0, rows.len(), losses);

        let lowest = all.lowest_trained();
        let Workspace { places, values, slopes, deltas: [deltas, before], gradient, .. } = &mut *all.workspace;
        for layer in (0..places.len()).rev() {
            let Place { inputs, outputs, weights, biases, end, from, .. } = places[layer];
            let (dw, db) = gradient.values_mut()[weights..end].split_at_mut(biases - weights);
            let dz = &deltas[..outputs];
            if all.frozen[layer] {
                dw.fill(0.0);
                db.fill(0.0);
            } else {
                few::gradient(rows.len(), first, inputs, dz, &values[from..], dw);
                add_biases::<L>(1, first, dz, db);
            }
            if layer > lowest {
                let weights = &all.network.parameters.values()[weights..biases];
                few::backward::<L>(inputs, weights, dz, &slopes[from..], &mut before[..inputs]);
                std::mem::swap(deltas, before);
            }
        }
    }
}
