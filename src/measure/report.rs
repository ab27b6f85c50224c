//! The full report: confusion matrix, calibration and residuals.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::{Meaning, Probe, metrics::Fit};
use crate::{
    data::{Part, Scale, Split, Target},
    nn::Workspace,
};

/// Number of equal-width confidence bins over 0…1.
const BINS: usize = 10;

/// The report of each part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// On the training rows.
    pub train: PartReport,
    /// On the validation rows, held out for choices; `None` when there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validation: Option<PartReport>,
    /// On the test rows, held out for the final evaluation; `None` when there are none.
    pub test: Option<PartReport>,
}

/// The report of some rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartReport {
    /// Of a classification.
    Classes(ClassReport),
    /// Of a regression: one entry per target.
    Values(Vec<ValueReport>),
}

/// Metrics of a classification.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassReport {
    /// Confusion matrix: number of rows by true class (row) and predicted class (column).
    pub confusion: Array2<u64>,
    /// Confidence and accuracy by bin.
    pub calibration: Calibration,
}

/// Calibration: the predictions sorted into ten equal-width bins of confidence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Rows in each bin, from 0…0.1 to 0.9…1.
    pub rows: Vec<u64>,
    /// Sum of the confidences in each bin.
    pub confidence: Vec<f64>,
    /// Number of right rows in each bin.
    pub right: Vec<u64>,
}

/// Quantiles at which residuals are reported: the outer two enclose 90 % of the rows, the inner two half of them.
pub const SHARES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// Errors of the predictions of one target.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ValueReport {
    /// R², at most 1; for a constant target 1 when it is predicted exactly, else 0.
    pub r_squared: f64,
    /// Mean absolute error, in the unit of the target.
    pub mean_absolute_error: f64,
    /// Root mean squared error, in the unit of the target.
    pub root_mean_squared_error: f64,
    /// Quantiles of the residuals (prediction minus target) at [`SHARES`], in the unit of the target.
    pub residuals: [f64; 5],
}

impl ClassReport {
    pub(super) fn new(classes: usize) -> Self {
        let (rows, right) = (vec![0; BINS], vec![0; BINS]);
        let calibration = Calibration { rows, confidence: vec![0.0; BINS], right };
        Self { confusion: Array2::zeros((classes, classes)), calibration }
    }

    pub(super) fn add(&mut self, truth: usize, decided: usize, confidence: f32) {
        self.confusion[(truth, decided)] += 1;
        let bin = ((f64::from(confidence) * BINS as f64) as usize).min(BINS - 1);
        self.calibration.rows[bin] += 1;
        self.calibration.confidence[bin] += f64::from(confidence);
        self.calibration.right[bin] += u64::from(truth == decided);
    }

    /// Fraction of rows whose class is right.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        let right = self.confusion.diag().sum();
        ratio(right, self.confusion.sum()).unwrap_or(0.0)
    }

    /// Precision: fraction of the rows predicted as `class` that belong to it; `None` when there are none.
    #[must_use]
    pub fn precision(&self, class: usize) -> Option<f64> {
        ratio(self.confusion[(class, class)], self.confusion.column(class).sum())
    }

    /// Recall: fraction of the rows of `class` that are predicted as such; `None` when there are none.
    #[must_use]
    pub fn recall(&self, class: usize) -> Option<f64> {
        ratio(self.confusion[(class, class)], self.confusion.row(class).sum())
    }

    /// `2 · precision · recall / (precision + recall)`, computed from the counts; `None` when no row belongs to `class`
    /// or is predicted as such.
    #[must_use]
    pub fn f1(&self, class: usize) -> Option<f64> {
        let both = self.confusion.row(class).sum() + self.confusion.column(class).sum();
        ratio(2 * self.confusion[(class, class)], both)
    }
}

impl Calibration {
    /// Expected calibration error: mean absolute difference between confidence and accuracy, weighted by rows (Guo et
    /// al. 2017); 0 without rows.
    #[must_use]
    pub fn expected_error(&self) -> f64 {
        let bins = self.confidence.iter().zip(&self.right);
        let distance: f64 = bins.map(|(confidence, right)| (confidence - *right as f64).abs()).sum();
        distance / (self.rows.iter().sum::<u64>().max(1)) as f64
    }
}

fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

impl Probe<'_> {
    /// What [`Metrics`](super::Metrics) leave out: confusion matrix and calibration, or the errors of a regression.
    #[must_use]
    pub fn report(&self, rows: usize) -> Report {
        Report::of(self, rows)
    }
}

impl Report {
    pub(super) fn of(probe: &Probe<'_>, rows: usize) -> Self {
        let mut workspace = probe.workspace();
        let train = PartReport::of(probe, &probe.data.train, rows, &mut workspace);
        let mut held_back =
            |part: &Part| (!part.rows.is_empty()).then(|| PartReport::of(probe, part, rows, &mut workspace));
        Self { train, validation: held_back(&probe.data.validation), test: held_back(&probe.data.test) }
    }

    /// The report of one part; `None` when it has no rows.
    #[must_use]
    pub const fn part(&self, split: Split) -> Option<&PartReport> {
        match split {
            Split::Train => Some(&self.train),
            Split::Validation => self.validation.as_ref(),
            Split::Test => self.test.as_ref(),
        }
    }
}

impl PartReport {
    fn of(probe: &Probe<'_>, part: &Part, rows: usize, workspace: &mut Workspace) -> Self {
        match &probe.data.set.target {
            Target::Class { classes, labels, .. } => {
                let (meaning, mut report) = (probe.meaning(), ClassReport::new(classes.len()));
                probe.outputs(part, rows, workspace, |row, output| {
                    let (decided, confidence) = decision(meaning, output);
                    report.add(labels[part.rows[row]] as usize, decided, confidence);
                });
                Self::Classes(report)
            }
            Target::Value { .. } => {
                let mut errors = vec![Errors::default(); part.targets.ncols()];
                let (mut fit, scales) = (Fit::new(errors.len()), probe.answer_scales());
                probe.outputs(part, rows, workspace, |row, output| {
                    let target = part.targets.row(row);
                    fit.add(output, target.as_slice().expect("rows are contiguous"));
                    let targets = target.iter().zip(&*scales);
                    for (errors, (y, (t, scale))) in errors.iter_mut().zip(output.iter().zip(targets)) {
                        errors.add(*y, *t, *scale);
                    }
                });
                let reports =
                    errors.iter_mut().zip(fit.r_squared()).map(|(errors, r_squared)| errors.report(r_squared));
                Self::Values(reports.collect())
            }
        }
    }
}

fn decision(meaning: Meaning, output: &[f32]) -> (usize, f32) {
    let decided = meaning.class(output).expect("the target is of classes");
    let confidence = meaning.probability(output, decided);
    // A network that has overflowed is confident of nothing.
    (decided, if confidence.is_finite() { confidence } else { 0.0 })
}

#[derive(Clone, Debug, Default)]
struct Errors {
    residuals: Vec<f64>,
    absolute: f64,
    squared: f64,
}

impl Errors {
    fn add(&mut self, output: f32, target: f32, scale: Scale) {
        let error = (f64::from(output) - f64::from(target)) * f64::from(scale.size);
        self.residuals.push(error);
        self.absolute += error.abs();
        self.squared += error * error;
    }

    fn report(&mut self, r_squared: f64) -> ValueReport {
        let rows = self.residuals.len().max(1) as f64;
        self.residuals.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let index = (share * (rows - 1.0)).round() as usize;
            self.residuals.get(index).copied().unwrap_or(0.0)
        };
        ValueReport {
            r_squared,
            mean_absolute_error: self.absolute / rows,
            root_mean_squared_error: (self.squared / rows).sqrt(),
            residuals: SHARES.map(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{experiment::Experiment, training::Trainer};

    /// Three classes, of which the last has no row: 2 right and 1 wrong of the first, 1 wrong and 1 right of the second.
    fn by_hand() -> ClassReport {
        let mut report = ClassReport::new(3);
        for (truth, decided, confidence) in [(0, 0, 0.95), (0, 0, 1.0), (0, 1, 0.55), (1, 0, 0.55), (1, 1, 0.5)] {
            report.add(truth, decided, confidence);
        }
        report
    }

    #[test]
    fn confusion_precision_recall_and_f1_by_hand() {
        let report = by_hand();
        assert_eq!(report.confusion, ndarray::array![[2, 1, 0], [1, 1, 0], [0, 0, 0]]);
        assert_eq!(report.accuracy(), 3.0 / 5.0);
        assert_eq!(
            (report.precision(0), report.recall(0), report.f1(0)),
            (Some(2.0 / 3.0), Some(2.0 / 3.0), Some(4.0 / 6.0))
        );
        assert_eq!((report.precision(1), report.recall(1), report.f1(1)), (Some(0.5), Some(0.5), Some(0.5)));
        assert_eq!((report.precision(2), report.recall(2), report.f1(2)), (None, None, None), "no such row");
    }

    #[test]
    fn calibration_by_hand() {
        let calibration = by_hand().calibration;
        assert_eq!(calibration.rows, [0, 0, 0, 0, 0, 3, 0, 0, 0, 2], "1.0 belongs to the last bin");
        assert_eq!(calibration.right, [0, 0, 0, 0, 0, 1, 0, 0, 0, 2]);
        let expected = ((0.55 + 0.55 + 0.5 - 1.0) + (2.0 - 1.95)) / 5.0;
        assert!((calibration.expected_error() - expected).abs() < 1e-6, "{}", calibration.expected_error());
    }

    #[test]
    fn errors_are_in_raw_units() {
        let mut errors = Errors::default();
        errors.add(1.0, 0.0, Scale { offset: 7.0, size: 10.0 });
        errors.add(0.0, 2.0, Scale { offset: 7.0, size: 10.0 });
        let report = errors.report(0.0);
        assert_eq!(report.mean_absolute_error, 15.0);
        assert!((report.root_mean_squared_error - 250.0_f64.sqrt()).abs() < 1e-12);
        assert_eq!(report.residuals, [-20.0, -20.0, 10.0, 10.0, 10.0]);
    }

    #[test]
    fn a_report_agrees_with_the_metrics() {
        let mut experiment = Experiment::default();
        experiment.data.train_share = 0.9;
        experiment.data.validation_share = 0.2;
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        (0..200).for_each(|_| trainer.step());
        let (report, metrics) = (trainer.probe().report(usize::MAX), trainer.metrics());
        let (PartReport::Classes(train), Some(PartReport::Classes(validation)), Some(PartReport::Classes(test))) =
            (report.train, report.validation, report.test)
        else {
            panic!("two classes and three parts")
        };
        assert_eq!([&train, &validation, &test].map(|part| part.confusion.sum()), [360, 90, 50]);
        let scores = [metrics.train, metrics.validation.unwrap(), metrics.test.unwrap()].map(|part| part.score);
        assert_eq!([train, validation, test].map(|part| part.accuracy()), scores);
    }
}
