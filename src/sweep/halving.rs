//! Synchronous successive halving (Jamieson & Talwalkar 2016): all trials for a few epochs, the best of them for more.
//!
//! Within a rung no result influences another run, so that machines can share it, and the same plan always promotes the
//! same trials. A promoted trial resumes from its previous state.

use serde::{Deserialize, Serialize};

/// Settings of successive halving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Halving {
    /// The factor by which trials decrease and epochs increase from rung to rung, 2 or more.
    pub eta: u32,
    /// Number of rungs, the last of which trains all epochs; 2 or more.
    pub rungs: u32,
}

/// One rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rung {
    /// Largest number of trials in it.
    pub trials: usize,
    /// Epochs after which they are compared, counted from the start of each.
    pub epochs: u64,
}

impl Halving {
    /// As many rungs as this many trials and epochs allow, down to one trial or one epoch.
    #[must_use]
    pub fn of(eta: u32, trials: usize, epochs: u64) -> Self {
        let (mut rungs, mut left, mut share) = (1, trials, epochs);
        while eta > 1 && left / eta as usize >= 1 && share / u64::from(eta) >= 1 {
            (left, share, rungs) = (left / eta as usize, share / u64::from(eta), rungs + 1);
        }
        Self { eta, rungs }
    }
}
