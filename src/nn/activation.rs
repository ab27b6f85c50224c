//! What a unit does with its weighted sum.

use serde::{Deserialize, Serialize};

use super::{
    choice::Choice,
    kernel::{Lanes, Pack, Real},
    math,
};

/// The function of a unit, applied to its weighted sum `z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activation {
    /// `z`
    Linear,
    /// `1 / (1 + exp(−z))`, range 0…1
    Sigmoid,
    /// `tanh z`, range −1…1
    Tanh,
    /// `max(0, z)`
    Relu,
    /// `z` above zero, `0.01 z` below
    LeakyRelu,
    /// `z` above zero, `exp(z) − 1` below (Clevert et al. 2015, α = 1)
    Elu,
    /// `z Φ(z)` with the exact normal distribution function (Hendrycks & Gimpel 2016)
    Gelu,
    /// `z / (1 + exp(−z))` (Elfwing et al. 2017)
    Silu,
    /// `ln(1 + exp z)`
    Softplus,
    /// `sin z`
    Sine,
    /// `1` above zero, else `0`; has no useful derivative, so a layer with it cannot be trained
    Step,
}

impl Choice for Activation {
    const WHAT: &'static str = "activation";
    const ALL: &'static [Self] = &[
        Self::Linear,
        Self::Sigmoid,
        Self::Tanh,
        Self::Relu,
        Self::LeakyRelu,
        Self::Elu,
        Self::Gelu,
        Self::Silu,
        Self::Softplus,
        Self::Sine,
        Self::Step,
    ];

    fn name(&self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Sigmoid => "sigmoid",
            Self::Tanh => "tanh",
            Self::Relu => "relu",
            Self::LeakyRelu => "leaky_relu",
            Self::Elu => "elu",
            Self::Gelu => "gelu",
            Self::Silu => "silu",
            Self::Softplus => "softplus",
            Self::Sine => "sine",
            Self::Step => "step",
        }
    }
}

/// Applies `$at` to every pack; a macro, because a function handed over might not be inlined, and would then be built
/// without the path's instructions.
macro_rules! each {
    ($z:ident, $slopes:ident, $at:ident) => {
        for (z, slope) in $z.iter_mut().zip($slopes) {
            let (value, derivative) = $at(L::load(z));
            value.store(z);
            derivative.store(slope);
        }
    };
}

impl Activation {
    /// Whether gradient descent can pass through a unit of this kind.
    #[must_use]
    pub const fn trainable(self) -> bool {
        !matches!(self, Self::Step)
    }

    /// Value and slope at `z`.
    #[inline(always)]
    pub fn at<R: Real>(self, z: R) -> (R, R) {
        match self {
            Self::Linear => linear(z),
            Self::Sigmoid => sigmoid(z),
            Self::Tanh => tanh(z),
            Self::Relu => relu(z),
            Self::LeakyRelu => leaky_relu(z),
            Self::Elu => elu(z),
            Self::Gelu => gelu(z),
            Self::Silu => silu(z),
            Self::Softplus => softplus(z),
            Self::Sine => sine(z),
            Self::Step => step(z),
        }
    }

    /// Turns weighted sums into values and writes the slopes beside them.
    #[inline(always)]
    pub(super) fn activate<L: Lanes>(self, z: &mut [Pack], slopes: &mut [Pack]) {
        // The choice stands outside the loop, and each arm is a loop of its own.
        match self {
            Self::Linear => each!(z, slopes, linear),
            Self::Sigmoid => each!(z, slopes, sigmoid),
            Self::Tanh => each!(z, slopes, tanh),
            Self::Relu => each!(z, slopes, relu),
            Self::LeakyRelu => each!(z, slopes, leaky_relu),
            Self::Elu => each!(z, slopes, elu),
            Self::Gelu => each!(z, slopes, gelu),
            Self::Silu => each!(z, slopes, silu),
            Self::Softplus => each!(z, slopes, softplus),
            Self::Sine => each!(z, slopes, sine),
            Self::Step => each!(z, slopes, step),
        }
    }
}

/// `z`; slope 1
#[inline(always)]
fn linear<R: Real>(z: R) -> (R, R) {
    (z, R::splat(1.0))
}

/// `s = 1 / (1 + exp(−z))`; slope `s (1 − s)`
#[inline(always)]
fn sigmoid<R: Real>(z: R) -> (R, R) {
    let s = math::sigmoid(z);
    (s, s.mul(R::splat(1.0).sub(s)))
}

/// `y = tanh z`; slope `1 − y²`
#[inline(always)]
fn tanh<R: Real>(z: R) -> (R, R) {
    let y = math::tanh(z);
    (y, y.neg().mul_add(y, R::splat(1.0)))
}

/// `max(0, z)`; slope 1 above zero, else 0
#[inline(always)]
fn relu<R: Real>(z: R) -> (R, R) {
    (R::splat(0.0).max(z), R::splat(0.0).less(z).and(R::splat(1.0)))
}

/// `z` above zero, else `0.01 z`; slope 1 or 0.01
#[inline(always)]
fn leaky_relu<R: Real>(z: R) -> (R, R) {
    let slope = R::splat(0.0).less(z).select(R::splat(1.0), R::splat(0.01));
    (z.mul(slope), slope)
}

/// `z` above zero, else `exp(z) − 1`; slope 1 or `exp z`
#[inline(always)]
fn elu<R: Real>(z: R) -> (R, R) {
    let positive = R::splat(0.0).less(z);
    let e = math::exp(z);
    (positive.select(z, e.sub(R::splat(1.0))), positive.select(R::splat(1.0), e))
}

/// `z Φ(z)`; slope `Φ(z) + z φ(z)`, with the normal distribution function `Φ` and its density `φ`
#[inline(always)]
fn gelu<R: Real>(z: R) -> (R, R) {
    let half = R::splat(0.5);
    let distribution = math::erf(z.mul(R::splat(std::f32::consts::FRAC_1_SQRT_2))).mul_add(half, half);
    let density = math::exp(z.mul(z).mul(R::splat(-0.5))).mul(R::splat(0.398_942_3)); // 1 / √(2π)
    (z.mul(distribution), z.mul_add(density, distribution))
}

/// `z s` with `s = 1 / (1 + exp(−z))`; slope `s (1 + z (1 − s))`
#[inline(always)]
fn silu<R: Real>(z: R) -> (R, R) {
    let s = math::sigmoid(z);
    let one = R::splat(1.0);
    (z.mul(s), s.mul(z.mul_add(one.sub(s), one)))
}

/// `ln(1 + exp z)`; slope `1 / (1 + exp(−z))`
#[inline(always)]
fn softplus<R: Real>(z: R) -> (R, R) {
    (math::softplus(z), math::sigmoid(z))
}

/// `sin z`; slope `cos z`
#[inline(always)]
fn sine<R: Real>(z: R) -> (R, R) {
    math::sin_cos(z)
}

/// 1 above zero, else 0; slope 0
#[inline(always)]
fn step<R: Real>(z: R) -> (R, R) {
    (R::splat(0.0).less(z).and(R::splat(1.0)), R::splat(0.0))
}
