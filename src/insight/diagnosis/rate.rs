//! Whether the learning rate is the problem.

use super::{Evidence, Symptom, layers, trend::Trend};
use crate::nn::Optimizer;

/// A loss jumps when it changes between records by this fraction of itself, on average; with a rate above the
/// recommended maximum, half of that is enough.
const JUMP: f64 = 0.15;

/// Evidence that the learning rate is too high.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Haste {
    /// The loss stays above its initial value.
    Above {
        /// How many times the initial loss it is.
        times: f64,
    },
    /// The loss was lower before the rate was raised.
    Raised {
        /// The epoch at which it was.
        since: u64,
        /// The previous rate.
        from: f32,
    },
    /// The loss oscillates and does not fall.
    Jumping {
        /// The recent minimum.
        low: f64,
        /// The recent maximum.
        high: f64,
    },
    /// Steps this large have stopped units.
    Driven {
        /// Whether they output 0 for every row; otherwise they are saturated.
        dead: bool,
    },
    /// The rate is above the recommended maximum, and the loss does not fall.
    Stuck,
}

/// The highest rate worth trying: above it plain steps overshoot the curve that they follow, and optimizers with steps
/// of the size of the rate move weights by more than their own size. Accumulated velocity counts.
#[must_use]
pub fn fastest(optimizer: Optimizer) -> f32 {
    match optimizer {
        Optimizer::GradientDescent | Optimizer::Adagrad { .. } => 1.0,
        Optimizer::Momentum { momentum } | Optimizer::Nesterov { momentum } => (1.0 - momentum).clamp(0.01, 1.0),
        Optimizer::RmsProp { .. } | Optimizer::Adam { .. } | Optimizer::AdamW { .. } => 0.1,
    }
}

/// The learning rate is too high, judging by the loss.
pub(super) fn too_fast(evidence: &Evidence<'_>, trend: &Trend<'_>) -> Option<Symptom> {
    let raised = || trend.thrown_up().map(|(before, from)| Haste::Raised { since: before.epoch, from });
    let above = || trend.times_the_start().map(|times| Haste::Above { times });
    let share = if is_high(evidence) { JUMP / 2.0 } else { JUMP };
    let jumping = || trend.jumping(share).map(|(low, high)| Haste::Jumping { low, high });
    let sign = raised().or_else(above).or_else(jumping)?;
    Some(Symptom::TooFast { rate: evidence.experiment.training().learning_rate, sign })
}

/// Whether the rate is at the recommended maximum or above, in a network that could do with a lower one.
pub(super) fn is_high(evidence: &Evidence<'_>) -> bool {
    let training = evidence.experiment.training();
    training.learning_rate >= fastest(training.optimizer) && !evidence.experiment.network.hidden.is_empty()
}

/// A high learning rate has made units dead, or saturated them.
pub(super) fn drove(evidence: &Evidence<'_>, are_dead: bool) -> Option<Symptom> {
    let rate = evidence.experiment.training().learning_rate;
    is_high(evidence).then_some(Symptom::TooFast { rate, sign: Haste::Driven { dead: are_dead } })
}

/// Whether the loss would fall, but the steps are too small to get anywhere.
pub(super) fn too_slow(evidence: &Evidence<'_>, trend: &Trend<'_>) -> bool {
    let steps = trend.span().1;
    trend.has_lasted()
        && trend.is_poor()
        && trend.falls_little()
        && !is_high(evidence)
        && !layers::begins_large(evidence)
        && trend.level().is_some_and(|loss| layers::crawls(evidence, loss, steps))
}
