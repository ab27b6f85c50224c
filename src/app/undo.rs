//! Undo and redo: whole states, before and after each change.

use std::collections::VecDeque;

/// Largest number of changes that can be undone.
const MOST: usize = 100;
/// Changes within this many seconds belong together, such as the steps of dragging a number.
const PAUSE: f64 = 1.0;

/// The earlier states, and those that were undone.
#[derive(Debug)]
pub(super) struct Undo<S> {
    past: VecDeque<S>,
    future: Vec<S>,
    /// Until when a change belongs to the latest one.
    open: f64,
}

impl<S> Default for Undo<S> {
    fn default() -> Self {
        Self { past: VecDeque::new(), future: Vec::new(), open: f64::NEG_INFINITY }
    }
}

impl<S> Undo<S> {
    /// Records a change at `time`, in seconds. Unless it continues the latest one, `before` returns the state to return
    /// to; returns whether that was called.
    pub(super) fn change(&mut self, time: f64, before: impl FnOnce() -> S) -> bool {
        let is_new = time > self.open || self.past.is_empty() || !self.future.is_empty();
        if is_new {
            self.past.push_back(before());
            if self.past.len() > MOST {
                self.past.pop_front();
            }
        }
        self.future.clear();
        self.open = time + PAUSE;
        is_new
    }

    /// Drops the oldest states so that the rest take at most `room` by `size`; the latest is always kept.
    pub(super) fn keep_within(&mut self, room: usize, mut size: impl FnMut(&S) -> usize) {
        let mut taken = 0;
        let fit = self.past.iter().rev().take_while(|state| {
            taken += size(state);
            taken <= room
        });
        let kept = fit.count().max(1);
        self.past.drain(..self.past.len().saturating_sub(kept));
    }

    /// Closes the latest change: whatever follows is another one.
    pub(super) const fn close(&mut self) {
        self.open = f64::NEG_INFINITY;
    }

    /// The state before the latest change.
    pub(super) fn before(&self) -> Option<&S> {
        self.past.back()
    }

    /// The state that was left by the last undo, if nothing was done since.
    pub(super) fn after(&self) -> Option<&S> {
        self.future.last()
    }

    /// The state to return to from `now`, if there is one.
    pub(super) fn undo(&mut self, now: impl FnOnce() -> S) -> Option<S> {
        self.close();
        let then = self.past.pop_back()?;
        self.future.push(now());
        Some(then)
    }

    /// That state, to go to from `now`.
    pub(super) fn redo(&mut self, now: impl FnOnce() -> S) -> Option<S> {
        self.close();
        let then = self.future.pop()?;
        self.past.push_back(now());
        Some(then)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_taken_back_one_by_one_and_made_again() {
        let mut undo = Undo::default();
        assert!(undo.change(1.0, || 'a'));
        assert!(!undo.change(1.9, || '?'), "the same drag");
        assert!(!undo.change(2.8, || '?'));
        assert!(undo.change(4.0, || 'b'), "after a pause");
        undo.close();
        assert!(undo.change(4.1, || 'c'), "the button was let go between");
        assert_eq!(undo.undo(|| 'd'), Some('c'));
        assert_eq!(undo.undo(|| 'c'), Some('b'));
        assert_eq!(undo.redo(|| 'b'), Some('c'));
        assert_eq!(undo.redo(|| 'c'), Some('d'));
        assert_eq!(undo.redo(|| '?'), None);
        assert_eq!(undo.undo(|| 'd'), Some('c'));
        assert!(undo.change(4.2, || 'c'), "what is done after an undo is a change of its own");
        assert_eq!(undo.redo(|| '?'), None, "and ends the way forward");
        let all: Vec<_> = std::iter::from_fn(|| undo.undo(|| '?')).collect();
        assert_eq!(all, ['c', 'b', 'a']);
    }

    #[test]
    fn the_oldest_states_go_when_they_take_too_much() {
        let mut undo = Undo::default();
        for size in [1, 2, 3, 4] {
            undo.close();
            assert!(undo.change(0.0, || size));
        }
        undo.keep_within(8, |size| *size);
        assert_eq!(undo.past, [3, 4]);
        undo.keep_within(0, |size| *size);
        assert_eq!(undo.past, [4], "the newest stays");
    }

    #[test]
    fn the_oldest_change_goes_when_there_are_too_many() {
        let mut undo = Undo::default();
        for number in 0..=MOST {
            undo.close();
            assert!(undo.change(0.0, || number));
        }
        let all: Vec<_> = std::iter::from_fn(|| undo.undo(|| 0)).collect();
        assert_eq!((all.len(), all[0], all[MOST - 1]), (MOST, MOST, 1));
    }
}
