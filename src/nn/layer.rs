//! The forward and backward pass of one layer, of any size.

use super::{
    Activation,
    kernel::{
        Kernel, LANES, Lanes, Pack,
        few::{self, FEW},
        panels::tiles_to_panels,
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

/// A layer's inputs as panels: gathered already, or to be made of its values.
pub(super) enum Panels<'a> {
    Inputs(&'a [Pack]),
    Hidden(&'a mut [Pack]),
}

/// The backward pass of one layer.
pub(super) struct LayerBackward<'a> {
    pub(super) rows: usize,
    pub(super) first: bool,
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    pub(super) weights: &'a [f32],
    /// The layer's inputs, and the slopes with which they were made.
    pub(super) values: &'a [Pack],
    pub(super) slopes: &'a [Pack],
    pub(super) panels: Panels<'a>,
    pub(super) dz: &'a [Pack],
    /// Where the gradients of weights and biases go; `None` when the layer is frozen.
    pub(super) gradient: Option<(&'a mut [f32], &'a mut [f32])>,
    /// Where the derivatives by the previous layer's weighted sums go; `None` when nothing below is trained.
    pub(super) dx: Option<&'a mut Vec<Pack>>,
}

impl Kernel for LayerBackward<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        let Self { rows, first, inputs, outputs, weights, values, slopes, panels, dz, gradient, dx } = self;
        let tiles = rows.div_ceil(LANES);
        if let Some((dw, db)) = gradient {
            let panels = match panels {
                Panels::Inputs(panels) => panels,
                Panels::Hidden(panels) => {
                    tiles_to_panels::<L>(tiles, inputs, values, panels);
                    panels
                }
            };
            product::gradient::<L>(rows, first, inputs, outputs, dz, panels, dw);
            add_biases::<L>(tiles, first, dz, db);
        }
        if let Some(dx) = dx {
            let dx = &mut dx[..tiles * inputs];
            product::backward::<L>(tiles, inputs, outputs, weights, dz, dx);
            for (delta, slope) in dx.iter_mut().zip(slopes) {
                L::load(delta).mul(L::load(slope)).store(delta);
            }
        }
    }
}

/// Sums each unit's derivatives over the rows: the gradient of its bias.
#[inline(always)]
fn add_biases<L: Lanes>(tiles: usize, first: bool, dz: &[Pack], db: &mut [f32]) {
    for unit in 0..db.len() {
        let mut sum = L::load(&dz[unit]);
        for tile in 1..tiles {
            sum = sum.add(L::load(&dz[tile * db.len() + unit]));
        }
        db[unit] = if first { sum.sum() } else { db[unit] + sum.sum() };
    }
}
