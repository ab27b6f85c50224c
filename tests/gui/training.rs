//! Running, pausing, stepping, starting over.

use egui::{Key, Modifiers, Role};
use neurarium::app::Start;

use crate::journey::Journey;

#[test]
fn space_trains_and_pauses() {
    let mut journey = Journey::begin(Start::Opening);
    assert_eq!(journey.snapshot().epoch, 0);
    journey.key(Modifiers::NONE, Key::Space);
    journey.until("the epoch to move", |window| window.snapshot().is_some_and(|now| now.epoch > 3));
    journey.key(Modifiers::NONE, Key::Space);
    journey.until("the pause", |window| window.snapshot().is_some_and(|now| !now.running));
    let epoch = journey.snapshot().epoch;
    for _ in 0..20 {
        journey.0.step();
    }
    assert_eq!(journey.snapshot().epoch, epoch, "a pause is a pause");
}

#[test]
fn one_batch_is_one_step_and_one_epoch_is_one_epoch() {
    let mut journey = Journey::begin(Start::Opening);
    journey.press("Step one batch");
    journey.until("the step", |window| window.snapshot().is_some_and(|now| now.step == 1));
    journey.press("Step one epoch");
    journey.until("the epoch", |window| window.snapshot().is_some_and(|now| now.epoch == 1));
    assert_eq!(journey.snapshot().step, 25, "250 training rows in batches of 10");
}

#[test]
fn reset_goes_back_to_the_same_start_and_new_start_to_another() {
    let mut journey = Journey::begin(Start::Opening);
    let first = journey.snapshot().network.parameters.clone();
    journey.train();
    assert_ne!(journey.snapshot().network.parameters, first);
    journey.press("Reset");
    journey.until("the reset", |window| window.snapshot().is_some_and(|now| now.step == 0));
    assert_eq!(journey.snapshot().network.parameters, first, "the same start, bit for bit");
    let points = journey.snapshot().data.set.checksum();
    journey.press("New start");
    journey.until("other weights", |window| {
        window.snapshot().is_some_and(|now| now.experiment.seeds.weights == 43 && now.step == 0)
    });
    assert_ne!(journey.snapshot().network.parameters, first);
    assert_eq!(journey.snapshot().data.set.checksum(), points, "the data seed is locked");
}

#[test]
fn the_slowest_speed_is_one_step_a_second() {
    let mut journey = Journey::begin(Start::Opening);
    journey.find(Role::Slider, "Speed").set_value_accesskit(0.0);
    journey.until_shown(Role::Label, "Speed · up to 1 step/s");
    journey.press("Train");
    let start = std::time::Instant::now();
    journey.until("three steps", |window| window.snapshot().is_some_and(|now| now.step == 3));
    assert!(start.elapsed().as_secs_f32() > 1.8, "the first at once, the third two seconds later");
}

#[test]
fn a_small_network_can_be_watched_and_one_click_lets_it_run() {
    let mut journey = Journey::at_usual_speed();
    journey.until_shown(Role::Label, "Speed · up to 30 epochs/s");
    journey.press("Train");
    let start = std::time::Instant::now();
    journey.until("ten epochs", |window| window.snapshot().is_some_and(|now| now.epoch >= 10));
    assert!(start.elapsed().as_secs_f32() > 0.25, "{:?}", start.elapsed());
    journey.press("As fast as it goes");
    let (start, epoch) = (std::time::Instant::now(), journey.snapshot().epoch);
    journey.until("many more", move |window| window.snapshot().is_some_and(|now| now.epoch > epoch + 300));
    assert!(start.elapsed().as_secs_f32() < 8.0, "{:?}", start.elapsed());
    journey.press("Pause");
    journey.press("As fast as it goes");
    journey.until_shown(Role::Label, "Speed · up to 30 epochs/s");
}

#[test]
fn home_and_end_lead_to_both_ends_of_the_run_wherever_the_keyboard_is() {
    let mut journey = Journey::begin(Start::Opening);
    journey.train();
    let end = journey.snapshot().step;
    journey.key(Modifiers::NONE, Key::Home);
    journey.until("the start", |window| window.snapshot().is_some_and(|now| now.past && now.step == 0));
    journey.key(Modifiers::NONE, Key::End);
    journey.until("the end", move |window| window.snapshot().is_some_and(|now| !now.past && now.step == end));
}

#[test]
fn plain_keys_do_nothing_while_a_number_is_typed() {
    let mut journey = Journey::begin(Start::Opening);
    journey.find(Role::SpinButton, "Noise").focus();
    journey.0.step();
    journey.key(Modifiers::NONE, Key::S);
    for _ in 0..20 {
        journey.0.step();
    }
    assert_eq!(journey.snapshot().step, 0, "the key belonged to the number");
}

#[test]
fn what_is_on_the_screen_is_told_in_words() {
    use egui_kittest::kittest::Queryable;
    let mut journey = Journey::begin(Start::Opening);
    journey.press("Shortcuts");
    journey.until_shown(egui::Role::Button, "On the screen");
    journey.press("On the screen");
    (0..3).for_each(|_| journey.0.step());
    for words in [
        "Click a unit, a line or a bias",
        "the boundary at which it decides",
        "Layers of 2–4–2–1 units with 25 weights and biases",
    ] {
        assert!(journey.0.query_by_label_contains(words).is_some(), "{words}");
    }
    journey.press("Close");
    journey.key(egui::Modifiers::COMMAND, egui::Key::Num9);
    journey.press("Shortcuts");
    (0..3).for_each(|_| journey.0.step());
    assert!(journey.0.query_by_label_contains("Every line is a trial").is_some(), "it is still open, on another page");
    assert!(journey.0.query_by_label_contains("the boundary at which it decides").is_none(), "there is no map here");
}

#[test]
fn the_list_of_shortcuts_opens_and_closes() {
    let mut journey = Journey::begin(Start::Opening);
    journey.press("Shortcuts");
    journey.until_shown(Role::Label, "Train or pause");
    journey.press("Close");
    assert!(egui_kittest::kittest::Queryable::query_by_label(&journey.0, "Train or pause").is_none());
}
