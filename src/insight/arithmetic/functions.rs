//! Activations and losses in f64, with their slopes.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

use crate::nn::{Activation, Loss};

/// Value and slope of an activation at `z`.
pub(super) fn activate(activation: Activation, z: f64) -> (f64, f64) {
    let sigmoid = |z: f64| 1.0 / (1.0 + libm::exp(-z));
    let softplus = |z: f64| z.max(0.0) + libm::log1p(libm::exp(-z.abs()));
    match activation {
        Activation::Linear => (z, 1.0),
        Activation::Sigmoid => {
            let s = sigmoid(z);
            (s, s * (1.0 - s))
        }
        Activation::Tanh => {
            let t = libm::tanh(z);
            (t, 1.0 - t * t)
        }
        Activation::Relu => (z.max(0.0), f64::from(u8::from(z > 0.0))),
        Activation::LeakyRelu => {
            let slope = if z > 0.0 { 1.0 } else { 0.01 };
            (slope * z, slope)
        }
        Activation::Elu if z > 0.0 => (z, 1.0),
        Activation::Elu => (libm::expm1(z), libm::exp(z)),
        Activation::Gelu => {
            let (share, density) =
                (0.5 * libm::erfc(-z * FRAC_1_SQRT_2), libm::exp(-0.5 * z * z) / libm::sqrt(2.0 * PI));
            (z * share, share + z * density)
        }
        Activation::Silu => {
            let s = sigmoid(z);
            (z * s, s * (1.0 + z * (1.0 - s)))
        }
        Activation::Mish => {
            let t = libm::tanh(softplus(z));
            (z * t, t + z * sigmoid(z) * (1.0 - t * t))
        }
        Activation::Softplus => (softplus(z), sigmoid(z)),
        Activation::Sine => (libm::sin(z), libm::cos(z)),
        Activation::Step => (f64::from(u8::from(z > 0.0)), 0.0),
    }
}

/// Loss of one example, and its derivative by each output `y`.
pub(super) fn loss(loss: Loss, y: &[f64], t: &[f64]) -> (f64, Vec<f64>) {
    let share = loss.share(y.len());
    let pairs = y.iter().zip(t);
    let each = |of: fn(f64, f64) -> (f64, f64)| {
        let (losses, slopes): (Vec<f64>, Vec<f64>) = pairs.clone().map(|(y, t)| of(*y, *t)).unzip();
        (share * losses.iter().sum::<f64>(), slopes.iter().map(|slope| share * slope).collect())
    };
    match loss {
        Loss::MeanSquaredError => each(|y, t| ((y - t) * (y - t), 2.0 * (y - t))),
        Loss::HalfSquaredError => each(|y, t| (0.5 * (y - t) * (y - t), y - t)),
        Loss::Huber => each(|y, t| {
            let d = y - t;
            (if d.abs() <= 1.0 { 0.5 * d * d } else { d.abs() - 0.5 }, d.clamp(-1.0, 1.0))
        }),
        Loss::BinaryCrossEntropy => {
            each(|z, t| (z.max(0.0) - z * t + libm::log1p(libm::exp(-z.abs())), 1.0 / (1.0 + libm::exp(-z)) - t))
        }
        Loss::SoftmaxCrossEntropy => {
            let top = y.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let sum: f64 = y.iter().map(|z| libm::exp(z - top)).sum();
            let log_sum = top + libm::log(sum);
            let all: f64 = t.iter().sum();
            let slope = |(z, t): (&f64, &f64)| all * libm::exp(z - log_sum) - t;
            (pairs.clone().map(|(z, t)| t * (log_sum - z)).sum(), pairs.map(slope).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Choice;

    #[test]
    fn activations_are_the_engine_s() {
        for activation in Activation::ALL {
            for z in [-30.0_f32, -3.5, -1.0, -0.25, 0.5, 1.0, 2.0, 30.0] {
                let ((value, slope), engine) = (activate(*activation, f64::from(z)), activation.at(z));
                assert!((value - f64::from(engine.0)).abs() < 1e-6 * (1.0 + value.abs()), "{activation:?} at {z}");
                assert!((slope - f64::from(engine.1)).abs() < 1e-6, "{activation:?}: slope at {z}");
            }
        }
    }

    #[test]
    fn slopes_of_losses_are_their_differences() {
        let t = [1.0, 0.0, 0.0];
        for of in Loss::ALL {
            let y = [0.3, -0.7, 2.5];
            let (_, slopes) = loss(*of, &y, &t);
            for output in 0..3 {
                let moved = |h: f64| {
                    let mut y = y;
                    y[output] += h;
                    loss(*of, &y, &t).0
                };
                let difference = (moved(1e-6) - moved(-1e-6)) / 2e-6;
                assert!((difference - slopes[output]).abs() < 1e-8, "{of:?}: {difference} {}", slopes[output]);
            }
        }
    }
}
