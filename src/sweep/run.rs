//! One run of a sweep: a trial in a rung with one of the seeds.

/// Identifies a run; runs are executed, and stored in the results, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    /// The rung of successive halving, counted from 0; without halving always 0.
    pub rung: usize,
    /// The trial.
    pub trial: usize,
    /// Index of the seed, counted from 0.
    pub seed: u64,
}
