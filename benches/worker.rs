//! What watching costs: `play` under a worker that publishes for a window, beside the same training alone.

#![allow(clippy::print_stdout, reason = "it is what a bench is for")]
#![allow(clippy::expect_used, reason = "an experiment that is not valid is a bug of this file")]

use std::time::{Duration, Instant};

use neurarium::{
    experiment::{Experiment, HiddenLayer, ValidExperiment},
    insight::{Axes, MapRequest},
    nn::Activation,
    training::Trainer,
    worker::{Command, Worker},
};

const TIME: Duration = Duration::from_secs(3);
const FRAME: Duration = Duration::from_millis(16);

fn main() {
    for (name, hidden) in [("play", vec![8, 8]), ("deep", vec![8; 6]), ("large", vec![64; 4])] {
        let alone = alone(experiment(&hidden));
        let (watched, snapshots) = watched(experiment(&hidden));
        println!(
            "{name:<6} alone {alone:>9.0} epochs/s, watched {watched:>9.0} epochs/s, {:>5.1} %, {snapshots:.0} snapshots/s",
            100.0 * watched / alone
        );
    }
}

fn experiment(hidden: &[usize]) -> ValidExperiment {
    let mut experiment = Experiment::default();
    let layer = |&units: &usize| HiddenLayer { units, activation: Activation::Tanh, dropout: 0.0, frozen: false };
    experiment.network.hidden = hidden.iter().map(layer).collect();
    experiment.validate().expect("the experiment is valid")
}

fn alone(experiment: ValidExperiment) -> f64 {
    let mut trainer = Trainer::new(experiment);
    let start = Instant::now();
    while start.elapsed() < TIME {
        (0..64).for_each(|_| trainer.step());
    }
    trainer.progress() / start.elapsed().as_secs_f64()
}

/// Epochs and snapshots a second, with a frame loop that fetches the newest snapshot and draws nothing.
fn watched(experiment: ValidExperiment) -> (f64, f64) {
    let worker = Worker::new(experiment, || ());
    let request = MapRequest { resolution: 300, axes: Axes::Inputs(0, 1), area: None, space: false };
    assert!(worker.send(Command::Probe(request)) && worker.send(Command::Run));
    let start = Instant::now();
    let (mut first, mut last, mut snapshots) = (None, None, 0);
    while start.elapsed() < TIME {
        std::thread::sleep(FRAME);
        if let Some(snapshot) = worker.newest().filter(|snapshot| snapshot.running) {
            let moment = (Instant::now(), snapshot.checkpoint.step as f64);
            first = first.or(Some(moment));
            last = Some(moment);
            snapshots += 1;
        }
    }
    let (first, last) = first.zip(last).expect("the worker publishes");
    let seconds = (last.0 - first.0).as_secs_f64();
    ((last.1 - first.1) / 25.0 / seconds, f64::from(snapshots) / TIME.as_secs_f64())
}
