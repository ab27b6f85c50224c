//! Unsaved work is kept every half minute, and what an earlier window left is offered.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::{
    document::{self, Document},
    errand::Errand,
};
use crate::{
    language::Text,
    session::{Leftover, Recovery, Session, SessionError},
    text,
    training::Experiment,
    ui::dialog::Unsaved,
    worker::Snapshot,
};

/// Nothing older than this is lost with the program.
const EVERY: Duration = Duration::from_secs(30);

/// Keeps the work of one window.
#[derive(Debug)]
pub(super) struct Autosave {
    /// Locked by the interface only while nobody writes.
    recovery: Arc<Mutex<Recovery>>,
    keeping: Errand<Result<(), SessionError>>,
    kept: Option<(Experiment, u64)>,
    due: Instant,
    finding: Errand<Vec<(Leftover, Unsaved)>>,
    found: Vec<Leftover>,
    /// What the person wants to open.
    accepted: Option<Leftover>,
    /// What has been opened; it goes when that work is kept anew, saved or discarded.
    opened: Option<Leftover>,
}

impl Autosave {
    /// Keeps work in `folder`, and looks for what has been left there.
    pub(super) fn new(context: &egui::Context, folder: PathBuf) -> Self {
        let recovery = Arc::new(Mutex::new(Recovery::new(folder)));
        let mut finding = Errand::default();
        let place = Arc::clone(&recovery);
        finding.start(context, "find unsaved work", move || {
            let leftovers = lock(&place).leftovers();
            // What cannot be read stays where it is: a newer program may have written it.
            leftovers.into_iter().filter_map(|leftover| describe(&leftover).map(|what| (leftover, what))).collect()
        });
        Self {
            recovery,
            keeping: Errand::default(),
            kept: None,
            due: Instant::now(),
            finding,
            found: Vec::new(),
            accepted: None,
            opened: None,
        }
    }

    /// What has been left, once, newest first; what is not answered is offered again at the next start.
    pub(super) fn offers(&mut self) -> Option<Vec<Unsaved>> {
        let (found, offers): (Vec<_>, Vec<_>) = self.finding.result()?.into_iter().unzip();
        self.found = found;
        (!offers.is_empty()).then_some(offers)
    }

    /// The file of an offer that is accepted.
    pub(super) fn accept(&mut self, index: usize) -> Option<PathBuf> {
        self.accepted = (index < self.found.len()).then(|| self.found.remove(index));
        self.accepted.as_ref().map(|leftover| leftover.path().to_owned())
    }

    /// Removes what was offered for good.
    pub(super) fn refuse(&mut self, index: usize) {
        if index < self.found.len() {
            self.found.remove(index).remove();
        }
    }

    /// Whether `path`, which has been opened, is the accepted offer; the file stays until the work is kept anew.
    pub(super) fn has_opened(&mut self, path: &Path) -> bool {
        let Some(leftover) = self.accepted.take_if(|leftover| leftover.path() == path) else { return false };
        // The worker takes a moment before its snapshots show what was opened.
        self.due = Instant::now() + EVERY;
        self.opened = Some(leftover);
        true
    }

    /// Keeps what `snapshot` shows when it is time and `document` is `changed`; a complaint when that has failed.
    pub(super) fn tend(
        &mut self,
        context: &egui::Context,
        document: &Document,
        snapshot: &Arc<Snapshot>,
        changed: bool,
    ) -> Option<Text> {
        let mut complaint = None;
        match self.keeping.result() {
            Some(Ok(())) => self.opened.take().into_iter().for_each(Leftover::remove),
            Some(Err(error)) => {
                let error = error.text();
                let (english, chinese) = error.both();
                complaint =
                    Some(text!("Unsaved work is not being kept: {english}.", "未保存的工作没有备份成功：{chinese}。"));
            }
            None => {}
        }
        if self.keeping.busy() {
            return complaint;
        }
        if !changed {
            self.forget();
            return complaint;
        }
        let now = Instant::now();
        if now < self.due {
            context.request_repaint_after(self.due - now);
            return complaint;
        }
        self.due = now + EVERY;
        if self
            .kept
            .as_ref()
            .is_none_or(|(experiment, step)| *step != snapshot.step || *experiment != *snapshot.experiment)
        {
            self.kept = Some(((*snapshot.experiment).clone(), snapshot.step));
            let (recovery, snapshot) = (Arc::clone(&self.recovery), Arc::clone(snapshot));
            let (before, title) = (document.session.clone(), document.title.to_string());
            self.keeping.start(context, "keep unsaved work", move || {
                lock(&recovery).keep(&document::session(&snapshot, before, &title))
            });
        }
        complaint
    }

    /// The work is saved, or not wanted: nothing of it is kept any longer.
    pub(super) fn end(&mut self) {
        drop(self.keeping.wait());
        self.forget();
    }

    fn forget(&mut self) {
        self.kept = None;
        lock(&self.recovery).forget();
        self.opened.take().into_iter().for_each(Leftover::remove);
    }
}

fn lock(recovery: &Mutex<Recovery>) -> MutexGuard<'_, Recovery> {
    recovery.lock().unwrap_or_else(PoisonError::into_inner)
}

fn describe(leftover: &Leftover) -> Option<Unsaved> {
    let session = Session::open(leftover.path()).ok()?;
    Some(Unsaved {
        epoch: session.stages.last().map_or(0, |stage| stage.checkpoint.epoch),
        title: session.title,
        age: leftover.when.elapsed().unwrap_or_default(),
    })
}
