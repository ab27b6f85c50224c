//! In front of a class: what is shown there, and what a presenter's clicker does.

use egui::{Event, Key, Modifiers, Role, Shape, pos2, vec2};
use egui_kittest::kittest::Queryable;
use neurarium::app::Start;

use crate::journey::Journey;

/// Whether a circle of this radius is drawn there.
fn has_circle(journey: &Journey, at: egui::Pos2, radius: f32) -> bool {
    let is_it = |shape: &Shape| matches!(shape, Shape::Circle(circle) if circle.center.distance(at) < 1.0 && circle.radius == radius);
    journey.0.output().shapes.iter().any(|clipped| is_it(&clipped.shape))
}

/// How often these words are drawn.
pub fn drawn(journey: &Journey, words: &str) -> usize {
    let is_it = |shape: &Shape| matches!(shape, Shape::Text(text) if text.galley.text() == words);
    journey.0.output().shapes.iter().filter(|clipped| is_it(&clipped.shape)).count()
}

#[test]
fn the_pointer_and_the_keys_are_seen_and_the_screen_goes_black() {
    let mut journey = Journey::of_size(Start::Opening, vec2(1920.0, 1080.0));
    let at = pos2(400.0, 300.0);
    journey.0.event(Event::PointerMoved(at));
    journey.0.step();
    assert!(!has_circle(&journey, at, 24.0), "only in front of a class");
    journey.key(Modifiers::NONE, Key::F5);
    (0..4).for_each(|_| journey.0.step());
    assert!(12.0 * journey.0.ctx.zoom_factor() >= 21.99, "the smallest text is 22 pixels high");
    journey.0.event(Event::PointerMoved(at));
    journey.0.step();
    assert!(has_circle(&journey, at, 24.0));
    journey.key(Modifiers::NONE, Key::E);
    assert_eq!(drawn(&journey, "E"), 1);
    journey.key(Modifiers::NONE, Key::ControlLeft);
    assert_eq!(drawn(&journey, "ControlLeft"), 0, "a key that is held for others is shown with them");
    journey.until("an epoch", |window| window.snapshot().is_some_and(|now| now.epoch == 1 && !now.running));
    for key in [Key::B, Key::Period] {
        journey.key(Modifiers::NONE, key);
        journey.find(Role::Button, "Black screen: press any key.");
        journey.key(Modifiers::NONE, Key::E);
        journey.until_gone(Role::Button, "Black screen: press any key.");
        assert_eq!(journey.snapshot().epoch, 1, "what is pressed only brings the picture back");
    }
    journey.key(Modifiers::NONE, Key::Escape);
    journey.0.event(Event::PointerMoved(at));
    journey.0.step();
    journey.0.step();
    assert!(!has_circle(&journey, at, 24.0));
    assert!(journey.0.ctx.zoom_factor() < 1.01, "and back");
    journey.key(Modifiers::NONE, Key::B);
    assert!(journey.0.query_by_role_and_label(Role::Button, "Black screen: press any key.").is_none());
}

#[test]
fn letters_of_a_text_black_nothing_out_and_are_shown_once() {
    let mut journey = Journey::begin(Start::Opening);
    journey.key(Modifiers::NONE, Key::F5);
    journey.press("Menu");
    journey.press("Notes…");
    journey.until_shown(Role::Button, "Done");
    journey.key(Modifiers::NONE, Key::B);
    assert!(journey.0.query_by_role_and_label(Role::Button, "Black screen: press any key.").is_none());
    assert_eq!(drawn(&journey, "B"), 0);
    journey.key(Modifiers::NONE, Key::Escape);
    journey.until_gone(Role::Button, "Done");
    assert!(journey.0.ctx.zoom_factor() > 1.01, "Escape has closed the dialog and nothing else");
}
