//! Forward and backward pass of a network of any size, in tiles; the rows of a large step, then the units of its gradient,
//! are shared by threads.

use super::{Backpropagation, Batch};
use crate::nn::{
    Dropout, Loss, Network,
    forward::{load_rows, pass_forward},
    kernel::{
        Kernel, LANES, Lanes,
        panels::tiles_to_panels,
        product::{self, Summand},
    },
    layer::LayerBackward,
    microbatch::{Microbatch, Place},
    threads::{self, is_worth_sharing},
};

impl Backpropagation<'_> {
    /// Both passes for these rows: adds to `losses`, and to the gradient so far, which the `first` rows replace.
    #[inline(always)]
    pub(super) fn pass<L: Lanes>(&mut self, rows: &[u32], first: bool, losses: &mut [f64; LANES]) {
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
        let sums = Sums { microbatches, frozen, first };
        sums.share::<L>(threads, 0, workspace.gradient.values_mut());
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

/// The gradient, as sums over the rows of all microbatches.
#[derive(Clone, Copy)]
struct Sums<'a> {
    microbatches: &'a [Microbatch],
    frozen: &'a [bool],
    first: bool,
}

impl Sums<'_> {
    /// Fills the part of the gradient that begins with parameter `from`, shared by this many threads.
    #[inline(always)]
    fn share<L: Lanes>(self, threads: usize, from: usize, gradient: &mut [f32]) {
        if threads == 1 {
            return L::call(Gradient { sums: self, from, gradient });
        }
        self.share_out::<L>(threads, from, gradient);
    }

    fn share_out<L: Lanes>(self, threads: usize, from: usize, gradient: &mut [f32]) {
        if threads == 1 {
            return L::call(Gradient { sums: self, from, gradient });
        }
        let fewer = threads / 2;
        let middle = self.boundary(from + gradient.len() * fewer / threads);
        let (first, second) = gradient.split_at_mut(middle - from);
        rayon::join(
            || self.share_out::<L>(fewer, from, first),
            || self.share_out::<L>(threads - fewer, middle, second),
        );
    }

    /// Where the unit begins in whose weights this parameter is; a layer's biases go with its last unit.
    fn boundary(self, parameter: usize) -> usize {
        let within = |place: &&Place| parameter < place.end;
        let place = self.microbatches[0].places.iter().find(within);
        place.map_or(parameter, |place| {
            let unit = ((parameter - place.weights) / place.inputs).min(place.outputs - 1);
            place.weights + unit * place.inputs
        })
    }
}

/// A part of the gradient, from the parameter `from` on.
struct Gradient<'a> {
    sums: Sums<'a>,
    from: usize,
    gradient: &'a mut [f32],
}

impl Kernel for Gradient<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        let Self { sums: Sums { microbatches, frozen, first }, from, gradient } = self;
        let to = from + gradient.len();
        for (layer, place) in microbatches[0].places.iter().enumerate() {
            let Place { inputs, outputs, weights, biases, end, .. } = *place;
            let (start, stop) = (from.max(weights), to.min(end));
            if start >= stop {
                continue;
            }
            let part = &mut gradient[start - from..stop - from];
            if frozen[layer] {
                part.fill(0.0);
                continue;
            }
            let (dw, db) = part.split_at_mut(stop.min(biases) - start);
            let unit = (start - weights) / inputs;
            let summands = microbatches.iter().map(|microbatch| {
                let Place { to, panels, .. } = microbatch.places[layer];
                let (dz, x) = (&microbatch.deltas[to..], &microbatch.panels[panels..]);
                Summand { rows: microbatch.rows, dz, x }
            });
            let some = summands.clone().map(|summand| Summand { dz: &summand.dz[unit..], ..summand });
            product::gradient::<L>(first, inputs, outputs, &some, dw);
            add_biases::<L>(first, &summands, db);
        }
    }
}

/// Sums each unit's derivatives over the rows: the gradient of its bias.
#[inline(always)]
fn add_biases<'a, L: Lanes>(first: bool, summands: &(impl Iterator<Item = Summand<'a>> + Clone), db: &mut [f32]) {
    for unit in 0..db.len() {
        let mut sum: Option<L> = None;
        for Summand { rows, dz, .. } in summands.clone() {
            for tile in 0..rows.div_ceil(LANES) {
                let delta = L::load(&dz[tile * db.len() + unit]);
                sum = Some(sum.map_or(delta, |sum| sum.add(delta)));
            }
        }
        let sum = sum.map_or(0.0, L::sum);
        db[unit] = if first { sum } else { db[unit] + sum };
    }
}
