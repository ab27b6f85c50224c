//! What the session is called, which file holds it, and what that file does not hold yet.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    language::Text,
    session::{FileStamp, Session, SessionError, StageState},
    training::Experiment,
    worker::Snapshot,
};

/// The session as a document.
#[derive(Debug)]
pub(super) struct Document {
    /// What it is called in the window.
    pub(super) title: Text,
    /// The file that holds it, if one does.
    pub(super) path: Option<PathBuf>,
    stamp: Option<FileStamp>,
    /// What its file says beside the state of training.
    pub(super) session: Option<Session>,
    /// What a file holds, or could be had again; nothing for work that only this window has.
    kept: Option<(Experiment, u64)>,
}

impl Document {
    /// A document that no file holds; until `experiment` or `step` change, nothing would be lost.
    pub(super) fn new(title: Text, experiment: &Experiment, step: u64) -> Self {
        Self { title, path: None, stamp: None, session: None, kept: Some((experiment.clone(), step)) }
    }

    /// The document that was read from `path`.
    pub(super) fn opened(path: &Path, session: Session, stamp: Option<FileStamp>, step: u64) -> Self {
        Self {
            title: Text::same(if session.title.is_empty() { title_of(path) } else { session.title.clone() }),
            path: Some(path.to_owned()),
            stamp,
            kept: Some((session.recipe(), step)),
            session: Some(Session { stages: Vec::new(), ..session }),
        }
    }

    /// Unsaved work of an earlier window: until it is saved, all of it would be lost.
    pub(super) fn recovered(session: Session) -> Self {
        Self { path: None, kept: None, ..Self::opened(Path::new(""), session, None, 0) }
    }

    /// Whether something would be lost.
    pub(super) fn changed(&self, experiment: &Experiment, step: u64) -> bool {
        self.kept.as_ref().is_none_or(|kept| kept.1 != step || kept.0 != *experiment)
    }

    /// Whether another program wrote the file since.
    pub(super) fn is_outdated(&self) -> bool {
        let (Some(path), Some(stamp)) = (&self.path, self.stamp) else { return false };
        path.exists() && stamp.is_outdated(path)
    }

    /// Writes what `snapshot` shows to `path`.
    pub(super) fn save(&mut self, snapshot: &Snapshot, path: &Path) -> Result<(), SessionError> {
        let moved = self.path.as_deref() != Some(path);
        let title = if moved { title_of(path) } else { self.title.to_string() };
        let session = session(snapshot, self.session.clone(), &title);
        let stamp = session.save(path)?;
        *self = Self::opened(path, session, Some(stamp), snapshot.step);
        Ok(())
    }
}

/// `snapshot` as a session called `title`, with the notes of `before`.
pub(super) fn session(snapshot: &Snapshot, before: Option<Session>, title: &str) -> Session {
    let before = before.unwrap_or_else(|| Session::new(title, snapshot.experiment.clone()));
    let state = StageState {
        checkpoint: (*snapshot.newest).clone(),
        history: Arc::clone(&snapshot.history),
        timeline: Arc::clone(&snapshot.timeline),
    };
    Session { title: title.to_owned(), ..before }.with_state(snapshot.experiment.clone(), &snapshot.data.set, state)
}

/// A file's name without folder and ending.
pub(super) fn title_of(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
