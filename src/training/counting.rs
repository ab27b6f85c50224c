//! Counters of a run, capped where a file could no longer hold them exactly.

/// The largest count of a run; 2⁵³ steps take centuries, and all below are exact as floating-point numbers.
pub const MOST_COUNTED: u64 = 1 << 53;

/// Adds `by`, but never beyond [`MOST_COUNTED`].
pub(super) const fn count_on(counter: &mut u64, by: u64) {
    let sum = counter.saturating_add(by);
    *counter = if sum < MOST_COUNTED { sum } else { MOST_COUNTED };
}
