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

impl Checkpoint {
    /// Whether it would be written as `other` is, but for what a file says of the way there: numbers are compared bit for
    /// bit, since one that is none equals nothing.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let bits = |a: &Parameters, b: &Parameters| {
            a.sizes() == b.sizes() && a.values().iter().zip(b.values()).all(|(a, b)| a.to_bits() == b.to_bits())
        };
        let best = |state: &Self| state.best.as_ref().map(|best| (best.epoch, best.loss.to_bits()));
        let counts = |state: &Self| (state.step, state.epoch, state.position, state.rows_seen, state.moments_age);
        std::ptr::eq(self, other)
            || counts(self) == counts(other)
                && self.status == other.status
                && best(self) == best(other)
                && (&self.order, &self.batches, &self.noise) == (&other.order, &other.batches, &other.noise)
                && bits(&self.parameters, &other.parameters)
                && self.moments.len() == other.moments.len()
                && self.moments.iter().zip(&other.moments).all(|(a, b)| bits(a, b))
    }

    /// Bytes of its numbers, near enough.
    pub(super) fn bytes(&self) -> usize {
        let best = self.best.as_ref().and_then(|best| best.parameters.as_ref());
        let sets = 1 + self.moments.len() + usize::from(best.is_some());
        4 * (sets * self.parameters.values().len() + self.order.len())
    }
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
