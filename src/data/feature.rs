//! Features: what a network reads, an input as it is or a simple function of one or two.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::language::brief;

/// A feature, computed from the scaled inputs; inputs count from zero here and from one in names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Feature {
    /// `x1`
    Input(usize),
    /// `x1^2`
    Square(usize),
    /// `x1*x2`
    Product(usize, usize),
    /// `sin(x1)`
    Sine(usize),
}

impl Feature {
    /// The TensorFlow Playground's seven features of two inputs, in its order.
    pub const PLAYGROUND: [Self; 7] = [
        Self::Input(0),
        Self::Input(1),
        Self::Square(0),
        Self::Square(1),
        Self::Product(0, 1),
        Self::Sine(0),
        Self::Sine(1),
    ];

    /// The feature's value for one row of scaled inputs.
    ///
    /// # Panics
    /// When the feature reads an input that the row does not have.
    #[must_use]
    pub fn of(self, row: &[f32]) -> f32 {
        match self {
            Self::Input(i) => row[i],
            Self::Square(i) => row[i] * row[i],
            Self::Product(i, j) => row[i] * row[j],
            Self::Sine(i) => libm::sinf(row[i]),
        }
    }

    /// Whether the feature depends on this input.
    #[must_use]
    pub const fn reads(self, input: usize) -> bool {
        match self {
            Self::Input(i) | Self::Square(i) | Self::Sine(i) => i == input,
            Self::Product(i, j) => i == input || j == input,
        }
    }

    /// Number of inputs that a row must have for this feature.
    #[must_use]
    pub fn inputs_needed(self) -> usize {
        match self {
            Self::Input(i) | Self::Square(i) | Self::Sine(i) => i.saturating_add(1),
            Self::Product(i, j) => i.max(j).saturating_add(1),
        }
    }
}

impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(i) => write!(f, "x{}", i + 1),
            Self::Square(i) => write!(f, "x{}^2", i + 1),
            Self::Product(i, j) => write!(f, "x{}*x{}", i + 1, j + 1),
            Self::Sine(i) => write!(f, "sin(x{})", i + 1),
        }
    }
}

impl FromStr for Feature {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("“{}” is not a feature; write x1, x1^2, x1*x2 or sin(x1)", brief(text));
        let input = |name: &str| -> Result<usize, String> {
            let number: usize = name.trim().strip_prefix(['x', 'X']).and_then(|n| n.parse().ok()).ok_or_else(wrong)?;
            number.checked_sub(1).ok_or_else(wrong)
        };
        let text = text.trim();
        if let Some((left, right)) = text.split_once('*') {
            Ok(Self::Product(input(left)?, input(right)?))
        } else if let Some(base) = text.strip_suffix("^2") {
            Ok(Self::Square(input(base)?))
        } else if let Some(inner) = text.strip_prefix("sin(").and_then(|rest| rest.strip_suffix(')')) {
            Ok(Self::Sine(input(inner)?))
        } else {
            Ok(Self::Input(input(text)?))
        }
    }
}

impl TryFrom<String> for Feature {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Feature> for String {
    fn from(feature: Feature) -> Self {
        feature.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for feature in Feature::PLAYGROUND {
            assert_eq!(feature.to_string().parse(), Ok(feature));
        }
        for wrong in ["", "x", "x0", "y1", "sin x1", "x1*", "x1^3"] {
            assert!(wrong.parse::<Feature>().is_err(), "{wrong:?} was accepted");
        }
    }
}
