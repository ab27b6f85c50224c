//! What is done with few columns, where setting up a blocked loop takes longer than the work: rows put into tiles, and the
//! products of a layer on one tile of at most eight rows.
//!
//! The number of columns or inputs is known when these are built: loops over them are laid out flat, and the sums stay in
//! registers. Each sum has the order that it has in [`product`](super::product), so the bits are the same.
#![allow(clippy::needless_range_loop, reason = "loops of constant length over several arrays at once")]

use super::{LANES, Lanes, Pack, Real};

/// The most columns of a table, and inputs or units of a layer, that are few.
pub const FEW: usize = LANES;
/// The most inputs and units of a layer for which one tile is the best place.
pub const FEWER: usize = 4;

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

/// Puts at most eight rows of a table with at most eight columns into one tile; lanes beyond the last row become zero.
///
/// # Shapes
/// `table`: `[rows of the table, columns]`; `tile`: `[columns]`.
#[inline(always)]
pub fn load_tile(rows: &[u32], table: &[f32], columns: usize, tile: &mut [Pack]) {
    for_few!(columns, load_tile_of(rows, table, tile));
}

#[inline(always)]
fn load_tile_of<const C: usize>(rows: &[u32], table: &[f32], tile: &mut [Pack]) {
    let tile = &mut tile[..C];
    if rows.len() < LANES {
        for c in 0..C {
            tile[c] = Pack::ZERO;
        }
    }
    for lane in 0..rows.len().min(LANES) {
        let row = &table[rows[lane] as usize * C..][..C];
        for c in 0..C {
            tile[c].0[lane] = row[c];
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

/// What [`product::backward`](super::product::backward) gives, times `slopes`.
///
/// # Shapes
/// `weights`: `[outputs, inputs]`; `dz`: `[outputs]`; `slopes` and `dx`: `[inputs]`.
#[inline(always)]
pub fn backward<L: Lanes>(inputs: usize, weights: &[f32], dz: &[Pack], slopes: &[Pack], dx: &mut [Pack]) {
    for_few!(inputs, backward_of::<L>(weights, dz, slopes, dx));
}

#[inline(always)]
fn backward_of<L: Lanes, const I: usize>(weights: &[f32], dz: &[Pack], slopes: &[Pack], dx: &mut [Pack]) {
    let mut sums = [L::splat(0.0); I];
    for (o, dz) in dz.iter().enumerate() {
        let row = &weights[o * I..][..I];
        let dz = L::load(dz);
        for i in 0..I {
            sums[i] = L::splat(row[i]).mul_add(dz, sums[i]);
        }
    }
    let slopes: [L; I] = load(slopes);
    for i in 0..I {
        sums[i].mul(slopes[i]).store(&mut dx[i]);
    }
}

/// What [`product::gradient`](super::product::gradient) gives, from a tile in place of panels.
///
/// # Shapes
/// `dz`: `[outputs]`; `x`: `[inputs]`; `dw`: `[outputs, inputs]`.
#[inline(always)]
pub fn gradient(rows: usize, first: bool, inputs: usize, dz: &[Pack], x: &[Pack], dw: &mut [f32]) {
    for_few!(inputs, gradient_of(rows, first, dz, x, dw));
}

#[inline(always)]
fn gradient_of<const I: usize>(rows: usize, first: bool, dz: &[Pack], x: &[Pack], dw: &mut [f32]) {
    let x = &x[..I];
    for (o, dz) in dz.iter().enumerate() {
        let dw = &mut dw[o * I..][..I];
        let mut sums = [0.0; I];
        if !first {
            sums.copy_from_slice(dw);
        }
        for lane in 0..rows.min(LANES) {
            for i in 0..I {
                sums[i] = Real::mul_add(dz.0[lane], x[i].0[lane], sums[i]);
            }
        }
        dw.copy_from_slice(&sums);
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
