//! The teaching scenarios under the TensorFlow Playground's rules: what is measured here beside what was measured there.
//!
//! `cargo bench --bench scenarios` prints a line for each row, over many seeds, and fails when one misses its tolerance;
//! `-- 10` takes ten seeds only.
//! The expected numbers were measured with an independent implementation of the Playground's rules; words ("most runs")
//! became bounds. With other seeds a median moves by the tolerance that is printed or less.

#![allow(clippy::print_stdout, reason = "it is what a bench is for")]
#![allow(clippy::expect_used, reason = "a scenario that is not valid is a bug of this file")]

use std::process::ExitCode;

use neurarium::{
    data::{Feature, Generator, Source},
    experiment::{Experiment, HiddenLayer, Rules},
    nn::{Activation, BiasInitializer, Initializer},
    sweep::{
        spread::{median, share},
        trial::train,
    },
    training::{Status, Trainer},
};

/// Seeds of data and weights for each row, when no other number is given on the command line.
const SEEDS: u64 = 100;
/// “Success” in the rows that speak of it.
const SUCCESS: f64 = 0.05;

const X1: Feature = Feature::Input(0);
const X2: Feature = Feature::Input(1);
const SQUARES: [Feature; 2] = [Feature::Square(0), Feature::Square(1)];

fn main() -> ExitCode {
    let mut table = Table::default();
    println!("{:<4} {:<52} {:>10}   expected", "row", "what", "measured");
    capacity(&mut table);
    features(&mut table);
    learning_rate(&mut table);
    batch_size(&mut table);
    overfitting(&mut table);
    regularization(&mut table);
    spiral(&mut table);
    depth(&mut table);
    divergence(&mut table);
    println!("{} of {} rows as expected", table.rows - table.misses, table.rows);
    if table.misses == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[derive(Default)]
struct Table {
    rows: usize,
    misses: usize,
}

impl Table {
    /// A row whose number shall be within `tolerance` of `expected`.
    fn near(&mut self, id: &str, what: &str, measured: f64, expected: f64, tolerance: f64) {
        let ok = (measured - expected).abs() <= tolerance;
        self.row(id, what, measured, &format!("{expected} ± {tolerance}"), ok);
    }

    /// A row whose number shall lie between two others.
    fn between(&mut self, id: &str, what: &str, measured: f64, low: f64, high: f64) {
        self.row(id, what, measured, &format!("{low} … {high}"), (low..=high).contains(&measured));
    }

    fn row(&mut self, id: &str, what: &str, measured: f64, expected: &str, ok: bool) {
        self.rows += 1;
        self.misses += usize::from(!ok);
        println!("{id:<4} {what:<52} {measured:>10.4}   {expected:<18} {}", if ok { "ok" } else { "NOT OK" });
    }
}

/// The Playground's experiment on one of its data sets.
fn playground(generator: Generator, noise: f32, hidden: &[usize], activation: Activation) -> Experiment {
    let mut experiment = Experiment::default();
    experiment.data.source = Source::Generated { generator, samples: generator.default_samples(), noise };
    let layer = |&units: &usize| HiddenLayer { units, activation, dropout: 0.0, frozen: false };
    experiment.network.hidden = hidden.iter().map(layer).collect();
    Rules::Playground.apply(&mut experiment);
    experiment
}

/// What a run comes to.
struct Run {
    trainer: Trainer,
    train: f64,
    test: f64,
}

/// The experiment with each seed, for so many epochs or to its own end.
fn runs(experiment: &Experiment, epochs: u64) -> Vec<Run> {
    let run = |seed: u64| {
        let mut experiment = experiment.clone();
        (experiment.seeds.data, experiment.seeds.weights) = (seed, seed + 1_000);
        let trainer = train(experiment.validate().expect("the scenario is valid"), epochs);
        let metrics = trainer.metrics();
        Run { trainer, train: metrics.train.loss, test: metrics.test.map_or(f64::NAN, |test| test.loss) }
    };
    let seeds = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(SEEDS);
    (0..seeds).map(run).collect()
}

fn train_loss(runs: &[Run]) -> f64 {
    median(runs.iter().map(|run| run.train))
}

fn test_loss(runs: &[Run]) -> f64 {
    median(runs.iter().map(|run| run.test))
}

fn success(runs: &[Run]) -> f64 {
    share(runs, |run| run.train <= SUCCESS)
}

/// Epochs after which each run's training loss is at `goal`, infinity where it is not within `epochs`.
fn epochs_at(goal: f32, experiment: &Experiment, epochs: u64) -> Vec<f64> {
    let mut experiment = experiment.clone();
    experiment.training_mut().stop.loss = Some(goal);
    let reached = |run: &Run| if run.train <= f64::from(goal) { run.trainer.epochs() as f64 } else { f64::INFINITY };
    runs(&experiment, epochs).iter().map(reached).collect()
}

/// S1 and S2: linear units cannot bend; more units raise the odds.
fn capacity(table: &mut Table) {
    let xor = |hidden: &[usize], activation| {
        let mut experiment = playground(Generator::ExclusiveOr, 0.35, hidden, activation);
        experiment.training_mut().learning_rate = 0.01;
        runs(&experiment, 500)
    };
    table.near("S1", "one linear unit: training loss", train_loss(&xor(&[1], Activation::Linear)), 0.50, 0.03);
    table.near("S1", "one ReLU unit: training loss", train_loss(&xor(&[1], Activation::Relu)), 0.42, 0.04);
    let ladder: [(&[usize], f64, f64); 5] =
        [(&[2], 0.34, 0.0), (&[3], 0.22, 0.23), (&[4], 0.20, 0.34), (&[3, 3, 2], 0.21, 0.22), (&[8], 0.18, 0.47)];
    for (hidden, loss, goal) in ladder {
        let runs = xor(hidden, Activation::Relu);
        table.near("S2", &format!("{hidden:?} ReLU: test loss"), test_loss(&runs), loss, 0.04);
        let reached = share(&runs, |run| run.test <= 0.177);
        table.near("S2", &format!("{hidden:?} ReLU: share at test loss 0.177"), reached, goal, 0.2);
    }
}

/// S4 and S5: the right feature beats depth.
fn features(table: &mut Table) {
    let mut zero = playground(Generator::ExclusiveOr, 0.0, &[], Activation::Tanh);
    zero.network.weights = Initializer::Zeros;
    zero.network.biases = BiasInitializer::Constant { value: 0.0 };
    zero.data.features = vec![Feature::Product(0, 1)];
    table.between("S4", "X1X2 alone: training loss after 1 epoch", train_loss(&runs(&zero, 1)), 0.0, SUCCESS);
    zero.data.features = vec![X1, X2];
    table.near("S4", "X1 and X2: training loss", train_loss(&runs(&zero, 100)), 0.50, 0.03);

    let mut squares = playground(Generator::Circle, 0.0, &[], Activation::Tanh);
    squares.data.features = SQUARES.to_vec();
    let runs = runs(&squares, 30);
    table.between("S5", "two squares: share that succeeds in 30 epochs", success(&runs), 0.5, 0.98);
    table.between("S5", "two squares: share that sticks above 0.5", share(&runs, |run| run.train > 0.5), 0.02, 0.5);
}

/// S6: too slow, right, too fast.
fn learning_rate(table: &mut Table) {
    let mut experiment = playground(Generator::Circle, 0.0, &[4, 2], Activation::Tanh);
    let losses = [
        (0.0001, 0.50, 0.02),
        (0.001, 0.48, 0.03),
        (0.003, 0.22, 0.08),
        (0.01, 0.009, 0.006),
        (0.03, 0.001, 0.001),
        (0.1, 0.0, 0.001),
        (0.3, 0.0, 0.001),
        (1.0, 0.02, 0.03),
        (3.0, 0.69, 0.25),
        (10.0, 0.95, 0.25),
    ];
    for (rate, loss, tolerance) in losses {
        experiment.training_mut().learning_rate = rate;
        let measured = train_loss(&runs(&experiment, 300));
        table.near("S6", &format!("rate {rate}: training loss after 300 epochs"), measured, loss, tolerance);
    }
    for (rate, epochs) in [(0.01, 238.0), (0.03, 95.0), (0.1, 31.0), (0.3, 22.0)] {
        experiment.training_mut().learning_rate = rate;
        let measured = median(epochs_at(0.01, &experiment, 300).into_iter().filter(|epochs| epochs.is_finite()));
        table.near("S6", &format!("rate {rate}: epochs to loss 0.01, where reached"), measured, epochs, 0.25 * epochs);
    }
}

/// S8: small batches need fewer epochs.
fn batch_size(table: &mut Table) {
    let mut experiment = playground(Generator::Circle, 0.0, &[4, 2], Activation::Tanh);
    for (batch, epochs) in [(1, 17.0), (5, 54.0), (10, 108.0), (30, 332.0)] {
        experiment.training_mut().batch_size = batch;
        let measured = median(epochs_at(0.01, &experiment, 1_000));
        table.near("S8", &format!("batch {batch}: epochs to loss 0.01"), measured, epochs, 0.25 * epochs);
    }
    experiment.training_mut().batch_size = 250;
    let never = median(epochs_at(0.01, &experiment, 1_000));
    table.between("S8", "batch 250: epochs to loss 0.01", never, f64::INFINITY, f64::INFINITY);
}

/// S9 and S10: few rows are learned by heart; more data cure it.
fn overfitting(table: &mut Table) {
    let mut experiment = playground(Generator::Gaussian, 0.5, &[8, 8], Activation::Tanh);
    experiment.data.train_share = 0.1;
    let runs_of = runs(&experiment, 1_000);
    let best = |run: &Run| {
        let test = |record: &neurarium::training::Record| record.metrics.test.map_or(f64::INFINITY, |test| test.loss);
        let records = run.trainer.history().records().iter();
        records.min_by(|a, b| test(a).total_cmp(&test(b))).cloned().expect("a history is never empty")
    };
    table.between(
        "S9",
        "epoch of the best test loss",
        median(runs_of.iter().map(|run| best(run).epoch as f64)),
        1.0,
        300.0,
    );
    let rise = |run: &Run| run.test / best(run).metrics.test.map_or(f64::NAN, |test| test.loss);
    table.between("S9", "last test loss as a multiple of the best", median(runs_of.iter().map(rise)), 1.1, 10.0);
    let fall = |run: &Run| run.train / best(run).metrics.train.loss;
    table.between("S9", "last training loss as a share of that then", median(runs_of.iter().map(fall)), 0.0, 0.9);

    let mut experiment = playground(Generator::Circle, 0.3, &[8, 8], Activation::Tanh);
    for (share, train, test) in [(0.1, 0.04, 0.25), (0.5, 0.10, 0.17), (0.9, 0.11, 0.16)] {
        experiment.data.train_share = share;
        let runs = runs(&experiment, 1_000);
        table.near("S10", &format!("{share} for training: training loss"), train_loss(&runs), train, 0.03);
        table.near("S10", &format!("{share} for training: test loss"), test_loss(&runs), test, 0.04);
    }
}

/// S11, S12 and S13: what penalties and fewer features do.
fn regularization(table: &mut Table) {
    let polynomial = vec![X1, X2, Feature::Square(0), Feature::Square(1), Feature::Product(0, 1)];
    let mut experiment = playground(Generator::Gaussian, 0.5, &[], Activation::Tanh);
    experiment.data.train_share = 0.1;
    experiment.data.features = polynomial;
    let squares = |run: &Run| run.trainer.network().parameters.weights(0).iter().map(|w| f64::from(w * w)).sum::<f64>();
    for (l2, train, test, weights) in [
        (0.0, Some(0.083), 0.171, Some((1.6, 0.6))),
        (0.3, Some(0.114), 0.150, Some((0.2, 0.1))),
        (1.0, None, 0.169, None),
    ] {
        experiment.training_mut().regularizer.l2 = l2;
        let runs = runs(&experiment, 500);
        table.near("S11", &format!("L2 {l2}: test loss"), test_loss(&runs), test, 0.03);
        if let Some(train) = train {
            table.near("S11", &format!("L2 {l2}: training loss"), train_loss(&runs), train, 0.03);
        }
        if let Some((sum, tolerance)) = weights {
            let measured = median(runs.iter().map(squares));
            table.near("S11", &format!("L2 {l2}: sum of squared weights"), measured, sum, tolerance);
        }
    }

    let mut experiment = playground(Generator::Circle, 0.1, &[], Activation::Tanh);
    experiment.data.features = Feature::PLAYGROUND.to_vec();
    let dead = |run: &Run| run.trainer.network().parameters.weights(0).iter().filter(|w| **w == 0.0).count() as f64;
    let mut last = -1.0;
    for (l1, most) in [(0.0, 0.0), (0.003, 7.0), (0.01, 7.0), (0.03, 7.0)] {
        experiment.training_mut().regularizer.l1 = l1;
        let runs = runs(&experiment, 500);
        let measured = runs.iter().map(dead).sum::<f64>() / runs.len() as f64;
        table.between("S12", &format!("L1 {l1}: dead weights of 7, mean"), measured, last, most);
        last = measured;
        let squares = share(&runs, |run| {
            let weights = run.trainer.network().parameters.weights(0).row(0).to_vec();
            weights[2] != 0.0 && weights[3] != 0.0
        });
        table.between("S12", &format!("L1 {l1}: share in which both squares live"), squares, 0.8, 1.0);
    }

    let mut experiment = playground(Generator::Gaussian, 0.5, &[], Activation::Tanh);
    experiment.data.features = Feature::PLAYGROUND[..5].to_vec();
    let crossed = test_loss(&runs(&experiment, 300));
    experiment.data.features = vec![X1, X2];
    let plain = test_loss(&runs(&experiment, 300));
    table.between("S13", "test loss without crosses as a share of that with", plain / crossed, 0.7, 0.999);
}

/// S14 and S15: the spiral needs depth, or sines.
fn spiral(table: &mut Table) {
    let ladder: [(&[usize], Activation, f64, f64); 4] = [
        (&[8], Activation::Tanh, 0.40, 0.06),
        (&[8, 8], Activation::Tanh, 0.12, 0.06),
        (&[8, 8, 8], Activation::Tanh, 0.12, 0.07),
        (&[8, 8], Activation::Relu, 0.05, 0.04),
    ];
    for (hidden, activation, loss, tolerance) in ladder {
        let measured = test_loss(&runs(&playground(Generator::Spiral, 0.0, hidden, activation), 1_000));
        table.near("S14", &format!("{hidden:?} {activation:?}: test loss"), measured, loss, tolerance);
    }
    let mut experiment = playground(Generator::Spiral, 0.0, &[8], Activation::Tanh);
    experiment.data.features = vec![X1, X2, Feature::Sine(0), Feature::Sine(1)];
    let runs = runs(&experiment, 500);
    table.near("S15", "[8] tanh with sines: test loss", test_loss(&runs), 0.02, 0.015);
    table.near("S15", "[8] tanh with sines: share at 0.05", share(&runs, |run| run.test <= 0.05), 0.88, 0.15);
}

/// S16, S17 and S18: what stops a deep network.
fn depth(table: &mut Table) {
    let mut experiment = playground(Generator::Circle, 0.0, &[4, 2], Activation::Tanh);
    experiment.network.weights = Initializer::Zeros;
    experiment.network.biases = BiasInitializer::Constant { value: 0.0 };
    let symmetric = runs(&experiment, 300);
    table.near("S16", "all weights 0: training loss", train_loss(&symmetric), 0.50, 0.01);
    let moved = |run: &Run| run.trainer.network().parameters.values().iter().filter(|w| **w != 0.0).count() as f64;
    table.between("S16", "all weights 0: parameters that move", median(symmetric.iter().map(moved)), 1.0, 1.0);

    let mut ratios = Vec::new();
    for depth in 1..=6 {
        let experiment = playground(Generator::Circle, 0.0, &vec![4; depth], Activation::Sigmoid);
        let success = success(&runs(&experiment, 300));
        let bounds = if depth == 1 { (0.5, 1.0) } else { (0.0, 0.2) };
        table.between("S17", &format!("depth {depth} sigmoid: share that succeeds"), success, bounds.0, bounds.1);
        let ratio = |run: &Run| {
            let layers = run.trainer.probe().statistics();
            layers[0].gradient_norm / layers[layers.len() - 1].gradient_norm
        };
        ratios.push(median(runs(&experiment, 0).iter().map(ratio)));
    }
    let fall = libm::pow(ratios[5] / ratios[0], 0.2);
    table.between("S17", "sigmoid: gradient ratio, fall per layer", 1.0 / fall, 4.0, 25.0);
    for activation in [Activation::Tanh, Activation::Relu] {
        let success = success(&runs(&playground(Generator::Circle, 0.0, &[4; 5], activation), 300));
        table.between("S17", &format!("depth 5 {activation:?}: share that succeeds"), success, 0.5, 1.0);
    }

    let linear = playground(Generator::Circle, 0.0, &[8; 6], Activation::Linear);
    let runs = runs(&linear, 300);
    let weights = |run: &Run| (0..7).map(|layer| run.trainer.network().parameters.weights(layer).len()).sum::<usize>();
    table.between("S18", "six linear layers: weights", weights(&runs[0]) as f64, 344.0, 344.0);
    table.near("S18", "six linear layers: training loss", train_loss(&runs), 0.50, 0.02);
}

/// S19: a rate that blows the weights up.
fn divergence(table: &mut Table) {
    let mut experiment = playground(Generator::Plane, 0.5, &[8], Activation::Tanh);
    experiment.training_mut().batch_size = 1;
    for (rate, expected, tolerance) in [(0.3, 0.90, 0.12), (1.0, 1.0, 0.0)] {
        experiment.training_mut().learning_rate = rate;
        let diverged = share(&runs(&experiment, 100), |run| matches!(run.trainer.status(), Status::Diverged { .. }));
        table.near("S19", &format!("rate {rate}: share that diverges in 100 epochs"), diverged, expected, tolerance);
    }
}
