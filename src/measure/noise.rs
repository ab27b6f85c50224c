//! Robustness: the score under input noise that the network was not trained on.

use ndarray::Array2;

use super::{NearestMean, PartMetrics, Probe};
use crate::{
    data::{Part, Prepared},
    nn::{Random, Stream},
};

/// Which noise is added, and how many times.
#[derive(Clone, Debug, PartialEq)]
pub struct Noise {
    /// Standard deviations of the noise, each at least 0, in units of the scaled inputs.
    pub deviations: Vec<f32>,
    /// Number of draws; nothing is measured with 0 draws, or without standard deviations.
    pub draws: u32,
    /// Seed of the noise. All standard deviations share the same draws up to scale, and so do two networks on the same
    /// rows, so a difference between them is not one of the draws.
    pub seed: u64,
}

/// The scores under noise of one standard deviation.
#[derive(Clone, Debug, PartialEq)]
pub struct Noisy {
    /// Standard deviation of the noise, in units of the scaled inputs.
    pub deviation: f32,
    /// Accuracy, or R² of a regression, in each draw.
    pub scores: Vec<f64>,
}

impl Noisy {
    /// Mean over the draws, 0 without any.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.scores.iter().sum::<f64>() / self.scores.len().max(1) as f64
    }

    /// Sample standard deviation over the draws (divided by their number minus one), 0 with fewer than two.
    #[must_use]
    pub fn deviation_of_scores(&self) -> f64 {
        let mean = self.mean();
        let squares: f64 = self.scores.iter().map(|score| (score - mean) * (score - mean)).sum();
        libm::sqrt(squares / self.scores.len().saturating_sub(1).max(1) as f64)
    }
}

impl Noise {
    /// Calls `score` with the rows of `part` as the network reads them under the noise, `[rows, features]`. The noise
    /// is added to the scaled inputs, before features are computed from them.
    #[must_use]
    pub fn scores(&self, data: &Prepared, part: &Part, mut score: impl FnMut(Array2<f32>) -> f64) -> Vec<Noisy> {
        let noisy = |deviation: &f32| Noisy { deviation: *deviation, scores: Vec::new() };
        let mut all: Vec<Noisy> = self.deviations.iter().map(noisy).collect();
        for draw in 0..u64::from(self.draws) {
            let normal = self.normal(draw, (part.rows.len(), data.set.inputs.ncols()));
            for noisy in &mut all {
                noisy.scores.push(score(blurred(data, part, &normal, noisy.deviation)));
            }
        }
        all
    }

    /// The rows of `part` in the first draw at one standard deviation, for display.
    #[must_use]
    pub fn part(&self, data: &Prepared, part: &Part, deviation: f32) -> Part {
        let normal = self.normal(0, (part.rows.len(), data.set.inputs.ncols()));
        Part { inputs: blurred(data, part, &normal, deviation), ..part.clone() }
    }

    fn normal(&self, draw: u64, shape: (usize, usize)) -> Array2<f32> {
        let mut random = Random::new(self.seed.wrapping_add(draw), Stream::Noise);
        Array2::from_shape_simple_fn(shape, || random.normal() as f32)
    }
}

/// The features of the rows when `normal`, times `deviation`, is added to their scaled inputs: `[rows, features]`.
fn blurred(data: &Prepared, part: &Part, normal: &Array2<f32>, deviation: f32) -> Array2<f32> {
    let mut features = Array2::zeros((part.rows.len(), data.features.len()));
    let mut scaled = vec![0.0; data.set.inputs.ncols()];
    for ((row, normal), mut out) in part.rows.iter().zip(normal.rows()).zip(features.rows_mut()) {
        let raw = data.set.inputs.row(*row);
        for (((scaled, raw), scale), normal) in scaled.iter_mut().zip(raw).zip(&data.input_scales).zip(normal) {
            *scaled = deviation.mul_add(*normal, scale.scaled(*raw));
        }
        for (out, feature) in out.iter_mut().zip(&data.features) {
            *out = feature.of(&scaled);
        }
    }
    features
}

impl Probe<'_> {
    /// The score of `part`, as in its metrics, under noise.
    #[must_use]
    pub fn under_noise(&self, part: &Part, noise: &Noise) -> Vec<Noisy> {
        let (mut workspace, mut noisy) = (self.workspace(), part.clone());
        noise.scores(self.data, part, |inputs| {
            noisy.inputs = inputs;
            PartMetrics::of(self, &noisy, usize::MAX, &mut workspace).score
        })
    }
}

impl NearestMean {
    /// The accuracy on `part` under noise.
    #[must_use]
    pub fn under_noise(&self, data: &Prepared, part: &Part, noise: &Noise) -> Vec<Noisy> {
        noise.scores(data, part, |inputs| self.accuracy(data, &Part { inputs, ..part.clone() }).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{data::Shipped, experiment::Experiment, nn::math, training::Trainer};

    #[test]
    fn without_noise_nothing_changes_and_the_seed_decides_the_rest() {
        let mut trainer = Trainer::new(Experiment::default().validate().unwrap());
        (0..300).for_each(|_| trainer.step());
        let (probe, test) = (trainer.probe(), &trainer.data().test);
        let noise = Noise { deviations: vec![0.0, 0.5, 5.0], draws: 5, seed: 3 };
        let noisy = probe.under_noise(test, &noise);
        let plain = probe.metrics(usize::MAX).test.unwrap().score;
        assert_eq!((noisy[0].mean(), noisy[0].deviation_of_scores()), (plain, 0.0));
        assert!(noisy[0].mean() > noisy[1].mean() && noisy[1].mean() > noisy[2].mean(), "{noisy:?}");
        assert!(noisy[2].deviation_of_scores() > 0.0 && noisy[2].scores.len() == 5);
        assert_eq!(probe.under_noise(test, &noise), noisy);
        assert_ne!(probe.under_noise(test, &Noise { seed: 4, ..noise.clone() }), noisy);
        assert_eq!(noise.part(trainer.data(), test, 0.0), *test);
    }

    /// A share of Φ(−1/σ) of all numbers moves by more than 1.
    #[test]
    fn noise_is_normal_and_of_its_deviation() {
        let mut experiment = Experiment::default();
        experiment.set_source(crate::data::Source::Shipped(Shipped::Digits));
        let trainer = Trainer::new(experiment.validate().unwrap());
        let data = trainer.data();
        let part = Part { rows: data.train.rows.clone(), ..Part::default() };
        let noise = Noise { deviations: vec![0.5, 1.0, 2.0], draws: 3, seed: 1 };
        let plain = data.features_of(&data.set.inputs, &part.rows);
        for noisy in noise.scores(data, &part, |inputs| {
            let over = inputs.iter().zip(&plain).filter(|(noisy, plain)| *noisy - *plain > 1.0).count();
            over as f64 / plain.len() as f64
        }) {
            let share = 0.5 - 0.5 * f64::from(math::erf(std::f32::consts::FRAC_1_SQRT_2 / noisy.deviation));
            assert!((noisy.mean() / share - 1.0).abs() < 0.05, "{}: {} for {share}", noisy.deviation, noisy.mean());
        }
    }
}
