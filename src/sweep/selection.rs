//! What many runs say together: over seeds, and which arm is best.

use std::collections::BTreeMap;

use super::{Outcome, Results};

/// The outcomes of one combination of values, a seed each.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm<'r> {
    /// What varied.
    pub values: &'r BTreeMap<String, String>,
    /// One a seed, in the order of the plan.
    pub outcomes: Vec<&'r Outcome>,
}

impl Results {
    /// The outcomes by their values, in the order of the plan.
    #[must_use]
    pub fn arms(&self) -> Vec<Arm<'_>> {
        let mut arms: Vec<Arm<'_>> = Vec::new();
        let mut places = BTreeMap::new();
        for outcome in self.outcomes() {
            let place = *places.entry(&outcome.values).or_insert(arms.len());
            if place == arms.len() {
                arms.push(Arm { values: &outcome.values, outcomes: Vec::new() });
            }
            arms[place].outcomes.push(outcome);
        }
        arms
    }
}

impl Arm<'_> {
    /// The number that `of` says of each outcome.
    pub fn numbers(&self, of: impl Fn(&Outcome) -> f64) -> Vec<f64> {
        self.outcomes.iter().map(|outcome| of(outcome)).collect()
    }
}

/// The arm with the lowest median of `of`, the first of those that are equal; nothing when there is none, or no median is a
/// number.
pub fn best<'a, 'r>(arms: &'a [Arm<'r>], of: impl Fn(&Outcome) -> f64) -> Option<&'a Arm<'r>> {
    let medians = arms.iter().map(|arm| (median(arm.numbers(&of)), arm));
    medians.filter(|(median, _)| !median.is_nan()).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, arm)| arm)
}

/// The middle of `numbers`, or the mean of the two in the middle; NaN of none. NaN counts as the largest.
#[must_use]
pub fn median(numbers: impl IntoIterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> =
        numbers.into_iter().map(|number| if number.is_nan() { f64::NAN } else { number }).collect();
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len() / 2;
    match numbers.len() {
        0 => f64::NAN,
        even if even.is_multiple_of(2) => 0.5 * (numbers[middle - 1] + numbers[middle]),
        _ => numbers[middle],
    }
}

/// Share of `items` for which it `holds`, 0…1; NaN of none.
pub fn share<T>(items: &[T], holds: impl Fn(&T) -> bool) -> f64 {
    items.iter().filter(|item| holds(item)).count() as f64 / items.len() as f64
}

/// Mean and standard deviation (with n − 1) of `numbers`; the deviation of fewer than two is NaN.
#[must_use]
pub fn mean_and_deviation(numbers: &[f64]) -> (f64, f64) {
    let count = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / count;
    let squares: f64 = numbers.iter().map(|number| (number - mean) * (number - mean)).sum();
    let deviation = if numbers.len() < 2 { f64::NAN } else { libm::sqrt(squares / (count - 1.0)) };
    (mean, deviation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        experiment::Experiment,
        sweep::{Axis, Plan},
    };

    #[test]
    fn medians_shares_and_spreads_by_hand() {
        assert_eq!(median([3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median([4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(median([f64::NAN, 1.0, 2.0]), 2.0);
        assert!(median([]).is_nan());
        assert_eq!(share(&[1, 2, 3, 4], |number| *number > 1), 0.75);
        let (mean, deviation) = mean_and_deviation(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]);
        assert_eq!(mean, 5.0);
        assert!((deviation - libm::sqrt(32.0 / 7.0)).abs() < 1e-12);
    }

    #[test]
    fn the_best_arm_is_that_of_the_lowest_median() {
        let axes = vec![Axis { key: "training.learning_rate".into(), values: vec!["0.0001".into(), "0.03".into()] }];
        let plan = Plan { base: Experiment::default(), axes, seeds: vec![1, 2, 3], epochs: 30 };
        let mut results = Results::default();
        (0..plan.len()).for_each(|number| results.add(plan.trial(number).unwrap().run()).unwrap());
        let arms = results.arms();
        assert_eq!(arms.iter().map(|arm| arm.outcomes.len()).collect::<Vec<_>>(), [3, 3]);
        let best = best(&arms, |outcome| outcome.train.loss).expect("there are two");
        assert_eq!(best.values["training.learning_rate"], "0.03");
    }
}
