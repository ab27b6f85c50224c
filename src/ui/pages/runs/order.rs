//! The order of the runs in their list.

use crate::{
    data::Split,
    measure::Metrics,
    training::KeptRun,
    ui::{
        Runs,
        runs::{Left, Pinned},
    },
};

/// By what runs are sorted, if not as they came, and whether the largest comes first.
pub(super) type Sorted = Option<(By, bool)>;

/// What runs are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// The loss of a part.
    Loss(Split),
    /// The epochs.
    Epochs,
}

impl By {
    /// A number to compare; runs without it come last.
    fn of(self, run: &KeptRun) -> f64 {
        match self {
            Self::Loss(split) => loss(run.metrics().copied(), split).unwrap_or(f64::NAN),
            Self::Epochs => run.epochs() as f64,
        }
    }
}

/// One of the other runs.
#[derive(Clone, Copy)]
pub(super) enum Other<'a> {
    Pinned(&'a Pinned),
    Left(&'a Left),
}

/// The pinned runs and then the abandoned ones, the newest first, or all of them as they are sorted.
pub(super) fn others(runs: &Runs, sorted: Sorted) -> Vec<Other<'_>> {
    let mut others: Vec<Other<'_>> = runs.all().iter().map(Other::Pinned).collect();
    others.extend(runs.left().iter().rev().map(Other::Left));
    if let Some((by, reversed)) = sorted {
        let number = |other: &Other<'_>| match other {
            Other::Pinned(pinned) => by.of(&pinned.run),
            Other::Left(left) => by.of(&left.run),
        };
        others.sort_by(|a, b| {
            let (a, b) = (number(a), number(b));
            let order = if reversed { b.total_cmp(&a) } else { a.total_cmp(&b) };
            a.is_nan().cmp(&b.is_nan()).then(order)
        });
    }
    others
}

/// The loss of a part, when it has rows.
pub(super) fn loss(metrics: Option<Metrics>, split: Split) -> Option<f64> {
    metrics?.part(split).map(|part| part.loss)
}
