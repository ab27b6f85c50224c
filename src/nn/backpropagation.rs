//! The forward pass, and the backward pass that yields the gradient (Rumelhart, Hinton & Williams 1986).

#![allow(clippy::needless_range_loop, reason = "loops over several arrays at once")]

mod general;
mod small;
mod sums;

pub(super) use self::sums::Sums;

use self::small::SmallPasses;
use super::{
    Dropout, Loss, Network,
    kernel::{
        Kernel, LANES, Lanes, Pack,
        few::{self, FEW},
    },
    microbatch::{CHUNK, Microbatch, Place},
    workspace::Workspace,
};

/// The rows of a table that one training step uses: a mini-batch.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// Inputs of every row of the table: `[rows, inputs]`, row by row.
    pub inputs: &'a [f32],
    /// Targets of every row of the table: `[rows, outputs]`, row by row.
    pub targets: &'a [f32],
    /// Indices of the batch's rows in the table, in order; at least one.
    pub rows: &'a [u32],
}

impl Network {
    /// Mean loss over the batch; its gradient is left in [`Workspace::gradient`].
    ///
    /// There is no backward pass below the first layer that is not `frozen`; the gradient of a frozen layer is 0.
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

/// Both passes for a batch; the general and the small way give the same losses and gradient, to the same bits.
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
        let (loss, sums) = self.passes::<L>();
        if let Some(sums) = sums {
            sums.add_up::<L>(self.frozen, self.workspace);
        }
        loss
    }
}

impl Backpropagation<'_> {
    /// The mean loss; the last rows are still to be summed into the gradient, unless it is complete.
    #[inline(always)]
    pub(super) fn passes<L: Lanes>(&mut self) -> (f64, Option<Sums>) {
        // Losses are summed in f64, one sum per lane.
        let mut losses = [0.0_f64; LANES];
        let mut sums: Option<Sums> = None;
        for (number, rows) in self.batch.rows.chunks(CHUNK).enumerate() {
            let first = number == 0;
            if self.workspace.small.is_some() && self.dropout.keeps_all() {
                L::call(SmallPasses { all: self, rows, first, losses: &mut losses });
            } else {
                if let Some(sums) = sums {
                    sums.add_up::<L>(self.frozen, self.workspace);
                }
                sums = Some(self.pass::<L>(rows, first, &mut losses));
            }
        }
        (self.mean(losses), sums)
    }

    /// The mean loss over the batch, from the sums of the lanes.
    #[inline(always)]
    fn mean(&self, [a, b, c, d, e, f, g, h]: [f64; LANES]) -> f64 {
        let sum = ((a + e) + (c + g)) + ((b + f) + (d + h));
        sum * self.loss.share(self.outputs()) / self.batch.rows.len() as f64
    }

    #[inline(always)]
    fn outputs(&self) -> usize {
        let places = self.workspace.places();
        places[places.len() - 1].outputs
    }

    /// The first layer that is not frozen; below it no delta is needed.
    #[inline(always)]
    fn lowest_trained(&self) -> usize {
        let mut lowest = 0;
        while lowest < self.frozen.len() && self.frozen[lowest] {
            lowest += 1;
        }
        lowest
    }
}

impl Microbatch {
    /// Copies the rows' targets into tiles.
    #[inline(always)]
    fn gather_targets(&mut self, batch: &Batch<'_>, rows: &[u32]) {
        let Self { places, targets, .. } = self;
        let outputs = places[places.len() - 1].outputs;
        let rows = rows.iter().map(|row| *row as usize);
        if outputs <= FEW {
            return few::load_rows(rows, batch.targets, outputs, targets, &mut []);
        }
        for (place, row) in rows.enumerate() {
            let row = &batch.targets[row * outputs..][..outputs];
            let tile = &mut targets[place / LANES * outputs..][..outputs];
            for unit in 0..outputs {
                tile[unit].0[place % LANES] = row[unit];
            }
        }
    }

    /// Leaves each row's loss, and its derivatives by the last layer's weighted sums, of a batch of `size` rows.
    #[inline(always)]
    fn measure<L: Lanes>(&mut self, loss: Loss, size: usize) {
        let Self { places, rows, values, slopes, targets, deltas, losses, .. } = self;
        let Place { outputs, to, .. } = places[places.len() - 1];
        let scale = loss.scale(outputs, size);
        for tile in 0..rows.div_ceil(LANES) {
            let (last, targets) = (to + tile * outputs, &targets[tile * outputs..][..outputs]);
            let (y, slopes) = (&values[last..][..outputs], &slopes[last..][..outputs]);
            let deltas = &mut deltas[last..][..outputs];
            let loss = loss.of_tile::<L>(y, targets, deltas);
            // Lanes beyond the last row count for nothing.
            let used = L::load(&Pack::MASKS[LANES.min(*rows - tile * LANES)]);
            for (delta, slope) in deltas.iter_mut().zip(slopes) {
                L::load(delta).mul(L::load(slope)).mul(L::splat(scale)).and(used).store(delta);
            }
            loss.and(used).store(&mut losses[tile]);
        }
    }

    /// Adds the losses of its rows, one tile after the other.
    #[inline(always)]
    fn add_losses(&self, sums: &mut [f64; LANES]) {
        for losses in &self.losses[..self.tiles()] {
            for lane in 0..LANES {
                sums[lane] += f64::from(losses.0[lane]);
            }
        }
    }
}
