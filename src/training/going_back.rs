//! Back to a kept moment of the run.

use std::sync::Arc;

use super::{Change, Checkpoint, Keep, Status, Timeline, Trainer, guard::Guard};

impl Trainer {
    /// Moments of the run so far that one can go back to; it begins anew when the rows or the layers change, and is no
    /// part of what decides the future.
    #[must_use]
    pub const fn timeline(&self) -> &Arc<Timeline> {
        &self.timeline
    }

    /// Back to the newest kept moment that is not after `step`; what came later is given up. Says whether there is one.
    ///
    /// The experiment stays as it is now: what was changed since that moment is changed again at it, so that another
    /// optimizer begins with an empty memory here too.
    pub fn go_back_to(&mut self, step: u64) -> bool {
        let Some(index) = self.timeline.index_at(step) else { return false };
        let (moment, edits) = (Arc::clone(&self.timeline.moments()[index]), self.timeline.edits_before(index));
        let now = self.experiment.clone();
        let then = self.edits.experiment_after(edits, &now).clone().validate();
        // Files of before do not hold what was changed, but an optimizer's memory is as old as its optimizer.
        let is_of_another = edits >= self.edits.list().len()
            && self.checkpoint.moments_age + moment.step != moment.moments_age + self.checkpoint.step;
        self.network.parameters.clone_from(&moment.parameters);
        self.checkpoint = (*moment).clone();
        let epochs = self.progress();
        Arc::make_mut(&mut self.history).forget_after(moment.step, epochs);
        Arc::make_mut(&mut self.timeline).forget_after(moment.step);
        Arc::make_mut(&mut self.edits).forget_after(edits);
        if is_of_another {
            self.checkpoint.moments.clear();
            self.checkpoint.moments_age = 0;
        }
        self.take_up_moment();
        if let Ok(then) = then
            && *then != *now
            && self.has_rows_of(&then)
            && then.sizes() == now.sizes()
        {
            self.take_up(then);
            self.reconfigure(now, Keep::WhatFits);
        }
        Arc::make_mut(&mut self.history).join_rates(self.experiment.training());
        true
    }

    /// Goes on from a kept moment: whatever ended the run there, it can go on.
    pub(super) fn take_up_moment(&mut self) {
        self.note(Change::Resumed);
        self.checkpoint.status = Status::Ready;
        self.guard = Guard::new(&self.checkpoint());
    }

    pub(super) fn keep_moment(&mut self) {
        // Whoever goes back to a moment can go on from it, whatever ended the run there.
        let parameters = &self.network.parameters;
        let checkpoint =
            || Checkpoint { parameters: parameters.clone(), status: Status::Ready, ..self.checkpoint.clone() };
        Arc::make_mut(&mut self.timeline).offer(self.edits.list().len(), checkpoint);
    }
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
}
