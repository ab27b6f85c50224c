//! Differentially private steps: gradients clipped row by row, and normal noise on their sum (Abadi et al. 2016).

use super::spending::Poisson;
use crate::{
    experiment::Experiment,
    nn::{Batch, Dropout, Loss, Network, Parameters, Random, Workspace},
};

/// Takes private steps.
#[derive(Clone, Debug)]
pub(super) struct Private {
    clip: f64,
    /// Standard deviation of the noise added to each number of the sum.
    deviation: f64,
    /// Sum of the clipped gradients of a batch.
    sum: Parameters,
    /// Random numbers seeded by the operating system and kept in no file: whoever knows the noise can subtract it, and
    /// whoever knows the batches knows which steps a row had no part in.
    chance: Random,
}

impl Private {
    /// The private steps of the current stage; `None` if its training is not private.
    pub(super) fn of(experiment: &Experiment) -> Option<Self> {
        let privacy = experiment.training().privacy?;
        Some(Self {
            clip: f64::from(privacy.clip),
            deviation: f64::from(privacy.noise) * f64::from(privacy.clip),
            sum: Parameters::zeros(&experiment.sizes()),
            chance: Random::from_the_system(),
        })
    }

    /// Fills `rows` with a Poisson-sampled batch: each row joins independently.
    pub(super) fn draw(&mut self, poisson: Poisson, rows: &mut Vec<u32>) {
        poisson.draw(&mut self.chance, rows);
    }

    /// Replaces the gradient in `workspace` by `(Σ clipped gradients + noise) / expected rows`, for layers that are not
    /// `frozen`; returns the mean loss, 0 for an empty batch.
    ///
    /// The divisor is the expected batch size, not that of this batch, which would reveal who is in it.
    pub(super) fn backpropagate(
        &mut self,
        network: &Network,
        (batch, expected): (Batch<'_>, f64),
        loss: Loss,
        dropout: &mut Dropout<'_>,
        frozen: &[bool],
        workspace: &mut Workspace,
    ) -> f64 {
        self.sum.values_mut().fill(0.0);
        let mut losses = 0.0;
        for row in batch.rows {
            let one = Batch { rows: std::slice::from_ref(row), ..batch };
            let dropout = Dropout { shares: dropout.shares, noise: &mut *dropout.noise };
            losses += network.backpropagate(one, loss, dropout, frozen, workspace);
            let gradient = workspace.gradient().values();
            let norm = gradient.iter().map(|g| f64::from(*g) * f64::from(*g)).sum::<f64>().sqrt();
            // A gradient that is not finite cannot be clipped, so it must not count at all.
            let factor = if norm.is_finite() { (self.clip / norm).min(1.0) as f32 } else { continue };
            self.sum.values_mut().iter_mut().zip(gradient).for_each(|(sum, g)| *sum += factor * g);
        }
        for (layer, frozen) in frozen.iter().enumerate() {
            let (start, _, end) = self.sum.span(layer);
            let gradient = &mut workspace.gradient_mut().values_mut()[start..end];
            for (g, sum) in gradient.iter_mut().zip(&self.sum.values()[start..end]) {
                let noise = if *frozen { 0.0 } else { self.deviation * self.chance.normal() };
                *g = ((f64::from(*sum) + noise) / expected) as f32;
            }
        }
        losses / batch.rows.len().max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        experiment::{BatchOrder, Privacy},
        nn::Optimizer,
        training::Trainer,
    };

    fn trainer(privacy: Privacy) -> Trainer {
        let mut experiment = Experiment::default();
        let training = experiment.training_mut();
        (training.privacy, training.order) = (Some(privacy), BatchOrder::Poisson);
        (training.optimizer, training.learning_rate) = (Optimizer::GradientDescent, 1.0);
        Trainer::new(experiment.validate().expect("valid"))
    }

    /// The gradient of each of these rows alone, from the step's change at rate 1 and without noise.
    fn change(privacy: Privacy, rows: &[u32], expected: f64) -> (Parameters, Vec<Vec<f64>>) {
        let trainer = trainer(privacy);
        let network = trainer.network();
        let part = &trainer.data().train;
        let mut workspace = Workspace::new(network.parameters.sizes());
        let batch = |rows| Batch {
            inputs: part.inputs.as_slice().expect("contiguous"),
            targets: part.targets.as_slice().expect("contiguous"),
            rows,
        };
        let (frozen, loss) = ([false; 3], trainer.experiment().training().loss);
        let mut random = Random::new(0, crate::nn::Stream::Noise);
        let alone: Vec<Vec<f64>> = rows
            .iter()
            .map(|row| {
                let dropout = Dropout { shares: &[0.0; 3], noise: &mut random };
                network.backpropagate(batch(std::slice::from_ref(row)), loss, dropout, &frozen, &mut workspace);
                workspace.gradient().values().iter().map(|g| f64::from(*g)).collect()
            })
            .collect();
        let mut private = Private::of(trainer.experiment()).expect("private");
        let mut dropout = Dropout { shares: &[0.0; 3], noise: &mut random };
        private.backpropagate(network, (batch(rows), expected), loss, &mut dropout, &frozen, &mut workspace);
        (workspace.gradient().clone(), alone)
    }

    #[test]
    fn each_row_pulls_no_further_than_the_clip_and_the_expected_batch_divides() {
        let privacy = Privacy { clip: 0.9, noise: 0.0, ..Privacy::default() };
        let rows = [3, 8, 8, 120, 7];
        let (gradient, alone) = change(privacy, &rows, 10.0);
        let norms: Vec<f64> = alone.iter().map(|g| g.iter().map(|x| x * x).sum::<f64>().sqrt()).collect();
        assert!(norms.iter().any(|norm| *norm > 0.9) && norms.iter().any(|norm| *norm < 0.9), "{norms:?}");
        for (index, g) in gradient.values().iter().enumerate() {
            let sum: f64 = alone.iter().zip(&norms).map(|(row, norm)| row[index] * (0.9 / norm).min(1.0)).sum();
            assert!((f64::from(*g) - sum / 10.0).abs() < 1e-7, "{index}: {g}, not {}", sum / 10.0);
        }
    }

    #[test]
    fn the_noise_has_the_deviation_that_was_asked_for() {
        let privacy = Privacy { clip: 0.5, noise: 3.0, ..Privacy::default() };
        let all: Vec<f64> =
            (0..400).flat_map(|_| change(privacy, &[], 10.0).0.values().to_vec()).map(f64::from).collect();
        let mean = all.iter().sum::<f64>() / all.len() as f64;
        let deviation = (all.iter().map(|g| (g - mean) * (g - mean)).sum::<f64>() / all.len() as f64).sqrt();
        assert!(mean.abs() < 0.01 && (deviation - 0.15).abs() < 0.004, "σC / qN = 0.15, not {deviation} ({mean})");
    }

    #[test]
    fn two_private_runs_of_one_recipe_are_never_the_same() {
        let run = || {
            let mut trainer = trainer(Privacy::default());
            (0..20).for_each(|_| trainer.step());
            (trainer.network().parameters.clone(), trainer.checkpoint())
        };
        let ((a, first), (b, second)) = (run(), run());
        assert_ne!(a, b);
        assert_eq!((first.noise, first.batches), (second.noise, second.batches), "nothing of the chance is kept");
    }
}
