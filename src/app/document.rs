//! The document: title, file, and what that file does not contain yet.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    experiment::Experiment,
    language::Text,
    lessons::titled,
    session::{Beside, FileStamp, HandIn, Opening, Session, View, hand_in::Entry},
    training::Checkpoint,
    ui::runs::Left,
    worker::Snapshot,
};

/// The session as a document.
#[derive(Debug)]
pub(super) struct Document {
    /// Its title in the window.
    pub(super) title: Text,
    /// Whether the title is the name of a file without a title, which saving does not change.
    untitled: bool,
    /// Its owner's notes.
    pub(super) notes: String,
    /// Version of the program that created it; `None` for this one.
    made_with: Option<String>,
    /// What a pupil hands in with it.
    pub(super) hand_in: Option<HandIn>,
    /// When the test rows were first shown.
    pub(super) opened: Option<Opening>,
    /// The file that contains it, if any.
    pub(super) path: Option<PathBuf>,
    stamp: Option<FileStamp>,
    /// What a file contains, or can be recreated; `None` for work that only exists in this window.
    kept: Option<Kept>,
    /// Whether training, or an edit of the network by hand, has changed what is stored.
    moved_on: bool,
    /// Whether a run was left that no file contains.
    left: bool,
    /// Number of abandoned runs when the session was saved: saving accepts that they were left.
    settled: u64,
    /// How often a run had been pinned or unpinned when the session was created, opened or saved.
    pub(super) pins: u64,
    /// Whether one has been since.
    repinned: bool,
    /// Number of the document in its window.
    pub(super) number: u64,
}

/// What would not be lost. Display options do not count: they are written to the file, but nobody is asked about them.
#[derive(Debug)]
struct Kept {
    experiment: Experiment,
    /// State of training; `None` until a worker has started the experiment, which is then what is stored.
    checkpoint: Option<Arc<Checkpoint>>,
    notes: String,
    /// Answers of a lesson.
    entries: Vec<Entry>,
    opened: Option<Opening>,
}

/// What a session contains besides the state of training.
#[derive(Clone, Debug, Default)]
pub(super) struct Cover {
    pub(super) title: String,
    pub(super) notes: String,
    pub(super) made_with: Option<String>,
    pub(super) hand_in: Option<HandIn>,
    pub(super) opened: Option<Opening>,
    pub(super) view: View,
    /// Other runs.
    pub(super) beside: Vec<Beside>,
}

impl Document {
    /// A document without a file; as long as `experiment` is at its start, nothing would be lost.
    pub(super) fn new(title: Text, experiment: &Experiment) -> Self {
        let kept = Kept {
            experiment: experiment.clone(),
            checkpoint: None,
            notes: String::new(),
            entries: Vec::new(),
            opened: None,
        };
        Self {
            title,
            untitled: false,
            notes: String::new(),
            made_with: None,
            hand_in: None,
            opened: None,
            path: None,
            stamp: None,
            kept: Some(kept),
            moved_on: false,
            left: false,
            settled: 0,
            pins: 0,
            repinned: false,
            number: 0,
        }
    }

    /// The document that was read from, or written to, `path`.
    pub(super) fn opened(
        path: &Path,
        session: &Session,
        stamp: Option<FileStamp>,
        checkpoint: Option<Arc<Checkpoint>>,
    ) -> Self {
        Self {
            title: if session.title.is_empty() { Text::same(title_of(path)) } else { titled(&session.title) },
            untitled: session.title.is_empty(),
            notes: session.notes.clone(),
            made_with: Some(session.made_with.clone()),
            hand_in: session.hand_in.clone(),
            opened: session.opened,
            path: Some(path.to_owned()),
            stamp,
            kept: Some(Kept {
                experiment: session.recipe(),
                checkpoint,
                notes: session.notes.clone(),
                entries: entries(session.hand_in.as_ref()).to_vec(),
                opened: session.opened,
            }),
            moved_on: false,
            left: false,
            settled: 0,
            pins: 0,
            repinned: false,
            number: 0,
        }
    }

    /// Work that no file contains: until it is saved, all of it would be lost.
    pub(super) fn unsaved(session: &Session) -> Self {
        Self { path: None, kept: None, ..Self::opened(Path::new(""), session, None, None) }
    }

    /// A run of a document that had been left for another one.
    pub(super) fn left((number, title): (u64, Text)) -> Self {
        Self { kept: None, number, ..Self::new(title, &Experiment::default()) }
    }

    /// The session was written to `path` as `snapshot` shows it, when this many runs had been left; the notes may have
    /// changed since.
    pub(super) fn saved(
        &mut self,
        path: &Path,
        session: &Session,
        stamp: FileStamp,
        (snapshot, settled, pins): (&Snapshot, u64, u64),
    ) {
        let notes = std::mem::take(&mut self.notes);
        let checkpoint = Arc::clone(&snapshot.newest);
        *self = Self {
            notes,
            settled,
            pins,
            number: self.number,
            ..Self::opened(path, session, Some(stamp), Some(checkpoint))
        };
    }

    /// Takes note of a newer snapshot of this document, of how often a run was pinned, and of its abandoned runs.
    pub(super) fn see<'l>(&mut self, snapshot: &Snapshot, pins: u64, mut left: impl Iterator<Item = &'l Left>) {
        self.repinned = pins > self.pins;
        let Some(kept) = &mut self.kept else { return };
        let (newest, begun) = (&snapshot.newest, *snapshot.newest_experiment == kept.experiment);
        self.moved_on = match &kept.checkpoint {
            Some(checkpoint) => !checkpoint.is_same(newest),
            None => begun && newest.step > 0,
        };
        if begun && !self.moved_on {
            // The next check finds the same address, and need not compare numbers.
            kept.checkpoint = Some(Arc::clone(newest));
        }
        self.left = left.any(|left| {
            let run = &left.run.last;
            let is_in_the_file = kept.checkpoint.as_ref().is_some_and(|kept| kept.is_same(&run.checkpoint));
            left.number > self.settled && !(is_in_the_file && *run.experiment == kept.experiment)
        });
    }

    /// This many of the abandoned runs are stored in its file.
    pub(super) const fn settle(&mut self, counted: u64) {
        self.settled = counted;
    }

    /// Something was done to the network that no snapshot shows yet.
    pub(super) const fn touch(&mut self) {
        self.moved_on = true;
    }

    /// Whether something would be lost.
    pub(super) fn changed(&self, experiment: &Experiment) -> bool {
        self.kept.as_ref().is_none_or(|kept| {
            let is_written = kept.notes == self.notes
                && kept.entries == entries(self.hand_in.as_ref())
                && kept.opened == self.opened;
            self.moved_on || self.left || self.repinned || kept.experiment != *experiment || !is_written
        })
    }

    /// Whether another program has written the file since.
    pub(super) fn is_outdated(&self) -> bool {
        let (Some(path), Some(stamp)) = (&self.path, self.stamp) else { return false };
        path.exists() && stamp.is_outdated(path)
    }

    /// The contents of its session besides training, with the display options `view`.
    pub(super) fn cover(&self, view: View) -> Cover {
        let title = if self.untitled { String::new() } else { self.title.to_string() };
        let (made_with, hand_in) = (self.made_with.clone(), self.hand_in.clone());
        Cover { title, notes: self.notes.clone(), made_with, hand_in, opened: self.opened, view, beside: Vec::new() }
    }
}

/// The worker's latest state at `snapshot`, as a session.
pub(super) fn session(snapshot: &Snapshot, cover: Cover) -> Session {
    let mut session = Session::new(&cover.title, snapshot.newest_experiment.clone());
    session.notes = cover.notes;
    session.view = cover.view;
    session.hand_in = cover.hand_in;
    session.beside = cover.beside;
    session.opened = cover.opened;
    if let Some(made_with) = cover.made_with {
        session.made_with = made_with;
    }
    session.with_run(&snapshot.earlier, snapshot.run(), &snapshot.newest_data)
}

/// The entries of a lesson.
fn entries(hand_in: Option<&HandIn>) -> &[Entry] {
    hand_in.map_or(&[], |hand_in| &hand_in.entries)
}

/// A file's name without folder and ending.
pub(super) fn title_of(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
