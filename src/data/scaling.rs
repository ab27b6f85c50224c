//! Bringing columns of different size to one scale.

use serde::{Deserialize, Serialize};

use crate::nn::Choice;

/// What is done to each input column, and to each target of a regression, before training.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scaling {
    /// Nothing.
    None,
    /// Mean 0 and deviation 1 over the training rows.
    Standardize,
    /// From −1 to 1 over the training rows.
    Range,
}

impl Choice for Scaling {
    const WHAT: &'static str = "scaling";
    const ALL: &'static [Self] = &[Self::None, Self::Standardize, Self::Range];

    fn name(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Standardize => "standardize",
            Self::Range => "range",
        }
    }
}

/// `scaled = (raw − offset) / size`, for one column.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// What is taken away.
    pub offset: f32,
    /// What is then divided by, above zero.
    pub size: f32,
}

impl Scale {
    /// Leaves a number as it is.
    pub const NONE: Self = Self { offset: 0.0, size: 1.0 };

    /// Raw to scaled.
    #[must_use]
    pub fn scaled(self, raw: f32) -> f32 {
        (raw - self.offset) / self.size
    }

    /// Scaled to raw.
    #[must_use]
    pub fn raw(self, scaled: f32) -> f32 {
        scaled.mul_add(self.size, self.offset)
    }
}
