//! The forward and backward pass of one layer, of any size.

use super::{
    Activation,
    kernel::{
        Kernel, Lanes, Pack,
        few::{self, FEW},
        product,
    },
};

/// The forward pass of one layer.
pub(super) struct LayerForward<'a> {
    pub(super) tiles: usize,
    pub(super) inputs: usize,
    pub(super) weights: &'a [f32],
    pub(super) biases: &'a [f32],
    pub(super) x: &'a [Pack],
    pub(super) z: &'a mut [Pack],
    pub(super) slopes: &'a mut [Pack],
    pub(super) activation: Activation,
}

impl Kernel for LayerForward<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        let Self { tiles, inputs, weights, biases, x, z, slopes, activation } = self;
        if inputs <= FEW {
            for (x, z) in x.chunks_exact(inputs).zip(z.chunks_exact_mut(biases.len())) {
                few::forward::<L>(inputs, weights, biases, x, z);
            }
        } else {
            product::forward::<L>(tiles, inputs, weights, biases, x, z);
        }
        activation.activate::<L>(z, slopes);
    }
}

/// The backward pass of one layer to its inputs.
pub(super) struct LayerBackward<'a> {
    pub(super) tiles: usize,
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    pub(super) weights: &'a [f32],
    /// The slopes with which the layer's inputs were made.
    pub(super) slopes: &'a [Pack],
    pub(super) dz: &'a [Pack],
    /// Where the derivatives by the previous layer's weighted sums go.
    pub(super) dx: &'a mut [Pack],
}

impl Kernel for LayerBackward<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        let Self { tiles, inputs, outputs, weights, slopes, dz, dx } = self;
        product::backward::<L>(tiles, inputs, outputs, weights, dz, dx);
        for (delta, slope) in dx.iter_mut().zip(slopes) {
            L::load(delta).mul(L::load(slope)).store(delta);
        }
    }
}
