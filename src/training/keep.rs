//! What becomes of a run when its experiment changes.

/// What becomes of the parameters when an experiment changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Every weight that still has its place is kept; new ones are drawn. Time and history go on.
    WhatFits,
    /// All are drawn anew, from the experiment's seed, at epoch 0.
    Nothing,
}
