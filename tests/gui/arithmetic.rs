//! The page of the arithmetic: stepped by keys, clicked, and checked against a number of one's own.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable;
use neurarium::{app::Start, insight::arithmetic::Batch};

use crate::journey::Journey;

fn page(preset: &str) -> Journey {
    let mut journey = Journey::begin(Start::Preset(preset.into()));
    journey.press("Menu");
    journey.press("Explore");
    journey.press("Arithmetic…");
    journey.until_shown(Role::Label, "Check my number");
    journey
}

#[test]
fn a_number_is_checked_against_what_the_learner_calculated() {
    let mut journey = page("first-network");
    let snapshot = journey.snapshot();
    let order = &snapshot.checkpoint.order;
    let batch = Batch::of(&snapshot.probe(), &[order.first().map_or(0, |row| *row as usize)]);
    let z = batch.examples[0].sums[0][0];
    for (typed, said) in [(format!("{z:.4}"), "right"), (format!("{:.4}", -z), "the size is right, the sign is not")] {
        journey.find(Role::TextInput, "My number").focus();
        journey.0.step();
        journey.key(Modifiers::COMMAND, Key::A);
        journey.0.event(egui::Event::Text(typed));
        journey.0.step();
        journey.press("Check");
        journey.until_shown(Role::Label, said);
    }
}

#[test]
fn keys_step_and_every_walk_has_its_numbers() {
    let mut journey = page("first-network");
    journey.0.query_all_by_label_contains("Term 1 of 3").next().expect("the first weight of two and a bias");
    journey.key(Modifiers::NONE, Key::ArrowRight);
    journey.0.query_all_by_label_contains("Term 2 of 3").next().expect("the second weight");
    journey.key(Modifiers::NONE, Key::ArrowDown);
    journey.0.query_all_by_label_contains("Unit 2 of 2").next().expect("the second unit");
    journey.press("Backward");
    journey.0.query_all_by_label_contains("How the loss answers to w 1.2.2").next().expect("the chain");
    journey.press("Update");
    journey.0.query_all_by_label_contains("Update of w 1.2.2").next().expect("the update");
    journey.0.query_all_by_label_contains("by differences").next().expect("the gradient, checked");
}

#[test]
fn large_networks_are_folded() {
    let mut journey = page("digits");
    journey.until("the digits", |window| window.snapshot().is_some_and(|now| now.data.set.inputs.ncols() == 64));
    journey.0.step();
    journey.0.step();
    journey.0.query_all_by_label_contains("Folded:").next().expect("64 inputs do not stand there one by one");
}

/// The classic 2-2-2 step: error 0.2983711088, w5 after the step 0.3589164797, and w1 0.1497807161 at rate 0.5.
#[test]
fn a_worked_example_takes_the_place_of_the_run_with_its_printed_digits() {
    let mut journey = page("first-network");
    let run = journey.snapshot().network.clone();
    journey.choose("Numbers of", "The classic 2-2-2 step");
    let check = |journey: &mut Journey, typed: &str, said: &str| {
        journey.find(Role::TextInput, "My number").focus();
        journey.0.step();
        journey.key(Modifiers::COMMAND, Key::A);
        journey.0.event(egui::Event::Text(typed.into()));
        journey.0.step();
        journey.press("Check");
        journey.0.step();
        assert!(journey.0.query_all_by_label_contains(said).next().is_some(), "{typed}: {said}");
    };
    journey.press("Update");
    check(&mut journey, "0.1497807161", "right");
    journey.0.query_all_by_label_contains("in the network, from ").next().expect("the drawing says what is lit");
    journey.find(Role::SpinButton, "Begin with w 1.1.1 =").set_value_accesskit(0.25);
    (0..3).for_each(|_| journey.0.step());
    assert!(journey.0.query_all_by_label_contains(" = 0.2500").next().is_some(), "the typed start is calculated with");
    assert_eq!(journey.snapshot().network, run, "the run is left alone");
    journey.choose("Numbers of", "The run at hand");
    journey.find(Role::SpinButton, "Begin with w 1.1.1 =").set_value_accesskit(0.75);
    journey.until("the weight", |window| {
        window.snapshot().is_some_and(|now| now.newest.parameters.values()[0].to_bits() == 0.75_f32.to_bits())
    });
}
