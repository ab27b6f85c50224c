//! What the session is called, which file holds it, and what that file does not hold yet.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    experiment::Experiment,
    language::Text,
    nn::Parameters,
    session::{FileStamp, Session, View},
    training::Checkpoint,
    worker::{Aside, Snapshot},
};

/// The session as a document.
#[derive(Debug)]
pub(super) struct Document {
    /// What it is called in the window.
    pub(super) title: Text,
    /// Whether that is the name of a file that gives no title, which saving does not change.
    untitled: bool,
    /// What its owner wrote about it.
    pub(super) notes: String,
    /// Version of the program that began it; nothing for this one.
    made_with: Option<String>,
    /// The file that holds it, if one does.
    pub(super) path: Option<PathBuf>,
    stamp: Option<FileStamp>,
    /// What a file holds, or could be had again; nothing for work that only this window has.
    kept: Option<Kept>,
    /// Whether training, or a hand in the network, has come to something else than what is kept.
    moved_on: bool,
    /// Whether the run that is set aside is one that no file holds.
    left: bool,
    /// The run that was set aside when the session was saved: whoever saved has left it for good.
    settled: Option<Arc<Aside>>,
}

/// What would not be lost. How the session is looked at counts as little as where the window stands: it is written into
/// the file, but nobody is asked about it.
#[derive(Debug)]
struct Kept {
    experiment: Experiment,
    /// What training had become; nothing until a worker has begun the experiment, which is then what is kept.
    checkpoint: Option<Arc<Checkpoint>>,
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
    /// A document that no file holds; as long as `experiment` stands at its start, nothing would be lost.
    pub(super) fn new(title: Text, experiment: &Experiment) -> Self {
        let kept = Kept { experiment: experiment.clone(), checkpoint: None, notes: String::new() };
        Self {
            title,
            untitled: false,
            notes: String::new(),
            made_with: None,
            path: None,
            stamp: None,
            kept: Some(kept),
            moved_on: false,
            left: false,
            settled: None,
        }
    }

    /// The document that was read from `path`, or written there.
    pub(super) fn opened(
        path: &Path,
        session: &Session,
        stamp: Option<FileStamp>,
        checkpoint: Option<Arc<Checkpoint>>,
    ) -> Self {
        Self {
            title: Text::same(if session.title.is_empty() { title_of(path) } else { session.title.clone() }),
            untitled: session.title.is_empty(),
            notes: session.notes.clone(),
            made_with: Some(session.made_with.clone()),
            path: Some(path.to_owned()),
            stamp,
            kept: Some(Kept { experiment: session.recipe(), checkpoint, notes: session.notes.clone() }),
            moved_on: false,
            left: false,
            settled: None,
        }
    }

    /// Work that no file of the person's holds: until it is saved, all of it would be lost.
    pub(super) fn unsaved(session: &Session) -> Self {
        Self { path: None, kept: None, ..Self::opened(Path::new(""), session, None, None) }
    }

    /// The session was written to `path` as `snapshot` shows it; notes may have been written since.
    pub(super) fn saved(&mut self, path: &Path, session: &Session, stamp: FileStamp, snapshot: &Snapshot) {
        let (notes, settled) = (std::mem::take(&mut self.notes), snapshot.aside.clone());
        let checkpoint = Arc::clone(&snapshot.newest);
        *self = Self { notes, settled, ..Self::opened(path, session, Some(stamp), Some(checkpoint)) };
    }

    /// Takes note of a newer snapshot of this document.
    pub(super) fn see(&mut self, snapshot: &Snapshot) {
        let Some(kept) = &mut self.kept else { return };
        let (newest, begun) = (&snapshot.newest, *snapshot.experiment == kept.experiment);
        self.moved_on = match &kept.checkpoint {
            Some(checkpoint) => !same(checkpoint, newest),
            None => begun && newest.step > 0,
        };
        if begun && !self.moved_on {
            // The next look finds the same place in memory, and need not compare numbers.
            kept.checkpoint = Some(Arc::clone(newest));
        }
        self.left = snapshot.aside.as_ref().is_some_and(|aside| {
            let is_settled = self.settled.as_ref().is_some_and(|settled| Arc::ptr_eq(settled, aside));
            let is_in_the_file = kept.checkpoint.as_ref().is_some_and(|kept| same(kept, &aside.checkpoint));
            aside.own && !is_settled && !(is_in_the_file && *aside.experiment == kept.experiment)
        });
    }

    /// Something was done to the network that no snapshot shows yet.
    pub(super) const fn touch(&mut self) {
        self.moved_on = true;
    }

    /// Whether something would be lost.
    pub(super) fn changed(&self, experiment: &Experiment) -> bool {
        self.kept
            .as_ref()
            .is_none_or(|kept| self.moved_on || self.left || kept.experiment != *experiment || kept.notes != self.notes)
    }

    /// Whether another program wrote the file since.
    pub(super) fn is_outdated(&self) -> bool {
        let (Some(path), Some(stamp)) = (&self.path, self.stamp) else { return false };
        path.exists() && stamp.is_outdated(path)
    }

    /// What its session says, looked at like `view`.
    pub(super) fn cover(&self, view: View) -> Cover {
        let title = if self.untitled { String::new() } else { self.title.to_string() };
        Cover { title, notes: self.notes.clone(), made_with: self.made_with.clone(), view }
    }
}

/// Whether two checkpoints would be written alike, but for what a file says of the way there: numbers are compared bit
/// for bit, since one that is none equals nothing.
pub(super) fn same(a: &Arc<Checkpoint>, b: &Arc<Checkpoint>) -> bool {
    let bits = |a: &Parameters, b: &Parameters| {
        a.sizes() == b.sizes() && a.values().iter().zip(b.values()).all(|(a, b)| a.to_bits() == b.to_bits())
    };
    let best = |state: &Checkpoint| state.best.as_ref().map(|best| (best.epoch, best.loss.to_bits()));
    Arc::ptr_eq(a, b)
        || (a.step, a.epoch, a.position, a.rows_seen) == (b.step, b.epoch, b.position, b.rows_seen)
            && a.status == b.status
            && best(a) == best(b)
            && (&a.order, &a.batches, &a.noise) == (&b.order, &b.batches, &b.noise)
            && bits(&a.parameters, &b.parameters)
            && (a.moments_age, a.moments.len()) == (b.moments_age, b.moments.len())
            && a.moments.iter().zip(&b.moments).all(|(a, b)| bits(a, b))
}

/// What the worker had come to at `snapshot`, as a session.
pub(super) fn session(snapshot: &Snapshot, cover: Cover) -> Session {
    let mut session = Session::new(&cover.title, snapshot.experiment.clone());
    session.notes = cover.notes;
    session.view = cover.view;
    if let Some(made_with) = cover.made_with {
        session.made_with = made_with;
    }
    session.with_run(&snapshot.earlier, snapshot.run(), &snapshot.data)
}

/// A file's name without folder and ending.
pub(super) fn title_of(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
