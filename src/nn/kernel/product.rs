//! The three matrix products of a layer: forward, backward to its inputs, and to the gradient of its weights.
//!
//! Every element of a result is one chain of `mul_add` in the order of the summed index, however the loops are blocked,
//! so that blocking never shows in the bits. The blocks keep 8 to 12 sums in registers, which hides the latency of a
//! multiply-add and uses each loaded number several times.

use std::{array::from_fn, ops::Range};

use super::{LANES, Lanes, Pack};

/// Summed indices per block, so that the packs of four tiles stay in the first-level cache (32 KiB).
const DEPTH: usize = 256;

/// Calls `$strip::<L, tiles, rows>` for groups of four, two and one tiles.
macro_rules! for_tile_groups {
    ($tiles:expr, $strip:ident, $($argument:expr),*) => {{
        let mut tile = 0;
        while tile + 4 <= $tiles {
            $strip::<L, 4, 3>(tile, $($argument),*);
            tile += 4;
        }
        if tile + 2 <= $tiles {
            $strip::<L, 2, 4>(tile, $($argument),*);
            tile += 2;
        }
        if tile < $tiles {
            $strip::<L, 1, 8>(tile, $($argument),*);
        }
    }};
}

/// `z[tile][o] = biases[o] + Σᵢ weights[o][i] x[tile][i]`
///
/// # Shapes
/// `weights`: `[outputs, inputs]`; `x`: `[tiles][inputs]`; `z`: `[tiles][outputs]`.
#[inline(always)]
pub fn forward<L: Lanes>(tiles: usize, weights: &[f32], biases: &[f32], x: &[Pack], z: &mut [Pack]) {
    for_tile_groups!(tiles, forward_strip, weights, biases, x, z);
}

#[inline(always)]
fn forward_strip<L: Lanes, const T: usize, const R: usize>(
    tile: usize,
    weights: &[f32],
    biases: &[f32],
    x: &[Pack],
    z: &mut [Pack],
) {
    let (outputs, inputs) = (biases.len(), weights.len() / biases.len());
    let mut start = 0;
    while start < inputs {
        let depth = start..inputs.min(start + DEPTH);
        start = depth.end;
        let mut o = 0;
        while o + R <= outputs {
            forward_block::<L, T, R>(tile, o, &depth, inputs, weights, biases, x, z);
            o += R;
        }
        while o + 2 <= outputs {
            forward_block::<L, T, 2>(tile, o, &depth, inputs, weights, biases, x, z);
            o += 2;
        }
        if o < outputs {
            forward_block::<L, T, 1>(tile, o, &depth, inputs, weights, biases, x, z);
        }
    }
}

#[inline(always)]
#[expect(clippy::too_many_arguments, reason = "a block of a product is its operands and its place in them")]
fn forward_block<L: Lanes, const T: usize, const R: usize>(
    tile: usize,
    o: usize,
    depth: &Range<usize>,
    inputs: usize,
    weights: &[f32],
    biases: &[f32],
    x: &[Pack],
    z: &mut [Pack],
) {
    let outputs = biases.len();
    let mut sums: [[L; T]; R] = from_fn(|r| {
        from_fn(|t| if depth.start == 0 { L::splat(biases[o + r]) } else { L::load(&z[(tile + t) * outputs + o + r]) })
    });
    let rows: [&[f32]; R] = from_fn(|r| &weights[(o + r) * inputs + depth.start..][..depth.len()]);
    let columns: [&[Pack]; T] = from_fn(|t| &x[(tile + t) * inputs + depth.start..][..depth.len()]);
    for i in 0..depth.len() {
        let x: [L; T] = from_fn(|t| L::load(&columns[t][i]));
        for r in 0..R {
            let w = L::splat(rows[r][i]);
            for t in 0..T {
                sums[r][t] = w.mul_add(x[t], sums[r][t]);
            }
        }
    }
    for t in 0..T {
        for r in 0..R {
            sums[r][t].store(&mut z[(tile + t) * outputs + o + r]);
        }
    }
}

/// `dx[tile][i] = Σₒ weights[o][i] dz[tile][o]`
///
/// # Shapes
/// `weights`: `[outputs, inputs]`; `dz`: `[tiles][outputs]`; `dx`: `[tiles][inputs]`.
#[inline(always)]
pub fn backward<L: Lanes>(tiles: usize, outputs: usize, weights: &[f32], dz: &[Pack], dx: &mut [Pack]) {
    for_tile_groups!(tiles, backward_strip, outputs, weights, dz, dx);
}

#[inline(always)]
fn backward_strip<L: Lanes, const T: usize, const R: usize>(
    tile: usize,
    outputs: usize,
    weights: &[f32],
    dz: &[Pack],
    dx: &mut [Pack],
) {
    let inputs = weights.len() / outputs;
    let mut start = 0;
    while start < outputs {
        let depth = start..outputs.min(start + DEPTH);
        start = depth.end;
        let mut i = 0;
        while i + R <= inputs {
            backward_block::<L, T, R>(tile, i, &depth, inputs, outputs, weights, dz, dx);
            i += R;
        }
        while i + 2 <= inputs {
            backward_block::<L, T, 2>(tile, i, &depth, inputs, outputs, weights, dz, dx);
            i += 2;
        }
        if i < inputs {
            backward_block::<L, T, 1>(tile, i, &depth, inputs, outputs, weights, dz, dx);
        }
    }
}

#[inline(always)]
#[expect(clippy::too_many_arguments, reason = "a block of a product is its operands and its place in them")]
fn backward_block<L: Lanes, const T: usize, const R: usize>(
    tile: usize,
    i: usize,
    depth: &Range<usize>,
    inputs: usize,
    outputs: usize,
    weights: &[f32],
    dz: &[Pack],
    dx: &mut [Pack],
) {
    let mut sums: [[L; T]; R] = from_fn(|r| {
        from_fn(|t| if depth.start == 0 { L::splat(0.0) } else { L::load(&dx[(tile + t) * inputs + i + r]) })
    });
    let columns: [&[Pack]; T] = from_fn(|t| &dz[(tile + t) * outputs + depth.start..][..depth.len()]);
    for (o, row) in weights[depth.start * inputs..depth.end * inputs].chunks_exact(inputs).enumerate() {
        let dz: [L; T] = from_fn(|t| L::load(&columns[t][o]));
        let row = &row[i..i + R];
        for r in 0..R {
            let w = L::splat(row[r]);
            for t in 0..T {
                sums[r][t] = w.mul_add(dz[t], sums[r][t]);
            }
        }
    }
    for t in 0..T {
        for r in 0..R {
            sums[r][t].store(&mut dx[(tile + t) * inputs + i + r]);
        }
    }
}

/// `dw[o][i] = Σ over rows of dz[o][row] x[row][i]`, added to what is there unless `first`.
///
/// # Shapes
/// `dz`: `[tiles][outputs]`; `x`: panels `[⌈inputs / 8⌉][8 tiles]`; `dw`: `[outputs, inputs]`.
#[inline(always)]
pub fn gradient<L: Lanes>(rows: usize, first: bool, outputs: usize, dz: &[Pack], x: &[Pack], dw: &mut [f32]) {
    let inputs = dw.len() / outputs;
    let panels = inputs.div_ceil(LANES);
    let mut panel = 0;
    while panel + 2 <= panels {
        gradient_strip::<L, 2, 6>(rows, first, panel, outputs, dz, x, dw);
        panel += 2;
    }
    if panel < panels {
        gradient_strip::<L, 1, 8>(rows, first, panel, outputs, dz, x, dw);
    }
}

#[inline(always)]
fn gradient_strip<L: Lanes, const P: usize, const R: usize>(
    rows: usize,
    first: bool,
    panel: usize,
    outputs: usize,
    dz: &[Pack],
    x: &[Pack],
    dw: &mut [f32],
) {
    let mut o = 0;
    while o + R <= outputs {
        gradient_block::<L, P, R>(rows, first, panel, o, outputs, dz, x, dw);
        o += R;
    }
    while o + 2 <= outputs {
        gradient_block::<L, P, 2>(rows, first, panel, o, outputs, dz, x, dw);
        o += 2;
    }
    if o < outputs {
        gradient_block::<L, P, 1>(rows, first, panel, o, outputs, dz, x, dw);
    }
}

#[inline(always)]
#[expect(clippy::too_many_arguments, reason = "a block of a product is its operands and its place in them")]
fn gradient_block<L: Lanes, const P: usize, const R: usize>(
    rows: usize,
    first: bool,
    panel: usize,
    o: usize,
    outputs: usize,
    dz: &[Pack],
    x: &[Pack],
    dw: &mut [f32],
) {
    let inputs = dw.len() / outputs;
    let tiles = rows.div_ceil(LANES);
    let mut sums: [[L; P]; R] = from_fn(|r| {
        from_fn(|p| if first { L::splat(0.0) } else { load_ragged(&dw[(o + r) * inputs..][..inputs], panel + p) })
    });
    for tile in 0..tiles {
        let dz = &dz[tile * outputs + o..][..R];
        let lanes = LANES.min(rows - tile * LANES);
        let columns: [&[Pack]; P] = from_fn(|p| &x[((panel + p) * tiles + tile) * LANES..][..LANES]);
        for lane in 0..lanes {
            let x: [L; P] = from_fn(|p| L::load(&columns[p][lane]));
            for r in 0..R {
                let d = L::splat(dz[r].0[lane]);
                for p in 0..P {
                    sums[r][p] = d.mul_add(x[p], sums[r][p]);
                }
            }
        }
    }
    for r in 0..R {
        for p in 0..P {
            store_ragged(sums[r][p], &mut dw[(o + r) * inputs..][..inputs], panel + p);
        }
    }
}

/// The panel's eight numbers of a row; zeros beyond its end.
#[inline(always)]
fn load_ragged<L: Lanes>(row: &[f32], panel: usize) -> L {
    let rest = &row[panel * LANES..];
    if let Some(full) = rest.first_chunk() {
        return L::read(full);
    }
    let mut pack = Pack::ZERO;
    pack.0[..rest.len()].copy_from_slice(rest);
    L::load(&pack)
}

/// Puts eight numbers at the panel's place in a row, those beyond its end nowhere.
#[inline(always)]
fn store_ragged<L: Lanes>(numbers: L, row: &mut [f32], panel: usize) {
    let rest = &mut row[panel * LANES..];
    if let Some(full) = rest.first_chunk_mut() {
        return numbers.write(full);
    }
    let mut pack = Pack::ZERO;
    numbers.store(&mut pack);
    for (to, from) in rest.iter_mut().zip(pack.0) {
        *to = from;
    }
}
