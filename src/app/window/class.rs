//! The hand-ins of a class: reading their folder, and exporting the results.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Window, effects::Outgoing};
use crate::{
    app::gathering::Gathering,
    export::report::{self, Printed},
    language::Text,
    lessons::class::{Gathered, Lessons, Sheet, Taken, Wanted, csv},
    session::{self, Session},
    text,
    ui::shell::path::Purpose,
};

impl Window {
    /// The results for the folder of hand-ins, if one was read.
    #[must_use]
    pub fn class(&self) -> Option<Arc<Gathered>> {
        self.beside.class.as_ref().map(|class| class.seen(self.preferences.language))
    }

    /// Asks for the folder of hand-ins; the other options are kept until then.
    pub(super) fn ask_for_class(&mut self, frame: Option<&eframe::Frame>, wanted: Wanted) {
        self.beside.class_wanted = wanted;
        self.ask(frame, Purpose::Class, "");
    }

    /// Reads this folder, or the one that this file lies in.
    pub(super) fn read_class_in(&mut self, path: PathBuf) {
        let folder = if path.is_file() { path.parent().map(Into::into).unwrap_or(path) } else { path };
        self.read_class(Wanted { folder, ..self.beside.class_wanted.clone() });
    }

    /// Reads the hand-ins of a folder; reading of another one is stopped.
    pub(super) fn read_class(&mut self, wanted: Wanted) {
        let folder = wanted.folder.clone();
        let lessons = Lessons { own: self.own_for_class(&folder) };
        match Gathering::new(&self.context, wanted, lessons, self.preferences.language) {
            Ok(gathering) => {
                self.beside.class = Some(gathering);
                self.path_did(Purpose::Class, &folder.join("hand-ins"));
            }
            Err(why) => self.path_failed(Purpose::Class, why.stopped()),
        }
    }

    /// Exports the table or the answers of the class to a file that is asked for.
    pub(super) fn take_class(&mut self, frame: Option<&eframe::Frame>, taken: Taken) {
        let Some(class) = self.class() else { return };
        let language = self.preferences.language;
        let sheets = |with_names: bool| {
            let pupils = with_names.then(|| Sheet::pupils(&class.table, language));
            let unread = with_names.then(|| Sheet::unread(&class.faults, language)).flatten();
            let all = pupils.into_iter().chain(unread).chain(class.sheets.iter().cloned());
            let large = !with_names;
            let all: Vec<Printed> =
                all.map(|Sheet { title, head, rows }| Printed { title, head, rows, large }).collect();
            report::tables(text!("The class", "全班").say(language), &all, language).into_bytes()
        };
        let (bytes, purpose, name) = match taken {
            Taken::Csv => (csv(&class.table).into_bytes(), Purpose::Table, "class"),
            Taken::Page => (sheets(true), Purpose::Page, "class"),
            Taken::Projector => (sheets(false), Purpose::Page, "answers"),
        };
        self.outgoing = Outgoing { bytes, purpose };
        self.ask(frame, purpose, name);
    }

    /// Writes the report of the run in `file`, or of each that is a row, into the folder “reports” beside the hand-ins.
    pub(super) fn pupil_reports(&mut self, file: Option<String>) {
        let Some(class) = self.class() else { return };
        let (folder, language) = (class.wanted.folder.clone(), self.preferences.language);
        let all = class.table.rows.iter().filter_map(|row| row.cells.get(1).cloned());
        let files: Vec<String> = file.map_or_else(|| all.collect(), |file| vec![file]);
        let write = move || {
            let reports = folder.join("reports");
            let cannot = |error: std::io::Error| Text::same(format!("{}: {error}", reports.display())).stopped();
            fs::create_dir_all(&reports).map_err(cannot)?;
            let mut path = reports.clone();
            for file in &files {
                let wrong = |why: Text| {
                    let (english, chinese) = why.both();
                    text!("{file}: {english}", "{file}：{chinese}").stopped()
                };
                let session = Session::open(&folder.join(file)).map_err(|error| wrong(error.text()))?;
                let trainer = session.trainer().map_err(|error| wrong(error.text()))?;
                let html = super::lesson::report_of(&session, &trainer, &session.title, language);
                // Never the name of a pupil, which can be a path.
                let own = reports.join(Path::new(file).with_extension("html").file_name().unwrap_or_default());
                session::file::save(&own, html.as_bytes()).map_err(|error| error.text().stopped())?;
                if files.len() == 1 {
                    path = own;
                }
            }
            Ok(path)
        };
        self.exporting.start(&self.context, "write reports", move || (Purpose::Report, write()));
    }
}
