//! What is measured on the training rows and on the test rows, always apart.

use serde::{Deserialize, Serialize};

/// Metrics of both parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Metrics {
    /// On the rows that are learned from.
    pub train: PartMetrics,
    /// On the rows held back; nothing when there are none.
    pub test: Option<PartMetrics>,
}

/// Metrics of some rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PartMetrics {
    /// The experiment's loss, without regularization.
    pub loss: f64,
    /// Share of rows whose class is right, 0…1; for regression R², at most 1.
    pub score: f64,
}
