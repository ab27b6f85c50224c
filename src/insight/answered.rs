//! The prediction of a trained network for one row that a person enters.

use super::{
    attribution::{Attribution, means},
    typed::{Typed, TypedAnswer},
};
use crate::{
    data::{Prepared, Target},
    measure::Probe,
};

/// A row that a person has entered.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// Raw inputs, minus their origins.
    pub raw: Vec<f32>,
    /// Attribution method.
    pub how: Attribution,
    /// The text that they are read from, where it was typed.
    pub text: Option<Typed>,
}

/// The prediction for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// The row.
    pub given: Given,
    /// Probability of each class, or the predicted values in their own units.
    pub answer: Vec<f32>,
    /// Index of the predicted class; 0 for a regression.
    pub best: usize,
    /// Values of each layer's units, the features first.
    pub values: Vec<Vec<f32>>,
    /// Attribution of each raw input to that prediction, in units of the score.
    pub attribution: Vec<f32>,
    /// What became of the text, where one was typed and the network reads texts.
    pub typed: Option<TypedAnswer>,
}

impl Probe<'_> {
    /// The prediction for `given`; `None` when that does not have one number per input.
    #[must_use]
    pub fn answer_to(&self, given: &Given) -> Option<Answered> {
        let data = self.data;
        if given.raw.len() != data.set.inputs.ncols() {
            return None;
        }
        let output = self.outputs_of(&given.raw);
        let (answer, best): (Vec<f32>, usize) = match &data.set.target {
            Target::Class { classes, .. } => {
                let meaning = self.meaning();
                let shares = (0..classes.len()).map(|class| meaning.probability(&output, class)).collect();
                (shares, meaning.class(&output).unwrap_or_default())
            }
            Target::Value { .. } => {
                let raw = output.iter().zip(&*self.answer_scales()).map(|(y, scale)| scale.raw(*y)).collect();
                (raw, 0)
            }
        };
        let attribution = self.attribution(given.how, &given.raw, best, &self.blank());
        let row = ndarray::Array2::from_shape_vec((1, given.raw.len()), given.raw.clone()).ok()?;
        let features = data.features_of(&row, &[0]);
        let values = self.network.forward(&features.row(0).to_vec());
        let typed = given.text.as_ref().and_then(|text| self.typed(text, best));
        Some(Answered { given: given.clone(), answer, best, values, attribution, typed })
    }

    /// Neutral raw inputs: paper for a picture, the training mean for other rows.
    #[must_use]
    pub fn blank(&self) -> Vec<f32> {
        if self.experiment.data.picture().is_some() {
            return self.data.raw_of_ink(&vec![0.0; self.data.set.inputs.ncols()]);
        }
        means(self.data)
    }
}

/// Minimum and maximum of each raw input over all rows, and its mean over the training rows: the range of a slider.
#[must_use]
pub fn ranges(data: &Prepared) -> Vec<(f32, f32, f32)> {
    let mean = means(data);
    let columns = data.set.inputs.columns().into_iter().zip(mean);
    let range = |(column, mean): (ndarray::ArrayView1<'_, f32>, f32)| {
        let ends = (f32::INFINITY, f32::NEG_INFINITY);
        let (low, high) = column.iter().fold(ends, |(low, high), x| (low.min(*x), high.max(*x)));
        (low, high, mean)
    };
    columns.map(range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{experiment::Experiment, training::Trainer};

    #[test]
    fn a_row_of_the_data_is_answered_as_in_the_data() {
        let mut trainer = Trainer::new(Experiment::default().validate().unwrap());
        (0..200).for_each(|_| trainer.step());
        let probe = trainer.probe();
        let row = trainer.data().test.rows[3];
        let raw = trainer.data().set.inputs.row(row).to_vec();
        let answered = probe.answer_to(&Given { raw, how: Attribution::Occlusion, text: None }).unwrap();
        assert_eq!(answered.values, probe.trace(row).values);
        assert!((answered.answer.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!(answered.answer[answered.best] >= 0.5);
        assert_eq!(answered.attribution.len(), 2);
        assert!(
            probe.answer_to(&Given { raw: vec![1.0], how: Attribution::Gradient, text: None }).is_none(),
            "too few inputs"
        );
        let ranges = ranges(trainer.data());
        assert!(ranges.iter().all(|(low, high, mean)| low < mean && mean < high));
    }
}
