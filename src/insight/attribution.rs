//! Attribution: how much each input contributes to a prediction, by occlusion or by gradient times input.

use ndarray::Array2;
use strum::IntoStaticStr;

use crate::{
    data::{Feature, Prepared, Target},
    measure::{Meaning, Probe},
};

/// An attribution method.
///
/// Both measure an input against the same baseline, its neutral value, and both report how far the score falls without
/// it: above 0 supports the prediction, below 0 opposes it. Neither shows a cause in the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Attribution {
    /// Each input in turn is replaced by its baseline; the attribution is the fall of the score (Zeiler & Fergus 2014).
    Occlusion,
    /// Gradient of the score by the input, times the input minus its baseline (Shrikumar et al. 2016): exact for a
    /// linear network, else a linear extrapolation.
    Gradient,
}

impl Probe<'_> {
    /// Outputs of the last layer for one row of raw inputs, minus their [origins](crate::data::DataSet::origins).
    ///
    /// # Panics
    /// When the row does not have one number per input.
    #[must_use]
    pub fn outputs_of(&self, raw: &[f32]) -> Vec<f32> {
        self.network.forward(&features(self.data, raw)).pop().unwrap_or_default()
    }

    /// The score of one answer: the output of a class before it becomes a probability, or a predicted value in its own
    /// unit. With one output for two classes, the first class has the negative of it.
    ///
    /// # Panics
    /// When there is no such answer.
    #[must_use]
    pub fn score(&self, raw: &[f32], answer: usize) -> f32 {
        let (output, factor) = self.place_of(answer);
        let outputs = self.outputs_of(raw);
        match (&self.data.set.target, self.meaning()) {
            (Target::Value { .. }, _) => self.data.target_scales[output].raw(outputs[output]),
            (_, Meaning::Share) => {
                if factor > 0.0 {
                    outputs[0]
                } else {
                    1.0 - outputs[0]
                }
            }
            _ => factor * outputs[output],
        }
    }

    /// Attribution of each raw input of one row to `answer`, in units of its [score](Self::score).
    ///
    /// # Shapes
    /// `raw` and `baseline` are `[inputs]`, minus the origins, and so is the result: see [`means`] for a baseline.
    ///
    /// # Panics
    /// When the rows do not have one number per input, or there is no such answer.
    #[must_use]
    pub fn attribution(&self, how: Attribution, raw: &[f32], answer: usize, baseline: &[f32]) -> Vec<f32> {
        assert_eq!(raw.len(), baseline.len(), "one number an input");
        match how {
            Attribution::Occlusion => {
                (0..raw.len()).map(|input| self.without(raw, &[input], answer, baseline)).collect()
            }
            Attribution::Gradient => self.gradient_times_input(raw, answer, baseline),
        }
    }

    /// The fall of the score when all of `inputs` are replaced by their baselines at once, such as the one-hot inputs
    /// of a column of texts, of which no single one can be blanked.
    ///
    /// # Panics
    /// When there is no such input or answer.
    #[must_use]
    pub fn without(&self, raw: &[f32], inputs: &[usize], answer: usize, baseline: &[f32]) -> f32 {
        let mut blanked = raw.to_vec();
        inputs.iter().for_each(|input| blanked[*input] = baseline[*input]);
        self.score(raw, answer) - self.score(&blanked, answer)
    }

    /// The attribution from which on a bar is drawn at full length, so that no rounding error looks as if it mattered: a
    /// tenth of a class's score before it becomes a probability, or a fiftieth of the spread of the first value.
    #[must_use]
    pub fn least_attribution(&self) -> f32 {
        match &self.data.set.target {
            Target::Class { .. } => 0.1,
            Target::Value { .. } => self.answer_scales().first().map_or(f32::MIN_POSITIVE, |scale| 0.02 * scale.size),
        }
    }

    /// The output of `answer`, and the factor from its derivative to that of the score.
    fn place_of(&self, answer: usize) -> (usize, f32) {
        let outputs = self.network.parameters.sizes().last().copied().unwrap_or_default();
        match &self.data.set.target {
            Target::Value { .. } => (answer, self.data.target_scales[answer].size),
            Target::Class { .. } if outputs == 1 => (0, if answer == 1 { 1.0 } else { -1.0 }),
            Target::Class { .. } => (answer, 1.0),
        }
    }

    fn gradient_times_input(&self, raw: &[f32], answer: usize, baseline: &[f32]) -> Vec<f32> {
        let (output, factor) = self.place_of(answer);
        let scaled: Vec<f32> = raw.iter().zip(&self.data.input_scales).map(|(x, scale)| scale.scaled(*x)).collect();
        let by_feature = self.slopes_by_feature(&features(self.data, raw), output);
        let mut slopes = vec![0.0; raw.len()];
        for (feature, slope) in self.data.features.iter().zip(by_feature) {
            match *feature {
                Feature::Input(i) => slopes[i] += slope,
                Feature::Square(i) => slopes[i] += 2.0 * scaled[i] * slope,
                Feature::Sine(i) => slopes[i] += libm::cosf(scaled[i]) * slope,
                Feature::Product(i, j) => {
                    slopes[i] += scaled[j] * slope;
                    slopes[j] += scaled[i] * slope;
                }
            }
        }
        let inputs = raw.iter().zip(baseline).zip(&self.data.input_scales);
        inputs.zip(slopes).map(|(((x, from), scale), slope)| factor * slope * ((x - from) / scale.size)).collect()
    }

    /// The derivatives of one output by the features, by backpropagation from the last layer.
    fn slopes_by_feature(&self, features: &[f32], output: usize) -> Vec<f32> {
        let (parameters, values) = (&self.network.parameters, self.network.forward(features));
        let mut slopes = vec![0.0; parameters.sizes()[parameters.layers()]];
        slopes[output] = 1.0;
        for layer in (0..parameters.layers()).rev() {
            let (weights, biases) = (parameters.weights(layer), parameters.biases(layer));
            let mut before = vec![0.0; weights.ncols()];
            for ((weights, bias), slope) in weights.rows().into_iter().zip(biases).zip(&slopes) {
                let z = weights.iter().zip(&values[layer]).fold(*bias, |sum, (w, x)| w.mul_add(*x, sum));
                let slope = slope * self.network.activations[layer].at(z).1;
                before.iter_mut().zip(weights).for_each(|(sum, w)| *sum += w * slope);
            }
            slopes = before;
        }
        slopes
    }
}

/// The features of one row of raw inputs.
fn features(data: &Prepared, raw: &[f32]) -> Vec<f32> {
    let row = Array2::from_shape_vec((1, raw.len()), raw.to_vec()).expect("one row");
    data.features_of(&row, &[0]).into_raw_vec_and_offset().0
}

/// The mean of each raw input over the training rows: the baseline for rows of a table. For a picture, use the blank
/// one.
#[must_use]
pub fn means(data: &Prepared) -> Vec<f32> {
    let rows = data.train.rows.len().max(1) as f64;
    let mean = |input: usize| {
        let sum: f64 = data.train.rows.iter().map(|row| f64::from(data.set.inputs[(*row, input)])).sum();
        (sum / rows) as f32
    };
    (0..data.set.inputs.ncols()).map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::{Generator, Source},
        experiment::Experiment,
        nn::Activation,
        training::Trainer,
    };

    fn trained(source: Source, features: Vec<Feature>, activation: Activation) -> Trainer {
        let mut experiment = Experiment::default();
        experiment.set_source(source);
        experiment.data.scaling = crate::data::Scaling::Standardize;
        experiment.data.features = features;
        experiment.network.hidden.iter_mut().for_each(|layer| layer.activation = activation);
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        (0..300).for_each(|_| trainer.step());
        trainer
    }

    #[test]
    fn the_gradient_is_that_of_small_differences() {
        let trainer = trained(Source::generated(Generator::Spiral), Feature::PLAYGROUND.to_vec(), Activation::Tanh);
        let (probe, step) = (trainer.probe(), 1e-2);
        for answer in 0..2 {
            let raw = [1.3, -0.7];
            // One unit away from the baseline, the product is the slope itself.
            let ours = probe.attribution(Attribution::Gradient, &raw, answer, &[0.3, -1.7]);
            for input in 0..2 {
                let moved = |by: f32| {
                    let mut raw = raw;
                    raw[input] += by;
                    f64::from(probe.score(&raw, answer))
                };
                let slope = (moved(step) - moved(-step)) / f64::from(2.0 * step);
                assert!((f64::from(ours[input]) - slope).abs() < 2e-3 * slope.abs().max(1.0), "{ours:?} for {slope}");
            }
        }
    }

    #[test]
    fn of_a_linear_network_both_are_the_same_and_add_up() {
        let inputs = vec![Feature::Input(0), Feature::Input(1)];
        let trainer = trained(Source::generated(Generator::Plane), inputs, Activation::Linear);
        let mut network = trainer.network().clone();
        network.activations.fill(Activation::Linear);
        let probe = Probe { network: &network, ..trainer.probe() };
        let (raw, baseline) = ([2.5, -1.0], means(trainer.data()));
        let occlusion = probe.attribution(Attribution::Occlusion, &raw, 0, &baseline);
        let gradient = probe.attribution(Attribution::Gradient, &raw, 0, &baseline);
        let fall = probe.score(&raw, 0) - probe.score(&baseline, 0);
        assert!(occlusion.iter().all(|share| share.abs() > 0.05), "{occlusion:?}");
        for (a, b) in occlusion.iter().zip(&gradient) {
            assert!((a - b).abs() < 1e-5, "{occlusion:?} {gradient:?}");
        }
        assert!((occlusion.iter().sum::<f32>() - fall).abs() < 1e-5);
        assert!((probe.without(&raw, &[0, 1], 0, &baseline) - fall).abs() < 1e-6);
    }
}
