//! The doctor's line: what it says, what it offers, and the way back.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable;
use neurarium::{app::Start, training::Status};

use crate::journey::Journey;

#[test]
fn a_rate_far_too_large_is_told_answered_and_taken_back() {
    let mut journey = Journey::begin(Start::Opening);
    journey.press("Numbers");
    journey.press("Plane");
    journey.choose("Activation", "Linear");
    journey.choose("Learning rate", "10");
    journey.key(Modifiers::NONE, Key::Space);
    journey.until("divergence", |window| {
        window.snapshot().is_some_and(|now| matches!(now.status, Status::Diverged { .. }))
    });
    journey.0.step();
    assert!(journey.0.query_by_label_contains("Training diverged").is_some(), "divergence is said");
    journey.press("Try: Learning rate 1");
    journey.until("the remedy", |window| {
        window
            .snapshot()
            .is_some_and(|now| now.experiment.training().learning_rate == 1.0 && now.status == Status::Ready)
    });
    journey.until_shown(Role::Button, "Take it back");
    assert!(journey.0.query_by_label_contains("Training diverged").is_none(), "it is no longer so");
    journey.press("Take it back");
    journey.until("the way back", |window| {
        window.snapshot().is_some_and(|now| matches!(now.status, Status::Diverged { .. }))
    });
    assert_eq!(journey.0.state().experiment().training().learning_rate, 10.0, "the settings too");
}
