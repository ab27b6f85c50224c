//! The picture of the boundary of trainability, coarse to fine.

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

use super::{Seen, Stage};
use crate::{
    insight::phenomena::trainability::{Area, Trainability, box_dimension},
    nn::kernel::LANES,
    worker::{fleet, watched::lock},
};

/// Cells along each side of the picture.
pub const CELLS: usize = 256;
/// Distances of the cells that are computed, one pass after the other.
const STRIDES: [usize; 5] = [16, 8, 4, 2, 1];

/// The picture so far.
#[derive(Clone, Debug)]
pub struct Boundary {
    /// What it shows.
    pub area: Area,
    /// Distance of the cells that are all known; as many as [`CELLS`] when none are.
    pub stride: usize,
    /// A level for each cell, the lowest row first: below 0 where the network learns, above where it does not, by rank among
    /// its like, the slowest nearest to 0; NaN where nothing near is known.
    pub levels: Vec<f32>,
    /// The share of cells in which the network learns.
    pub learns: f64,
    /// The dimension of the edge by counting boxes, once every cell is known.
    pub dimension: Option<f64>,
}

impl Boundary {
    /// Nothing of `area` yet.
    #[must_use]
    pub fn new(area: Area) -> Self {
        Self { area, stride: CELLS, levels: vec![f32::NAN; CELLS * CELLS], learns: f64::NAN, dimension: None }
    }

    /// What is seen of `fates`, of which all of this distance are known.
    fn of(area: Area, fates: &[f32], stride: usize) -> Self {
        let nearest = |cell: usize| {
            let (row, column) = (cell / CELLS, cell % CELLS);
            let known = STRIDES.iter().rev().map(|by| fates[row / by * by * CELLS + column / by * by]);
            known.into_iter().find(|fate| !fate.is_nan()).unwrap_or(f32::NAN)
        };
        let known: Vec<f32> = fates.iter().copied().filter(|fate| !fate.is_nan()).collect();
        let mut learns: Vec<f32> = known.iter().copied().filter(|fate| *fate < 0.0).collect();
        let mut fails: Vec<f32> = known.iter().copied().filter(|fate| *fate >= 0.0).collect();
        learns.sort_by(f32::total_cmp);
        fails.sort_by(f32::total_cmp);
        let rank = |all: &[f32], fate: f32| all.partition_point(|other| *other < fate) as f32 / all.len().max(1) as f32;
        let level = |fate: f32| {
            if fate.is_nan() {
                f32::NAN
            } else if fate < 0.0 {
                -0.3 - 0.7 * rank(&learns, fate)
            } else {
                1.0 - 0.7 * rank(&fails, fate)
            }
        };
        let learning = |fate: &f32| *fate < 0.0;
        let dimension = (stride == 1).then(|| box_dimension(&fates.iter().map(learning).collect::<Vec<_>>(), CELLS));
        Self {
            area,
            stride,
            levels: (0..CELLS * CELLS).map(|cell| level(nearest(cell))).collect(),
            learns: learns.len() as f64 / known.len() as f64,
            dimension,
        }
    }
}

pub(super) fn run(stage: &Stage<'_>, area: Area) {
    let network = Trainability::new(0);
    let fates = Mutex::new(vec![f32::NAN; CELLS * CELLS]);
    let known = AtomicUsize::new(0);
    for stride in STRIDES {
        let row = |number: u64| {
            let row = number as usize * stride;
            let is_known = |at: usize| stride < STRIDES[0] && at.is_multiple_of(2 * stride);
            let is_new = |column: &usize| !(is_known(row) && is_known(*column));
            let columns: Vec<usize> = (0..CELLS).step_by(stride).filter(is_new).collect();
            for eight in columns.chunks(LANES) {
                if !stage.goes_on() {
                    return;
                }
                let rates: [(f32, f32); LANES] =
                    std::array::from_fn(|lane| area.rates((eight[lane.min(eight.len() - 1)], row), CELLS));
                let found = network.fates(rates.map(|rates| rates.0), rates.map(|rates| rates.1));
                let mut fates = lock(&fates);
                eight.iter().zip(found).for_each(|(column, fate)| fates[row * CELLS + column] = fate);
                known.fetch_add(eight.len(), Ordering::Relaxed);
            }
            if stage.shared.is_due(super::SEEN_EVERY) {
                let now = lock(&fates).clone();
                show(stage, Boundary::of(area, &now, stride * 2), &known);
            }
        };
        let _rows = fleet::each((CELLS / stride) as u64, |_| (), row);
        if !stage.goes_on() {
            return;
        }
        let now = lock(&fates).clone();
        show(stage, Boundary::of(area, &now, stride), &known);
    }
}

fn show(stage: &Stage<'_>, boundary: Boundary, known: &AtomicUsize) {
    let done = known.load(Ordering::Relaxed) as f32 / (CELLS * CELLS) as f32;
    stage.shared.change(|shown| {
        // Another thread may have been quicker.
        if done >= shown.done {
            (shown.seen, shown.done, shown.took) = (Seen::Boundary(boundary), done, stage.began.elapsed());
        }
    });
    (stage.wake)();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coarse_picture_stands_for_what_is_not_known_yet() {
        let mut fates = vec![f32::NAN; CELLS * CELLS];
        for (number, row) in (0..CELLS).step_by(16).enumerate() {
            for column in (0..CELLS).step_by(16) {
                fates[row * CELLS + column] = if number < 4 { -1.0 - number as f32 } else { number as f32 };
            }
        }
        let seen = Boundary::of(Area::default(), &fates, 16);
        assert!(seen.levels.iter().all(|level| !level.is_nan()) && seen.dimension.is_none());
        assert!((seen.learns - 0.25).abs() < 1e-12);
        let at = |row: usize| seen.levels[row * CELLS + 7];
        assert_eq!(at(0).to_bits(), at(15).to_bits());
        // The quickest to learn is the furthest from 0, and so is the quickest to diverge.
        assert!(at(0) < at(48) && at(48) < 0.0 && at(64) > at(240) && at(240) > 0.0, "{} {}", at(0), at(48));
    }
}
