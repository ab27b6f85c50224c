//! Which pairs of learning rates let a small network learn: the boundary between the two is a fractal (Sohl-Dickstein 2024,
//! “The boundary of neural network trainability is fractal”).
//!
//! `ŷ = (1/n) V tanh(√(2/n) W x)` without biases, n = 8, weights, rows and targets drawn from N(0, 1), as many rows as weights,
//! plain gradient descent on the mean squared error with all rows in a batch, a rate of its own for each of the two layers.
//! Eight pairs of rates are trained side by side, one in each lane.

use crate::nn::{
    Random, Stream,
    kernel::{Kernel, LANES, Lanes, Pack, Path, path::Dispatch},
    math,
};

/// Inputs, and hidden units.
const WIDTH: usize = 8;
/// Weights, and rows.
pub const ROWS: usize = WIDTH * WIDTH + WIDTH;
/// Steps of a run.
pub const STEPS: usize = 100;
/// Steps at the end whose mean decides.
const LAST: usize = 20;
/// A loss so many times the first counts as no larger: there is no way back from it.
const HIGHEST: f32 = 1e6;
/// √(2 ÷ 8), by which inputs are multiplied beforehand.
const SCALE: f32 = 0.5;

/// Rows, targets and first weights, the same for all rates.
#[derive(Clone, Debug)]
pub struct Trainability {
    inputs: Vec<[f32; WIDTH]>,
    targets: Vec<f32>,
    first: [[f32; WIDTH]; WIDTH],
    second: [f32; WIDTH],
    dispatch: Dispatch,
}

impl Trainability {
    /// Everything drawn from one seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut weights = Random::new(seed, Stream::Weights);
        let first = std::array::from_fn(|_| std::array::from_fn(|_| weights.normal() as f32));
        let second = std::array::from_fn(|_| weights.normal() as f32);
        let mut rows = Random::new(seed, Stream::Data);
        let inputs = (0..ROWS).map(|_| std::array::from_fn(|_| rows.normal() as f32 * SCALE)).collect();
        let targets = (0..ROWS).map(|_| rows.normal() as f32).collect();
        Self { inputs, targets, first, second, dispatch: Dispatch::new(Path::best()) }
    }

    /// What becomes of the network at eight pairs of rates, the first layer's and the second's, each by itself: minus the sum
    /// of the losses, in units of the first, where it learns, so that faster is higher; the sum of their reciprocals where it
    /// does not, so that slower divergence is higher. A loss counts up to a million.
    #[must_use]
    pub fn fates(&self, first: [f32; LANES], second: [f32; LANES]) -> [f32; LANES] {
        let (kept, sums, reciprocals) = self.dispatch.run(Descent { of: self, rates: [Pack(first), Pack(second)] });
        std::array::from_fn(|lane| if kept.0[lane] < LAST as f32 { -sums.0[lane] } else { reciprocals.0[lane] })
    }
}

/// Gradient descent at eight pairs of rates.
struct Descent<'a> {
    of: &'a Trainability,
    rates: [Pack; 2],
}

impl Kernel for Descent<'_> {
    /// Sums over the losses: of the last ones, of all, and of their reciprocals.
    type Output = (Pack, Pack, Pack);

    #[inline(always)]
    fn run<L: Lanes>(self) -> Self::Output {
        let rates = [L::load(&self.rates[0]), L::load(&self.rates[1])];
        let of = self.of;
        let mut first: [[L; WIDTH]; WIDTH] = std::array::from_fn(|i| std::array::from_fn(|j| L::splat(of.first[i][j])));
        let mut second: [L; WIDTH] = std::array::from_fn(|j| L::splat(of.second[j]));
        let (zero, highest) = (L::splat(0.0), L::splat(HIGHEST));
        let (mut kept, mut sums, mut reciprocals) = (zero, zero, zero);
        let mut start = zero;
        // Zeros in the lanes that go on.
        let mut ended = zero;
        for step in 0..STEPS {
            let loss = step_of(of, rates, &mut first, &mut second);
            if step == 0 {
                start = loss;
            }
            let share = loss.div(start);
            // Not below the highest is also what is no number.
            let goes_on = share.less(highest);
            ended = ended.or(goes_on.xor(L::bits(u32::MAX)));
            let share = ended.select(highest, share);
            sums = sums.add(share);
            reciprocals = reciprocals.add(L::splat(1.0).div(share));
            if step >= STEPS - LAST {
                kept = kept.add(share);
            }
            if !ended.xor(L::bits(u32::MAX)).any() {
                let rest = (STEPS - 1 - step) as f32;
                sums = sums.add(L::splat(rest * HIGHEST));
                reciprocals = reciprocals.add(L::splat(rest / HIGHEST));
                kept = kept.add(L::splat(rest.min(LAST as f32) * HIGHEST));
                break;
            }
        }
        let packed = |lanes: L| {
            let mut pack = Pack::ZERO;
            lanes.store(&mut pack);
            pack
        };
        (packed(kept), packed(sums), packed(reciprocals))
    }
}

/// One step of all rows; the loss before it.
#[inline(always)]
fn step_of<L: Lanes>(of: &Trainability, rates: [L; 2], first: &mut [[L; WIDTH]; WIDTH], second: &mut [L; WIDTH]) -> L {
    let mut downhill = [[L::splat(0.0); WIDTH]; WIDTH];
    let mut below = [L::splat(0.0); WIDTH];
    let mut loss = L::splat(0.0);
    for (row, target) in of.inputs.iter().zip(&of.targets) {
        let mut hidden = [L::splat(0.0); WIDTH];
        let mut out = L::splat(0.0);
        for unit in 0..WIDTH {
            let mut z = L::splat(0.0);
            for input in 0..WIDTH {
                z = L::splat(row[input]).mul_add(first[input][unit], z);
            }
            hidden[unit] = math::tanh(z);
            out = hidden[unit].mul_add(second[unit], out);
        }
        let error = out.mul_add(L::splat(1.0 / WIDTH as f32), L::splat(-*target));
        loss = error.mul_add(error, loss);
        let delta = error.mul(L::splat(2.0 / (ROWS * WIDTH) as f32));
        for unit in 0..WIDTH {
            let h = hidden[unit];
            below[unit] = delta.mul_add(h, below[unit]);
            let slope = h.neg().mul_add(h, L::splat(1.0));
            let back = delta.mul(second[unit]).mul(slope);
            for input in 0..WIDTH {
                downhill[input][unit] = back.mul_add(L::splat(row[input]), downhill[input][unit]);
            }
        }
    }
    let [own, next] = [rates[0].neg(), rates[1].neg()];
    for unit in 0..WIDTH {
        for input in 0..WIDTH {
            first[input][unit] = own.mul_add(downhill[input][unit], first[input][unit]);
        }
        second[unit] = next.mul_add(below[unit], second[unit]);
    }
    loss.mul(L::splat(1.0 / ROWS as f32))
}

/// The part of the plane of both rates that is looked at, as exponents of ten.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Of the first layer's rate.
    pub across: (f64, f64),
    /// Of the second layer's rate.
    pub up: (f64, f64),
}

impl Default for Area {
    fn default() -> Self {
        Self { across: (-3.0, 6.0), up: (-3.0, 6.0) }
    }
}

impl Area {
    /// The narrowest that f32 can tell the rates of.
    pub const NARROWEST: f64 = 5e-4;

    /// The rates of a cell, of `cells` along each side, at its middle.
    #[must_use]
    pub fn rates(&self, (column, row): (usize, usize), cells: usize) -> (f32, f32) {
        let at = |(low, high): (f64, f64), cell: usize| {
            libm::pow(10.0, low + (high - low) * (cell as f64 + 0.5) / cells as f64) as f32
        };
        (at(self.across, column), at(self.up, row))
    }
}

/// How the number of boxes that hold a piece of the edge grows as they shrink: 1 for a smooth line, 2 for what fills the plane.
/// From boxes of 1, 2, 4 and 8 cells of a picture of `cells` × `cells`, by least squares; NaN where there is no edge.
#[must_use]
pub fn box_dimension(learns: &[bool], cells: usize) -> f64 {
    let side = cells - 1;
    let is_edge = |row: usize, column: usize| {
        let first = learns[row * cells + column];
        [(0, 1), (1, 0), (1, 1)].iter().any(|(down, right)| learns[(row + down) * cells + column + right] != first)
    };
    let edge: Vec<bool> = (0..side * side).map(|cell| is_edge(cell / side, cell % side)).collect();
    let counts = [1, 2, 4, 8].map(|size: usize| {
        let boxes = side / size;
        let holds = |of: usize| {
            let (top, left) = (of / boxes * size, of % boxes * size);
            (top..top + size).any(|row| edge[row * side + left..row * side + left + size].contains(&true))
        };
        libm::log2((0..boxes * boxes).filter(|of| holds(*of)).count() as f64)
    });
    // The slope over the logarithms 0, 1, 2, 3 of the sizes.
    let slope = -1.5 * counts[0] - 0.5 * counts[1] + 0.5 * counts[2] + 1.5 * counts[3];
    let slope = -slope / 5.0;
    if slope.is_finite() { slope } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same in f64, one pair of rates at a time.
    fn plainly(of: &Trainability, rates: (f64, f64)) -> bool {
        let mut first = of.first.map(|row| row.map(f64::from));
        let mut second = of.second.map(f64::from);
        let (mut start, mut kept) = (0.0, 0.0);
        for step in 0..STEPS {
            let (mut downhill, mut below, mut loss) = ([[0.0; WIDTH]; WIDTH], [0.0; WIDTH], 0.0);
            for (row, target) in of.inputs.iter().zip(&of.targets) {
                let z = |j: usize| (0..WIDTH).map(|i| f64::from(row[i]) * first[i][j]).sum::<f64>();
                let hidden: Vec<f64> = (0..WIDTH).map(|j| libm::tanh(z(j))).collect();
                let out: f64 = hidden.iter().zip(&second).map(|(h, v)| h * v).sum::<f64>() / 8.0;
                let error = out - f64::from(*target);
                loss += error * error / ROWS as f64;
                for j in 0..WIDTH {
                    let delta = 2.0 / ROWS as f64 * error / 8.0;
                    below[j] += delta * hidden[j];
                    for i in 0..WIDTH {
                        let slope = 1.0 - hidden[j] * hidden[j];
                        downhill[i][j] += delta * second[j] * slope * f64::from(row[i]);
                    }
                }
            }
            if step == 0 {
                start = loss;
            }
            let share = if (loss / start).is_finite() { (loss / start).min(1e6) } else { 1e6 };
            kept += if step >= STEPS - LAST { share } else { 0.0 };
            for j in 0..WIDTH {
                second[j] -= rates.1 * below[j];
                (0..WIDTH).for_each(|i| first[i][j] -= rates.0 * downhill[i][j]);
            }
        }
        kept < LAST as f64
    }

    #[test]
    fn eight_lanes_agree_with_plain_numbers_of_twice_the_digits() {
        const CELLS: usize = 32;
        for seed in 0..2 {
            let of = Trainability::new(seed);
            let (mut same, mut learns) = (0, 0);
            for row in 0..CELLS {
                for begin in (0..CELLS).step_by(LANES) {
                    let rates: [(f32, f32); LANES] =
                        std::array::from_fn(|lane| Area::default().rates((begin + lane, row), CELLS));
                    let fates = of.fates(rates.map(|rates| rates.0), rates.map(|rates| rates.1));
                    for (fate, rates) in fates.into_iter().zip(rates) {
                        let expected = plainly(&of, (f64::from(rates.0), f64::from(rates.1)));
                        same += usize::from((fate < 0.0) == expected);
                        learns += usize::from(expected);
                    }
                }
            }
            let of = (CELLS * CELLS) as f64;
            assert!(same as f64 >= 0.99 * of, "seed {seed}: {same} of {of} agree");
            assert!((0.3..0.6).contains(&(learns as f64 / of)), "seed {seed}: {learns} of {of} learn");
        }
    }

    #[test]
    fn a_line_has_one_dimension_and_a_scatter_two() {
        let of = |is: fn(usize, usize) -> bool| {
            let cells: Vec<bool> = (0..257 * 257).map(|cell| is(cell / 257, cell % 257)).collect();
            box_dimension(&cells, 257)
        };
        assert!((of(|row, _| row > 100) - 1.0).abs() < 0.01);
        assert!((of(|row, column| (row + column) % 2 == 0) - 2.0).abs() < 0.01);
        assert!(of(|_, _| true).is_nan());
    }

    #[test]
    fn a_pair_of_rates_has_one_fate_whatever_stands_beside_it() {
        let of = Trainability::new(0);
        let rates = |other: f32| (std::array::from_fn(|lane| if lane == 3 { 30.0 } else { other }), [10.0; LANES]);
        let fate = |other: f32| {
            let (first, second) = rates(other);
            of.fates(first, second)[3]
        };
        assert_eq!([1e-3, 1.0, 1e5].map(fate), [fate(30.0); 3]);
    }
}
