//! The one match that carries out every action, after drawing.

use std::path::Path;

use egui::ViewportCommand;

use super::{Window, paths::named, training::worker};
use crate::{
    app::{gathering::Gathering, opening, picture},
    data::Source,
    export::table,
    insight::{Remedy, Request},
    session, text,
    ui::{
        Action, Page, Region,
        pages::sweep::SweepPage,
        region::Destination,
        shell::{dialog::Dialog, layout::Layout, path::Purpose},
        views::map::MapViewState,
    },
    worker::{Command, Snapshot, pair::Order, search::Search, starts::Starts},
};

/// Data to be written as soon as the path is known.
#[derive(Debug)]
pub(super) struct Outgoing {
    pub(super) bytes: Vec<u8>,
    /// What it is.
    pub(super) purpose: Purpose,
}

impl Default for Outgoing {
    fn default() -> Self {
        Self { bytes: Vec::new(), purpose: Purpose::Table }
    }
}

impl Window {
    /// Sends `command`; a worker that has ended is replaced by one that resumes from the latest snapshot.
    pub(super) fn send(&mut self, command: Command) {
        if self.worker.send(command) {
            return;
        }
        self.notices.fail(text!(
            "The trainer stopped because of a fault in the program; it goes on from the last good step.",
            "训练因程序故障而中断；将从最后一个正常的步骤继续。"
        ));
        let Some(snapshot) = &self.snapshot else { return };
        let revived = snapshot.kept().trainer();
        self.worker = worker(&self.context, snapshot.newest_experiment.clone(), self.speed);
        // Whatever was to be opened was lost with the worker.
        self.forget_sent();
        self.coming = None;
        self.asked = None;
        if let Ok(trainer) = revived {
            let heard = self.worker.send(Command::Open(Box::new(trainer)));
            debug_assert!(heard, "a worker that has just begun listens");
        }
    }

    pub(super) fn run(&mut self, frame: Option<&eframe::Frame>, action: Action) {
        match action {
            action if self.is_locked_by_lesson(&action) || self.is_name_missing(&action) => {}
            Action::PlayOrPause => self.play_or_pause(),
            Action::StepBatch => self.send(Command::StepBatch),
            Action::StepEpoch => self.send(Command::StepEpoch),
            Action::Reset => {
                self.begin_anew();
                self.send(Command::Reset);
            }
            Action::NewStart => self.new_start(),
            Action::Speed(limit) => self.set_speed(limit),
            Action::Page(place) if !self.is_offered(place) => {}
            Action::Page(place) => {
                self.pages.show(place);
                self.pause_when_locked();
            }
            Action::Look(step) => self.send(Command::Look(step)),
            Action::Turn(by) => {
                let asked = self.snapshot.as_ref().and_then(|snapshot| self.time.turn(snapshot, by));
                asked.into_iter().for_each(|action| self.run(frame, action));
            }
            Action::GoBack(step) => {
                self.begin_anew();
                self.go_back(step);
            }
            Action::Stage(stage) => {
                // What comes behind the stages shows nothing of one that has just begun.
                self.pages.show_middle();
                self.go_to_stage(stage);
            }
            Action::PretrainFirst => {
                self.begin_anew();
                self.draft.experiment.pretrain_first();
                // The stage whose test rows were opened is now the one after.
                self.document.opened.iter_mut().for_each(|opened| opened.stage += 1);
            }
            Action::WithoutPretraining => {
                self.begin_anew();
                self.draft.experiment.train_without_pretraining();
            }
            Action::OpenTestRows => self.open_test_rows(),
            Action::TryRow(row) => {
                if let Some(snapshot) = &self.snapshot {
                    self.pages.try_row(snapshot, row);
                    self.pause_when_locked();
                }
            }
            Action::Race(seeds) => self.begin_race(seeds),
            Action::EndRace => self.beside.race = None,
            Action::CountLabels(seeds) => self.begin_label_counts(seeds),
            Action::EndLabels => self.beside.labels = None,
            Action::OnePoint(wanted) => self.begin_one_point(wanted),
            Action::EndOnePoint => self.beside.one_point = None,
            Action::Sweep(plan) => self.begin_search(*plan),
            Action::EndSweep => self.beside.search.iter().for_each(Search::stop),
            Action::RunSeeds(wanted) => self.begin_starts(*wanted),
            Action::EndSeeds => self.beside.starts.iter().for_each(Starts::stop),
            Action::AskForClass(wanted) => self.ask_for_class(frame, wanted),
            Action::ReadClassIn(path) => self.read_class_in(path),
            Action::ReadClass(wanted) => self.read_class(wanted),
            Action::EndClass => self.beside.class.iter().for_each(Gathering::stop),
            Action::TakeClass(taken) => self.take_class(frame, taken),
            Action::PupilReports(file) => self.pupil_reports(file),
            Action::Ask(question) => self.ask_survey(*question),
            Action::Phenomenon(name) => self.watch(name),
            Action::Portraits(plan, trials) => self.draw_trials(plan, trials),
            Action::Pair(both) => self.begin_pair(*both),
            Action::PairOrder(order) => self.order_pair(order),
            Action::SweepOf(plan) => {
                self.begin_search(*plan);
                self.show_page(&SweepPage::default().name());
            }
            Action::Exhibit(exhibit) => self.exhibit(exhibit),
            Action::EndExhibit => self.end_exhibit(),
            Action::Stand(parameters) => self.stand(*parameters),
            Action::BeginWith(experiment) => self.begin_with(*experiment),
            Action::Try { remedy, back } => {
                let step = if let Remedy::GoBack { step, .. } = remedy { Some(step) } else { back };
                self.begin_anew();
                step.into_iter().for_each(|step| self.go_back(step));
                remedy.apply(&mut self.draft.experiment);
                self.doctor.has_tried(remedy);
            }
            Action::ReturnToLeft(number) => self.return_to_left(number),
            Action::Pin => self.pin(),
            Action::Unpin(letter) => {
                self.runs.unpin(letter, (self.document.number, self.document.title.clone()));
            }
            Action::ShowRun(letter, shown) => self.runs.show(letter, shown),
            Action::List(change) => self.change_list(change),
            Action::ReturnTo(letter) => self.return_to_pinned(letter),
            Action::Picture(view, to) => self.pictures.want(&self.context, view, to),
            Action::Table(view) => {
                if let Some(snapshot) = &self.snapshot {
                    let bytes = self.table_of(view, snapshot).into_bytes();
                    self.outgoing = Outgoing { bytes, purpose: Purpose::Table };
                    self.ask(frame, Purpose::Table, view.file_name(self.pages.csv().file_name));
                }
            }
            Action::WriteTo(path) => self.write(&path),
            Action::Set(place, value) => self.set(place, value),
            Action::Draw => self.map.paint.begin(&mut self.draft.experiment),
            Action::Formula => {
                if !matches!(self.draft.experiment.data.source, Source::Formula { .. }) {
                    self.draft.experiment.set_source(Source::formula("sin(x1)*x2"));
                }
            }
            action if Self::would_lose_changes(&action) && self.saving.busy() => self.after_save = Some(action),
            action if Self::would_lose_changes(&action) && self.changed() => {
                self.dialog = Some(Dialog::Discard { then: action });
            }
            Action::New(_)
            | Action::Lesson(_)
            | Action::Open
            | Action::OpenFile(_)
            | Action::PasteText(_)
            | Action::Quit => {
                self.run_anyway(frame, action);
            }
            Action::Lessons => self.show_lessons(),
            Action::MakeLesson => self.ask_for_title(),
            Action::MakeLessonCalled(title) => self.ask_for_lesson(frame, title),
            Action::LessonTo(path) => self.make_lesson(&path),
            Action::LessonStep(by) => self.go_to_lesson_step(by),
            Action::LessonAgain => self.begin_lesson_step(),
            Action::LeaveLesson => self.leave_lesson(),
            Action::AskToUnlock => self.dialog = Some(Dialog::Unlock),
            Action::Unlock => self.lesson.iter_mut().for_each(|lesson| lesson.view.attempt.unlock()),
            Action::NamePupil(name) => self.name_pupil(&name),
            Action::LeaveUnnamed(then) => self.leave_unnamed(frame, *then),
            Action::HandIn => self.ask_for_name(),
            Action::HandInAs(name) => self.hand_in(frame, &name),
            Action::Report => {
                let title = self.document.title.say(self.preferences.language).to_owned();
                self.ask(frame, Purpose::Report, &title);
            }
            Action::ReportTo(path) => self.report(&path),
            Action::Anyway(action) => self.run_anyway(frame, *action),
            Action::Save => match self.document.path.clone() {
                Some(path) if !self.document.is_outdated() => {
                    self.saves_only();
                    self.save(&path);
                }
                Some(path) => {
                    self.notices.say(text!(
                        "{} was changed by another program; choose where to save.",
                        "{} 已被其他程序修改；请选择保存位置。",
                        path.display()
                    ));
                    self.run(frame, Action::SaveAs);
                }
                None => self.run(frame, Action::SaveAs),
            },
            Action::SaveThen(action) => {
                self.after_save = Some(Action::Anyway(action));
                self.run(frame, Action::Save);
            }
            Action::SaveAs => {
                self.saves_only();
                let title = self.document.title.say(self.preferences.language).to_owned();
                self.ask(frame, Purpose::Save, &title);
            }
            Action::SaveTo(path) => self.save(&named(&path, "ron")),
            Action::Typed(action) => self.typed(frame, *action),
            Action::Visit(folder) => self.visit(&folder),
            Action::Copy => self.copy_as_text(),
            Action::Paste => self.context.send_viewport_cmd(ViewportCommand::RequestPaste),
            Action::Export(format) => {
                if let Some(purpose) = Self::export_purpose(format) {
                    let title = self.document.title.say(self.preferences.language).to_owned();
                    self.ask(frame, purpose, &title);
                }
            }
            Action::ExportTo(format, path) => self.export(&path, format),
            Action::EditNotes => self.dialog = Some(Dialog::Notes { text: self.document.notes.clone() }),
            Action::Notes(text) => self.document.notes = text,
            Action::Recover(index) => {
                if let Some(path) = self.autosave.as_mut().and_then(|autosave| autosave.accept(index)) {
                    self.run_anyway(frame, Action::OpenFile(path));
                }
            }
            Action::Discard(index) => {
                if let Some(autosave) = &mut self.autosave {
                    autosave.refuse(index);
                }
            }
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::Prefer(preferences) => {
                self.preferences = preferences;
                preferences.apply(&self.context);
            }
            Action::Projector => {
                self.projector = !self.projector;
                // In large text the settings may cover what is to be seen.
                self.drawer &= self.lesson.is_some();
                self.context.send_viewport_cmd(ViewportCommand::Fullscreen(self.projector));
                if !self.projector {
                    self.context.set_zoom_factor(self.preferences.scale);
                }
            }
            Action::Present => {
                self.presenter.turn();
                if self.presenter.is_on() != self.projector {
                    self.run(frame, Action::Projector);
                }
            }
            Action::Drawer if Layout::of(self.context.content_rect().size()).drawer => self.drawer = !self.drawer,
            Action::Drawer => self.hides_settings = !self.hides_settings,
            Action::Shortcuts => {
                self.dialog = if self.dialog == Some(Dialog::Shortcuts) { None } else { Some(Dialog::Shortcuts) };
            }
        }
    }

    /// Whether there is anything to see of the run on the page at this place: a key can ask for one that the rail leaves out.
    fn is_offered(&self, place: usize) -> bool {
        let page = self.pages.iter().nth(place);
        page.zip(self.snapshot.as_ref()).is_none_or(|(page, snapshot)| page.is_offered(snapshot))
    }

    /// A model in use is not trained.
    fn pause_when_locked(&mut self) {
        if self.pages.is_locked() {
            self.send(Command::Pause);
        }
    }

    /// Carries out what would lose changes.
    fn run_anyway(&mut self, frame: Option<&eframe::Frame>, action: Action) {
        match action {
            Action::New(name) => self.new_from_preset(&name),
            Action::Lesson(name) => self.begin_lesson_named(&name),
            Action::Open => {
                let title = self.document.title.say(self.preferences.language).to_owned();
                self.ask(frame, Purpose::Open, &title);
            }
            Action::OpenFile(path) if self.opening.busy() => self.to_open.push_back(path),
            Action::OpenFile(path) => self.opening.start(&self.context, "open a file", move || {
                let read = opening::read(&path);
                (Some(path), read)
            }),
            Action::PasteText(text) => self.paste(text),
            Action::Quit => {
                self.closing = true;
                self.context.send_viewport_cmd(ViewportCommand::Close);
            }
            other => self.run(frame, other),
        }
    }

    /// Does with a taken picture what was requested.
    pub(super) fn take_picture(&mut self, frame: Option<&eframe::Frame>) {
        let Some((view, to, image)) = self.pictures.taken(&self.context) else { return };
        match to {
            Destination::Clipboard => self.context.copy_image(image),
            Destination::File => match picture::png(&image) {
                Ok(bytes) => {
                    self.outgoing = Outgoing { bytes, purpose: Purpose::Picture };
                    self.ask(frame, Purpose::Picture, view.file_name(self.pages.csv().file_name));
                }
                Err(error) => self.notices.fail(text!("No picture was taken: {error}.", "未能生成图片：{error}。")),
            },
        }
    }

    fn write(&mut self, path: &Path) {
        let purpose = self.outgoing.purpose;
        // As carefully as a session: the file that is there may be somebody's table.
        match session::file::save(path, &self.outgoing.bytes) {
            Ok(_) => {
                self.outgoing = Outgoing::default();
                self.path_did(purpose, path);
                let path = path.display();
                self.notices.say(text!("The file {path} was written.", "文件 {path} 已写入。"));
            }
            Err(error) => self.path_failed(purpose, error.text().stopped()),
        }
    }

    fn new_start(&mut self) {
        self.begin_anew();
        let lesson = self.lesson.as_ref().map(|lesson| lesson.view.attempt.locks());
        let is_open = |key| lesson.is_none_or(|locks| locks.is_open(key));
        let seeds = &mut self.draft.experiment.seeds;
        for (key, seed, locked) in [
            ("seeds.data", &mut seeds.data, self.locks.data),
            ("seeds.weights", &mut seeds.weights, self.locks.weights),
            ("seeds.batches", &mut seeds.batches, self.locks.batches),
        ] {
            if !locked && is_open(key) {
                *seed = seed.wrapping_add(1);
            }
        }
        self.send(Command::Pause);
    }

    /// Trains as many epochs a second, or as many as it can.
    pub(super) fn set_speed(&mut self, limit: Option<f64>) {
        self.speed = limit;
        self.send(Command::Speed(limit));
        self.order_pair(Order::Speed(limit));
    }

    /// Keeps when the test rows were first seen.
    fn open_test_rows(&mut self) {
        let Some(now) = &self.snapshot else { return };
        let stage = now.newest_experiment.stages.at() + 1;
        let (epoch, step) = (now.newest.epoch, now.newest.step);
        self.document.opened.get_or_insert(session::Opening { at: super::lesson::now(), stage, epoch, step });
    }

    /// Requests from the worker what the views need.
    pub(super) fn ask_for_looks(&mut self, snapshot: &Snapshot) {
        let mut request = Request::default();
        self.gaze.request(snapshot, &mut request);
        MapViewState::request(&mut request);
        self.pages.request(&mut request);
        self.runs.request(&snapshot.experiment, &mut request);
        if self.asked.as_ref() != Some(&request) {
            self.asked = Some(request.clone());
            self.send(Command::Probe(request));
        }
    }

    /// The numbers shown in a view, as CSV.
    fn table_of(&self, view: Region, snapshot: &Snapshot) -> String {
        match view {
            Region::Page => (self.pages.csv().table)(snapshot, &self.runs),
            Region::Map => {
                let set = &snapshot.data.set;
                let names = (0..set.input_names.len()).filter_map(|input| set.axis_name(input));
                let names: Vec<String> = names.map(std::borrow::Cow::into_owned).collect();
                snapshot.looks.maps.as_ref().map_or_else(String::new, |maps| table::map(maps, &names))
            }
            Region::Curves => table::history(&snapshot.history, snapshot.newest_experiment.training()),
        }
    }
}
