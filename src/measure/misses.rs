//! Errors of a regression, row by row.

use super::Probe;
use crate::data::{Part, Target};

/// Prediction and target of a row, in the unit of the target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Miss {
    /// Index of the row in the data set.
    pub row: usize,
    /// The prediction.
    pub predicted: f64,
    /// The target.
    pub truth: f64,
}

impl Miss {
    /// Prediction minus target.
    #[must_use]
    pub fn residual(&self) -> f64 {
        self.predicted - self.truth
    }

    /// Sorts by absolute error, largest first; ties in row order, NaN before all.
    pub fn sort(misses: &mut [Self]) {
        misses.sort_by(|a, b| b.residual().abs().total_cmp(&a.residual().abs()));
    }
}

impl Probe<'_> {
    /// Prediction and truth of the target with index `target` for the rows of `part`, in their order; `None` for
    /// classes.
    ///
    /// # Panics
    /// When there is no such target.
    #[must_use]
    pub fn misses(&self, part: &Part, target: usize) -> Option<Vec<Miss>> {
        let Target::Value { values, .. } = &self.data.set.target else { return None };
        let mut misses = Vec::with_capacity(part.rows.len());
        self.outputs(part, usize::MAX, &mut self.workspace(), |row, output| {
            let predicted = self.data.target_scales[target].raw(output[target]).into();
            let row = part.rows[row];
            misses.push(Miss { row, predicted, truth: values[(row, target)].into() });
        });
        Some(misses)
    }

    /// The errors for the rows of `part`, with the name of the target where there are several: of each target, or for a
    /// reconstruction of all numbers together; empty for classes.
    #[must_use]
    pub fn misses_by_target(&self, part: &Part) -> Vec<(Option<String>, Vec<Miss>)> {
        match &self.data.set.target {
            Target::Class { .. } => Vec::new(),
            Target::Value { names, .. } if self.experiment.learns_target() => {
                let name = |name: &String| (names.len() > 1).then(|| name.clone());
                let of = |(target, own): (usize, &String)| Some((name(own), self.misses(part, target)?));
                names.iter().enumerate().filter_map(of).collect()
            }
            Target::Value { .. } => vec![(Some("all of it, scaled".to_owned()), self.misses_of_all(part))],
        }
    }

    /// How far off the reconstruction of each row of `part` is: the mean of the absolute errors of its numbers, scaled as the
    /// network reads them, as the prediction beside a truth of 0.
    fn misses_of_all(&self, part: &Part) -> Vec<Miss> {
        let mut misses = Vec::with_capacity(part.rows.len());
        self.outputs(part, usize::MAX, &mut self.workspace(), |row, output| {
            let off = output.iter().zip(part.targets.row(row)).map(|(y, target)| f64::from((y - target).abs()));
            let predicted = off.sum::<f64>() / output.len().max(1) as f64;
            misses.push(Miss { row: part.rows[row], predicted, truth: 0.0 });
        });
        misses
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::{Generator, Source},
        experiment::Experiment,
        measure::PartReport,
        training::Trainer,
    };

    #[test]
    fn the_farthest_comes_first_and_their_mean_is_the_reports() {
        let mut experiment = Experiment::default();
        experiment.set_source(Source::generated(Generator::Plane));
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        (0..50).for_each(|_| trainer.step());
        let (probe, test) = (trainer.probe(), &trainer.data().test);
        let mut misses = probe.misses(test, 0).unwrap();
        assert_eq!(misses.iter().map(|miss| miss.row).collect::<Vec<_>>(), test.rows);
        Miss::sort(&mut misses);
        assert!(misses.is_sorted_by(|a, b| a.residual().abs() >= b.residual().abs()));
        let Some(PartReport::Values(reports)) = probe.report(usize::MAX).test else { panic!("a regression") };
        let mean = misses.iter().map(|miss| miss.residual().abs()).sum::<f64>() / misses.len() as f64;
        assert!((mean / reports[0].mean_absolute_error - 1.0).abs() < 1e-4, "{mean} for {reports:?}");
        assert!(probe.answers(test).is_none());
    }
}
