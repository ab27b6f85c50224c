//! A change that gives up a trained network gives it back when it is undone.

use std::sync::Arc;

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable;
use neurarium::{app::Start, worker::Snapshot};

use crate::journey::Journey;

fn same_run(now: &Snapshot, run: &Snapshot) -> bool {
    now.experiment == run.experiment
        && now.network == run.network
        && now.newest.step == run.newest.step
        && now.history == run.history
        && now.timeline == run.timeline
        && now.edits == run.edits
}

fn undo(journey: &mut Journey, run: &Arc<Snapshot>) {
    let run = Arc::clone(run);
    journey.key(Modifiers::COMMAND, Key::Z);
    journey.until("the run as it was", |window| window.snapshot().is_some_and(|now| same_run(now, &run)));
}

/// Trains, changes something, and takes that back.
fn there_and_back(what: &str, change: fn(&mut Journey)) {
    let mut journey = Journey::begin(Start::Opening);
    journey.press("More settings…");
    journey.train();
    let run = journey.snapshot();
    change(&mut journey);
    journey.until(what, |window| window.snapshot().is_some_and(|now| now.experiment != run.experiment));
    journey.0.step();
    assert!(journey.0.query_all_by_label_contains("Return to the run of").next().is_some(), "{what}: it is offered");
    undo(&mut journey, &run);
    journey.key(Modifiers::COMMAND, Key::Y);
    journey.until(what, |window| window.snapshot().is_some_and(|now| now.experiment != run.experiment));
    undo(&mut journey, &run);
}

#[test]
fn whatever_gives_up_a_trained_network_can_be_undone() {
    there_and_back("another seed", |journey| journey.key(Modifiers::NONE, Key::N));
    there_and_back("another data set", |journey| journey.press("Spiral"));
    there_and_back("a unit less", |journey| journey.press("Take a unit from layer 1"));
    there_and_back("a layer less", |journey| {
        journey.find(Role::SpinButton, "Hidden layers").set_value_accesskit(1.0);
        journey.0.step();
    });
    there_and_back("other rows", |journey| {
        journey.find(Role::Slider, "Noise").set_value_accesskit(20.0);
        journey.0.step();
    });
    there_and_back("another loss", |journey| journey.choose("Loss", "Huber"));
}

#[test]
fn several_changes_lead_back_to_the_run_before_the_first() {
    let mut journey = Journey::begin(Start::Opening);
    journey.train();
    let run = journey.snapshot();
    journey.key(Modifiers::NONE, Key::N);
    journey.until("the start", |window| window.snapshot().is_some_and(|now| now.step == 0));
    (0..12).for_each(|_| journey.idle());
    journey.press("Spiral");
    journey.until("the spiral", |window| {
        window.snapshot().is_some_and(|now| now.experiment.data.source != run.experiment.data.source)
    });
    journey.key(Modifiers::COMMAND, Key::Z);
    journey.until("the other start", |window| {
        window.snapshot().is_some_and(|now| now.experiment.data.source == run.experiment.data.source)
    });
    assert_eq!(journey.snapshot().step, 0);
    undo(&mut journey, &run);
}

#[test]
fn undoing_while_it_trains_trains_on() {
    let mut journey = Journey::begin(Start::Opening);
    journey.press("Train");
    journey.until("training", |window| window.snapshot().is_some_and(|now| now.epoch > 3));
    let before = journey.snapshot();
    journey.press("Take a unit from layer 1");
    journey.until("the change", |window| {
        window.snapshot().is_some_and(|now| now.experiment != before.experiment && now.step > before.step)
    });
    journey.key(Modifiers::COMMAND, Key::Z);
    journey.until("the run of before", |window| {
        window.snapshot().is_some_and(|now| now.experiment == before.experiment && now.running)
    });
    assert!(journey.snapshot().step >= before.step);
    assert!(journey.snapshot().edits.is_empty(), "nothing was changed in this one");
}
