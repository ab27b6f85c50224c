//! What the person does to the experiment and its run: it can be taken back, and no run is lost by it.

use std::{collections::BTreeSet, sync::Arc};

use egui::Ui;

use super::Window;
use crate::{
    app::{document::Document, undo::Undo},
    experiment::{Experiment, Place},
    language::Text,
    text,
    training::{Keep, KeptRun},
    ui::Runs,
    worker::Command,
};

/// Most bytes that the runs of all changes hold together, near enough.
const ROOM: usize = 96 << 20;

/// Everything that a change can change.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    /// The settings as they stood in the panels, valid or not.
    experiment: Experiment,
    /// The run as it was shown.
    run: KeptRun,
    /// What the document was called.
    title: Text,
}

/// What was done in this window.
#[derive(Debug, Default)]
pub(super) struct Changes {
    undo: Undo<Moment>,
    /// The weight or bias that is being set by hand.
    held_by: Option<Place>,
    /// Whether what was done in this frame is one change by itself.
    is_whole: bool,
    /// The kept run that the worker was told to go on with, and how many it had been told by then.
    sent: Option<(u64, KeptRun)>,
    /// How many documents there have been after the first.
    documents: u64,
}

impl Changes {
    /// Something changes at `time`, `before` which everything was so; says whether it is a change of its own. The oldest
    /// changes go when their runs hold too much.
    fn add(&mut self, time: f64, before: Moment) -> bool {
        let is_new = self.undo.change(time, || before);
        if is_new {
            let mut known = BTreeSet::new();
            self.undo.keep_within(ROOM, |moment| moment.run.bytes_beside(&mut known));
        }
        is_new
    }
}

impl Window {
    /// The run at hand: as it is shown, or as it was sent to the worker if no snapshot shows it yet.
    fn run_at_hand(&self) -> Option<KeptRun> {
        let snapshot = self.snapshot.as_ref()?;
        let sent = self.changes.sent.as_ref().filter(|(number, _)| snapshot.resumed < *number);
        Some(sent.map_or_else(|| snapshot.kept(), |(_, run)| run.clone()))
    }

    fn moment(&self, experiment: &Experiment) -> Option<Moment> {
        Some(Moment { experiment: experiment.clone(), run: self.run_at_hand()?, title: self.document.title.clone() })
    }

    /// Something is done that is more than an edit of the draft: from here on it can be taken back by itself, or with what
    /// has just been done to the same `thing`.
    pub(super) fn begin_change(&mut self, thing: Option<Place>) {
        if thing.is_none() || self.changes.held_by != thing {
            self.changes.undo.close();
        }
        self.changes.held_by = thing;
        self.changes.is_whole = thing.is_none();
        if let Some(before) = self.moment(self.draft.before().unwrap_or(&self.draft.experiment)) {
            self.doctor.forget();
            let time = self.context.input(|input| input.time);
            self.changes.add(time, before);
        }
    }

    /// The same of what gives the run up: it is set aside first.
    pub(super) fn begin_anew(&mut self) {
        self.begin_change(None);
        self.leave_run();
    }

    /// Sets the run at hand aside, as one that is left for another.
    pub(super) fn leave_run(&mut self) {
        if let Some(run) = self.run_at_hand() {
            self.runs.leave(&run, (self.document.number, self.document.title.clone()));
        }
    }

    /// Goes back to the newest kept moment that is not after `step`.
    pub(super) fn go_back(&mut self, step: u64) {
        if let Some(run) = self.run_at_hand() {
            let experiment = run.last.experiment_back_at(step);
            if experiment != run.last.experiment {
                self.draft.restore((*experiment).clone(), &experiment);
            }
        }
        self.send(Command::GoBack(step));
    }

    /// From now on the person works on another document, after leaving the run at hand.
    pub(super) fn begin_document(&mut self, mut document: Document) {
        self.leave_run();
        self.changes.documents += 1;
        document.number = self.changes.documents;
        self.take_document(document);
    }

    fn take_document(&mut self, document: Document) {
        self.doctor.forget();
        self.lesson = None;
        self.document = document;
        self.document.pins = self.runs.pins();
        self.changes.undo = Undo::default();
    }

    /// Forgets what was sent to a worker that has ended.
    pub(super) fn forget_sent(&mut self) {
        self.changes.sent = None;
    }

    /// Tells the worker what was changed in the draft, so that it can be taken back.
    pub(super) fn tell_changes(&mut self, ui: &Ui) {
        if let Some(experiment) = self.draft.before().cloned()
            && let Some(before) = self.moment(&experiment)
        {
            let time = ui.input(|input| input.time);
            if self.changes.add(time, before) {
                self.doctor.forget();
            }
            self.changes.held_by = None;
        }
        if let Some((experiment, keep)) = self.draft.command() {
            if keep == Keep::Nothing
                && let Some(before) = self.changes.undo.before()
            {
                self.runs.leave(&before.run, (self.document.number, self.document.title.clone()));
            }
            self.send(Command::Reconfigure(experiment, keep));
        }
        if ui.input(|input| input.pointer.any_released()) || std::mem::take(&mut self.changes.is_whole) {
            self.changes.undo.close();
        }
    }

    /// Takes the last change back: settings and run are as they were on the screen before it.
    pub(super) fn undo(&mut self) {
        let Some(now) = self.moment(&self.draft.experiment) else { return };
        let run = now.run.clone();
        if let Some(then) = self.changes.undo.undo(|| now) {
            self.restore(&run, then);
        }
    }

    /// Makes the last change that was taken back again: settings and run are as they were when it was.
    pub(super) fn redo(&mut self) {
        let Some(now) = self.moment(&self.draft.experiment) else { return };
        let run = now.run.clone();
        if let Some(then) = self.changes.undo.redo(|| now) {
            self.restore(&run, then);
        }
    }

    fn restore(&mut self, now: &KeptRun, moment: Moment) {
        self.doctor.forget();
        // What was trained since the change would be gone as soon as something else is done; what was only set by hand, or
        // goes on with the same steps, comes again with redo.
        let (left, then) = (&now.last, &moment.run.last);
        let is_of_same_steps = left.stage() == then.stage()
            && left.checkpoint.step == then.checkpoint.step
            && left.history == then.history;
        let is_part = moment.run.earlier.iter().any(|run| run.is_at(left));
        if !is_of_same_steps && !is_part {
            self.leave_run();
        }
        self.runs.is_at_hand(&moment.run);
        self.document.touch();
        self.document.title = moment.title;
        self.draft.restore(moment.experiment, &moment.run.last.experiment);
        self.resume(moment.run);
    }

    /// Goes on with a run that is kept, as training or paused as the one at hand.
    fn resume(&mut self, run: KeptRun) {
        let number = self
            .changes
            .sent
            .as_ref()
            .map_or_else(|| self.snapshot.as_ref().map_or(0, |snapshot| snapshot.resumed), |(number, _)| *number)
            + 1;
        self.changes.sent = Some((number, run.clone()));
        self.send(Command::Resume(Box::new(run)));
    }

    /// Goes on with the run of this number, which was left; the one at hand is left for it.
    pub(super) fn return_to_left(&mut self, number: u64) {
        let Some(left) = self.runs.take_up(number) else { return };
        self.begin_anew();
        if left.document.0 != self.document.number {
            // Saving must not write it over the file of another document.
            self.take_document(Document::left(left.document));
        }
        self.take(left.run);
    }

    /// Goes on with the pinned run of this letter; it stays pinned, and the run at hand is left for it.
    pub(super) fn return_to_pinned(&mut self, letter: char) {
        let Some(run) = self.runs.get(letter).map(|pinned| pinned.run.clone()) else { return };
        self.begin_anew();
        self.take(run);
    }

    /// Goes to another stage: on to a later one with what the layers have learned, or back to an earlier one as it ended.
    pub(super) fn go_to_stage(&mut self, stage: usize) {
        let Some(run) = self.run_at_hand() else { return };
        if stage > run.last.stage() {
            // A run that a later stage goes on from is kept with it.
            self.begin_change(None);
            self.draft.take_stage(stage);
            self.send(Command::GoToStage(stage));
            return;
        }
        self.begin_anew();
        match run.earlier.iter().position(|earlier| earlier.stage() == stage) {
            Some(place) => {
                let earlier = Arc::new(run.earlier[..place].to_vec());
                self.take(KeptRun { last: run.earlier[place].clone(), earlier });
            }
            // It was passed over, so there is nothing to look at: it begins.
            None => {
                self.draft.take_stage(stage);
                self.send(Command::GoToStage(stage));
            }
        }
    }

    /// Goes on with `run` and its settings, paused.
    fn take(&mut self, run: KeptRun) {
        self.draft.restore((*run.last.experiment).clone(), &run.last.experiment);
        self.send(Command::Pause);
        self.resume(run);
    }

    /// Gives one weight or bias a value.
    pub(super) fn set(&mut self, place: Place, value: f32) {
        self.begin_change(Some(place));
        self.document.touch();
        self.send(Command::Set(place, value));
    }

    /// Pins the run at hand as it is now.
    pub(super) fn pin(&mut self) {
        let Some(snapshot) = &self.snapshot else { return };
        if !self.runs.has_room() {
            let most = Runs::MOST;
            self.notices.say(text!(
                "{most} runs are pinned, and more cannot be told apart; unpin one first.",
                "已固定 {most} 次训练，再多便难以分辨；请先取消其中一次。"
            ));
            return;
        }
        let _letter = self.runs.pin(snapshot);
    }
}
