//! What private training costs, and what it hides: the accuracy of two networks on digits at several noises, and one painted
//! point with and without.

#![allow(clippy::print_stdout, reason = "a bench prints")]

use neurarium::{
    data::{Painted, Shipped, Source},
    experiment::{BatchOrder, Experiment, HiddenLayer, Privacy, Rules},
    insight::{Axes, Decision, MapRequest},
    measure::Area,
    nn::{Activation, Optimizer},
    training::Trainer,
};

/// Seeds of each row of the table.
const SEEDS: u64 = 4;
/// Seeds of the painted point.
const PAINTED: u64 = 10;
/// Where it lies.
const POINT: (f32, f32) = (4.5, 4.5);
/// Places along each side of the plane.
const CELLS: usize = 50;

fn main() {
    price();
    one_point();
}

/// Digits by 64-32-10 and 64-10, batch 64, 1,000 steps, clipped at 1, δ 1e-4; the better of two rates by the test rows, as the
/// reference does.
fn price() {
    println!(
        "digits, batch 64, 1,000 steps, clip 1, δ 1e-4; mean test accuracy over {SEEDS} seeds, the better of two rates"
    );
    println!("{:>8} {:>8} {:>10} {:>10}", "noise", "ε", "64-32-10", "64-10");
    for noise in [None, Some(0.7), Some(1.0), Some(2.0), Some(4.0), Some(8.0)] {
        let mut cells = Vec::new();
        let mut epsilon = f64::INFINITY;
        for hidden in [&[32][..], &[]] {
            let best = [0.5, 2.0].map(|rate| {
                let scores = (0..SEEDS).map(|seed| {
                    let mut trainer = Trainer::new(digits(hidden, noise, rate, seed).validate().expect("valid"));
                    (0..1000).for_each(|_| trainer.step());
                    epsilon = trainer.spending().map_or(epsilon, |spending| spending.epsilon);
                    trainer.metrics().test.expect("test rows").score
                });
                scores.sum::<f64>() / SEEDS as f64
            });
            cells.push(best[0].max(best[1]));
        }
        let noise = noise.map_or_else(|| "none".into(), |noise| noise.to_string());
        println!("{noise:>8} {epsilon:>8.2} {:>10.3} {:>10.3}", cells[0], cells[1]);
    }
}

fn digits(hidden: &[usize], noise: Option<f32>, rate: f32, seed: u64) -> Experiment {
    let mut experiment = Experiment::default();
    experiment.set_source(Source::Shipped(Shipped::Digits));
    Rules::Modern.apply(&mut experiment);
    let first = experiment.network.hidden[0];
    experiment.network.hidden =
        hidden.iter().map(|units| HiddenLayer { units: *units, activation: Activation::Relu, ..first }).collect();
    (experiment.data.train_share, experiment.data.validation_share) = (0.722, 0.0);
    experiment.seeds.weights = seed;
    experiment.seeds.data = seed;
    let training = experiment.training_mut();
    training.optimizer = Optimizer::GradientDescent;
    (training.learning_rate, training.batch_size, training.order) = (rate, 64, BatchOrder::Poisson);
    training.privacy = noise.map(|noise| Privacy { clip: 1.0, noise, delta: 1e-4 });
    experiment
}

/// Two clouds of 60 points, and one painted point of the first class behind the second cloud: in how many seeds the network
/// knows that point by heart, with it and without.
fn one_point() {
    println!(
        "\none painted point, {PAINTED} seeds: in how many the network answers its class at its place, with it and without"
    );
    println!("{:>8} {:>8} {:>8} {:>8}", "noise", "ε", "with", "without");
    for noise in [None, Some(1.0), Some(4.0)] {
        let mut epsilon = f64::INFINITY;
        let [with, without] = [true, false].map(|is_there| {
            let maps = (0..PAINTED).map(|seed| {
                let mut trainer = Trainer::new(painted(is_there, noise, seed).validate().expect("valid"));
                (0..2000).for_each(|_| trainer.step());
                epsilon = trainer.spending().map_or(epsilon, |spending| spending.epsilon);
                decision(&trainer)
            });
            maps.collect::<Vec<_>>()
        });
        let place = |(x, y): (f32, f32)| {
            let cell = |at: f32| ((at + 6.0) / 12.0 * CELLS as f32) as usize;
            cell(y) * CELLS + cell(x)
        };
        let knows = |maps: &[Vec<bool>]| maps.iter().filter(|map| !map[place(POINT)]).count();
        let noise = noise.map_or_else(|| "none".into(), |noise: f32| noise.to_string());
        println!("{noise:>8} {epsilon:>8.2} {:>8} {:>8}", knows(&with), knows(&without));
    }
}

fn painted(is_there: bool, noise: Option<f32>, seed: u64) -> Experiment {
    let mut experiment = Experiment::default();
    let mut points = Painted::default();
    for point in 0..120 {
        let (side, turn) = (if point % 2 == 0 { -2.0 } else { 2.0 }, point as f32);
        points.add(side + 0.9 * libm::sinf(2.4 * turn), side + 0.9 * libm::cosf(1.7 * turn), u32::from(point % 2 == 1));
    }
    if is_there {
        points.add(POINT.0, POINT.1, 0);
    }
    experiment.set_source(Source::Painted(points.into()));
    Rules::Modern.apply(&mut experiment);
    let first = experiment.network.hidden[0];
    experiment.network.hidden = vec![HiddenLayer { units: 8, activation: Activation::Tanh, ..first }];
    (experiment.data.train_share, experiment.data.validation_share) = (1.0, 0.0);
    experiment.seeds.weights = seed;
    let training = experiment.training_mut();
    training.optimizer = Optimizer::GradientDescent;
    (training.learning_rate, training.batch_size, training.order) = (1.0, 24, BatchOrder::Poisson);
    training.privacy = noise.map(|noise| Privacy { clip: 0.3, noise, delta: 1e-3 });
    experiment
}

/// The class at each of some places of −6…6.
fn decision(trainer: &Trainer) -> Vec<bool> {
    let area = Some(Area { x: (-6.0, 6.0), y: (-6.0, 6.0) });
    let maps = trainer.probe().maps(MapRequest { resolution: CELLS, axes: Axes::Inputs(0, 1), area, units: false });
    match &maps.decision {
        Decision::Level(levels) => levels.iter().map(|level| *level > 0.0).collect(),
        Decision::Classes { classes, .. } => classes.iter().map(|class| *class > 0).collect(),
    }
}
