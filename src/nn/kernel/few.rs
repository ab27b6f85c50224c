//! Products for few columns, where setting up a blocked loop takes longer than the work: rows copied into tiles, and
//! weighted sums on one tile of at most eight rows.
//!
//! The number of columns or inputs is a compile-time constant here: loops over them are unrolled, and the sums stay in
//! registers. Each sum has the order that it has in [`product`](super::product), so the bits are the same.
#![allow(clippy::needless_range_loop, reason = "loops of constant length over several arrays at once")]

use super::{LANES, Lanes, Pack};

/// The most columns of a table, and inputs or units of a layer, that are few.
pub const FEW: usize = LANES;

/// Puts rows of a table with 1 to [`FEW`] columns into tiles, and into a panel if there is one.
///
/// # Shapes
/// `table`: `[rows of the table, columns]`; `tiles`: `[⌈rows / 8⌉][columns]`; `panel`: `[rows]` or nothing.
#[inline(always)]
pub fn load_rows(
    rows: impl Iterator<Item = usize>,
    table: &[f32],
    columns: usize,
    tiles: &mut [Pack],
    panel: &mut [Pack],
) {
    for_few!(columns, load_rows_of(rows, table, tiles, panel));
}

#[inline(always)]
fn load_rows_of<const C: usize>(
    rows: impl Iterator<Item = usize>,
    table: &[f32],
    tiles: &mut [Pack],
    panel: &mut [Pack],
) {
    for (place, row) in rows.enumerate() {
        let (row, tile) = (&table[row * C..][..C], &mut tiles[place / LANES * C..][..C]);
        for c in 0..C {
            tile[c].0[place % LANES] = row[c];
        }
        if let Some(pack) = panel.get_mut(place) {
            pack.0[..C].copy_from_slice(row);
        }
    }
}

/// What [`product::forward`](super::product::forward) gives for one tile.
///
/// # Shapes
/// `weights`: `[outputs, inputs]`; `x`: `[inputs]`; `z`: `[outputs]`.
#[inline(always)]
pub fn forward<L: Lanes>(inputs: usize, weights: &[f32], biases: &[f32], x: &[Pack], z: &mut [Pack]) {
    for_few!(inputs, forward_of::<L>(weights, biases, x, z));
}

#[inline(always)]
fn forward_of<L: Lanes, const I: usize>(weights: &[f32], biases: &[f32], x: &[Pack], z: &mut [Pack]) {
    let x: [L; I] = load(x);
    for (o, (bias, z)) in biases.iter().zip(z).enumerate() {
        let row = &weights[o * I..][..I];
        let mut sum = L::splat(*bias);
        for i in 0..I {
            sum = L::splat(row[i]).mul_add(x[i], sum);
        }
        sum.store(z);
    }
}

#[inline(always)]
fn load<L: Lanes, const I: usize>(packs: &[Pack]) -> [L; I] {
    let packs = &packs[..I];
    let mut lanes = [L::splat(0.0); I];
    for i in 0..I {
        lanes[i] = L::load(&packs[i]);
    }
    lanes
}
