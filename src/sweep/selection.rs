//! The results as rows, one per trial, and their selection.

use super::{
    Outcome, Plan, Results,
    spread::{median, quantile, signed_rank, sorted},
};
/// Significance level: two trials are told apart when the test's p-value is at most this.
pub const SURE: f64 = 0.05;

/// The result of a trial in the last rung that it reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The trial.
    pub trial: usize,
    /// The rung.
    pub rung: usize,
    /// The epochs of the rung.
    pub epochs: u64,
    /// The objective for each seed, smaller being better; NaN where it diverged.
    pub values: Vec<f64>,
    /// Their median, NaN counting as the largest.
    pub median: f64,
}

impl Row {
    /// The 10 % and 90 % quantiles of the values.
    #[must_use]
    pub fn band(&self) -> (f64, f64) {
        let sorted = sorted(self.values.iter().copied());
        (quantile(&sorted, 0.1), quantile(&sorted, 0.9))
    }

    /// Number of its runs that diverged.
    #[must_use]
    pub fn diverged(&self) -> usize {
        self.values.iter().filter(|value| value.is_nan()).count()
    }

    /// Whether its values do not prove that it is worse than `best`, with the same seeds.
    #[must_use]
    pub fn may_equal(&self, best: &Self) -> bool {
        // Two that both never got there, or both diverged, are equal.
        let difference = |(own, other): (&f64, &f64)| if own.total_cmp(other).is_eq() { 0.0 } else { own - other };
        let differences: Vec<f64> = self.values.iter().zip(&best.values).map(difference).collect();
        signed_rank(&differences) > SURE
    }
}

/// One row per trial with results, in the order of their numbers.
#[must_use]
pub fn rows(plan: &Plan, results: &Results) -> Vec<Row> {
    let rungs = plan.rungs();
    let mut rows: Vec<Row> = Vec::new();
    let mut outcomes: Vec<&Outcome> = results.outcomes().collect();
    outcomes.sort_by_key(|outcome| (outcome.trial, outcome.rung, outcome.seed));
    for of_rung in outcomes.chunk_by(|a, b| (a.trial, a.rung) == (b.trial, b.rung)) {
        let values: Vec<f64> = of_rung.iter().map(|outcome| plan.objective.of(outcome)).collect();
        let Outcome { trial, rung, .. } = *of_rung[0];
        rows.pop_if(|last| last.trial == trial);
        rows.push(Row { trial, rung, epochs: rungs[rung].epochs, median: median(values.iter().copied()), values });
    }
    rows
}

/// Sorts the rows by rank: those promoted most often first, then by median, diverged ones last; ties by trial number.
pub fn rank(rows: &mut [Row]) {
    rows.sort_by(|a, b| {
        let diverged = a.median.is_nan().cmp(&b.median.is_nan());
        diverged.then(b.rung.cmp(&a.rung)).then(a.median.total_cmp(&b.median)).then(a.trial.cmp(&b.trial))
    });
}

/// A range of an axis selected by a person: only trials in it are shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Brush {
    /// Index of the axis in the plan; `None` for the objective.
    pub axis: Option<usize>,
    /// Lower end, as a position on the axis (0…1), or as a median.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Brush {
    /// Whether `row` lies in it. A diverged trial has no median, and lies in a brush that extends to infinity.
    #[must_use]
    pub fn holds(&self, row: &Row, plan: &Plan) -> bool {
        let place = match self.axis {
            None if row.median.is_nan() => Some(f64::INFINITY),
            None => Some(row.median),
            Some(axis) => plan.axes.get(axis).and_then(|axis_of| axis_of.place_of(&plan.values(row.trial)[axis])),
        };
        place.is_some_and(|place| (self.low..=self.high).contains(&place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        experiment::Experiment,
        sweep::{Axis, Objective, Sampler, Scores},
        training::Status,
    };

    fn outcome((rung, trial, seed): (usize, usize, u64), loss: f64) -> Outcome {
        let scores = Scores { loss, score: 0.5 };
        let (epoch, step, status) = (1, 1, Status::Ready);
        Outcome { rung, trial, seed, epoch, step, status, reached: None, train: scores, validation: scores, test: None }
    }

    #[test]
    fn trials_that_both_miss_the_goal_are_not_proven_worse() {
        let row = |values: &[f64]| Row { trial: 0, rung: 0, epochs: 8, median: 0.0, values: values.to_vec() };
        let never = [f64::INFINITY; 6];
        assert!(row(&never).may_equal(&row(&never)), "neither got there");
        assert!(row(&[f64::NAN; 6]).may_equal(&row(&[f64::NAN; 6])), "both diverged");
        assert!(!row(&never).may_equal(&row(&[5.0; 6])) && !row(&[f64::NAN; 6]).may_equal(&row(&[5.0; 6])));
    }

    #[test]
    fn rows_are_ranked_by_rung_and_median_and_brushed_by_axis() {
        let plan = Plan {
            axes: vec![Axis::read("training.learning_rate=log:0.001..1/4").unwrap()],
            sampler: Sampler::Grid,
            seed: 0,
            trials: 4,
            seeds: 2,
            epochs: 8,
            objective: Objective::Loss,
            halving: Some(crate::sweep::Halving { eta: 2, rungs: 2 }),
            experiment: Experiment::default(),
        };
        let mut results = Results::default();
        for (trial, losses) in [[0.4, 0.2], [f64::NAN, f64::NAN], [0.1, 0.1], [0.5, 0.5]].into_iter().enumerate() {
            for (seed, loss) in losses.into_iter().enumerate() {
                results.add(outcome((0, trial, seed as u64), loss)).unwrap();
            }
        }
        results.add(outcome((1, 0, 0), 0.05)).unwrap();
        let mut rows = rows(&plan, &results);
        assert_eq!(
            rows.iter().map(|row| (row.trial, row.rung, row.epochs)).collect::<Vec<_>>(),
            [(0, 1, 8), (1, 0, 4), (2, 0, 4), (3, 0, 4)]
        );
        rank(&mut rows);
        assert_eq!(rows.iter().map(|row| row.trial).collect::<Vec<_>>(), [0, 2, 3, 1]);
        assert_eq!((rows[3].diverged(), rows[1].band()), (2, (0.1, 0.1)));
        let held =
            |brush: Brush| rows.iter().filter(|row| brush.holds(row, &plan)).map(|row| row.trial).collect::<Vec<_>>();
        assert_eq!(held(Brush { axis: Some(0), low: 0.5, high: 1.0 }), [2, 3]);
        assert_eq!(held(Brush { axis: None, low: 0.0, high: 0.2 }), [0, 2]);
        assert_eq!(held(Brush { axis: None, low: 1.0, high: f64::INFINITY }), [1]);
    }
}
