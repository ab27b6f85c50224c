//! The three matrix products of a layer: forward, backward to its inputs, and to the gradient of its weights.
//!
//! Every element of a result is one chain of `mul_add` in the order of the summed index, however the loops are blocked,
//! so that blocking never shows in the bits. A block keeps 8 to 10 sums in registers, which hides the latency of a
//! multiply-add (four cycles, two begun in each) and uses each loaded number several times; what a sum is, one pack or
//! two at once, is a [`Vector`]. On a Zen 3 core at 3.24 GHz, which does at most 104 GFLOP/s, a forward pass of a
//! 64-128-64-10 network reaches about 90 % of that, gradient and backward pass about 80 %; a sixth row, or a loop
//! unrolled four times, brought no more. Arrays of vectors are filled by plain loops: a closure that the compiler does
//! not inline would be built without the path's instructions.
#![allow(clippy::needless_range_loop, reason = "loops of constant length over several arrays at once")]
#![allow(clippy::too_many_arguments, reason = "a block of a product is its operands and its place in them")]

use std::ops::Range;

use super::{LANES, Lanes, Pack, packs::One, vector::Vector};

/// Summed indices per block, so that the packs of two tiles fill half of the L1 cache (32 KiB).
const DEPTH: usize = 256;
/// Rows per block, so that a block of weights, read once for every two tiles, stays in the L2 cache.
const BREADTH: usize = 100;

/// Whether the next block has five rows: ten sums hide the latency of a multiply-add better than eight do, but the rows
/// that are left over should make up whole blocks of five and four.
const fn takes_five(rest: usize) -> bool {
    rest >= 17 || matches!(rest, 5 | 9 | 10 | 13 | 14 | 15)
}

/// Calls `$block::<V, vectors side by side, rows>` for every block of rows of a range: as many rows as keep 8 to 10 sums
/// going, `$most` of them at most and 5, 4 or 1 where that is more.
macro_rules! for_rows {
    ($rows:expr, $most:literal, $vector:ty, $side_by_side:literal, |$row:ident| $block:ident($($argument:expr),*)) => {{
        let (mut $row, last): (usize, usize) = ($rows.start, $rows.end);
        while $most > 5 && $row + $most <= last {
            $block::<$vector, $side_by_side, $most>($($argument),*);
            $row += $most;
        }
        while takes_five(last - $row) {
            $block::<$vector, $side_by_side, 5>($($argument),*);
            $row += 5;
        }
        while $row + 4 <= last {
            $block::<$vector, $side_by_side, 4>($($argument),*);
            $row += 4;
        }
        while $row < last {
            $block::<$vector, $side_by_side, 1>($($argument),*);
            $row += 1;
        }
    }};
}

/// Calls `$block` for every block of a number of tiles or panels: two pairs side by side where the path has the
/// registers for that, then one, then a single one.
macro_rules! for_packs {
    ($lanes:ident, $packs:expr, $rows:expr, |$pack:ident, $row:ident| $block:ident($($argument:expr),*)) => {{
        let (packs, mut $pack): (usize, usize) = ($packs, 0);
        if $lanes::PAIRS == 2 {
            while $pack + 4 <= packs {
                for_rows!($rows, 5, $lanes::Pair, 2, |$row| $block($($argument),*));
                $pack += 4;
            }
            if $pack + 2 <= packs {
                for_rows!($rows, 8, $lanes::Pair, 1, |$row| $block($($argument),*));
                $pack += 2;
            }
        }
        while $pack + 2 <= packs {
            for_rows!($rows, 5, $lanes::Pair, 1, |$row| $block($($argument),*));
            $pack += 2;
        }
        if $pack < packs {
            for_rows!($rows, 8, One<$lanes>, 1, |$row| $block($($argument),*));
        }
    }};
}

/// Calls `$block` for every block of a product whose sums have `$depth` summands.
macro_rules! for_blocks {
    ($lanes:ident, $tiles:expr, $rows:expr, $depth:expr, $block:ident($($argument:expr),*)) => {{
        let (tiles, rows, depth): (usize, usize, usize) = ($tiles, $rows, $depth);
        let mut start = 0;
        while start < depth {
            let span = start..depth.min(start + DEPTH);
            let mut first = 0;
            while first < rows {
                let last = rows.min(first + BREADTH);
                for_packs!($lanes, tiles, first..last, |tile, row| $block(tile, row, span.clone(), $($argument),*));
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
    for_blocks!(L, tiles, biases.len(), inputs, forward_block(inputs, weights, biases, x, z));
}

#[inline(always)]
fn forward_block<V: Vector, const T: usize, const R: usize>(
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
    let mut sums = [[V::splat(0.0); T]; R];
    let mut rows: [&[f32]; R] = [&[]; R];
    for r in 0..R {
        rows[r] = &weights[(o + r) * inputs + depth.start..][..length];
        for t in 0..T {
            sums[r][t] = if depth.start == 0 {
                V::splat(biases[o + r])
            } else {
                V::load(V::columns(z, (tile + t * V::PACKS) * outputs + o + r, outputs, 1), 0)
            };
        }
    }
    let mut columns = [V::columns(x, tile * inputs + depth.start, inputs, length); T];
    for t in 1..T {
        columns[t] = V::columns(x, (tile + t * V::PACKS) * inputs + depth.start, inputs, length);
    }
    for i in 0..length {
        let mut x = [V::splat(0.0); T];
        for t in 0..T {
            x[t] = V::load(columns[t], i);
        }
        for r in 0..R {
            let w = V::splat(rows[r][i]);
            for t in 0..T {
                sums[r][t] = w.mul_add(x[t], sums[r][t]);
            }
        }
    }
    for t in 0..T {
        for r in 0..R {
            sums[r][t].store(z, (tile + t * V::PACKS) * outputs + o + r, outputs);
        }
    }
}

/// `dx[tile][i] = Σₒ weights[o][i] dz[tile][o]`
///
/// # Shapes
/// `weights`: `[outputs, inputs]`; `dz`: `[tiles][outputs]`; `dx`: `[tiles][inputs]`.
#[inline(always)]
pub fn backward<L: Lanes>(tiles: usize, inputs: usize, outputs: usize, weights: &[f32], dz: &[Pack], dx: &mut [Pack]) {
    for_blocks!(L, tiles, inputs, outputs, backward_block(inputs, outputs, weights, dz, dx));
}

#[inline(always)]
fn backward_block<V: Vector, const T: usize, const R: usize>(
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
    let mut sums = [[V::splat(0.0); T]; R];
    let mut columns = [V::columns(dz, tile * outputs + depth.start, outputs, length); T];
    for t in 0..T {
        let tile = tile + t * V::PACKS;
        columns[t] = V::columns(dz, tile * outputs + depth.start, outputs, length);
        if depth.start > 0 {
            for r in 0..R {
                sums[r][t] = V::load(V::columns(dx, tile * inputs + i + r, inputs, 1), 0);
            }
        }
    }
    for o in 0..length {
        let mut dz = [V::splat(0.0); T];
        for t in 0..T {
            dz[t] = V::load(columns[t], o);
        }
        let row = &weights[(depth.start + o) * inputs + i..][..R];
        for r in 0..R {
            let w = V::splat(row[r]);
            for t in 0..T {
                sums[r][t] = w.mul_add(dz[t], sums[r][t]);
            }
        }
    }
    for t in 0..T {
        for r in 0..R {
            sums[r][t].store(dx, (tile + t * V::PACKS) * inputs + i + r, inputs);
        }
    }
}

/// Rows of which a gradient is summed.
#[derive(Clone, Copy, Debug)]
pub struct Summand<'a> {
    /// How many there are.
    pub rows: usize,
    /// Derivatives by the weighted sums, from those of the first unit on, of the `outputs` that the layer has.
    pub dz: &'a [Pack],
    /// The layer's inputs as panels, `[⌈inputs / 8⌉][8 tiles]`.
    pub x: &'a [Pack],
}

/// `dw[o][i] = Σ over rows of dz[o][row] x[row][i]`, added to what is there unless `first`, for some units of a layer.
///
/// # Shapes
/// `dz`: `[tiles][outputs]`; `x`: panels `[⌈inputs / 8⌉][8 tiles]`; `dw`: `[units, inputs]`.
#[inline(always)]
pub fn gradient<'a, L: Lanes>(
    first: bool,
    inputs: usize,
    outputs: usize,
    summands: &(impl Iterator<Item = Summand<'a>> + Clone),
    dw: &mut [f32],
) {
    let (panels, units) = (inputs.div_ceil(LANES), dw.len() / inputs);
    for_packs!(L, panels, 0..units, |panel, o| gradient_block(panel, o, first, inputs, outputs, summands.clone(), dw));
}

#[inline(always)]
fn gradient_block<'a, V: Vector, const P: usize, const R: usize>(
    panel: usize,
    o: usize,
    first: bool,
    inputs: usize,
    outputs: usize,
    summands: impl Iterator<Item = Summand<'a>>,
    dw: &mut [f32],
) {
    let mut sums = [[V::splat(0.0); P]; R];
    if !first {
        for r in 0..R {
            for p in 0..P {
                sums[r][p] = V::read(&dw[(o + r) * inputs..][..inputs], panel + p * V::PACKS);
            }
        }
    }
    for Summand { rows, dz, x } in summands {
        let tiles = rows.div_ceil(LANES);
        let last = rows - (tiles - 1) * LANES;
        for tile in 0..tiles {
            let dz = &dz[tile * outputs + o..][..R];
            let mut columns = [V::columns(x, (panel * tiles + tile) * LANES, tiles * LANES, LANES); P];
            for p in 1..P {
                columns[p] = V::columns(x, ((panel + p * V::PACKS) * tiles + tile) * LANES, tiles * LANES, LANES);
            }
            // A full tile, by far the most frequent, is a loop of known length without any check.
            if tile + 1 < tiles || last == LANES {
                add_rows(LANES, dz, columns, &mut sums);
            } else {
                add_rows(last, dz, columns, &mut sums);
            }
        }
    }
    for r in 0..R {
        for p in 0..P {
            sums[r][p].write(&mut dw[(o + r) * inputs..][..inputs], panel + p * V::PACKS);
        }
    }
}

/// Adds the products of a tile's first `lanes` rows.
#[inline(always)]
fn add_rows<V: Vector, const P: usize, const R: usize>(
    lanes: usize,
    dz: &[Pack],
    columns: [V::Columns<'_>; P],
    sums: &mut [[V; P]; R],
) {
    for lane in 0..lanes {
        let mut x = [V::splat(0.0); P];
        for p in 0..P {
            x[p] = V::load(columns[p], lane);
        }
        for r in 0..R {
            let d = V::splat(dz[r].0[lane]);
            for p in 0..P {
                sums[r][p] = d.mul_add(x[p], sums[r][p]);
            }
        }
    }
}
