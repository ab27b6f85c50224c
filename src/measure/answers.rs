//! Predictions of a classifier for some rows, kept so that many metrics can be computed from them.

use ndarray::{Array2, Axis};

use super::{ClassReport, Meaning, Probe, meaning::Confidence};
use crate::data::{Part, Target};

/// Predictions of a classifier for some rows.
///
/// Every metric takes a temperature `T`, by which the outputs are divided before they become probabilities: 1 leaves
/// them as they are, more makes the network less confident, and no predicted class changes (Guo et al. 2017). It acts
/// on outputs that are logits of one distribution, see [`takes_temperature`](Self::takes_temperature), and on no
/// others.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    /// How the outputs are read.
    pub meaning: Meaning,
    /// Number of classes.
    pub classes: usize,
    /// Index of each row in the data set.
    pub rows: Vec<usize>,
    /// True class of each row.
    pub labels: Vec<u32>,
    /// Outputs of the last layer, `[rows, outputs]`.
    pub outputs: Array2<f32>,
}

/// A misclassified row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wrong {
    /// Index of the row in the data set.
    pub row: usize,
    /// The predicted class.
    pub said: usize,
    /// The true class.
    pub truth: usize,
    /// Confidence in the predicted class, 0…1.
    pub confidence: f64,
}

impl Probe<'_> {
    /// The predictions for the rows of `part`; `None` when the network does not predict classes.
    #[must_use]
    pub fn answers(&self, part: &Part) -> Option<Answers> {
        let Target::Class { classes, labels, .. } = &self.data.set.target else { return None };
        let width = *self.network.parameters.sizes().last()?;
        let mut outputs = Array2::zeros((part.rows.len(), width));
        self.outputs(part, usize::MAX, &mut self.workspace(), |row, output| {
            outputs.row_mut(row).iter_mut().zip(output).for_each(|(to, y)| *to = *y);
        });
        Some(Answers {
            meaning: self.meaning(),
            classes: classes.len(),
            rows: part.rows.clone(),
            labels: part.rows.iter().map(|row| labels[*row]).collect(),
            outputs,
        })
    }
}

impl Answers {
    /// Number of rows.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The predictions at these places alone.
    ///
    /// # Panics
    /// When there is no such place.
    #[must_use]
    pub fn of(&self, places: &[usize]) -> Self {
        Self {
            meaning: self.meaning,
            classes: self.classes,
            rows: places.iter().map(|place| self.rows[*place]).collect(),
            labels: places.iter().map(|place| self.labels[*place]).collect(),
            outputs: self.outputs.select(Axis(0), places),
        }
    }

    /// Whether a temperature changes the confidences: whether the outputs are logits of one distribution.
    #[must_use]
    pub const fn takes_temperature(&self) -> bool {
        matches!(self.meaning, Meaning::Logit | Meaning::Classes { confidence: Confidence::Softmax })
    }

    /// The predicted class of the row at `place`.
    #[must_use]
    pub fn said(&self, place: usize) -> usize {
        self.meaning.class(self.output(place)).unwrap_or(0)
    }

    /// Whether the predicted class is the true one.
    #[must_use]
    pub fn is_right(&self, place: usize) -> bool {
        self.said(place) == self.labels[place] as usize
    }

    /// Probability of `class` for the row at `place`, 0…1; 0 where the outputs are not finite.
    #[must_use]
    pub fn probability(&self, place: usize, class: usize, temperature: f64) -> f64 {
        let output = self.output(place);
        let probability = match self.meaning {
            Meaning::Logit => {
                let z = f64::from(output[0]) / temperature;
                1.0 / (1.0 + libm::exp(if class == 1 { -z } else { z }))
            }
            Meaning::Classes { confidence: Confidence::Softmax } => {
                let z = f64::from(output[class]);
                1.0 / output.iter().map(|other| libm::exp((f64::from(*other) - z) / temperature)).sum::<f64>()
            }
            _ => f64::from(self.meaning.probability(output, class)),
        };
        if probability.is_finite() { probability } else { 0.0 }
    }

    /// Probability of the predicted class, 0…1.
    #[must_use]
    pub fn confidence(&self, place: usize, temperature: f64) -> f64 {
        self.probability(place, self.said(place), temperature)
    }

    /// Fraction of rows whose predicted class is right, 0…1; 0 without rows.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        self.right() as f64 / self.len().max(1) as f64
    }

    /// Number of rows whose predicted class is right.
    #[must_use]
    pub fn right(&self) -> usize {
        (0..self.len()).filter(|place| self.is_right(*place)).count()
    }

    /// Number of rows with at least this confidence, and how many of these are right.
    #[must_use]
    pub fn above(&self, confidence: f64, temperature: f64) -> (usize, usize) {
        let sure = (0..self.len()).filter(|place| self.confidence(*place, temperature) >= confidence);
        sure.fold((0, 0), |(rows, right), place| (rows + 1, right + usize::from(self.is_right(place))))
    }

    /// The misclassified rows, most confident first; ties in row order.
    #[must_use]
    pub fn wrong(&self, temperature: f64) -> Vec<Wrong> {
        let wrong = (0..self.len()).filter(|place| !self.is_right(*place));
        let mut wrong: Vec<Wrong> = wrong
            .map(|place| Wrong {
                row: self.rows[place],
                said: self.said(place),
                truth: self.labels[place] as usize,
                confidence: self.confidence(place, temperature),
            })
            .collect();
        wrong.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        wrong
    }

    /// Confusion matrix with precision, recall and F1.
    #[must_use]
    pub fn report(&self) -> ClassReport {
        let mut report = ClassReport::new(self.classes);
        for place in 0..self.len() {
            report.add(self.labels[place] as usize, self.said(place), self.confidence(place, 1.0) as f32);
        }
        report
    }

    fn output(&self, place: usize) -> &[f32] {
        let row = self.outputs.row(place);
        row.to_slice().expect("rows are contiguous")
    }
}

#[cfg(test)]
impl Answers {
    /// Answers of three classes by softmax.
    pub(super) fn by_hand(outputs: &[[f32; 3]], labels: &[u32]) -> Self {
        Self {
            meaning: Meaning::Classes { confidence: Confidence::Softmax },
            classes: 3,
            rows: (10..10 + labels.len()).collect(),
            labels: labels.to_vec(),
            outputs: outputs.to_vec().into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{experiment::Experiment, measure::PartReport, training::Trainer};

    #[test]
    fn the_surest_mistake_comes_first() {
        let answers = Answers::by_hand(
            &[[2.0, 0.0, 0.0], [0.0, 3.0, 0.0], [0.0, 0.0, 1.0], [9.0, 0.0, 0.0], [f32::NAN; 3]],
            &[1, 0, 2, 0, 1],
        );
        let wrong = answers.wrong(1.0);
        let told: Vec<_> = wrong.iter().map(|wrong| (wrong.row, wrong.said, wrong.truth)).collect();
        assert_eq!(told, [(11, 1, 0), (10, 0, 1), (14, 0, 1)]);
        let cubed = libm::exp(3.0);
        assert!((wrong[0].confidence - cubed / (cubed + 2.0)).abs() < 1e-12);
        assert_eq!(wrong[2].confidence, 0.0, "of what is no number nobody is sure");
        assert_eq!((answers.right(), answers.accuracy()), (2, 0.4));
        // Confidences 0.787, 0.909, 0.576 and 0.9998, then 0.
        assert_eq!([0.0, 0.5, 0.8, 1.0].map(|sure| answers.above(sure, 1.0)), [(5, 2), (4, 2), (2, 1), (0, 0)]);
        assert_eq!(answers.above(0.8, 4.0), (1, 1), "a temperature makes less sure");
    }

    #[test]
    fn one_logit_is_that_of_the_second_class() {
        let answers = Answers {
            meaning: Meaning::Logit,
            classes: 2,
            outputs: ndarray::array![[2.0]],
            ..Answers::by_hand(&[], &[])
        };
        let answers = Answers { rows: vec![0], labels: vec![1], ..answers };
        for (temperature, second) in [(1.0, 0.880_797_077_977_882_4), (2.0, 0.731_058_578_630_004_9)] {
            assert!((answers.probability(0, 1, temperature) - second).abs() < 1e-15);
            assert!((answers.probability(0, 0, temperature) + second - 1.0).abs() < 1e-15);
        }
    }

    #[test]
    fn answers_agree_with_the_report() {
        let mut experiment = Experiment::default();
        experiment.data.train_share = 0.9;
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        (0..200).for_each(|_| trainer.step());
        let (probe, data) = (trainer.probe(), trainer.data());
        let Some(PartReport::Classes(test)) = probe.report(usize::MAX).test else { panic!("two classes") };
        let answers = probe.answers(&data.test).unwrap();
        assert_eq!(answers.report().confusion, test.confusion);
        assert_eq!(answers.report().calibration.rows, test.calibration.rows);
        assert_eq!(answers.of(&[3]).outputs.row(0), answers.outputs.row(3));
    }
}
