//! A folder of hand-ins, read in the background on all cores.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use egui::Context;

use crate::{
    language::{Language, Text},
    lessons::class::{
        Gathered, Lessons, Submission, Wanted,
        folder::{self, files},
    },
    worker::fleet,
};

/// Shortest interval at which results are shown.
const SEEN_EVERY: Duration = Duration::from_millis(200);

/// A folder being read; reading ends when this is dropped.
#[derive(Debug)]
pub(super) struct Gathering {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    seen: Mutex<Arc<Gathered>>,
    stop: AtomicBool,
}

/// The results so far, and when they were shown last.
struct Found {
    submissions: Vec<Submission>,
    faults: Vec<Text>,
    shown: Instant,
}

impl Gathering {
    /// Reads what is `wanted`, checked against `lessons`; `context` is woken as it progresses.
    ///
    /// # Errors
    /// As [`files`].
    pub(super) fn new(context: &Context, wanted: Wanted, lessons: Lessons, language: Language) -> Result<Self, Text> {
        let files = files(&wanted.folder)?;
        let first = Gathered::of(&wanted, files.len(), &[], &[], language);
        let shared = Arc::new(Shared { seen: Mutex::new(Arc::new(first)), stop: AtomicBool::new(false) });
        let (context, theirs) = (context.clone(), Arc::clone(&shared));
        let work = move || {
            theirs.read(&files, &wanted, &lessons, language, &context);
            context.request_repaint();
        };
        let begun = thread::Builder::new().name("read a class".into()).spawn(work);
        if begun.is_err() {
            shared.stop();
        }
        Ok(Self { shared })
    }

    /// The results so far.
    pub(super) fn seen(&self) -> Arc<Gathered> {
        Arc::clone(&held(&self.shared.seen))
    }

    /// Stops reading; what has been read is kept.
    pub(super) fn stop(&self) {
        self.shared.stop.store(true, Ordering::Relaxed);
    }
}

impl Drop for Gathering {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Shared {
    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Reads every file; each has its own time limit for repeating its training.
    fn read(&self, files: &[PathBuf], wanted: &Wanted, lessons: &Lessons, language: Language, context: &Context) {
        let budget = Duration::from_secs(wanted.seconds);
        let found = Mutex::new(Found { submissions: Vec::new(), faults: Vec::new(), shown: Instant::now() });
        let one = |number: u64| {
            if self.is_stopped() {
                return;
            }
            let began = Instant::now();
            let go_on = || began.elapsed() < budget && !self.is_stopped();
            let read = folder::read(&files[number as usize], lessons, language, go_on);
            let mut found = held(&found);
            match read {
                Ok((submission, _)) => found.submissions.push(submission),
                Err(why) => found.faults.push(why),
            }
            if found.shown.elapsed() >= SEEN_EVERY {
                found.shown = Instant::now();
                self.show(Gathered::of(wanted, files.len(), &found.submissions, &found.faults, language));
                context.request_repaint();
            }
        };
        fleet::each(files.len() as u64, |_| {}, one);
        let found = held(&found);
        let last = Gathered::of(wanted, files.len(), &found.submissions, &found.faults, language);
        self.show(Gathered { has_ended: true, ..last });
    }

    fn show(&self, gathered: Gathered) {
        *held(&self.seen) = Arc::new(gathered);
    }

    /// No thread could be started.
    fn stop(&self) {
        let now = Gathered::clone(&held(&self.seen));
        self.show(Gathered { has_ended: true, ..now });
    }
}

/// The data behind the lock; a thread that panicked while holding it has left it consistent.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
