//! The edits of a run. The experiment determines how a run goes by itself; with the edits, how it went.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{History, Record};
use crate::{
    data::Source,
    experiment::{Experiment, Place},
};

/// An edit of a run, made between two steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Number of steps done by then.
    pub step: u64,
    /// What was done.
    pub change: Change,
}

/// What can be done to a run in progress.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The experiment was changed; this is the one before.
    Experiment(Arc<Experiment>),
    /// A weight or bias was set by hand.
    Parameter(Place, f32),
    /// The experiment's time limit was reached; no repetition would reach it at the same step.
    TimeUp,
    /// The run went back to this kept moment; what came after it was discarded, and a run that had ended there can
    /// continue.
    Resumed,
}

/// Where the initial weights of a run came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Drawn as the experiment says, so the run can be repeated.
    #[default]
    Drawn,
    /// Imported from an exported network; the run can be repeated only from its first kept moment.
    Imported,
    /// More was done to the run than is kept, so it cannot be repeated.
    Forgotten,
}

/// All edits of a run, in chronological order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edits {
    /// Where its initial weights came from.
    pub origin: Origin,
    list: Vec<Edit>,
}

impl Edits {
    /// Largest number of edits that are kept of a run.
    pub const MOST: usize = 1000;
    /// Largest number of data rows that are kept only because edits mention them.
    const MOST_ROWS: usize = 200_000;

    /// Edits as read from a file.
    #[must_use]
    pub const fn stored(origin: Origin, list: Vec<Edit>) -> Self {
        Self { origin, list }
    }

    /// Every edit, oldest first.
    #[must_use]
    pub fn list(&self) -> &[Edit] {
        &self.list
    }

    /// Whether there are no edits, so that the experiment alone determines the run.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty() && self.origin == Origin::Drawn
    }

    /// The experiment of a run after its first `count` edits, when the experiment is now `now`.
    #[must_use]
    pub fn experiment_after<'e>(&'e self, count: usize, now: &'e Experiment) -> &'e Experiment {
        let later = self.list.get(count..).unwrap_or_default();
        let before = later.iter().find_map(|edit| match &edit.change {
            Change::Experiment(before) => Some(&**before),
            Change::Parameter(..) | Change::TimeUp | Change::Resumed => None,
        });
        before.unwrap_or(now)
    }

    /// The records of the run's `history` that its curves show: not that of before the first step where a parameter was set by
    /// hand there, which is of another network.
    #[must_use]
    pub fn shown_of<'h>(&self, history: &'h History) -> &'h [Record] {
        let is_set = |edit: &Edit| edit.step == 0 && matches!(edit.change, Change::Parameter(..));
        let records = history.records();
        let is_of_another = self.list.iter().any(is_set) && records.first().is_some_and(|first| first.step == 0);
        &records[usize::from(is_of_another)..]
    }

    /// Adds an edit made at `step`, merged with the last one where that does the same; `after` is the experiment from
    /// then on.
    pub(super) fn add(&mut self, step: u64, change: Change, after: &Experiment) {
        if self.origin == Origin::Forgotten {
            return;
        }
        if let Some(last) = self.list.last_mut().filter(|last| last.step == step) {
            match (&mut last.change, &change) {
                // Dragging a value leaves only the final one.
                (Change::Parameter(place, value), Change::Parameter(same, new)) if place == same => {
                    *value = *new;
                    return;
                }
                (Change::Experiment(first), Change::Experiment(second)) if is_one_edit(first, second, after) => return,
                _ => {}
            }
        }
        self.list.push(Edit { step, change });
        if self.list.len() > Self::MOST || self.rows(after) > Self::MOST_ROWS {
            *self = Self { origin: Origin::Forgotten, list: Vec::new() };
        }
    }

    /// Adds an edit made at `step`, never merged with the last one.
    pub(super) fn push(&mut self, step: u64, change: Change) {
        self.list.push(Edit { step, change });
    }

    /// Drops all edits but the first `count`.
    pub(super) fn forget_after(&mut self, count: usize) {
        self.list.truncate(count);
    }

    /// Number of data rows that are stored nowhere but here.
    fn rows(&self, now: &Experiment) -> usize {
        let mut after = &now.data.source;
        let mut rows = 0;
        for edit in self.list.iter().rev() {
            if let Change::Experiment(before) = &edit.change {
                rows += if before.data.source == *after { 0 } else { stored_rows(&before.data.source) };
                after = &before.data.source;
            }
        }
        rows
    }
}

/// Number of rows that a file has to store for this source.
fn stored_rows(source: &Source) -> usize {
    match source {
        Source::Table { table, .. } => table.rows(),
        Source::Painted(points) => points.rows(),
        Source::Generated { .. } | Source::Formula { .. } | Source::Gate(_) | Source::Shipped(_) => 0,
    }
}

/// Whether changing `first` to `second` and that to `third`, with no step in between, does the same as changing `first`
/// to `third`: what is changed has no state, or is rows, which are read anew each time.
fn is_one_edit(first: &Experiment, second: &Experiment, third: &Experiment) -> bool {
    // There and back again is not one edit, because it leaves a trace: a run that had ended can continue.
    if third == first {
        return false;
    }
    let rest = |experiment: &Experiment| {
        let (mut rest, first) = (experiment.clone(), first.clone());
        let (training, of_first) = (rest.training_mut(), first.training());
        if std::mem::discriminant(&training.optimizer) == std::mem::discriminant(&of_first.optimizer) {
            training.optimizer = of_first.optimizer;
        }
        training.learning_rate = of_first.learning_rate;
        training.schedule = of_first.schedule;
        training.regularizer = of_first.regularizer;
        training.batch_size = of_first.batch_size;
        training.clip_norm = of_first.clip_norm;
        training.stop = of_first.stop;
        rest
    };
    let with_rows_of = |experiment: &Experiment, rows: &Experiment| {
        let mut all = experiment.clone();
        all.data = rows.data.clone();
        all.data.features.clone_from(&experiment.data.features);
        all.seeds.data = rows.seeds.data;
        all
    };
    let (second, third) = (rest(second), rest(third));
    if second == *first && third == *first {
        return true;
    }
    // All three have rows of their own, of the same kind and shape; columns of a table are told apart by their names.
    let have_own_rows = second.data != first.data && third.data != first.data && third.data != second.data;
    let source = &first.data.source;
    have_own_rows
        && !matches!(source, Source::Table { .. })
        && [&second, &third].into_iter().all(|other| {
            let kind = std::mem::discriminant(&other.data.source);
            with_rows_of(other, first) == *first
                && kind == std::mem::discriminant(source)
                && other.sizes() == first.sizes()
                && other.data.source.inputs() == source.inputs()
        })
}
