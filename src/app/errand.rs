//! One thing at a time that takes longer than a frame, done on a thread of its own.

use std::{
    sync::mpsc,
    time::{Duration, Instant},
};

/// What takes longer than this is told.
const LONG: Duration = Duration::from_millis(500);

/// An errand that is being run, or none.
#[derive(Debug)]
pub(super) struct Errand<T>(Option<(mpsc::Receiver<T>, Instant)>);

impl<T> Default for Errand<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Errand<T> {
    /// No errand; one that is on its way goes on, and nobody hears what comes of it.
    pub(super) const fn none() -> Self {
        Self(None)
    }
}

impl<T: Send + 'static> Errand<T> {
    /// Whether one is on its way.
    pub(super) const fn busy(&self) -> bool {
        self.0.is_some()
    }

    /// Whether one has been on its way for so long that the person should be told.
    pub(super) fn is_long(&self) -> bool {
        self.0.as_ref().is_some_and(|(_, began)| began.elapsed() > LONG)
    }

    /// Runs `work` unless another is on its way; `context` is woken when it is done.
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

    /// Waits for what comes of it, if one is on its way.
    pub(super) fn wait(&mut self) -> Option<T> {
        self.0.take()?.0.recv().ok()
    }

    /// What came of it, once.
    pub(super) fn result(&mut self) -> Option<T> {
        let result = self.0.as_ref()?.0.try_recv();
        if let Err(mpsc::TryRecvError::Empty) = result {
            return None;
        }
        self.0 = None;
        result.ok()
    }
}
