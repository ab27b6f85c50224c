//! Kept sessions of every version of the file: each opens, is repeated, and goes on to the bits of the build that wrote it.

use std::{fs, path::Path, sync::Arc, time::UNIX_EPOCH};

use neurarium::{
    data::{Feature, Generator, Painted, Scaling, Source, Split, Table},
    experiment::{EarlyStopping, Experiment, HiddenLayer, Place, Rules},
    measure::Area,
    nn::{Activation, Initializer, Optimizer, Parameters, Schedule},
    session::{Curve, Session, View},
    training::{Keep, Status, StopReason, Trainer, repetition::repeat},
};

use crate::{
    architecture::{source_folder, sources},
    session_file::SAVED_AT,
};

/// A kept file, and the checksum of its network's parameters after [`MORE`] further steps, taken by the build that wrote it.
struct Kept {
    name: &'static str,
    text: &'static str,
    becomes: u64,
}

macro_rules! kept {
    ($($name:literal: $becomes:literal,)*) => {
        [$(Kept { name: $name, text: include_str!(concat!("../data/", $name)), becomes: $becomes },)*]
    };
}

/// Every kept file.
const ALL: [Kept; 14] = kept! {
    "session-v1.ron": 0x5C00_6801_7BA9_54D9,
    "session-v1-full.ron": 0x4378_84F9_7C60_470C,
    "session-v1-table.ron": 0x62ED_8C93_9E35_6D00,
    "session-v2.ron": 0x4378_84F9_7C60_470C,
    "session-v2-table.ron": 0x62ED_8C93_9E35_6D00,
    "session-v3.ron": 0x41CB_EDAF_B849_F56F,
    "session-v3-imported.ron": 0x464F_A037_D3FE_39D2,
    "session-v3-infinite.ron": 0x6B80_6337_4BD4_729B,
    "session-v4-plain.ron": 0x4378_84F9_7C60_470C,
    "session-v4-table.ron": 0x62ED_8C93_9E35_6D00,
    "session-v4.ron": 0x41CB_EDAF_B849_F56F,
    "session-v4-imported.ron": 0x464F_A037_D3FE_39D2,
    "session-v4-infinite.ron": 0x6B80_6337_4BD4_729B,
    "session-v4-validation.ron": 0x66DD_CA8B_B785_332E,
};
const MORE: usize = 40;

/// The bits of all parameters in one number (Fowler, Noll and Vo's FNV-1a).
fn checksum(parameters: &Parameters) -> u64 {
    let bytes = parameters.values().iter().flat_map(|value| value.to_bits().to_le_bytes());
    bytes.fold(0xCBF2_9CE4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

fn opened(text: &str) -> Session {
    Session::from_bytes(text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_kept_session_goes_on_to_the_bits_of_the_build_that_wrote_it() {
    let become_ = |kept: &Kept| {
        let mut trainer = opened(kept.text).trainer().unwrap();
        (0..MORE).for_each(|_| trainer.step());
        (kept.name, checksum(&trainer.network().parameters))
    };
    let found: Vec<_> = ALL.iter().map(become_).collect();
    let expected: Vec<_> = ALL.iter().map(|kept| (kept.name, kept.becomes)).collect();
    assert_eq!(found, expected, "{found:#x?}");
}

#[test]
fn every_kept_session_can_be_repeated() {
    for kept in &ALL {
        let told = repeat(&opened(kept.text).trainer().unwrap(), |_| {});
        assert!(told.is_ok(), "{}: {}", kept.name, told.unwrap_err());
    }
}

/// Kept files of the newest version, and those that an older build wrote of the same runs.
const NEWEST: [(&str, &str); 5] = [
    (include_str!("../data/session-v4-plain.ron"), include_str!("../data/session-v2.ron")),
    (include_str!("../data/session-v4-table.ron"), include_str!("../data/session-v2-table.ron")),
    (include_str!("../data/session-v4.ron"), include_str!("../data/session-v3.ron")),
    (include_str!("../data/session-v4-imported.ron"), include_str!("../data/session-v3-imported.ron")),
    (include_str!("../data/session-v4-infinite.ron"), include_str!("../data/session-v3-infinite.ron")),
];

#[test]
fn sessions_of_the_builds_before_are_written_in_the_newest_version_whatever_they_hold() {
    for (newest, older) in NEWEST {
        for sample in [newest, older] {
            let session = opened(sample);
            assert!(session.notes.contains("“quotes”"), "{}", session.notes);
            assert_eq!(session.to_text(UNIX_EPOCH + SAVED_AT), newest);
        }
    }
    for kept in &ALL {
        let session = opened(kept.text);
        let text = session.to_text(UNIX_EPOCH);
        assert!(text.contains("\n  version: 4,\n"), "{}: {text}", kept.name);
        assert_eq!(opened(&text), session, "{}", kept.name);
    }
}

#[test]
fn validation_rows_stand_in_the_file() {
    let text = include_str!("../data/session-v4-validation.ron");
    let session = opened(text);
    assert_eq!(session.to_text(UNIX_EPOCH + SAVED_AT), text);
    let records = session.stages[0].history.records();
    let with: Vec<_> = records.iter().map(|record| record.metrics.validation.is_some()).collect();
    assert!(with.is_sorted() && with.contains(&true) && with.contains(&false), "since they were there: {with:?}");
    let edits = session.stages[0].edits.list().len();
    let shares: Vec<_> = (0..=edits)
        .map(|count| session.stages[0].edits.experiment_after(count, &session.experiment).data.validation_share)
        .collect();
    assert_eq!(shares, [0.0, 0.2, 0.4]);
}

/// What an old version is made of stands in its own files: a type of today there would change what old files mean.
#[test]
fn older_versions_are_read_into_no_type_of_today() {
    let files = sources(&source_folder().join("session/versions"));
    assert!(files.len() > 8, "{files:?}");
    for file in files {
        let code = fs::read_to_string(&file).unwrap();
        let code = code.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        for import in code.split("use crate::").skip(1) {
            let import = import.split(';').next().unwrap_or_default();
            let names = import.split(|c: char| !c.is_alphanumeric() && c != '_');
            let types: Vec<_> = names.filter(|name| name.starts_with(char::is_uppercase)).collect();
            // A text of numbers in base64, which is what it is.
            assert!(types.iter().all(|name| *name == "Block"), "{}: {types:?}", file.display());
        }
        let mut is_type = false;
        for line in code.lines() {
            is_type |= line.contains("struct ") || line.contains("enum ");
            is_type &= line.trim() != "}";
            // What stands behind the attributes.
            let field = line.rsplit(")]").next().unwrap_or_default();
            assert!(!(is_type && field.contains("::")), "{}: {line}", file.display());
        }
    }
}

fn change(trainer: &mut Trainer, change: impl FnOnce(&mut Experiment)) {
    let mut experiment = (**trainer.experiment()).clone();
    change(&mut experiment);
    trainer.settle();
    trainer.reconfigure(experiment.validate().unwrap(), Keep::WhatFits);
}

fn steps(trainer: &mut Trainer, count: usize) {
    (0..count).for_each(|_| trainer.step());
    trainer.settle();
}

/// A run to which everything was done that can be.
fn edited() -> Trainer {
    let mut experiment = (*opened(include_str!("../data/session-v2.ron")).experiment).clone();
    let recipe = experiment.data.source.clone();
    let mut points = Painted::default();
    (0..12_u8).for_each(|i| points.add(f32::from(i) / 2.0 - 3.0, f32::from(i % 5) - 2.25, u32::from(i % 3)));
    experiment.data.source = Source::Painted(Arc::new(points));
    let mut trainer = Trainer::new(experiment.validate().unwrap());
    steps(&mut trainer, 5);
    change(&mut trainer, |e| e.data.source = recipe);
    steps(&mut trainer, 3);
    change(&mut trainer, |e| {
        e.data.features = vec![Feature::Sine(0), Feature::Product(0, 1), Feature::Input(1)];
        e.data.scaling = Scaling::Range;
        e.data.train_share = 0.75;
    });
    steps(&mut trainer, 4);
    change(&mut trainer, |e| {
        e.network.frozen.clear();
        e.network.hidden =
            vec![HiddenLayer { units: 3, activation: Activation::Mish, dropout: 0.125, frozen: false }; 2];
        e.network.weights = Initializer::Normal { deviation: 0.75 };
        e.network.output.frozen = true;
    });
    steps(&mut trainer, 4);
    let there = trainer.timeline().moments()[2].step;
    assert!(trainer.go_back_to(there));
    steps(&mut trainer, 5);
    trainer.set(Place { layer: 1, unit: 2, from: Some(1) }, 1.25);
    trainer.set(Place { layer: 0, unit: 1, from: None }, -0.375);
    steps(&mut trainer, 4);
    change(&mut trainer, |e| {
        e.training_mut().learning_rate = 0.0625;
        e.training_mut().schedule = Schedule::Exponential { decay: 0.96875 };
        e.training_mut().optimizer = Optimizer::RmsProp { decay: 0.9, epsilon: 1e-6 };
        e.training_mut().clip_norm = None;
        e.training_mut().stop.seconds = Some(2.5);
        e.training_mut().stop.loss = None;
    });
    steps(&mut trainer, 6);
    change(&mut trainer, |e| (e.seeds.batches, e.seeds.noise) = (9_007_199_254_740_993, 11));
    steps(&mut trainer, 4);
    trainer.spend(3.0);
    steps(&mut trainer, 2);
    trainer
}

/// A network that was imported.
fn imported() -> Trainer {
    let begun = opened(include_str!("../data/session-v2-table.ron")).trainer().unwrap();
    let parameters = begun.network().parameters.clone();
    let mut trainer = Trainer::starting_from(begun.experiment().clone(), parameters).unwrap();
    steps(&mut trainer, 3);
    change(&mut trainer, |e| {
        e.training_mut().early_stopping = Some(EarlyStopping { patience: 7, restore_best: false });
    });
    steps(&mut trainer, 4);
    trainer
}

/// A run on a table that took the place of another, and of which a test row overflows.
fn infinite() -> Trainer {
    let source = |name: &str, large: &str| {
        let row =
            |i: u8| format!("{},{i}.25,{}\n", if i == 5 { large } else { "1.5" }, ["red", "", "blue"][i as usize % 3]);
        let csv = format!("a,b,c\n{}", (0..12).map(row).collect::<String>());
        let table = Arc::new(Table::read_csv(name, csv.as_bytes()).unwrap());
        Source::Table { table, inputs: vec!["a".into()], target: "b".into(), classes: false }
    };
    let mut experiment = Experiment::default();
    experiment.set_source(source("before.csv", "4.5"));
    experiment.data.validation_share = 0.0;
    Rules::Modern.apply(&mut experiment);
    experiment.data.scaling = Scaling::None;
    experiment.network.hidden.iter_mut().for_each(|layer| layer.activation = Activation::Relu);
    experiment.training_mut().early_stopping = Some(EarlyStopping { patience: 100, restore_best: true });
    let found = (0..1000).find_map(|seed| {
        (experiment.seeds.data, experiment.seeds.weights) = (seed, seed);
        let mut trainer = Trainer::new(experiment.clone().validate().unwrap());
        steps(&mut trainer, 2);
        change(&mut trainer, |e| e.data.source = source("after.csv", "3e38"));
        steps(&mut trainer, 5);
        let is_right = trainer.history().records().iter().any(|record| {
            record.metrics.test.is_some_and(|test| test.loss.is_infinite()) && record.metrics.train.loss.is_finite()
        });
        is_right.then_some(trainer)
    });
    found.unwrap()
}

/// A run that got validation rows on its way, then more of them, and that ended by their loss.
fn validated() -> Trainer {
    let mut experiment = Experiment::default();
    experiment.data.source = Source::Generated { generator: Generator::Circle, samples: 60, noise: 0.4 };
    experiment.data.train_share = 0.75;
    experiment.training_mut().learning_rate = 0.3;
    let mut trainer = Trainer::new(experiment.validate().unwrap());
    steps(&mut trainer, 10);
    change(&mut trainer, |e| e.data.validation_share = 0.2);
    steps(&mut trainer, 10);
    change(&mut trainer, |e| {
        e.data.validation_share = 0.4;
        e.training_mut().early_stopping = Some(EarlyStopping { patience: 3, restore_best: true });
    });
    while *trainer.status() == Status::Ready {
        steps(&mut trainer, 1);
    }
    let by_validation = |status: &Status| {
        matches!(status, Status::Finished { reason: StopReason::NoProgress { watched: Split::Validation, .. } })
    };
    assert!(by_validation(trainer.status()) && trainer.steps() < 500, "{:?}", trainer.status());
    trainer
}

/// A run to which nothing was done, as it stands in an older file.
fn as_in(older: &str) -> Trainer {
    let session = opened(older);
    let mut trainer = Trainer::new(session.experiment.clone());
    steps(&mut trainer, session.trainer().unwrap().steps() as usize);
    trainer
}

/// How the samples of the newest version were made; run only to make the next ones.
#[test]
#[ignore = "writes the samples that the other tests compare with"]
fn write_samples() {
    let narrow = View {
        unit: Some((1, 0)),
        axes: (1, 0),
        hide_test: true,
        discretize: true,
        curve: Curve::Score,
        log_scale: true,
        enlarged: true,
        ..View::default()
    };
    let area = Some(Area { x: (-1.5, 0.5), y: (0.0, 2.25) });
    let wide = View { curve: Curve::Rate, components: true, area, confidence: true, residuals: true, ..narrow };
    for (trainer, title, view, sample) in [
        (as_in(NEWEST[0].1), "Playground", &narrow, "session-v4-plain.ron"),
        (as_in(NEWEST[1].1), "Penguins", &narrow, "session-v4-table.ron"),
        (edited(), "Kept for ever", &wide, "session-v4.ron"),
        (imported(), "Kept for ever", &wide, "session-v4-imported.ron"),
        (infinite(), "Kept for ever", &wide, "session-v4-infinite.ron"),
        (validated(), "Kept for ever", &wide, "session-v4-validation.ron"),
    ] {
        let session = Session::new(title, trainer.experiment().clone());
        let notes = "Kept for ever: “quotes”, \"marks\" and\nlines.".into();
        let session = Session { notes, view: view.clone(), ..session }.with_trainer(&trainer);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(sample);
        fs::write(path, session.to_text(UNIX_EPOCH + SAVED_AT)).unwrap();
    }
}
