//! What the session is called, which file holds it, and what that file does not hold yet.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    language::Text,
    session::{FileStamp, Session, StageState, View},
    training::Experiment,
    worker::Snapshot,
};

/// The session as a document.
#[derive(Debug)]
pub(super) struct Document {
    /// What it is called in the window.
    pub(super) title: Text,
    /// What its owner wrote about it.
    pub(super) notes: String,
    /// Version of the program that began it; nothing for this one.
    made_with: Option<String>,
    /// The file that holds it, if one does.
    pub(super) path: Option<PathBuf>,
    stamp: Option<FileStamp>,
    /// What a file holds, or could be had again; nothing for work that only this window has.
    kept: Option<Kept>,
}

/// What would not be lost.
#[derive(Debug)]
struct Kept {
    experiment: Experiment,
    step: u64,
    notes: String,
}

/// What a session says beside the state of training.
#[derive(Clone, Debug, Default)]
pub(super) struct Cover {
    pub(super) title: String,
    pub(super) notes: String,
    pub(super) made_with: Option<String>,
    pub(super) view: View,
}

impl Document {
    /// A document that no file holds; until `experiment`, `step` or the notes change, nothing would be lost.
    pub(super) fn new(title: Text, experiment: &Experiment, step: u64) -> Self {
        let kept = Kept { experiment: experiment.clone(), step, notes: String::new() };
        Self { title, notes: String::new(), made_with: None, path: None, stamp: None, kept: Some(kept) }
    }

    /// The document that was read from `path`, or written there.
    pub(super) fn opened(path: &Path, session: &Session, stamp: Option<FileStamp>, step: u64) -> Self {
        Self {
            title: Text::same(if session.title.is_empty() { title_of(path) } else { session.title.clone() }),
            notes: session.notes.clone(),
            made_with: Some(session.made_with.clone()),
            path: Some(path.to_owned()),
            stamp,
            kept: Some(Kept { experiment: session.recipe(), step, notes: session.notes.clone() }),
        }
    }

    /// Work that no file of the person's holds: until it is saved, all of it would be lost.
    pub(super) fn unsaved(session: &Session) -> Self {
        Self { path: None, kept: None, ..Self::opened(Path::new(""), session, None, 0) }
    }

    /// The session was written to `path` as it stood at `step`; notes may have been written since.
    pub(super) fn saved(&mut self, path: &Path, session: &Session, stamp: FileStamp, step: u64) {
        let notes = std::mem::take(&mut self.notes);
        *self = Self { notes, ..Self::opened(path, session, Some(stamp), step) };
    }

    /// Whether something would be lost.
    pub(super) fn changed(&self, experiment: &Experiment, step: u64) -> bool {
        self.kept
            .as_ref()
            .is_none_or(|kept| kept.step != step || kept.experiment != *experiment || kept.notes != self.notes)
    }

    /// Whether another program wrote the file since.
    pub(super) fn is_outdated(&self) -> bool {
        let (Some(path), Some(stamp)) = (&self.path, self.stamp) else { return false };
        path.exists() && stamp.is_outdated(path)
    }

    /// What its session says, looked at like `view`.
    pub(super) fn cover(&self, view: View) -> Cover {
        let (title, notes, made_with) = (self.title.to_string(), self.notes.clone(), self.made_with.clone());
        Cover { title, notes, made_with, view }
    }
}

/// What the worker had come to at `snapshot`, as a session.
pub(super) fn session(snapshot: &Snapshot, cover: Cover) -> Session {
    let state = StageState {
        checkpoint: (*snapshot.newest).clone(),
        history: Arc::clone(&snapshot.history),
        timeline: Arc::clone(&snapshot.timeline),
        edits: Arc::clone(&snapshot.edits),
    };
    let mut session = Session::new(&cover.title, snapshot.experiment.clone());
    session.notes = cover.notes;
    session.view = cover.view;
    if let Some(made_with) = cover.made_with {
        session.made_with = made_with;
    }
    session.with_state(snapshot.experiment.clone(), &snapshot.data.set, state)
}

/// A file's name without folder and ending.
pub(super) fn title_of(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
