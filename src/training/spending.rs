//! The privacy that a run has spent, and Poisson-sampled batches, for which it can be computed.

use super::{StageRun, start};
use crate::{
    experiment::{Rows, ValidExperiment},
    measure::privacy::{Conversion, Spent, Steps},
    nn::Random,
};

/// Poisson sampling: each row joins a batch independently. Number of rows, and expected batch size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Poisson {
    pub(super) rows: usize,
    pub(super) expected: usize,
}

impl Poisson {
    /// Fills `batch` with randomly chosen rows, in their order; now and then with none.
    pub(super) fn draw(self, chance: &mut Random, batch: &mut Vec<u32>) {
        let share = self.expected as f64 / self.rows as f64;
        batch.clear();
        // So that no later batch needs more room.
        batch.reserve(self.rows);
        batch.extend((0..self.rows as u32).filter(|_| chance.unit() < share));
    }
}

/// The privacy budget that a run has spent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spending {
    /// Upper bound of ε; infinite when an earlier stage learned from these rows without noise.
    pub epsilon: f64,
    /// δ, the probability with which the bound may fail.
    pub delta: f64,
    /// Steps of the current stage.
    pub steps: Steps,
    /// L2 norm to which each row's gradient is clipped.
    pub clip: f32,
}

impl Spending {
    /// Spent by `steps` steps of the current stage on this number of `rows`; `None` when it is not private.
    ///
    /// Only the steps that led here are counted: discarded runs, settings chosen by looking, scales fitted to the rows,
    /// and the losses that were shown reveal more.
    #[must_use]
    pub fn of(experiment: &ValidExperiment, steps: u64, rows: usize, earlier: &[StageRun]) -> Option<Self> {
        let privacy = experiment.training().privacy?;
        let own = steps_of(experiment, steps, rows)?;
        let mut all = vec![own];
        let mut is_open = false;
        for (place, run) in earlier.iter().enumerate() {
            let (of, taken) = (&run.experiment, run.checkpoint.step);
            match of.training().privacy {
                // The rows of another set are not protected here.
                _ if of.stages.at_hand().rows == Rows::Neighbours || taken == 0 => {}
                None => is_open = true,
                Some(_) => {
                    let rows = start::rows(of, &earlier[..place]).train.rows.len();
                    all.extend(steps_of(of, taken, rows));
                }
            }
        }
        let delta = f64::from(privacy.delta);
        let epsilon = if is_open { f64::INFINITY } else { Spent::by(&all, delta, Conversion::Tight).epsilon };
        Some(Self { epsilon, delta, steps: own, clip: privacy.clip })
    }

    /// ε rounded up for display: to two decimals below ten, to one above.
    #[must_use]
    pub fn written(&self) -> String {
        match self.epsilon {
            epsilon if epsilon.is_infinite() => "∞".into(),
            // A bound may not be rounded down.
            epsilon if epsilon < 10.0 => format!("{:.2}", (epsilon * 100.0).ceil() / 100.0),
            epsilon => format!("{:.1}", (epsilon * 10.0).ceil() / 10.0),
        }
    }
}

fn steps_of(experiment: &ValidExperiment, count: u64, rows: usize) -> Option<Steps> {
    let (training, rows) = (experiment.training(), rows.max(1));
    let privacy = training.privacy?;
    let rate = training.batch_size.min(rows) as f64 / rows as f64;
    Some(Steps { rate, noise: f64::from(privacy.noise), count })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        experiment::{BatchOrder, Experiment, Privacy},
        nn::Stream,
        training::Trainer,
    };

    fn private(noise: f32) -> Experiment {
        let mut experiment = Experiment::default();
        let training = experiment.training_mut();
        (training.privacy, training.order) = (Some(Privacy { noise, ..Privacy::default() }), BatchOrder::Poisson);
        experiment
    }

    #[test]
    fn each_row_joins_by_its_own_coin() {
        let mut random = Random::new(5, Stream::Batches);
        let (mut batch, mut sizes, mut of_first) = (Vec::new(), Vec::new(), 0);
        for _ in 0..2000 {
            Poisson { rows: 250, expected: 10 }.draw(&mut random, &mut batch);
            sizes.push(batch.len());
            of_first += usize::from(batch.first() == Some(&0));
            assert!(batch.is_sorted_by(|a, b| a < b), "no row comes twice");
        }
        let mean = sizes.iter().sum::<usize>() as f64 / 2000.0;
        let variance = sizes.iter().map(|size| (*size as f64 - mean) * (*size as f64 - mean)).sum::<f64>() / 2000.0;
        assert!((mean - 10.0).abs() < 0.3 && (variance - 9.6).abs() < 1.2, "{mean}, {variance}");
        assert!((50..110).contains(&of_first), "row 0 joined {of_first} of 2000 batches, 80 are expected");
    }

    #[test]
    fn the_account_is_that_of_the_accountant() {
        let mut trainer = Trainer::new(private(1.5).validate().expect("valid"));
        (0..75).for_each(|_| trainer.step());
        let spending = trainer.spending().expect("private");
        // 250 training rows, batches of 10: three epochs.
        let steps = Steps { rate: 0.04, noise: 1.5, count: 75 };
        assert_eq!(spending.steps, steps);
        let by_hand = Spent::by(&[steps], f64::from(1e-5_f32), Conversion::Tight).epsilon;
        assert_eq!((spending.epsilon, trainer.epochs()), (by_hand, 3));
        assert!(Trainer::new(Experiment::default().validate().expect("valid")).spending().is_none());
    }

    #[test]
    fn what_an_earlier_stage_saw_without_noise_cannot_be_taken_back() {
        let mut experiment = private(2.0);
        experiment.pretrain_first();
        let open = experiment.clone();
        let first_is_private = |mut experiment: Experiment, is_private: bool| {
            if !is_private {
                experiment.training_mut().privacy = None;
            }
            let mut trainer = Trainer::new(experiment.validate().expect("valid"));
            (0..25).for_each(|_| trainer.step());
            trainer.go_to_stage(1);
            (0..25).for_each(|_| trainer.step());
            trainer.spending().expect("private")
        };
        assert_eq!(first_is_private(open.clone(), false).epsilon, f64::INFINITY);
        let both = first_is_private(open, true);
        let twice = Steps { count: 50, ..both.steps };
        let once = Spent::by(&[twice], both.delta, Conversion::Tight).epsilon;
        assert!((both.epsilon / once - 1.0).abs() < 1e-12, "{} and {once}", both.epsilon);
    }

    #[test]
    fn a_bound_is_never_rounded_down() {
        let steps = Steps { rate: 0.1, noise: 1.0, count: 1 };
        let written = |epsilon| Spending { epsilon, delta: 1e-5, steps, clip: 1.0 }.written();
        assert_eq!([3.481, 12.31, f64::INFINITY].map(written), ["3.49", "12.4", "∞"]);
    }
}
