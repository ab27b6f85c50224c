//! What a job beside the run at hand has come to: threads add to it while somebody looks, and anybody may end the job.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// Something that is seen whole while it changes.
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

    /// What there is now.
    pub(super) fn now(&self) -> Arc<T> {
        Arc::clone(&lock(&self.now))
    }

    /// Changes it; whoever looks has the one before, or all of the new one.
    pub(super) fn change(&self, change: impl FnOnce(&mut T)) {
        change(Arc::make_mut(&mut lock(&self.now)));
    }

    /// Asks the job to end.
    pub(super) fn end(&self) {
        self.ends.store(true, Ordering::Relaxed);
    }

    /// Whether nobody has asked for its end.
    pub(super) fn goes_on(&self) -> bool {
        !self.ends.load(Ordering::Relaxed)
    }

    /// Whether whoever looks should be woken, no more often than this.
    pub(super) fn is_due(&self, every: Duration) -> bool {
        let mut woken = lock(&self.woken);
        let is_due = woken.elapsed() >= every;
        if is_due {
            *woken = Instant::now();
        }
        is_due
    }
}

/// What a thread left when it failed is still whole: every change is made at once.
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
