//! The rows of a batch as a step sees them, where they are not as they stand: a denoising autoencoder's inputs are spoiled by
//! chance, its targets are not (Vincent et al. 2010), and targets of classes may be smoothed (Szegedy et al. 2016).

use crate::{
    data::Part,
    experiment::Experiment,
    nn::{Batch, Random},
};

/// Changes the rows of each batch anew. The one place where what a step sees differs from the rows.
#[derive(Clone, Debug)]
pub(super) struct Presented {
    masked: f64,
    noise: f64,
    smoothing: f32,
    inputs: Vec<f32>,
    targets: Vec<f32>,
    rows: Vec<u32>,
}

impl Presented {
    /// What the stage at hand does to its rows, if it does anything.
    pub(super) fn of(experiment: &Experiment) -> Option<Self> {
        let spoiled = experiment.autoencoder().map(|autoencoder| (autoencoder.masked, autoencoder.noise));
        let (masked, noise) = spoiled.unwrap_or_default();
        let training = experiment.training();
        let smoothing = if training.loss.from_logits() { training.label_smoothing } else { 0.0 };
        (masked > 0.0 || noise > 0.0 || smoothing > 0.0).then(|| Self {
            masked: f64::from(masked),
            noise: f64::from(noise),
            smoothing,
            inputs: Vec::new(),
            targets: Vec::new(),
            rows: Vec::new(),
        })
    }

    /// The rows of `batch`: each input is set to 0 with the probability that is masked, or else moved by normal noise.
    pub(super) fn present<'a>(&'a mut self, batch: Batch<'_>, part: &Part, random: &mut Random) -> Batch<'a> {
        let (inputs, outputs) = (part.inputs.ncols(), part.targets.ncols());
        self.inputs.clear();
        self.targets.clear();
        self.rows.clear();
        self.rows.extend(0..batch.rows.len() as u32);
        for row in batch.rows {
            let row = *row as usize;
            let targets = &batch.targets[row * outputs..(row + 1) * outputs];
            self.targets.extend(targets.iter().map(|target| smoothed(*target, self.smoothing, outputs)));
            for input in &batch.inputs[row * inputs..(row + 1) * inputs] {
                self.inputs.push(spoiled(*input, self.masked, self.noise, random));
            }
        }
        Batch { inputs: &self.inputs, targets: &self.targets, rows: &self.rows }
    }
}

/// An input that is set to 0 with the probability `masked`, or else moved by normal noise of this deviation.
#[inline]
pub(crate) fn spoiled(input: f32, masked: f64, noise: f64, random: &mut Random) -> f32 {
    let is_masked = masked > 0.0 && random.unit() < masked;
    let moved = if noise > 0.0 { (noise * random.normal()) as f32 } else { 0.0 };
    if is_masked { 0.0 } else { input + moved }
}

/// `(1 − ε) t + ε / K` of a target `t` that is 0 or 1, for K classes: one a logit, or two for a single one.
fn smoothed(target: f32, epsilon: f32, outputs: usize) -> f32 {
    if epsilon == 0.0 {
        return target;
    }
    (1.0 - epsilon) * target + epsilon / outputs.max(2) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::{Generator, Source},
        experiment::{Autoencoder, Rules, Task},
        nn::Stream,
        training::Trainer,
    };

    #[test]
    fn the_share_is_masked_and_the_targets_stay() {
        let mut experiment = Experiment::default();
        let autoencoder = Autoencoder { below: 0, layers: 1, decoder: None, masked: 0.3, noise: 0.1 };
        let stage = experiment.stages.at_hand_mut();
        stage.task = Task::Reconstruct(autoencoder);
        let trainer = Trainer::new(experiment.validate().expect("valid"));
        let part = &trainer.data().train;
        let rows: Vec<u32> = (0..part.rows.len() as u32).rev().collect();
        let (inputs, targets) = (part.inputs.as_slice().unwrap(), part.targets.as_slice().unwrap());
        let mut presented = Presented::of(trainer.experiment()).expect("it is a denoising one");
        let mut random = Random::new(1, Stream::Noise);
        let spoiled = presented.present(Batch { inputs, targets, rows: &rows }, part, &mut random);
        let zeros = spoiled.inputs.iter().filter(|input| **input == 0.0).count() as f64 / spoiled.inputs.len() as f64;
        assert!((zeros - 0.3).abs() < 0.05, "{zeros}");
        assert_eq!(spoiled.targets[..2], inputs[inputs.len() - 2..], "the last row comes first, whole");
        let moved = spoiled.inputs.iter().zip(spoiled.targets).filter(|(input, _)| **input != 0.0);
        let squares: Vec<f32> = moved.map(|(input, target)| (input - target) * (input - target)).collect();
        let deviation = (squares.iter().sum::<f32>() / squares.len() as f32).sqrt();
        assert!((deviation - 0.1).abs() < 0.02, "{deviation}");
    }

    #[test]
    fn smoothed_classes_are_told_with_less_than_certainty() {
        let mut experiment = Experiment::default();
        experiment.data.source = Source::generated(Generator::Gaussian);
        Rules::Modern.apply(&mut experiment);
        (experiment.training_mut().learning_rate, experiment.training_mut().label_smoothing) = (0.3, 0.2);
        let mut trainer = Trainer::new(experiment.validate().expect("valid"));
        while trainer.epochs() < 100 {
            trainer.step();
        }
        let part = &trainer.data().train;
        let of_row = |row: usize| trainer.network().forward(&part.inputs.row(row).to_vec()).pop().expect("outputs")[0];
        let mean = (0..250).map(|row| 1.0 / (1.0 + libm::expf(-of_row(row).abs()))).sum::<f32>() / 250.0;
        assert!((mean - 0.9).abs() < 0.01, "1 − ε/2 of certainty is the best there is, not {mean}");
    }

    #[test]
    fn smoothing_by_hand() {
        assert_eq!([0.0, 1.0].map(|target| smoothed(target, 0.25, 1)), [0.125, 0.875], "one logit for two classes");
        assert_eq!([0.0, 1.0].map(|target| smoothed(target, 0.25, 4)), [0.0625, 0.8125]);
        assert_eq!(smoothed(-0.0, 0.0, 4).to_bits(), (-0.0_f32).to_bits());
    }
}
