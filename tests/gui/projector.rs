//! Pages at the size of a projector, in front of a class: nothing is cut, and nothing stands on something else.

use egui::{Key, Modifiers, Rect, Role, Shape};
use neurarium::app::Start;

use crate::{
    journey::{Journey, file},
    landscape,
    pictures::{LOW_PROJECTOR, check_apart, painted},
};

/// The first words that a region which scrolls sideways, or would have to, cuts at its right end.
fn cut(journey: &Journey) -> Option<(String, Rect)> {
    fn of(shape: &Shape, clip: Rect) -> Option<(String, Rect)> {
        match shape {
            Shape::Vec(shapes) => shapes.iter().find_map(|shape| of(shape, clip)),
            Shape::Text(text) => {
                let rect = text.visual_bounding_rect();
                let is_cut = rect.intersect(clip).is_positive() && rect.right() > clip.right() + 1.0;
                is_cut.then(|| (text.galley.text().to_owned(), rect))
            }
            _ => None,
        }
    }
    journey.0.output().shapes.iter().find_map(|clipped| of(&clipped.shape, clipped.clip_rect))
}

fn check(journey: &Journey, page: &str) {
    check_apart(journey, page);
    let cut = cut(journey);
    assert!(cut.is_none(), "{page}: {cut:?}");
}

#[test]
fn a_drawn_digit_is_answered_within_the_window() {
    let mut journey = Journey::of_size(Start::Preset("digits".into()), LOW_PROJECTOR);
    journey.key(Modifiers::COMMAND, Key::Num8);
    journey.until("an answer", |window| window.snapshot().is_some_and(|now| now.looks.answered.is_some()));
    (0..4).for_each(|_| journey.0.step());
    check(&journey, "Deploy");
    let (pad, way) = (journey.find(Role::Canvas, "Pad to draw on").rect(), journey.find(Role::Button, "Blank one"));
    assert!(pad.width() >= 170.0 && way.rect().left() > pad.right(), "{pad} {}", way.rect());
}

#[test]
fn the_formula_leaves_the_drawing_free() {
    let mut journey = Journey::of_size(Start::Opening, LOW_PROJECTOR);
    for entry in ["Menu", "Explore", "Arithmetic…"] {
        journey.press(entry);
    }
    journey.until_shown(Role::Label, "Check my number");
    for layer in 1..=3 {
        check(&journey, &format!("Arithmetic of layer {layer}"));
        journey.press("Layer: on");
    }
    journey.press("Backward");
    check(&journey, "Backward");
    // Its lines go on below, so that the places of their words reach over each other.
    journey.press("Update");
    assert_eq!(cut(&journey), None);
}

#[test]
fn the_landscape_cuts_no_sentence() {
    let mut journey = landscape::page();
    // The two numbers above the curve are long then, and have a line each.
    journey.0.state_mut().edit(|experiment| experiment.training_mut().learning_rate = 0.000_03);
    journey.until("the rate", |window| {
        window.snapshot().is_some_and(|now| now.newest_experiment.training().learning_rate == 0.000_03)
    });
    journey.0.set_size(LOW_PROJECTOR);
    (0..4).for_each(|_| journey.0.step());
    check(&journey, "Landscape");
    let all = painted(&journey.0);
    let (words, rect) = all.iter().find(|(words, _)| words.starts_with("where steps at rate")).expect("the limit");
    assert!(rect.right() <= LOW_PROJECTOR.x - 32.0, "“{words}” at {rect} runs into the margin");
}

#[test]
fn a_key_that_was_pressed_covers_no_words() {
    let mut journey = Journey::begin(Start::Opening);
    journey.key(Modifiers::NONE, Key::F5);
    journey.drop_file(&file("no-session.ron", "Neither this nor that."));
    journey.idle();
    journey.key(Modifiers::NONE, Key::E);
    (0..3).for_each(|_| journey.0.step());
    let all = painted(&journey.0);
    let (_, key) = all.iter().find(|(words, _)| words == "E").expect("the key");
    let notice = all.iter().find(|(words, _)| words.contains("no-session.ron")).expect("what has failed");
    let covered = all.iter().find(|(words, rect)| {
        words != "E" && !words.trim().is_empty() && rect.shrink(2.0).intersects(key.expand2(egui::vec2(15.0, 7.0)))
    });
    assert!(covered.is_none(), "{key} covers {covered:?}, and {notice:?} stands there, too");
}
