//! Points that a person painted, and values that a formula says: saved, read and gone on with.

use std::{sync::Arc, time::UNIX_EPOCH};

use neurarium::{
    data::{Generator, Painted, Source},
    experiment::{Experiment, fields},
    session::Session,
    training::Trainer,
};

fn experiment(source: Source) -> Experiment {
    let mut experiment = Experiment::default();
    experiment.set_source(source);
    experiment
}

fn painted() -> Painted {
    let mut points = Source::generated(Generator::Circle).painted(42);
    points.erase(0.5, 0.0, |x1, x2| x1 < 0.0 && x2 < 0.0);
    (0..20).for_each(|i| points.add(0.1 * i as f32 - 5.0, -4.0, 2));
    points
}

#[test]
fn they_are_saved_with_the_session_and_training_goes_on_from_there() {
    for source in [Source::Painted(Arc::new(painted())), Source::formula("sin(x1) * x2")] {
        let mut whole = Trainer::new(experiment(source).validate().unwrap());
        (0..30).for_each(|_| whole.step());
        let text = Session::new("Mine", whole.experiment().clone()).with_trainer(&whole).to_text(UNIX_EPOCH);
        let session = Session::from_bytes(text.as_bytes()).unwrap();
        assert_eq!(session.experiment, *whole.experiment());
        let mut resumed = session.trainer().unwrap();
        assert_eq!(resumed.data(), whole.data());
        for _ in 0..30 {
            whole.step();
            resumed.step();
        }
        assert_eq!(whole.checkpoint(), resumed.checkpoint());
    }
}

#[test]
fn painted_points_that_were_damaged_are_refused() {
    let whole = Trainer::new(experiment(Source::Painted(Arc::new(painted()))).validate().unwrap());
    let text = Session::new("Mine", whole.experiment().clone()).to_text(UNIX_EPOCH);
    assert!(text.contains("-5.0"), "the points stand in the file");
    let broken = Session::from_bytes(text.replacen("-5.0", "inf", 1).as_bytes()).unwrap_err().to_string();
    assert!(broken.contains("does not lie at finite numbers"), "{broken}");
}

#[test]
fn a_formula_is_set_from_the_command_line_and_its_fault_is_named() {
    let mut experiment = Experiment::default();
    fields::set(&mut experiment, "data.formula", "x1*x2").unwrap();
    fields::set(&mut experiment, "data.samples", "50").unwrap();
    let trainer = Trainer::new(experiment.clone().validate().unwrap());
    assert_eq!(trainer.data().set.rows(), 50);
    fields::set(&mut experiment, "data.formula", "x1*(x2").unwrap();
    let problems = experiment.validate().unwrap_err();
    assert_eq!(problems[0].to_string(), "data.formula: character 7: a “)” is missing at the end");
}
