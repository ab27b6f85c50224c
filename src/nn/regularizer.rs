//! Regularization: L1, L2 and weight decay.

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::choice::Choice;

/// Penalties on the weights, never on the biases; they are not part of the loss that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Regularizer {
    /// Adds `l1 Σ|w|` to the objective; 0 or more, default 0.
    pub l1: f32,
    /// What L1 does at zero.
    pub l1_rule: L1Rule,
    /// Adds `½ l2 Σw²` to the objective; 0 or more, default 0.
    pub l2: f32,
    /// Takes `rate × weight_decay × w` from each weight at each step, apart from the gradient; 0 or more, default 0.
    pub weight_decay: f32,
}

impl Default for Regularizer {
    fn default() -> Self {
        Self { l1: 0.0, l1_rule: L1Rule::Subgradient, l2: 0.0, weight_decay: 0.0 }
    }
}

/// What L1 does with a weight at zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum L1Rule {
    /// The derivative of `|w|`, with 0 at zero.
    Subgradient,
    /// The TensorFlow Playground's: a weight that the penalty carries across zero is set to zero and stays there.
    Dies,
}

impl Choice for L1Rule {
    const WHAT: &'static str = "L1 rule";
    const ALL: &'static [Self] = &[Self::Subgradient, Self::Dies];

    fn name(&self) -> &'static str {
        self.into()
    }
}
