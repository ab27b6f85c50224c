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
