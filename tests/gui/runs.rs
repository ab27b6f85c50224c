//! Runs beside the one at hand.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable;
use neurarium::{
    app::Start,
    experiment::Experiment,
    measure::PartMetrics,
    session::Session,
    training::Trainer,
    ui::{Page, pages::runs::RunsPage},
};

use crate::journey::{Journey, file};

const A: &str = "Pinned run A";

/// The steps of the runs that were left, oldest first.
fn left_at(journey: &Journey) -> Vec<u64> {
    journey.0.state().runs().left().iter().map(|left| left.run.last.checkpoint.step).collect()
}

/// A session after so many steps.
fn session(steps: usize) -> Session {
    let mut trainer = Trainer::new(Experiment::default().validate().unwrap());
    (0..steps).for_each(|_| trainer.step());
    Session::new("Sent", trainer.experiment().clone()).with_trainer(&trainer)
}

/// A window with a run that was trained, paused and pinned.
fn pinned() -> Journey {
    let mut journey = Journey::begin(Start::Opening);
    journey.train();
    journey.key(Modifiers::NONE, Key::P);
    journey.until_shown(Role::Button, A);
    journey
}

#[test]
fn a_pinned_run_stays_as_a_line_on_the_map_until_it_is_unpinned() {
    let mut journey = pinned();
    journey.until("its boundary", |window| window.snapshot().is_some_and(|now| now.looks.ghosts.len() == 1));
    let network = journey.snapshot().network.clone();
    journey.press("New start");
    journey.until("another start", |window| window.snapshot().is_some_and(|now| now.step == 0));
    let ghosts = journey.snapshot().looks.ghosts.clone();
    assert_eq!(ghosts[0].0.network, network, "it does not learn, and is not forgotten");
    journey.press(A);
    journey.press("Hide it");
    journey.until("no boundary", |window| window.snapshot().is_some_and(|now| now.looks.ghosts.is_empty()));
    journey.press(A);
    journey.press("Unpin");
    journey.0.step();
    assert!(journey.0.query_by_role_and_label(Role::Button, A).is_none());
}

#[test]
fn a_boundary_is_drawn_over_its_own_set_only() {
    let mut journey = pinned();
    journey.until("its boundary", |window| window.snapshot().is_some_and(|now| now.looks.ghosts.len() == 1));
    journey.press("Moons");
    journey.until("no boundary", |window| window.snapshot().is_some_and(|now| now.looks.ghosts.is_empty()));
    journey.press("Circle");
    journey.until("its boundary", |window| window.snapshot().is_some_and(|now| now.looks.ghosts.len() == 1));
}

#[test]
fn a_run_is_pinned_once_as_it_is() {
    let mut journey = pinned();
    journey.key(Modifiers::NONE, Key::P);
    journey.0.step();
    assert!(journey.0.query_by_role_and_label(Role::Button, "Pinned run B").is_none(), "nothing has changed");
    let step = journey.snapshot().step;
    journey.press("Step one batch");
    journey.until("a step more", |window| window.snapshot().is_some_and(|now| now.step > step));
    journey.key(Modifiers::NONE, Key::P);
    journey.until_shown(Role::Button, "Pinned run B");
}

#[test]
fn one_returns_to_a_pinned_run_and_the_other_is_set_aside() {
    let mut journey = pinned();
    let then = journey.snapshot();
    journey.press("New start");
    journey.until("another start", |window| window.snapshot().is_some_and(|now| now.step == 0));
    journey.train();
    let left = journey.snapshot().step;
    journey.press(A);
    journey.press("Return to this run");
    journey.until("the run of then", |window| window.snapshot().is_some_and(|now| now.network == then.network));
    let now = journey.snapshot();
    assert_eq!((&now.experiment, now.step, &now.history), (&then.experiment, then.step, &then.history));
    assert_eq!(left_at(&journey), [left]);
    assert_eq!(*journey.0.state().experiment(), *then.experiment, "the settings are those of then");
    journey.until_shown(Role::Button, A);
}

#[test]
fn the_page_lists_the_runs_with_their_differences_and_leads_back_to_them() {
    let mut journey = pinned();
    let then = journey.snapshot();
    journey.press("New start");
    journey.until("another start", |window| window.snapshot().is_some_and(|now| now.step == 0));
    journey.train();
    journey.key(Modifiers::COMMAND, Key::Num4);
    journey.until_shown(Role::Label, "This run");
    let words = |journey: &Journey| journey.0.query_all_by_label_contains("weights seed").count();
    assert_eq!(words(&journey), 1, "the pinned run, which is also the one that was left for the new start");
    journey.press("Return to run A");
    journey.until("the run of then", |window| window.snapshot().is_some_and(|now| now.network == then.network));
    journey.0.step();
    assert!(journey.0.query_by_label("the same settings").is_some(), "the run at hand is the pinned one");
    journey.press("Pin this run");
    journey.0.step();
    assert!(journey.0.query_by_role_and_label(Role::Button, "Unpin run B").is_none(), "it is pinned already");
    journey.0.query_all_by_label_contains("Return to the run of").next().unwrap().click_accesskit();
    journey.until("the other", |window| window.snapshot().is_some_and(|now| now.network != then.network));
    journey.press("Unpin run A");
    journey.0.step();
    assert!(journey.0.query_by_role_and_label(Role::Button, "Return to run A").is_none());
    let is_there = |journey: &Journey| {
        let left = journey.0.state().runs().left().iter().map(|left| left.run.last.checkpoint.parameters.clone());
        left.filter(|parameters| *parameters == then.network.parameters).count()
    };
    assert_eq!(is_there(&journey), 1, "it is not forgotten, but set aside");
}

#[test]
fn a_click_on_a_heading_sorts_the_runs() {
    let mut journey = pinned();
    journey.train();
    journey.key(Modifiers::NONE, Key::P);
    journey.until_shown(Role::Button, "Pinned run B");
    journey.key(Modifiers::COMMAND, Key::Num4);
    journey.until_shown(Role::Label, "This run");
    let order = |journey: &Journey| {
        let mut rows: Vec<_> = ["A", "B"]
            .map(|letter| (journey.find(Role::Button, &format!("Return to run {letter}")).rect().top() as i32, letter))
            .to_vec();
        rows.sort_unstable();
        rows.into_iter().map(|(_, letter)| letter).collect::<String>()
    };
    assert_eq!(order(&journey), "AB", "as they were pinned");
    for expected in ["AB", "BA", "AB"] {
        journey.find(Role::ColumnHeader, "Sort by “epochs”").click_accesskit();
        (0..3).for_each(|_| journey.0.step());
        assert_eq!(order(&journey), expected);
    }
}

/// Names of the pinned runs and of those that were left.
fn names(journey: &Journey) -> Vec<String> {
    let runs = journey.0.state().runs();
    let pinned = runs.all().iter().map(|pinned| pinned.mark.name.clone());
    pinned.chain(runs.left().iter().map(|left| left.mark.name.clone())).collect()
}

#[test]
fn a_run_is_named_given_a_colour_and_deleted_and_each_is_undone() {
    let path = file("journey-named.ron", "");
    std::fs::remove_file(&path).unwrap();
    let mut journey = pinned();
    journey.press("New start");
    journey.until("another start", |window| window.snapshot().is_some_and(|now| now.step == 0));
    journey.train();
    journey.press("New start");
    journey.until("one that was left", |window| !window.runs().left().is_empty());
    journey.key(Modifiers::COMMAND, Key::Num4);
    journey.until_shown(Role::Label, "This run");
    journey.press("Name and colour of run A");
    (0..2).for_each(|_| journey.0.step());
    journey.find(Role::TextInput, "Name").focus();
    journey.0.step();
    for letter in ["w", "i", "de"] {
        journey.find(Role::TextInput, "Name").type_text(letter);
        journey.0.step();
    }
    assert_eq!(names(&journey), ["wide", ""]);
    journey.find(Role::RadioButton, "Brown").click_accesskit();
    (0..2).for_each(|_| journey.0.step());
    assert_eq!(journey.0.state().runs().all()[0].look().colour, Some(2), "of its curve and boundary");
    journey.key(Modifiers::NONE, Key::Escape);
    let at = journey.0.state().runs().left()[0].run.epochs();
    let step = journey.snapshot().step;
    let at = neurarium::language::grouped(at);
    journey.press(&format!("Delete the run of {at} epochs"));
    journey.0.step();
    assert_eq!(names(&journey), ["wide"]);
    journey.key(Modifiers::COMMAND, Key::Z);
    journey.0.step();
    assert_eq!(names(&journey), ["wide", ""], "it is back");
    journey.key(Modifiers::COMMAND, Key::S);
    journey.type_path("Save session as", &path.display().to_string(), "Save");
    let undone = (0..3).find(|_| {
        journey.key(Modifiers::COMMAND, Key::Z);
        journey.0.step();
        names(&journey) == ["", ""]
    });
    assert!(undone.is_some_and(|times| times < 2), "what was typed and chosen, not letter by letter");
    assert_eq!(journey.snapshot().step, step, "and the run at hand stays as it was");
    journey.key(Modifiers::COMMAND, Key::Y);
    journey.0.step();
    assert_eq!(names(&journey), ["wide", ""]);
    let session = Session::open(&path).unwrap();
    assert_eq!((session.beside[0].mark.name.as_str(), session.beside[0].mark.colour), ("wide", Some(2)));
    let mut again = Journey::begin(Start::File(path));
    again.until("the runs", |window| !window.runs().all().is_empty());
    assert_eq!(names(&again), ["wide", ""]);
}

#[test]
fn validation_rows_have_a_column_among_the_runs() {
    let first_line = |share: f32| {
        let stage = crate::stage::stage(5, |experiment| experiment.data.validation_share = share);
        let csv = RunsPage::default().csv();
        let table = (csv.table)(&stage.snapshot, &stage.runs);
        let (heads, now) = table.split_once('\n').unwrap();
        (heads.to_owned(), now.trim_end().split(',').next_back().and_then(|loss| loss.parse::<f64>().ok()), stage)
    };
    let (heads, last, stage) = first_line(0.0);
    assert_eq!(
        (heads.as_str(), last),
        ("run,difference,epochs,train_loss,test_loss", loss(stage.snapshot.metrics.test))
    );
    let (heads, last, stage) = first_line(0.2);
    assert!(heads.ends_with(",test_loss,validation_loss"), "{heads}");
    assert_eq!(last, loss(stage.snapshot.metrics.validation));
}

fn loss(part: Option<PartMetrics>) -> Option<f64> {
    part.map(|part| part.loss)
}

#[test]
fn pinned_runs_and_runs_that_were_left_are_saved_and_opened_with_the_session() {
    let path = file("journey-beside.ron", "");
    session(50).save(&path).unwrap();
    let mut journey = Journey::begin(Start::File(path.clone()));
    journey.until("its step", |window| window.snapshot().is_some_and(|now| now.step == 50));
    journey.key(Modifiers::NONE, Key::P);
    journey.until_shown(Role::Button, A);
    journey.press("Step one batch");
    journey.until("a step", |window| window.snapshot().is_some_and(|now| now.step == 51));
    journey.press("New start");
    journey.until("another start", |window| window.snapshot().is_some_and(|now| now.step == 0));
    journey.key(Modifiers::COMMAND, Key::S);
    journey.until_shown(Role::Label, "Sent · saved");
    let mut again = Journey::begin(Start::File(path));
    again.until_shown(Role::Button, A);
    again.until("its boundary", |window| window.snapshot().is_some_and(|now| now.looks.ghosts.len() == 1));
    assert_eq!(left_at(&again), [51]);
    again.0.get_by_label_contains("Sent · saved");
    again.press("Step one batch");
    again.until("a step", |window| window.snapshot().is_some_and(|now| now.step == 1));
    again.key(Modifiers::COMMAND, Key::S);
    again.until_shown(Role::Label, "Sent · saved");
    again.key(Modifiers::NONE, Key::P);
    again.until_shown(Role::Label, "Sent · not saved");
}
