//! Whatever a trainer can become, on any table of finite numbers and under any settings, is saved, opens again and goes on to
//! the same bits; and whatever was done to it on the way, the run can be repeated.

use std::{sync::Arc, time::UNIX_EPOCH};

use neurarium::{
    data::{Feature, Generator, Scaling, Source, Table},
    experiment::{EarlyStopping, Experiment, Place, Rules, ValidExperiment},
    nn::{Activation, Choice, Loss, Optimizer, Parameters},
    session::Session,
    training::{Keep, Status, Trainer, repetition::repeat},
};
use proptest::{
    collection::vec,
    prelude::*,
    sample::select,
    test_runner::{Config, TestCaseError},
};

use crate::resume::{experiments, optimizers};

/// What people's columns hold: measures, counts, times in seconds and in nanoseconds, marks for “missing”, and the ends of
/// what a number can be.
fn cells() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (-5.0..5.0_f32).prop_map(|number| number.to_string()),
        2 => (0..9_i32).prop_map(|number| number.to_string()),
        2 => (1_700_000_000..1_700_090_000_i64).prop_map(|number| number.to_string()),
        1 => (0..1000_i64).prop_map(|number| (1_700_000_000_000_000_000 + number * 1_000_000).to_string()),
        1 => select(vec!["1e20", "9.96921e36", "1e30", "3.4e38", "-3.4e38", "1e-45", "-9999", "0", "1e12"])
            .prop_map(String::from),
    ]
}

/// A column keeps to one kind, as people's do, but for a cell here and there.
fn tables() -> impl Strategy<Value = String> {
    let column = (cells(), vec(cells(), 30), 0..100_u32).prop_map(|(usual, others, mix)| {
        let cell = |(row, other): (usize, String)| {
            if (row as u32 * 37 + mix) % 100 < mix {
                other
            } else {
                format!(
                    "{usual}{}",
                    if usual.contains('e') {
                        ""
                    } else if row % 2 == 0 {
                        "1"
                    } else {
                        ""
                    }
                )
            }
        };
        others.into_iter().enumerate().map(cell).collect::<Vec<String>>()
    });
    (vec(column, 3..5), 4..30_usize).prop_map(|(columns, rows)| {
        let heading = (0..columns.len()).map(|i| format!("c{i}")).collect::<Vec<_>>().join(",");
        let row = |row: usize| columns.iter().map(|column| column[row].clone()).collect::<Vec<_>>().join(",");
        std::iter::once(heading).chain((0..rows).map(row)).collect::<Vec<_>>().join("\n")
    })
}

/// An experiment on such a table, with any optimizer, activation and loss of its kind.
fn on_tables() -> impl Strategy<Value = ValidExperiment> {
    let training = (optimizers(), select(Activation::ALL), prop_oneof![0.001..1.0_f32, Just(1000.0)], 1..20_usize);
    (tables(), any::<bool>(), select(Scaling::ALL), training, select(Rules::ALL), any::<u64>()).prop_filter_map(
        "a table that can be learned from",
        |(csv, squares, scaling, (optimizer, activation, rate, batch), rules, seed)| {
            let table = Table::read_csv("t.csv", csv.as_bytes()).ok()?;
            let mut experiment = Experiment::default();
            experiment.set_source(Source::table(Arc::new(table)).ok()?);
            rules.apply(&mut experiment);
            experiment.data.scaling = scaling;
            if squares {
                experiment.data.features.push(Feature::Square(0));
            }
            if activation.trainable() {
                experiment.network.hidden.iter_mut().for_each(|layer| layer.activation = activation);
            }
            experiment.training_mut().optimizer = optimizer;
            experiment.training_mut().learning_rate = rate;
            experiment.training_mut().batch_size = batch;
            experiment.seeds.weights = seed;
            experiment.validate().ok()
        },
    )
}

/// What a person, or the clock, does to a run between two steps.
#[derive(Clone, Debug)]
enum Event {
    Nothing,
    GoBack(u64),
    Set(f32),
    Wider,
    Rate(f32),
    Optimizer(Optimizer),
    Loss,
    OtherRows(f32),
    Seeds(u64),
    Restart,
    Time(f64),
    StopAt(u64),
    SaveAndOpen,
}

fn events() -> impl Strategy<Value = Event> {
    prop_oneof![
        2 => Just(Event::Nothing),
        3 => (0..200_u64).prop_map(Event::GoBack),
        2 => prop_oneof![-2.0..2.0_f32, Just(3e38), Just(-0.0)].prop_map(Event::Set),
        1 => Just(Event::Wider),
        // Of few values, so that one comes back.
        2 => select(vec![0.01_f32, 0.1, 100.0]).prop_map(Event::Rate),
        3 => select(Optimizer::ALL).prop_map(Event::Optimizer),
        1 => Just(Event::Loss),
        3 => select(vec![0.3_f32, 0.5, 0.7]).prop_map(Event::OtherRows),
        1 => any::<u64>().prop_map(Event::Seeds),
        1 => Just(Event::Restart),
        1 => (0.1..3.0_f64).prop_map(Event::Time),
        1 => (1..30_u64).prop_map(Event::StopAt),
        2 => Just(Event::SaveAndOpen),
    ]
}

fn change(trainer: &mut Trainer, change: impl FnOnce(&mut Experiment)) {
    let mut experiment = (**trainer.experiment()).clone();
    change(&mut experiment);
    if let Ok(experiment) = experiment.validate() {
        trainer.reconfigure(experiment, Keep::WhatFits);
    }
}

fn happen(event: &Event, trainer: &mut Trainer) -> Result<(), TestCaseError> {
    match *event {
        Event::Nothing => {}
        Event::GoBack(step) => drop(trainer.go_back_to(step)),
        Event::Set(value) => drop(trainer.set(Place { layer: 0, unit: 0, from: Some(0) }, value)),
        Event::Wider => change(trainer, |e| e.network.hidden.iter_mut().for_each(|layer| layer.units += 1)),
        Event::Rate(rate) => change(trainer, |e| e.training_mut().learning_rate = rate),
        Event::Optimizer(optimizer) => change(trainer, |e| e.training_mut().optimizer = optimizer),
        Event::Loss => change(trainer, |e| {
            e.training_mut().loss = if e.training().loss == Loss::Huber { Loss::MeanSquaredError } else { Loss::Huber };
        }),
        Event::OtherRows(share) => change(trainer, |e| e.data.train_share = share),
        Event::Seeds(seed) => change(trainer, |e| (e.seeds.batches, e.seeds.noise) = (seed, seed)),
        Event::Restart => trainer.restart(),
        Event::Time(seconds) => trainer.spend(seconds),
        Event::StopAt(epoch) => change(trainer, |e| e.training_mut().stop.epochs = Some(epoch)),
        Event::SaveAndOpen => *trainer = opened(trainer)?,
    }
    Ok(())
}

/// `trainer` out of the file that it would be saved as.
fn opened(trainer: &Trainer) -> Result<Trainer, TestCaseError> {
    let session = Session::new("", trainer.experiment().clone()).with_trainer(trainer);
    let text = session.to_text(UNIX_EPOCH);
    let fail = |error: neurarium::session::SessionError| TestCaseError::fail(format!("{error}\n{text}"));
    let read = Session::from_bytes(text.as_bytes()).map_err(fail)?;
    prop_assert_eq!(read.to_text(UNIX_EPOCH), text.clone(), "saved again it is the same file");
    read.trainer().map_err(fail)
}

fn bits(parameters: &Parameters) -> Vec<u32> {
    parameters.values().iter().map(|value| value.to_bits()).collect()
}

/// Whether both have become the same, bit for bit.
fn same(mut one: Trainer, mut other: Trainer) -> Result<(), TestCaseError> {
    one.settle();
    other.settle();
    prop_assert_eq!(bits(&one.network().parameters), bits(&other.network().parameters));
    prop_assert_eq!(one.checkpoint(), other.checkpoint());
    prop_assert_eq!(one.history(), other.history());
    prop_assert_eq!(one.timeline(), other.timeline());
    prop_assert_eq!(one.edits(), other.edits());
    Ok(())
}

fn steps(trainer: &mut Trainer, count: usize) {
    (0..count).for_each(|_| trainer.step());
}

proptest! {
    #![proptest_config(Config { cases: 400, failure_persistence: None, ..Config::default() })]

    #[test]
    fn a_run_on_any_table_is_saved_and_goes_on(
        experiment in on_tables(), pieces in vec(0..90_usize, 1..5),
    ) {
        let mut whole = Trainer::new(experiment);
        let mut in_pieces = whole.clone();
        for piece in pieces {
            steps(&mut whole, piece);
            steps(&mut in_pieces, piece);
            in_pieces = opened(&in_pieces)?;
            prop_assert!(in_pieces.network().parameters.values().iter().all(|value| value.is_finite()));
        }
        same(whole, in_pieces)?;
    }

    #[test]
    fn whatever_was_done_on_the_way_is_kept_and_can_be_repeated(
        experiment in prop_oneof![experiments(), on_tables()],
        // Often several in a row.
        way in vec((prop_oneof![Just(0_usize), 0..70_usize], events()), 1..9),
        after in 0..70_usize,
    ) {
        let mut trainer = Trainer::new(experiment);
        for (count, event) in &way {
            steps(&mut trainer, *count);
            trainer.settle();
            happen(event, &mut trainer)?;
        }
        let mut again = opened(&trainer)?;
        steps(&mut trainer, after);
        steps(&mut again, after);
        same(trainer.clone(), again)?;
        let stored = opened(&trainer)?;
        if let Err(no) = repeat(&stored, |_| {}) {
            return Err(TestCaseError::fail(format!("{no}\n{:?}\n{:?}", stored.status(), stored.edits())));
        }
    }
}

#[test]
fn a_rate_of_an_epoch_that_other_rows_began_again_is_kept_with_its_moment() {
    let mut trainer = Trainer::new(Experiment::default().validate().unwrap());
    steps(&mut trainer, 1);
    change(&mut trainer, |e| e.training_mut().learning_rate = 0.01);
    let courses = trainer.history().courses().to_vec();
    change(&mut trainer, |e| e.data.train_share = 0.3);
    for mut trainer in [trainer.clone(), opened(&trainer).unwrap()] {
        assert!(trainer.go_back_to(1));
        assert_eq!((trainer.history().courses(), courses.len()), (&courses[..], 1));
        repeat(&trainer, |_| {}).unwrap();
    }
}

#[test]
fn a_memory_that_overflows_is_divergence_with_its_place() {
    let rows: String = (0..60).map(|i| format!("{},{}.5,{}.25\n", 1_700_000_000 + i * 1024, i % 5, i % 7)).collect();
    let table = Table::read_csv("s.csv", format!("t,z,y\n{rows}").as_bytes()).unwrap();
    for optimizer in Optimizer::ALL {
        let mut experiment = Experiment::default();
        experiment.set_source(Source::table(Arc::new(table.clone())).unwrap());
        Rules::Modern.apply(&mut experiment);
        experiment.data.scaling = Scaling::None;
        experiment.network.hidden.iter_mut().for_each(|layer| layer.activation = Activation::Relu);
        experiment.training_mut().optimizer = *optimizer;
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        steps(&mut trainer, 600);
        let session = Session::new("", trainer.experiment().clone()).with_trainer(&trainer);
        let opened = Session::from_bytes(session.to_text(UNIX_EPOCH).as_bytes()).unwrap().trainer().unwrap();
        if optimizer.moments() > 0 && !matches!(optimizer, Optimizer::Momentum { .. } | Optimizer::Nesterov { .. }) {
            assert!(matches!(opened.status(), Status::Diverged { .. }), "{optimizer:?}: {:?}", opened.status());
        }
        let numbers = opened.checkpoint().moments.into_iter().flat_map(|memory| memory.values().to_vec());
        assert!(numbers.into_iter().all(f32::is_finite), "{optimizer:?}");
    }
}

#[test]
fn a_memory_that_older_programs_let_overflow_is_begun_anew_with_the_next_change() {
    let mut trainer = Trainer::new(Experiment::default().validate().unwrap());
    change(&mut trainer, |e| e.training_mut().optimizer = Optimizer::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
    steps(&mut trainer, 30);
    let text = Session::new("", trainer.experiment().clone()).with_trainer(&trainer).to_text(UNIX_EPOCH);
    let memory = text.find("moments: [[").unwrap();
    let number = memory + text[memory..].find("[[-").or_else(|| text[memory..].find("[[0")).unwrap() + 2;
    let end = number + text[number..].find(',').unwrap();
    let with = |number_there: &str| format!("{}{number_there}{}", &text[..number], &text[end..]);
    let mut old = Session::from_bytes(with("inf").as_bytes()).unwrap().trainer().unwrap();
    assert!(matches!(old.status(), Status::Diverged { .. }), "{:?}", old.status());
    assert!(opened(&old).is_ok());
    change(&mut old, |e| e.training_mut().learning_rate = 0.01);
    steps(&mut old, 200);
    assert_eq!(old.status(), &Status::Ready);
    let none = Session::from_bytes(with("NaN").as_bytes()).unwrap().trainer().unwrap_err().to_string();
    assert!(none.contains("a memory of the optimizer is no number"), "{none}");
}

#[test]
fn a_run_that_diverges_right_after_its_best_epoch_has_the_best_of_before() {
    let mut found = 0;
    for seed in 0..400 {
        let mut experiment = Experiment::default();
        experiment.data.source = Source::Generated { generator: Generator::Circle, samples: 12, noise: 0.3 };
        Rules::Modern.apply(&mut experiment);
        experiment.data.train_share = 0.8;
        experiment.training_mut().learning_rate = [10.0, 100.0, 300.0, 1000.0][seed as usize % 4];
        experiment.training_mut().optimizer = Optimizer::Nesterov { momentum: 0.9 };
        experiment.training_mut().batch_size = 6;
        experiment.network.hidden.iter_mut().for_each(|layer| layer.activation = Activation::Elu);
        experiment.training_mut().early_stopping = Some(EarlyStopping { patience: 99, restore_best: false });
        experiment.seeds.weights = seed;
        experiment.seeds.data = seed;
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        for _ in 0..16 {
            trainer.step();
            let mut kept = trainer.clone();
            kept.settle();
            // The last step ended an epoch that was called the best, and breaks.
            found += u32::from(trainer.checkpoint().best.is_some_and(|best| best.epoch > kept.epochs().max(1)));
            // What is repeated does not come as far as that step.
            change(&mut kept, |e| e.training_mut().learning_rate = 0.01);
            repeat(&kept, |_| {}).unwrap_or_else(|no| panic!("seed {seed}, step {}: {no}", trainer.steps()));
        }
    }
    assert!(found > 0, "no run was of the kind");
}

#[test]
fn counting_ends_where_files_end() {
    let mut trainer = Trainer::new(Experiment::default().validate().unwrap());
    steps(&mut trainer, 3);
    let text = Session::new("", trainer.experiment().clone()).with_trainer(&trainer).to_text(UNIX_EPOCH);
    let most = text.replacen("step: 3,", "step: 9007199254740992,", 1).replacen(
        "rows_seen: 30,",
        "rows_seen: 9007199254740992,",
        1,
    );
    assert_ne!(text, most);
    let mut trainer = Session::from_bytes(most.as_bytes()).unwrap().trainer().unwrap();
    steps(&mut trainer, 30);
    assert!(opened(&trainer).is_ok());
}

#[test]
fn another_optimizer_begins_with_an_empty_memory_also_by_going_back() {
    let mut trainer = Trainer::new(Experiment::default().validate().unwrap());
    let momentum = Optimizer::Momentum { momentum: 0.9 };
    change(&mut trainer, |e| e.training_mut().optimizer = momentum);
    steps(&mut trainer, 250);
    let kept = trainer.timeline().at(150).unwrap().clone();
    assert!(!kept.moments.is_empty());
    change(&mut trainer, |e| e.training_mut().optimizer = Optimizer::RmsProp { decay: 0.99, epsilon: 1e-8 });
    steps(&mut trainer, 250);
    for mut trainer in [trainer.clone(), opened(&trainer).unwrap()] {
        assert!(trainer.go_back_to(150));
        assert_eq!((trainer.checkpoint().moments, trainer.checkpoint().moments_age), (Vec::new(), 0));
        assert_eq!(trainer.network().parameters, kept.parameters);
        change(&mut trainer, |e| e.training_mut().optimizer = momentum);
        assert!(trainer.go_back_to(150));
        assert_eq!(trainer.checkpoint().moments, kept.moments, "its own memory is kept");
    }
}
