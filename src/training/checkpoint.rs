//! Everything that a trainer has become; with its experiment, enough to go on as if it had never stopped.

use super::Status;
use crate::nn::{Parameters, Random};

/// State of a trainer between two steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    /// Steps done.
    pub step: u64,
    /// Whole epochs done.
    pub epoch: u64,
    /// Rows of the epoch at hand that are done, less than the number of training rows.
    pub position: usize,
    /// Training rows used so far, all epochs together.
    pub rows_seen: u64,
    /// Rows on which metrics were recorded so far; what paces the recording.
    pub rows_evaluated: u64,
    /// Weights and biases.
    pub parameters: Parameters,
    /// The optimizer's memory: nothing, one number for each parameter, or two.
    pub moments: Vec<Parameters>,
    /// Steps done since the optimizer's memory began, for Adam's correction of its bias.
    pub moments_age: u64,
    /// Order of the rows in this epoch.
    pub order: Vec<u32>,
    /// The stream that orders the rows.
    pub batches: Random,
    /// The stream of dropout.
    pub noise: Random,
    /// The training loss before the first step, or after the last change of what it measures; explosion is told by it.
    pub first_loss: f64,
    /// The best loss so far, of the validation rows or else the test rows, while early stopping watches for it.
    pub best: Option<Best>,
    /// Seconds of training so far.
    pub seconds: f64,
    /// Whether and why training goes on.
    pub status: Status,
}

/// The moment of the best loss that early stopping has seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Best {
    /// Its epoch.
    pub epoch: u64,
    /// The loss of the validation rows, or of the test rows when there are no others; infinite when none was a number.
    pub loss: f64,
    /// The parameters, when they are to be restored.
    pub parameters: Option<Parameters>,
}
