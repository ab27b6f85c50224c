//! The doctor is honest: it names what ails a run, and leaves a healthy one in peace.

#![allow(clippy::print_stdout, reason = "the figures of each illness are worth more than that they are enough")]

use std::{collections::BTreeMap, fmt::Write, sync::Arc};

use neurarium::{
    data::{Feature, Generator, Source, Table, Target},
    experiment::{Experiment, HiddenLayer, Place, Rules},
    insight::{Evidence, Finding, Symptom},
    lessons::preset::PRESETS,
    nn::{Activation, BiasInitializer, Choice, Initializer, Optimizer, Random, Stream},
    training::{Keep, Status, Trainer},
};

const ADAM: Optimizer = Optimizer::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

fn found(trainer: &Trainer) -> Option<Finding> {
    let statistics = trainer.probe().statistics();
    Finding::of(&Evidence::of(trainer, &statistics))
}

fn train(trainer: &mut Trainer, epochs: u64) {
    let end = trainer.epochs() + epochs;
    while trainer.epochs() < end && *trainer.status() == Status::Ready {
        trainer.step();
    }
}

#[test]
fn presets_do_not_alarm() {
    for preset in PRESETS {
        let mut trainer = Trainer::new(preset.experiment().validate().unwrap());
        while trainer.epochs() < 1000 && *trainer.status() == Status::Ready {
            train(&mut trainer, 20);
            assert_eq!(found(&trainer), None, "{} at epoch {}", preset.name, trainer.epochs());
        }
    }
}

/// What a run is made of, drawn anew for each.
struct Dice(Random);

impl Dice {
    fn of<T: Copy>(&mut self, among: &[T]) -> T {
        among[(self.0.uniform(0.0, among.len() as f64) as usize).min(among.len() - 1)]
    }

    fn layers(&mut self, layers: &[usize], units: &[usize], activations: &[Activation]) -> Vec<HiddenLayer> {
        let activation = self.of(activations);
        let layer = |units| HiddenLayer { units, activation, dropout: 0.0, frozen: false };
        (0..self.of(layers)).map(|_| layer(self.of(units))).collect()
    }

    fn experiment(&mut self, generators: &[Generator], samples: usize) -> Experiment {
        let mut experiment = Experiment::default();
        self.of(Rules::ALL).apply(&mut experiment);
        let source = Source::Generated { generator: self.of(generators), samples, noise: 0.0 };
        experiment.set_source(source);
        experiment.data.train_share = 0.6;
        let seed = self.0.uniform(0.0, 1e6) as u64;
        (experiment.seeds.data, experiment.seeds.weights) = (seed, seed + 1);
        experiment
    }
}

fn begun(experiment: Experiment) -> Trainer {
    Trainer::new(experiment.validate().unwrap())
}

fn changed(trainer: &mut Trainer, change: impl FnOnce(&mut Experiment)) {
    let mut experiment = (**trainer.experiment()).clone();
    change(&mut experiment);
    trainer.reconfigure(experiment.validate().unwrap(), Keep::WhatFits);
}

const CURVED: &[Generator] = &[Generator::Circle, Generator::ExclusiveOr, Generator::Moons, Generator::Spiral];
const SMOOTH: &[Activation] = &[Activation::Tanh, Activation::Sigmoid];

/// A learning rate far too high from the first step on, for a network that learns well with a good one.
fn too_fast(dice: &mut Dice) -> Option<Trainer> {
    let mut experiment = dice.experiment(CURVED, 120);
    let kinds = [Activation::Tanh, Activation::Relu, Activation::Sigmoid];
    experiment.network.hidden = dice.layers(&[1, 2], &[3, 4, 6, 8], &kinds);
    let adam = dice.of(&[false, false, true]);
    if adam {
        experiment.training_mut().optimizer = ADAM;
    }
    let good = if adam { 0.01 } else { 0.1 };
    let bad = good * dice.of(&[30.0, 100.0, 300.0]);
    let mut trained = |rate| {
        experiment.training_mut().learning_rate = rate;
        let mut trainer = begun(experiment.clone());
        train(&mut trainer, 150);
        trainer
    };
    let ill = trained(bad);
    (answers_badly(&ill) && trained(good).metrics().train.score > 0.9).then_some(ill)
}

/// A good rate that is raised far on the way.
fn raised(dice: &mut Dice) -> Option<Trainer> {
    let mut experiment = dice.experiment(CURVED, 120);
    experiment.network.hidden = dice.layers(&[1, 2], &[3, 4, 8], &[Activation::Tanh, Activation::Relu]);
    experiment.training_mut().learning_rate = dice.of(&[0.03, 0.1]);
    let mut trainer = begun(experiment);
    train(&mut trainer, dice.of(&[40, 120]));
    let rate = dice.of(&[3.0, 10.0, 30.0]);
    changed(&mut trainer, |experiment| experiment.training_mut().learning_rate = rate);
    train(&mut trainer, dice.of(&[30, 60, 150]));
    answers_badly(&trainer).then_some(trainer)
}

/// Steps too small to get anywhere.
fn too_slow(dice: &mut Dice) -> Option<Trainer> {
    let mut experiment = dice.experiment(CURVED, 150);
    experiment.network.hidden = dice.layers(&[1, 2], &[3, 4, 8], &[Activation::Tanh, Activation::Relu]);
    if dice.of(&[true, true, false]) {
        experiment.training_mut().learning_rate = dice.of(&[1e-6, 1e-5, 1e-4, 3e-4]);
    } else {
        experiment.training_mut().optimizer = ADAM;
        experiment.training_mut().learning_rate = dice.of(&[1e-6, 1e-5, 3e-5]);
    }
    let mut trainer = begun(experiment);
    train(&mut trainer, 180);
    answers_badly(&trainer).then_some(trainer)
}

/// Many layers of sigmoids, one after the other.
fn vanishing(dice: &mut Dice) -> Option<Trainer> {
    let mut experiment = dice.experiment(CURVED, 150);
    experiment.network.hidden = dice.layers(&[4, 5, 6, 7], &[3, 4, 6, 8], &[Activation::Sigmoid]);
    experiment.training_mut().learning_rate = dice.of(&[0.01, 0.03, 0.1, 0.3]);
    let mut trainer = begun(experiment);
    train(&mut trainer, 180);
    answers_badly(&trainer).then_some(trainer)
}

/// ReLU units that answer 0 everywhere: from the start, or pushed there by hand on the way.
fn dead(dice: &mut Dice) -> Option<Trainer> {
    let mut experiment = dice.experiment(CURVED, 150);
    experiment.network.hidden = dice.layers(&[1, 2], &[3, 4, 8], &[Activation::Relu]);
    experiment.training_mut().learning_rate = dice.of(&[0.01, 0.03, 0.1]);
    if dice.of(&[true, false]) {
        experiment.network.biases = BiasInitializer::Constant { value: dice.of(&[-5.0, -10.0, -30.0]) };
        let mut trainer = begun(experiment);
        train(&mut trainer, 180);
        return answers_badly(&trainer).then_some(trainer);
    }
    let mut trainer = begun(experiment);
    train(&mut trainer, 20);
    let units = trainer.experiment().network.hidden[0].units;
    for unit in 0..units.div_ceil(2).max(units - 1) {
        assert!(trainer.set(Place { layer: 0, unit, from: None }, -50.0));
    }
    train(&mut trainer, 180);
    answers_badly(&trainer).then_some(trainer)
}

/// First weights so large that every unit is at its limits.
fn saturated(dice: &mut Dice) -> Option<Trainer> {
    let mut experiment = dice.experiment(CURVED, 150);
    experiment.network.hidden = dice.layers(&[2, 3], &[3, 4, 8], SMOOTH);
    experiment.network.weights = Initializer::Normal { deviation: dice.of(&[15.0, 30.0, 60.0]) };
    experiment.training_mut().learning_rate = dice.of(&[0.003, 0.01, 0.03]);
    let mut trainer = begun(experiment);
    train(&mut trainer, 180);
    answers_badly(&trainer).then_some(trainer)
}

/// A large network, few rows and much noise.
fn overfitting(dice: &mut Dice) -> Option<Trainer> {
    let mut experiment = dice.experiment(&[Generator::Circle, Generator::Moons, Generator::Spiral], 200);
    let (_, noise) = experiment.data.source.drawn_mut().unwrap();
    *noise = dice.of(&[0.3, 0.4, 0.5]);
    experiment.data.train_share = dice.of(&[0.2, 0.3]);
    experiment.network.hidden = dice.layers(&[1, 2], &[8, 12, 16], &[Activation::Tanh, Activation::Relu]);
    experiment.training_mut().learning_rate = dice.of(&[0.1, 0.3]);
    let mut trainer = begun(experiment);
    train(&mut trainer, 600);
    overfits(&trainer).then_some(trainer)
}

/// No hidden layer where one is needed, or one of too few units.
fn too_small(dice: &mut Dice) -> Option<Trainer> {
    let mut experiment = dice.experiment(
        &[Generator::Circle, Generator::ExclusiveOr, Generator::Spiral, Generator::Checkerboard { classes: 2 }],
        150,
    );
    experiment.network.hidden =
        dice.layers(&[0, 1], &[1], &[Activation::Tanh, Activation::Sigmoid, Activation::Linear]);
    experiment.training_mut().learning_rate = dice.of(&[0.01, 0.03, 0.1]);
    let mut trainer = begun(experiment);
    train(&mut trainer, 400);
    answers_badly(&trainer).then_some(trainer)
}

/// Nothing bounds the answers, and the steps are far too large.
fn diverging(dice: &mut Dice) -> Option<Trainer> {
    let mut experiment = dice.experiment(&[Generator::Plane, Generator::MultiGaussian, Generator::Circle], 150);
    experiment.network.hidden = dice.layers(&[1, 2, 3], &[3, 4, 8], &[Activation::Linear, Activation::Relu]);
    experiment.network.output.activation = Activation::Linear;
    experiment.training_mut().learning_rate = dice.of(&[3.0, 10.0, 30.0]);
    let mut trainer = begun(experiment);
    train(&mut trainer, 100);
    answers_badly(&trainer).then_some(trainer)
}

/// A table whose columns reach far, read as they stand there.
fn unscaled(dice: &mut Dice) -> Option<Trainer> {
    let mut experiment = dice.experiment(CURVED, 150);
    let set = dice.of(CURVED).points(150, 0.0, &mut Random::new(experiment.seeds.data, Stream::Data));
    let Target::Class { labels, .. } = &set.target else { panic!("they are of classes") };
    let (factor, offset) = (dice.of(&[30.0_f32, 100.0, 3000.0]), dice.of(&[0.0_f32, 50.0, 4000.0]));
    let mut csv = "length,width,kind\n".to_owned();
    for (row, label) in set.inputs.rows().into_iter().zip(labels) {
        let [a, b] = [row[0], row[1]].map(|x| x.mul_add(factor, offset));
        writeln!(csv, "{a},{b},{}", ["short", "long"][*label as usize]).unwrap();
    }
    let table = Arc::new(Table::read_csv("far.csv", csv.as_bytes()).unwrap());
    let inputs = vec!["length".to_owned(), "width".to_owned()];
    experiment.set_source(Source::Table { table, inputs, target: "kind".into(), classes: true });
    experiment.data.scaling = neurarium::data::Scaling::None;
    experiment.network.hidden = dice.layers(&[1, 2], &[3, 4, 8], &[Activation::Tanh, Activation::Relu]);
    experiment.training_mut().learning_rate = dice.of(&[0.01, 0.03, 0.1]);
    let mut trainer = begun(experiment);
    train(&mut trainer, 200);
    answers_badly(&trainer).then_some(trainer)
}

/// Whether a run shows that something is wrong with it.
fn answers_badly(trainer: &Trainer) -> bool {
    matches!(trainer.status(), Status::Diverged { .. }) || trainer.metrics().train.score < 0.8
}

/// Whether the test loss is so many times its lowest.
fn has_risen(trainer: &Trainer, times: f64) -> bool {
    let losses = trainer.history().records().iter().filter_map(|record| Some(record.metrics.test?.loss));
    let best = losses.fold(f64::INFINITY, f64::min);
    trainer.metrics().test.is_some_and(|test| test.loss > times * best)
}

/// Whether the test loss has risen by a third while the training rows are answered well.
fn overfits(trainer: &Trainer) -> bool {
    has_risen(trainer, 1.3) && trainer.metrics().train.score > 0.8
}

struct Illness {
    name: &'static str,
    runs: usize,
    /// A run that has it; nothing when it turned out well.
    make: fn(&mut Dice) -> Option<Trainer>,
    is_named: fn(&Symptom) -> bool,
}

const fn illness(
    name: &'static str,
    runs: usize,
    make: fn(&mut Dice) -> Option<Trainer>,
    is_named: fn(&Symptom) -> bool,
) -> Illness {
    Illness { name, runs, make, is_named }
}

/// 200 runs; a rate that is too high may as well lead to divergence, which is told by its own name.
const ILLNESSES: &[Illness] = &[
    illness("rate too high", 30, too_fast, |is| matches!(is, Symptom::TooFast { .. } | Symptom::Diverged { .. })),
    illness("rate raised", 20, raised, |is| matches!(is, Symptom::TooFast { .. } | Symptom::Diverged { .. })),
    illness("rate too low", 20, too_slow, |is| matches!(is, Symptom::TooSlow { .. })),
    illness("vanishing gradient", 20, vanishing, |is| matches!(is, Symptom::Vanishing { .. })),
    illness("dead units", 20, dead, |is| matches!(is, Symptom::Dead { .. })),
    illness("saturated units", 20, saturated, |is| matches!(is, Symptom::Saturated { .. })),
    illness("overfitting", 20, overfitting, |is| matches!(is, Symptom::Overfitting { .. })),
    illness("network too small", 20, too_small, |is| matches!(is, Symptom::Flat { .. })),
    illness("divergence", 15, diverging, |is| matches!(is, Symptom::Diverged { .. } | Symptom::TooFast { .. })),
    illness("inputs not scaled", 15, unscaled, |is| matches!(is, Symptom::Unscaled { .. })),
];

/// Rounds of 200 ill and 100 healthy runs, each with other dice: one alone says too little about one in a hundred.
const ROUNDS: std::ops::Range<u64> = 1..4;

#[test]
fn illnesses_are_named() {
    let (mut all, mut right, mut report) = (0, 0, String::new());
    for illness in ILLNESSES {
        let (mut said, mut well) = (BTreeMap::<String, usize>::new(), 0);
        for round in ROUNDS {
            let (mut dice, mut runs) = (Dice(Random::new(round, Stream::Noise)), 0);
            while runs < illness.runs {
                let Some(trainer) = (illness.make)(&mut dice) else {
                    well += 1;
                    assert!(well < 200 * illness.runs, "{}: nothing falls ill", illness.name);
                    continue;
                };
                runs += 1;
                let finding = found(&trainer);
                right += usize::from(finding.as_ref().is_some_and(|finding| (illness.is_named)(&finding.symptom)));
                let word = finding.map_or("nothing".into(), |finding| format!("{:?}", finding.symptom));
                *said.entry(word.split(' ').next().unwrap_or_default().to_owned()).or_default() += 1;
            }
            all += runs;
        }
        writeln!(report, "{:20} {said:?}; {well} turned out well", illness.name).unwrap();
    }
    println!("{report}{right} of {all}");
    assert!(right * 100 >= all * 95, "named {right} of {all}:\n{report}");
}

#[test]
fn what_is_to_be_tried_first_helps() {
    let mut report = String::new();
    for illness in ILLNESSES.iter().filter(|illness| illness.name != "overfitting") {
        let (mut dice, mut runs, mut helped) = (Dice(Random::new(5, Stream::Noise)), 0, 0);
        while runs < 10 {
            let Some(ill) = (illness.make)(&mut dice) else { continue };
            let Some(finding) = found(&ill).filter(|finding| (illness.is_named)(&finding.symptom)) else { continue };
            runs += 1;
            let mut experiment = (**ill.experiment()).clone();
            finding.remedies[0].apply(&mut experiment);
            let mut trainer = begun(experiment);
            train(&mut trainer, ill.epochs().max(100));
            let is_sound = *trainer.status() == Status::Ready;
            let is_better = trainer.metrics().train.loss < 0.9 * ill.metrics().train.loss;
            helped += usize::from(is_sound && (is_better || matches!(ill.status(), Status::Diverged { .. })));
        }
        writeln!(report, "{:20} {helped} of {runs}", illness.name).unwrap();
        assert!(2 * helped >= runs, "what is to be tried helps too seldom:\n{report}");
    }
    println!("{report}");
}

/// Trains an experiment that learns well, of many kinds, some of them changed on the way, and asks every ten epochs; whether
/// it did learn well, and the first alarm.
fn healthy(dice: &mut Dice) -> (bool, Option<String>) {
    let easy = [
        Generator::Circle,
        Generator::ExclusiveOr,
        Generator::Gaussian,
        Generator::Moons,
        Generator::Spiral,
        Generator::Blobs { classes: 3 },
        Generator::Rings { classes: 3 },
        Generator::Plane,
        Generator::Wave,
    ];
    let mut experiment = dice.experiment(&easy, 150);
    let kinds = [Activation::Tanh, Activation::Relu, Activation::Sigmoid];
    experiment.network.hidden = dice.layers(&[1, 2], &[4, 6, 8], &kinds);
    if experiment.data.source.inputs() == 2 && dice.of(&[true, false]) {
        let more = [Feature::Square(0), Feature::Product(0, 1), Feature::Sine(0), Feature::Sine(1)];
        experiment.data.features.extend(more);
    }
    if dice.of(&[true, false]) {
        experiment.training_mut().learning_rate = dice.of(&[0.03, 0.1, 0.3]);
    } else {
        experiment.training_mut().optimizer = ADAM;
        experiment.training_mut().learning_rate = dice.of(&[0.003, 0.01, 0.03]);
    }
    let (mut trainer, mut alarm) = (begun(experiment), None);
    let (changed_at, change) = (dice.of(&[0, 50, 120]), dice.of(&[0, 1, 2, 3]));
    while trainer.epochs() < 300 && *trainer.status() == Status::Ready {
        if trainer.epochs() == changed_at && changed_at > 0 {
            changed(&mut trainer, |experiment| match change {
                0 => experiment.training_mut().learning_rate *= 0.5,
                1 => experiment.training_mut().learning_rate *= 2.0,
                2 => experiment.network.hidden[0].units += 1,
                _ => experiment.training_mut().batch_size = 5,
            });
        }
        train(&mut trainer, 10);
        alarm = alarm.or_else(|| {
            let (symptom, of) = (found(&trainer)?.symptom, &trainer.experiment().data.source);
            Some(format!("{symptom:?} at epoch {} of {of:?}", trainer.epochs()))
        });
    }
    (trainer.metrics().train.score >= 0.9 && !has_risen(&trainer, 1.15), alarm)
}

#[test]
fn healthy_runs_are_left_in_peace() {
    let (mut alarms, mut all) = (Vec::new(), 0);
    for round in ROUNDS {
        let (mut dice, mut runs) = (Dice(Random::new(round, Stream::Noise)), 0);
        while runs < 100 {
            let (is_healthy, alarm) = healthy(&mut dice);
            if is_healthy {
                runs += 1;
                alarms.extend(alarm);
            }
        }
        all += runs;
    }
    let list = alarms.join("\n");
    println!("{} false alarms in {all} runs\n{list}", alarms.len());
    assert!(alarms.len() * 100 <= 2 * all, "{} false alarms in {all} runs:\n{list}", alarms.len());
}
