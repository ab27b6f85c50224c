//! Background tasks of one kind that take longer than a frame, one after another on a thread of their own.

use std::{
    sync::mpsc,
    time::{Duration, Instant},
};

/// Anything that takes longer than this is reported.
const LONG: Duration = Duration::from_millis(500);

type Task<T> = Box<dyn FnOnce() -> T + Send>;

/// The tasks that are running or waiting, or none.
#[derive(Debug)]
pub(super) struct Errand<T>(Option<Running<T>>);

#[derive(Debug)]
struct Running<T> {
    /// Where a further task is put; the thread ends when this is dropped.
    tasks: mpsc::Sender<Task<T>>,
    results: mpsc::Receiver<T>,
    /// Tasks whose result has not been taken.
    open: usize,
    began: Instant,
}

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

    /// Whether tasks have been running for so long that the person should be told.
    pub(super) fn is_long(&self) -> bool {
        self.0.as_ref().is_some_and(|running| running.began.elapsed() > LONG)
    }

    /// Runs `work`, after the tasks that were started before; `context` is woken when it is done.
    ///
    /// What a person asked for twice in a moment is done twice: nothing is dropped because something else is running.
    pub(super) fn start(&mut self, context: &egui::Context, name: &str, work: impl FnOnce() -> T + Send + 'static) {
        if self.0.is_none() {
            context.request_repaint_after(LONG + Duration::from_millis(20));
            self.0 = Running::new(context, name);
        }
        if let Some(running) = &mut self.0 {
            running.open += usize::from(running.tasks.send(Box::new(work)).is_ok());
        }
    }

    /// Waits for the next result, if a task is running.
    pub(super) fn wait(&mut self) -> Option<T> {
        let result = self.0.as_ref()?.results.recv();
        self.taken(result.ok())
    }

    /// The next result, once.
    pub(super) fn result(&mut self) -> Option<T> {
        let result = self.0.as_ref()?.results.try_recv();
        if let Err(mpsc::TryRecvError::Empty) = result {
            return None;
        }
        self.taken(result.ok())
    }

    /// Forgets the thread once nothing more can come of it: all is done, or a task panicked (`result` is `None`).
    fn taken(&mut self, result: Option<T>) -> Option<T> {
        if let Some(running) = &mut self.0 {
            running.open -= 1;
            if running.open == 0 || result.is_none() {
                self.0 = None;
            }
        }
        result
    }
}

impl<T: Send + 'static> Running<T> {
    fn new(context: &egui::Context, name: &str) -> Option<Self> {
        let (tasks, waiting) = mpsc::channel::<Task<T>>();
        let (sender, results) = mpsc::channel();
        let context = context.clone();
        let thread = std::thread::Builder::new().name(name.into()).spawn(move || {
            for work in waiting {
                // The window may have been closed meanwhile.
                if sender.send(work()).is_ok() {
                    context.request_repaint();
                }
            }
        });
        thread.is_ok().then(|| Self { tasks, results, open: 0, began: Instant::now() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_started_while_another_runs_is_done_after_it() {
        let context = egui::Context::default();
        let mut errand = Errand::default();
        for number in 0..20 {
            errand.start(&context, "test", move || {
                std::thread::sleep(Duration::from_millis(if number == 0 { 20 } else { 0 }));
                number
            });
        }
        let results: Vec<_> = std::iter::from_fn(|| errand.wait()).collect();
        assert_eq!(results, (0..20).collect::<Vec<_>>());
        assert!(!errand.busy() && errand.result().is_none());
    }

    #[test]
    fn a_task_that_panics_leaves_room_for_the_next() {
        let context = egui::Context::default();
        let mut errand: Errand<u8> = Errand::default();
        errand.start(&context, "test", || panic!("a fault on purpose"));
        assert_eq!(errand.wait(), None);
        errand.start(&context, "test", || 7);
        assert_eq!(errand.wait(), Some(7));
    }
}
