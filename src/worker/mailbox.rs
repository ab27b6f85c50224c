//! One place for the newest of something: what was not fetched in time is replaced, never queued.

use std::sync::{Arc, Mutex, PoisonError};

/// A slot that one thread fills and another empties.
#[derive(Debug)]
pub struct Mailbox<T>(Arc<Mutex<Option<T>>>);

impl<T> Clone for Mailbox<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Default for Mailbox<T> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(None)))
    }
}

impl<T> Mailbox<T> {
    /// Puts `newest` in, in place of what was there; says whether the last one had been taken.
    pub fn put(&self, newest: T) -> bool {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner).replace(newest);
        last.is_none()
    }

    /// Takes what is there.
    #[must_use]
    pub fn take(&self) -> Option<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
