//! Synchronous successive halving (Jamieson & Talwalkar 2016): all trials for a few epochs, the best of them for more.
//!
//! A rung is a batch that no result inside it influences, so that machines can share it, and so that the same plan always
//! promotes the same trials. A promoted trial goes on from where it stood.

use serde::{Deserialize, Serialize};

/// How a sweep is halved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Halving {
    /// From rung to rung the trials become so many times fewer and the epochs so many times more, 2 or more.
    pub eta: u32,
    /// How many rungs, the last of which has all epochs; 2 or more.
    pub rungs: u32,
}

/// A batch of trials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rung {
    /// Most trials in it.
    pub trials: usize,
    /// Epochs after which they are compared, counted from the start of each.
    pub epochs: u64,
}

impl Halving {
    /// As many rungs as so many trials and epochs allow, with one trial or one epoch at the ends.
    #[must_use]
    pub fn of(eta: u32, trials: usize, epochs: u64) -> Self {
        let (mut rungs, mut left, mut share) = (1, trials, epochs);
        while eta > 1 && left / eta as usize >= 1 && share / u64::from(eta) >= 1 {
            (left, share, rungs) = (left / eta as usize, share / u64::from(eta), rungs + 1);
        }
        Self { eta, rungs }
    }
}
