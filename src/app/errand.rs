//! One thing at a time that takes longer than a frame, done on a thread of its own.

use std::sync::mpsc;

/// An errand that is being run, or none.
#[derive(Debug)]
pub(super) struct Errand<T>(Option<mpsc::Receiver<T>>);

impl<T> Default for Errand<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Send + 'static> Errand<T> {
    /// Whether one is on its way.
    pub(super) const fn busy(&self) -> bool {
        self.0.is_some()
    }

    /// Runs `work` unless another is on its way; `context` is woken when it is done.
    pub(super) fn start(&mut self, context: &egui::Context, name: &str, work: impl FnOnce() -> T + Send + 'static) {
        if self.busy() {
            return;
        }
        let (sender, result) = mpsc::channel();
        let context = context.clone();
        let thread = std::thread::Builder::new().name(name.into()).spawn(move || {
            // The window may have been closed meanwhile.
            if sender.send(work()).is_ok() {
                context.request_repaint();
            }
        });
        self.0 = thread.is_ok().then_some(result);
    }

    /// Waits for what comes of it, if one is on its way.
    pub(super) fn wait(&mut self) -> Option<T> {
        self.0.take()?.recv().ok()
    }

    /// What came of it, once.
    pub(super) fn result(&mut self) -> Option<T> {
        let result = self.0.as_ref()?.try_recv();
        if let Err(mpsc::TryRecvError::Empty) = result {
            return None;
        }
        self.0 = None;
        result.ok()
    }
}
