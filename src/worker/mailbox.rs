//! A mailbox for the latest value: a value that was not taken in time is replaced, never queued.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// A slot that one thread fills and another empties.
#[derive(Debug)]
pub struct Mailbox<T>(Arc<(Mutex<Slot<T>>, Condvar)>);

#[derive(Debug)]
struct Slot<T> {
    newest: Option<T>,
    closed: bool,
}

impl<T> Clone for Mailbox<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Default for Mailbox<T> {
    fn default() -> Self {
        Self(Arc::new((Mutex::new(Slot { newest: None, closed: false }), Condvar::new())))
    }
}

impl<T> Mailbox<T> {
    /// Puts `newest` in, replacing what was there; returns whether the previous one had been taken.
    pub fn put(&self, newest: T) -> bool {
        let last = self.slot().newest.replace(newest);
        self.0.1.notify_one();
        last.is_none()
    }

    /// Takes the value, if there is one.
    #[must_use]
    pub fn take(&self) -> Option<T> {
        self.slot().newest.take()
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slot().newest.is_none()
    }

    /// Waits for a value and takes it; `None` once the mailbox is closed and empty.
    #[must_use]
    pub fn wait(&self) -> Option<T> {
        let idle = |slot: &mut Slot<T>| slot.newest.is_none() && !slot.closed;
        self.0.1.wait_while(self.slot(), idle).unwrap_or_else(PoisonError::into_inner).newest.take()
    }

    /// Ends all waiting.
    pub fn close(&self) {
        self.slot().closed = true;
        self.0.1.notify_all();
    }

    fn slot(&self) -> MutexGuard<'_, Slot<T>> {
        // A thread that panicked has left the slot consistent: only complete values are put there.
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_wins() {
        let mailbox = Mailbox::default();
        assert!(mailbox.put(1), "the first finds it empty");
        assert!(!mailbox.put(2), "the second replaces one that was not taken");
        assert_eq!((mailbox.take(), mailbox.take()), (Some(2), None));
    }

    #[test]
    fn closing_ends_the_waiting_after_the_last_one() {
        let mailbox = Mailbox::default();
        let reader = mailbox.clone();
        let thread = std::thread::Builder::new()
            .name("reader".into())
            .spawn(move || std::iter::from_fn(|| reader.wait()).last())
            .unwrap();
        mailbox.put(7);
        mailbox.close();
        assert_eq!(thread.join().unwrap(), Some(7));
    }
}
