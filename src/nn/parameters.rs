//! Storage for one number per weight and bias of a network.

use ndarray::{ArrayView1, ArrayView2, ArrayViewMut1, ArrayViewMut2};

/// All weights and biases of a network, or one number per parameter (a gradient, a moment of the optimizer).
///
/// The numbers are stored layer by layer: first the weights, row by row, one row per unit, then the biases.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    sizes: Vec<usize>,
    values: Vec<f32>,
}

impl Parameters {
    /// All zero, for layers of these sizes, the inputs first.
    ///
    /// # Panics
    /// When there are fewer than two sizes.
    #[must_use]
    pub fn zeros(sizes: &[usize]) -> Self {
        assert!(sizes.len() >= 2, "a network needs inputs and a layer, got sizes {sizes:?}");
        let count = sizes.windows(2).map(|pair| pair[1] * (pair[0] + 1)).sum();
        Self { sizes: sizes.to_vec(), values: vec![0.0; count] }
    }

    /// Number of inputs, then of units in each layer.
    #[must_use]
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// Number of layers, not counting the inputs.
    #[must_use]
    pub fn layers(&self) -> usize {
        self.sizes.len() - 1
    }

    /// How many numbers there are.
    pub(super) const fn count(&self) -> usize {
        self.values.len()
    }

    /// All numbers, layer by layer.
    #[must_use]
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// All numbers, layer by layer.
    pub fn values_mut(&mut self) -> &mut [f32] {
        &mut self.values
    }

    /// Where the numbers of `layer` lie in [`values`](Self::values): start, end of the weights, end of the biases.
    #[must_use]
    pub fn span(&self, layer: usize) -> (usize, usize, usize) {
        let start: usize = self.sizes[..=layer].windows(2).map(|pair| pair[1] * (pair[0] + 1)).sum();
        let weights = start + self.sizes[layer] * self.sizes[layer + 1];
        (start, weights, weights + self.sizes[layer + 1])
    }

    /// Weights of `layer`.
    ///
    /// # Shapes
    /// `[units of the layer, units before it]`
    ///
    /// # Panics
    /// When there is no such layer.
    #[must_use]
    pub fn weights(&self, layer: usize) -> ArrayView2<'_, f32> {
        let (start, end, _) = self.span(layer);
        let shape = (self.sizes[layer + 1], self.sizes[layer]);
        ArrayView2::from_shape(shape, &self.values[start..end]).expect("the span has the shape's size")
    }

    /// Weights of `layer`, to be changed; shapes as in [`weights`](Self::weights).
    ///
    /// # Panics
    /// When there is no such layer.
    pub fn weights_mut(&mut self, layer: usize) -> ArrayViewMut2<'_, f32> {
        let (start, end, _) = self.span(layer);
        let shape = (self.sizes[layer + 1], self.sizes[layer]);
        ArrayViewMut2::from_shape(shape, &mut self.values[start..end]).expect("the span has the shape's size")
    }

    /// Biases of `layer`, one per unit.
    ///
    /// # Panics
    /// When there is no such layer.
    #[must_use]
    pub fn biases(&self, layer: usize) -> ArrayView1<'_, f32> {
        let (_, start, end) = self.span(layer);
        ArrayView1::from(&self.values[start..end])
    }

    /// Biases of `layer`, to be changed.
    ///
    /// # Panics
    /// When there is no such layer.
    pub fn biases_mut(&mut self, layer: usize) -> ArrayViewMut1<'_, f32> {
        let (_, start, end) = self.span(layer);
        ArrayViewMut1::from(&mut self.values[start..end])
    }
}
