//! The hand-ins of a class: reading their folder, and exporting the results.

use std::{path::PathBuf, sync::Arc};

use super::{Window, effects::Outgoing};
use crate::{
    app::gathering::Gathering,
    export::report::{self, Printed},
    lessons::class::{Gathered, Lessons, Sheet, Taken, Wanted, csv},
    text,
    ui::shell::path::Purpose,
};

impl Window {
    /// The results for the folder of hand-ins, if one was read.
    #[must_use]
    pub fn class(&self) -> Option<Arc<Gathered>> {
        self.beside.class.as_ref().map(Gathering::seen)
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
        let lessons = Lessons { own: self.own_for_class() };
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
            let all = pupils.into_iter().chain(class.sheets.iter().cloned());
            let all: Vec<Printed> = all.map(|Sheet { title, head, rows }| Printed { title, head, rows }).collect();
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
}
