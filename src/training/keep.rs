//! What becomes of a run when its experiment changes.

use crate::experiment::Impact;

/// What becomes of the parameters when an experiment changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Every weight that still has its place is kept; new ones are drawn. Time and history go on.
    WhatFits,
    /// All are drawn anew, from the experiment's seed, at epoch 0.
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
