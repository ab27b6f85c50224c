//! Many runs beside the one at hand: a sweep over settings, and one run from many seeds.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use neurarium::{
    app::Start,
    insight::{Axes, MapRequest},
    measure::interval::wilson,
    sweep::{Results, Row, selection::rank, selection::rows, trial::advance},
    worker::{portraits::CELLS, search::Found},
};

use crate::journey::Journey;

fn set(journey: &mut Journey, number: &str, value: f64) {
    journey.find(Role::SpinButton, number).set_value_accesskit(value);
    journey.0.step();
    journey.0.step();
}

/// The page of a sweep, so small that it is done soon.
fn small() -> Journey {
    let mut journey = Journey::begin(Start::Opening);
    journey.key(Modifiers::COMMAND, Key::Num9);
    journey.until_shown(Role::Button, "Run");
    for (number, value) in [("Trials", 10.0), ("Seeds a trial", 2.0), ("Epochs", 2.0)] {
        set(&mut journey, number, value);
    }
    journey
}

fn found(journey: &Journey) -> std::sync::Arc<Found> {
    journey.0.state().found().expect("a sweep was begun")
}

/// The rows of the table that are seen, as they are read out.
fn table(journey: &Journey) -> Vec<String> {
    journey.0.query_all_by_role(Role::Row).filter_map(|row| row.accesskit_node().label()).collect()
}

#[test]
fn a_sweep_comes_to_what_the_library_comes_to_and_a_trial_opens_as_a_run() {
    let mut journey = small();
    journey.key(Modifiers::NONE, Key::S);
    journey.until("a step of the run at hand", |window| window.snapshot().is_some_and(|now| now.step == 1));
    journey.press("Run");
    journey.until("the end of the sweep", |window| window.found().is_some_and(|found| found.ended));
    (0..3).for_each(|_| journey.0.step());
    let found = found(&journey);
    let plan = &found.plan;
    assert_eq!((plan.trials, plan.seeds, plan.epochs, found.done), (10, 2, 2, 20));
    let keys: Vec<_> = plan.axes.iter().map(|axis| axis.key.as_str()).collect();
    assert_eq!(keys, ["training.learning_rate", "training.batch_size", "network.hidden"]);
    let (prepared, mut results) = (plan.rows(), Results::default());
    for run in plan.runs(0, &plan.trials_of(0, &results).unwrap()) {
        let mut trainer = plan.trial(run.trial).unwrap().begin(run.seed, &prepared).unwrap();
        results.add(advance(&mut trainer, run, 2, plan.objective, &|| true).unwrap()).unwrap();
    }
    let mut ranked: Vec<Row> = rows(plan, &results);
    rank(&mut ranked);
    assert_eq!(found.rows, ranked);
    let table = table(&journey);
    let told: Vec<String> = ranked.iter().map(|row| format!("Trial {}: ", row.trial)).collect();
    assert!(table.len() > 2 && table.iter().zip(&told).all(|(row, told)| row.starts_with(told)), "{table:#?} {told:?}");
    assert!(journey.0.query_by_label_contains("Parallel coordinates: 10 trials, 10 looked at").is_some());
    assert!(journey.0.query_by_label_contains("10 trials are not enough to say").is_some());
    journey.until("the maps", |window| window.drawn().is_some_and(|drawn| drawn.ended));
    let drawn = journey.0.state().drawn().unwrap();
    let mut trainer = plan.trial(ranked[0].trial).unwrap().begin(0, &prepared).unwrap();
    let run = plan.runs(0, &[ranked[0].trial])[0];
    advance(&mut trainer, run, 2, plan.objective, &|| true).unwrap();
    let request = MapRequest { resolution: CELLS, axes: Axes::default(), area: None, units: false };
    assert_eq!(drawn.maps[&ranked[0].trial].as_deref(), Some(&trainer.probe().maps(request).decision));
    assert_eq!(drawn.maps.len(), 10);
    journey.0.query_all_by_role(Role::Row).nth(1).unwrap().click_accesskit();
    (0..2).for_each(|_| journey.0.step());
    let second = ranked[1].trial;
    let step = journey.snapshot().step;
    journey.press(&format!("Open trial {second} as a run"));
    let wanted = plan.trial(second).unwrap().experiment;
    journey.until("the trial", |window| {
        window.snapshot().is_some_and(|now| now.experiment.network == wanted.network && now.step == 0)
    });
    assert_eq!(*journey.0.state().experiment(), *wanted);
    let left = journey.0.state().runs().left().first().map(|left| left.run.last.checkpoint.step);
    assert_eq!(left, Some(step), "the run at hand is set aside");
    assert!(journey.0.query_by_role_and_label(Role::Button, "Train").is_some());
}

#[test]
fn rows_are_sorted_by_the_heading_that_was_pressed() {
    let mut journey = small();
    journey.press("Run");
    journey.until("the end of the sweep", |window| window.found().is_some_and(|found| found.ended));
    (0..3).for_each(|_| journey.0.step());
    let trials = |journey: &Journey| -> Vec<usize> {
        let number = |row: String| row.trim_start_matches("Trial ").split(':').next().unwrap().parse().unwrap();
        table(journey).into_iter().map(number).collect()
    };
    let best_first = trials(&journey);
    let best = table(&journey).swap_remove(0);
    journey.find(Role::Row, &best).focus();
    journey.0.step();
    journey.key(Modifiers::NONE, Key::ArrowRight);
    (0..2).for_each(|_| journey.0.step());
    let unfolded = table(&journey);
    assert!(unfolded[1].contains(", seed 1: ") && unfolded[2].contains(", seed 2: "), "{unfolded:?}");
    journey.key(Modifiers::NONE, Key::ArrowLeft);
    (0..2).for_each(|_| journey.0.step());
    let press = |journey: &mut Journey, name: &str| {
        journey.find(Role::ColumnHeader, name).click_accesskit();
        (0..3).for_each(|_| journey.0.step());
    };
    press(&mut journey, "Sort by “#”");
    let shown = trials(&journey);
    assert!(shown.is_sorted() && shown[0] == 0, "{shown:?}");
    press(&mut journey, "Sort by “#”");
    assert_eq!(trials(&journey)[0], 9, "the other way round");
    press(&mut journey, "Sort by “Learning rate”");
    let found = found(&journey);
    let rate = |trial: usize| -> f64 {
        let row = found.rows.iter().position(|row| row.trial == trial).unwrap();
        found.values[row][0].parse().unwrap()
    };
    let rates: Vec<f64> = trials(&journey).into_iter().map(rate).collect();
    assert!(rates.len() > 2 && rates.is_sorted(), "{rates:?}");
    press(&mut journey, "Sort by “median”");
    assert_eq!(trials(&journey), best_first);
}

#[test]
fn a_part_of_an_axis_is_marked_kept_and_shown_again() {
    let mut journey = small();
    journey.press("Run");
    journey.until("the end of the sweep", |window| window.found().is_some_and(|found| found.ended));
    (0..3).for_each(|_| journey.0.step());
    let node = journey.0.query_by_label_contains("Parallel coordinates: ").expect("the lines");
    let rect = node.rect();
    // Down the first axis, from above it to its middle: the higher rates.
    let at = |share: f32| egui::pos2(rect.left() + 40.0, rect.top() + 40.0 + share * (rect.height() - 48.0));
    journey.0.drag_at(at(0.03));
    journey.0.step();
    for share in [0.2, 0.4, 0.545] {
        journey.0.hover_at(at(share));
        journey.0.step();
    }
    journey.0.drop_at(at(0.545));
    (0..2).for_each(|_| journey.0.step());
    let found = found(&journey);
    let rate = |place: &usize| found.values[*place][0].parse::<f64>().unwrap();
    let high = (0..found.rows.len()).filter(|place| rate(place) > 0.032).count();
    assert!(journey.0.query_by_label_contains(&format!("{high} of 10 marked")).is_some(), "{high} are above");
    assert_eq!(table(&journey).len().min(high), table(&journey).len());
    // A second mark takes away what lies outside of it; a quarter of the objective by its keys.
    let axis = journey.0.query_by_label("Axis Validation loss, percentile").expect("the objective's axis");
    axis.focus();
    journey.0.step();
    journey.key(Modifiers::NONE, Key::ArrowUp);
    (0..2).for_each(|_| journey.0.step());
    let marked = |journey: &Journey| -> usize {
        let said = journey.0.query_by_label_contains(" of 10 marked").expect("marked").accesskit_node();
        let said = said.label().or_else(|| said.value()).expect("it is said");
        said.split(' ').next().unwrap().parse().unwrap()
    };
    assert!(marked(&journey) < high, "{} of {high}", marked(&journey));
    journey.key(Modifiers::NONE, Key::Delete);
    (0..2).for_each(|_| journey.0.step());
    assert_eq!(marked(&journey), high);
    journey.key(Modifiers::NONE, Key::ArrowLeft);
    (0..2).for_each(|_| journey.0.step());
    let x = |journey: &Journey, name: &str| journey.0.query_by_label(name).expect("an axis").rect().left();
    let (own, last) = ("Axis Validation loss, percentile", "Axis Hidden layers, choices");
    assert!(x(&journey, own) < x(&journey, last), "it has moved to the left");
    journey.press("Exclude");
    let rest = 10 - high;
    assert!(journey.0.query_by_label_contains(&format!("Parallel coordinates: {rest} trials")).is_some());
    journey.press("Show all");
    assert!(journey.0.query_by_label_contains("Parallel coordinates: 10 trials").is_some());
}

#[test]
fn a_sweep_is_paused_goes_on_and_is_cancelled() {
    let mut journey = small();
    set(&mut journey, "Trials", 60.0);
    set(&mut journey, "Epochs", 40.0);
    journey.press("Run");
    journey.press("Pause");
    journey.until("the end", |window| window.found().is_some_and(|found| found.ended));
    (0..2).for_each(|_| journey.0.step());
    let done = found(&journey).done;
    assert!(done < 120, "it was stopped");
    journey.press("Go on");
    journey.until("some more", |window| window.found().is_some_and(|found| found.done > done));
    journey.press("Cancel");
    journey.until("the end", |window| window.found().is_some_and(|found| found.ended));
    (0..2).for_each(|_| journey.0.step());
    let done = found(&journey).done;
    assert!(done < 120 && journey.0.query_by_label("cancelled; the results so far stay").is_some());
    assert!(journey.0.query_by_role_and_label(Role::Button, "Cancel").is_none(), "there is nothing left to cancel");
    journey.press("Run the rest");
    journey.until("some more", |window| window.found().is_some_and(|found| found.done > done));
}

#[test]
fn the_menu_leads_to_the_pages_and_the_rail_leads_back() {
    let mut journey = Journey::begin(Start::Opening);
    assert!(journey.0.query_by_role_and_label(Role::Tab, "Sweep").is_none(), "the rail stays as it was");
    for page in ["Sweep", "Seeds"] {
        journey.press("Menu");
        journey.press("Explore");
        let name = format!("{page}…");
        journey.0.query_all_by_label_contains(&name).next().unwrap_or_else(|| panic!("no {name}")).click_accesskit();
        journey.0.step();
        journey.key(Modifiers::NONE, Key::Escape);
        journey.until_shown(Role::Tab, page);
        journey.find(Role::Tab, "Train").click_accesskit();
        journey.until_gone(Role::Tab, page);
    }
}

#[test]
fn seeds_are_counted_and_any_of_them_opens() {
    let mut journey = Journey::begin(Start::Opening);
    journey.key(Modifiers::COMMAND, Key::Num0);
    journey.until_shown(Role::Button, "Run 12 seeds");
    for (number, value) in [("Seeds", 6.0), ("Epochs", 5.0), ("Goal: loss at most", 0.4)] {
        set(&mut journey, number, value);
    }
    journey.press("Run 6 seeds");
    journey.until("all seeds", |window| window.begun().is_some_and(|begun| begun.ended && begun.done == 6));
    (0..2).for_each(|_| journey.0.step());
    let begun = journey.0.state().begun().unwrap();
    let good = begun.starts.iter().filter(|start| start.loss() <= 0.4).count() as u64;
    let (low, high) = wilson(good, 6);
    let said = format!("{good} of 6 succeed: {:.0}–{:.0} %", 100.0 * low, 100.0 * high);
    assert!(journey.0.query_by_label_contains(&said).is_some(), "{said}");
    set(&mut journey, "Goal: loss at most", 1e-6);
    assert!(
        journey.0.query_by_label_contains("0 of 6 succeed: 0–39 %").is_some(),
        "the goal is moved, nothing is trained"
    );
    let seed = begun.wanted.of(4);
    journey.0.query_all_by_label_contains("Seed 4: ").next().unwrap().click_accesskit();
    journey.until("the seed", |window| window.snapshot().is_some_and(|now| now.experiment.seeds == seed.seeds));
    assert_eq!(*journey.0.state().experiment(), seed);
    assert!(journey.0.query_by_role_and_label(Role::Tab, "Seeds").is_none(), "the run is seen");
}

/// WCAG 2.2, 2.5.8.
#[test]
fn what_can_be_pressed_on_these_pages_is_large_enough() {
    let mut journey = Journey::of_size(Start::Opening, egui::vec2(1280.0, 800.0));
    for (key, button) in [(Key::Num9, "Run"), (Key::Num0, "Run 12 seeds")] {
        journey.key(Modifiers::COMMAND, key);
        journey.until_shown(Role::Button, button);
        for role in [Role::Button, Role::SpinButton, Role::ComboBox, Role::CheckBox] {
            let nodes = journey.0.query_all_by_role(role).map(|node| (node.accesskit_node().label(), node.rect()));
            let small: Vec<_> = nodes.filter(|(_, rect)| rect.width() < 23.9 || rect.height() < 23.9).collect();
            assert!(small.is_empty(), "{role:?}: {small:?}");
        }
    }
}

#[test]
fn only_the_best_go_on_when_that_is_asked() {
    let mut journey = small();
    set(&mut journey, "Trials", 16.0);
    set(&mut journey, "Epochs", 8.0);
    journey.find(Role::CheckBox, "Only the best go on").click_accesskit();
    (0..3).for_each(|_| journey.0.step());
    assert!(journey.0.query_by_label("16 to epoch 2 → 4 to epoch 8").is_some());
    set(&mut journey, "One of", 2.0);
    set(&mut journey, "Rungs", 4.0);
    assert!(journey.0.query_by_label("16 to epoch 1 → 8 to epoch 2 → 4 to epoch 4 → 2 to epoch 8").is_some());
    journey.press("Run");
    journey.until("the end of the sweep", |window| window.found().is_some_and(|found| found.ended));
    let found = found(&journey);
    assert_eq!((found.done, found.went_on), (2 * 30, 2 * 14), "{:?}", found.fault);
    assert_eq!(found.rows.iter().filter(|row| row.rung == 3).count(), 2);
}
