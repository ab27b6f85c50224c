//! Two networks side by side.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable;
use neurarium::app::{Start, Window};

use crate::journey::Journey;

fn page() -> Journey {
    let mut journey = Journey::begin(Start::Opening);
    journey.press("Menu");
    journey.press("Explore");
    journey.press("Side by side…");
    journey.until_shown(Role::Button, "Go");
    journey
}

fn epoch(window: &Window) -> u64 {
    window.paired().map_or(0, |paired| paired.epoch)
}

#[test]
fn one_thing_is_changed_and_both_step_together() {
    let mut journey = page();
    journey.press("Go");
    journey.until("some epochs", |window| epoch(window) >= 3);
    let both = journey.0.state().paired().unwrap();
    let rates = both.of.each_ref().map(|experiment| experiment.training().learning_rate);
    assert_eq!(rates, [0.03, 0.09]);
    assert!(journey.0.query_by_label("learning rate 0.09, not 0.03").is_some(), "the difference is in words");
    journey.press("Pause both");
    journey.until("a rest", |window| window.paired().is_some_and(|paired| !paired.running));
    let before = epoch(journey.0.state());
    journey.press("One epoch");
    journey.until("one more", |window| epoch(window) == before + 1);
    let curves = journey.0.state().paired().unwrap().sides.each_ref().map(|side| side.curve.last().unwrap().0);
    assert_eq!(curves, [(before + 1) as f64; 2]);
    assert_eq!(journey.snapshot().step, 0, "the run at hand stays");
    journey.press("Chance? 12 seeds each, on page Sweep");
    journey.until("a sweep", |window| window.found().is_some_and(|found| found.plan.seeds == 12));
    journey.until_shown(Role::Tab, "Sweep");
}

#[test]
fn buttons_stay_where_they_are_while_both_train_and_rest() {
    let mut journey = page();
    let places = |journey: &Journey, held: &str| {
        ["Go", held, "One epoch", "Chance? 12 seeds each, on page Sweep"]
            .map(|name| journey.find(Role::Button, name).rect().left().round())
    };
    let before = places(&journey, "Pause both");
    journey.press("Go");
    journey.until("some epochs", |window| epoch(window) >= 12);
    assert_eq!(places(&journey, "Pause both"), before);
    journey.press("Pause both");
    journey.until("a rest", |window| window.paired().is_some_and(|paired| !paired.running));
    (0..3).for_each(|_| journey.0.step());
    assert_eq!(places(&journey, "Go on"), before);
}

#[test]
fn a_pinned_run_stands_beside_this_one() {
    let mut journey = Journey::begin(Start::Opening);
    journey.train();
    journey.key(Modifiers::NONE, Key::P);
    journey.until("a pin", |window| !window.runs().all().is_empty());
    journey.0.state_mut().edit(|experiment| experiment.training_mut().batch_size = 30);
    journey.press("Menu");
    journey.press("Explore");
    journey.press("Side by side…");
    journey.until_shown(Role::Button, "Go");
    journey.press("This and run A");
    journey.press("Go");
    journey.until("both", |window| epoch(window) >= 1);
    let both = journey.0.state().paired().unwrap();
    assert_eq!(both.of.each_ref().map(|experiment| experiment.training().batch_size), [30, 10]);
    assert!(journey.0.query_by_label("batch size 10, not 30").is_some());
}

#[test]
fn a_phenomenon_names_its_run_and_undo_gives_the_name_back() {
    let mut journey = Journey::begin(Start::Opening);
    journey.train();
    let title = |journey: &Journey, name: &str| journey.0.query_all_by_label_contains(name).count();
    let before = title(&journey, "Playground");
    journey.press("Menu");
    journey.press("Explore");
    journey.press("Phenomena…");
    journey.press("Begin from 50 seeds");
    journey.until("seeds", |window| window.begun().is_some());
    assert!(title(&journey, "Initialization lottery") > 0);
    journey.key(Modifiers::COMMAND, Key::Z);
    (0..4).for_each(|_| journey.0.step());
    assert!(before > 0 && title(&journey, "Playground") > 0);
}
