//! Looking back along the run, and going on from an earlier moment.

use egui::{Key, Modifiers, Role};
use neurarium::app::Start;

use crate::journey::Journey;

/// A window whose run stands at the end of epoch 3.
fn trained() -> Journey {
    let mut journey = Journey::begin(Start::Opening);
    for epoch in 1..=3 {
        journey.key(Modifiers::NONE, Key::E);
        journey.until("an epoch", |window| window.snapshot().is_some_and(|now| now.epoch == epoch && !now.running));
    }
    journey
}

#[test]
fn an_earlier_moment_is_shown_branched_from_and_the_run_returned_to() {
    let mut journey = trained();
    let end = journey.snapshot();
    journey.key(Modifiers::NONE, Key::Comma);
    journey.key(Modifiers::NONE, Key::Comma);
    journey.until("epoch 1", |window| window.snapshot().is_some_and(|now| now.past && now.epoch == 1));
    journey.press("Now");
    journey.until("now", |window| window.snapshot().is_some_and(|now| !now.past && now.epoch == 3));
    journey.key(Modifiers::NONE, Key::Comma);
    journey.until("epoch 2", |window| window.snapshot().is_some_and(|now| now.past && now.epoch == 2));
    journey.press("Continue from here");
    journey.until("the branch", |window| window.snapshot().is_some_and(|now| !now.past && now.epoch == 2));
    journey.press("Return to the run of 3 epochs");
    journey.until("the run", |window| window.snapshot().is_some_and(|now| now.epoch == 3));
    assert_eq!(journey.snapshot().network, end.network, "nothing was lost");
    let left: Vec<u64> = journey.0.state().runs().left().iter().map(|left| left.run.epochs()).collect();
    assert_eq!(left, [2], "nor the branch");
}

#[test]
fn the_slider_moves_by_moment_with_the_arrow_keys() {
    let mut journey = trained();
    journey.find(Role::Slider, "Moment of the run").focus();
    journey.0.step();
    journey.key(Modifiers::NONE, Key::ArrowLeft);
    journey.until("epoch 2", |window| window.snapshot().is_some_and(|now| now.past && now.epoch == 2));
    let slider = journey.find(Role::Slider, "Moment of the run");
    let value = egui_kittest::kittest::NodeT::accesskit_node(&slider).value().unwrap_or_default();
    assert!(value.starts_with("epoch 2 · loss 0."), "{value}");
    journey.key(Modifiers::NONE, Key::Home);
    journey.until("the start", |window| window.snapshot().is_some_and(|now| now.past && now.epoch == 0));
}
