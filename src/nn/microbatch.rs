//! Rows that one thread passes through the network, and what the layers make of them.

use super::kernel::{LANES, Pack};

/// Rows that pass through the network together; a larger batch is split into such chunks.
pub(super) const CHUNK: usize = 128;
/// Tiles in a chunk.
pub(super) const TILES: usize = CHUNK / LANES;

/// Buffers for a part of a batch: for its rows, each layer's values, their slopes and the derivatives of the loss.
///
/// Every layer's numbers stand layer after layer, the inputs first, as tiles: `[tile][unit]`.
#[derive(Clone, Debug)]
pub(super) struct Microbatch {
    /// Where each layer's numbers lie.
    pub(super) places: Vec<Place>,
    /// Rows that are in it now.
    pub(super) rows: usize,
    pub(super) values: Vec<Pack>,
    pub(super) slopes: Vec<Pack>,
    /// Derivatives of the loss by each layer's weighted sums, with room behind the last tile for as many packs as a
    /// transposition reads.
    pub(super) deltas: Vec<Pack>,
    /// The inputs of each layer as panels, `[⌈inputs / 8⌉][row]`.
    pub(super) panels: Vec<Pack>,
    /// `[tile][output]`
    pub(super) targets: Vec<Pack>,
    /// The loss of each row, before its share in the mean.
    pub(super) losses: [Pack; TILES],
}

impl Microbatch {
    /// For at most `tiles` tiles of rows.
    pub(super) fn new(sizes: &[usize], tiles: usize) -> Self {
        let packs = |number: usize| vec![Pack::ZERO; number];
        let units: usize = sizes.iter().sum();
        let panels: usize = sizes[..sizes.len() - 1].iter().map(|inputs| inputs.div_ceil(LANES) * LANES).sum();
        Self {
            places: places(sizes, tiles),
            rows: 0,
            values: packs(units * tiles),
            slopes: packs(units * tiles),
            deltas: packs(units * tiles + LANES),
            panels: packs(panels * tiles),
            targets: packs(sizes[sizes.len() - 1] * tiles),
            losses: [Pack::ZERO; TILES],
        }
    }

    /// Tiles that its rows fill.
    #[inline(always)]
    pub(super) const fn tiles(&self) -> usize {
        self.rows.div_ceil(LANES)
    }
}

/// Where the numbers of one layer lie.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub inputs: usize,
    pub outputs: usize,
    /// Where its weights start among the parameters, where its biases do, and where they end.
    pub weights: usize,
    pub biases: usize,
    pub end: usize,
    /// Where its inputs start among the values, and where its own values, slopes and deltas do.
    pub from: usize,
    pub to: usize,
    /// Where the panels of its inputs start.
    pub panels: usize,
}

/// The place of every layer; the sums of sizes are taken once, not at every step.
fn places(sizes: &[usize], tiles: usize) -> Vec<Place> {
    let (mut parameters, mut packs, mut all_panels) = (0, 0, 0);
    let layers = sizes.windows(2).map(|pair| {
        let (inputs, outputs) = (pair[0], pair[1]);
        let (weights, from, panels) = (parameters, packs, all_panels);
        let biases = weights + inputs * outputs;
        parameters = biases + outputs;
        packs += inputs * tiles;
        all_panels += inputs.div_ceil(LANES) * LANES * tiles;
        Place { inputs, outputs, weights, biases, end: parameters, from, to: packs, panels }
    });
    layers.collect()
}
