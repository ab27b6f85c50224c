//! Sharpness: the largest eigenvalue of the Hessian, and the limit above which plain gradient descent becomes unstable.
//!
//! Products of the Hessian with a vector `v` are differences of gradients, `(g(θ + εv) − g(θ − εv)) / 2ε` with `|v| = 1`: exact
//! up to `ε²` times a fourth derivative. The engine calculates in f32, so ε is chosen between that error and the rounding of
//! θ and g; against Hessians of f64 the largest eigenvalue is right to a few parts in a thousand.

use super::{
    Ground,
    eigen::{dot, largest, normalize},
};
use crate::nn::{Optimizer, Random, Stream};

/// Distance between the two gradients of a difference.
const APART: f64 = 5e-3;

/// The largest curvature at a point, and its direction.
#[derive(Clone, Debug, PartialEq)]
pub struct Sharpness {
    /// The largest eigenvalue of the Hessian of the loss and its L2 penalty, over all trained parameters.
    pub value: f64,
    /// Its unit eigenvector, one entry per parameter.
    pub direction: Vec<f64>,
}

impl Sharpness {
    /// The sharpness at `at`; a direction known from nearby speeds up the search.
    #[must_use]
    pub fn of(ground: &mut Ground, at: &[f32], near: Option<&Self>) -> Self {
        let mut draws = Random::new(at.len() as u64, Stream::Noise);
        let known = near.filter(|near| near.direction.len() == at.len());
        // A small random part, so that another direction that has become steeper is not missed.
        let mut start: Vec<f64> = (0..at.len()).map(|_| draws.normal()).collect();
        let length = dot(&start, &start).sqrt().max(1e-300);
        let share = if known.is_some() { 0.1 } else { 1.0 } / length;
        start.iter_mut().for_each(|x| *x *= share);
        if let Some(near) = known {
            start.iter_mut().zip(&near.direction).for_each(|(x, d)| *x += d);
        }
        ground.hold_still(&mut start);
        normalize(&mut start);
        let (value, direction) = largest(&start, |v| product(ground, at, v));
        Self { value, direction }
    }
}

/// The product of the Hessian at `at` with the unit vector `v`.
fn product(ground: &mut Ground, at: &[f32], v: &[f64]) -> Vec<f64> {
    let moved = |by: f64| -> Vec<f32> { at.iter().zip(v).map(|(p, v)| (f64::from(*p) + by * v) as f32).collect() };
    let (high, low) = (ground.gradient(&moved(APART)), ground.gradient(&moved(-APART)));
    high.iter().zip(&low).map(|(high, low)| (high - low) / (2.0 * APART)).collect()
}

/// The curvature above which steps at this rate grow along it instead of shrinking; `None` for an optimizer that scales
/// each step by earlier gradients, for which there is no such limit.
///
/// `2 / rate` for plain gradient descent, `2 (1 + m) / rate` with momentum `m`, `2 (1 + m) / ((1 + 2 m) rate)` with Nesterov's
/// (Cohen et al. 2021, appendix B): where the slower root of the step's recurrence on a parabola leaves the unit
/// circle.
#[must_use]
pub fn limit(optimizer: Optimizer, rate: f32) -> Option<f64> {
    let rate = f64::from(rate);
    match optimizer {
        Optimizer::GradientDescent => Some(2.0 / rate),
        Optimizer::Momentum { momentum } => Some(2.0 * (1.0 + f64::from(momentum)) / rate),
        Optimizer::Nesterov { momentum } => {
            let momentum = f64::from(momentum);
            Some(2.0 * (1.0 + momentum) / ((1.0 + 2.0 * momentum) * rate))
        }
        Optimizer::Adagrad { .. } | Optimizer::RmsProp { .. } | Optimizer::Adam { .. } | Optimizer::AdamW { .. } => {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        experiment::Experiment,
        nn::{Activation, Loss},
        training::Trainer,
    };

    /// One linear unit on the circle's points, whose Hessian has a closed form.
    fn unit(loss: Loss) -> Trainer {
        let mut experiment = Experiment::default();
        experiment.network.hidden.clear();
        experiment.network.output.activation = Activation::Linear;
        experiment.training_mut().loss = loss;
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        (0..30).for_each(|_| trainer.step());
        trainer
    }

    /// The largest eigenvalue of the mean of `factor · z zᵀ` with `z = (x₁, x₂, 1)`, by many powers.
    fn closed_form(trainer: &Trainer, factor: impl Fn(f64) -> f64) -> f64 {
        let weights = trainer.network().parameters.values();
        let mut matrix = [[0.0; 3]; 3];
        let inputs = &trainer.data().train.inputs;
        for row in inputs.rows() {
            let z = [f64::from(row[0]), f64::from(row[1]), 1.0];
            let sum: f64 = z.iter().zip(weights).map(|(z, w)| z * f64::from(*w)).sum();
            for i in 0..3 {
                for j in 0..3 {
                    matrix[i][j] += factor(sum) * z[i] * z[j] / inputs.nrows() as f64;
                }
            }
        }
        let mut v = [1.0, 0.7, 0.3];
        let mut value = 0.0;
        for _ in 0..5000 {
            let image: Vec<f64> = matrix.iter().map(|row| row.iter().zip(&v).map(|(m, v)| m * v).sum()).collect();
            value = image.iter().map(|x| x * x).sum::<f64>().sqrt();
            v = [image[0] / value, image[1] / value, image[2] / value];
        }
        value
    }

    fn found(trainer: &Trainer) -> f64 {
        let mut ground = Ground::new(trainer.experiment(), trainer.data(), usize::MAX);
        Sharpness::of(&mut ground, trainer.network().parameters.values(), None).value
    }

    #[test]
    fn linear_and_logistic_regression_have_the_curvature_of_the_textbook() {
        let trainer = unit(Loss::MeanSquaredError);
        let (found, known) = (self::found(&trainer), closed_form(&trainer, |_| 2.0));
        assert!((found / known - 1.0).abs() < 1e-3, "{found}, {known}");
        let trainer = unit(Loss::BinaryCrossEntropy);
        let share = |z: f64| 1.0 / (1.0 + libm::exp(-z));
        let (found, known) = (self::found(&trainer), closed_form(&trainer, |z| share(z) * (1.0 - share(z))));
        assert!((found / known - 1.0).abs() < 1e-3, "{found}, {known}");
    }

    #[test]
    fn what_is_frozen_does_not_curve_and_a_penalty_adds_itself() {
        let mut trainer = unit(Loss::MeanSquaredError);
        let free = found(&trainer);
        let mut experiment = (**trainer.experiment()).clone();
        experiment.training_mut().regularizer.l2 = 0.5;
        trainer.reconfigure(experiment.clone().validate().unwrap(), crate::training::Keep::WhatFits);
        // The steepest direction is nearly one of the weights alone.
        let with_penalty = found(&trainer);
        assert!((with_penalty - free - 0.5).abs() < 0.01, "{with_penalty}, {free}");
        experiment.training_mut().regularizer.l2 = 0.0;
        experiment.network.frozen =
            (0..2).map(|from| crate::experiment::Place { layer: 0, unit: 0, from: Some(from) }).collect();
        trainer.reconfigure(experiment.validate().unwrap(), crate::training::Keep::WhatFits);
        assert!((found(&trainer) - 2.0).abs() < 1e-2, "only the bias is left: {}", found(&trainer));
    }

    /// Each rule on a parabola of this curvature: below the limit it settles, above it it grows.
    #[test]
    fn steps_grow_above_the_limit_and_shrink_below() {
        let rate = 0.3_f32;
        let ends = |optimizer: Optimizer, curvature: f64| {
            let (mut w, mut v) = (1.0_f64, 0.0);
            for _ in 0..2000 {
                let g = curvature * w;
                match optimizer {
                    Optimizer::Momentum { momentum } => {
                        v = f64::from(momentum) * v + g;
                        w -= f64::from(rate) * v;
                    }
                    Optimizer::Nesterov { momentum } => {
                        v = f64::from(momentum) * v + g;
                        w -= f64::from(rate) * (g + f64::from(momentum) * v);
                    }
                    _ => w -= f64::from(rate) * g,
                }
            }
            w.abs()
        };
        for optimizer in [
            Optimizer::GradientDescent,
            Optimizer::Momentum { momentum: 0.5 },
            Optimizer::Momentum { momentum: 0.9 },
            Optimizer::Nesterov { momentum: 0.9 },
        ] {
            let limit = limit(optimizer, rate).unwrap();
            assert!(ends(optimizer, 0.99 * limit) < 1e-3, "{optimizer:?} below {limit}");
            assert!(ends(optimizer, 1.01 * limit) > 1e3, "{optimizer:?} above {limit}");
        }
        assert_eq!(limit(Optimizer::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }, rate), None);
    }
}
