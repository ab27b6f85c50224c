//! Autosave: unsaved work is stored every half minute, and what an earlier window left is offered.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::{
    document::{self, Cover},
    errand::Errand,
    rescue,
};
use crate::{
    experiment::Experiment,
    language::Text,
    lessons::titled,
    session::{Beside, Leftover, Recovery, Session, SessionError},
    text,
    training::Checkpoint,
    ui::shell::dialog::Unsaved,
    worker::Snapshot,
};

/// Interval: nothing older than this is lost with the program.
const EVERY: Duration = Duration::from_secs(30);

/// Stores the work of one window.
#[derive(Debug)]
pub(super) struct Autosave {
    /// Locked by the interface only while nobody writes.
    recovery: Arc<Mutex<Recovery>>,
    keeping: Errand<Result<(), SessionError>>,
    /// What was stored last: experiment, training state, notes, and other runs.
    kept: Option<(Experiment, Arc<Checkpoint>, String, Vec<Beside>)>,
    due: Instant,
    finding: Errand<Vec<(Leftover, Result<Unsaved, Text>)>>,
    found: Vec<Leftover>,
    /// The leftover that the person wants to open.
    accepted: Option<Leftover>,
    /// The leftover that was opened; it is removed when that work is stored anew, saved or discarded.
    opened: Option<Leftover>,
}

impl Autosave {
    /// Stores work in `folder`, and looks for leftovers there.
    pub(super) fn new(context: &egui::Context, folder: PathBuf) -> Self {
        let recovery = Arc::new(Mutex::new(Recovery::new(folder)));
        let mut finding = Errand::default();
        let place = Arc::clone(&recovery);
        finding.start(context, "find unsaved work", move || {
            let leftovers = lock(&place).leftovers();
            leftovers.into_iter().map(|leftover| (describe(&leftover), leftover)).map(|(what, it)| (it, what)).collect()
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

    /// The stored work, for code that outlives the window.
    pub(super) fn recovery(&self) -> Arc<Mutex<Recovery>> {
        Arc::clone(&self.recovery)
    }

    /// The leftovers, once, newest first, and sentences about unreadable ones; unanswered ones are offered again at the
    /// next start.
    pub(super) fn offers(&mut self) -> Option<(Vec<Unsaved>, Vec<Text>)> {
        let (mut offers, mut unreadable) = (Vec::new(), Vec::new());
        for (leftover, what) in self.finding.result()? {
            match what {
                Ok(unsaved) => {
                    self.found.push(leftover);
                    offers.push(unsaved);
                }
                // It is kept: a newer version of the program may have written it.
                Err(sentence) => unreadable.push(sentence),
            }
        }
        Some((offers, unreadable))
    }

    /// The file of an accepted offer.
    pub(super) fn accept(&mut self, index: usize) -> Option<PathBuf> {
        self.accepted = (index < self.found.len()).then(|| self.found.remove(index));
        self.accepted.as_ref().map(|leftover| leftover.path().to_owned())
    }

    /// Removes an offered leftover permanently.
    pub(super) fn refuse(&mut self, index: usize) {
        if index < self.found.len() {
            self.found.remove(index).remove();
        }
    }

    /// Whether `path`, which was opened, is the accepted offer; the file stays until the work is stored anew.
    pub(super) fn has_opened(&mut self, path: &Path) -> bool {
        let Some(leftover) = self.accepted.take_if(|leftover| leftover.path() == path) else { return false };
        // It takes a moment until the worker's snapshots show what was opened.
        self.due = Instant::now() + EVERY;
        self.opened = Some(leftover);
        true
    }

    /// Stores what `snapshot` shows, under `cover`, when it is due and the document is changed; returns a complaint if
    /// that has failed.
    pub(super) fn tend(
        &mut self,
        context: &egui::Context,
        cover: Cover,
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
        if self.kept.as_ref().is_none_or(|(experiment, checkpoint, notes, beside)| {
            *experiment != *snapshot.newest_experiment
                || *notes != cover.notes
                || !checkpoint.is_same(&snapshot.newest)
                || !is_same(beside, &cover.beside)
        }) {
            let newest = Arc::clone(&snapshot.newest);
            self.kept =
                Some(((*snapshot.newest_experiment).clone(), newest, cover.notes.clone(), cover.beside.clone()));
            let (recovery, snapshot) = (Arc::clone(&self.recovery), Arc::clone(snapshot));
            self.keeping.start(context, "keep unsaved work", move || {
                lock(&recovery).keep(&document::session(&snapshot, cover))
            });
        }
        complaint
    }

    /// The work is saved, or not wanted: removes everything stored.
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

/// Whether both are the same runs in the same state.
fn is_same(kept: &[Beside], now: &[Beside]) -> bool {
    let same = |(kept, now): (&Beside, &Beside)| {
        (kept.letter, kept.shown, &kept.mark) == (now.letter, now.shown, &now.mark) && kept.run.is_at(&now.run)
    };
    kept.len() == now.len() && kept.iter().zip(now).all(same)
}

fn lock(recovery: &Mutex<Recovery>) -> MutexGuard<'_, Recovery> {
    recovery.lock().unwrap_or_else(PoisonError::into_inner)
}

fn describe(leftover: &Leftover) -> Result<Unsaved, Text> {
    let session = Session::open(leftover.path()).map_err(|error| {
        let error = error.text();
        let (english, chinese) = error.both();
        text!(
            "Unsaved work of an earlier window cannot be read, and stays where it is. {english}.",
            "较早窗口未保存的工作无法读取，文件会保留在原处。{chinese}。"
        )
    })?;
    Ok(Unsaved {
        doubted: false,
        epoch: session.stages.last().map_or(0, |stage| stage.checkpoint.epoch),
        title: titled(&session.title),
        age: leftover.when.elapsed().unwrap_or_default(),
        failed: rescue::is_of_a_failure(leftover.path()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        insight::Request,
        training::KeptRun,
        ui::runs::Runs,
        worker::{Command, Worker},
    };

    #[test]
    #[allow(clippy::disallowed_methods, reason = "nothing is renamed out of this folder")]
    fn the_run_that_was_left_is_kept_with_the_start_that_took_its_place() {
        let folder = std::env::temp_dir().join(format!("neurarium-autosave-{}", std::process::id()));
        let context = egui::Context::default();
        let mut autosave = Autosave::new(&context, folder.clone());
        let worker = Worker::new(Experiment::default().validate().unwrap(), Request::default(), || ());
        let mut runs = Runs::default();
        let mut keep = |runs: &Runs, steps: u64| {
            let snapshots = std::iter::repeat_with(|| {
                std::thread::sleep(Duration::from_millis(1));
                worker.newest()
            });
            let mut snapshots = snapshots.take(5_000).flatten();
            let snapshot = snapshots.find(|snapshot| snapshot.step == steps).expect("no such snapshot");
            autosave.due = Instant::now();
            let cover = Cover { beside: runs.beside(0), ..Cover::default() };
            assert!(autosave.tend(&context, cover, &snapshot, true).is_none());
            autosave.keeping.wait().into_iter().for_each(|kept| kept.unwrap());
            let mut files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
            let file = files.find(|path| path.extension().is_some_and(|ending| ending == "ron")).unwrap();
            let session = Session::open(&file).unwrap();
            let steps = |run: &KeptRun| run.last.checkpoint.step;
            let beside: Vec<u64> = session.beside.iter().map(|beside| steps(&beside.run)).collect();
            (snapshot.kept(), session.stages.last().map(|stage| stage.checkpoint.step), beside)
        };
        worker.send(Command::StepBatch);
        let (run, at_hand, beside) = keep(&runs, 1);
        assert_eq!((at_hand, beside), (Some(1), vec![]));
        worker.send(Command::Reset);
        runs.leave(&run, (0, Text::same("a")));
        let (_, at_hand, beside) = keep(&runs, 0);
        assert_eq!((at_hand, beside), (Some(0), vec![1]), "the start, and the run that was left for it");
        autosave.end();
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
