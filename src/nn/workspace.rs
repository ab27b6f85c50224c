//! The buffers that forward and backward passes need, allocated once, so that a training step allocates nothing.

use super::{
    Parameters,
    kernel::{Pack, Path, few::FEW, path::Dispatch},
    microbatch::{CHUNK, Microbatch, Place, TILES},
    threads::{MOST_THREADS, is_worth_sharing},
};

/// Buffers for networks of one shape.
#[derive(Clone, Debug)]
pub struct Workspace {
    pub(super) dispatch: Dispatch,
    /// For the rows of a chunk: the first has room for all of them, the others for what a thread gets when they are shared.
    pub(super) microbatches: Vec<Microbatch>,
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
        let gradient = Parameters::zeros(sizes);
        let threads = if is_worth_sharing(&gradient, CHUNK) { MOST_THREADS } else { 1 };
        let room = |number: usize| if number == 0 { TILES } else { TILES / 2 };
        Self {
            dispatch: Dispatch::new(path),
            microbatches: (0..threads).map(|number| Microbatch::new(sizes, room(number))).collect(),
            small: Small::new(sizes),
            before: gradient.clone(),
            gradient,
        }
    }

    /// Where the numbers of every layer lie among the parameters, and in the first microbatch.
    #[inline(always)]
    pub(super) fn places(&self) -> &[Place] {
        &self.microbatches[0].places
    }

    /// Where the packs of a layer start; layer 0 is the inputs.
    pub(super) fn start(&self, layer: usize) -> usize {
        if layer == 0 { 0 } else { self.places()[layer - 1].to }
    }

    /// Where a layer's weights start among the parameters, where its biases do, and where they end.
    pub(super) fn span(&self, layer: usize) -> (usize, usize, usize) {
        let Place { weights, biases, end, .. } = self.places()[layer];
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
