//! The products of a layer with at most eight inputs and eight units: a register holds one row's values of all units.
//!
//! The number of inputs or units is known when these are built: loops over them are laid out flat, and the sums stay in
//! registers. Each sum has the order that it has in [`product`](super::product), but that of the biases' gradient, which
//! goes from row to row.
#![allow(clippy::needless_range_loop, reason = "loops of constant length over several arrays at once")]

use super::{Lanes, Pack, few::FEW};

/// `z[row] = biases + Σᵢ x[row][i] columns[i]`, with the layer's units in the lanes.
///
/// # Shapes
/// `x` and `z`: `[rows]`.
#[inline(always)]
pub fn forward<L: Lanes>(inputs: usize, columns: &[Pack; FEW], biases: L, x: &[Pack], z: &mut [Pack]) {
    for_few!(inputs, forward_of::<L>(columns, biases, x, z));
}

#[inline(always)]
fn forward_of<L: Lanes, const I: usize>(columns: &[Pack; FEW], biases: L, x: &[Pack], z: &mut [Pack]) {
    let (fours, x) = x.as_chunks();
    let (z_fours, z) = z.as_chunks_mut();
    for (x, z) in fours.iter().zip(z_fours) {
        forward_rows::<L, I, 4>(columns, biases, x, z);
    }
    for (x, z) in x.iter().zip(z) {
        forward_rows::<L, I, 1>(columns, biases, std::array::from_ref(x), std::array::from_mut(z));
    }
}

/// Several rows at a time hide the latency of a multiply-add.
#[inline(always)]
fn forward_rows<L: Lanes, const I: usize, const R: usize>(
    columns: &[Pack; FEW],
    biases: L,
    x: &[Pack; R],
    z: &mut [Pack; R],
) {
    let mut sums = [biases; R];
    for i in 0..I {
        let column = L::load(&columns[i]);
        for r in 0..R {
            sums[r] = L::splat(x[r].0[i]).mul_add(column, sums[r]);
        }
    }
    for r in 0..R {
        sums[r].store(&mut z[r]);
    }
}

/// `z[o] = biases[o] + Σᵢ weights[o][i] x[i]`, with eight rows in the lanes.
///
/// # Shapes
/// `weights`: `[outputs, inputs]`; `x`: `[inputs]`; `z`: `[outputs]`.
#[inline(always)]
pub fn forward_tile<L: Lanes>(inputs: usize, weights: &[f32], biases: &[f32], x: &[Pack; FEW], z: &mut [Pack]) {
    for_few!(inputs, forward_tile_of::<L>(weights, biases, x, z));
}

#[inline(always)]
fn forward_tile_of<L: Lanes, const I: usize>(weights: &[f32], biases: &[f32], x: &[Pack; FEW], z: &mut [Pack]) {
    for (o, (bias, z)) in biases.iter().zip(z).enumerate() {
        let row = &weights[o * I..][..I];
        let mut sum = L::splat(*bias);
        for i in 0..I {
            sum = L::splat(row[i]).mul_add(L::load(&x[i]), sum);
        }
        sum.store(z);
    }
}

/// A layer's gradient, with its inputs in the lanes of the weights' and its units in those of the biases'.
#[derive(Clone, Copy, Debug, Default)]
pub struct Gradient {
    /// `[unit]`
    pub weights: [Pack; FEW],
    /// One number a unit.
    pub biases: Pack,
}

/// Adds to the gradient the rows' `dw[o] = Σ dz[row][o] x[row]` and `db = Σ dz[row]`, and where there is `dx`, gives
/// `dx[row] = (Σₒ dz[row][o] weights[o]) slopes[row]`.
///
/// # Shapes
/// `dz`, `x`, `slopes` and `dx`: `[rows]`; `weights`: `[units]`.
#[inline(always)]
pub fn backward<L: Lanes>(
    outputs: usize,
    weights: &[Pack; FEW],
    dz: &[Pack],
    x: &[Pack],
    dx: Option<(&[Pack], &mut [Pack])>,
    gradient: &mut Gradient,
) {
    for_few!(outputs, backward_of::<L>(weights, dz, x, dx, gradient));
}

#[inline(always)]
fn backward_of<L: Lanes, const O: usize>(
    weights: &[Pack; FEW],
    dz: &[Pack],
    x: &[Pack],
    dx: Option<(&[Pack], &mut [Pack])>,
    gradient: &mut Gradient,
) {
    let mut db = L::load(&gradient.biases);
    let mut dw = [L::splat(0.0); O];
    for o in 0..O {
        dw[o] = L::load(&gradient.weights[o]);
    }
    if let Some((slopes, dx)) = dx {
        for (((dz, x), slope), dx) in dz.iter().zip(x).zip(slopes).zip(dx) {
            let (mut sum, x) = (L::splat(0.0), L::load(x));
            for o in 0..O {
                let d = L::splat(dz.0[o]);
                dw[o] = d.mul_add(x, dw[o]);
                sum = d.mul_add(L::load(&weights[o]), sum);
            }
            db = db.add(L::load(dz));
            sum.mul(L::load(slope)).store(dx);
        }
    } else {
        for (dz, x) in dz.iter().zip(x) {
            let x = L::load(x);
            for o in 0..O {
                dw[o] = L::splat(dz.0[o]).mul_add(x, dw[o]);
            }
            db = db.add(L::load(dz));
        }
    }
    db.store(&mut gradient.biases);
    for o in 0..O {
        dw[o].store(&mut gradient.weights[o]);
    }
}

/// Writes the first numbers of each pack, `columns` of them, one row after the other.
///
/// # Shapes
/// `table`: `[rows, columns]`.
#[inline(always)]
pub fn store_rows(rows: usize, columns: usize, packs: &[Pack; FEW], table: &mut [f32]) {
    for_few!(columns, store_rows_of(rows, packs, table));
}

#[inline(always)]
fn store_rows_of<const C: usize>(rows: usize, packs: &[Pack; FEW], table: &mut [f32]) {
    for r in 0..rows.min(FEW) {
        table[r * C..][..C].copy_from_slice(&packs[r].0[..C]);
    }
}
