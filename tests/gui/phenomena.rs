//! The gallery: what is chosen from it begins, and is seen where it is watched.

use egui::Role;
use egui_kittest::kittest::Queryable;
use neurarium::{
    app::{Start, Window},
    worker::exhibit::Seen,
};

use crate::journey::Journey;

fn gallery() -> Journey {
    let mut journey = Journey::begin(Start::Opening);
    journey.train();
    journey.press("Menu");
    journey.press("Explore");
    journey.press("Phenomena…");
    journey.until_shown(Role::Button, "Train and watch the sharpness");
    journey
}

#[test]
fn the_edge_of_stability_is_watched_while_it_trains() {
    let mut journey = gallery();
    journey.press("Train and watch the sharpness");
    let curve = |window: &Window| window.surveyed().and_then(|surveyed| surveyed.curve.clone());
    journey.until("the edge", |window| {
        let settled = curve(window).and_then(|curve| curve.points.last().copied());
        settled.is_some_and(|(epochs, sharpness)| epochs > 3000.0 && (4.5..5.5).contains(&sharpness))
    });
    assert!(journey.0.query_by_role_and_label(Role::Tab, "Landscape").is_some());
    assert_eq!(journey.0.state().runs().left().len(), 1, "the run at hand is set aside");
}

#[test]
fn the_others_begin_what_they_say() {
    let mut journey = gallery();
    journey.press("Begin from 50 seeds");
    journey.until("seeds", |window| window.begun().is_some_and(|begun| begun.wanted.seeds == 50));
    let mut journey = gallery();
    journey.press("Run the grid");
    journey.until("a sweep", |window| window.found().is_some_and(|found| found.plan.trials == 65));
    let mut journey = gallery();
    journey.press("Begin the first run");
    journey.until("the digits", |window| window.snapshot().is_some_and(|now| now.data.set.inputs.ncols() == 64));
}

#[test]
fn what_is_no_run_is_computed_beside_the_run() {
    let mut journey = gallery();
    journey.press("Fit exactly, again and again");
    let ended = |window: &Window| window.exhibited().is_some_and(|shown| shown.ended && shown.done >= 1.0);
    journey.until("all fits", ended);
    journey.until_shown(Role::Button, "Again");
    assert!(journey.0.state().runs().left().is_empty(), "the run at hand stays");
    journey.press("‹ All phenomena");
    journey.until_shown(Role::Button, "Draw the boundary");
    journey.press("Draw the boundary");
    journey.until("a coarse picture", |window| {
        window.exhibited().is_some_and(|shown| matches!(&shown.seen, Seen::Boundary(seen) if seen.learns > 0.3))
    });
    journey.press("Stop");
    journey.until("the end", |window| window.exhibited().is_some_and(|shown| shown.ended && shown.done < 1.0));
    journey.press("‹ All phenomena");
    journey.until_shown(Role::Button, "Prune in rounds");
    journey.press("Prune in rounds");
    let begun = |window: &Window| window.exhibited().is_some_and(|shown| matches!(&shown.seen, Seen::Tickets(_)));
    journey.until("a ticket", begun);
    journey.press("‹ All phenomena");
    journey.until("its end", |window| window.exhibited().is_some_and(|shown| shown.ended));
}
