//! The pass forward through a network and the pass back, which gives the gradient (Rumelhart, Hinton & Williams 1986).

#![allow(clippy::needless_range_loop, reason = "loops over several arrays at once")]

use super::{
    Loss, Network, Random,
    kernel::{
        Kernel, LANES, Lanes, Pack,
        few::{self, FEW},
    },
    layer::{LayerBackward, LayerForward, Panels},
    small::SmallPasses,
    workspace::{CHUNK, Place, Workspace},
};

/// Rows of a table that are learned from in one step.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// All inputs, row by row.
    pub inputs: &'a [f32],
    /// All targets, row by row.
    pub targets: &'a [f32],
    /// Which rows belong to the batch, in order; at least one.
    pub rows: &'a [u32],
}

/// Dropout for one pass (Srivastava et al. 2014).
#[derive(Debug)]
pub struct Dropout<'a> {
    /// Share of each layer's units that is left out, 0…0.9; the last layer's is 0.
    pub shares: &'a [f32],
    /// Where chance comes from.
    pub noise: &'a mut Random,
}

impl Network {
    /// Mean loss over the batch, and its gradient, which is found in [`Workspace::gradient`].
    ///
    /// Layers below the first that is not `frozen` are not passed back through, and the gradient of a frozen layer is 0.
    ///
    /// # Panics
    /// When the workspace is for another shape, the batch is empty or holds a row that the tables do not have.
    pub fn backpropagate(
        &self,
        batch: Batch<'_>,
        loss: Loss,
        dropout: Dropout<'_>,
        frozen: &[bool],
        workspace: &mut Workspace,
    ) -> f64 {
        self.check(batch, workspace);
        let batch = &batch;
        workspace.dispatch.run(Backpropagation { network: self, batch, loss, dropout, frozen, workspace })
    }

    pub(super) fn check(&self, batch: Batch<'_>, workspace: &Workspace) {
        assert_eq!(self.parameters.sizes(), workspace.gradient.sizes(), "the workspace is for another shape");
        assert!(!batch.rows.is_empty(), "a batch needs at least one row");
    }
}

pub(super) struct Backpropagation<'a> {
    pub(super) network: &'a Network,
    pub(super) batch: &'a Batch<'a>,
    pub(super) loss: Loss,
    pub(super) dropout: Dropout<'a>,
    pub(super) frozen: &'a [bool],
    pub(super) workspace: &'a mut Workspace,
}

impl Kernel for Backpropagation<'_> {
    type Output = f64;

    #[inline(always)]
    fn run<L: Lanes>(mut self) -> f64 {
        // The sum of losses is gathered in f64, a row's lane in each place.
        let mut sums = [0.0_f64; LANES];
        for (number, rows) in self.batch.rows.chunks(CHUNK).enumerate() {
            let first = number == 0;
            if self.workspace.small.is_some() && self.dropout.shares.iter().all(|share| *share == 0.0) {
                L::call(SmallPasses { all: &mut self, rows, first, losses: &mut sums });
            } else {
                self.gather::<L>(rows);
                self.forward::<L>(rows.len());
                self.measure::<L>(rows.len(), &mut sums);
                self.backward::<L>(rows.len(), first);
            }
        }
        self.mean(sums)
    }
}

impl Backpropagation<'_> {
    /// The mean loss over the batch, from the sum in each lane.
    #[inline(always)]
    fn mean(&self, [a, b, c, d, e, f, g, h]: [f64; LANES]) -> f64 {
        let sum = ((a + e) + (c + g)) + ((b + f) + (d + h));
        sum * self.loss.share(self.outputs()) / self.batch.rows.len() as f64
    }

    #[inline(always)]
    fn outputs(&self) -> usize {
        self.workspace.places[self.workspace.places.len() - 1].outputs
    }

    /// The first layer that is not frozen; below it no delta is needed.
    #[inline(always)]
    pub(super) fn lowest_trained(&self) -> usize {
        let mut lowest = 0;
        while lowest < self.frozen.len() && self.frozen[lowest] {
            lowest += 1;
        }
        lowest
    }

    /// Copies the rows into panels and tiles; rows that fill up the last tile are zero.
    #[inline(always)]
    fn gather<L: Lanes>(&mut self, rows: &[u32]) {
        let inputs = self.workspace.places[0].inputs;
        let tiles = rows.len().div_ceil(LANES);
        let Workspace { values, input_panels, .. } = &mut *self.workspace;
        load_rows::<L>(rows.iter().map(|row| *row as usize), self.batch.inputs, inputs, tiles, input_panels, values);
        self.gather_targets(rows);
    }

    /// Copies the rows' targets into tiles.
    #[inline(always)]
    pub(super) fn gather_targets(&mut self, rows: &[u32]) {
        let outputs = self.outputs();
        let targets = &mut self.workspace.targets;
        let rows = rows.iter().map(|row| *row as usize);
        if outputs <= FEW {
            return few::load_rows(rows, self.batch.targets, outputs, targets, &mut []);
        }
        for (place, row) in rows.enumerate() {
            let row = &self.batch.targets[row * outputs..][..outputs];
            let tile = &mut targets[place / LANES * outputs..][..outputs];
            for unit in 0..outputs {
                tile[unit].0[place % LANES] = row[unit];
            }
        }
    }

    #[inline(always)]
    fn forward<L: Lanes>(&mut self, rows: usize) {
        let tiles = rows.div_ceil(LANES);
        let Workspace { places, values, slopes, .. } = &mut *self.workspace;
        pass_forward::<L>(self.network, places, tiles, values, slopes, Some(&mut self.dropout));
    }

    /// Adds up the losses, and leaves their derivatives by the last layer's weighted sums in the first deltas.
    #[inline(always)]
    pub(super) fn measure<L: Lanes>(&mut self, rows: usize, sums: &mut [f64; LANES]) {
        let Workspace { places, values, slopes, targets, deltas: [deltas, _], .. } = &mut *self.workspace;
        let Place { outputs, to, .. } = places[places.len() - 1];
        let scale = self.loss.scale(outputs, self.batch.rows.len());
        for tile in 0..rows.div_ceil(LANES) {
            let (last, targets) = (to + tile * outputs, &targets[tile * outputs..][..outputs]);
            let (y, slopes) = (&values[last..][..outputs], &slopes[last..][..outputs]);
            let deltas = &mut deltas[tile * outputs..][..outputs];
            let losses = self.loss.of_tile::<L>(y, targets, deltas);
            // Lanes beyond the last row count for nothing.
            let used = L::load(&Pack::MASKS[LANES.min(rows - tile * LANES)]);
            for (delta, slope) in deltas.iter_mut().zip(slopes) {
                L::load(delta).mul(L::load(slope)).mul(L::splat(scale)).and(used).store(delta);
            }
            let mut pack = Pack::ZERO;
            losses.and(used).store(&mut pack);
            for lane in 0..LANES {
                sums[lane] += f64::from(pack.0[lane]);
            }
        }
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

/// Copies rows of a table into panels and from there into tiles.
#[inline(always)]
pub(super) fn load_rows<L: Lanes>(
    rows: impl ExactSizeIterator<Item = usize> + Clone,
    table: &[f32],
    columns: usize,
    tiles: usize,
    panels: &mut [Pack],
    values: &mut [Pack],
) {
    if columns < LANES {
        // Few columns are sooner put one by one than transposed.
        if rows.len() < tiles * LANES {
            values[(tiles - 1) * columns..tiles * columns].fill(Pack::ZERO);
        }
        return few::load_rows(rows, table, columns, values, panels);
    }
    for (panel, packs) in panels[..columns.div_ceil(LANES) * tiles * LANES].chunks_exact_mut(tiles * LANES).enumerate()
    {
        let (from, to) = (panel * LANES, columns.min(panel * LANES + LANES));
        for (row, pack) in rows.clone().zip(packs.iter_mut()) {
            let row = &table[row * columns + from..row * columns + to];
            if let Some(full) = row.first_chunk() {
                L::read(full).store(pack);
            } else {
                for (to, from) in pack.0.iter_mut().zip(row) {
                    *to = *from;
                }
            }
        }
        packs[rows.len()..].fill(Pack::ZERO);
        for tile in 0..tiles {
            let block = &packs[tile * LANES..][..LANES];
            let values = &mut values[tile * columns + from..tile * columns + to];
            if to - from == LANES {
                L::transpose(block, values);
            } else {
                let mut transposed = [Pack::ZERO; LANES];
                L::transpose(block, &mut transposed);
                values.copy_from_slice(&transposed[..to - from]);
            }
        }
    }
}

/// Values and slopes of every layer from the inputs, which stand first in `values`.
#[inline(always)]
pub(super) fn pass_forward<L: Lanes>(
    network: &Network,
    places: &[Place],
    tiles: usize,
    values: &mut [Pack],
    slopes: &mut [Pack],
    mut dropout: Option<&mut Dropout<'_>>,
) {
    for (layer, activation) in network.activations.iter().enumerate() {
        let Place { inputs, outputs, weights, biases, end, from, to } = places[layer];
        let (x, z) = values[from..].split_at_mut(to - from);
        let (z, slopes) = (&mut z[..tiles * outputs], &mut slopes[to..][..tiles * outputs]);
        let (weights, biases) = network.parameters.values()[weights..end].split_at(biases - weights);
        L::call(LayerForward { tiles, inputs, weights, biases, x, z, slopes, activation: *activation });
        if let Some(Dropout { shares, noise }) = &mut dropout
            && shares[layer] > 0.0
        {
            drop_out::<L>(shares[layer], noise, z, slopes);
        }
    }
}

/// Leaves units out at random and raises the others, so that the mean stays (“inverted” dropout).
#[inline(always)]
fn drop_out<L: Lanes>(share: f32, noise: &mut Random, values: &mut [Pack], slopes: &mut [Pack]) {
    let limit = (f64::from(share) * 4_294_967_296.0) as u32;
    let raise = 1.0 / (1.0 - share);
    for (value, slope) in values.iter_mut().zip(slopes) {
        let mask = Pack(std::array::from_fn(|_| if noise.bits() < limit { 0.0 } else { raise }));
        let mask = L::load(&mask);
        L::load(value).mul(mask).store(value);
        L::load(slope).mul(mask).store(slope);
    }
}
