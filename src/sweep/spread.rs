//! Statistics over seeds: median, quantiles, and a test of whether two settings differ at all.

/// The median of `numbers`; NaN of none. NaN counts as the largest.
#[must_use]
pub fn median(numbers: impl IntoIterator<Item = f64>) -> f64 {
    quantile(&sorted(numbers), 0.5)
}

/// The numbers in ascending order, NaN last.
#[must_use]
pub fn sorted(numbers: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut numbers: Vec<f64> =
        numbers.into_iter().map(|number| if number.is_nan() { f64::NAN } else { number }).collect();
    numbers.sort_by(f64::total_cmp);
    numbers
}

/// The quantile of `sorted` at `share`, 0…1, linearly interpolated; NaN of none.
#[must_use]
pub fn quantile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let place = share * last as f64;
    let (below, part) = (place.floor() as usize, place.fract());
    let (low, high) = (sorted[below], sorted[(below + 1).min(last)]);
    // Between two equal infinities there is nothing to interpolate.
    if part == 0.0 || low == high { low } else { low * (1.0 - part) + high * part }
}

/// Fraction of `items` for which `holds` is true, 0…1; NaN of none.
pub fn share<T>(items: &[T], holds: impl Fn(&T) -> bool) -> f64 {
    items.iter().filter(|item| holds(item)).count() as f64 / items.len() as f64
}

/// Mean and sample standard deviation (n − 1) of `numbers`; the deviation of fewer than two is NaN.
#[must_use]
pub fn mean_and_deviation(numbers: &[f64]) -> (f64, f64) {
    let count = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / count;
    let squares: f64 = numbers.iter().map(|number| (number - mean) * (number - mean)).sum();
    let deviation = if numbers.len() < 2 { f64::NAN } else { libm::sqrt(squares / (count - 1.0)) };
    (mean, deviation)
}

/// The p-value of differences being above zero: the exact one-sided signed-rank test of Wilcoxon (1945). Zeros keep
/// their rank, half of it on either side; a difference that is NaN or infinite counts as the largest. 1 of none.
#[must_use]
pub fn signed_rank(differences: &[f64]) -> f64 {
    let size = |difference: &f64| if difference.is_nan() { f64::INFINITY } else { difference.abs() };
    let mut ordered: Vec<f64> = differences.to_vec();
    ordered.sort_by(|a, b| size(a).total_cmp(&size(b)));
    // Twice the ranks, so that those of ties are integers: the sum of the first and last rank of the ties.
    let mut ranks = vec![0_usize; ordered.len()];
    let mut first = 0;
    while first < ordered.len() {
        let equals = ordered[first..].iter().take_while(|other| size(other) == size(&ordered[first])).count();
        ranks[first..first + equals].fill(first + 1 + first + equals);
        first += equals;
    }
    // In quarters of a rank, because zeros are split.
    let observed: usize = ordered
        .iter()
        .zip(&ranks)
        .map(|(difference, rank)| match *difference {
            0.0 => *rank,
            above if above > 0.0 || above.is_nan() => 2 * rank,
            _ => 0,
        })
        .sum();
    let signed = ordered.iter().zip(&ranks).filter(|(difference, _)| **difference != 0.0);
    let split: usize =
        ordered.iter().zip(&ranks).filter(|(difference, _)| **difference == 0.0).map(|(_, rank)| *rank).sum();
    // Probability of each rank sum under random signs.
    let mut chances = vec![1.0];
    for (_, rank) in signed {
        let mut next = vec![0.0; chances.len() + 2 * rank];
        for (sum, chance) in chances.iter().enumerate() {
            next[sum] += 0.5 * chance;
            next[sum + 2 * rank] += 0.5 * chance;
        }
        chances = next;
    }
    chances.iter().enumerate().filter(|(sum, _)| sum + split >= observed).map(|(_, chance)| chance).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_shares_and_spreads_by_hand() {
        assert_eq!(median([3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median([4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(median([f64::NAN, 1.0, 2.0]), 2.0);
        assert!(median([]).is_nan() && median([f64::NAN, f64::NAN, 0.0]).is_nan());
        assert_eq!(median([f64::INFINITY, f64::INFINITY, 0.0, f64::NAN]), f64::INFINITY);
        assert_eq!(quantile(&[0.0, 10.0], 0.1), 1.0);
        assert_eq!(share(&[1, 2, 3, 4], |number| *number > 1), 0.75);
        let (mean, deviation) = mean_and_deviation(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]);
        assert_eq!(mean, 5.0);
        assert!((deviation - libm::sqrt(32.0 / 7.0)).abs() < 1e-12);
    }

    #[test]
    fn signed_ranks_by_counting_all_signs() {
        // All pairs are worse: one of 2ⁿ combinations of signs.
        assert_eq!(signed_rank(&[1.0, 2.0, 3.0, 4.0]), 1.0 / 16.0);
        assert_eq!(signed_rank(&[0.1, 0.3, 0.2, 0.4, f64::NAN]), 1.0 / 32.0);
        assert_eq!(signed_rank(&[-1.0, -2.0, -3.0]), 1.0);
        assert_eq!(signed_rank(&[]), 1.0);
        // Ranks 1 2 3 4 5 without 2: 13 or more of 15 come with the signs {}, {1}, {2} missing.
        assert_eq!(signed_rank(&[1.0, -2.0, 3.0, 4.0, 5.0]), 3.0 / 32.0);
        // Ties share a rank: 1.5 1.5 3, one of the first two below; 4.5 or more of 6 with {}, {1.5}, {1.5} missing.
        assert_eq!(signed_rank(&[1.0, -1.0, 2.0]), 3.0 / 8.0);
        // A zero has rank 1, half of it above: the two others above.
        assert_eq!(signed_rank(&[0.0, 1.0, 2.0]), 1.0 / 4.0);
        assert_eq!(signed_rank(&[0.0, 0.0, 0.0]), 1.0);
    }
}
