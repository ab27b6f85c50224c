//! The three matrix products of a layer: forward, backward to its inputs, and to the gradient of its weights.
//!
//! Every element of a result is one chain of `mul_add` in the order of the summed index, however the loops are blocked,
//! so that blocking never shows in the bits. A block keeps 8 to 10 sums in registers, which hides the latency of a
//! multiply-add (four cycles, two begun in each) and uses each loaded number several times. On a Zen 3 core at 3.24 GHz,
//! which does at most 104 GFLOP/s, a forward pass of a 64-128-64-10 network reaches about 90 % of that, gradient and
//! backward pass about 80 %; a sixth row, or a loop unrolled four times, brought no more. Arrays of lanes are filled
//! by plain loops: a closure that the compiler does not inline would be built without the path's instructions.
#![allow(clippy::needless_range_loop, reason = "loops of constant length over several arrays at once")]
#![allow(clippy::manual_memcpy, reason = "a copy of a few numbers is not worth a call")]
#![allow(clippy::too_many_arguments, reason = "a block of a product is its operands and its place in them")]

use std::ops::Range;

use super::{LANES, Lanes, Pack};

/// Summed indices per block, so that the packs of two tiles fill half of the L1 cache (32 KiB).
const DEPTH: usize = 256;
/// Rows per block, so that a block of weights, read once for every two tiles, stays in the L2 cache.
const BREADTH: usize = 100;

/// Whether the next block has five rows: ten sums hide the latency of a multiply-add better than eight do, but the rows
/// that are left over should make up whole blocks of five and four.
const fn takes_five(rest: usize) -> bool {
    rest >= 17 || matches!(rest, 5 | 9 | 10 | 13 | 14 | 15)
}

/// Calls `$block::<L, tiles, rows>` for every block of a product: two tiles by four rows at best, whose sums and
/// operands together fill 14 of 16 registers.
macro_rules! for_blocks {
    ($tiles:expr, $rows:expr, $depth:expr, $block:ident($($argument:expr),*)) => {{
        let (tiles, rows, depth): (usize, usize, usize) = ($tiles, $rows, $depth);
        let mut start = 0;
        while start < depth {
            let span = start..depth.min(start + DEPTH);
            let mut first = 0;
            while first < rows {
                let last = rows.min(first + BREADTH);
                let mut tile = 0;
                while tile + 2 <= tiles {
                    let mut row = first;
                    while takes_five(last - row) {
                        $block::<L, 2, 5>(tile, row, span.clone(), $($argument),*);
                        row += 5;
                    }
                    while row + 4 <= last {
                        $block::<L, 2, 4>(tile, row, span.clone(), $($argument),*);
                        row += 4;
                    }
                    while row < last {
                        $block::<L, 2, 1>(tile, row, span.clone(), $($argument),*);
                        row += 1;
                    }
                    tile += 2;
                }
                if tile < tiles {
                    let mut row = first;
                    while row + 4 <= last {
                        $block::<L, 1, 4>(tile, row, span.clone(), $($argument),*);
                        row += 4;
                    }
                    while row < last {
                        $block::<L, 1, 1>(tile, row, span.clone(), $($argument),*);
                        row += 1;
                    }
                }
                first = last;
            }
            start = span.end;
        }
    }};
}

/// `z[tile][o] = biases[o] + Σᵢ weights[o][i] x[tile][i]`
///
/// # Shapes
/// `weights`: `[outputs, inputs]`; `x`: `[tiles][inputs]`; `z`: `[tiles][outputs]`.
#[inline(always)]
pub fn forward<L: Lanes>(tiles: usize, inputs: usize, weights: &[f32], biases: &[f32], x: &[Pack], z: &mut [Pack]) {
    for_blocks!(tiles, biases.len(), inputs, forward_block(inputs, weights, biases, x, z));
}

#[inline(always)]
fn forward_block<L: Lanes, const T: usize, const R: usize>(
    tile: usize,
    o: usize,
    depth: Range<usize>,
    inputs: usize,
    weights: &[f32],
    biases: &[f32],
    x: &[Pack],
    z: &mut [Pack],
) {
    let outputs = biases.len();
    let length = depth.end - depth.start;
    let mut sums = [[L::splat(0.0); T]; R];
    let mut rows: [&[f32]; R] = [&[]; R];
    let mut columns: [&[Pack]; T] = [&[]; T];
    for r in 0..R {
        rows[r] = &weights[(o + r) * inputs + depth.start..][..length];
        for t in 0..T {
            sums[r][t] =
                if depth.start == 0 { L::splat(biases[o + r]) } else { L::load(&z[(tile + t) * outputs + o + r]) };
        }
    }
    for t in 0..T {
        columns[t] = &x[(tile + t) * inputs + depth.start..][..length];
    }
    for i in 0..length {
        let mut x = [L::splat(0.0); T];
        for t in 0..T {
            x[t] = L::load(&columns[t][i]);
        }
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
pub fn backward<L: Lanes>(tiles: usize, inputs: usize, outputs: usize, weights: &[f32], dz: &[Pack], dx: &mut [Pack]) {
    for_blocks!(tiles, inputs, outputs, backward_block(inputs, outputs, weights, dz, dx));
}

#[inline(always)]
fn backward_block<L: Lanes, const T: usize, const R: usize>(
    tile: usize,
    i: usize,
    depth: Range<usize>,
    inputs: usize,
    outputs: usize,
    weights: &[f32],
    dz: &[Pack],
    dx: &mut [Pack],
) {
    let length = depth.end - depth.start;
    let mut sums = [[L::splat(0.0); T]; R];
    let mut columns: [&[Pack]; T] = [&[]; T];
    for t in 0..T {
        columns[t] = &dz[(tile + t) * outputs + depth.start..][..length];
        if depth.start > 0 {
            for r in 0..R {
                sums[r][t] = L::load(&dx[(tile + t) * inputs + i + r]);
            }
        }
    }
    for o in 0..length {
        let mut dz = [L::splat(0.0); T];
        for t in 0..T {
            dz[t] = L::load(&columns[t][o]);
        }
        let row = &weights[(depth.start + o) * inputs + i..][..R];
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
pub fn gradient<L: Lanes>(
    rows: usize,
    first: bool,
    inputs: usize,
    outputs: usize,
    dz: &[Pack],
    x: &[Pack],
    dw: &mut [f32],
) {
    let panels = inputs.div_ceil(LANES);
    let mut panel = 0;
    while panel + 2 <= panels {
        let mut o = 0;
        while takes_five(outputs - o) {
            gradient_block::<L, 2, 5>(panel, o, rows, first, inputs, outputs, dz, x, dw);
            o += 5;
        }
        while o + 4 <= outputs {
            gradient_block::<L, 2, 4>(panel, o, rows, first, inputs, outputs, dz, x, dw);
            o += 4;
        }
        while o < outputs {
            gradient_block::<L, 2, 1>(panel, o, rows, first, inputs, outputs, dz, x, dw);
            o += 1;
        }
        panel += 2;
    }
    if panel < panels {
        let mut o = 0;
        while o + 8 <= outputs {
            gradient_block::<L, 1, 8>(panel, o, rows, first, inputs, outputs, dz, x, dw);
            o += 8;
        }
        while o < outputs {
            gradient_block::<L, 1, 1>(panel, o, rows, first, inputs, outputs, dz, x, dw);
            o += 1;
        }
    }
}

#[inline(always)]
fn gradient_block<L: Lanes, const P: usize, const R: usize>(
    panel: usize,
    o: usize,
    rows: usize,
    first: bool,
    inputs: usize,
    outputs: usize,
    dz: &[Pack],
    x: &[Pack],
    dw: &mut [f32],
) {
    let tiles = rows.div_ceil(LANES);
    let last = rows - (tiles - 1) * LANES;
    let mut sums = [[L::splat(0.0); P]; R];
    if !first {
        for r in 0..R {
            for p in 0..P {
                sums[r][p] = load_ragged(&dw[(o + r) * inputs..][..inputs], panel + p);
            }
        }
    }
    for tile in 0..tiles {
        let dz = &dz[tile * outputs + o..][..R];
        let mut columns: [&[Pack]; P] = [&[]; P];
        for p in 0..P {
            columns[p] = &x[((panel + p) * tiles + tile) * LANES..][..LANES];
        }
        // A full tile, by far the most frequent, is a loop of known length without any check.
        if tile + 1 < tiles || last == LANES {
            add_rows(LANES, dz, columns, &mut sums);
        } else {
            add_rows(last, dz, columns, &mut sums);
        }
    }
    for r in 0..R {
        for p in 0..P {
            store_ragged(sums[r][p], &mut dw[(o + r) * inputs..][..inputs], panel + p);
        }
    }
}

/// Adds the products of a tile's first `lanes` rows.
#[inline(always)]
fn add_rows<L: Lanes, const P: usize, const R: usize>(
    lanes: usize,
    dz: &[Pack],
    columns: [&[Pack]; P],
    sums: &mut [[L; P]; R],
) {
    for lane in 0..lanes {
        let mut x = [L::splat(0.0); P];
        for p in 0..P {
            x[p] = L::load(&columns[p][lane]);
        }
        for r in 0..R {
            let d = L::splat(dz[r].0[lane]);
            for p in 0..P {
                sums[r][p] = d.mul_add(x[p], sums[r][p]);
            }
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
    for lane in 0..rest.len() {
        pack.0[lane] = rest[lane];
    }
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
    for lane in 0..rest.len() {
        rest[lane] = pack.0[lane];
    }
}
