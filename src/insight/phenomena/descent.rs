//! Double descent: with more features the test error falls, climbs to a peak where there are as many of them as rows, and falls
//! again (Belkin et al. 2019, “Reconciling modern machine-learning practice and the bias-variance trade-off”).
//!
//! Two models, both fitted exactly, by the shortest of the best solutions: a frozen random layer of ReLU units on a smooth
//! function of two inputs, whose units are counted; and a linear model of fifty features, whose rows are counted and for which
//! a law is known (Hastie et al. 2022, “Surprises in high-dimensional ridgeless least squares interpolation”).

use super::least_norm::least_norm;
use crate::nn::{Random, Stream};

/// Rows that the random layer learns from.
pub const ROWS: usize = 40;
/// Rows that it is judged by.
const JUDGED: usize = 400;
/// Numbers of its units that are tried.
pub const UNITS: [usize; 16] = [5, 10, 15, 20, 25, 30, 34, 37, 40, 44, 50, 60, 90, 160, 400, 800];
/// Deviation of the noise of its targets.
const NOISE: f64 = 0.3;
/// Features of the linear model.
pub const FEATURES: usize = 50;
/// Numbers of rows that it is fitted to.
pub const COUNTS: [usize; 13] = [10, 20, 30, 36, 40, 44, 56, 60, 66, 76, 100, 140, 200];
/// Deviation of the noise of the linear model's targets.
const OWN_NOISE: f64 = 0.5;

/// Mean squared error of one draw of the random layer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Errors {
    /// On the rows that were fitted, noise included.
    pub train: f64,
    /// On other rows, against what they would be without noise.
    pub test: f64,
}

/// Draws rows, targets and a random layer of so many units, and fits what stands above it.
#[must_use]
pub fn random_layer(units: usize, seed: u64) -> Errors {
    let mut random = Random::new(seed, Stream::Data);
    let curve = |(x, y): (f64, f64)| libm::sin(3.0 * x) * libm::cos(2.0 * y);
    let mut places = |count: usize| -> Vec<(f64, f64)> {
        (0..count).map(|_| (random.uniform(-1.0, 1.0), random.uniform(-1.0, 1.0))).collect()
    };
    let (rows, judged) = (places(ROWS), places(JUDGED));
    let targets: Vec<f64> = rows.iter().map(|at| curve(*at) + NOISE * random.normal()).collect();
    let mut weights = Random::new(seed, Stream::Weights);
    let layer: Vec<[f64; 3]> =
        (0..units).map(|_| [weights.normal(), weights.normal(), weights.uniform(-1.0, 1.0)]).collect();
    let answer = |[a, b, c]: &[f64; 3], (x, y): (f64, f64)| (a * x + b * y + c).max(0.0);
    let columns = layer.iter().map(|unit| rows.iter().map(|at| answer(unit, *at)).collect()).collect();
    let fitted = least_norm(columns, targets.clone());
    let value = |at: (f64, f64)| layer.iter().zip(&fitted).map(|(unit, w)| w * answer(unit, at)).sum::<f64>();
    let square = |error: f64| error * error;
    let train = rows.iter().zip(&targets).map(|(at, target)| square(value(*at) - target)).sum::<f64>();
    let test = judged.iter().map(|at| square(value(*at) - curve(*at))).sum::<f64>();
    Errors { train: train / ROWS as f64, test: test / JUDGED as f64 }
}

/// Draws a linear model and `rows` noisy rows of it, fits them, and gives the mean squared error on all other rows beyond what
/// noise makes: the squared distance between the fitted and the true coefficients, of which the true ones have length 1.
#[must_use]
pub fn linear(rows: usize, seed: u64) -> f64 {
    let mut random = Random::new(seed, Stream::Data);
    let mut truth: Vec<f64> = (0..FEATURES).map(|_| random.normal()).collect();
    let length = truth.iter().map(|x| x * x).sum::<f64>().sqrt();
    truth.iter_mut().for_each(|x| *x /= length);
    let columns: Vec<Vec<f64>> = (0..FEATURES).map(|_| (0..rows).map(|_| random.normal()).collect()).collect();
    let target = |row: usize| columns.iter().zip(&truth).map(|(column, b)| column[row] * b).sum::<f64>();
    let targets = (0..rows).map(target).collect::<Vec<f64>>();
    let targets = targets.into_iter().map(|y| y + OWN_NOISE * random.normal()).collect();
    least_norm(columns, targets).iter().zip(&truth).map(|(w, b)| (w - b) * (w - b)).sum()
}

/// What [`linear`] is in the mean: with n rows, d features and noise of variance s, `s d ÷ (n − d − 1)` beyond n = d + 1,
/// `1 − n ÷ d + s n ÷ (d − n − 1)` below n = d − 1, and without end between.
#[must_use]
pub fn law(rows: f64) -> f64 {
    let (d, s) = (FEATURES as f64, OWN_NOISE * OWN_NOISE);
    if rows > d + 1.0 {
        s * d / (rows - d - 1.0)
    } else if rows < d - 1.0 {
        1.0 - rows / d + s * rows / (d - rows - 1.0)
    } else {
        f64::INFINITY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_law_has_its_published_values() {
        for (rows, expected) in [(20.0, 0.772), (40.0, 1.311), (60.0, 1.389), (100.0, 0.255), (200.0, 0.084)] {
            assert!((law(rows) - expected).abs() < 6e-4, "{rows}: {}", law(rows));
        }
        assert!(law(50.0).is_infinite());
    }

    #[test]
    fn the_mean_of_draws_follows_the_law() {
        for rows in [20, 100] {
            let mean = (0..80).map(|seed| linear(rows, seed)).sum::<f64>() / 80.0;
            let expected = law(rows as f64);
            assert!((mean / expected - 1.0).abs() < 0.1, "{rows} rows: {mean}, not {expected}");
        }
    }

    #[test]
    fn the_error_climbs_to_a_peak_and_falls_again() {
        let median = |units: usize| {
            let mut errors: Vec<f64> = (0..9).map(|seed| random_layer(units, seed).test).collect();
            errors.sort_by(f64::total_cmp);
            errors[4]
        };
        let (few, peak, many) = (median(10), median(40), median(400));
        assert!(peak > 10.0 * few && peak > 10.0 * many, "{few}, {peak}, {many}");
        assert!(random_layer(400, 3).train < 1e-12, "what has more units than rows fits them exactly");
    }
}
