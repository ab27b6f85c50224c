//! Random streams that give the same numbers on every machine and in every version.
//!
//! The generator is PCG-XSH-RR 64/32 (O'Neill 2014), whose stream is fixed by its definition; what is drawn from it
//! (uniform, normal, shuffle) is written here, since those are what libraries change between releases.

use std::hash::{BuildHasher, Hasher, RandomState};

use rand_pcg::{Pcg32, rand_core::Rng};
use serde::{Deserialize, Serialize};

/// One stream of random numbers; its state is part of a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Random(Pcg32);

/// What a stream is for; streams of one seed and different uses are unrelated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Points of a generated data set and the split into train and test.
    Data,
    /// Initial weights and biases.
    Weights,
    /// Order of the rows in an epoch.
    Batches,
    /// Dropout masks.
    Noise,
}

impl Random {
    /// The stream of `seed` for one use.
    #[must_use]
    pub fn new(seed: u64, stream: Stream) -> Self {
        // SplitMix64 spreads neighbouring seeds over the whole state (Steele et al. 2014).
        let mut state = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        Self(Pcg32::new(state ^ (state >> 31), stream as u64))
    }

    /// A stream seeded by the operating system: no two are the same, and none can be repeated.
    ///
    /// Good enough to show the effect of noise; not a cryptographic generator.
    #[must_use]
    pub fn from_the_system() -> Self {
        let bits = || RandomState::new().build_hasher().finish();
        Self(Pcg32::new(bits(), bits()))
    }

    /// 32 random bits.
    pub fn bits(&mut self) -> u32 {
        self.0.next_u32()
    }

    /// Uniform integer below `bound` (Lemire 2019, with rejection, so that it is unbiased).
    ///
    /// # Panics
    /// When `bound` is zero.
    pub fn below(&mut self, bound: u32) -> u32 {
        assert!(bound > 0, "a random number below 0 was asked for");
        let threshold = bound.wrapping_neg() % bound;
        loop {
            let product = u64::from(self.bits()) * u64::from(bound);
            if product as u32 >= threshold {
                return (product >> 32) as u32;
            }
        }
    }

    /// Uniform in [0, 1), in steps of 2⁻³².
    pub fn unit(&mut self) -> f64 {
        f64::from(self.bits()) / 4_294_967_296.0
    }

    /// Uniform in `low`…`high`.
    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Normal with mean 0 and standard deviation 1 (Box & Muller 1958; the second number is dropped: no state to keep).
    pub fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.unit()));
        radius * libm::cos(std::f64::consts::TAU * self.unit())
    }

    /// Shuffles `items` (Fisher & Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u32 + 1) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_never_changes() {
        let mut random = Random::new(42, Stream::Data);
        let first: Vec<u32> = (0..3).map(|_| random.bits()).collect();
        assert_eq!(first, EXPECTED, "saved sessions depend on these numbers");
    }
    const EXPECTED: [u32; 3] = [3_439_216_124, 1_628_798_302, 1_759_583_451];

    #[test]
    fn uses_of_one_seed_differ() {
        assert_ne!(Random::new(1, Stream::Data).bits(), Random::new(1, Stream::Weights).bits());
    }

    #[test]
    fn normal_has_mean_zero_and_deviation_one() {
        let mut random = Random::new(7, Stream::Weights);
        let draws: Vec<f64> = (0..100_000).map(|_| random.normal()).collect();
        let mean = draws.iter().sum::<f64>() / draws.len() as f64;
        let variance = draws.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / draws.len() as f64;
        assert!(mean.abs() < 0.01 && (variance - 1.0).abs() < 0.02, "mean {mean}, variance {variance}");
    }
}
