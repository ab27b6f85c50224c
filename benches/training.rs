//! Training throughput on one core: five reference workloads, bare and under a trainer, what metrics take of its time, the
//! cost by size of network, the decision map.
//!
//! Each figure is training samples per second of wall time (forward, backward and update), the median of five timed
//! repeats after a warm-up. `cargo bench --bench training [-- workload ...]`; `curve` and `map` are names too.

#![allow(clippy::print_stdout, reason = "a bench prints")]
#![allow(clippy::expect_used, reason = "an experiment that is not valid is a bug of this file")]

use std::{hint::black_box, time::Instant};

use neurarium::{
    data::{Column, ColumnValues, Feature, Source, Table},
    experiment::{Experiment, HiddenLayer, OutputLayer, ValidExperiment},
    nn::{
        Activation, Batch, BiasInitializer, Dropout, Initializer, Loss, Network, Optimizer, Parameters, Random,
        Regularizer, Stream, Update, Workspace, sharing,
    },
    training::Trainer,
};

/// What is trained; data are random, since only the time counts.
struct Workload {
    name: &'static str,
    sizes: &'static [usize],
    hidden: Activation,
    output: Activation,
    loss: Loss,
    optimizer: Optimizer,
    rate: f32,
    batch: usize,
    samples: usize,
}

const ADAM: Optimizer = Optimizer::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

const WORKLOADS: [Workload; 5] = [
    Workload {
        name: "seed",
        sizes: &[2, 2, 1],
        hidden: Activation::Sigmoid,
        output: Activation::Linear,
        loss: Loss::MeanSquaredError,
        optimizer: ADAM,
        rate: 0.01,
        batch: 4,
        samples: 4,
    },
    Workload {
        name: "play",
        sizes: &[2, 8, 8, 1],
        hidden: Activation::Tanh,
        output: Activation::Tanh,
        loss: Loss::MeanSquaredError,
        optimizer: Optimizer::GradientDescent,
        rate: 0.03,
        batch: 10,
        samples: 250,
    },
    Workload {
        name: "deep",
        sizes: &[7, 8, 8, 8, 8, 8, 8, 1],
        hidden: Activation::Relu,
        output: Activation::Tanh,
        loss: Loss::MeanSquaredError,
        optimizer: Optimizer::GradientDescent,
        rate: 0.03,
        batch: 30,
        samples: 250,
    },
    Workload {
        name: "digits",
        sizes: &[64, 128, 64, 10],
        hidden: Activation::Relu,
        output: Activation::Linear,
        loss: Loss::SoftmaxCrossEntropy,
        optimizer: ADAM,
        rate: 0.001,
        batch: 32,
        samples: 1437,
    },
    Workload {
        name: "wide",
        sizes: &[784, 512, 256, 10],
        hidden: Activation::Relu,
        output: Activation::Linear,
        loss: Loss::SoftmaxCrossEntropy,
        optimizer: ADAM,
        rate: 0.001,
        batch: 128,
        samples: 4096,
    },
];

/// Everything that a run of steps needs.
struct Learner {
    network: Network,
    moments: Vec<Parameters>,
    workspace: Workspace,
    inputs: Vec<f32>,
    targets: Vec<f32>,
    order: Vec<u32>,
    noise: Random,
    t: u64,
}

impl Learner {
    fn new(workload: &Workload) -> Self {
        let Workload { sizes, samples, .. } = *workload;
        let mut activations = vec![workload.hidden; sizes.len() - 1];
        activations[sizes.len() - 2] = workload.output;
        let mut random = Random::new(0, Stream::Data);
        let biases = BiasInitializer::Constant { value: 0.0 };
        let parameters = Parameters::initial(sizes, &activations, Initializer::LecunNormal, biases, &mut random);
        let outputs = sizes[sizes.len() - 1];
        let inputs = (0..samples * sizes[0]).map(|_| random.normal() as f32).collect();
        let mut targets = vec![0.0; samples * outputs];
        for row in targets.chunks_mut(outputs) {
            match workload.loss {
                Loss::SoftmaxCrossEntropy => row[random.below(outputs as u32) as usize] = 1.0,
                _ => row.fill_with(|| random.normal().signum() as f32),
            }
        }
        Self {
            moments: vec![Parameters::zeros(sizes); workload.optimizer.moments()],
            network: Network { parameters, activations },
            workspace: Workspace::new(sizes),
            inputs,
            targets,
            order: (0..samples as u32).collect(),
            noise: Random::new(0, Stream::Noise),
            t: 0,
        }
    }

    /// One pass over all whole batches, in their order; gives the number of rows.
    fn epoch(&mut self, workload: &Workload) -> usize {
        const NONE: [f32; 8] = [0.0; 8];
        const FREE: [bool; 8] = [false; 8];
        let layers = self.network.activations.len();
        let batches = self.order.chunks_exact(workload.batch);
        let rows = batches.len() * workload.batch;
        for rows in batches {
            self.t += 1;
            let batch = Batch { inputs: &self.inputs, targets: &self.targets, rows };
            let dropout = Dropout { shares: &NONE[..layers], noise: &mut self.noise };
            let frozen = &FREE[..layers];
            let update = Update {
                optimizer: workload.optimizer,
                rate: workload.rate,
                regularizer: Regularizer::default(),
                clip_norm: None,
                frozen,
                rates: &[],
                frozen_places: &[],
                t: self.t,
            };
            let (moments, workspace) = (&mut self.moments, &mut self.workspace);
            black_box(self.network.learn(batch, workload.loss, dropout, &update, moments, workspace));
        }
        rows
    }
}

/// Median samples a second of the bare engine.
fn rate(workload: &Workload) -> f64 {
    let mut learner = Learner::new(workload);
    median(|| learner.epoch(workload))
}

/// Median samples a second of a trainer, which records metrics and guards against divergence as it goes.
fn trainer_rate(workload: &Workload) -> f64 {
    let mut trainer = Trainer::new(experiment(workload));
    let steps = workload.samples / workload.batch;
    median(|| {
        (0..steps).for_each(|_| trainer.step());
        steps * workload.batch
    })
}

/// Share of a trainer's first two seconds that goes into metrics: the rows that it evaluated, at what one costs.
fn metrics_share(workload: &Workload) -> f64 {
    const SECONDS: f64 = 2.0;
    let mut trainer = Trainer::new(experiment(workload));
    let start = Instant::now();
    while start.elapsed().as_secs_f64() < SECONDS {
        (0..100).for_each(|_| trainer.step());
    }
    let seconds = start.elapsed().as_secs_f64();
    let evaluated = trainer.checkpoint().rows_evaluated as f64;
    let rate = median(|| {
        black_box(trainer.metrics());
        workload.samples
    });
    evaluated / rate / seconds
}

/// Median rate of `pass`, which gives the number of samples that it took.
fn median(mut pass: impl FnMut() -> usize) -> f64 {
    pass();
    let start = Instant::now();
    pass();
    let repeats = ((0.2 / start.elapsed().as_secs_f64().max(1e-7)) as usize).max(1);
    let mut rates: Vec<f64> = (0..5)
        .map(|_| {
            let start = Instant::now();
            let samples: usize = (0..repeats).map(|_| pass()).sum();
            samples as f64 / start.elapsed().as_secs_f64()
        })
        .collect();
    rates.sort_by(f64::total_cmp);
    rates[2]
}

/// The workload as a person would set it up: a table of random rows, all of them for training.
fn experiment(workload: &Workload) -> ValidExperiment {
    let (inputs, layers) = (workload.sizes[0], workload.sizes.len());
    let mut random = Random::new(0, Stream::Data);
    let mut numbers = || ColumnValues::Numbers((0..workload.samples).map(|_| random.normal() as f32).collect());
    let names: Vec<String> = (0..inputs).map(|input| format!("x{input}")).collect();
    let mut columns: Vec<Column> = names.iter().map(|name| Column::new(name.clone(), numbers(), Vec::new())).collect();
    let classes = match workload.output {
        Activation::Tanh => 2,
        _ => workload.sizes[layers - 1] as u32,
    };
    let target = if classes == 1 {
        numbers()
    } else {
        let codes = (0..workload.samples as u32).map(|row| row % classes).collect();
        ColumnValues::Texts { names: (0..classes).map(|class| format!("class {class}")).collect(), codes }
    };
    columns.push(Column::new("y".into(), target, Vec::new()));
    let table = Table::new(workload.name.into(), columns);
    let layer = |&units: &usize| HiddenLayer { units, activation: workload.hidden, dropout: 0.0, frozen: false };
    let mut experiment = Experiment::default();
    experiment.data.source =
        Source::Table { table: table.into(), inputs: names, target: "y".into(), classes: classes > 1 };
    experiment.data.features = (0..inputs).map(Feature::Input).collect();
    experiment.data.train_share = 1.0;
    experiment.network.hidden = workload.sizes[1..layers - 1].iter().map(layer).collect();
    experiment.network.output = OutputLayer { activation: workload.output, frozen: false };
    experiment.network.weights = Initializer::LecunNormal;
    experiment.training_mut().loss = workload.loss;
    experiment.training_mut().optimizer = workload.optimizer;
    experiment.training_mut().learning_rate = workload.rate;
    experiment.training_mut().batch_size = workload.batch;
    experiment.validate().expect("the workload is a valid experiment")
}

/// Thousands apart, as `peers.py` writes them.
fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Time for one sample and weight, from ten weights to a million.
fn curve() {
    const SHAPES: [&[usize]; 12] = [
        &[2, 3, 1],
        &[3, 5, 2],
        &[4, 8, 4],
        &[8, 16, 8],
        &[16, 24, 8],
        &[24, 32, 24],
        &[40, 50, 40],
        &[64, 100, 64],
        &[128, 150, 100],
        &[256, 256, 128],
        &[512, 512, 256],
        &[784, 1024, 256],
    ];
    println!("\n{:>9}{:>14}{:>22}", "weights", "samples/s", "ps/sample/weight");
    for sizes in SHAPES {
        let workload = Workload {
            name: "curve",
            sizes,
            hidden: Activation::Relu,
            output: Activation::Linear,
            loss: Loss::MeanSquaredError,
            optimizer: Optimizer::GradientDescent,
            rate: 1e-4,
            batch: 32,
            samples: 1024,
        };
        let weights: usize = sizes.windows(2).map(|pair| pair[0] * pair[1]).sum();
        let rate = rate(&workload);
        println!("{:>9}{:>14}{:>22.1}", grouped(weights as f64), grouped(rate), 1e12 / rate / weights as f64);
    }
}

/// Milliseconds for the values of all units of `deep` over a grid.
fn map() {
    let learner = Learner::new(&WORKLOADS[2]);
    let mut workspace = learner.workspace.clone();
    println!("\n{:>9}{:>14}", "map", "milliseconds");
    for side in [32_usize, 64, 128, 256] {
        let rows: Vec<f32> = (0..side * side * 7).map(|i| (i % 97) as f32 * 0.02 - 1.0).collect();
        let mut times: Vec<f64> = (0..6)
            .map(|_| {
                let start = Instant::now();
                let sizes = WORKLOADS[2].sizes;
                let lists = |units: &usize| (0..*units).map(|_| Vec::with_capacity(side * side)).collect();
                let mut maps: Vec<Vec<Vec<f32>>> = sizes.iter().map(lists).collect();
                learner.network.evaluate(&rows, &mut workspace, |tile| {
                    maps.iter_mut().enumerate().for_each(|(layer, maps)| tile.append(layer, maps));
                });
                black_box(&maps);
                start.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        times.sort_by(f64::total_cmp);
        println!("{:>9}{:>14.2}", format!("{side}×{side}"), times[3]);
    }
}

fn main() {
    let names: Vec<String> = std::env::args().skip(1).filter(|name| !name.starts_with('-')).collect();
    let wanted = |name: &str| names.is_empty() || names.iter().any(|n| n == name);
    println!("{:9}{:>14}{:>14}", "workload", "one core", "all cores");
    for workload in WORKLOADS.iter().filter(|workload| wanted(workload.name)) {
        let shared = sharing(|| rate(workload));
        println!("{:9}{:>14}{:>14}", workload.name, grouped(rate(workload)), grouped(shared));
    }
    println!("\n{:9}{:>14}", "workload", "trainer");
    for workload in WORKLOADS.iter().filter(|workload| wanted(workload.name)) {
        println!("{:9}{:>14}", workload.name, grouped(trainer_rate(workload)));
    }
    println!("\n{:9}{:>14}", "workload", "metrics, %");
    for workload in WORKLOADS.iter().filter(|workload| wanted(workload.name)) {
        println!("{:9}{:>14.1}", workload.name, 100.0 * metrics_share(workload));
    }
    if wanted("curve") {
        curve();
    }
    if wanted("map") {
        map();
    }
}
