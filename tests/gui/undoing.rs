//! A change that gives up a trained network gives it back when it is undone.

use std::sync::Arc;

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable;
use neurarium::{app::Start, data::Source, nn::Activation, worker::Snapshot};

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
fn there_and_back(what: &str, gives_the_run_up: bool, change: fn(&mut Journey)) {
    let mut journey = Journey::begin(Start::Opening);
    journey.press("More settings…");
    journey.train();
    let run = journey.snapshot();
    change(&mut journey);
    journey.until(what, |window| window.snapshot().is_some_and(|now| now.experiment != run.experiment));
    journey.0.step();
    let is_offered = journey.0.query_all_by_label_contains("Return to the run of").next().is_some();
    assert_eq!(is_offered, gives_the_run_up, "{what}: what begins anew leaves a run, all else goes on in its timeline");
    undo(&mut journey, &run);
    journey.key(Modifiers::COMMAND, Key::Y);
    journey.until(what, |window| window.snapshot().is_some_and(|now| now.experiment != run.experiment));
    undo(&mut journey, &run);
}

#[test]
fn whatever_gives_up_a_trained_network_can_be_undone() {
    there_and_back("another seed", true, |journey| journey.key(Modifiers::NONE, Key::N));
    there_and_back("another data set", true, |journey| journey.press("Spiral"));
    there_and_back("a unit less", false, |journey| journey.press("Take a unit from layer 1"));
    there_and_back("a layer less", false, |journey| {
        journey.find(Role::SpinButton, "Hidden layers").set_value_accesskit(1.0);
        journey.0.step();
    });
    there_and_back("other rows", false, |journey| {
        journey.find(Role::Slider, "Noise").set_value_accesskit(20.0);
        journey.0.step();
    });
    there_and_back("another loss", true, |journey| journey.choose("Loss", "Huber"));
}

/// Gives the bias of the output another value by its editor.
fn set_bias(journey: &mut Journey) {
    journey.0.query_all_by_label_contains("Bias of the output").next().unwrap().click_accesskit();
    (0..4).for_each(|_| journey.0.step());
    journey.key(Modifiers::COMMAND, Key::A);
    journey.0.event(egui::Event::Text("2.5".into()));
    journey.0.step();
    journey.key(Modifiers::NONE, Key::Enter);
}

/// Trains on for an epoch.
fn epoch(journey: &mut Journey) {
    let before = journey.snapshot();
    journey.key(Modifiers::NONE, Key::E);
    journey
        .until("an epoch", |window| window.snapshot().is_some_and(|now| !now.running && now.epoch == before.epoch + 1));
}

#[test]
fn whatever_is_done_undo_gives_back_what_was_on_the_screen() {
    type Deed = (&'static str, fn(&mut Journey));
    const DEEDS: [Deed; 9] = [
        ("another seed", |journey| journey.key(Modifiers::NONE, Key::N)),
        ("the start", |journey| journey.key(Modifiers::NONE, Key::R)),
        ("a unit less", |journey| journey.press("Take a unit from layer 1")),
        ("a unit more", |journey| journey.press("Give a unit to layer 1")),
        ("other rows", |journey| {
            let source = &journey.0.state().experiment().data.source;
            let is_noisy = matches!(source, Source::Generated { noise, .. } if *noise > 0.15);
            journey.find(Role::Slider, "Noise").set_value_accesskit(if is_noisy { 10.0 } else { 20.0 });
            journey.0.step();
        }),
        ("a rate", |journey| {
            let is_small = journey.0.state().experiment().training().learning_rate < 0.1;
            journey.choose("Learning rate", if is_small { "0.1" } else { "0.01" });
        }),
        ("a bias", set_bias),
        ("an earlier moment", |journey| {
            journey.key(Modifiers::NONE, Key::Comma);
            journey.until("the past", |window| window.snapshot().is_some_and(|now| now.past));
            journey.0.step();
            journey.press("Continue from here");
        }),
        ("an activation", |journey| {
            let is_tanh = journey.0.state().experiment().network.hidden[0].activation == Activation::Tanh;
            journey.choose("Activation", if is_tanh { "ReLU" } else { "tanh" });
        }),
    ];
    let mut random = 20u64;
    for _ in 0..3 {
        let mut journey = Journey::begin(Start::Opening);
        journey.press("More settings…");
        let mut states = Vec::new();
        for _ in 0..8 {
            (0..1 + states.len() % 2).for_each(|_| epoch(&mut journey));
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (what, deed) = DEEDS[(random >> 33) as usize % DEEDS.len()];
            let before = journey.snapshot();
            states.push((what, Arc::clone(&before), journey.0.state().experiment().clone()));
            deed(&mut journey);
            journey.until(what, |window| {
                window.snapshot().is_some_and(|now| {
                    !now.past && !same_run(now, &before) && *now.newest_experiment == *window.experiment()
                })
            });
        }
        let end = journey.snapshot();
        let done: Vec<_> = states.iter().map(|(what, ..)| *what).collect();
        for (what, before, experiment) in states.iter().rev() {
            journey.key(Modifiers::COMMAND, Key::Z);
            journey.until(&format!("the state before {what}, of {done:?}"), |window| {
                window.snapshot().is_some_and(|now| same_run(now, before)) && window.experiment() == experiment
            });
        }
        for _ in &states {
            journey.key(Modifiers::COMMAND, Key::Y);
        }
        journey.until("all of it again", |window| window.snapshot().is_some_and(|now| same_run(now, &end)));
    }
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
