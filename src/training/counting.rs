//! Counters of a run, which end where a file could no longer hold them exactly.

/// The largest count of a run; 2⁵³ steps take centuries, and all below are exact as floating-point numbers.
pub const MOST_COUNTED: u64 = 1 << 53;

/// Counts on, but never beyond what a file may hold.
pub(super) const fn count_on(counter: &mut u64, by: u64) {
    let sum = counter.saturating_add(by);
    *counter = if sum < MOST_COUNTED { sum } else { MOST_COUNTED };
}
