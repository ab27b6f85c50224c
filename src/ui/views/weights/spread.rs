//! Distribution of numbers: counts in equal bins from −reach to +reach.

use std::collections::BTreeMap;

use crate::nn::Parameters;

/// Number of bins of a histogram, even so that zero is a border.
pub(super) const BINS: usize = 32;

/// Counts of numbers in equal bins from −`reach` to +`reach`, from the lowest; those outside count in the outer bins.
pub(super) fn counts(numbers: &[f32], reach: f32) -> [u32; BINS] {
    let mut counts = [0; BINS];
    for number in numbers.iter().filter(|number| number.is_finite()) {
        let share = 0.5 * (number / reach.max(f32::MIN_POSITIVE) + 1.0);
        counts[((share * BINS as f32) as usize).min(BINS - 1)] += 1;
    }
    counts
}

/// The largest absolute value of some numbers.
pub(super) fn largest(numbers: &[f32]) -> f32 {
    numbers.iter().filter(|number| number.is_finite()).fold(0.0, |most, number| number.abs().max(most))
}

/// The next of 1, 2, 5, 10 … that is not below `size`, so that a range does not change at every step.
pub(super) fn round_up(size: f32) -> f32 {
    if !(size > 0.0 && size.is_finite()) {
        return 1.0;
    }
    let power = libm::powf(10.0, libm::log10f(size).floor());
    [1.0, 2.0, 5.0].map(|digit| digit * power).into_iter().find(|step| *step >= size).unwrap_or(10.0 * power)
}

/// Histograms of a layer at the moments of a run, cached.
#[derive(Debug, Default)]
pub(super) struct Past {
    /// By step: the largest number, and the counts up to `reach`.
    moments: BTreeMap<u64, (f32, [u32; BINS])>,
    reach: f32,
    /// Layers of the network that was counted.
    sizes: Vec<usize>,
}

impl Past {
    /// Counts the weights of `layer` at those of the moments that were not counted yet, and forgets the others.
    pub(super) fn update<'a>(&mut self, moments: impl Iterator<Item = (u64, &'a Parameters)>, layer: usize) {
        let moments: Vec<_> = moments.collect();
        let Some((_, newest)) = moments.last() else { return };
        if self.sizes != newest.sizes() {
            *self = Self { sizes: newest.sizes().to_vec(), ..Self::default() };
        }
        let weights = |parameters: &'a Parameters| {
            let (start, biases, _) = parameters.span(layer);
            &parameters.values()[start..biases]
        };
        let mut kept = std::mem::take(&mut self.moments);
        for (step, parameters) in &moments {
            let known = kept.remove(step);
            let counted =
                known.unwrap_or_else(|| (largest(weights(parameters)), counts(weights(parameters), self.reach)));
            self.moments.insert(*step, counted);
        }
        let reach = round_up(self.moments.values().map(|moment| moment.0).fold(0.0, f32::max));
        if reach != self.reach {
            self.reach = reach;
            for (step, parameters) in &moments {
                self.moments.insert(*step, (largest(weights(parameters)), counts(weights(parameters), reach)));
            }
        }
    }

    /// The largest number that the histograms reach to.
    pub(super) const fn reach(&self) -> f32 {
        self.reach
    }

    /// The histograms, oldest first.
    pub(super) fn histograms(&self) -> impl ExactSizeIterator<Item = &[u32; BINS]> {
        self.moments.values().map(|moment| &moment.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_fall_into_their_bins() {
        let counts = counts(&[-2.0, -1.0, -0.001, 0.0, 0.999, 1.0, 7.0, f32::NAN], 1.0);
        let filled: Vec<_> = counts.iter().enumerate().filter(|bin| *bin.1 > 0).map(|(bin, n)| (bin, *n)).collect();
        assert_eq!(filled, [(0, 2), (BINS / 2 - 1, 1), (BINS / 2, 1), (BINS - 1, 3)]);
    }

    #[test]
    fn ranges_are_round() {
        assert_eq!([0.3, 1.0, 1.01, 6.0, 0.0].map(round_up), [0.5, 1.0, 2.0, 10.0, 1.0]);
    }

    #[test]
    fn a_wider_range_counts_everything_again() {
        let parameters = |weight: f32| {
            let mut parameters = Parameters::zeros(&[1, 1]);
            parameters.values_mut()[0] = weight;
            parameters
        };
        let (small, large) = (parameters(0.9), parameters(1.9));
        let mut past = Past::default();
        past.update([(0, &small)].into_iter(), 0);
        assert_eq!(past.reach(), 1.0);
        past.update([(0, &small), (5, &large)].into_iter(), 0);
        assert_eq!(past.reach(), 2.0);
        let bins: Vec<_> = past.histograms().map(|bins| bins.iter().position(|count| *count == 1)).collect();
        assert_eq!(bins, [Some(23), Some(31)]);
    }
}
