//! The products of a layer with at most four inputs and four units on one tile, that is on at most eight rows.
//!
//! Both numbers are known when these are built: loops over them are laid out flat, nothing is set up, and the sums stay in
//! registers. Each sum has the order that it has in [`product`](super::product), so the bits are the same.
#![allow(clippy::needless_range_loop, reason = "loops of constant length over several arrays at once")]

use super::{LANES, Lanes, Pack, Real};

/// The most inputs and units of a layer for which one tile is the best place.
pub const FEWER: usize = 4;

/// A layer's values of at most eight rows, a unit in each pack.
pub type Tile = [Pack; FEWER];

/// A tile of zeros.
pub const EMPTY: Tile = [Pack::ZERO; FEWER];

/// Builds the function for every number of inputs and units that are few enough, and calls the one that fits.
macro_rules! for_fewer {
    ($inputs:expr, $outputs:expr, $product:ident $arguments:tt) => {
        match $inputs {
            1 => for_fewer!(1; $outputs, $product $arguments),
            2 => for_fewer!(2; $outputs, $product $arguments),
            3 => for_fewer!(3; $outputs, $product $arguments),
            4 => for_fewer!(4; $outputs, $product $arguments),
            number => panic!("a tile has 1 to 4 inputs, not {number}"),
        }
    };
    ($inputs:literal; $outputs:expr, $product:ident ($($argument:expr),*)) => {
        match $outputs {
            1 => $product::<L, $inputs, 1>($($argument),*),
            2 => $product::<L, $inputs, 2>($($argument),*),
            3 => $product::<L, $inputs, 3>($($argument),*),
            4 => $product::<L, $inputs, 4>($($argument),*),
            number => panic!("a tile has 1 to 4 units, not {number}"),
        }
    };
}

/// Rows of a table with at most four columns; lanes beyond the last row are zero.
///
/// # Shapes
/// `rows`: at most eight; `table`: `[rows of the table, columns]`.
///
/// # Panics
/// When there are no columns or more than four.
#[inline(always)]
pub fn load<L: Lanes>(rows: &[u32], table: &[f32], columns: usize, tile: &mut Tile) {
    match columns {
        1 => load_of::<L, 1>(rows, table, tile),
        2 => load_of::<L, 2>(rows, table, tile),
        3 => load_of::<L, 3>(rows, table, tile),
        4 => load_of::<L, 4>(rows, table, tile),
        number => panic!("a tile has 1 to 4 columns, not {number}"),
    }
}

#[inline(always)]
fn load_of<L: Lanes, const C: usize>(rows: &[u32], table: &[f32], tile: &mut Tile) {
    if let [a, b, c, d] = rows {
        // A pack is put together before it is stored: read whole while its numbers are still on their way to memory one
        // by one, it would have to wait for them.
        let (a, b, c, d) = (row::<C>(table, *a), row::<C>(table, *b), row::<C>(table, *c), row::<C>(table, *d));
        for i in 0..C {
            L::read(&[a[i], b[i], c[i], d[i], 0.0, 0.0, 0.0, 0.0]).store(&mut tile[i]);
        }
    } else {
        *tile = EMPTY;
        for (lane, number) in rows.iter().take(LANES).enumerate() {
            let row = row::<C>(table, *number);
            for i in 0..C {
                tile[i].0[lane] = row[i];
            }
        }
    }
}

#[inline(always)]
fn row<const C: usize>(table: &[f32], number: u32) -> &[f32] {
    &table[number as usize * C..][..C]
}

/// What [`product::forward`](super::product::forward) gives.
///
/// # Shapes
/// `parameters`: weights `[outputs, inputs]`, then biases `[outputs]`.
#[inline(always)]
pub fn forward<L: Lanes>(inputs: usize, outputs: usize, parameters: &[f32], x: &Tile, z: &mut Tile) {
    for_fewer!(inputs, outputs, forward_of(parameters, x, z));
}

#[inline(always)]
fn forward_of<L: Lanes, const I: usize, const O: usize>(parameters: &[f32], x: &Tile, z: &mut Tile) {
    let parameters = &parameters[..O * I + O];
    for o in 0..O {
        let mut sum = L::splat(parameters[O * I + o]);
        for i in 0..I {
            sum = L::splat(parameters[o * I + i]).mul_add(L::load(&x[i]), sum);
        }
        sum.store(&mut z[o]);
    }
}

/// What [`product::gradient`](super::product::gradient) gives, from a tile in place of panels, and the biases' gradient.
///
/// # Shapes
/// `gradient`: as `parameters` for [`forward`].
#[inline(always)]
pub fn gradient<L: Lanes>(rows: usize, inputs: usize, outputs: usize, dz: &Tile, x: &Tile, gradient: &mut [f32]) {
    for_fewer!(inputs, outputs, gradient_of(rows, dz, x, gradient));
}

#[inline(always)]
fn gradient_of<L: Lanes, const I: usize, const O: usize>(rows: usize, dz: &Tile, x: &Tile, gradient: &mut [f32]) {
    let gradient = &mut gradient[..O * I + O];
    let mut sums = [[0.0; I]; O];
    if rows == LANES / 2 {
        for lane in 0..LANES / 2 {
            add_row(lane, dz, x, &mut sums);
        }
    } else {
        for lane in 0..rows.min(LANES) {
            add_row(lane, dz, x, &mut sums);
        }
    }
    for o in 0..O {
        gradient[o * I..][..I].copy_from_slice(&sums[o]);
        gradient[O * I + o] = L::load(&dz[o]).sum();
    }
}

#[inline(always)]
fn add_row<const I: usize, const O: usize>(lane: usize, dz: &Tile, x: &Tile, sums: &mut [[f32; I]; O]) {
    for o in 0..O {
        for i in 0..I {
            sums[o][i] = Real::mul_add(dz[o].0[lane], x[i].0[lane], sums[o][i]);
        }
    }
}

/// Puts what [`product::backward`](super::product::backward) gives for `dz`, times `slopes`, in its place.
///
/// # Shapes
/// `parameters`: as for [`forward`].
#[inline(always)]
pub fn backward<L: Lanes>(inputs: usize, outputs: usize, parameters: &[f32], slopes: &Tile, dz: &mut Tile) {
    for_fewer!(inputs, outputs, backward_of(parameters, slopes, dz));
}

#[inline(always)]
fn backward_of<L: Lanes, const I: usize, const O: usize>(parameters: &[f32], slopes: &Tile, dz: &mut Tile) {
    let weights = &parameters[..O * I];
    let mut sums = [L::splat(0.0); I];
    for o in 0..O {
        let dz = L::load(&dz[o]);
        for i in 0..I {
            sums[i] = L::splat(weights[o * I + i]).mul_add(dz, sums[i]);
        }
    }
    for i in 0..I {
        sums[i].mul(L::load(&slopes[i])).store(&mut dz[i]);
    }
}
