//! Forward and backward pass of a network of any size, in tiles; threads share the rows of a large step.

use super::{Backpropagation, Batch, Sums};
use crate::nn::{
    Dropout, Loss, Network,
    forward::{load_rows, pass_forward},
    kernel::{Kernel, LANES, Lanes, panels::tiles_to_panels},
    layer::LayerBackward,
    microbatch::{Microbatch, Place},
    threads::{self, is_worth_sharing},
};

impl Backpropagation<'_> {
    /// Both passes for these rows: adds to `losses`; gives what is to be added to the gradient so far, which the `first`
    /// rows replace.
    #[inline(always)]
    pub(super) fn pass<L: Lanes>(&mut self, rows: &[u32], first: bool, losses: &mut [f64; LANES]) -> Sums {
        let (threads, lowest) = (self.threads(rows.len()), self.lowest_trained());
        let Self { network, batch, loss, dropout, frozen, workspace } = self;
        let (network, batch, loss, frozen): (&Network, &Batch<'_>, Loss, &[bool]) = (network, batch, *loss, frozen);
        // Pairs of tiles, which the products like best.
        let share = rows.len().div_ceil(threads).next_multiple_of(2 * LANES);
        let microbatches = &mut workspace.microbatches[..rows.len().div_ceil(share)];
        for (microbatch, rows) in microbatches.iter_mut().zip(rows.chunks(share)) {
            microbatch.rows = rows.len();
        }
        if let [microbatch] = microbatches {
            let dropout = (!dropout.keeps_all()).then_some(dropout);
            L::call(Passes { network, batch, loss, frozen, lowest, rows, microbatch, dropout });
        } else {
            threads::each(microbatches, 0, &|place, microbatch| {
                let rows = &rows[place * share..][..microbatch.rows];
                L::call(Passes { network, batch, loss, frozen, lowest, rows, microbatch, dropout: None });
            });
        }
        microbatches.iter().for_each(|microbatch| microbatch.add_losses(losses));
        Sums { microbatches: microbatches.len(), threads, first }
    }

    /// The threads that share these rows.
    #[inline(always)]
    fn threads(&self, rows: usize) -> usize {
        let most = self.workspace.microbatches.len();
        if most == 1 || !is_worth_sharing(&self.workspace.gradient, rows) || !self.dropout.keeps_all() {
            return 1;
        }
        threads::at_hand().min(most).min(rows.div_ceil(LANES) / 2).max(1)
    }
}

/// Both passes of a microbatch but for the gradient.
struct Passes<'a, 'b> {
    network: &'a Network,
    batch: &'a Batch<'a>,
    loss: Loss,
    frozen: &'a [bool],
    /// The first layer that is not frozen.
    lowest: usize,
    rows: &'a [u32],
    microbatch: &'a mut Microbatch,
    dropout: Option<&'a mut Dropout<'b>>,
}

impl Kernel for Passes<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        let Self { network, batch, loss, frozen, lowest, rows, microbatch, dropout } = self;
        let tiles = microbatch.tiles();
        microbatch.gather_targets(batch, rows);
        let Microbatch { places, values, slopes, panels, .. } = &mut *microbatch;
        let inputs = places[0].inputs;
        load_rows::<L>(rows.iter().map(|row| *row as usize), batch.inputs, inputs, tiles, panels, values);
        pass_forward::<L>(network, places, tiles, values, slopes, dropout);
        microbatch.measure::<L>(loss, batch.rows.len());
        let Microbatch { places, values, slopes, deltas, panels, .. } = microbatch;
        for (layer, place) in places.iter().enumerate().skip(lowest.max(1)).rev() {
            let Place { inputs, outputs, weights, biases, from, to, panels: start, .. } = *place;
            if !frozen[layer] {
                tiles_to_panels::<L>(tiles, inputs, &values[from..], &mut panels[start..]);
            }
            if layer > lowest {
                let (dx, dz) = deltas[from..].split_at_mut(to - from);
                let (weights, dx) = (&network.parameters.values()[weights..biases], &mut dx[..tiles * inputs]);
                L::call(LayerBackward { tiles, inputs, outputs, weights, slopes: &slopes[from..], dz, dx });
            }
        }
    }
}
