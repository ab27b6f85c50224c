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
    /// What has come so far, and the language that it is said in.
    seen: Mutex<(Arc<Gathered>, Language)>,
    found: Mutex<Found>,
    files: usize,
    wanted: Wanted,
    lessons: Lessons,
    stop: AtomicBool,
}

/// The results so far, and when they were shown last.
#[derive(Debug)]
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
        let shared = Arc::new(Shared {
            seen: Mutex::new((Arc::new(first), language)),
            found: Mutex::new(Found { submissions: Vec::new(), faults: Vec::new(), shown: Instant::now() }),
            files: files.len(),
            wanted,
            lessons,
            stop: AtomicBool::new(false),
        });
        let (context, theirs) = (context.clone(), Arc::clone(&shared));
        let work = move || {
            theirs.read(&files, &context);
            context.request_repaint();
        };
        let begun = thread::Builder::new().name("read a class".into()).spawn(work);
        if begun.is_err() {
            shared.end();
        }
        Ok(Self { shared })
    }

    /// What has come so far, in `language`.
    pub(super) fn seen(&self, language: Language) -> Arc<Gathered> {
        let (now, said_in) = { held(&self.shared.seen).clone() };
        if said_in == language {
            return now;
        }
        held(&self.shared.seen).1 = language;
        self.shared.show(now.has_ended)
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

    /// Reads every file; each has its own seconds for being trained again.
    fn read(&self, files: &[PathBuf], context: &Context) {
        let budget = Duration::from_secs(self.wanted.seconds);
        let language = held(&self.seen).1;
        let one = |number: u64| {
            if self.is_stopped() {
                return;
            }
            let began = Instant::now();
            let go_on = || began.elapsed() < budget && !self.is_stopped();
            let read = folder::read(&files[number as usize], &self.lessons, language, go_on);
            let mut found = held(&self.found);
            match read {
                Ok((submission, _)) => found.submissions.push(submission),
                Err(why) => found.faults.push(why),
            }
            if found.shown.elapsed() >= SEEN_EVERY {
                found.shown = Instant::now();
                drop(found);
                self.show(false);
                context.request_repaint();
            }
        };
        fleet::each(files.len() as u64, |_| {}, one);
        self.end();
    }

    /// Puts what has been read into words.
    fn show(&self, has_ended: bool) -> Arc<Gathered> {
        let language = held(&self.seen).1;
        let mut found = held(&self.found);
        for submission in &mut found.submissions {
            submission.speak(&self.lessons, language);
        }
        let told = Gathered::of(&self.wanted, self.files, &found.submissions, &found.faults, language);
        let mut seen = held(&self.seen);
        // What has ended meanwhile stays so.
        let told = Arc::new(Gathered { has_ended: has_ended || seen.0.has_ended, ..told });
        seen.0 = Arc::clone(&told);
        told
    }

    /// Nothing more is read.
    fn end(&self) {
        self.show(true);
    }
}

/// The data behind the lock; a thread that panicked while holding it has left it consistent.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
