//! The buffers that a pass through a network needs, made once, so that a training step allocates nothing.

use super::{
    Parameters,
    kernel::{LANES, Pack, Path, path::Dispatch},
};

/// Rows that go through the network together; a larger batch goes in several such chunks.
pub(super) const CHUNK: usize = 128;
/// Tiles in a chunk.
pub(super) const TILES: usize = CHUNK / LANES;

/// Buffers for networks of one shape.
#[derive(Clone, Debug)]
pub struct Workspace {
    pub(super) dispatch: Dispatch,
    /// Every layer's values, the inputs first: layer after layer, `[tile][unit]`.
    pub(super) values: Vec<Pack>,
    /// Every layer's slopes, laid out like `values`.
    pub(super) slopes: Vec<Pack>,
    /// The inputs as panels, `[⌈inputs / 8⌉][row]`.
    pub(super) input_panels: Vec<Pack>,
    /// One layer's values as panels.
    pub(super) panels: Vec<Pack>,
    /// Derivatives of the loss by one layer's weighted sums, `[tile][unit]`, and by those of the layer before it.
    pub(super) deltas: [Vec<Pack>; 2],
    /// `[tile][output]`
    pub(super) targets: Vec<Pack>,
    pub(super) gradient: Parameters,
    /// Parameters before an update, where a rule asks for them.
    pub(super) before: Parameters,
}

impl Workspace {
    /// For layers of these sizes, the inputs first, on the fastest path of this processor.
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
            values: packs(units),
            slopes: packs(units),
            input_panels: panels(sizes[0]),
            panels: panels(widest),
            deltas: [packs(widest), packs(widest)],
            targets: packs(sizes[sizes.len() - 1]),
            gradient: Parameters::zeros(sizes),
            before: Parameters::zeros(sizes),
        }
    }

    /// The newest gradient, penalties and clipping included once the update was made.
    #[must_use]
    pub const fn gradient(&self) -> &Parameters {
        &self.gradient
    }

    /// The path that is taken.
    #[must_use]
    pub const fn path(&self) -> Path {
        self.dispatch.path()
    }
}

/// Where a layer's packs start in a buffer of all layers.
pub(super) fn start(sizes: &[usize], layer: usize) -> usize {
    sizes[..layer].iter().sum::<usize>() * TILES
}
