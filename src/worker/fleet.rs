//! Independent work on all cores: trials, seeds.

use std::{
    num::NonZero,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

/// What `work` makes of each number below `count`, in their order, whatever the number of threads; `progress` hears how many
/// are done.
pub fn each<T: Send>(count: u64, progress: impl Fn(u64) + Sync, work: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let (next, done) = (AtomicU64::new(0), AtomicU64::new(0));
    let results = Mutex::new(Vec::new());
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(count.max(1) as usize);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_their_numbers() {
        let most = AtomicU64::new(0);
        let squares = each(50, |done| _ = most.fetch_max(done, Ordering::Relaxed), |number| number * number);
        assert_eq!(squares, (0..50).map(|number| number * number).collect::<Vec<_>>());
        assert_eq!(most.into_inner(), 50);
        assert!(each(0, |_| (), |number| number).is_empty());
    }
}
