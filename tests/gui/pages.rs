//! What the middle region shows.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use neurarium::app::Start;

use crate::journey::Journey;

const WEIGHTS: &str = "Weights of layer 1: 4 units, 2 inputs";

#[test]
fn tabs_and_keys_turn_the_page() {
    let mut journey = Journey::begin(Start::Opening);
    journey.find(Role::Tab, "Weights").click();
    journey.until_shown(Role::Image, WEIGHTS);
    journey.key(Modifiers::COMMAND, Key::Num1);
    journey.until_shown(Role::Button, "Add a hidden layer");
    journey.key(Modifiers::COMMAND, Key::Num3);
    journey.until_shown(Role::Image, WEIGHTS);
}

#[test]
fn what_was_pointed_at_is_forgotten_on_another_page() {
    let mut journey = Journey::begin(Start::Opening);
    journey.find(Role::Button, "Unit 1 of layer 2").hover();
    journey.until_shown(Role::Label, "Unit 1 of layer 2");
    journey.key(Modifiers::COMMAND, Key::Num3);
    journey.until_shown(Role::Label, "Decision map");
}

#[test]
fn the_weights_page_shows_gradients_and_updates_too() {
    let mut journey = Journey::begin(Start::Opening);
    journey.train();
    journey.find(Role::Tab, "Weights").click();
    journey.until_shown(Role::Image, WEIGHTS);
    let histogram = |journey: &Journey| {
        let name = |label: String| label.starts_with("Histogram of layer 1: ");
        let node = journey.0.get_by(|node| node.label().is_some_and(name));
        node.accesskit_node().label().unwrap_or_default()
    };
    let weights = histogram(&journey);
    assert!(!weights.ends_with(" 1 moments"), "{weights}");
    journey.press("Gradients");
    let gradients = histogram(&journey);
    journey.press("Updates");
    let updates = histogram(&journey);
    assert!(weights != gradients && gradients != updates, "{weights}, {gradients}, {updates}");
}

#[test]
fn what_is_seen_can_be_taken_along() {
    let mut journey = Journey::begin(Start::Opening);
    for (menu, numbers) in [
        ("Export page", "Save weights as CSV…"),
        ("Export the map", "Save map as CSV…"),
        ("Export the curves", "Save history as CSV…"),
    ] {
        journey.press(menu);
        journey.until_shown(Role::Button, numbers);
        journey.until_shown(Role::Button, "Copy picture");
        journey.key(Modifiers::NONE, Key::Escape);
    }
}

#[test]
fn bent_space_is_walked_from_layer_to_layer() {
    let mut journey = Journey::begin(Start::Opening);
    journey.key(Modifiers::COMMAND, Key::Num2);
    journey.until("the space", |window| window.snapshot().is_some_and(|now| now.looks.space.is_some()));
    journey.until_shown(Role::Image, "Layer space: Inputs");
    journey.press("Layer 2");
    journey.until_shown(Role::Image, "Layer space: Layer 2");
    journey.train();
    journey.until_shown(Role::Image, "Layer space: Layer 2");
    journey.key(Modifiers::COMMAND, Key::Num1);
    journey.until("no more of it", |window| window.snapshot().is_some_and(|now| now.looks.space.is_none()));
}

#[test]
fn a_page_that_needs_no_maps_gets_none() {
    let mut journey = Journey::begin(Start::Opening);
    let units = |journey: &Journey| journey.snapshot().looks.maps.as_ref().is_some_and(|maps| maps.has_units());
    journey.until("maps of all units", |window| {
        window.snapshot().is_some_and(|now| now.looks.maps.as_ref().is_some_and(|maps| maps.has_units()))
    });
    journey.key(Modifiers::COMMAND, Key::Num3);
    // As long as the network stays as it is, the maps that stand already serve.
    journey.train();
    journey.until("maps of no unit", |window| {
        window.snapshot().is_some_and(|now| now.looks.maps.as_ref().is_some_and(|maps| !maps.has_units()))
    });
    let looks = journey.snapshot().looks.clone();
    assert!(!units(&journey) && looks.space.is_none() && looks.trace.is_none());
    assert!(looks.maps.is_some() && looks.points.is_some(), "the decision map is seen beside every page");
    journey.key(Modifiers::COMMAND, Key::Num1);
    journey.until("maps of all units again", |window| {
        window.snapshot().is_some_and(|now| now.looks.maps.as_ref().is_some_and(|maps| maps.has_units()))
    });
}
