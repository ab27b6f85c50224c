//! A metric for every group of rows, the largest gap between groups, and the gap expected by chance.

use super::interval::{DEVIATIONS, wilson};
use crate::nn::{Random, Stream};

/// Number of random permutations of the outcomes; fewer with very many rows.
const DEALS: usize = 2000;
/// Number of outcomes permuted in all, which takes a tenth of a second.
const DEALT: usize = 10_000_000;

/// A metric by group of rows.
///
/// The metric is the accuracy, or for a regression the mean absolute error in the unit of the target.
#[derive(Clone, Debug, PartialEq)]
pub struct Groups {
    /// The groups, including empty ones.
    pub groups: Vec<Group>,
    /// Number of rows whose group is unknown.
    pub unknown: usize,
    /// The gap between the groups that differ most; `None` with fewer than two groups that have answered rows.
    pub gap: Option<Gap>,
}

/// The metric of one group.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Number of rows.
    pub rows: usize,
    /// Number of rows on which the network is confident enough to answer: the metric is of these.
    pub answered: usize,
    /// Accuracy, or mean absolute error; 0 without answered rows.
    pub figure: f64,
    /// 95 % confidence interval: Wilson's for an accuracy, ± 1.96 standard errors for an error.
    pub interval: (f64, f64),
}

/// The largest difference between two groups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Index of the group with the highest figure.
    pub high: usize,
    /// Index of the group with the lowest figure.
    pub low: usize,
    /// Difference of the two figures.
    pub size: f64,
    /// The 95 % quantile of the largest gap when the same outcomes are assigned at random to groups of these sizes:
    /// what chance alone makes, whichever groups the largest gap is found between.
    pub by_chance: f64,
    /// p-value of the gap: the fraction of those permutations whose gap is at least as large (permutation test; the
    /// observed assignment counts as one, so it is never 0).
    pub probability: f64,
}

impl Gap {
    /// Whether the gap is significant: its p-value is at most 0.05.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.probability <= 0.05
    }
}

impl Groups {
    /// From the group and the outcome of each row: 1 or 0 for right or wrong, or an error; `None` for a row that is not
    /// answered.
    pub(super) fn of(
        names: &[String],
        rows: impl Iterator<Item = (Option<usize>, Option<f64>)>,
        is_share: bool,
    ) -> Self {
        let mut outcomes: Vec<Vec<f64>> = vec![Vec::new(); names.len()];
        let (mut counts, mut unknown) = (vec![0; names.len()], 0);
        for (group, outcome) in rows {
            let Some(group) = group else {
                unknown += 1;
                continue;
            };
            counts[group] += 1;
            outcomes[group].extend(outcome);
        }
        let groups = names.iter().zip(&outcomes).zip(counts);
        let groups: Vec<Group> = groups
            .map(|((name, outcomes), rows)| {
                let (figure, interval) = if is_share { share(outcomes) } else { mean(outcomes) };
                Group { name: name.clone(), rows, answered: outcomes.len(), figure, interval }
            })
            .collect();
        let gap = Gap::of(&outcomes);
        Self { groups, unknown, gap }
    }
}

fn share(outcomes: &[f64]) -> (f64, (f64, f64)) {
    let right: f64 = outcomes.iter().sum();
    (right / outcomes.len().max(1) as f64, wilson(right as u64, outcomes.len() as u64))
}

fn mean(errors: &[f64]) -> (f64, (f64, f64)) {
    let rows = errors.len().max(1) as f64;
    let mean = errors.iter().sum::<f64>() / rows;
    let squares: f64 = errors.iter().map(|error| (error - mean) * (error - mean)).sum();
    let half = DEVIATIONS * libm::sqrt(squares / (rows - 1.0).max(1.0) / rows);
    (mean, ((mean - half).max(0.0), mean + half))
}

impl Gap {
    fn of(outcomes: &[Vec<f64>]) -> Option<Self> {
        let sizes: Vec<usize> = outcomes.iter().map(Vec::len).collect();
        let mut all: Vec<f64> = outcomes.iter().flatten().copied().collect();
        let (high, low, size) = widest(&all, &sizes)?;
        let mut random = Random::new(0, Stream::Noise);
        let deals = (DEALT / all.len()).clamp(DEALS / 10, DEALS);
        let mut gaps: Vec<f64> = Vec::with_capacity(deals);
        for _ in 0..deals {
            random.shuffle(&mut all);
            gaps.extend(widest(&all, &sizes).map(|(.., size)| size));
        }
        gaps.sort_by(f64::total_cmp);
        // Sums in another order may differ in the last bit.
        let as_wide = gaps.iter().filter(|gap| **gap >= size - 1e-12 * size.abs()).count();
        let probability = (as_wide + 1) as f64 / (deals + 1) as f64;
        Some(Self { high, low, size, by_chance: gaps[deals * 19 / 20], probability })
    }
}

/// The groups with the highest and lowest mean, and their difference, when `outcomes` lists the groups one after
/// another.
fn widest(outcomes: &[f64], sizes: &[usize]) -> Option<(usize, usize, f64)> {
    let (mut rest, mut filled) = (outcomes, 0);
    let (mut high, mut low) = ((0, f64::NEG_INFINITY), (0, f64::INFINITY));
    for (group, size) in sizes.iter().enumerate().filter(|(_, size)| **size > 0) {
        let (own, others) = rest.split_at(*size);
        let mean = own.iter().sum::<f64>() / *size as f64;
        if mean > high.1 {
            high = (group, mean);
        }
        if mean < low.1 {
            low = (group, mean);
        }
        (rest, filled) = (others, filled + 1);
    }
    (filled > 1).then_some((high.0, low.0, high.1 - low.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[(usize, f64)], is_share: bool) -> Groups {
        let names = ["a", "b", "c"].map(String::from);
        Groups::of(&names, rows.iter().map(|(group, outcome)| (Some(*group), Some(*outcome))), is_share)
    }

    /// Of 20 rows 12 are right, 3 of 10 in one group and 9 of 10 in the other. A deal as uneven or more: 2, 3, 9 or 10 right
    /// in the first, which by counting (Fisher) are 3,652 of 184,756 deals.
    #[test]
    fn the_gap_beside_what_chance_makes() {
        let right = |group: usize, count: usize| (0..10).map(move |row| (group, f64::from(u8::from(row < count))));
        let groups = of(&right(0, 3).chain(right(2, 9)).collect::<Vec<_>>(), true);
        let gap = groups.gap.unwrap();
        assert_eq!((gap.high, gap.low), (2, 0));
        assert!((gap.size - 0.6).abs() < 1e-12);
        assert!((gap.probability - 3652.0 / 184_756.0).abs() < 0.01, "{}", gap.probability);
        assert!((gap.by_chance - 0.4).abs() < 1e-12, "2, 3, 9 and 10 come in 2 %, 4 and 8 in 17 % more");
        assert!(gap.is_shown());
        let alike = of(&right(0, 6).chain(right(1, 7)).collect::<Vec<_>>(), true).gap.unwrap();
        assert!(!alike.is_shown() && alike.probability > 0.9, "{alike:?}");
        assert_eq!(groups.groups[0].interval, wilson(3, 10));
        assert_eq!((groups.groups[1].rows, groups.groups[1].interval), (0, (0.0, 1.0)));
    }

    #[test]
    fn errors_have_their_mean_and_standard_error() {
        let groups = of(&[(0, 1.0), (0, 2.0), (0, 3.0), (0, 6.0)], false);
        let group = &groups.groups[0];
        // Squares of −2, −1, 0 and 3 make 14; a third of it is the variance.
        let half = 1.959_964 * (14.0_f64 / 3.0 / 4.0).sqrt();
        assert!((group.figure - 3.0).abs() < 1e-12 && (group.interval.1 - 3.0 - half).abs() < 1e-5, "{group:?}");
        assert_eq!(groups.gap, None, "one group has no gap");
    }

    #[test]
    fn rows_without_group_or_answer_are_counted_apart() {
        let names = ["a", "b"].map(String::from);
        let rows = [(Some(0), Some(1.0)), (Some(0), None), (None, Some(0.0)), (Some(1), Some(0.0))];
        let groups = Groups::of(&names, rows.into_iter(), true);
        let told: Vec<_> = groups.groups.iter().map(|group| (group.rows, group.answered, group.figure)).collect();
        assert_eq!((told, groups.unknown), (vec![(2, 1, 1.0), (1, 1, 0.0)], 1));
    }
}
