//! A network in f64, written as plainly as it can be, to hold the engine against.

use neurarium::nn::{Activation, Loss};

pub struct Oracle {
    pub sizes: Vec<usize>,
    pub activations: Vec<Activation>,
    pub loss: Loss,
    pub l1: f64,
    pub l2: f64,
}

pub struct Rows {
    pub inputs: Vec<Vec<f64>>,
    pub targets: Vec<Vec<f64>>,
    /// What each hidden layer's values are multiplied by, `[layer][row][unit]`; nothing without dropout.
    pub masks: Vec<Vec<Vec<f64>>>,
}

pub fn activate(activation: Activation, z: f64) -> f64 {
    match activation {
        Activation::Linear => z,
        Activation::Sigmoid => 1.0 / (1.0 + libm::exp(-z)),
        Activation::Tanh => libm::tanh(z),
        Activation::Relu => z.max(0.0),
        Activation::LeakyRelu => {
            if z > 0.0 {
                z
            } else {
                0.01 * z
            }
        }
        Activation::Elu => {
            if z > 0.0 {
                z
            } else {
                libm::expm1(z)
            }
        }
        Activation::Gelu => 0.5 * z * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2),
        Activation::Silu => z / (1.0 + libm::exp(-z)),
        Activation::Mish => z * libm::tanh(libm::log1p(libm::exp(z))),
        Activation::Softplus => libm::log1p(libm::exp(z)),
        Activation::Sine => libm::sin(z),
        Activation::Step => f64::from(z > 0.0),
    }
}

impl Oracle {
    /// Weighted sums of every layer for one row.
    pub fn sums(&self, parameters: &[f64], row: &Rows, number: usize) -> Vec<Vec<f64>> {
        let mut values = row.inputs[number].clone();
        let (mut sums, mut start) = (Vec::new(), 0);
        for (layer, activation) in self.activations.iter().enumerate() {
            let (inputs, units) = (self.sizes[layer], self.sizes[layer + 1]);
            let weights = &parameters[start..start + inputs * units];
            let biases = &parameters[start + inputs * units..start + (inputs + 1) * units];
            start += (inputs + 1) * units;
            let z: Vec<f64> = (0..units)
                .map(|unit| biases[unit] + (0..inputs).map(|i| weights[unit * inputs + i] * values[i]).sum::<f64>())
                .collect();
            values = z.iter().map(|z| activate(*activation, *z)).collect();
            if let Some(mask) = row.masks.get(layer) {
                values.iter_mut().zip(&mask[number]).for_each(|(value, factor)| *value *= factor);
            }
            sums.push(z);
        }
        sums
    }

    pub fn data_loss(&self, parameters: &[f64], rows: &Rows) -> f64 {
        let losses = (0..rows.inputs.len()).map(|number| {
            let last = self.sums(parameters, rows, number).pop().unwrap();
            let output: Vec<f64> = last.iter().map(|z| activate(self.activations[self.sizes.len() - 2], *z)).collect();
            let target = &rows.targets[number];
            let mean = |of: fn(f64, f64) -> f64| {
                output.iter().zip(target).map(|(y, t)| of(*y, *t)).sum::<f64>() / output.len() as f64
            };
            match self.loss {
                Loss::MeanSquaredError => mean(|y, t| (y - t) * (y - t)),
                Loss::HalfSquaredError => mean(|y, t| 0.5 * (y - t) * (y - t)),
                Loss::Huber => mean(|y, t| {
                    let d = (y - t).abs();
                    if d <= 1.0 { 0.5 * d * d } else { d - 0.5 }
                }),
                Loss::BinaryCrossEntropy => mean(|z, t| z.max(0.0) - z * t + libm::log1p(libm::exp(-z.abs()))),
                Loss::SoftmaxCrossEntropy => {
                    let largest = output.iter().fold(f64::NEG_INFINITY, |a, b| a.max(*b));
                    let sum: f64 = output.iter().map(|z| libm::exp(z - largest)).sum();
                    target.iter().zip(&output).map(|(t, z)| t * (libm::log(sum) + largest - z)).sum()
                }
            }
        });
        losses.sum::<f64>() / rows.inputs.len() as f64
    }

    /// The loss and the penalties on the weights.
    pub fn objective(&self, parameters: &[f64], rows: &Rows) -> f64 {
        let (mut penalty, mut start) = (0.0, 0);
        for pair in self.sizes.windows(2) {
            for w in &parameters[start..start + pair[0] * pair[1]] {
                penalty += self.l1 * w.abs() + 0.5 * self.l2 * w * w;
            }
            start += (pair[0] + 1) * pair[1];
        }
        self.data_loss(parameters, rows) + penalty
    }

    /// Central differences.
    pub fn gradient(&self, parameters: &[f64], rows: &Rows) -> Vec<f64> {
        let mut moved = parameters.to_vec();
        let h = 1e-6;
        (0..parameters.len())
            .map(|i| {
                moved[i] = parameters[i] + h;
                let above = self.objective(&moved, rows);
                moved[i] = parameters[i] - h;
                let below = self.objective(&moved, rows);
                moved[i] = parameters[i];
                (above - below) / (2.0 * h)
            })
            .collect()
    }
}
