//! The products of a layer with at most eight inputs and eight units: a register holds one row's values of all units.
//!
//! The number of inputs or units is a compile-time constant here: loops over them are unrolled, and the sums stay in
//! registers. Each sum has the order that it has in [`product`](super::product), so the bits are the same.
#![allow(clippy::needless_range_loop, reason = "loops of constant length over several arrays at once")]

use super::{LANES, Lanes, Pack, few::FEW};

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

/// Adds to the gradient the rows' `dw[o] = Σ dz[row][o] x[row]`, and where there is `dx`, gives
/// `dx[row] = (Σₒ dz[row][o] weights[o]) slopes[row]` for the slopes beside it.
///
/// # Shapes
/// `dz`, `x`, slopes and `dx`: `[rows]`; `weights` and `dw`: `[units]`.
#[inline(always)]
pub fn backward<L: Lanes>(
    outputs: usize,
    weights: &[Pack; FEW],
    dz: &[Pack],
    x: &[Pack],
    dx: Option<(&[Pack], &mut [Pack])>,
    dw: &mut [Pack; FEW],
) {
    for_few!(outputs, backward_of::<L>(weights, dz, x, dx, dw));
}

#[inline(always)]
fn backward_of<L: Lanes, const O: usize>(
    weights: &[Pack; FEW],
    dz: &[Pack],
    x: &[Pack],
    dx: Option<(&[Pack], &mut [Pack])>,
    dw: &mut [Pack; FEW],
) {
    let mut sums = [L::splat(0.0); O];
    for o in 0..O {
        sums[o] = L::load(&dw[o]);
    }
    if let Some((slopes, dx)) = dx {
        for (((dz, x), slope), dx) in dz.iter().zip(x).zip(slopes).zip(dx) {
            let (mut sum, x) = (L::splat(0.0), L::load(x));
            for o in 0..O {
                let d = L::splat(dz.0[o]);
                sums[o] = d.mul_add(x, sums[o]);
                sum = d.mul_add(L::load(&weights[o]), sum);
            }
            sum.mul(L::load(slope)).store(dx);
        }
    } else {
        for (dz, x) in dz.iter().zip(x) {
            let x = L::load(x);
            for o in 0..O {
                sums[o] = L::splat(dz.0[o]).mul_add(x, sums[o]);
            }
        }
    }
    for o in 0..O {
        sums[o].store(&mut dw[o]);
    }
}

/// The sum of all rows, in the order in which a tile's lanes are added up.
#[inline(always)]
#[must_use]
pub fn sum<L: Lanes>(rows: &[Pack]) -> L {
    // −0 plus a number is that number, whatever its sign.
    let mut sums = [L::splat(-0.0); LANES];
    let (eights, rest) = rows.as_chunks::<LANES>();
    for rows in eights {
        for lane in 0..LANES {
            sums[lane] = sums[lane].add(L::load(&rows[lane]));
        }
    }
    for lane in 0..LANES {
        if lane < rest.len() {
            sums[lane] = sums[lane].add(L::load(&rest[lane]));
        }
    }
    let [a, b, c, d, e, f, g, h] = sums;
    (a.add(e).add(c.add(g))).add(b.add(f).add(d.add(h)))
}

/// Writes the first numbers of each pack, `columns` of them, one row after the other, until the table is full.
///
/// # Shapes
/// `table`: `[rows, columns]`.
#[inline(always)]
pub fn store_rows(columns: usize, packs: &[Pack], table: &mut [f32]) {
    for_few!(columns, store_rows_of(packs, table));
}

#[inline(always)]
fn store_rows_of<const C: usize>(packs: &[Pack], table: &mut [f32]) {
    for (row, pack) in table.as_chunks_mut::<C>().0.iter_mut().zip(packs) {
        row.copy_from_slice(&pack.0[..C]);
    }
}
