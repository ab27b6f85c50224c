//! The objective of a sweep: a metric of the validation rows, smaller being better.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Outcome;
use crate::training::Status;

/// The objective, always on validation rows: test rows used for selection would no longer estimate the error on unseen
/// data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Objective {
    /// The final validation loss.
    #[default]
    Loss,
    /// The final accuracy, or R².
    Accuracy,
    /// Number of epochs until the loss is reached.
    Epochs {
        /// The loss to be reached.
        loss: f64,
    },
}

impl Objective {
    /// Parses `loss`, `accuracy` or `epochs:0.05`.
    ///
    /// # Errors
    /// A sentence that lists them.
    pub fn read(text: &str) -> Result<Self, String> {
        let goal = text.strip_prefix("epochs:").and_then(|goal| goal.trim().parse::<f64>().ok());
        match (text, goal.filter(|goal| goal.is_finite() && *goal > 0.0)) {
            ("loss", _) => Ok(Self::Loss),
            ("accuracy", _) => Ok(Self::Accuracy),
            (_, Some(loss)) => Ok(Self::Epochs { loss }),
            _ => Err(format!(
                "“{text}” is no objective; write loss, accuracy, or epochs:0.05 for the epochs until the loss is 0.05"
            )),
        }
    }

    /// The value of `outcome`, smaller being better: infinite for a goal that was not reached, and NaN, which ranks
    /// last, for a run that diverged.
    #[must_use]
    pub fn of(self, outcome: &Outcome) -> f64 {
        if matches!(outcome.status, Status::Diverged { .. }) {
            return f64::NAN;
        }
        match self {
            Self::Loss => outcome.validation.loss,
            Self::Accuracy => -outcome.validation.score,
            Self::Epochs { .. } => outcome.reached.map_or(f64::INFINITY, |epoch| epoch as f64),
        }
    }

    /// A value of [`of`](Self::of), or a median of them, for people.
    #[must_use]
    pub fn shown(self, value: f64) -> String {
        match self {
            _ if value.is_nan() => "diverged".into(),
            Self::Loss => format!("{value:.6}"),
            Self::Accuracy => format!("{:.4}", -value),
            Self::Epochs { .. } if value.is_infinite() => "not reached".into(),
            Self::Epochs { .. } => format!("{value}"),
        }
    }
}

impl fmt::Display for Objective {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Loss => f.write_str("loss of the validation rows"),
            Self::Accuracy => f.write_str("accuracy (or R²) of the validation rows"),
            Self::Epochs { loss } => write!(f, "epochs until the loss of the validation rows is {loss}"),
        }
    }
}
