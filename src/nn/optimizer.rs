//! How a gradient becomes a change of the parameters.

use serde::{Deserialize, Serialize};

use super::choice::Choice;

/// The rule of one update; `g` is the gradient, `rate` the learning rate of this step.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Optimizer {
    /// `w ← w − rate g`
    GradientDescent,
    /// `v ← momentum v + g; w ← w − rate v`
    Momentum {
        /// Share of the last velocity that is kept, 0…1, default 0.9.
        momentum: f32,
    },
    /// `v ← momentum v + g; w ← w − rate (g + momentum v)` (Sutskever et al. 2013)
    Nesterov {
        /// Share of the last velocity that is kept, 0…1, default 0.9.
        momentum: f32,
    },
    /// `s ← s + g²; w ← w − rate g / (√s + epsilon)` (Duchi et al. 2011)
    Adagrad {
        /// Keeps the quotient finite, default 1e-10.
        epsilon: f32,
    },
    /// `s ← decay s + (1 − decay) g²; w ← w − rate g / (√s + epsilon)` (Tieleman & Hinton 2012)
    RmsProp {
        /// Share of the old mean square that is kept, 0…1, default 0.99.
        decay: f32,
        /// Keeps the quotient finite, default 1e-8.
        epsilon: f32,
    },
    /// Adam (Kingma & Ba 2014, algorithm 1)
    Adam {
        /// Decay of the mean, 0…1, default 0.9.
        beta1: f32,
        /// Decay of the mean square, 0…1, default 0.999.
        beta2: f32,
        /// Keeps the quotient finite, default 1e-8.
        epsilon: f32,
    },
    /// Adam with decoupled weight decay (Loshchilov & Hutter 2017); weights and biases decay alike
    AdamW {
        /// Decay of the mean, 0…1, default 0.9.
        beta1: f32,
        /// Decay of the mean square, 0…1, default 0.999.
        beta2: f32,
        /// Keeps the quotient finite, default 1e-8.
        epsilon: f32,
        /// Share of each parameter that goes per step and unit of learning rate, default 0.01.
        weight_decay: f32,
    },
}

impl Choice for Optimizer {
    const WHAT: &'static str = "optimizer";
    const ALL: &'static [Self] = &[
        Self::GradientDescent,
        Self::Momentum { momentum: 0.9 },
        Self::Nesterov { momentum: 0.9 },
        Self::Adagrad { epsilon: 1e-10 },
        Self::RmsProp { decay: 0.99, epsilon: 1e-8 },
        Self::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
        Self::AdamW { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weight_decay: 0.01 },
    ];

    fn name(&self) -> &'static str {
        match self {
            Self::GradientDescent => "gradient_descent",
            Self::Momentum { .. } => "momentum",
            Self::Nesterov { .. } => "nesterov",
            Self::Adagrad { .. } => "adagrad",
            Self::RmsProp { .. } => "rms_prop",
            Self::Adam { .. } => "adam",
            Self::AdamW { .. } => "adam_w",
        }
    }
}
