//! The files that were used last, for the menu.

use std::path::{Path, PathBuf};

use super::errand::Errand;
use crate::session::{SessionError, recent};

/// The list, and the file that keeps it; without a file nothing is listed.
#[derive(Debug, Default)]
pub(super) struct Recent {
    list: Option<PathBuf>,
    files: Vec<PathBuf>,
    remembering: Errand<Result<Vec<PathBuf>, SessionError>>,
}

impl Recent {
    /// What `list` names.
    pub(super) fn kept_in(list: PathBuf) -> Self {
        Self { files: recent::read(&list), list: Some(list), remembering: Errand::default() }
    }

    /// Puts `path` in front; the disk is not waited for.
    pub(super) fn add(&mut self, context: &egui::Context, path: &Path) {
        let Some(list) = self.list.clone() else { return };
        let path = path.to_owned();
        self.remembering.start(context, "remember a file", move || recent::remember(&list, &path));
    }

    /// Newest first. A list that cannot be written is no loss worth a sentence.
    pub(super) fn files(&mut self) -> &[PathBuf] {
        if let Some(Ok(files)) = self.remembering.result() {
            self.files = files;
        }
        &self.files
    }
}
