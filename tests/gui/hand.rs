//! What a person sets by hand in the network is a change like any other: told, kept, asked about, taken back.

use std::{fs, path::Path};

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable;
use neurarium::{
    app::{Start, Window},
    experiment::{Experiment, Place},
    session::{Folders, Session},
    training::Trainer,
};

use crate::journey::{Journey, file};

const BIAS: Place = Place { layer: 2, unit: 0, from: None };

/// A saved session on its way, in a window that keeps unsaved work.
fn open(name: &str) -> (Journey, std::path::PathBuf) {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&root));
    let folders = Folders::inside(&root);
    let recovery = folders.data.join("recovery");
    let mut trainer = Trainer::new(Experiment::default().validate().unwrap());
    (0..100).for_each(|_| trainer.step());
    let path = file(&format!("{name}.ron"), "");
    Session::new("Circle", trainer.experiment().clone()).with_trainer(&trainer).save(&path).unwrap();
    let mut journey = Journey::keeping(Start::File(path), folders);
    journey.until("the session", |window| window.snapshot().is_some_and(|now| now.step == 100));
    journey.until_shown(Role::Label, "Circle · saved");
    (journey, recovery)
}

/// Clicks the bias of the output, types a number and presses Enter.
fn set(journey: &mut Journey, number: &str) {
    journey.0.query_all_by_label_contains("Bias of the output").next().unwrap().click_accesskit();
    (0..4).for_each(|_| journey.0.step());
    journey.key(Modifiers::COMMAND, Key::A);
    journey.0.event(egui::Event::Text(number.into()));
    journey.0.step();
    journey.key(Modifiers::NONE, Key::Enter);
}

fn bias(window: &Window) -> f32 {
    let now = &window.snapshot().unwrap().newest.parameters;
    now.values()[BIAS.index(now).unwrap()]
}

fn sessions(folder: &Path) -> usize {
    let is_session = |path: &Path| path.extension().is_some_and(|extension| extension == "ron");
    fs::read_dir(folder).map_or(0, |all| all.filter(|entry| is_session(&entry.as_ref().unwrap().path())).count())
}

#[test]
fn a_bias_set_by_hand_is_kept_and_asked_about() {
    let (mut journey, recovery) = open("hand-kept");
    set(&mut journey, "5");
    journey.until("the bias", |window| bias(window).to_bits() == 5_f32.to_bits());
    journey.until_shown(Role::Label, "Circle · not saved");
    journey.until("the recovery file", |_| sessions(&recovery) == 1);
    journey.key(Modifiers::COMMAND, Key::Q);
    journey.until_shown(Role::Label, "Discard changes?");
    journey.press("Cancel");
    journey.key(Modifiers::COMMAND, Key::S);
    journey.until_shown(Role::Label, "Circle · saved");
    journey.until("its end", |_| sessions(&recovery) == 0);
}

#[test]
fn weights_and_settings_are_taken_back_in_their_order() {
    let (mut journey, _) = open("hand-undo");
    let first = bias(journey.0.state());
    let is = |value: f32| move |window: &Window| bias(window).to_bits() == value.to_bits();
    let layers = |journey: &Journey| journey.0.state().experiment().network.hidden.len();
    let undo = |journey: &mut Journey| journey.key(Modifiers::COMMAND, Key::Z);
    let redo = |journey: &mut Journey| journey.key(Modifiers::COMMAND, Key::Y);
    set(&mut journey, "5");
    journey.until("5", is(5.0));
    journey.press("Take a unit from layer 1");
    journey.until("three units", |window| window.snapshot().unwrap().experiment.network.hidden[0].units == 3);
    set(&mut journey, "-2.5");
    journey.until("−2.5", is(-2.5));
    undo(&mut journey);
    journey.until("5 again", is(5.0));
    assert_eq!(journey.0.state().experiment().network.hidden[0].units, 3, "only the weight was taken back");
    undo(&mut journey);
    journey.until("four units", |window| window.snapshot().unwrap().experiment.network.hidden[0].units == 4);
    assert!(is(5.0)(journey.0.state()));
    undo(&mut journey);
    journey.until("the first bias", is(first));
    assert_eq!(layers(&journey), 2);
    redo(&mut journey);
    journey.until("5 once more", is(5.0));
    redo(&mut journey);
    journey.until("three units", |window| window.snapshot().unwrap().experiment.network.hidden[0].units == 3);
    redo(&mut journey);
    journey.until("−2.5 once more", is(-2.5));
}

#[test]
fn a_bias_that_is_set_back_leaves_nothing_to_save() {
    let (mut journey, _) = open("hand-back");
    set(&mut journey, "5");
    journey.until_shown(Role::Label, "Circle · not saved");
    journey.key(Modifiers::COMMAND, Key::Z);
    journey.until_shown(Role::Label, "Circle · saved");
}

#[test]
fn a_run_that_is_left_is_a_change_and_returned_to_it_is_none() {
    let (mut journey, _) = open("hand-aside");
    journey.key(Modifiers::NONE, Key::R);
    journey.until("the start", |window| window.snapshot().is_some_and(|now| now.step == 0));
    journey.until_shown(Role::Label, "Circle · not saved");
    journey.0.query_all_by_label_contains("Return to the run of").next().unwrap().click_accesskit();
    journey.until("the run", |window| window.snapshot().is_some_and(|now| now.step == 100));
    journey.until_shown(Role::Label, "Circle · saved");
}

#[test]
fn letters_that_come_with_enter_belong_to_the_number_that_they_end() {
    let (mut journey, _) = open("hand-letters");
    let first = bias(journey.0.state());
    for (end, value) in [(Key::Escape, first), (Key::Enter, 0.1)] {
        journey.0.query_all_by_label_contains("Bias of the output").next().unwrap().click_accesskit();
        (0..4).for_each(|_| journey.0.step());
        journey.key(Modifiers::COMMAND, Key::A);
        journey.type_at_once("1e-1", end);
        journey.idle();
        let window = journey.0.state();
        assert_eq!((bias(window), journey.snapshot().step), (value, 100), "an e is no epoch");
    }
}
