//! Sessions to and from files and the clipboard, without waiting for the disk.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use super::{Coming, Window, paths::named};
use crate::{
    app::{
        document::{self, Cover, title_of},
        opening::{self, Opened},
    },
    data::Source,
    export::{Format, Model},
    insight::Axes,
    language::Text,
    nn::Choice,
    session::{self, Curve, FileStamp, Session, SessionError, View},
    text,
    training::Timeline,
    ui::{
        Action, Unit,
        shell::{dialog::Dialog, path::Purpose},
        views::loss::{Measure, Scale},
    },
    worker::Snapshot,
};

/// Longer text belongs into a file.
const MOST_TEXT: usize = 4 << 20;

/// The result of writing a session.
pub(super) type Saved = (PathBuf, Arc<Snapshot>, Result<(Session, FileStamp), SessionError>);

impl Window {
    /// Writes the session to `path`; if one is being written already, after that.
    pub(super) fn save(&mut self, path: &Path) {
        if opening::is_of_another_kind(path) {
            let sentence = text!(
                "{} would be opened as a table or a network, or as a lesson; give the session a name that ends in .ron.",
                "{} 打开时会被当作表格、网络或课程；请为会话取一个以 .ron 结尾的名称。",
                path.display()
            );
            if self.dialog.is_none() {
                self.ask_itself(Purpose::Save, &title_of(path));
            }
            if let Some(Dialog::Path(asked)) = &mut self.dialog {
                (asked.waiting, asked.error) = (false, Some(sentence));
            }
            return;
        }
        let Some(snapshot) = self.snapshot.clone() else { return };
        let path = path.to_owned();
        if self.saving.busy() {
            self.save_next = Some(path);
            return;
        }
        self.stamp_lesson();
        let mut cover = self.cover();
        let left_out = self.runs.count_beside(self.document.number).saturating_sub(cover.beside.len());
        if left_out > 0 {
            self.notices.say(text!(
                "{left_out} of the runs beside are too large to be kept with the session; save them as files of their own.",
                "旁边有 {left_out} 次训练太大，无法随会话保存；请将其另存为文件。"
            ));
        }
        if self.document.path.as_deref() != Some(&*path) {
            cover.title = title_of(&path);
        }
        self.saving.start(&self.context, "save a session", move || {
            let session = document::session(&snapshot, cover);
            let written = session.save(&path).map(|stamp| (Session { stages: Vec::new(), ..session }, stamp));
            (path, snapshot, written)
        });
    }

    /// Handles the result of saving, and does what was waiting for it.
    pub(super) fn saved(&mut self, frame: Option<&eframe::Frame>) {
        let Some((path, snapshot, written)) = self.saving.result() else { return };
        match written {
            Ok((session, stamp)) => {
                self.document.saved(&path, &session, stamp, (&snapshot, self.runs.counted(), self.runs.pins()));
                self.snapshot.clone().iter().for_each(|snapshot| self.see(snapshot));
                self.recent.add(&self.context, &path);
                self.path_did(Purpose::Save, &path);
                self.has_handed_in(&path);
                if let Some(path) = self.save_next.take() {
                    self.save(&path);
                } else if let Some(action) = self.after_save.take() {
                    self.run(frame, action);
                }
            }
            Err(error) => {
                (self.after_save, self.save_next) = (None, None);
                self.path_failed(Purpose::Save, error.text().stopped());
            }
        }
    }

    /// The contents of the session besides training, with the other runs.
    pub(super) fn cover(&self) -> Cover {
        Cover { beside: self.runs.beside(self.document.number), ..self.document.cover(self.view()) }
    }

    /// The display options.
    pub(super) fn view(&self) -> View {
        if let Some(view) = self.coming.as_ref().and_then(Coming::view) {
            return view.clone();
        }
        let mut view = View {
            unit: self.gaze.pinned.map(|unit| (unit.layer, unit.index)),
            axes: self.gaze.inputs(),
            components: self.snapshot.as_ref().is_some_and(|snapshot| self.gaze.has_components(snapshot)),
            area: self.area_to_show.or(self.gaze.area),
            confidence: self.map.confidence,
            residuals: self.map.residuals,
            hide_test: self.map.hide_test,
            discretize: self.map.discrete,
            curve: match self.loss.measure {
                Measure::Loss => Curve::Loss,
                Measure::Score => Curve::Score,
                Measure::Rate => Curve::Rate,
                Measure::Report => Curve::Report,
            },
            log_scale: self.loss.scale == Scale::Logarithmic,
            even_scale: self.loss.scale == Scale::Linear,
            ..View::default()
        };
        self.pages.keep(&mut view);
        view
    }

    /// Applies the display options `view`.
    pub(super) fn look_like(&mut self, view: &View) {
        self.gaze.keep(view.unit.map(|(layer, index)| Unit { layer, index }));
        self.pages.look_like(view);
        self.map.hide_test = view.hide_test;
        self.map.discrete = view.discretize;
        self.loss.measure = match view.curve {
            Curve::Loss => Measure::Loss,
            Curve::Score => Measure::Score,
            Curve::Rate => Measure::Rate,
            Curve::Report => Measure::Report,
        };
        self.loss.scale = match (view.log_scale, view.even_scale) {
            (true, _) => Scale::Logarithmic,
            (_, true) => Scale::Linear,
            _ => Scale::Automatic,
        };
        (self.map.confidence, self.map.residuals) = (view.confidence, view.residuals);
        self.gaze.turn(Axes::Inputs(view.axes.0, view.axes.1));
        if view.components {
            self.gaze.turn(Axes::Components);
        }
        self.area_to_show = view.area;
    }

    /// Shows the area of the plane that the session was displayed with, as soon as that plane is there: other axes than
    /// the default ones first have to be requested from the worker.
    pub(super) fn show_area(&mut self, newest: &Snapshot) {
        let axes = newest.looks.maps.as_ref().map(|maps| maps.plane.axes);
        if axes == Some(self.gaze.axes(newest))
            && let Some(area) = self.area_to_show.take()
        {
            self.gaze.look_at(area);
        }
    }

    /// Copies the session to the clipboard, without its earlier moments, which only make it long.
    pub(super) fn copy_as_text(&mut self) {
        let Some(snapshot) = self.snapshot.clone() else { return };
        let cover = self.document.cover(self.view());
        self.copying.start(&self.context, "copy a session", move || {
            let mut session = document::session(&snapshot, cover);
            session.stages.iter_mut().for_each(|stage| stage.timeline = Arc::new(Timeline::default()));
            session.to_text(SystemTime::now())
        });
    }

    /// Handles the results of copying and exporting.
    pub(super) fn sent_out(&mut self) {
        match self.copying.result() {
            Some(text) if text.len() <= MOST_TEXT => {
                self.context.copy_text(text);
                self.notices.say(text!("The session was copied as text.", "会话已复制为文本。"));
            }
            Some(text) => {
                let megabytes = text.len() >> 20;
                let sentence = text!(
                    "This session has {megabytes} MB of text, too much for the clipboard; save it as a file instead.",
                    "此会话的文本有 {megabytes} MB，剪贴板放不下；请另存为文件。"
                );
                self.notices.fail(sentence);
            }
            None => {}
        }
        match self.exporting.result() {
            Some((Purpose::Lesson, Ok(path))) => {
                self.path_did(Purpose::Lesson, &path);
                self.made_lesson(path);
            }
            Some((purpose, Ok(path))) => {
                self.path_did(purpose, &path);
                let path = path.display();
                self.notices.say(if purpose == Purpose::Report {
                    text!("The report was written to {path}.", "报告已写入 {path}。")
                } else {
                    text!("The network was written to {path}.", "网络已写入 {path}。")
                });
            }
            Some((purpose, Err(sentence))) => self.path_failed(purpose, sentence),
            None => {}
        }
    }

    /// Opens a session that was copied as text.
    pub(super) fn paste(&mut self, text: String) {
        if !session::looks_like_one(&text) {
            let sentence = text!(
                "The clipboard holds no session: its text does not begin with (format: \"neurarium session\", version: …).",
                "剪贴板中没有会话：其文本不是以 (format: \"neurarium session\", version: …) 开头。"
            );
            self.notices.fail(sentence);
            return;
        }
        self.opening.start(&self.context, "open a pasted session", move || (None, opening::pasted(&text)));
    }

    /// Whether carrying out `action` would lose changes, so that the person has to be asked.
    pub(super) fn would_lose_changes(action: &Action) -> bool {
        matches!(
            action,
            Action::New(_)
                | Action::Lesson(_)
                | Action::Open
                | Action::OpenFile(_)
                | Action::PasteText(_)
                | Action::Quit
        )
    }

    /// Writes the network to `path` in the format of its extension, or of `format` when it has none.
    pub(super) fn export(&mut self, path: &Path, asked: &'static str) {
        let Some(snapshot) = self.snapshot.clone() else { return };
        let path = named(path, asked);
        let write = move || {
            let format = Format::of(&path).ok_or_else(|| {
                let names: Vec<String> = Format::ALL.iter().map(|format| format!(".{}", format.name())).collect();
                let (path, names) = (path.display(), names.join(", "));
                text!(
                    "{path}: the extension says the format; give one of {names}.",
                    "{path}：扩展名决定格式；请使用 {names} 之一。"
                )
            })?;
            let model = Model::of(&snapshot.probe()).map_err(|error| error.text().stopped())?;
            session::file::save(&path, &format.write(&model)).map_err(|error| error.text().stopped())?;
            Ok(path)
        };
        self.exporting.start(&self.context, "export a network", move || (Purpose::Export(asked), write()));
    }

    pub(super) fn opened(&mut self, path: Option<&Path>, read: Result<Opened, Text>) {
        let title = path.map_or_else(|| text!("Pasted", "粘贴"), |path| Text::same(title_of(path)));
        if let (Some(path), Ok(_)) = (path, &read) {
            self.path_did(Purpose::Open, path);
        }
        match read {
            Ok(Opened::Session { trainer, session, beside, stamp }) => {
                let recovered =
                    path.is_some_and(|path| self.autosave.as_mut().is_some_and(|autosave| autosave.has_opened(path)));
                let document = match path {
                    Some(path) if !recovered => {
                        self.recent.add(&self.context, path);
                        let checkpoint = Arc::new(trainer.checkpoint());
                        document::Document::opened(path, &session, stamp, Some(checkpoint))
                    }
                    _ => document::Document::unsaved(&session),
                };
                self.begin_document(document);
                if self.document.title.to_string().is_empty() {
                    self.document.title = title;
                }
                self.runs.take_in(beside, &(self.document.number, self.document.title.clone()));
                self.document.settle(self.runs.counted());
                let hand_in = session.hand_in;
                self.go_on(*trainer, Some(session.view));
                hand_in.iter().for_each(|hand_in| self.resume_lesson(hand_in, path));
            }
            Ok(Opened::Recipe(experiment, sentence)) => {
                self.notices.say(sentence);
                self.begin(*experiment, title);
            }
            Ok(Opened::Network(import)) => {
                let table = match &self.draft.experiment.data.source {
                    Source::Table { table, .. } => Some(Arc::clone(table)),
                    _ => None,
                };
                match import.trainer(table) {
                    Ok((trainer, remark)) => {
                        let session = Session::new(&title.to_string(), trainer.experiment().clone());
                        self.begin_document(document::Document::unsaved(&session));
                        self.go_on(trainer, None);
                        remark.into_iter().for_each(|remark| self.notices.say(remark));
                    }
                    Err(sentence) => self.notices.fail(sentence.stopped()),
                }
            }
            Ok(Opened::Lesson(own)) => self.begin_own_lesson(*own),
            Ok(Opened::Table(source, notes)) => {
                self.draft.experiment.set_source(*source);
                self.gaze.forget_axes();
                self.begin_document(document::Document::new(title, &self.draft.experiment));
                path.into_iter().for_each(|path| self.recent.add(&self.context, path));
                match notes.as_slice() {
                    [] => {}
                    [note] => self.notices.say(note.clone()),
                    notes => self.notices.say(text!(
                        "{} things were assumed of the file; “How the file was read” names them and the other choices.",
                        "对文件作了 {} 项推断；“文件的读取方式”列出它们和其他选择。",
                        notes.len()
                    )),
                }
            }
            Err(sentence) => self.opening_failed(path, sentence),
        }
    }

    /// The purpose of a file dialog that asks where to export to.
    pub(super) fn export_purpose(name: &str) -> Option<Purpose> {
        Format::ALL.iter().find(|format| format.name() == name).map(|format| Purpose::Export(format.name()))
    }
}
