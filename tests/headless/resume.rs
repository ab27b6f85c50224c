//! Saved and taken up again equals never having stopped, bit for bit, whatever the experiment.

use std::{sync::Arc, time::UNIX_EPOCH};

use neurarium::{
    data::{Feature, Gate, Generator, Scaling, Source, Table},
    experiment::{BatchOrder, EarlyStopping, Experiment, HiddenLayer, Place, Rules, Seeds, StopRules, ValidExperiment},
    nn::{Activation, BiasInitializer, Choice, Initializer, Optimizer, Regularizer, Schedule},
    session::Session,
    training::{Keep, Trainer},
};
use proptest::{
    collection::vec,
    option,
    prelude::*,
    sample::select,
    test_runner::{Config, TestCaseError},
};

pub fn layer() -> impl Strategy<Value = HiddenLayer> {
    let trainable: Vec<_> = Activation::ALL.iter().copied().filter(|activation| activation.trainable()).collect();
    (1..7_usize, select(trainable), prop_oneof![Just(0.0_f32), 0.0..0.6_f32], any::<bool>())
        .prop_map(|(units, activation, dropout, frozen)| HiddenLayer { units, activation, dropout, frozen })
}

fn sources() -> impl Strategy<Value = Source> {
    let table = || {
        let csv = include_bytes!("../data/table.csv");
        Source::table(Arc::new(Table::read_csv("table.csv", csv).unwrap())).unwrap()
    };
    prop_oneof![
        6 => (select(Generator::ALL), 10..80_usize, 0.0..0.5_f32)
            .prop_map(|(generator, samples, noise)| Source::Generated { generator, samples, noise }),
        1 => select(Gate::ALL).prop_map(Source::Gate),
        2 => Just(table()),
    ]
}

/// Every optimizer, with any numbers.
pub fn optimizers() -> impl Strategy<Value = Optimizer> {
    let (beta, epsilon) = (0.0..0.999_f32, 1e-10..1e-3_f32);
    (select(Optimizer::ALL), beta.clone(), beta, epsilon, 0.0..0.1_f32).prop_map(|(rule, a, b, e, w)| match rule {
        Optimizer::GradientDescent => rule,
        Optimizer::Momentum { .. } => Optimizer::Momentum { momentum: a },
        Optimizer::Nesterov { .. } => Optimizer::Nesterov { momentum: a },
        Optimizer::Adagrad { .. } => Optimizer::Adagrad { epsilon: e },
        Optimizer::RmsProp { .. } => Optimizer::RmsProp { decay: a, epsilon: e },
        Optimizer::Adam { .. } => Optimizer::Adam { beta1: a, beta2: b, epsilon: e },
        Optimizer::AdamW { .. } => Optimizer::AdamW { beta1: a, beta2: b, epsilon: e, weight_decay: w },
    })
}

/// Every schedule, short enough for its end to come.
fn schedules() -> impl Strategy<Value = Schedule> {
    (select(Schedule::ALL), 1..9_u32, 0.2..1.0_f32, 0..4_u32).prop_map(|(rule, epochs, share, warm_up)| match rule {
        Schedule::Constant => rule,
        Schedule::Step { .. } => Schedule::Step { every: epochs, factor: share },
        Schedule::Exponential { .. } => Schedule::Exponential { decay: share },
        Schedule::Cosine { .. } => Schedule::Cosine { warm_up, epochs: warm_up + epochs },
    })
}

fn stopping() -> impl Strategy<Value = (Option<EarlyStopping>, StopRules)> {
    let early = (1..9_u32, any::<bool>()).prop_map(|(patience, restore_best)| EarlyStopping { patience, restore_best });
    (option::of(early), option::of(3..40_u64), option::of(0.001..0.5_f32), option::of(0.1..3.0_f32))
        .prop_map(|(early, epochs, loss, seconds)| (early, StopRules { epochs, loss, seconds }))
}

pub fn experiments() -> impl Strategy<Value = ValidExperiment> {
    let features = select(vec![
        vec![Feature::Input(0), Feature::Input(1)],
        vec![Feature::Input(1), Feature::Square(0), Feature::Product(0, 1), Feature::Sine(1)],
    ]);
    let data = (sources(), 0.3..1.0_f32, features, select(Scaling::ALL));
    let network = (vec(layer(), 0..4), select(Initializer::ALL), select(BiasInitializer::ALL));
    let step = (optimizers(), schedules(), 0.001..0.3_f32, option::of(0.1..2.0_f32));
    let batches = (1..90_usize, select(BatchOrder::ALL), select(Rules::ALL));
    let share = || prop_oneof![Just(0.0_f32), 0.0..0.05_f32];
    (data, network, step, batches, (share(), share(), share()), stopping(), any::<u64>()).prop_filter_map(
        "valid",
        |((source, share, features, scaling), network, step, batches, (l1, l2, weight_decay), stopping, seed)| {
            let mut experiment = Experiment::default();
            experiment.set_source(source);
            experiment.data.train_share = share;
            experiment.data.features = features;
            batches.2.apply(&mut experiment);
            experiment.data.scaling = scaling;
            (experiment.network.hidden, experiment.network.weights, experiment.network.biases) = network;
            experiment.network.frozen = vec![Place { layer: 0, unit: 0, from: Some(0) }];
            let training = experiment.training_mut();
            (training.optimizer, training.schedule, training.learning_rate, training.clip_norm) = step;
            (training.batch_size, training.order, _) = batches;
            training.regularizer = Regularizer { l1, l2, weight_decay, ..training.regularizer };
            (training.early_stopping, training.stop) = stopping;
            experiment.seeds = Seeds { data: seed, weights: seed ^ 1, batches: seed ^ 2, noise: seed ^ 3 };
            experiment.validate().ok()
        },
    )
}

/// What can happen to a trainer beside steps, before it is saved.
#[derive(Clone, Copy, Debug)]
enum Event {
    None,
    GoBack(u64),
    Set(f32),
    Wider,
}

fn events() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => Just(Event::None),
        1 => (0..150_u64).prop_map(Event::GoBack),
        1 => (-2.0..2.0_f32).prop_map(Event::Set),
        1 => Just(Event::Wider),
    ]
}

fn happen(event: Event, trainer: &mut Trainer) {
    match event {
        Event::None => {}
        Event::GoBack(step) => drop(trainer.go_back_to(step)),
        Event::Set(value) => drop(trainer.set(Place { layer: 0, unit: 0, from: None }, value)),
        Event::Wider => {
            let mut experiment = (**trainer.experiment()).clone();
            experiment.network.hidden.iter_mut().for_each(|layer| layer.units += 1);
            if let Ok(experiment) = experiment.validate() {
                trainer.reconfigure(experiment, Keep::WhatFits);
            }
        }
    }
}

/// A step that has taken a hundredth of a second.
fn step(trainer: &mut Trainer) {
    trainer.step();
    trainer.spend(0.01);
}

proptest! {
    #![proptest_config(Config { cases: 300, failure_persistence: None, ..Config::default() })]

    #[test]
    fn going_on_from_a_file_equals_never_having_stopped(
        experiment in experiments(),
        event in events(),
        before in 0..150_usize,
        after in 1..150_usize,
    ) {
        let mut whole = Trainer::new(experiment);
        (0..before).for_each(|_| step(&mut whole));
        happen(event, &mut whole);
        let session = Session::new("", whole.experiment().clone()).with_trainer(&whole);
        let text = session.to_text(UNIX_EPOCH);
        let read = Session::from_bytes(text.as_bytes()).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(read.to_text(UNIX_EPOCH), text, "saved again it is the same file");
        prop_assert_eq!(&read, &session);
        let mut resumed = read.trainer().map_err(|error| TestCaseError::fail(error.to_string()))?;
        for _ in 0..after {
            step(&mut whole);
            step(&mut resumed);
        }
        prop_assert_eq!(whole.checkpoint(), resumed.checkpoint());
        prop_assert_eq!(whole.history(), resumed.history());
        prop_assert_eq!(whole.timeline(), resumed.timeline());
    }
}
