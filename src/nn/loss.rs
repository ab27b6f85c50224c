//! Loss functions, and their derivatives by the outputs.

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::{
    choice::Choice,
    kernel::{Lanes, Pack, Real},
    math,
};

/// The objective that training minimizes: a mean over the rows of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Loss {
    /// `mean (y − t)²` over rows and outputs
    MeanSquaredError,
    /// `mean ½ (y − t)²` over rows and outputs; the TensorFlow Playground's
    HalfSquaredError,
    /// `½ d²` for `|d| ≤ 1`, else `|d| − ½`, with `d = y − t`; mean over rows and outputs (Huber 1964, δ = 1)
    Huber,
    /// `mean −[t ln p + (1 − t) ln(1 − p)]` over rows and outputs, with `p = sigmoid(z)`, computed from the logit `z`
    BinaryCrossEntropy,
    /// `mean −ln p[class]` over rows, with `p = softmax(z)`, computed from the logits `z`
    SoftmaxCrossEntropy,
}

impl Choice for Loss {
    const WHAT: &'static str = "loss";
    const ALL: &'static [Self] = &[
        Self::MeanSquaredError,
        Self::HalfSquaredError,
        Self::Huber,
        Self::BinaryCrossEntropy,
        Self::SoftmaxCrossEntropy,
    ];

    fn name(&self) -> &'static str {
        self.into()
    }
}

/// Applies `$of` to every output; a macro, because a function handed over might not be inlined, and would then be built
/// without the path's instructions.
macro_rules! each {
    ($y:ident, $t:ident, $slopes:ident, $of:ident) => {{
        let mut sum = L::splat(0.0);
        for ((y, t), slope) in $y.iter().zip($t).zip($slopes) {
            let (loss, derivative) = $of(L::load(y), L::load(t));
            sum = sum.add(loss);
            derivative.store(slope);
        }
        sum
    }};
}

impl Loss {
    /// Whether this loss reads logits, so that the last layer must be linear.
    #[must_use]
    pub const fn from_logits(self) -> bool {
        matches!(self, Self::BinaryCrossEntropy | Self::SoftmaxCrossEntropy)
    }

    /// Factor that turns a row's summed loss into its mean over the `outputs`.
    #[must_use]
    pub const fn share(self, outputs: usize) -> f64 {
        match self {
            Self::SoftmaxCrossEntropy => 1.0,
            _ => 1.0 / outputs as f64,
        }
    }

    /// Factor that turns a row's derivatives into those of the mean loss over a batch of `rows`.
    #[inline(always)]
    pub(super) fn scale(self, outputs: usize, rows: usize) -> f32 {
        (self.share(outputs) / rows as f64) as f32
    }

    /// Loss and its derivative by the output, for the outputs `y` and targets `t` of eight rows: the derivatives are
    /// written to `slopes`, and the sum over the outputs is returned, one row per lane.
    #[inline(always)]
    pub(super) fn of_tile<L: Lanes>(self, y: &[Pack], t: &[Pack], slopes: &mut [Pack]) -> L {
        match self {
            Self::MeanSquaredError => each!(y, t, slopes, squared),
            Self::HalfSquaredError => each!(y, t, slopes, half_squared),
            Self::Huber => each!(y, t, slopes, huber),
            Self::BinaryCrossEntropy => each!(y, t, slopes, binary_cross_entropy),
            Self::SoftmaxCrossEntropy => softmax_cross_entropy(y, t, slopes),
        }
    }
}

/// `d²` with `d = y − t`; derivative `2 d`
#[inline(always)]
fn squared<R: Real>(y: R, t: R) -> (R, R) {
    let d = y.sub(t);
    (d.mul(d), d.add(d))
}

/// `½ d²` with `d = y − t`; derivative `d`
#[inline(always)]
fn half_squared<R: Real>(y: R, t: R) -> (R, R) {
    let d = y.sub(t);
    (d.mul(d).mul(R::splat(0.5)), d)
}

/// `½ d²` for `|d| ≤ 1`, else `|d| − ½`; derivative `d`, at most 1 in size
#[inline(always)]
fn huber<R: Real>(y: R, t: R) -> (R, R) {
    let d = y.sub(t);
    let bounded = R::splat(1.0).min(R::splat(-1.0).max(d));
    (bounded.mul(bounded.mul_add(R::splat(-0.5), d)), bounded)
}

/// `ln(1 + exp z) − t z`, which is `−[t ln p + (1 − t) ln(1 − p)]` for `p = 1 / (1 + exp(−z))`; derivative `p − t`
#[inline(always)]
fn binary_cross_entropy<R: Real>(z: R, t: R) -> (R, R) {
    // softplus(z) = max(0, z) + ln(1 + exp(−|z|)): the large parts are subtracted first, so that none is lost.
    let large = R::splat(0.0).max(z).sub(t.mul(z));
    (large.add(math::ln_1p_unit(math::exp(z.abs().neg()))), math::sigmoid(z).sub(t))
}

/// `Σ t (ln Σ exp z − z)`, which is `−ln p[class]` for `p = softmax z`; derivative `p − t`
#[inline(always)]
fn softmax_cross_entropy<L: Lanes>(z: &[Pack], t: &[Pack], slopes: &mut [Pack]) -> L {
    // The largest logit is subtracted first: p stays the same and no exp overflows.
    let mut largest = L::splat(f32::NEG_INFINITY);
    for z in z {
        largest = largest.max(L::load(z));
    }
    let mut total = L::splat(0.0);
    for (z, slope) in z.iter().zip(slopes.iter_mut()) {
        let e = math::exp(L::load(z).sub(largest));
        total = total.add(e);
        e.store(slope);
    }
    let (share, log) = (L::splat(1.0).div(total), math::ln(total));
    let mut loss = L::splat(0.0);
    for ((z, t), slope) in z.iter().zip(t).zip(slopes) {
        let t = L::load(t);
        loss = t.mul_add(log.sub(L::load(z).sub(largest)), loss);
        L::load(slope).mul(share).sub(t).store(slope);
    }
    loss
}
