//! Loss and score on the training, validation and test rows, always separately.

use serde::{Deserialize, Serialize};

use crate::{
    data::{Part, Split, Target},
    experiment::Alignment,
    nn::{Loss, Parameters, Workspace},
};

use super::{Contrast, Probe};

/// Metrics of each part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Metrics {
    /// On the training rows.
    pub train: PartMetrics,
    /// On the validation rows, held out for choices; `None` when there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validation: Option<PartMetrics>,
    /// On the test rows, held out for the final evaluation; `None` when there are none.
    pub test: Option<PartMetrics>,
}

/// Metrics of some rows; overflow in a row makes them infinite or NaN.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct PartMetrics {
    /// The experiment's loss, without regularization.
    pub loss: f64,
    /// Accuracy, 0…1; for a regression R² (mean over the targets), at most 1.
    pub score: f64,
}

impl Probe<'_> {
    /// Loss and score of every part, on at most about `rows` rows of each, evenly spaced.
    #[must_use]
    pub fn metrics(&self, rows: usize) -> Metrics {
        Metrics::of(self, rows, &mut self.workspace())
    }
}

impl Metrics {
    /// Number of rows of a part that suffice during training, so that measuring takes milliseconds: all up to 20,000,
    /// but fewer, at least 1,000, for a large network. Of more rows an evenly spaced sample is measured.
    #[must_use]
    pub fn sample(parameters: &Parameters) -> usize {
        ((1 << 27) / parameters.values().len()).clamp(1_000, 20_000)
    }

    /// Measures each part on at most about `rows` rows of it.
    pub(crate) fn of(probe: &Probe<'_>, rows: usize, workspace: &mut Workspace) -> Self {
        let train = PartMetrics::of(probe, &probe.data.train, rows, workspace);
        let mut held_back =
            |part: &Part| (!part.rows.is_empty()).then(|| PartMetrics::of(probe, part, rows, workspace));
        Self { train, validation: held_back(&probe.data.validation), test: held_back(&probe.data.test) }
    }

    /// The metrics of one part; `None` when it has no rows.
    #[must_use]
    pub const fn part(&self, split: Split) -> Option<&PartMetrics> {
        match split {
            Split::Train => Some(&self.train),
            Split::Validation => self.validation.as_ref(),
            Split::Test => self.test.as_ref(),
        }
    }

    /// The metrics for choices such as when to stop: those of the validation rows, or else of the test rows, which then
    /// no longer estimate the error on unseen data; that has to be said. `None` without either.
    #[must_use]
    pub fn for_choices(&self) -> Option<(Split, PartMetrics)> {
        let validation = self.validation.map(|part| (Split::Validation, part));
        validation.or_else(|| self.test.map(|part| (Split::Test, part)))
    }
}

impl PartMetrics {
    pub(super) fn of(probe: &Probe<'_>, part: &Part, rows: usize, workspace: &mut Workspace) -> Self {
        if let Some(alignment) = probe.experiment.alignment() {
            return Self::of_pairs(probe, part, rows, *alignment, workspace);
        }
        let (loss, meaning) = (probe.experiment.training().loss, probe.meaning());
        let targets = part.targets.as_slice().expect("rows are contiguous");
        let outputs = part.targets.ncols();
        let (mut sum, mut right, mut count) = (0.0, 0_usize, 0_usize);
        let mut fit = Fit::new(outputs);
        probe.outputs(part, rows, workspace, |row, output| {
            let target = &targets[row * outputs..(row + 1) * outputs];
            sum += loss_of(loss, output, target);
            match &probe.data.set.target {
                Target::Class { labels, .. } => {
                    right += usize::from(meaning.class(output) == Some(labels[part.rows[row]] as usize));
                }
                Target::Value { .. } => fit.add(output, target),
            }
            count += 1;
        });
        let score = match &probe.data.set.target {
            Target::Class { .. } => right as f64 / count as f64,
            Target::Value { .. } => fit.score(),
        };
        Self { loss: one_nan(sum / count as f64), score: one_nan(score) }
    }

    /// Of both codes of each row: the contrastive loss among as many rows as a batch has, and the share of rows whose codes find
    /// each other among these.
    fn of_pairs(probe: &Probe<'_>, part: &Part, rows: usize, alignment: Alignment, workspace: &mut Workspace) -> Self {
        let mut outputs = Vec::new();
        probe.outputs(part, rows, workspace, |_, output| outputs.extend_from_slice(output));
        let width = 2 * alignment.space;
        let batch = probe.experiment.training().batch_size.clamp(1, MOST_PAIRS).min((outputs.len() / width).max(1));
        let mut contrast = Contrast::new(alignment.space, alignment.temperature);
        let (mut sum, mut found, mut count) = (0.0, 0, 0_usize);
        // Among fewer rows it is easier to be found, so what is left over is left out.
        for batch in outputs.chunks_exact(batch * width) {
            let told = contrast.agreement(batch);
            (sum, found, count) = (sum + told.loss, found + told.found, count + batch.len() / width);
        }
        Self { loss: one_nan(sum / count as f64), score: one_nan(found as f64 / count as f64) }
    }
}

/// Rows among which each looks for its partner when it is measured, where batches are larger.
const MOST_PAIRS: usize = 256;

/// Two are equal when their bits are, so that a run with a metric that is no number still equals itself.
impl PartialEq for PartMetrics {
    fn eq(&self, other: &Self) -> bool {
        self.loss.to_bits() == other.loss.to_bits() && self.score.to_bits() == other.score.to_bits()
    }
}

/// Maps every NaN to the same one; which of them an operation returns depends on the processor.
const fn one_nan(number: f64) -> f64 {
    if number.is_nan() { f64::NAN } else { number }
}

/// The loss of one row, from logits where the loss takes logits, in a numerically stable form.
pub(crate) fn loss_of(loss: Loss, output: &[f32], target: &[f32]) -> f64 {
    let pairs = output.iter().zip(target).map(|(y, t)| (f64::from(*y), f64::from(*t)));
    let mean = |row: fn((f64, f64)) -> f64| pairs.clone().map(row).sum::<f64>() / output.len() as f64;
    match loss {
        Loss::MeanSquaredError => mean(|(y, t)| (y - t) * (y - t)),
        Loss::HalfSquaredError => mean(|(y, t)| 0.5 * (y - t) * (y - t)),
        Loss::Huber => mean(|(y, t)| {
            let d = (y - t).abs();
            if d <= 1.0 { 0.5 * d * d } else { d - 0.5 }
        }),
        Loss::BinaryCrossEntropy => mean(|(z, t)| z.max(0.0) - z * t + libm::log1p(libm::exp(-z.abs()))),
        Loss::SoftmaxCrossEntropy => {
            let top = pairs.clone().map(|(z, _)| z).fold(f64::NEG_INFINITY, f64::max);
            let log_sum = top + libm::log(pairs.clone().map(|(z, _)| libm::exp(z - top)).sum());
            pairs.clone().map(|(z, t)| t * (log_sum - z)).sum()
        }
    }
}

/// Sums for R² of each target, relative to the first target, so that a constant one has variance 0 exactly.
#[derive(Clone, Debug)]
pub(crate) struct Fit {
    rows: f64,
    columns: Vec<Spread>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Spread {
    origin: f64,
    sum: f64,
    squares: f64,
    residual: f64,
}

impl Fit {
    pub(crate) fn new(columns: usize) -> Self {
        Self { rows: 0.0, columns: vec![Spread::default(); columns] }
    }

    pub(crate) fn add(&mut self, output: &[f32], target: &[f32]) {
        for ((column, y), t) in self.columns.iter_mut().zip(output).zip(target) {
            if self.rows == 0.0 {
                column.origin = f64::from(*t);
            }
            let (d, e) = (f64::from(*t) - column.origin, f64::from(*y) - f64::from(*t));
            column.sum += d;
            column.squares += d * d;
            column.residual += e * e;
        }
        self.rows += 1.0;
    }

    /// R² of each target; for a constant one 1 when it is predicted exactly, else 0.
    pub(crate) fn r_squared(&self) -> impl Iterator<Item = f64> + '_ {
        self.columns.iter().map(|column| {
            let spread = column.squares - column.sum * column.sum / self.rows;
            if spread > 0.0 { 1.0 - column.residual / spread } else { f64::from(u8::from(column.residual == 0.0)) }
        })
    }

    fn score(&self) -> f64 {
        self.r_squared().sum::<f64>() / self.columns.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(left: f64, right: f64) -> bool {
        (left - right).abs() < 1e-12
    }

    #[test]
    fn choices_go_by_the_validation_rows_when_there_are_some() {
        let part = |loss| PartMetrics { loss, score: 0.5 };
        let all = Metrics { train: part(1.0), validation: Some(part(2.0)), test: Some(part(3.0)) };
        assert_eq!(all.for_choices(), Some((Split::Validation, part(2.0))));
        assert_eq!(Metrics { validation: None, ..all }.for_choices(), Some((Split::Test, part(3.0))));
        assert_eq!(Metrics { validation: None, test: None, ..all }.for_choices(), None);
    }

    #[test]
    fn losses_of_one_row_by_hand() {
        assert!(near(loss_of(Loss::MeanSquaredError, &[1.0, 3.0], &[0.0, 1.0]), 2.5));
        assert!(near(loss_of(Loss::HalfSquaredError, &[1.0, 3.0], &[0.0, 1.0]), 1.25));
        assert!(near(loss_of(Loss::Huber, &[0.5, 3.0], &[0.0, 0.0]), (0.125 + 2.5) / 2.0));
        assert!(near(loss_of(Loss::BinaryCrossEntropy, &[0.0], &[1.0]), std::f64::consts::LN_2));
        assert!(near(loss_of(Loss::SoftmaxCrossEntropy, &[0.0; 4], &[0.0, 1.0, 0.0, 0.0]), libm::log(4.0)));
    }

    #[test]
    fn cross_entropy_stays_finite_for_large_logits() {
        assert!(near(loss_of(Loss::BinaryCrossEntropy, &[10_000.0], &[0.0]), 10_000.0));
        assert!(near(loss_of(Loss::BinaryCrossEntropy, &[-10_000.0], &[0.0]), 0.0));
        assert!(near(loss_of(Loss::SoftmaxCrossEntropy, &[10_000.0, -10_000.0], &[0.0, 1.0]), 20_000.0));
    }

    #[test]
    fn r_squared_by_hand() {
        let mut fit = Fit::new(1);
        for (y, t) in [(1.0, 1.0), (2.0, 2.0), (3.0, 4.0), (5.0, 5.0)] {
            fit.add(&[y], &[t]);
        }
        assert!(near(fit.score(), 1.0 - 1.0 / 10.0), "{}", fit.score());
    }

    #[test]
    fn r_squared_of_a_constant_target_is_one_or_zero() {
        for (y, score) in [(0.1, 1.0), (0.2, 0.0)] {
            let mut fit = Fit::new(1);
            (0..1000).for_each(|_| fit.add(&[y], &[0.1]));
            assert_eq!(fit.score(), score);
        }
    }
}
