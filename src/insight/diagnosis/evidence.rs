//! What is known of a run, and since when it has been left alone.

use crate::{
    experiment::Experiment,
    insight::LayerStatistics,
    training::{Change, Edits, History, Record, Status, Trainer},
};

/// Records after a change by the person before anything is said of what it has done: ten epochs at first.
const FEW_RECORDS: usize = 10;
/// Steps after such a change; an epoch may be a single step.
const FEW_STEPS: u64 = 100;

/// What a run is judged by, all of one moment, its newest.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// The experiment that is trained.
    pub experiment: &'a Experiment,
    /// How the metrics went.
    pub history: &'a History,
    /// What was done to the run on its way.
    pub edits: &'a Edits,
    /// Training loss with which it began, or went on when what is measured was changed.
    pub first_loss: f64,
    /// How each layer is doing.
    pub statistics: &'a [LayerStatistics],
    /// Whether training goes on.
    pub status: &'a Status,
}

impl<'a> Evidence<'a> {
    /// Of a run as it is now, whose layers are doing so.
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

    /// The records since the person last changed something; none while these are too few to say what that has done.
    pub(super) fn undisturbed(&self) -> &'a [Record] {
        let records = self.history.records();
        let changed = self.last(|before, after| !learns_alike(before, after));
        let calm = &records[records.partition_point(|record| changed.is_some_and(|step| record.step <= step))..];
        let steps = calm.last().map_or(0, |newest| newest.step - changed.unwrap_or(0));
        if calm.len() < FEW_RECORDS || steps < FEW_STEPS { &[] } else { calm }
    }

    /// The records since the person last changed something other than the learning rate.
    pub(super) fn but_for_the_rate(&self) -> &'a [Record] {
        let records = self.history.records();
        let changed = self.last(|before, after| !learns_alike(&at_the_rate_of(before, after), after));
        // The record of the very step belongs to what was before.
        &records[records.partition_point(|record| changed.is_some_and(|step| record.step <= step))..]
    }

    /// The step of the newest change that `counts`, which is asked about the experiment before and after each.
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

/// Whether nothing that a step depends on differs: rules for stopping do not change how a network learns.
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
