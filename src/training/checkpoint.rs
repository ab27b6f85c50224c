//! Everything that a trainer has become; with its experiment, enough to go on as if it had never stopped.

use crate::nn::{Parameters, Random};

use super::{Stage, Status};

/// State of a trainer between two steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    /// What was being trained.
    pub stage: Stage,
    /// Steps done.
    pub step: u64,
    /// Training rows used so far, all epochs together.
    pub rows_seen: u64,
    /// Weights and biases.
    pub parameters: Parameters,
    /// The optimizer's memory: nothing, one number for each parameter, or two.
    pub moments: Vec<Parameters>,
    /// Order of the rows in this epoch.
    pub order: Vec<u32>,
    /// The stream that orders the rows.
    pub batches: Random,
    /// The stream of dropout.
    pub noise: Random,
    /// Whether training can go on.
    pub status: Status,
}
