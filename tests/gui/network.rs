//! The network drawing.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use neurarium::{
    data::Feature,
    experiment::{Experiment, HiddenLayer, Place},
    nn::Activation,
    training::Trainer,
    ui::{Action, Unit},
    worker::Detail,
};

use crate::stage::open;

#[test]
fn a_feature_is_taken_in_and_out_by_click_and_by_key() {
    let mut window = open(0, |_| {});
    window.get_by_role_and_label(Role::CheckBox, "Feature x₁²").click();
    window.run();
    assert_eq!(window.state().draft.data.features, [Feature::Input(0), Feature::Input(1), Feature::Square(0)]);
    window.get_by_role_and_label(Role::CheckBox, "Feature x₁").focus();
    window.run();
    window.key_press(egui::Key::Space);
    window.run();
    assert_eq!(window.state().draft.data.features, [Feature::Input(1), Feature::Square(0)]);
}

#[test]
fn layers_are_added_and_removed() {
    let mut window = open(0, |_| {});
    window.get_by_role_and_label(Role::Button, "Add a hidden layer").click();
    window.run();
    let units = |experiment: &Experiment| experiment.network.hidden.iter().map(|l| l.units).collect::<Vec<_>>();
    assert_eq!(units(&window.state().draft), [4, 2, 2]);
    for _ in 0..2 {
        window.get_by_role_and_label(Role::Button, "Remove the last hidden layer").click();
        window.run();
    }
    assert_eq!(units(&window.state().draft), [4]);
}

#[test]
fn units_are_given_by_button_and_by_number() {
    let mut window = open(0, |_| {});
    window.get_by_role_and_label(Role::Button, "Give a unit to layer 2").click();
    window.run();
    assert_eq!(window.state().draft.network.hidden[1].units, 3);
    let field = window.get_by_role_and_label(Role::SpinButton, "Units of layer 1");
    field.click();
    window.run();
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    window.event(egui::Event::Text("7".into()));
    window.run();
    window.key_press(egui::Key::Enter);
    window.run();
    assert_eq!(window.state().draft.network.hidden[0].units, 7);
}

#[test]
fn a_single_weight_is_frozen_in_its_editor() {
    let mut window = open(0, |_| {});
    window.get_by_role_and_label(Role::Button, "8 weights into layer 1").click_accesskit();
    window.run();
    window.get_by_role_and_label(Role::CheckBox, "Frozen").click();
    window.run();
    let frozen = window.state().draft.network.frozen.clone();
    assert!(matches!(frozen[..], [Place { layer: 0, from: Some(_), .. }]), "{frozen:?}");
    window.get_by_role_and_label(Role::CheckBox, "Frozen").click();
    window.run();
    assert!(window.state().draft.network.frozen.is_empty());
}

#[test]
fn an_activation_is_chosen_in_the_head() {
    let mut window = open(0, |_| {});
    window.get_by_role_and_label(Role::Button, "Layer 1: tanh, settings").click();
    window.run();
    window.get_by_label("ReLU").click();
    window.run();
    assert_eq!(window.state().draft.network.hidden[0].activation, Activation::Relu);
    assert_eq!(window.state().draft.network.hidden[1].activation, Activation::Tanh, "the other layer stays");
}

#[test]
fn a_unit_under_the_pointer_is_in_the_large_map_and_a_click_keeps_it() {
    let mut window = open(100, |_| {});
    let unit = Unit { layer: 1, index: 2 };
    window.get_by_role_and_label(Role::Button, "Unit 3 of layer 1").hover();
    window.run();
    assert_eq!(window.state().gaze.unit(), Some(unit));
    assert!(window.query_by_label("Unit 3 of layer 1, 500 points").is_none(), "the title alone is no description");
    window.get_by_role_and_label(Role::Button, "Unit 3 of layer 1").click();
    window.run();
    window.remove_cursor();
    window.run();
    assert_eq!(window.state().gaze.unit(), Some(unit), "it stays without the pointer");
    window.get_by_role_and_label(Role::Button, "Unit 3 of layer 1").click();
    window.run();
    window.remove_cursor();
    window.run();
    assert_eq!(window.state().gaze.unit(), None, "a second click lets it go");
}

#[test]
fn a_bias_is_typed() {
    let mut window = open(0, |_| {});
    window.get_by_role_and_label(Role::Button, "Bias of the output: +0.10").click();
    window.run();
    window.get_by_role_and_label(Role::SpinButton, "Value").click();
    window.run();
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    window.event(egui::Event::Text("-1.5".into()));
    window.run();
    window.key_press(egui::Key::Enter);
    window.run();
    let wanted = Action::Set(Place { layer: 2, unit: 0, from: None }, -1.5);
    assert!(window.state().actions.contains(&wanted), "{:?}", window.state().actions);
}

#[test]
fn a_number_is_typed_right_after_the_click_even_while_the_network_learns() {
    let mut window = open(0, |_| {});
    window.get_by_role_and_label(Role::Button, "Bias of unit 1 of layer 1: +0.10").click();
    window.run();
    window.get_by_role_and_label(Role::Button, "Bias of the output: +0.10").click();
    window.run();
    for (typed, learned) in [("-1", 0.2), (".", 0.3), ("5", 0.4)] {
        window.event(egui::Event::Text(typed.into()));
        window.run();
        let snapshot = &mut window.state_mut().snapshot;
        let place = Place { layer: 2, unit: 0, from: None };
        let index = place.index(&snapshot.network.parameters).expect("there is an output");
        snapshot.network.parameters.values_mut()[index] = learned;
        snapshot.number += 1;
        window.run();
    }
    window.key_press(egui::Key::Enter);
    window.run();
    let wanted = Action::Set(Place { layer: 2, unit: 0, from: None }, -1.5);
    assert_eq!(window.state().actions.iter().rfind(|action| matches!(action, Action::Set(..))), Some(&wanted));
    assert!(window.query_by_role_and_label(Role::SpinButton, "Value").is_none(), "Enter closes the editor");
}

#[test]
fn every_weight_can_be_reached_by_keyboard() {
    let mut window = open(0, |_| {});
    window.get_by_role_and_label(Role::Button, "8 weights into layer 2").focus();
    window.run();
    window.key_press(egui::Key::Enter);
    window.run();
    window.get_by_role_and_label(Role::SpinButton, "From unit").set_value_accesskit(4.0);
    window.get_by_role_and_label(Role::SpinButton, "To unit").set_value_accesskit(1.0);
    window.run();
    window.get_by_role_and_label(Role::SpinButton, "Value").set_value_accesskit(0.75);
    window.run();
    let wanted = Action::Set(Place { layer: 1, unit: 0, from: Some(3) }, 0.75);
    assert!(window.state().actions.contains(&wanted), "{:?}", window.state().actions);
}

#[test]
fn eight_layers_of_sixty_four_keep_their_heads() {
    let mut window = open(0, |experiment| {
        let layer = HiddenLayer { units: 64, activation: Activation::Tanh, dropout: 0.0, frozen: false };
        experiment.network.hidden = vec![layer; 8];
    });
    window.run();
    for layer in 1..=8 {
        let head = window.get_by_role_and_label(Role::SpinButton, &format!("Units of layer {layer}")).rect();
        assert!(head.right() < 640.0 && head.left() > 0.0, "layer {layer} stands at {head}");
    }
    assert!(window.query_by_role_and_label(Role::Button, "Unit 64 of layer 8").is_some());
    window.get_by_label("Enlarge").click();
    window.run();
    let tile = window.get_by_role_and_label(Role::Button, "Unit 1 of layer 1").rect();
    assert!(tile.width() >= 24.0, "{tile} is hard to hit");
}

#[test]
fn a_dead_unit_is_marked_and_named() {
    let mut window = open(0, |experiment| experiment.network.hidden[0].activation = Activation::Relu);
    assert!(window.query_by_role_and_label(Role::Button, "Unit 2 of layer 1, dead").is_none());
    let mut trainer = Trainer::new(window.state().snapshot.experiment.clone());
    assert!(trainer.set(Place { layer: 0, unit: 1, from: None }, -100.0));
    let statistics = trainer.probe().statistics();
    let snapshot = &mut window.state_mut().snapshot;
    snapshot.detail = Detail { statistics, ..(*snapshot.detail).clone() }.into();
    window.run();
    assert!(window.query_by_role_and_label(Role::Button, "Unit 2 of layer 1, dead").is_some());
}
