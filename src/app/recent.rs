//! Recently used files, for the menu.

use std::path::{Path, PathBuf};

use super::errand::Errand;
use crate::session::{SessionError, recent};

/// The list and its file; without a file nothing is listed.
#[derive(Debug, Default)]
pub(super) struct Recent {
    list: Option<PathBuf>,
    files: Vec<PathBuf>,
    remembering: Errand<Result<Vec<PathBuf>, SessionError>>,
}

impl Recent {
    /// The files in `list`.
    pub(super) fn kept_in(list: PathBuf) -> Self {
        Self { files: recent::read(&list), list: Some(list), remembering: Errand::default() }
    }

    /// Adds `path` at the front; does not wait for the disk.
    pub(super) fn add(&mut self, context: &egui::Context, path: &Path) {
        let Some(list) = self.list.clone() else { return };
        let path = path.to_owned();
        self.remembering.start(context, "remember a file", move || recent::remember(&list, &path));
    }

    /// Newest first. A failure to write the list is not worth a message.
    pub(super) fn files(&mut self) -> &[PathBuf] {
        if let Some(Ok(files)) = self.remembering.result() {
            self.files = files;
        }
        &self.files
    }
}
