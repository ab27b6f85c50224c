//! Going back to a kept moment of the run.

use std::sync::Arc;

use super::{Change, Checkpoint, Edits, Keep, StageRun, Status, Timeline, Trainer, guard::Guard, timeline::Mark};
use crate::{experiment::ValidExperiment, nn::Network};

/// The experiment of a run of `now` at its kept moment `index`, with the layers of that moment; `None` when it is no
/// longer known.
fn experiment_at(timeline: &Timeline, edits: &Edits, now: &ValidExperiment, index: usize) -> Option<ValidExperiment> {
    let then = edits.experiment_after(timeline.edits_before(index), now);
    let then = if *then == **now { now.clone() } else { then.clone().validate().ok()? };
    (then.sizes() == timeline.moments()[index].parameters.sizes()).then_some(then)
}

/// Whether a run of `now` that goes back to a moment of `then` also takes the experiment of then: its weights belong to
/// other layers, or to other rows.
fn is_of_another_kind(then: &ValidExperiment, now: &ValidExperiment) -> bool {
    then.sizes() != now.sizes() || !then.has_rows_of(now)
}

impl StageRun {
    /// The experiment that the run goes on with when it [goes back](Trainer::go_back_to) to `step`.
    #[must_use]
    pub fn experiment_back_at(&self, step: u64) -> ValidExperiment {
        let now = &self.experiment;
        let then =
            self.timeline.index_at(step).and_then(|index| experiment_at(&self.timeline, &self.edits, now, index));
        then.filter(|then| is_of_another_kind(then, now)).unwrap_or_else(|| now.clone())
    }
}

impl Trainer {
    /// Kept moments of the run that one can look at and go back to. They do not influence further training.
    #[must_use]
    pub const fn timeline(&self) -> &Arc<Timeline> {
        &self.timeline
    }

    /// The newest kept moment at or before `step`, with the experiment of that time.
    #[must_use]
    pub fn moment_at(&self, step: u64) -> Option<(ValidExperiment, Arc<Checkpoint>)> {
        let index = self.timeline.index_at(step)?;
        let then = experiment_at(&self.timeline, &self.edits, &self.experiment, index)?;
        Some((then, Arc::clone(&self.timeline.moments()[index])))
    }

    /// Goes back to the newest kept moment at or before `step` and discards what came later. Returns whether there is
    /// one.
    ///
    /// The experiment stays as it is now: changes made since that moment are applied again at it, so that another
    /// optimizer starts with zero moments here too. Only if the layers or the rows were different then, the experiment
    /// of that time is restored.
    pub fn go_back_to(&mut self, step: u64) -> bool {
        let Some(index) = self.timeline.index_at(step) else { return false };
        let now = self.experiment.clone();
        let Some(then) = experiment_at(&self.timeline, &self.edits, &now, index) else { return false };
        let (moment, mark) = (Arc::clone(&self.timeline.moments()[index]), self.timeline.marks()[index].clone());
        let is_of_another_kind = is_of_another_kind(&then, &now);
        // Older files do not hold what was changed, but the moments of an optimizer are as old as the optimizer.
        let has_old_memory = mark.edits >= self.edits.list().len()
            && self.checkpoint.moments_age + moment.step != moment.moments_age + self.checkpoint.step;
        if is_of_another_kind {
            self.data = self.data_for(&then);
            self.best_before = None;
        }
        self.network.parameters.clone_from(&moment.parameters);
        self.checkpoint = (*moment).clone();
        let epochs = self.progress();
        let history = Arc::make_mut(&mut self.history);
        history.forget_after(moment.step, epochs);
        history.restore_courses(&mark.courses);
        Arc::make_mut(&mut self.timeline).forget_from(index + 1);
        Arc::make_mut(&mut self.edits).forget_after(mark.edits);
        if has_old_memory {
            self.checkpoint.moments.clear();
            self.checkpoint.moments_age = 0;
        }
        if is_of_another_kind {
            self.take_up(then);
            self.take_up_moment();
        } else {
            self.take_up_moment();
            if then != now {
                self.take_up(then);
                self.reconfigure(now, Keep::WhatFits);
            }
        }
        Arc::make_mut(&mut self.history).join_rates(self.experiment.training());
        true
    }

    /// Continues from a kept moment, whatever ended the run there.
    pub(super) fn take_up_moment(&mut self) {
        self.note(Change::Resumed);
        self.checkpoint.status = Status::Ready;
        self.guard = Guard::new(&self.checkpoint());
    }

    pub(super) fn keep_moment(&mut self) {
        let (network, checkpoint) = (&self.network, &self.checkpoint);
        Arc::make_mut(&mut self.timeline).offer(self.edits.list().len(), || moment(network, checkpoint));
    }

    /// Keeps the last moment of these layers and rows, unless one of this step is already kept.
    pub(super) fn keep_moment_before_change(&mut self) {
        if self.timeline.moments().last().is_none_or(|last| last.step < self.steps()) {
            let last = moment(&self.network, &self.checkpoint);
            let mark = Mark { edits: self.edits.list().len(), courses: self.history.courses().to_vec() };
            Arc::make_mut(&mut self.timeline).keep(mark, last);
        }
    }
}

/// Whoever goes back to a moment can go on from it, whatever ended the run there.
fn moment(network: &Network, checkpoint: &Checkpoint) -> Checkpoint {
    Checkpoint { parameters: network.parameters.clone(), status: Status::Ready, ..checkpoint.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Experiment;

    fn trained(epochs: u64) -> Trainer {
        let mut trainer = Trainer::new(Experiment::default().validate().unwrap());
        while trainer.epochs() < epochs {
            trainer.step();
        }
        trainer
    }

    #[test]
    fn going_back_and_on_is_the_same_way_again() {
        let whole = trained(40);
        let mut trainer = whole.clone();
        assert!(trainer.go_back_to(20 * 25 + 3));
        assert_eq!((trainer.epochs(), trainer.steps(), trainer.history().records().len()), (20, 500, 21));
        while trainer.epochs() < 40 {
            trainer.step();
        }
        assert_eq!(trainer.checkpoint(), whole.checkpoint());
        assert_eq!(trainer.history(), whole.history());
    }

    /// The default, trained for 20 epochs; then changed, and trained for 20 more.
    fn changed(change: impl FnOnce(&mut Experiment)) -> (Trainer, Trainer) {
        let whole = trained(20);
        let mut experiment = (**whole.experiment()).clone();
        change(&mut experiment);
        let mut other = whole.clone();
        other.reconfigure(experiment.validate().unwrap(), Keep::WhatFits);
        while other.epochs() < 40 {
            other.step();
        }
        (whole, other)
    }

    #[test]
    fn the_timeline_reaches_over_every_change() {
        let changes: [fn(&mut Experiment); 4] = [
            |experiment| experiment.network.hidden[0].units = 3,
            |experiment| _ = experiment.network.hidden.pop(),
            |experiment| experiment.data.features.truncate(1),
            |experiment| experiment.data.train_share = 0.7,
        ];
        for change in changes {
            let (mut whole, other) = changed(change);
            let steps: Vec<u64> = other.timeline().moments().iter().map(|moment| moment.step).collect();
            assert_eq!((steps[0], steps.len()), (0, 41), "{steps:?}");
            let (then, moment) = other.moment_at(500).unwrap();
            assert_eq!(then, *whole.experiment(), "what is looked at has its own experiment");
            assert_eq!(moment.parameters, whole.network().parameters);
            let mut back = other.clone();
            assert!(back.go_back_to(500));
            assert_eq!((back.experiment(), back.steps()), (whole.experiment(), 500));
            assert_eq!(StageRun::of(&other).experiment_back_at(500), then);
            assert_eq!(back.history(), whole.history());
            for _ in 0..300 {
                whole.step();
                back.step();
            }
            assert_eq!(back.checkpoint(), whole.checkpoint(), "it goes on as if nothing had been changed");
            assert_eq!(back.history(), whole.history());
        }
    }

    #[test]
    fn the_last_moment_before_a_change_is_kept_between_records() {
        let mut trainer = trained(3);
        (0..7).for_each(|_| trainer.step());
        let last = trainer.network().parameters.clone();
        let mut experiment = (**trainer.experiment()).clone();
        experiment.network.hidden[0].units = 3;
        trainer.reconfigure(experiment.clone().validate().unwrap(), Keep::WhatFits);
        assert_eq!(trainer.moment_at(82).unwrap().1.parameters, last);
        experiment.network.hidden[0].units = 2;
        trainer.reconfigure(experiment.validate().unwrap(), Keep::WhatFits);
        assert_eq!(trainer.timeline().moments().len(), 5, "what was not trained is no moment");
    }
}
