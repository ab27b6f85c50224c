//! Changing what is learned from, what learns and how, while it learns.

use egui::Role;
use egui_kittest::kittest::Queryable;
use neurarium::{
    app::Start,
    data::{Generator, Source},
    experiment::Rules,
    nn::{Activation, Loss},
};

use crate::journey::Journey;

fn noise(source: &Source) -> f32 {
    let Source::Generated { noise, .. } = source else { panic!("the points are generated") };
    *noise
}

#[test]
fn settings_change_while_it_trains() {
    let mut journey = Journey::begin(Start::Opening);
    journey.press("Train");
    journey.until("training", |window| window.snapshot().is_some_and(|now| now.epoch > 3));
    journey.find(Role::Slider, "Noise").set_value_accesskit(20.0);
    journey.until("noise", |window| window.snapshot().is_some_and(|now| noise(&now.experiment.data.source) > 0.19));
    journey.choose("Learning rate", "0.1");
    journey.until("the rate", |window| {
        window.snapshot().is_some_and(|now| (now.experiment.training().learning_rate - 0.1).abs() < 1e-6)
    });
    journey.choose("Activation", "ReLU");
    journey.until("the activation", |window| {
        window.snapshot().is_some_and(|now| now.network.activations[0] == Activation::Relu)
    });
    let now = journey.snapshot();
    assert!(now.running, "none of this stops training");
    assert!(now.epoch > 3, "none of this starts over");
}

#[test]
fn hidden_layers_change_while_it_trains() {
    let mut journey = Journey::begin(Start::Opening);
    journey.press("More settings…");
    journey.find(Role::SpinButton, "Hidden layers").set_value_accesskit(3.0);
    journey
        .until("a third layer", |window| window.snapshot().is_some_and(|now| now.experiment.network.hidden.len() == 3));
    journey.0.step();
    journey.find(Role::SpinButton, "Layer 3: units").set_value_accesskit(5.0);
    journey.until("five units", |window| {
        window.snapshot().is_some_and(|now| now.network.parameters.sizes() == [2, 4, 2, 5, 1])
    });
    journey.train();
}

#[test]
fn another_data_set_begins_anew_and_keeps_the_rules() {
    let mut journey = Journey::begin(Start::Opening);
    journey.train();
    journey.press("Spiral");
    journey.until("the spiral", |window| {
        window.snapshot().is_some_and(|now| {
            matches!(now.experiment.data.source, Source::Generated { generator: Generator::Spiral, .. })
        })
    });
    assert_eq!(journey.snapshot().step, 0, "another question, another start");
    journey.press("Blobs");
    journey.until("three outputs", |window| {
        window.snapshot().is_some_and(|now| now.network.parameters.sizes().last() == Some(&3))
    });
    journey.choose("Rules", "Modern");
    journey.until("modern rules", |window| {
        window.snapshot().is_some_and(|now| now.experiment.training().loss == Loss::SoftmaxCrossEntropy)
    });
    assert_eq!(Rules::of(&journey.snapshot().experiment), Some(Rules::Modern));
}

#[test]
fn an_impossible_loss_is_said_beside_its_control_and_the_training_stays() {
    let mut journey = Journey::begin(Start::Opening);
    journey.press("Numbers");
    journey.press("Plane");
    journey.until("the plane", |window| window.snapshot().is_some_and(|now| now.experiment.classes().is_none()));
    journey.choose("Loss", "Softmax cross-entropy");
    journey.0.step();
    let found = journey.0.query_all_by_label_contains("classes").filter(|node| node.rect().left() < 300.0).count();
    assert!(found > 0, "the sentence stands in the left region");
    assert_eq!(journey.snapshot().experiment.training().loss, Loss::HalfSquaredError);
    journey.choose("Loss", "Huber");
    journey.until("a possible loss", |window| {
        window.snapshot().is_some_and(|now| now.experiment.training().loss == Loss::Huber)
    });
}

#[test]
fn a_change_is_taken_back() {
    let mut journey = Journey::begin(Start::Opening);
    for _ in 0..100 {
        journey.0.step();
    }
    journey.choose("Learning rate", "0.3");
    for _ in 0..100 {
        journey.0.step();
    }
    journey.key(egui::Modifiers::COMMAND, egui::Key::Z);
    journey.until("the rate before", |window| (window.experiment().training().learning_rate - 0.03).abs() < 1e-6);
}

#[test]
fn early_stopping_brings_validation_rows_and_says_what_it_watches_without() {
    let mut journey = Journey::begin(Start::Opening);
    let says = |journey: &Journey, words: &str| journey.0.query_by_label(words).is_some();
    assert!(!says(&journey, "200 train · 50 validation · 250 test"));
    journey.press("More settings…");
    journey.0.step();
    journey.find(Role::CheckBox, "Stop early").click_accesskit();
    journey.until("validation rows", |window| {
        window.snapshot().is_some_and(|now| now.data.validation.rows.len() == 50 && now.metrics.validation.is_some())
    });
    journey.0.step();
    assert!(says(&journey, "200 train · 50 validation · 250 test"));
    let warning = "No validation rows: it watches the test loss.";
    assert!(!says(&journey, warning));
    journey.find(Role::Slider, "For validation").set_value_accesskit(0.0);
    journey
        .until("no validation rows", |window| window.snapshot().is_some_and(|now| now.data.validation.rows.is_empty()));
    journey.0.step();
    assert!(says(&journey, warning));
}
