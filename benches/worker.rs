//! What watching costs: a worker that publishes for a window, beside the same training alone.
//!
//! Three windows watch: one that shows every unit's map, one that shows the decision map alone, and one that shows neither
//! plane nor points, which costs no more than the metrics. `pixels` has 196 inputs, whose plane nobody can read.

#![allow(clippy::print_stdout, reason = "it is what a bench is for")]
#![allow(clippy::expect_used, reason = "an experiment that is not valid is a bug of this file")]

use std::{
    fmt::Write as _,
    sync::Arc,
    time::{Duration, Instant},
};

use neurarium::{
    data::{Source, Table},
    experiment::{Experiment, HiddenLayer, ValidExperiment},
    insight::Request,
    nn::Activation,
    training::Trainer,
    worker::{Command, Worker},
};

const TIME: Duration = Duration::from_secs(3);
const FRAME: Duration = Duration::from_millis(16);

fn main() {
    let made = |hidden: &[usize]| experiment(hidden, None);
    let cases = [
        ("play", made(&[8, 8])),
        ("deep", made(&[8; 6])),
        ("large", made(&[64; 4])),
        ("pixels", experiment(&[64, 32], Some(pixels()))),
    ];
    let decision = Request { map: 300, points: 2_000, ..Request::default() };
    let windows = [
        ("units", Request { units: true, ..decision.clone() }),
        ("decision", decision),
        ("nothing", Request::default()),
    ];
    for (name, experiment) in cases {
        let alone = alone(experiment.clone());
        println!("{name:<6} alone {alone:>9.0} epochs/s");
        for (seen, request) in &windows {
            let (watched, snapshots) = watched(experiment.clone(), request.clone());
            let share = 100.0 * watched / alone;
            println!("       {seen:<8} {watched:>9.0} epochs/s, {share:>5.1} %, {snapshots:.0} snapshots/s");
        }
    }
}

/// Five hundred rows of 196 numbers, of two kinds.
fn pixels() -> Source {
    const PIXELS: usize = 196;
    let names: Vec<String> = (1..=PIXELS).map(|pixel| format!("p{pixel}")).collect();
    let mut csv = format!("{},kind\n", names.join(","));
    for row in 0..500_usize {
        for pixel in 0..PIXELS {
            write!(csv, "{},", (row * 7 + pixel * 13 + row * pixel) % 17).expect("memory takes it");
        }
        writeln!(csv, "{}", if row % 2 == 0 { "even" } else { "odd" }).expect("memory takes it");
    }
    let table = Table::read_csv("pixels.csv", csv.as_bytes()).expect("it is a table");
    Source::Table { table: Arc::new(table), inputs: names, target: "kind".into(), classes: true }
}

fn experiment(hidden: &[usize], source: Option<Source>) -> ValidExperiment {
    let mut experiment = Experiment::default();
    source.into_iter().for_each(|source| experiment.set_source(source));
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
fn watched(experiment: ValidExperiment, request: Request) -> (f64, f64) {
    let rows = Trainer::new(experiment.clone()).steps_per_epoch();
    let worker = Worker::new(experiment, request, || ());
    assert!(worker.send(Command::Run));
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
    ((last.1 - first.1) / rows / seconds, f64::from(snapshots) / TIME.as_secs_f64())
}
