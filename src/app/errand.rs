//! A single background task that takes longer than a frame, on a thread of its own.

use std::{
    sync::mpsc,
    time::{Duration, Instant},
};

/// Anything that takes longer than this is reported.
const LONG: Duration = Duration::from_millis(500);

/// A running task, or none.
#[derive(Debug)]
pub(super) struct Errand<T>(Option<(mpsc::Receiver<T>, Instant)>);

impl<T> Default for Errand<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Errand<T> {
    /// No task; one that is running continues, and its result is dropped.
    pub(super) const fn none() -> Self {
        Self(None)
    }
}

impl<T: Send + 'static> Errand<T> {
    /// Whether a task is running.
    pub(super) const fn busy(&self) -> bool {
        self.0.is_some()
    }

    /// Whether a task has been running for so long that the person should be told.
    pub(super) fn is_long(&self) -> bool {
        self.0.as_ref().is_some_and(|(_, began)| began.elapsed() > LONG)
    }

    /// Runs `work` unless another task is running; `context` is woken when it is done.
    pub(super) fn start(&mut self, context: &egui::Context, name: &str, work: impl FnOnce() -> T + Send + 'static) {
        if self.busy() {
            return;
        }
        let (sender, result) = mpsc::channel();
        context.request_repaint_after(LONG + Duration::from_millis(20));
        let context = context.clone();
        let thread = std::thread::Builder::new().name(name.into()).spawn(move || {
            // The window may have been closed meanwhile.
            if sender.send(work()).is_ok() {
                context.request_repaint();
            }
        });
        self.0 = thread.is_ok().then(|| (result, Instant::now()));
    }

    /// Waits for the result, if a task is running.
    pub(super) fn wait(&mut self) -> Option<T> {
        self.0.take()?.0.recv().ok()
    }

    /// The result, once.
    pub(super) fn result(&mut self) -> Option<T> {
        let result = self.0.as_ref()?.0.try_recv();
        if let Err(mpsc::TryRecvError::Empty) = result {
            return None;
        }
        self.0 = None;
        result.ok()
    }
}
