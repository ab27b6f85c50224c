//! Steps shared by several threads.
//!
//! A thread computes some rows of every layer, then the gradient and the update of some parameters. Each number is made by
//! one thread, from its first summand to its last, so no bit depends on how many there are.

use super::Parameters;

/// Multiplications of a forward pass below which a step is not worth sharing: its threads meet twice, in about 2 µs each.
pub const WORTH_SHARING: usize = 1 << 18;
/// More threads than this would have too few rows each.
pub(super) const MOST_THREADS: usize = 4;

/// Runs `work`; its large steps are shared by the threads of this process. To be called once for many steps, since it
/// waits for a thread to wake.
pub fn sharing<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    rayon::scope(|_| work())
}

/// Threads that may share the work at hand: 1 outside [`sharing`].
#[inline]
pub(super) fn at_hand() -> usize {
    if rayon::current_thread_index().is_some() { rayon::current_num_threads().min(MOST_THREADS) } else { 1 }
}

/// Whether a step with so many multiplications in its forward pass is worth sharing.
pub(super) const fn is_worth_sharing(parameters: &Parameters, rows: usize) -> bool {
    multiplications(parameters, rows) >= WORTH_SHARING
}

/// Multiplications of a forward pass of so many rows, about.
#[must_use]
pub const fn multiplications(parameters: &Parameters, rows: usize) -> usize {
    parameters.count().saturating_mul(rows)
}

/// Calls `work` with each of the `items` and its number, counted from `first`, each on a thread of its own.
pub(super) fn each<T: Send>(items: &mut [T], first: usize, work: &(impl Fn(usize, &mut T) + Sync)) {
    match items {
        [] => {}
        [one] => work(first, one),
        more => {
            let half = more.len() / 2;
            let (some, others) = more.split_at_mut(half);
            rayon::join(|| each(some, first, work), || each(others, first + half, work));
        }
    }
}
