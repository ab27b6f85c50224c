//! The lottery ticket: prune in rounds, and train what is left from three starts.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Seen, Stage};
use crate::{
    data::Split,
    experiment::Experiment,
    insight::phenomena::ticket::Mask,
    nn::{Parameters, Random, Stream},
    training::{Status, Trainer},
    worker::fleet,
};

/// Seeds of rows and first weights.
pub const SEEDS: usize = 4;
/// Rounds of pruning, the whole network among them.
const ROUNDS: usize = 15;
/// Epochs after which accuracy is looked at: early, and at the end.
pub const EPOCHS: [u64; 2] = [3, 15];
/// What is left is trained from: its own first weights; the same places with other first weights; other places with their own.
pub const ARMS: usize = 3;

/// What is left after some rounds, and what it learns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Round {
    /// Share of the weights, 0…1.
    pub left: f64,
    /// Test accuracy of each arm after each of [`EPOCHS`].
    pub accuracy: [[f64; 2]; ARMS],
}

pub(super) fn run(stage: &Stage<'_>, experiment: &Experiment) {
    let done = AtomicUsize::new(0);
    let seed = |number: u64| seed(stage, experiment, number, &done);
    let _seeds = fleet::each(SEEDS as u64, |_| (), seed);
}

/// All rounds of one seed; nothing of an experiment that is not valid.
fn seed(stage: &Stage<'_>, experiment: &Experiment, number: u64, done: &AtomicUsize) -> Option<()> {
    let with = |weights: u64| {
        let mut experiment = experiment.clone();
        experiment.seeds.data = experiment.seeds.data.wrapping_add(number);
        experiment.seeds.batches = experiment.seeds.batches.wrapping_add(number);
        experiment.seeds.weights = experiment.seeds.weights.wrapping_add(weights);
        experiment
    };
    let own = with(number);
    let trainer = Trainer::new(own.clone().validate().ok()?);
    let start = trainer.network().parameters.clone();
    let mut mask = Mask::whole(&start);
    let mut places = Random::new(number, Stream::Noise);
    for _ in 0..ROUNDS {
        let (accuracy, trained) = train(stage, &trainer, &own, &mask, start.clone())?;
        let mut round = Round { left: mask.share(&start), accuracy: [accuracy; ARMS] };
        if round.left < 1.0 {
            // Seeds of first weights that no other start has.
            let anew = with(number + 500).validate().ok()?;
            let anew = trainer.beside(anew).network().parameters.clone();
            round.accuracy[1] = train(stage, &trainer, &own, &mask, anew)?.0;
            let others = mask.shuffled(&start, &mut places);
            round.accuracy[2] = train(stage, &trainer, &own, &others, start.clone())?.0;
        }
        let share = (done.fetch_add(1, Ordering::Relaxed) + 1) as f32 / (SEEDS * ROUNDS) as f32;
        stage.change(share, |seen| {
            if let Seen::Tickets(tickets) = seen {
                tickets[number as usize].push(round);
            }
        });
        mask.prune(&trained);
    }
    Some(())
}

/// Trains what the mask leaves of `start`; its test accuracy after each of [`EPOCHS`], and what it has become. Nothing once
/// the end was asked for.
fn train(
    stage: &Stage<'_>,
    rows: &Trainer,
    experiment: &Experiment,
    mask: &Mask,
    start: Parameters,
) -> Option<([f64; 2], Parameters)> {
    let experiment = mask.on(experiment, &start).validate().ok()?;
    let mut trainer = rows.beside(experiment);
    trainer.restart_from(mask.of(start)).ok()?;
    let mut trainer = trainer.unrecorded();
    let mut accuracy = [f64::NAN; 2];
    for (place, epochs) in EPOCHS.into_iter().enumerate() {
        while trainer.epochs() < epochs && *trainer.status() == Status::Ready {
            if !stage.goes_on() {
                return None;
            }
            let epoch = trainer.epochs();
            while trainer.epochs() == epoch && *trainer.status() == Status::Ready {
                trainer.step();
            }
        }
        accuracy[place] = trainer.metrics().part(Split::Test).map_or(f64::NAN, |part| part.score);
    }
    Some((accuracy, trainer.network().parameters.clone()))
}
