//! The rows of a batch as a step reads them, where it does not read them unchanged: a denoising autoencoder's inputs
//! are corrupted, its targets are not (Vincent et al. 2010); training rows may be augmented, and class targets smoothed
//! (Szegedy et al. 2016).

use crate::{
    data::Part,
    experiment::{Augmentation, Experiment},
    nn::{Batch, Random},
};

/// Changes the rows of each batch anew. The only place where what a step reads differs from the rows.
#[derive(Clone, Debug)]
pub(super) struct Presented {
    masked: f64,
    noise: f64,
    /// Side of the pictures that are shifted, and largest shift, both in pixels.
    shift: Option<(usize, usize)>,
    smoothing: f32,
    inputs: Vec<f32>,
    targets: Vec<f32>,
    rows: Vec<u32>,
}

impl Presented {
    /// What the current stage does to its rows; `None` if nothing.
    pub(super) fn of(experiment: &Experiment) -> Option<Self> {
        let spoiled = experiment.autoencoder().map(|autoencoder| (autoencoder.masked, autoencoder.noise));
        let training = experiment.training();
        let mut augmentation = training.augmentation;
        if experiment.alignment().is_some() {
            // Two views of a row are enough of a difference.
            augmentation = Augmentation::default();
        }
        // An autoencoder defines its own corruption.
        let (masked, noise) = spoiled.unwrap_or((0.0, augmentation.noise));
        let is_shifted = augmentation.shift > 0 && experiment.autoencoder().is_none();
        let shift = experiment.picture().filter(|_| is_shifted).map(|side| (side, augmentation.shift as usize));
        let smoothing = if training.loss.from_logits() { training.label_smoothing } else { 0.0 };
        (masked > 0.0 || noise > 0.0 || smoothing > 0.0 || shift.is_some()).then(|| Self {
            masked: f64::from(masked),
            noise: f64::from(noise),
            shift,
            smoothing,
            inputs: Vec::new(),
            targets: Vec::new(),
            rows: Vec::new(),
        })
    }

    /// The rows of `batch`: each input is set to 0 with the masking probability, or else gets normal noise.
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
            let begun = self.inputs.len();
            for input in &batch.inputs[row * inputs..(row + 1) * inputs] {
                self.inputs.push(spoiled(*input, self.masked, self.noise, random));
            }
            if let Some((side, most)) = self.shift {
                let mut by = || random.below(2 * most as u32 + 1) as isize - most as isize;
                let by = (by(), by());
                shift(&mut self.inputs[begun..], side, by);
            }
        }
        Batch { inputs: &self.inputs, targets: &self.targets, rows: &self.rows }
    }
}

/// Shifts the square picture `pixels` of this side right and down, in place; pixels from outside are background, 0.
fn shift(pixels: &mut [f32], side: usize, (right, down): (isize, isize)) {
    let whole = |at: isize| (0..side as isize).contains(&at);
    let mut move_to = |row: usize, column: usize| {
        let (from_row, from_column) = (row as isize - down, column as isize - right);
        let is_inside = whole(from_row) && whole(from_column);
        pixels[row * side + column] =
            if is_inside { pixels[from_row as usize * side + from_column as usize] } else { 0.0 };
    };
    // Against the direction of the shift, so that no pixel is read after it was replaced.
    let order = |by: isize, at: usize| if by > 0 { side - 1 - at } else { at };
    for row in 0..side {
        for column in 0..side {
            move_to(order(down, row), order(right, column));
        }
    }
}

/// An input that is set to 0 with the probability `masked`, or else gets normal noise of this standard deviation.
#[inline]
pub(crate) fn spoiled(input: f32, masked: f64, noise: f64, random: &mut Random) -> f32 {
    let is_masked = masked > 0.0 && random.unit() < masked;
    let moved = if noise > 0.0 { (noise * random.normal()) as f32 } else { 0.0 };
    if is_masked { 0.0 } else { input + moved }
}

/// `(1 − ε) t + ε / K` for a target `t` of 0 or 1 and K classes: one per output, or two for a single logit.
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
        experiment::{Augmentation, Autoencoder, Rules, Task},
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
    fn a_picture_is_shifted_whole() {
        let picture: Vec<f32> = (1..=9).map(|pixel| pixel as f32).collect();
        let shifted = |by| {
            let mut pixels = picture.clone();
            shift(&mut pixels, 3, by);
            pixels
        };
        assert_eq!(shifted((0, 0)), picture);
        assert_eq!(shifted((1, 0)), [0.0, 1.0, 2.0, 0.0, 4.0, 5.0, 0.0, 7.0, 8.0]);
        assert_eq!(shifted((0, -1)), [4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 0.0, 0.0, 0.0]);
        assert_eq!(shifted((-1, 2)), [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.0, 3.0, 0.0]);
    }

    #[test]
    fn only_what_a_step_sees_is_augmented() {
        let mut experiment = Experiment::default();
        experiment.set_source(Source::Shipped(crate::data::Shipped::Digits));
        experiment.training_mut().augmentation = Augmentation { noise: 0.0, shift: 1 };
        let trainer = Trainer::new(experiment.validate().expect("valid"));
        let part = &trainer.data().train;
        let rows: Vec<u32> = (0..200).collect();
        let (inputs, targets) = (part.inputs.as_slice().unwrap(), part.targets.as_slice().unwrap());
        let mut presented = Presented::of(trainer.experiment()).expect("rows are shifted");
        let mut random = Random::new(1, Stream::Noise);
        let shown = presented.present(Batch { inputs, targets, rows: &rows }, part, &mut random);
        let moves: Vec<(isize, isize)> = (-1..=1).flat_map(|right| (-1..=1).map(move |down| (right, down))).collect();
        let mut seen = std::collections::BTreeSet::new();
        for row in 0..200 {
            let is_by = |by: &&(isize, isize)| {
                let mut pixels = inputs[row * 64..(row + 1) * 64].to_vec();
                shift(&mut pixels, 8, **by);
                pixels == shown.inputs[row * 64..(row + 1) * 64]
            };
            seen.insert(*moves.iter().find(is_by).expect("a shift by at most one pixel"));
        }
        assert!(seen.len() >= 8, "all nine shifts come: {seen:?}");
        assert_eq!(trainer.data().train.inputs.as_slice(), Some(inputs), "the rows stay as they are");
    }

    #[test]
    fn smoothing_by_hand() {
        assert_eq!([0.0, 1.0].map(|target| smoothed(target, 0.25, 1)), [0.125, 0.875], "one logit for two classes");
        assert_eq!([0.0, 1.0].map(|target| smoothed(target, 0.25, 4)), [0.0625, 0.8125]);
        assert_eq!(smoothed(-0.0, 0.0, 4).to_bits(), (-0.0_f32).to_bits());
    }
}
