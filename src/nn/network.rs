//! A network of fully connected layers, and its forward pass for one row.

use super::{Activation, Parameters, kernel::Real};

/// A network of fully connected layers.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// Weights and biases.
    pub parameters: Parameters,
    /// The activation of each layer's units.
    pub activations: Vec<Activation>,
}

impl Network {
    /// Values of every layer for one input row, `[layers + 1][units]`, the inputs first; the same bits as
    /// [`evaluate`](Self::evaluate) gives.
    ///
    /// # Panics
    /// When the row does not have one number per input.
    #[must_use]
    pub fn forward(&self, input: &[f32]) -> Vec<Vec<f32>> {
        assert_eq!(input.len(), self.parameters.sizes()[0], "one number an input");
        let mut values = vec![input.to_vec()];
        for (layer, activation) in self.activations.iter().enumerate() {
            let (weights, biases) = (self.parameters.weights(layer), self.parameters.biases(layer));
            let last = &values[layer];
            let next = weights.rows().into_iter().zip(biases).map(|(weights, bias)| {
                let z = weights.iter().zip(last).fold(*bias, |sum, (w, x)| Real::mul_add(*w, *x, sum));
                activation.at(z).0
            });
            let next = next.collect();
            values.push(next);
        }
        values
    }
}
