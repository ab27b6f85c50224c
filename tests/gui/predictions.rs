//! Predictions of a lesson: drawn where the run draws, kept when it begins, and told when it is over or left.

use egui::{Event, Key, Modifiers, PointerButton, Pos2, Role, pos2};
use egui_kittest::kittest::{NodeT, Queryable};
use neurarium::{app::Start, session::Answer};

use crate::journey::{Journey, file};

const LESSON: &str = "---\ntitle: Draw first\nshow: training.learning_rate\n---\n# Predict\n{predict: choice}\nWhat?\n\n    [( )] one\n    \
                      [(X)] two\n\n{predict: number train_loss at 2 within 0.001}\n{predict: sketch boundary}\n{predict: sketch train_loss 0..4}\n\
                      # Run\n{goal: train_loss <= 9 within 3 epochs}\n# Other\n{set: training.learning_rate = 0.1}\n# End\nSo.\n";

fn begin(name: &str) -> Journey {
    begin_with(name, LESSON)
}

fn begin_with(name: &str, lesson: &str) -> Journey {
    let mut journey = Journey::begin(Start::File(file(name, lesson)));
    journey.until_shown(Role::Label, "A lesson of your own");
    journey
        .until("its network", |window| window.snapshot().is_some_and(|now| now.looks.maps.is_some() && now.step == 0));
    (0..3).for_each(|_| journey.0.step());
    journey
}

fn answer(journey: &Journey, item: usize) -> Option<Answer> {
    journey.0.state().lesson()?.hand_in().entry(1, item).map(|entry| entry.answer.clone())
}

fn shows(journey: &Journey, words: &str) -> bool {
    journey.0.query_all_by_label_contains(words).next().is_some()
}

/// Trains until the run pauses by itself, at the last epoch that the step asks about.
fn train_to_the_end_of_the_step(journey: &mut Journey) {
    journey.press("Train");
    journey.until("its end", |window| window.snapshot().is_some_and(|now| now.epoch == 4 && !now.running));
    (0..2).for_each(|_| journey.0.step());
}

/// Drags from place to place.
fn drag(journey: &mut Journey, path: &[Pos2]) {
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    journey.0.event(Event::PointerMoved(path[0]));
    journey.0.event(button(path[0], true));
    journey.0.step();
    for at in path {
        journey.0.event(Event::PointerMoved(*at));
        journey.0.step();
    }
    journey.0.event(button(path[path.len() - 1], false));
    journey.0.step();
    journey.0.step();
}

#[test]
fn what_was_predicted_is_told_at_next_and_all_of_it_at_the_end() {
    let mut journey = begin_with("told.md", &LESSON.replace("0..4", "0..4000"));
    journey.find(Role::RadioButton, "one").click_accesskit();
    journey.0.step();
    journey.press("Next");
    (0..2).for_each(|_| journey.0.step());
    assert!(shows(&journey, "You said: one. What comes of it is still to be seen."), "remembered beside the run");
    journey.press("Train");
    journey.until("three epochs", |window| window.snapshot().is_some_and(|now| now.epoch >= 3 && now.running));
    assert!(!shows(&journey, "It is: two"), "nobody is told while it runs");
    journey.press("Next");
    (0..2).for_each(|_| journey.0.step());
    assert!(shows(&journey, "You said: one. It is: two."), "told when the run is left");
    assert!(shows(&journey, "Why was it different? One line"));
    journey.press("Next");
    (0..2).for_each(|_| journey.0.step());
    assert!(shows(&journey, "What you predicted") && shows(&journey, "0 of 1 right"), "and at the end");
}

#[test]
fn a_step_by_hand_tells_nothing_of_what_was_predicted() {
    let mut journey = begin("by-hand.md");
    journey.find(Role::RadioButton, "one").click_accesskit();
    journey.0.step();
    journey.press("Step one epoch");
    journey.until("an epoch", |window| window.snapshot().is_some_and(|now| now.epoch == 1 && !now.running));
    (0..3).for_each(|_| journey.0.step());
    let is_told = |journey: &Journey| journey.0.state().lesson().unwrap().is_told((1, 1));
    assert!(!is_told(&journey), "at epoch 1 of 4");
    train_to_the_end_of_the_step(&mut journey);
    assert!(is_told(&journey));
}

#[test]
fn a_run_ends_where_the_step_at_hand_does_and_without_a_lesson_nowhere() {
    let lesson = "title: Two ends\n---\n# One\n{predict: number train_loss at 20000 within 1}\n# Two\n{goal: train_loss <= 9 within 30000}\n";
    let mut journey = begin_with("two-ends.md", lesson);
    let is_running = |window: &neurarium::app::Window| window.snapshot().is_some_and(|now| now.running);
    journey.press("Train");
    journey.until("the run", is_running);
    journey.press("Next");
    journey.until("its end", |window| !is_running(window));
    assert_eq!(journey.snapshot().epoch, 30_000, "the end of the second step");
    (0..2).for_each(|_| journey.0.step());
    assert!(shows(&journey, "Paused at epoch 30000:"));
    // Whatever the worker still says of the run is heard before.
    for _ in 0..25 {
        std::thread::sleep(std::time::Duration::from_millis(20));
        journey.0.step();
    }
    journey.press("Back");
    (0..2).for_each(|_| journey.0.step());
    assert!(!shows(&journey, "Paused at epoch 30000:"), "it was another step's");
    journey.press("Next");
    journey.key(Modifiers::NONE, Key::R);
    journey.until("the start", |window| window.snapshot().is_some_and(|now| now.step == 0));
    journey.press("Train");
    journey.until("the run again", is_running);
    journey.press("Close the lesson");
    journey.until("more", |window| window.snapshot().is_some_and(|now| now.running && now.epoch > 30_000));
}

#[test]
fn what_explains_a_question_waits_for_its_answer_and_a_goal_in_sight_needs_no_notice() {
    let lesson = "title: Why\n---\n# One\n{goal: train_loss <= 9 within 3}\n\nIs it?\n\n    [( )] yes\n    [(X)] no\n\nSince it is not.\n";
    let mut journey = begin_with("why.md", lesson);
    assert!(shows(&journey, "Answer to read on.") && !shows(&journey, "Since it is not."));
    journey.find(Role::RadioButton, "yes").click_accesskit();
    (0..2).for_each(|_| journey.0.step());
    assert!(shows(&journey, "Read on all the same") && !shows(&journey, "Since it is not."), "it may be tried again");
    journey.find(Role::RadioButton, "no").click_accesskit();
    (0..2).for_each(|_| journey.0.step());
    assert!(!shows(&journey, "Answer to read on.") && shows(&journey, "Since it is not."));
    journey.press("Train");
    journey.until("its end", |window| window.snapshot().is_some_and(|now| now.epoch > 0 && !now.running));
    (0..2).for_each(|_| journey.0.step());
    assert!(shows(&journey, "reached at epoch") && !shows(&journey, "Goal reached:"));
}

#[test]
fn train_says_why_a_run_that_has_ended_does_not_go_on() {
    let lesson = "title: End\nstart: training.stop.epochs = 3\n---\n# One\nTrain.\n";
    let mut journey = begin_with("end.md", lesson);
    journey.press("Train");
    journey.until("its end", |window| window.snapshot().is_some_and(|now| now.epoch == 3 && !now.running));
    (0..2).for_each(|_| journey.0.step());
    assert!(!shows(&journey, "R begins anew"), "nobody asked");
    journey.press("Train");
    (0..2).for_each(|_| journey.0.step());
    assert!(shows(&journey, "Stopped at epoch 3, as set. R begins anew."));
}

#[test]
fn a_border_is_drawn_on_the_map_by_hand_or_by_keys_and_the_map_stays_where_it_is() {
    let mut journey = begin("border.md");
    let map = journey
        .0
        .query_all_by_label_contains("move five points")
        .find(|node| node.accesskit_node().role() == Role::Image);
    let rect = map.expect("the map says what to do").rect();
    let at = |x: f32, y: f32| pos2(egui::lerp(rect.x_range(), x), egui::lerp(rect.y_range(), y));
    let before = journey.snapshot().looks.maps.clone().unwrap().area;
    drag(&mut journey, &[at(0.5, 0.1), at(0.5, 0.4), at(0.5, 0.9)]);
    let Some(Answer::Boundary(lines)) = answer(&journey, 3) else { panic!("{:?}", answer(&journey, 3)) };
    assert!(lines.len() == 1 && lines[0].0.iter().all(|place| place.0.abs() < 0.1), "an upright line: {lines:?}");
    assert_eq!(journey.snapshot().looks.maps.clone().unwrap().area, before, "what is drawn moves no map");
    journey.press("Draw on the map");
    (0..2).for_each(|_| journey.0.step());
    journey.key(Modifiers::NONE, Key::ArrowUp);
    journey.0.step();
    let drawn = lines;
    let Some(Answer::Boundary(lines)) = answer(&journey, 3) else { panic!() };
    assert!(lines.len() == 2 && lines[0] == drawn[0], "what the pointer drew stays: {lines:?}");
    assert!(lines[1].0.len() == 5 && lines[1].0[0].1 > lines[1].0[1].1, "five points: {lines:?}");
    journey.key(Modifiers::NONE, Key::ArrowUp);
    journey.0.step();
    let Some(Answer::Boundary(moved)) = answer(&journey, 3) else { panic!() };
    assert!(moved.len() == 2 && moved[1].0[0].1 > lines[1].0[0].1, "the arrows move the one line: {moved:?}");
    journey.press("Train");
    journey.until("it is fixed", |window| window.lesson().is_some_and(|lesson| lesson.is_fixed((1, 3))));
    let kept = answer(&journey, 3);
    drag(&mut journey, &[at(0.2, 0.2), at(0.4, 0.4), at(0.8, 0.8)]);
    assert_eq!(answer(&journey, 3), kept, "it stays");
}

#[test]
fn a_curve_is_drawn_in_the_chart_and_the_run_draws_its_own_over_it() {
    let mut journey = begin("curve.md");
    let chart = journey.0.query_all_by_label_contains("Sketch of the curve: training loss").next().expect("the chart");
    let rect = chart.rect();
    assert!(rect.left() > 700.0, "it stands where the curves stand: {rect}");
    journey.press("Draw in the chart");
    (0..2).for_each(|_| journey.0.step());
    for key in [Key::ArrowDown, Key::ArrowRight, Key::ArrowDown, Key::ArrowDown] {
        journey.key(Modifiers::NONE, key);
        journey.0.step();
    }
    let Some(Answer::Curve(points)) = answer(&journey, 4) else { panic!("{:?}", answer(&journey, 4)) };
    let epochs: Vec<f64> = points.iter().map(|point| point.0).collect();
    assert_eq!(epochs, [0.0, 1.0, 2.0, 3.0, 4.0]);
    assert!(points[2].1 > points[0].1 && points[0].1 > points[1].1, "{points:?}");
    train_to_the_end_of_the_step(&mut journey);
    journey.until("its score", |window| window.lesson().is_some_and(|lesson| lesson.scored((1, 4)).is_some()));
    (0..3).for_each(|_| journey.0.step());
    assert!(shows(&journey, "Gap so far") && shows(&journey, "of the curve's range"), "in the chart and in the lesson");
    journey.find(Role::Link, "all curves").click_accesskit();
    (0..3).for_each(|_| journey.0.step());
    assert!(
        !shows(&journey, "Your sketch of the curve") && shows(&journey, "Loss curve"),
        "the others are a click away"
    );
}

#[test]
fn in_front_of_a_class_a_lesson_leaves_the_network_its_room_and_folds_to_a_strip() {
    let mut journey = Journey::of_size(Start::File(file("wide.md", LESSON)), egui::vec2(1920.0, 1080.0));
    journey.until_shown(Role::Label, "A lesson of your own");
    journey.key(Modifiers::NONE, Key::F5);
    (0..6).for_each(|_| journey.0.step());
    let width = journey.0.ctx.content_rect().width();
    let left = |journey: &Journey| journey.find(Role::Tab, "Network").rect().left();
    assert!(left(&journey) < 0.4 * width, "the lesson takes {} of {width}", left(&journey));
    journey.press("Fold the lesson");
    (0..3).for_each(|_| journey.0.step());
    assert!(left(&journey) < 0.1 * width, "folded: {}", left(&journey));
    journey.press("Next");
    (0..2).for_each(|_| journey.0.step());
    assert_eq!(journey.0.state().lesson().unwrap().step(), 2, "the way on is there");
    journey.press("Show the lesson");
    (0..2).for_each(|_| journey.0.step());
    assert!(shows(&journey, "Step 2 of 4"));
}

#[test]
fn what_a_lesson_locks_is_grey_in_the_network_and_the_doctor_does_not_offer_it() {
    let mut journey = begin("grey.md");
    for name in ["Add a hidden layer", "Take a unit from layer 1", "Give a unit to layer 2"] {
        assert!(journey.find(Role::Button, name).accesskit_node().is_disabled(), "{name}");
    }
    assert!(journey.find(Role::CheckBox, "Feature x₁x₂").accesskit_node().is_disabled());
    journey.find(Role::CheckBox, "Feature x₁x₂").click_accesskit();
    (0..3).for_each(|_| journey.0.step());
    assert_eq!(journey.0.state().experiment().data.features.len(), 2);
    journey.0.state_mut().edit(|draft| draft.training_mut().learning_rate = 10.0);
    train_to_the_end_of_the_step(&mut journey);
    journey.press("Train");
    let offers = |journey: &Journey| {
        journey
            .0
            .query_all_by_label_contains("Try: ")
            .filter_map(|node| node.accesskit_node().label())
            .collect::<Vec<_>>()
    };
    for _ in 0..400 {
        journey.0.step();
        std::thread::sleep(std::time::Duration::from_millis(2));
        if !offers(&journey).is_empty() {
            break;
        }
    }
    let offered = offers(&journey);
    assert!(!offered.is_empty() && offered.iter().all(|offer| offer.contains("rate")), "{offered:?}");
}

/// Two borders to be drawn in one step: each has its own, whichever is drawn first.
#[test]
fn two_sketches_of_a_step_are_drawn_apart() {
    let two = LESSON.replace("{predict: sketch train_loss 0..4}", "Later.\n\n{predict: sketch boundary}");
    let mut journey = Journey::begin(Start::File(file("two-sketches.md", &two)));
    journey.until_shown(Role::Label, "A lesson of your own");
    journey
        .until("its network", |window| window.snapshot().is_some_and(|now| now.looks.maps.is_some() && now.step == 0));
    (0..3).for_each(|_| journey.0.step());
    for (which, item) in [(1, 4), (0, 3)] {
        journey.0.query_all_by_role_and_label(Role::Button, "Draw on the map").nth(which).unwrap().click_accesskit();
        (0..3).for_each(|_| journey.0.step());
        journey.key(Modifiers::NONE, Key::ArrowUp);
        (0..2).for_each(|_| journey.0.step());
        assert!(matches!(answer(&journey, item), Some(Answer::Boundary(_))), "{item}: {:?}", answer(&journey, item));
        let other = answer(&journey, 7 - item);
        assert_eq!(matches!(other, Some(Answer::Boundary(_))), item == 3, "{other:?}");
    }
}
