//! How far an output is from its target.

use serde::{Deserialize, Serialize};

use super::choice::Choice;

/// The number that training makes small, as a mean over the rows of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
        match self {
            Self::MeanSquaredError => "mean_squared_error",
            Self::HalfSquaredError => "half_squared_error",
            Self::Huber => "huber",
            Self::BinaryCrossEntropy => "binary_cross_entropy",
            Self::SoftmaxCrossEntropy => "softmax_cross_entropy",
        }
    }
}

impl Loss {
    /// Whether this loss reads logits, so that the last layer must be linear.
    #[must_use]
    pub const fn from_logits(self) -> bool {
        matches!(self, Self::BinaryCrossEntropy | Self::SoftmaxCrossEntropy)
    }
}
