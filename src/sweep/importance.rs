//! Hyperparameter importance: PED-ANOVA (Watanabe, Bansal and Hutter, IJCAI 2023).
//!
//! For each setting alone, the density of the best trials is compared with that of all trials: if they are the same,
//! the setting does not matter. The densities are Gaussian kernel estimates on at most 50 cells, with Scott's bandwidth
//! and one wide kernel that keeps them from zero; so there are no random numbers and no forest. Constants are those of
//! Optuna 5.

use super::{
    Plan,
    axis::Values,
    selection::Row,
    spread::{quantile, sorted},
};
use crate::nn::{Random, Stream};

/// Fraction of the trials that count as the best.
pub const TOP: f64 = 0.1;
/// Smallest number of best trials for which importances are computed.
pub const LEAST_TOP: usize = 5;
/// Number of cells of a range.
const CELLS: usize = 50;
/// Number of bootstrap samples for the band.
const RESAMPLES: usize = 300;

/// A setting with its importance.
#[derive(Clone, Debug, PartialEq)]
pub struct Importance {
    /// Its key.
    pub key: String,
    /// The divergence of the two densities, 0 or more.
    pub divergence: f64,
    /// Its fraction of the sum over all settings, 0…1.
    pub share: f64,
    /// The 10 % and 90 % quantiles of the share over bootstrap samples of the trials.
    pub band: (f64, f64),
}

/// The importance of each setting, the most important first.
///
/// # Errors
/// A sentence, when there are too few trials.
pub fn importance(plan: &Plan, rows: &[Row]) -> Result<Vec<Importance>, String> {
    let values: Vec<f64> = rows.iter().map(|row| row.median).collect();
    let top = best(&values, TOP);
    if top.len() < LEAST_TOP || top.len() == values.len() {
        let least = ((LEAST_TOP - 1) as f64 / TOP) as usize;
        return Err(format!(
            "{} trials are not enough to say which settings matter; take more than {least}",
            values.len()
        ));
    }
    let settings = settings(plan, rows);
    let all: Vec<usize> = (0..values.len()).collect();
    let divergences: Vec<f64> = settings.iter().map(|setting| setting.divergence(&top, &all)).collect();
    let shares = shares(&divergences);
    let mut drawn: Vec<Vec<f64>> = vec![Vec::new(); settings.len()];
    let mut random = Random::new(0, Stream::Data);
    for _ in 0..RESAMPLES {
        let again: Vec<usize> = all.iter().map(|_| random.below(values.len() as u32) as usize).collect();
        let of_again: Vec<f64> = again.iter().map(|trial| values[*trial]).collect();
        let top: Vec<usize> = best(&of_again, TOP).into_iter().map(|place| again[place]).collect();
        let divergences: Vec<f64> = settings.iter().map(|setting| setting.divergence(&top, &again)).collect();
        drawn.iter_mut().zip(self::shares(&divergences)).for_each(|(drawn, share)| drawn.push(share));
    }
    let mut found: Vec<Importance> = Vec::with_capacity(settings.len());
    for (index, axis) in plan.axes.iter().enumerate() {
        let drawn = sorted(drawn[index].iter().copied());
        found.push(Importance {
            key: axis.key.clone(),
            divergence: divergences[index],
            share: shares[index],
            band: (quantile(&drawn, 0.1), quantile(&drawn, 0.9)),
        });
    }
    found.sort_by(|a, b| b.share.total_cmp(&a.share));
    Ok(found)
}

/// The settings of a plan discretized to cells, with the cell of each row.
fn settings(plan: &Plan, rows: &[Row]) -> Vec<Setting> {
    let values: Vec<Vec<String>> = rows.iter().map(|row| plan.values(row.trial)).collect();
    let of_axis = |(index, axis): (usize, &super::Axis)| {
        let places = || values.iter().map(|values| axis.place_of(&values[index]).unwrap_or(0.5));
        match (&axis.values, axis.count(axis.is_whole(&plan.experiment))) {
            (Values::Choice(list), _) => {
                let last = (list.len() - 1) as f64;
                Setting {
                    cells: list.len(),
                    is_range: false,
                    of: places().map(|place| (place * last).round() as usize).collect(),
                }
            }
            (_, count) => {
                let cells = count.map_or(CELLS, |count| count.clamp(2, CELLS));
                Setting { cells, is_range: true, of: places().map(|place| cell(place, cells)).collect() }
            }
        }
    };
    plan.axes.iter().enumerate().map(of_axis).collect()
}

/// Of cells whose centres are spread from 0 to 1, both included, the one containing `place`.
fn cell(place: f64, cells: usize) -> usize {
    let last = (cells - 1) as f64;
    // A place between two cells belongs to the lower one; the tolerance allows for rounding.
    ((place * last - 0.5 - 1e-9).ceil().max(0.0) as usize).min(cells - 1)
}

/// Indices of the smallest of `values`, a fraction `share` of them, including ties with the last; NaN counts as the
/// largest.
fn best(values: &[f64], share: f64) -> Vec<usize> {
    let sorted = sorted(values.iter().map(|value| if value.is_nan() { f64::INFINITY } else { *value }));
    let wanted = (share * sorted.len() as f64).ceil() as usize;
    let Some(cut) = sorted.get(wanted.max(1) - 1) else { return Vec::new() };
    (0..values.len()).filter(|index| values[*index] <= *cut).collect()
}

fn shares(divergences: &[f64]) -> Vec<f64> {
    let sum: f64 = divergences.iter().sum();
    let even = 1.0 / divergences.len() as f64;
    divergences.iter().map(|divergence| if sum > 0.0 { divergence / sum } else { even }).collect()
}

/// A discretized setting.
struct Setting {
    cells: usize,
    /// Whether it is a range, whose neighbouring cells are similar, or a list.
    is_range: bool,
    /// The cell of each trial.
    of: Vec<usize>,
}

impl Setting {
    /// Pearson divergence of the density of the trials `top` from that of `all`, times the square of their fraction:
    /// the part of the variance of being among the best that the setting explains.
    fn divergence(&self, top: &[usize], all: &[usize]) -> f64 {
        let share = top.len() as f64 / all.len() as f64;
        let (top, all) = (self.density(top), self.density(all));
        let least = 1e-12;
        let divergence = |(top, all): (&f64, &f64)| {
            let ratio = (top + least) / (all + least) - 1.0;
            (all + least) * ratio * ratio
        };
        share * share * top.iter().zip(&all).map(divergence).sum::<f64>()
    }

    fn density(&self, trials: &[usize]) -> Vec<f64> {
        let mut counts = vec![0.0; self.cells];
        trials.iter().for_each(|trial| counts[self.of[*trial]] += 1.0);
        let seen: Vec<(usize, f64)> = counts.into_iter().enumerate().filter(|(_, count)| *count > 0.0).collect();
        if self.is_range { range_density(&seen, self.cells) } else { list_density(&seen, self.cells) }
    }
}

/// A Gaussian kernel on each cell that occurs, truncated at the ends, and a wide one in the middle.
fn range_density(seen: &[(usize, f64)], cells: usize) -> Vec<f64> {
    let count: f64 = seen.iter().map(|(_, count)| count).sum();
    let width = scott(seen, count);
    let mut density = vec![0.0; cells];
    let mut add = |middle: f64, width: f64, weight: f64| {
        let below = |edge: f64| 0.5 * libm::erfc(-(edge - middle) / (width * std::f64::consts::SQRT_2));
        let edges: Vec<f64> = (0..=cells).map(|edge| below(edge as f64 - 0.5)).collect();
        let whole = edges[cells] - edges[0];
        for (cell, density) in density.iter_mut().enumerate() {
            *density += weight / (count + 1.0) * (edges[cell + 1] - edges[cell]) / whole;
        }
    };
    seen.iter().for_each(|(cell, count)| add(*cell as f64, width, *count));
    add(0.5 * (cells - 1) as f64, cells as f64, 1.0);
    density
}

/// Scott's bandwidth (1992) with the smaller of two spreads, and at least so wide that 90 % of a kernel stay in its
/// cell.
fn scott(seen: &[(usize, f64)], count: f64) -> f64 {
    let mean = seen.iter().map(|(cell, count)| *cell as f64 * count).sum::<f64>() / count;
    let squares: f64 = seen.iter().map(|(cell, count)| (*cell as f64 - mean) * (*cell as f64 - mean) * count).sum();
    let deviation = libm::sqrt(squares / (count - 1.0).max(1.0));
    let upto = |holds: &dyn Fn(f64) -> bool| {
        let mut sum = 0.0;
        let found = seen.iter().find(|(_, count)| {
            sum += count;
            holds(sum)
        });
        found.or(seen.last()).map_or(0.0, |(cell, _)| *cell as f64)
    };
    let (quarter, three) = ((count / 4.0).floor(), (count * 3.0 / 4.0).floor());
    let middle_half = upto(&|sum| sum > three) - upto(&|sum| sum >= quarter);
    (1.059 * (middle_half / 1.34).min(deviation) * libm::pow(count, -0.2)).max(0.5 / 1.64)
}

/// A kernel for each choice that occurs, with a small part for the others, and a uniform one.
fn list_density(seen: &[(usize, f64)], cells: usize) -> Vec<f64> {
    let count: f64 = seen.iter().map(|(_, count)| count).sum();
    let little = 1.0 / (seen.len() + 1) as f64;
    let whole = 1.0 + little * cells as f64;
    let mut density = vec![1.0 / cells as f64 / (count + 1.0); cells];
    for (own, own_count) in seen {
        for (cell, density) in density.iter_mut().enumerate() {
            let height = if cell == *own { 1.0 + little } else { little };
            *density += own_count / (count + 1.0) * height / whole;
        }
    }
    density
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 64 trials with the importances that Optuna 5.0.0 computes.
    #[test]
    fn the_figures_are_those_of_optuna() {
        let place = |factor: usize| (0..64).map(move |i| (i * factor % 64) as f64 / 63.0);
        let range = |factor: usize| Setting {
            cells: CELLS,
            is_range: true,
            of: place(factor).map(|place| cell(place, CELLS)).collect(),
        };
        let act = Setting { cells: 3, is_range: false, of: (0..64).map(|i| i % 3).collect() };
        let values: Vec<f64> = (0..64)
            .zip(place(7).zip(place(13)).zip(place(29)))
            .map(|(i, ((x, y), rate))| {
                let rate = -4.0 + 4.0 * rate + 2.0;
                let sigmoid = if i % 3 == 2 { 0.2 } else { 0.0 };
                (x - 0.3) * (x - 0.3) + 0.05 * y + 0.1 * rate * rate + sigmoid
            })
            .collect();
        let best_trial = (0..64).min_by(|a, b| values[*a].total_cmp(&values[*b])).unwrap();
        assert!(best_trial == 21 && (values[21] - 0.014401612).abs() < 1e-8);
        let all: Vec<usize> = (0..64).collect();
        let top = best(&values, TOP);
        let settings = [range(7), range(29), act, range(13)];
        let raw: Vec<f64> = settings.iter().map(|setting| setting.divergence(&top, &all)).collect();
        for (found, expected) in raw.iter().zip([0.0134942764, 0.0118315311, 0.00166298954, 0.00101531525]) {
            assert!((found - expected).abs() < 1e-9, "{raw:?}");
        }
        for (found, expected) in shares(&raw).iter().zip([0.481868, 0.422492, 0.0593838, 0.0362559]) {
            assert!((found - expected).abs() < 1e-6, "{raw:?}");
        }
    }

    #[test]
    fn the_best_are_a_tenth_and_those_equal_to_the_last() {
        let values = [5.0, f64::NAN, 1.0, 2.0, 2.0, 9.0, 7.0, 8.0, 6.0, f64::INFINITY, 4.0];
        assert_eq!(best(&values, 0.1), [2, 3, 4]);
        assert_eq!(best(&values, 0.09), [2]);
        assert_eq!(best(&values, 0.5), [0, 2, 3, 4, 8, 10]);
    }
}
