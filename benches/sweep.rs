//! The reference sweep `grid400` on all cores: network 2-8-8-1 of tanh units, half squared error, plain gradient descent in
//! batches of 10 in shuffled order, circle of 500 points without noise, half of them for training, 100 epochs a trial; 20
//! learning rates from 0.001 to 3 by 20 strengths of L2 from 1e-5 to 0.1; each trial ends with the loss on the other half.
//!
//! `cargo bench --bench sweep` prints trials a second of wall time, what the same cores would reach if they did nothing but take
//! training steps (25,000 samples a trial), and what a trial costs beside its training.

#![allow(clippy::print_stdout, reason = "a bench prints")]
#![allow(clippy::expect_used, reason = "a plan that is not valid is a bug of this file")]

use std::{
    hint::black_box,
    ops::ControlFlow,
    thread,
    time::{Duration, Instant},
};

use neurarium::{
    experiment::{BatchOrder, Experiment, HiddenLayer},
    nn::{
        Activation, Batch, BiasInitializer, Dropout, Initializer, Network, Random, Regularizer, Stream, Update,
        Workspace,
    },
    sweep::{Axis, Objective, Plan, Sampler, trial::advance},
    training::Trainer,
    worker::fleet,
};

/// Training samples of a trial.
const SAMPLES: f64 = 25_000.0;
const ROUNDS: usize = 7;
/// Before each measurement, because a machine that is shared gives more to who has waited.
const PAUSE: Duration = Duration::from_millis(500);

fn main() {
    let (plan, threads) = (plan(100), fleet::cores());
    plan.check().expect("the plan is valid");
    let short = Plan { epochs: 1, ..plan.clone() };
    // In turn, so that whatever else the machine does hits all of them.
    let rounds: Vec<[f64; 3]> =
        (0..ROUNDS).map(|_| [sweep(&plan, threads), sweep(&short, threads), engine(&plan, threads)]).collect();
    let best = |of: usize| rounds.iter().map(|round| round[of]).fold(f64::INFINITY, f64::min);
    let (seconds, little, pass) = (best(0), best(1), best(2));
    let trials = plan.trials as f64;
    println!("neurarium   {:10.1} trials/s   ({seconds:.2} s for {trials}; {threads} threads)", trials / seconds);
    let bound = 1.0 / pass;
    println!(
        "engine      {bound:10.1} trials/s   ({:.1} million samples/s on {threads} threads; the sweep reaches {:.0} % of it)",
        bound * SAMPLES / 1e6,
        100.0 * trials / seconds / bound
    );
    // One of the hundred epochs is in it.
    let beside = threads as f64 * (little / trials - pass / 100.0);
    println!("beside the training {:.3} ms a trial", 1e3 * beside);
}

fn plan(epochs: u64) -> Plan {
    let mut experiment = Experiment::default();
    (experiment.data.train_share, experiment.data.validation_share) = (1.0, 0.5);
    let layer = HiddenLayer { units: 8, activation: Activation::Tanh, dropout: 0.0, frozen: false };
    experiment.network.hidden = vec![layer; 2];
    experiment.network.weights = Initializer::LecunNormal;
    experiment.network.biases = BiasInitializer::Constant { value: 0.0 };
    experiment.training_mut().batch_size = 10;
    experiment.training_mut().order = BatchOrder::Shuffled;
    let axis = |text: &str| Axis::read(text).expect("the axis is well written");
    Plan {
        axes: vec![axis("training.regularizer.l2=log:0.00001..0.1/20"), axis("training.learning_rate=log:0.001..3/20")],
        sampler: Sampler::Grid,
        seed: 0,
        trials: 400,
        seeds: 1,
        epochs,
        objective: Objective::Loss,
        halving: None,
        experiment,
    }
}

/// Seconds for a whole sweep, its results as text included.
fn sweep(plan: &Plan, threads: usize) -> f64 {
    thread::sleep(PAUSE);
    let start = Instant::now();
    let (rows, runs) = (plan.rows(), plan.runs(0, &(0..plan.trials).collect::<Vec<_>>()));
    let mut text = String::new();
    let work = |index: usize| {
        let run = runs[index];
        let mut trainer =
            plan.trial(run.trial).and_then(|trial| trial.begin(run.seed, &rows)).expect("every trial is valid");
        advance(&mut trainer, run, plan.epochs, plan.objective, &|| true).expect("nobody stops it").to_line()
    };
    fleet::in_order(runs.len(), threads, work, |_, line| {
        text.push_str(&line);
        ControlFlow::Continue(())
    });
    assert_eq!(black_box(text).lines().count(), plan.trials);
    start.elapsed().as_secs_f64()
}

/// Seconds a trial, if all threads did nothing but take bare steps.
fn engine(plan: &Plan, threads: usize) -> f64 {
    const TRIALS: usize = 400;
    thread::sleep(PAUSE);
    let trainer = Trainer::new(plan.trial(210).expect("it is valid").experiment);
    let start = Instant::now();
    // Shared out as the sweep is, so that a thread that gets less of the machine does less.
    fleet::in_order(TRIALS, threads, |_| bare(&trainer), |_, ()| ControlFlow::Continue(()));
    start.elapsed().as_secs_f64() / TRIALS as f64
}

/// A hundred epochs of bare steps.
fn bare(trainer: &Trainer) {
    const NONE: [f32; 3] = [0.0; 3];
    const FREE: [bool; 3] = [false; 3];
    let training = trainer.experiment().training();
    let part = &trainer.data().train;
    let mut network: Network = trainer.network().clone();
    let mut workspace = Workspace::new(network.parameters.sizes());
    let mut order: Vec<u32> = (0..part.rows.len() as u32).collect();
    let mut random = Random::new(0, Stream::Batches);
    let mut noise = Random::new(0, Stream::Noise);
    for _ in 0..100 {
        random.shuffle(&mut order);
        for rows in order.chunks_exact(10) {
            let (inputs, targets) = (part.inputs.as_slice(), part.targets.as_slice());
            let batch = Batch { inputs: inputs.expect("contiguous"), targets: targets.expect("contiguous"), rows };
            let update = Update {
                optimizer: training.optimizer,
                rate: training.learning_rate,
                regularizer: Regularizer { l2: 1e-3, ..training.regularizer },
                clip_norm: None,
                frozen: &FREE,
                rates: &[],
                frozen_places: &[],
                t: 1,
            };
            let dropout = Dropout { shares: &NONE, noise: &mut noise };
            black_box(network.learn(batch, training.loss, dropout, &update, &mut [], &mut workspace));
        }
    }
}
