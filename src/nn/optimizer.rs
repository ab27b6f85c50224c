//! Optimizers: how a gradient becomes an update of the parameters.

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::{choice::Choice, kernel::Real};

/// The update rule; `g` is the gradient, `rate` the learning rate of this step. All moments (`v`, `s`, `m`) start at 0.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum Optimizer {
    /// `w ← w − rate g`
    GradientDescent,
    /// `v ← momentum v + g; w ← w − rate v`
    Momentum {
        /// Fraction of the previous velocity that is kept, 0…1, default 0.9.
        momentum: f32,
    },
    /// `v ← momentum v + g; w ← w − rate (g + momentum v)` (Sutskever et al. 2013)
    Nesterov {
        /// Fraction of the previous velocity that is kept, 0…1, default 0.9.
        momentum: f32,
    },
    /// `s ← s + g²; w ← w − rate g / (√s + epsilon)` (Duchi et al. 2011)
    Adagrad {
        /// Added to the denominator so that it is never zero, default 1e-10.
        epsilon: f32,
    },
    /// `s ← decay s + (1 − decay) g²; w ← w − rate g / (√s + epsilon)` (Tieleman & Hinton 2012)
    RmsProp {
        /// Decay of `s`, the running mean of `g²`, 0…1, default 0.99.
        decay: f32,
        /// Added to the denominator so that it is never zero, default 1e-8.
        epsilon: f32,
    },
    /// `m ← beta1 m + (1 − beta1) g; v ← beta2 v + (1 − beta2) g²; w ← w − rate m̂ / (√v̂ + epsilon)` with the
    /// bias-corrected `m̂ = m / (1 − beta1ᵗ)` and `v̂ = v / (1 − beta2ᵗ)` at step `t`, counted from 1 (Kingma & Ba
    /// 2014, algorithm 1)
    Adam {
        /// Decay of `m`, the running mean of `g` (first moment), 0…1, default 0.9.
        beta1: f32,
        /// Decay of `v`, the running mean of `g²` (second moment), 0…1, default 0.999.
        beta2: f32,
        /// Added to the denominator so that it is never zero, default 1e-8.
        epsilon: f32,
    },
    /// `w ← (1 − rate weight_decay) w`, then Adam's update: decoupled weight decay (Loshchilov & Hutter 2017), of
    /// weights and biases alike
    AdamW {
        /// Decay of `m`, the running mean of `g` (first moment), 0…1, default 0.9.
        beta1: f32,
        /// Decay of `v`, the running mean of `g²` (second moment), 0…1, default 0.999.
        beta2: f32,
        /// Added to the denominator so that it is never zero, default 1e-8.
        epsilon: f32,
        /// Each step takes away `rate × weight_decay` of each parameter; default 0.01.
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
        self.into()
    }
}

impl Optimizer {
    /// Number of state slots (moments) per parameter.
    #[must_use]
    pub const fn moments(&self) -> usize {
        match self {
            Self::GradientDescent => 0,
            Self::Momentum { .. } | Self::Nesterov { .. } | Self::Adagrad { .. } | Self::RmsProp { .. } => 1,
            Self::Adam { .. } | Self::AdamW { .. } => 2,
        }
    }
}

/// One optimizer with its coefficients for one step: how a parameter `w` with gradient `g` moves.
pub(super) trait Rule: Copy {
    /// The parameter and its moments after the step; `memory` holds the moments before, unused ones being 0.
    fn step<R: Real>(self, w: R, g: R, memory: [R; 2]) -> (R, [R; 2]);
}

#[derive(Clone, Copy)]
pub(super) struct GradientDescent {
    pub rate: f32,
}

impl Rule for GradientDescent {
    #[inline(always)]
    fn step<R: Real>(self, w: R, g: R, memory: [R; 2]) -> (R, [R; 2]) {
        (g.mul_add(R::splat(-self.rate), w), memory)
    }
}

#[derive(Clone, Copy)]
pub(super) struct Momentum {
    pub rate: f32,
    pub momentum: f32,
    pub nesterov: bool,
}

impl Rule for Momentum {
    #[inline(always)]
    fn step<R: Real>(self, w: R, g: R, [velocity, unused]: [R; 2]) -> (R, [R; 2]) {
        let velocity = velocity.mul_add(R::splat(self.momentum), g);
        let direction = if self.nesterov { velocity.mul_add(R::splat(self.momentum), g) } else { velocity };
        (direction.mul_add(R::splat(-self.rate), w), [velocity, unused])
    }
}

#[derive(Clone, Copy)]
pub(super) struct Adagrad {
    pub rate: f32,
    pub epsilon: f32,
}

impl Rule for Adagrad {
    #[inline(always)]
    fn step<R: Real>(self, w: R, g: R, [squares, unused]: [R; 2]) -> (R, [R; 2]) {
        let squares = g.mul_add(g, squares);
        let direction = g.div(squares.sqrt().add(R::splat(self.epsilon)));
        (direction.mul_add(R::splat(-self.rate), w), [squares, unused])
    }
}

#[derive(Clone, Copy)]
pub(super) struct RmsProp {
    pub rate: f32,
    pub decay: f32,
    pub epsilon: f32,
}

impl Rule for RmsProp {
    #[inline(always)]
    fn step<R: Real>(self, w: R, g: R, [square, unused]: [R; 2]) -> (R, [R; 2]) {
        let square = blend(square, g.mul(g), self.decay);
        let direction = g.div(square.sqrt().add(R::splat(self.epsilon)));
        (direction.mul_add(R::splat(-self.rate), w), [square, unused])
    }
}

/// `w ← kept w − corrected_rate m / (root_correction √v + epsilon)`, Adam's formula with the bias correction taken into
/// two factors: `m` and `v` start at zero and are too small at first, which dividing by `1 − betaᵗ` at step `t`
/// corrects.
#[derive(Clone, Copy)]
pub(super) struct Adam {
    pub beta1: f32,
    pub beta2: f32,
    pub epsilon: f32,
    /// What AdamW's decay leaves of a parameter, `1 − rate weight_decay`; 1 for Adam.
    pub kept: f32,
    /// `rate / (1 − beta1ᵗ)`
    pub corrected_rate: f32,
    /// `1 / √(1 − beta2ᵗ)`
    pub root_correction: f32,
}

impl Adam {
    /// For step `t`, counted from 1.
    pub(super) fn new(rate: f32, [beta1, beta2]: [f32; 2], epsilon: f32, weight_decay: f32, t: u64) -> Self {
        let rest = |beta: f32| 1.0 - power(f64::from(beta), t);
        Self {
            beta1,
            beta2,
            epsilon,
            kept: 1.0 - rate * weight_decay,
            corrected_rate: (f64::from(rate) / rest(beta1)) as f32,
            root_correction: (1.0 / rest(beta2).sqrt()) as f32,
        }
    }
}

impl Rule for Adam {
    #[inline(always)]
    fn step<R: Real>(self, w: R, g: R, [mean, square]: [R; 2]) -> (R, [R; 2]) {
        let mean = blend(mean, g, self.beta1);
        let square = blend(square, g.mul(g), self.beta2);
        let size = square.sqrt().mul_add(R::splat(self.root_correction), R::splat(self.epsilon));
        let w = w.mul(R::splat(self.kept));
        (mean.div(size).mul_add(R::splat(-self.corrected_rate), w), [mean, square])
    }
}

/// `share old + (1 − share) new`
#[inline(always)]
fn blend<R: Real>(old: R, new: R, share: f32) -> R {
    old.mul_add(R::splat(share), new.mul(R::splat(1.0 - share)))
}

/// `baseᵗ` for a base of 0…1 by repeated squaring, which gives the same bits on every machine; 0 below 2⁻⁶⁰, where
/// `1 − baseᵗ` is 1.
fn power(base: f64, t: u64) -> f64 {
    // base ≤ exp(base − 1), and exp(−42) < 2⁻⁶⁰.
    if t as f64 * (1.0 - base) > 42.0 {
        return 0.0;
    }
    let (mut result, mut square, mut rest) = (1.0, base, t);
    while rest > 0 {
        if rest & 1 == 1 {
            result *= square;
        }
        square *= square;
        rest >>= 1;
    }
    result
}
