//! Shared state of a background job: threads update it while somebody reads it, and anybody may stop the job.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// A value that is read as a whole while it changes.
#[derive(Debug)]
pub(super) struct Watched<T> {
    now: Mutex<Arc<T>>,
    ends: AtomicBool,
    woken: Mutex<Instant>,
}

impl<T: Clone> Watched<T> {
    pub(super) fn new(first: T) -> Self {
        Self { now: Mutex::new(Arc::new(first)), ends: AtomicBool::new(false), woken: Mutex::new(Instant::now()) }
    }

    /// The current value.
    pub(super) fn now(&self) -> Arc<T> {
        Arc::clone(&lock(&self.now))
    }

    /// Changes it; readers see the value before or after, never in between.
    pub(super) fn change(&self, change: impl FnOnce(&mut T)) {
        change(Arc::make_mut(&mut lock(&self.now)));
    }

    /// Asks the job to stop.
    pub(super) fn end(&self) {
        self.ends.store(true, Ordering::Relaxed);
    }

    /// Whether nobody has asked it to stop.
    pub(super) fn goes_on(&self) -> bool {
        !self.ends.load(Ordering::Relaxed)
    }

    /// Whether readers should be woken, at most once per `every`.
    pub(super) fn is_due(&self, every: Duration) -> bool {
        let mut woken = lock(&self.woken);
        let is_due = woken.elapsed() >= every;
        if is_due {
            *woken = Instant::now();
        }
        is_due
    }
}

/// What a failed thread left is still consistent: every change is made at once.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_looks_keeps_what_was_seen() {
        let watched = Watched::new(vec![1]);
        let before = watched.now();
        watched.change(|list| list.push(2));
        assert_eq!((&*before, &*watched.now()), (&vec![1], &vec![1, 2]));
        assert!(watched.is_due(Duration::ZERO) && !watched.is_due(Duration::from_secs(3600)));
        assert!(watched.goes_on());
        watched.end();
        assert!(!watched.goes_on());
    }
}
