//! What the blocked products sum in.

use super::Pack;

/// Numbers side by side whose sums a blocked product keeps in registers.
///
/// Every lane adds up its own chain of `mul_add`, so its bits do not depend on how many lanes go side by side.
pub trait Vector: Copy {
    /// Packs side by side.
    const PACKS: usize;
    /// As many columns of packs, which are read from the top.
    type Columns<'a>: Copy;

    /// The same number in every lane.
    fn splat(x: f32) -> Self;
    /// `self × factor + summand`, rounded once
    fn mul_add(self, factor: Self, summand: Self) -> Self;
    /// Columns of `length` packs, the first from `start` on, and each `apart` packs behind the one before it.
    fn columns(packs: &[Pack], start: usize, apart: usize, length: usize) -> Self::Columns<'_>;
    /// The packs at this place of each column.
    fn load(columns: Self::Columns<'_>, at: usize) -> Self;
    /// Stores to `start`, and what belongs to each further column `apart` packs behind the one before it.
    fn store(self, packs: &mut [Pack], start: usize, apart: usize);
    /// The numbers of a row that begin with this panel; zeros beyond its end.
    fn read(row: &[f32], panel: usize) -> Self;
    /// Puts the numbers at the panel's place in a row, those beyond its end nowhere.
    fn write(self, row: &mut [f32], panel: usize);
}
