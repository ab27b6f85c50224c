//! The evidence about a run, and how long it has been undisturbed.

use crate::{
    experiment::Experiment,
    insight::LayerStatistics,
    training::{Change, Edits, History, Record, Status, Trainer},
};

/// Number of records after a change before its effect is judged: ten epochs at first.
const FEW_RECORDS: usize = 10;
/// Number of steps after such a change; an epoch may be a single step.
const FEW_STEPS: u64 = 100;

/// What a run is judged by, all of the same moment, the latest.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// The experiment that is trained.
    pub experiment: &'a Experiment,
    /// Its metrics over time.
    pub history: &'a History,
    /// Its edits.
    pub edits: &'a Edits,
    /// Training loss at the start, or after the last change of the objective.
    pub first_loss: f64,
    /// Statistics of each layer.
    pub statistics: &'a [LayerStatistics],
    /// Whether training can continue.
    pub status: &'a Status,
}

impl<'a> Evidence<'a> {
    /// The current state of a run, with these layer statistics.
    #[must_use]
    pub fn of(trainer: &'a Trainer, statistics: &'a [LayerStatistics]) -> Self {
        Self {
            experiment: trainer.experiment(),
            history: trainer.history(),
            edits: trainer.edits(),
            first_loss: trainer.first_loss(),
            statistics,
            status: trainer.status(),
        }
    }

    /// The records since the person's last change; empty while they are too few to judge it.
    pub(super) fn undisturbed(&self) -> &'a [Record] {
        let records = self.history.records();
        let changed = self.last(|before, after| !learns_alike(before, after));
        let calm = &records[records.partition_point(|record| changed.is_some_and(|step| record.step <= step))..];
        let steps = calm.last().map_or(0, |newest| newest.step - changed.unwrap_or(0));
        if calm.len() < FEW_RECORDS || steps < FEW_STEPS { &[] } else { calm }
    }

    /// The records since the person's last change of anything but the learning rate.
    pub(super) fn but_for_the_rate(&self) -> &'a [Record] {
        let records = self.history.records();
        let changed = self.last(|before, after| !learns_alike(&at_the_rate_of(before, after), after));
        // The record of that step belongs to the time before.
        &records[records.partition_point(|record| changed.is_some_and(|step| record.step <= step))..]
    }

    /// The step of the latest change for which `counts(before, after)` is true.
    fn last(&self, counts: impl Fn(&Experiment, &Experiment) -> bool) -> Option<u64> {
        let list = self.edits.list().iter().enumerate().rev();
        let found = list.clone().find(|(index, edit)| match &edit.change {
            Change::Experiment(before) => counts(before, self.edits.experiment_after(index + 1, self.experiment)),
            Change::Parameter(..) | Change::Resumed => true,
            Change::TimeUp => false,
        });
        found.map(|(_, edit)| edit.step)
    }
}

/// Whether the two train alike: stop rules do not change how a network learns.
fn learns_alike(one: &Experiment, other: &Experiment) -> bool {
    let mut training = one.training().clone();
    (training.stop, training.early_stopping) = (other.training().stop, other.training().early_stopping);
    one.data == other.data && one.network == other.network && one.seeds == other.seeds && training == *other.training()
}

fn at_the_rate_of(one: &Experiment, other: &Experiment) -> Experiment {
    let mut one = one.clone();
    let training = one.training_mut();
    (training.learning_rate, training.schedule) = (other.training().learning_rate, other.training().schedule);
    one
}
