//! From opening something to its first snapshot: until then snapshots still show what was there before.

use std::sync::Arc;

use super::Window;
use crate::{
    app::{document::Document, draft::Draft},
    data::Prepared,
    experiment::{Experiment, ValidExperiment},
    language::Text,
    lessons::Preset,
    session::View,
    training::Trainer,
    worker::{Command, Snapshot},
};

/// What the worker was told to open.
#[derive(Debug)]
pub(super) struct Coming {
    /// It is recognized by its rows: every new trainer has its own.
    data: Arc<Prepared>,
    experiment: ValidExperiment,
    /// Its display options.
    view: Option<View>,
}

impl Coming {
    pub(super) fn new(trainer: &Trainer, view: Option<View>) -> Self {
        Self { data: Arc::clone(trainer.data()), experiment: trainer.experiment().clone(), view }
    }

    /// Its display options.
    pub(super) const fn view(&self) -> Option<&View> {
        self.view.as_ref()
    }
}

impl Window {
    pub(super) fn new_from_preset(&mut self, name: &str) {
        match Preset::named(name) {
            Ok(preset) => self.begin(preset.experiment(), preset.title.clone()),
            Err(sentence) => self.notices.fail(sentence.stopped()),
        }
    }

    /// Starts another experiment from its first step.
    pub(super) fn begin(&mut self, experiment: Experiment, title: Text) {
        match experiment.validate() {
            Ok(valid) => {
                self.gaze.keep(None);
                self.begin_document(Document::new(title, &valid));
                self.gaze.forget_axes();
                self.go_on(Trainer::new(valid), None);
            }
            Err(problems) => problems.into_iter().for_each(|problem| self.notices.fail(problem.text().stopped())),
        }
    }

    /// Continues with another trainer, displayed as `view`, or as now.
    pub(super) fn go_on(&mut self, trainer: Trainer, view: Option<View>) {
        self.draft = Draft::new(trainer.experiment());
        self.area_to_show = None;
        self.coming = Some(Coming::new(&trainer, view));
        self.send(Command::Open(Box::new(trainer)));
    }

    /// Lets the document take note of a newer snapshot of it, and of the runs that were left for it.
    pub(super) fn see(&mut self, newest: &Snapshot) {
        let number = self.document.number;
        let own = self.runs.left().iter().filter(|left| left.document.0 == number);
        self.document.see(newest, self.runs.pins(), own);
    }

    /// Handles the latest snapshot, which may be the first of what was opened.
    pub(super) fn take_in(&mut self, newest: &Snapshot) {
        let draft = &self.draft;
        let is_there = |coming: &mut Coming| {
            // Other rows may have been requested so soon that no snapshot shows those that were opened.
            let was_changed = !draft.is_sent(&coming.experiment) && draft.is_sent(&newest.newest_experiment);
            Arc::ptr_eq(&coming.data, &newest.newest_data) || was_changed
        };
        if let Some(view) = self.coming.take_if(is_there).and_then(|coming| coming.view) {
            self.look_like(&view);
        }
        if self.coming.is_none() {
            self.see(newest);
            self.see_lesson(newest);
            self.show_area(newest);
        }
    }
}
