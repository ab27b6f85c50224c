//! The complete state of a trainer; with its experiment, enough to resume as if it had never stopped.

use super::Status;
use crate::nn::{Parameters, Random};

/// State of a trainer between two steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    /// Steps done.
    pub step: u64,
    /// Whole epochs done.
    pub epoch: u64,
    /// Training rows already used in the current epoch, less than the number of training rows.
    pub position: usize,
    /// Training rows used so far, all epochs together.
    pub rows_seen: u64,
    /// Rows on which metrics were recorded so far; it limits how often they are recorded.
    pub rows_evaluated: u64,
    /// Weights and biases.
    pub parameters: Parameters,
    /// The optimizer's moments: zero, one or two numbers per parameter.
    pub moments: Vec<Parameters>,
    /// Steps since the moments were zero, for Adam's bias correction.
    pub moments_age: u64,
    /// Order of the training rows in this epoch, as indices into them.
    pub order: Vec<u32>,
    /// Random stream that shuffles the rows.
    pub batches: Random,
    /// Random stream of dropout, augmentation and input corruption.
    pub noise: Random,
    /// Training loss before the first step, or after the last change of the objective; an exploding loss is measured by
    /// it.
    pub first_loss: f64,
    /// The best loss so far, of the validation rows or else the test rows; only with early stopping.
    pub best: Option<Best>,
    /// Seconds of training so far.
    pub seconds: f64,
    /// Whether training can continue, and if not, why.
    pub status: Status,
}

impl Checkpoint {
    /// Whether a file would say the same of both, apart from the way that led here: numbers are compared bit for bit,
    /// since NaN is not equal to itself.
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

    /// Approximate size of its numbers in bytes.
    pub(super) fn bytes(&self) -> usize {
        let best = self.best.as_ref().and_then(|best| best.parameters.as_ref());
        let sets = 1 + self.moments.len() + usize::from(best.is_some());
        4 * (sets * self.parameters.values().len() + self.order.len())
    }
}

/// The best loss that early stopping has seen, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Best {
    /// Epoch of the best loss.
    pub epoch: u64,
    /// Validation loss, or test loss when there are no validation rows; infinite when every loss was NaN.
    pub loss: f64,
    /// Parameters of that epoch; `None` unless they are to be restored.
    pub parameters: Option<Parameters>,
}
