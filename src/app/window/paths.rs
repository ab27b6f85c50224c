//! Paths of files to open and write: the system's dialog, or the window's own.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::Window;
use crate::{
    app::{errand::Errand, file_dialog, opening},
    language::Text,
    text,
    ui::{
        Action,
        shell::{
            dialog::Dialog,
            path::{Folder, PathBox, Purpose},
        },
    },
};

/// Largest number of names of a folder that are listed.
const MOST_NAMES: usize = 1_000;

/// State of path dialogs.
#[derive(Debug, Default)]
pub(super) struct Paths {
    /// Initial folder if the window always asks itself; `None` if the system is asked first.
    asks_itself: Option<PathBuf>,
    /// The folder of the last typed path.
    last: Option<PathBuf>,
    /// Listing of a folder in the background.
    listing: Errand<Folder>,
    /// Text typed before its dialog appeared.
    ahead: String,
}

impl Paths {
    /// Asks in the window itself, beginning in `folder`.
    pub(super) const fn asking_itself(folder: PathBuf) -> Self {
        Self { asks_itself: Some(folder), last: None, listing: Errand::none(), ahead: String::new() }
    }

    /// These letters came together with the request for a dialog, and begin its text.
    pub(super) fn begin_with(&mut self, letters: String) {
        self.ahead = letters;
    }

    /// Collects letters typed before it is known whether the system has a dialog.
    pub(super) fn hear(&mut self, ui: &egui::Ui) {
        ui.input(|input| {
            for event in &input.events {
                if let egui::Event::Text(text) = event {
                    self.ahead.push_str(text);
                }
            }
        });
    }
}

impl Window {
    /// Asks for a path; `name` is the proposed name, without extension.
    pub(super) fn ask(&mut self, frame: Option<&eframe::Frame>, purpose: Purpose, name: &str) {
        if self.file_dialog.busy() {
            return;
        }
        // A title, and the name of a pupil, can look like a path.
        let name = &file_name(name);
        if self.paths.asks_itself.is_some() {
            self.ask_itself(purpose, name);
            return;
        }
        let folder = self.lessons_folder().filter(|folder| purpose == Purpose::Lesson && folder.is_dir());
        let (folder, language) = (folder.map(Path::to_owned), self.preferences.language);
        file_dialog::ask(&mut self.file_dialog, &self.context, frame, purpose, (name, language), folder.as_deref());
    }

    /// Asks in the window itself, initially in the folder of the session's file.
    pub(super) fn ask_itself(&mut self, purpose: Purpose, name: &str) {
        let own = self.document.path.as_deref().and_then(Path::parent).map(Path::to_owned);
        let lessons = self.lessons_folder().filter(|_| purpose == Purpose::Lesson).map(Path::to_owned);
        let start = lessons.or_else(|| self.paths.last.clone()).or(own).or_else(|| self.paths.asks_itself.clone());
        let path = start.or_else(|| std::env::current_dir().ok()).unwrap_or_default();
        let name = purpose.ending().map_or_else(String::new, |ending| format!("{}.{ending}", file_name(name)));
        let mut asked = PathBox::new(purpose, Folder { path, ..Folder::default() }, name);
        let ahead = std::mem::take(&mut self.paths.ahead);
        if !ahead.is_empty() {
            asked.text = ahead;
            asked.begun = true;
        }
        self.list(&asked.folder.path, purpose);
        self.dialog = Some(Dialog::Path(asked));
    }

    /// Goes to another folder in the dialog.
    pub(super) fn visit(&mut self, folder: &Path) {
        if let Some(Dialog::Path(asked)) = &mut self.dialog {
            asked.folder = Folder { path: folder.to_owned(), ..Folder::default() };
            let purpose = asked.purpose;
            self.list(folder, purpose);
        }
    }

    fn list(&mut self, folder: &Path, purpose: Purpose) {
        let folder = folder.to_owned();
        self.paths.listing = Errand::none();
        self.paths.listing.start(&self.context, "list a folder", move || listed(folder, purpose));
    }

    /// Shows what was found in the folder of the dialog.
    pub(super) fn listed(&mut self) {
        let Some(found) = self.paths.listing.result() else { return };
        let asked = match &mut self.dialog {
            Some(Dialog::Path(asked)) => asked,
            // It returns when the file must not be replaced.
            Some(Dialog::Replace { back: Some(asked), .. }) => asked,
            _ => return,
        };
        if asked.folder.path == found.path {
            asked.folder = found;
        }
    }

    /// Writes to a typed path, after asking about an existing file, other than the session's own file as it was last
    /// read or written.
    pub(super) fn typed(&mut self, frame: Option<&eframe::Frame>, action: Action) {
        if let Action::SaveTo(path)
        | Action::ExportTo(_, path)
        | Action::WriteTo(path)
        | Action::ReportTo(path)
        | Action::LessonTo(path) = &action
            && path.is_dir()
        {
            let (purpose, folder) = (self.asked_purpose().unwrap_or(Purpose::Save), path.display());
            let sentence = text!(
                "{folder} is a folder; add a name for the file in it.",
                "{folder} 是文件夹；请在其后加上文件名。"
            );
            return self.path_failed(purpose, sentence);
        }
        let (action, target) = match action {
            Action::SaveTo(path) => {
                let path = named(&path, "ron");
                (Action::SaveTo(path.clone()), path)
            }
            Action::ExportTo(format, path) => {
                let path = named(&path, format);
                (Action::ExportTo(format, path.clone()), path)
            }
            Action::ReportTo(path) => {
                let path = named(&path, "html");
                (Action::ReportTo(path.clone()), path)
            }
            Action::LessonTo(path) => {
                let path = named(&path, "md");
                (Action::LessonTo(path.clone()), path)
            }
            Action::WriteTo(path) => {
                let ending = self.asked_purpose().and_then(Purpose::ending);
                let path = ending.map_or_else(|| path.clone(), |ending| named(&path, ending));
                (Action::WriteTo(path.clone()), path)
            }
            other => return self.run(frame, other),
        };
        let is_own = self.document.path.as_ref() == Some(&target) && !self.document.is_outdated();
        let is_own = is_own && matches!(action, Action::SaveTo(_));
        let is_refused = matches!(action, Action::SaveTo(_)) && opening::is_of_another_kind(&target);
        if target.is_file() && !is_own && !is_refused {
            let back = match self.dialog.take() {
                Some(Dialog::Path(asked)) => Some(Box::new(PathBox { waiting: false, proposed: true, ..asked })),
                _ => None,
            };
            self.dialog = Some(Dialog::Replace { path: target.display().to_string(), then: action, back });
        } else {
            self.run(frame, action);
        }
    }

    /// The purpose of the open path dialog.
    const fn asked_purpose(&self) -> Option<Purpose> {
        match &self.dialog {
            Some(Dialog::Path(asked)) => Some(asked.purpose),
            _ => None,
        }
    }

    /// What was typed has led to `path`; closes its dialog.
    pub(super) fn path_did(&mut self, purpose: Purpose, path: &Path) {
        if let Some(Dialog::Path(asked)) = &self.dialog
            && asked.waiting
            && (asked.purpose == purpose || asked.purpose.saves() && purpose.saves())
        {
            self.paths.last = path.parent().map(Path::to_owned);
            self.dialog = None;
        }
    }

    /// What was typed did not work: its dialog stays and says why; without a dialog a notice says it.
    pub(super) fn path_failed(&mut self, purpose: Purpose, why: Text) {
        match &mut self.dialog {
            Some(Dialog::Path(asked))
                if asked.waiting && (asked.purpose == purpose || asked.purpose.saves() && purpose.saves()) =>
            {
                (asked.waiting, asked.error) = (false, Some(why));
            }
            _ => self.notices.fail(why),
        }
    }
}

/// `path` with this extension, if it has none.
pub(super) fn named(path: &Path, extension: &str) -> PathBuf {
    if path.extension().is_some() { path.to_owned() } else { path.with_extension(extension) }
}

/// A title as the name of a file.
fn file_name(title: &str) -> String {
    let cut = |c: char| "/\\:*?\"<>|".contains(c) || c.is_control();
    let without: String = title.chars().map(|c| if cut(c) { ' ' } else { c }).collect();
    without.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The names in `folder`, except hidden ones: all folders, and the files of the requested kind.
fn listed(folder: PathBuf, purpose: Purpose) -> Folder {
    let mut found = Folder { path: folder, ..Folder::default() };
    let entries = fs::read_dir(&found.path).into_iter().flatten().flatten().take(MOST_NAMES);
    for entry in entries {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            found.folders.push(name);
        } else if is_meant(&path, purpose) {
            found.files.push(name);
        }
    }
    for names in [&mut found.folders, &mut found.files] {
        names.sort_by_key(|name| name.to_lowercase());
    }
    found
}

fn is_meant(path: &Path, purpose: Purpose) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    purpose.ending().map_or_else(|| opening::ENDINGS.contains(&ending.as_str()), |own| own == ending)
}
