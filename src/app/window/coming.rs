//! From opening something to the first snapshot of it: until then the snapshots are still those of what was there before.

use std::sync::Arc;

use super::Window;
use crate::{data::Prepared, experiment::ValidExperiment, session::View, training::Trainer, worker::Snapshot};

/// What the worker has been told to open.
#[derive(Debug)]
pub(super) struct Coming {
    /// By its rows it is known: every trainer that is made has its own.
    data: Arc<Prepared>,
    experiment: ValidExperiment,
    /// How it is to be looked at.
    view: Option<View>,
}

impl Coming {
    pub(super) fn new(trainer: &Trainer, view: Option<View>) -> Self {
        Self { data: Arc::clone(trainer.data()), experiment: trainer.experiment().clone(), view }
    }

    /// How it will be looked at.
    pub(super) const fn view(&self) -> Option<&View> {
        self.view.as_ref()
    }
}

impl Window {
    /// Lets the document take note of a newer snapshot of it, and of the runs that were left for it.
    pub(super) fn see(&mut self, newest: &Snapshot) {
        let number = self.document.number;
        let own = self.runs.left().iter().filter(|left| left.document.0 == number);
        self.document.see(newest, own);
    }

    /// Takes note of the newest snapshot, which may be the first of what was opened.
    pub(super) fn take_in(&mut self, newest: &Snapshot) {
        let draft = &self.draft;
        let is_there = |coming: &mut Coming| {
            // Other rows may have been asked for so soon that no snapshot shows those that were opened.
            let was_changed = !draft.is_sent(&coming.experiment) && draft.is_sent(&newest.newest_experiment);
            Arc::ptr_eq(&coming.data, &newest.newest_data) || was_changed
        };
        if let Some(view) = self.coming.take_if(is_there).and_then(|coming| coming.view) {
            self.look_like(&view);
        }
        if self.coming.is_none() {
            self.see(newest);
            self.show_area(newest);
        }
    }
}
