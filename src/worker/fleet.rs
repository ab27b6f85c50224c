//! Independent jobs on all cores: trials, seeds.

use std::{
    collections::BTreeMap,
    num::NonZero,
    ops::ControlFlow,
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    thread,
};

/// How far jobs may be ahead of the first unfinished one, which bounds the memory for waiting results.
const AHEAD: usize = 1024;

/// The results of `work` for each number below `count`, in order, whatever the number of threads; `progress` is called
/// with the number of finished ones.
pub fn each<T: Send>(count: u64, progress: impl Fn(u64) + Sync, work: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let (next, done) = (AtomicU64::new(0), AtomicU64::new(0));
    let results = Mutex::new(Vec::new());
    let threads = cores().min(count.max(1) as usize);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        return;
                    }
                    let result = work(number);
                    results.lock().unwrap_or_else(PoisonError::into_inner).push((number, result));
                    progress(done.fetch_add(1, Ordering::Relaxed) + 1);
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(number, _)| *number);
    results.into_iter().map(|(_, result)| result).collect()
}

/// Number of threads to use: the available parallelism.
#[must_use]
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// State shared by the threads of [`in_order`].
struct Turns {
    next: usize,
    taken: usize,
}

/// Ends the work of all threads when one panics, since its result will never come.
struct Alarm<'a>(&'a dyn Fn());

impl Drop for Alarm<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            (self.0)();
        }
    }
}

/// Calls `take` with the results of `work` for each number below `count`, in order, on this thread, while up to
/// `threads` others work ahead. `take` can stop it: unfinished jobs are then completed and dropped.
pub fn in_order<T: Send>(
    count: usize,
    threads: usize,
    work: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(usize, T) -> ControlFlow<()>,
) {
    let (turns, moved) = (Mutex::new(Turns { next: 0, taken: 0 }), Condvar::new());
    let at = || -> MutexGuard<'_, Turns> { turns.lock().unwrap_or_else(PoisonError::into_inner) };
    let next = || {
        let mut turns = at();
        while turns.next < count && turns.next >= turns.taken + AHEAD {
            turns = moved.wait(turns).unwrap_or_else(PoisonError::into_inner);
        }
        let number = turns.next;
        turns.next += 1;
        (number < count).then_some(number)
    };
    let end = || {
        at().next = count;
        moved.notify_all();
    };
    let (send, receive) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..threads.clamp(1, count.max(1)) {
            let send = send.clone();
            scope.spawn(|| {
                // Moved here, so that the channel closes when the last thread ends.
                let send = send;
                let _alarm = Alarm(&end);
                while let Some(number) = next() {
                    if send.send((number, work(number))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let mut waiting = BTreeMap::new();
        while let Ok((number, result)) = receive.recv() {
            waiting.insert(number, result);
            let mut taken = at().taken;
            while let Some(result) = waiting.remove(&taken) {
                if take(taken, result).is_break() {
                    end();
                    return;
                }
                taken += 1;
            }
            at().taken = taken;
            moved.notify_all();
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_taken_in_order_by_any_number_of_threads_and_until_told() {
        for threads in [1, 2, 7] {
            let mut taken = Vec::new();
            let slow_at_first = |number: usize| {
                thread::sleep(std::time::Duration::from_micros(if number.is_multiple_of(5) { 300 } else { 0 }));
                number * 2
            };
            in_order(3000, threads, slow_at_first, |number, result| {
                taken.push((number, result));
                if number == 2500 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            assert!(taken.iter().copied().eq((0..=2500).map(|number| (number, 2 * number))), "{threads} threads");
        }
        in_order(0, 2, |number| number, |_, _| panic!("there is nothing to take"));
    }

    #[test]
    fn a_panic_ends_all_and_is_passed_on() {
        let broken = |number: usize| assert!(number != 10, "number 10 is broken");
        let ended = std::panic::catch_unwind(|| in_order(10 * AHEAD, 3, broken, |_, ()| ControlFlow::Continue(())));
        assert!(ended.is_err());
    }

    #[test]
    fn nobody_works_far_ahead_of_what_is_not_done() {
        let (begun, most) = (AtomicU64::new(0), AtomicU64::new(0));
        let work = |number: usize| {
            begun.fetch_max(number as u64, Ordering::Relaxed);
            if number == 0 {
                thread::sleep(std::time::Duration::from_millis(50));
                most.store(begun.load(Ordering::Relaxed), Ordering::Relaxed);
            }
        };
        in_order(10 * AHEAD, 3, work, |_, ()| ControlFlow::Continue(()));
        assert!(most.into_inner() < AHEAD as u64);
    }

    #[test]
    fn results_stand_in_the_order_of_their_numbers() {
        let most = AtomicU64::new(0);
        let squares = each(50, |done| _ = most.fetch_max(done, Ordering::Relaxed), |number| number * number);
        assert_eq!(squares, (0..50).map(|number| number * number).collect::<Vec<_>>());
        assert_eq!(most.into_inner(), 50);
        assert!(each(0, |_| (), |number| number).is_empty());
    }
}
