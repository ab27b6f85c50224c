//! The buffers that forward and backward passes need, allocated once, so that a training step allocates nothing.

use super::{
    Parameters,
    kernel::{LANES, Pack, Path, few::FEW, path::Dispatch},
};

/// Rows that pass through the network together; a larger batch is split into such chunks.
pub(super) const CHUNK: usize = 128;
/// Tiles in a chunk.
pub(super) const TILES: usize = CHUNK / LANES;

/// Buffers for networks of one shape.
#[derive(Clone, Debug)]
pub struct Workspace {
    pub(super) dispatch: Dispatch,
    pub(super) places: Vec<Place>,
    /// Every layer's values, the inputs first: layer after layer, `[tile][unit]`.
    pub(super) values: Vec<Pack>,
    /// Every layer's slopes, laid out like `values`.
    pub(super) slopes: Vec<Pack>,
    /// The inputs as panels, `[⌈inputs / 8⌉][row]`.
    pub(super) input_panels: Vec<Pack>,
    /// One layer's values as panels.
    pub(super) panels: Vec<Pack>,
    /// Derivatives of the loss by one layer's weighted sums, `[tile][unit]`, and by those of the layer before it, with
    /// room behind the last tile for as many packs as a transposition reads.
    pub(super) deltas: [Vec<Pack>; 2],
    /// `[tile][output]`
    pub(super) targets: Vec<Pack>,
    /// Buffers of another layout; `None` unless every layer is small.
    pub(super) small: Option<Small>,
    pub(super) gradient: Parameters,
    /// Parameters before an update, for rules that need them.
    pub(super) before: Parameters,
}

impl Workspace {
    /// For layers of these sizes, the inputs first, on the fastest path that this processor supports.
    #[must_use]
    pub fn new(sizes: &[usize]) -> Self {
        Self::on(Path::best(), sizes)
    }

    /// For layers of these sizes on a chosen path.
    ///
    /// # Panics
    /// When this processor lacks the path's instructions, or when there are fewer than two sizes.
    #[must_use]
    pub fn on(path: Path, sizes: &[usize]) -> Self {
        let packs = |units: usize| vec![Pack::ZERO; units * TILES];
        let panels = |units: usize| vec![Pack::ZERO; units.div_ceil(LANES) * CHUNK];
        let units = sizes.iter().sum();
        let widest = sizes.iter().copied().max().unwrap_or(0);
        Self {
            dispatch: Dispatch::new(path),
            places: places(sizes),
            values: packs(units),
            slopes: packs(units),
            input_panels: panels(sizes[0]),
            panels: panels(widest),
            deltas: [packs(widest + 1), packs(widest + 1)],
            targets: packs(sizes[sizes.len() - 1]),
            small: Small::new(sizes),
            gradient: Parameters::zeros(sizes),
            before: Parameters::zeros(sizes),
        }
    }

    /// Where the packs of a layer start; layer 0 is the inputs.
    pub(super) fn start(&self, layer: usize) -> usize {
        if layer == 0 { 0 } else { self.places[layer - 1].to }
    }

    /// Where a layer's weights start among the parameters, where its biases do, and where they end.
    pub(super) fn span(&self, layer: usize) -> (usize, usize, usize) {
        let Place { weights, biases, end, .. } = self.places[layer];
        (weights, biases, end)
    }

    /// The latest gradient; after an update it includes penalties and clipping.
    #[must_use]
    pub const fn gradient(&self) -> &Parameters {
        &self.gradient
    }

    /// The gradient, to be changed between the passes and the update.
    pub const fn gradient_mut(&mut self) -> &mut Parameters {
        &mut self.gradient
    }

    /// The path that is taken.
    #[must_use]
    pub const fn path(&self) -> Path {
        self.dispatch.path()
    }
}

/// Buffers of a small network.
#[derive(Clone, Debug)]
pub(super) struct Small {
    pub(super) layers: Vec<SmallLayer>,
    /// Derivatives of the loss by one layer's weighted sums, a row in each pack, and by those of the layer before it.
    pub(super) deltas: [Vec<Pack>; 2],
}

/// The buffers of one small layer.
#[derive(Clone, Debug)]
pub(super) struct SmallLayer {
    /// A unit in each pack, the inputs in the lanes.
    pub(super) weights: [Pack; FEW],
    /// Its inputs, a row in each pack.
    pub(super) x: Vec<Pack>,
    /// The slopes with which they were made.
    pub(super) slopes: Vec<Pack>,
}

impl Small {
    /// For layers of these sizes, if all are small.
    pub(super) fn new(sizes: &[usize]) -> Option<Self> {
        let rows = || vec![Pack::ZERO; CHUNK];
        let layer = |_: &usize| SmallLayer { weights: [Pack::ZERO; FEW], x: rows(), slopes: rows() };
        let is_small = sizes.iter().all(|size| *size <= FEW);
        is_small.then(|| Self { layers: sizes[1..].iter().map(layer).collect(), deltas: [rows(), rows()] })
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
    /// Where its inputs start among the values, and where its own values and slopes do.
    pub from: usize,
    pub to: usize,
}

/// The place of every layer; the sums of sizes are taken once, not at every step.
fn places(sizes: &[usize]) -> Vec<Place> {
    let (mut parameters, mut packs) = (0, 0);
    let layers = sizes.windows(2).map(|pair| {
        let (inputs, outputs) = (pair[0], pair[1]);
        let (weights, from) = (parameters, packs);
        let biases = weights + inputs * outputs;
        parameters = biases + outputs;
        packs += inputs * TILES;
        Place { inputs, outputs, weights, biases, end: parameters, from, to: packs }
    });
    layers.collect()
}
