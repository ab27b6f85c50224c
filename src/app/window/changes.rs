//! Changes to the experiment and its run: they can be undone, and no run is lost by them.

use std::{collections::BTreeSet, sync::Arc};

use egui::Ui;

use super::Window;
use crate::{
    app::{document::Document, undo::Undo},
    experiment::{Experiment, Place},
    language::Text,
    text,
    training::{Keep, KeptRun},
    ui::{Runs, runs::Listed},
    worker::Command,
};

/// Approximate largest size in bytes of the runs of all changes together.
const ROOM: usize = 96 << 20;

/// Everything that a change can change.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    /// The settings as they were in the panels, valid or not.
    experiment: Experiment,
    /// The run as it was shown.
    run: KeptRun,
    /// What the document was called.
    title: Text,
}

/// What can be undone: a change of the work, or of the list of other runs, which leaves the work as it is.
#[derive(Clone, Debug)]
enum Step {
    Work(Box<Moment>),
    List(Listed),
}

/// The changes made in this window.
#[derive(Debug, Default)]
pub(super) struct Changes {
    undo: Undo<Step>,
    /// Number of the run that is being named.
    named: Option<u64>,
    /// The weight or bias that is being set by hand.
    held_by: Option<Place>,
    /// Whether the changes of this frame are a change of their own.
    is_whole: bool,
    /// The stored run that the worker was told to resume, and how many it had been told by then.
    sent: Option<(u64, KeptRun)>,
    /// Number of documents after the first.
    documents: u64,
}

impl Changes {
    /// Records a change at `time` of the state `before`; returns whether it is a change of its own. The oldest changes
    /// are dropped when their runs take too much memory.
    fn add(&mut self, time: f64, before: Moment) -> bool {
        if self.named.take().is_some() {
            self.undo.close();
        }
        let is_new = self.undo.change(time, || Step::Work(Box::new(before)));
        if is_new {
            let mut known = BTreeSet::new();
            self.undo.keep_within(ROOM, |step| match step {
                Step::Work(moment) => moment.run.bytes_beside(&mut known),
                Step::List(Listed::There(_, Some(left))) => left.run.bytes_beside(&mut known),
                Step::List(_) => 0,
            });
        }
        is_new
    }
}

impl Window {
    /// The current run: as it is shown, or as it was sent to the worker if no snapshot shows it yet.
    fn run_at_hand(&self) -> Option<KeptRun> {
        let snapshot = self.snapshot.as_ref()?;
        let sent = self.changes.sent.as_ref().filter(|(number, _)| snapshot.resumed < *number);
        Some(sent.map_or_else(|| snapshot.kept(), |(_, run)| run.clone()))
    }

    fn moment(&self, experiment: &Experiment) -> Option<Moment> {
        Some(Moment { experiment: experiment.clone(), run: self.run_at_hand()?, title: self.document.title.clone() })
    }

    /// Begins a change that is more than an edit of the draft: it can be undone by itself, or with what has just been
    /// done to the same `thing`.
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

    /// The same for a change that gives up the run, which is set aside first.
    pub(super) fn begin_anew(&mut self) {
        self.begin_change(None);
        self.leave_run();
    }

    /// Sets the current run aside, as one that is left for another.
    pub(super) fn leave_run(&mut self) {
        if let Some(run) = self.run_at_hand() {
            self.runs.leave(&run, (self.document.number, self.document.title.clone()));
        }
    }

    /// Goes back to the newest kept moment at or before `step`.
    pub(super) fn go_back(&mut self, step: u64) {
        if let Some(run) = self.run_at_hand() {
            let experiment = run.last.experiment_back_at(step);
            if experiment != run.last.experiment {
                self.draft.restore((*experiment).clone(), &experiment);
            }
        }
        self.send(Command::GoBack(step));
    }

    /// From now on the person works on another document, after leaving the current run.
    pub(super) fn begin_document(&mut self, mut document: Document) {
        self.leave_run();
        self.changes.documents += 1;
        document.number = self.changes.documents;
        self.take_document(document);
    }

    fn take_document(&mut self, document: Document) {
        self.doctor.forget();
        self.close_lesson();
        self.document = document;
        self.document.pins = self.runs.pins();
        self.changes.undo = Undo::default();
    }

    /// Forgets what was sent to a worker that has ended.
    pub(super) fn forget_sent(&mut self) {
        self.changes.sent = None;
    }

    /// Sends changes of the draft to the worker, so that they can be undone.
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
                && let Some(Step::Work(before)) = self.changes.undo.before()
            {
                self.runs.leave(&before.run, (self.document.number, self.document.title.clone()));
            }
            self.send(Command::Reconfigure(experiment, keep));
        }
        if ui.input(|input| input.pointer.any_released()) || std::mem::take(&mut self.changes.is_whole) {
            self.changes.undo.close();
        }
    }

    /// Undoes the last change: settings and run are as they were on the screen before it.
    pub(super) fn undo(&mut self) {
        let Some(now) = self.changes.undo.before().and_then(|then| self.against(then)) else { return };
        if let Some(then) = self.changes.undo.undo(|| now) {
            self.step_to(then);
        }
    }

    /// Redoes the last undone change: settings and run are as they were when it was undone.
    pub(super) fn redo(&mut self) {
        let Some(now) = self.changes.undo.after().and_then(|then| self.against(then)) else { return };
        if let Some(then) = self.changes.undo.redo(|| now) {
            self.step_to(then);
        }
    }

    /// What there is now of what `then` would bring back.
    fn against(&self, then: &Step) -> Option<Step> {
        match then {
            Step::Work(_) => Some(Step::Work(Box::new(self.moment(&self.draft.experiment)?))),
            // A run that is gone from the list has nothing to put back, and this step then does nothing.
            Step::List(change) => Some(Step::List(self.runs.now(change).unwrap_or_else(|| change.clone()))),
        }
    }

    fn step_to(&mut self, then: Step) {
        self.changes.named = None;
        match then {
            Step::Work(moment) => {
                if let Some(run) = self.run_at_hand() {
                    self.restore(&run, *moment);
                }
            }
            Step::List(change) => self.runs.put(change),
        }
    }

    /// Names a run, gives it a colour or deletes it; what is typed in one go is one change.
    pub(super) fn change_list(&mut self, change: Listed) {
        let Some(before) = self.runs.now(&change) else { return };
        let named = matches!(change, Listed::Marked(..)).then(|| change.number());
        if named.is_none() || self.changes.named != named {
            self.changes.undo.close();
        }
        let time = self.context.input(|input| input.time);
        self.changes.undo.change(time, || Step::List(before));
        self.changes.named = named;
        if matches!(change, Listed::There(_, None)) {
            self.notices.say(text!("The run was deleted; Undo brings it back.", "已删除该次训练；撤销即可恢复。"));
        }
        self.runs.put(change);
    }

    fn restore(&mut self, now: &KeptRun, moment: Moment) {
        self.doctor.forget();
        // Training since the change would be lost as soon as something else is done; what was only set by hand, or
        // continues with the same steps, returns with redo.
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

    /// Resumes a stored run, training or paused as the current one.
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

    /// Resumes the abandoned run with this number; the current one is left for it.
    pub(super) fn return_to_left(&mut self, number: u64) {
        let Some(left) = self.runs.take_up(number) else { return };
        self.begin_anew();
        if left.document.0 != self.document.number {
            // Saving must not overwrite the file of another document with it.
            self.take_document(Document::left(left.document));
        }
        self.take(left.run);
    }

    /// Resumes the pinned run with this letter; it stays pinned, and the current run is left for it.
    pub(super) fn return_to_pinned(&mut self, letter: char) {
        let Some(run) = self.runs.get(letter).map(|pinned| pinned.run.clone()) else { return };
        self.begin_anew();
        self.take(run);
    }

    /// Goes to another stage: to a later one with what the layers have learned, or back to an earlier one as it ended.
    pub(super) fn go_to_stage(&mut self, stage: usize) {
        let Some(run) = self.run_at_hand() else { return };
        if stage > run.last.stage() {
            // A run from which a later stage continues is stored with it.
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
            // It was skipped, so there is nothing to show: it starts.
            None => {
                self.draft.take_stage(stage);
                self.send(Command::GoToStage(stage));
            }
        }
    }

    /// Resumes `run` with its settings, paused.
    fn take(&mut self, run: KeptRun) {
        self.draft.restore((*run.last.experiment).clone(), &run.last.experiment);
        self.send(Command::Pause);
        self.resume(run);
    }

    /// Sets one weight or bias.
    pub(super) fn set(&mut self, place: Place, value: f32) {
        self.begin_change(Some(place));
        self.document.touch();
        self.send(Command::Set(place, value));
    }

    /// Pins the current run in its current state.
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
