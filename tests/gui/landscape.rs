//! The landscape of the loss: over the run's own plane, a spot of it taken, the way to another run.

use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable;
use neurarium::{app::Start, experiment::ALL_ROWS, worker::terrain::CELLS};

use crate::journey::Journey;

pub fn page() -> Journey {
    let mut journey = Journey::of_size(Start::Opening, vec2(1280.0, 800.0));
    journey.0.state_mut().edit(|experiment| experiment.training_mut().batch_size = ALL_ROWS);
    journey.until("the batch", |window| {
        window.snapshot().is_some_and(|now| now.experiment.training().batch_size == ALL_ROWS)
    });
    journey.train();
    journey.press("Menu");
    journey.press("Explore");
    journey.press("Landscape…");
    journey.until("a plane", |window| {
        window.surveyed().is_some_and(|surveyed| {
            !surveyed.busy && surveyed.terrain.is_some() && surveyed.curve.as_ref().is_some_and(|curve| !curve.grows)
        })
    });
    (0..2).for_each(|_| journey.0.step());
    journey
}

#[test]
fn a_spot_of_the_plane_stands_in_the_window_and_undo_leads_back() {
    let mut journey = page();
    let before = journey.snapshot();
    let terrain = journey.0.state().surveyed().unwrap().terrain.clone().unwrap();
    assert!(journey.0.query_by_label_contains("Sharpness at").is_some());
    assert!(journey.0.query_by_label_contains("A random walk would look as smooth, with 61 % and 15 %").is_some());
    let image = journey.0.query_by_label_contains("Loss over a plane").expect("the plane").rect();
    // The plane leaves room for its axes on the left and below.
    let frame = egui::Rect::from_min_max(image.min + vec2(20.0, 0.0), image.max - vec2(0.0, 20.0));
    let corner = frame.left_top() + vec2(30.0, 40.0);
    journey.0.hover_at(corner);
    journey.0.step();
    journey.0.drag_at(corner);
    journey.0.step();
    journey.0.drop_at(corner);
    journey.until("the other network", |window| {
        window.snapshot().is_some_and(|now| now.network != before.network && now.step == 0)
    });
    let (x, y, beside) = terrain.plane.place(journey.snapshot().network.parameters.values());
    let share = |value: f64, (low, high): (f64, f64)| ((value - low) / (high - low)) as f32;
    let found = (share(x, terrain.plane.x) * frame.width(), (1.0 - share(y, terrain.plane.y)) * frame.height());
    assert!((found.0 - 30.0).abs() < 2.0 && (found.1 - 40.0).abs() < 2.0 && beside < 1e-3, "{found:?}, {beside}");
    assert_eq!(journey.0.state().runs().left().len(), 1, "the run at hand is set aside");
    journey.key(Modifiers::COMMAND, Key::Z);
    journey.until("the run", |window| {
        window.snapshot().is_some_and(|now| now.network == before.network && now.step == before.step)
    });
}

#[test]
fn other_views_are_asked_for_and_another_run_has_a_way_to_it() {
    let mut journey = page();
    journey.press("Random plane");
    journey.until("a random plane", |window| {
        window.surveyed().is_some_and(|surveyed| surveyed.terrain.as_ref().is_some_and(|it| it.shares.is_none()))
    });
    (0..2).for_each(|_| journey.0.step());
    let terrain = journey.0.state().surveyed().unwrap().terrain.clone().unwrap();
    let middle = terrain.losses[CELLS * CELLS / 2];
    assert!((middle - journey.snapshot().metrics.train.loss).abs() < 1e-6);
    journey.press("Other directions");
    journey.until("another one", |window| {
        window.surveyed().is_some_and(|surveyed| surveyed.terrain.as_ref().is_some_and(|it| it.plane != terrain.plane))
    });
    journey.key(Modifiers::NONE, Key::P);
    journey.until("a pin", |window| !window.runs().all().is_empty());
    journey.0.step();
    journey.press("To run A");
    journey.until("the way", |window| window.surveyed().is_some_and(|surveyed| surveyed.between.is_some()));
    (0..2).for_each(|_| journey.0.step());
    let said = "Loss on the way to run A: barrier 0.000, after matching 0.000";
    assert!(journey.0.query_by_label_contains(said).is_some(), "a run has no barrier to itself");
}
