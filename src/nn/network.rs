//! Layers of units, and the passes forward and backward through them.

use super::{Activation, Loss, Parameters};

/// A network of fully connected layers.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// Weights and biases.
    pub parameters: Parameters,
    /// The function of each layer's units.
    pub activations: Vec<Activation>,
}

impl Network {
    /// Values of every layer for one input row, the inputs first.
    #[must_use]
    pub fn forward(&self, input: &[f32]) -> Vec<Vec<f32>> {
        let mut values = vec![input.to_vec()];
        for layer in 0..self.parameters.layers() {
            let (weights, biases) = (self.parameters.weights(layer), self.parameters.biases(layer));
            let last = &values[layer];
            let next = (0..biases.len())
                .map(|unit| {
                    let z = weights.row(unit).iter().zip(last).fold(biases[unit], |sum, (w, x)| w.mul_add(*x, sum));
                    provisional(self.activations[layer], z)
                })
                .collect();
            values.push(next);
        }
        values
    }

    /// Adds the gradient of `loss` for one row to `gradient`; the mean over `rows` rows is meant.
    pub fn backward(&self, input: &[f32], target: &[f32], loss: Loss, rows: usize, gradient: &mut Parameters) {
        let values = self.forward(input);
        let layers = self.parameters.layers();
        let outputs = values[layers].len() as f32;
        let mut delta: Vec<f32> = values[layers]
            .iter()
            .zip(target)
            .map(|(y, t)| match loss {
                Loss::MeanSquaredError => 2.0 * (y - t) / outputs,
                Loss::HalfSquaredError => (y - t) / outputs,
                Loss::Huber => (y - t).clamp(-1.0, 1.0) / outputs,
                Loss::BinaryCrossEntropy => (1.0 / (1.0 + libm::expf(-y)) - t) / outputs,
                Loss::SoftmaxCrossEntropy => {
                    let sum: f32 = values[layers].iter().map(|z| libm::expf(z - y)).sum();
                    1.0 / sum - t
                }
            })
            .collect();
        for layer in (0..layers).rev() {
            for (d, y) in delta.iter_mut().zip(&values[layer + 1]) {
                *d *= match self.activations[layer] {
                    Activation::Tanh => 1.0 - y * y,
                    Activation::Sigmoid => y * (1.0 - y),
                    Activation::Relu => f32::from(*y > 0.0),
                    _ => 1.0,
                };
            }
            let weights = self.parameters.weights(layer);
            let before = (0..values[layer].len())
                .map(|from| delta.iter().enumerate().map(|(unit, d)| weights[(unit, from)] * d).sum())
                .collect();
            for (unit, d) in delta.iter().enumerate() {
                for (from, x) in values[layer].iter().enumerate() {
                    gradient.weights_mut(layer)[(unit, from)] += d * x / rows as f32;
                }
                gradient.biases_mut(layer)[unit] += d / rows as f32;
            }
            delta = before;
        }
    }
}

fn provisional(activation: Activation, z: f32) -> f32 {
    match activation {
        Activation::Tanh => libm::tanhf(z),
        Activation::Sigmoid => 1.0 / (1.0 + libm::expf(-z)),
        Activation::Relu => z.max(0.0),
        _ => z,
    }
}
