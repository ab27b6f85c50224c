//! What happens to a run when its experiment changes.

use crate::experiment::Impact;

/// What happens to the parameters when an experiment changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Every weight that still has its place is kept; new ones are drawn. Step counts and history continue.
    WhatFits,
    /// All are drawn anew with the experiment's seed, at epoch 0.
    Nothing,
}

impl From<&Impact> for Keep {
    fn from(impact: &Impact) -> Self {
        match impact {
            Impact::GoesOn | Impact::KeepsWhatFits(_) => Self::WhatFits,
            Impact::BeginsAnew(_) | Impact::PipelineBeginsAnew(_) => Self::Nothing,
        }
    }
}
