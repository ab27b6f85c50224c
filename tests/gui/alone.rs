//! Pages that stand alone: the network judged, and the model in use.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable;
use neurarium::{app::Start, data::Split};

use crate::journey::Journey;

fn digits() -> Journey {
    let mut journey = Journey::begin(Start::Preset("digits".into()));
    journey.until("the preset", |window| window.snapshot().is_some_and(|now| now.data.set.inputs.ncols() == 64));
    journey.0.step();
    journey.key(Modifiers::NONE, Key::E);
    journey.until("an epoch", |window| window.snapshot().is_some_and(|now| now.epoch == 1 && !now.running));
    journey.0.step();
    journey
}

fn open(journey: &mut Journey, page: &str) {
    journey.find(Role::Tab, page).click_accesskit();
    journey.0.step();
    journey.0.step();
}

#[test]
fn what_is_judged_is_the_test_rows() {
    let mut journey = digits();
    open(&mut journey, "Evaluate");
    journey.until("the judgement", |window| window.snapshot().is_some_and(|now| now.looks.judged.is_some()));
    journey.0.step();
    let now = journey.snapshot();
    let judged = now.looks.judged.clone().expect("it was waited for");
    let answers = judged.answers.clone().expect("digits are classes");
    assert_eq!((judged.split, answers.rows.clone()), (Split::Test, now.data.test.rows.clone()));
    let said = format!("{} of {} rows are right.", answers.right(), answers.len());
    assert_eq!(journey.0.query_all_by_label_contains(&said).count(), 2, "in the matrix and below it: {said}");
    assert!(judged.groups.is_none(), "nobody has asked");
    journey.choose("By", "Class");
    journey.until("the groups", |window| {
        window.snapshot().is_some_and(|now| now.looks.judged.as_ref().is_some_and(|judged| judged.groups.is_some()))
    });
    journey.0.step();
    assert!(journey.0.query_by_label_contains("Gap ").is_some());
}

#[test]
fn the_first_opening_of_the_test_rows_is_written_down_and_said() {
    let mut journey = digits();
    let opened = |journey: &Journey| journey.0.state().session().expect("there is a run").opened;
    assert_eq!(opened(&journey), None);
    open(&mut journey, "Evaluate");
    journey.until("the judgement", |window| window.snapshot().is_some_and(|now| now.looks.judged.is_some()));
    journey.0.step();
    journey.0.step();
    let first = opened(&journey).expect("the page was opened");
    assert_eq!((first.stage, first.epoch, first.step), (1, 1, journey.snapshot().step));
    assert!(journey.0.query_by_label_contains("nothing was trained since").is_some());
    journey.find(Role::Tab, "Train").click_accesskit();
    journey.0.step();
    journey.key(Modifiers::NONE, Key::E);
    journey.until("another epoch", |window| window.snapshot().is_some_and(|now| now.epoch == 2 && !now.running));
    open(&mut journey, "Evaluate");
    journey.until("it again", |window| window.snapshot().is_some_and(|now| now.looks.judged.is_some()));
    journey.0.step();
    assert_eq!(opened(&journey), Some(first), "the first time stays");
    assert!(journey.0.query_by_label_contains("1 epoch was trained since").is_some());
    // A stage put in front begins another run: what was opened is of the stage that is now the second.
    journey.find(Role::Tab, "Pretrain first…").click_accesskit();
    journey.until("two stages", |window| window.experiment().stages.list().len() == 2);
    assert_eq!(opened(&journey), Some(neurarium::session::Opening { stage: 2, ..first }));
}

#[test]
fn a_model_in_use_answers_and_does_not_learn() {
    let mut journey = digits();
    open(&mut journey, "Deploy");
    let is_answered =
        |window: &neurarium::app::Window| window.snapshot().is_some_and(|now| now.looks.answered.is_some());
    journey.until("the answer", is_answered);
    journey.0.step();
    let first = journey.snapshot();
    let answered = first.looks.answered.clone().expect("it was waited for");
    let row = first.data.test.rows[0];
    assert_eq!(answered.given.raw, first.data.set.inputs.row(row).to_vec(), "it begins with a test row");
    for (modifiers, key) in [(Modifiers::NONE, Key::Space), (Modifiers::NONE, Key::E), (Modifiers::NONE, Key::R)] {
        journey.key(modifiers, key);
    }
    journey.press("Next");
    journey.until("the next row", |window| {
        window.snapshot().is_some_and(|now| {
            let second = now.data.set.inputs.row(now.data.test.rows[1]).to_vec();
            now.looks.answered.as_ref().is_some_and(|answered| answered.given.raw == second)
        })
    });
    assert_eq!(journey.snapshot().network, first.network, "no weight has moved");
    journey.0.step();
    journey.find(Role::Link, "Clear").click_accesskit();
    journey.until("no answer", |window| window.snapshot().is_some_and(|now| now.looks.answered.is_none()));
    journey.0.step();
    assert!(journey.0.query_by_label_contains("Draw something").is_some());
    journey.find(Role::Tab, "Train").click_accesskit();
    journey.0.step();
    journey.key(Modifiers::NONE, Key::E);
    journey.until("it learns again", |window| window.snapshot().is_some_and(|now| now.epoch == 2));
}

#[test]
fn real_data_is_chosen_and_split_where_it_is_shown() {
    let mut journey = Journey::begin(Start::Opening);
    journey.key(Modifiers::NONE, Key::E);
    journey.until("an epoch", |window| window.snapshot().is_some_and(|now| now.epoch == 1 && !now.running));
    journey.0.step();
    open(&mut journey, "Data");
    journey.until_shown(Role::Button, "Iris");
    journey.press("Iris");
    journey.until("the irises", |window| {
        window.snapshot().is_some_and(|now| now.data.set.inputs.ncols() == 4 && now.data.set.rows() == 150)
    });
    journey.0.step();
    assert!(journey.0.query_by_label_contains("Split: ").is_some());
    assert!(journey.0.query_all_by_label_contains("CC BY").count() > 0, "its licence is said");
    journey.0.state_mut().edit(|experiment| experiment.data.validation_share = 0.2);
    journey
        .until("validation rows", |window| window.snapshot().is_some_and(|now| !now.data.validation.rows.is_empty()));
    assert_eq!(journey.0.state().runs().left().len(), 1, "the run of before is kept");
}
