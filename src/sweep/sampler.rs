//! Sampling of trials: quasi-random, on a grid, or random. Trial i depends only on the sweep's seed and i.

use serde::{Deserialize, Serialize};

use super::sobol;

/// The sampling method.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sampler {
    /// Sobol's quasi-random sequence, even for any number of trials; powers of two are best.
    #[default]
    Sobol,
    /// Every combination of values, the last axis varying fastest.
    Grid,
    /// Independent uniform samples.
    Random,
}

impl Sampler {
    /// Every sampler.
    pub const ALL: [Self; 3] = [Self::Sobol, Self::Grid, Self::Random];

    /// Its name in files and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sobol => "sobol",
            Self::Grid => "grid",
            Self::Random => "random",
        }
    }

    /// Position of trial `trial` along `axis`, in [0, 1). A grid has no such position.
    ///
    /// With seed 0 the Sobol points are those of the published table. Any other seed flips bits of each axis (a digital
    /// shift), which preserves their uniformity.
    #[must_use]
    pub fn place(self, seed: u64, trial: usize, axis: usize) -> f64 {
        let bits = match self {
            Self::Grid => 0,
            Self::Random => mixed(seed, trial as u64, axis),
            Self::Sobol => {
                let shift = if seed == 0 { 0 } else { mixed(seed, u64::MAX, axis) };
                sobol::coordinate(trial as u32, axis) ^ shift
            }
        };
        f64::from(bits) / 4_294_967_296.0
    }
}

/// Pseudo-random bits from the three numbers, by the finalizer of `SplitMix64` (Steele et al. 2014).
fn mixed(seed: u64, number: u64, axis: usize) -> u32 {
    let step = |state: u64, word: u64| {
        let mut state = (state ^ word).wrapping_add(0x9E37_79B9_7F4A_7C15);
        state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        state ^ (state >> 31)
    };
    (step(step(step(0, seed), number), axis as u64) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_shifts_the_points_and_leaves_them_even() {
        let places = |seed: u64| -> Vec<f64> { (0..256).map(|trial| Sampler::Sobol.place(seed, trial, 3)).collect() };
        assert_eq!(places(0)[..3], [0.0, 0.5, 0.25]);
        assert_ne!(places(0), places(1));
        for seed in 0..5 {
            let mut parts: Vec<usize> = places(seed).iter().map(|place| (place * 256.0) as usize).collect();
            parts.sort_unstable();
            assert!(parts.into_iter().eq(0..256), "seed {seed}");
        }
    }

    #[test]
    fn chance_is_even_and_no_two_axes_or_seeds_are_alike() {
        let mean = |seed: u64, axis: usize| {
            (0..10_000).map(|trial| Sampler::Random.place(seed, trial, axis)).sum::<f64>() / 10_000.0
        };
        let means = [mean(0, 0), mean(0, 1), mean(1, 0)];
        assert!(means.iter().all(|mean| (mean - 0.5).abs() < 0.01), "{means:?}");
        assert!(means[0] != means[1] && means[0] != means[2]);
    }
}
