//! The learning-rate finder: the curve of the library, read off and put to use.

use egui::{Role, vec2};
use egui_kittest::kittest::Queryable;
use neurarium::{
    app::Start,
    insight::rate_finder::{RateCurve, RateRange, two_digits},
};

use crate::journey::Journey;

fn page(size: egui::Vec2) -> Journey {
    let mut journey = Journey::of_size(Start::Opening, size);
    journey.press("Menu");
    journey.press("Explore");
    journey.press("Rate finder…");
    journey.until("an answer", |window| window.surveyed().is_some_and(|surveyed| surveyed.rates.is_some()));
    (0..2).for_each(|_| journey.0.step());
    journey
}

#[test]
fn a_suggestion_is_that_of_the_library_and_is_used() {
    let mut journey = page(vec2(1280.0, 800.0));
    let trainer = journey.0.state().session().expect("a session").trainer().expect("it goes on");
    let curve = RateCurve::of(&trainer, RateRange::default());
    for rate in [curve.valley(), curve.tenth_of_minimum()] {
        let rate = two_digits(rate.expect("a suggestion"));
        journey.press(&format!("Use {rate}"));
        journey.until("the rate", |window| window.experiment().training().learning_rate == rate);
        journey.until("the trainer", |window| {
            window.snapshot().is_some_and(|now| now.experiment.training().learning_rate == rate)
        });
        journey.0.step();
    }
    assert_eq!(journey.snapshot().step, 0, "nothing was trained");
}

#[test]
fn a_place_on_the_curve_is_used_and_marks_are_dragged() {
    let mut journey = page(vec2(1280.0, 800.0));
    let image = journey.0.query_by_label_contains("Loss over learning rate").expect("the curve").rect();
    let (left, right) = (image.left() + 40.0, image.right() - 8.0);
    // The axis goes over five powers of ten, from 0.0001 on; the marks begin at 0.01 and 1, once they are set.
    let at = |exponent: f32, y: f32| egui::pos2(left + (exponent + 4.0) / 5.0 * (right - left), y);
    let click = at(-1.0, image.top() + 60.0);
    journey.0.hover_at(click);
    journey.0.step();
    journey.0.drag_at(click);
    journey.0.step();
    journey.0.drop_at(click);
    journey.until("the rate", |window| (window.experiment().training().learning_rate - 0.1).abs() < 0.003);
    assert!(journey.0.query_by_role_and_label(Role::SpinButton, "and gets ragged at").is_none(), "nobody set it");
    journey.press("Set two marks");
    let low = image.bottom() - 26.0;
    journey.0.drag_at(at(0.0, low));
    journey.0.step();
    for exponent in [-0.2, -0.4, -0.5] {
        journey.0.hover_at(at(exponent, low));
        journey.0.step();
    }
    journey.0.drop_at(at(-0.5, low));
    (0..2).for_each(|_| journey.0.step());
    let rate = journey.find(Role::SpinButton, "and gets ragged at");
    let shown: f64 = egui_kittest::kittest::NodeT::accesskit_node(&rate).numeric_value().expect("a number");
    assert!((shown - 0.316).abs() < 0.02, "{shown}");
    let rate = journey.0.state().experiment().training().learning_rate;
    assert!((rate - 0.1).abs() < 0.003, "dragging a mark takes no rate: {rate}");
}

#[test]
fn a_rate_that_is_far_from_both_is_told_what_they_are_good_for() {
    let mut journey = page(vec2(1280.0, 800.0));
    journey.0.state_mut().edit(|experiment| {
        let training = experiment.training_mut();
        (training.learning_rate, training.batch_size) = (3.0, neurarium::experiment::ALL_ROWS);
    });
    journey.until_shown(Role::Label, "in use: 3");
    let said = |journey: &Journey| journey.0.query_all_by_label_contains("edge of stability").count();
    let start = std::time::Instant::now();
    while said(&journey) == 0 {
        assert!(start.elapsed().as_secs() < 30, "not a word");
        journey.0.step();
    }
}
