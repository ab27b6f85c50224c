//! The hand-ins of a class, read in the window.

use std::{fs, path::PathBuf};

use egui::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use neurarium::{
    app::Start,
    language::Language,
    lessons::{Attempt, shipped::Shipped},
    session::{Answer, Session},
    training::Trainer,
};

use crate::journey::{Journey, file};

/// A hand-in of the lesson that is done by hand, after two epochs.
fn hand_in(name: &str, chosen: usize) -> Session {
    let lesson = Shipped::named("by-hand").unwrap().lesson(Language::English);
    let mut attempt = Attempt::new(lesson, "by-hand", name, 1_000);
    attempt.answer((1, 1), Answer::Choices(vec![chosen]), 2.0);
    let mut trainer = Trainer::new(attempt.experiment().unwrap());
    while trainer.epochs() < 2 {
        trainer.step();
    }
    let session = Session::new("", trainer.experiment().clone()).with_trainer(&trainer);
    Session { hand_in: Some(attempt.handed_in(trainer.experiment(), 2_000)), ..session }
}

/// A fresh folder.
fn folder(name: &str) -> PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The page, with this folder on its way.
fn reading(folder: &std::path::Path) -> Journey {
    let mut journey = Journey::begin(Start::Opening);
    journey.press("Menu");
    journey.until_shown(Role::Button, "Class…");
    journey.press("Class…");
    journey.until_shown(Role::Button, "Choose a folder…");
    journey.press("Choose a folder…");
    journey.type_path("Folder of the hand-ins", &folder.display().to_string(), "Read");
    journey
}

/// The rows that are seen, as they are read out.
fn rows(journey: &Journey) -> Vec<String> {
    journey.0.query_all_by_role(Role::Row).filter_map(|row| row.accesskit_node().label()).collect()
}

#[test]
fn a_folder_becomes_a_table_that_sorts_and_leaves_the_names_out_for_the_projector() {
    let folder = folder("gui-class");
    for (name, chosen) in [("Ada", 2), ("Bob", 0), ("<b>Cy</b>", 0)] {
        let stem = name.replace(['<', '>', '/'], "");
        hand_in(name, chosen).save(&folder.join(format!("{stem}.ron"))).unwrap();
    }
    fs::write(folder.join("none.ron"), "no session").unwrap();
    let mut journey = reading(&folder);
    journey.until("the end", |window| window.class().is_some_and(|class| class.has_ended));
    (0..3).for_each(|_| journey.0.step());
    let first = rows(&journey);
    assert_eq!(first.len(), 3);
    assert!(first[0].starts_with("name: <b>Cy</b>, ") && first[1].starts_with("name: Ada, "), "{first:?}");
    assert!(first[1].contains("1.1: ✓") && first[2].contains("1.1: ✗"), "{first:?}");
    assert!(first.iter().all(|row| row.contains("trained again: same")), "{first:?}");
    assert!(journey.0.query_all_by_label_contains("none.ron: ").next().is_some(), "what is none is told");
    for expected in [["name: <b>Cy", "name: Ada", "name: Bob"], ["name: Bob", "name: Ada", "name: <b>Cy"]] {
        let is_head = |node: &egui_kittest::Node<'_>| {
            node.accesskit_node().label().is_some_and(|label| label.starts_with("name"))
        };
        journey.0.query_all_by_role(Role::Button).find(is_head).unwrap().click_accesskit();
        (0..3).for_each(|_| journey.0.step());
        let sorted = rows(&journey);
        assert_eq!(sorted.len(), 3);
        assert!(sorted.iter().zip(expected).all(|(row, start)| row.starts_with(start)), "{sorted:?}");
    }
    let row = journey.0.query_all_by_role(Role::Row).next().unwrap();
    row.click_accesskit();
    (0..3).for_each(|_| journey.0.step());
    assert!(journey.0.query_all_by_label_contains("1.1  Which single weight").next().is_some(), "what was asked");
    assert!(journey.0.query_all_by_label_contains("that of x1").next().is_some(), "what Bob answered");
    journey.press("Write the report");
    let report = folder.join("reports/Bob.html");
    journey.until("the report", |_| report.is_file());
    journey.press("Report of each");
    journey.until("all of them", |_| {
        ["Ada", "bCyb"].iter().all(|name| folder.join(format!("reports/{name}.html")).is_file())
    });
    let written = fs::read_to_string(folder.join("reports/bCyb.html")).unwrap();
    assert!(written.contains("&lt;b&gt;Cy&lt;/b&gt;") && !written.contains("<b>Cy"));
    let path = file("gui-class.csv", "");
    fs::remove_file(&path).unwrap();
    journey.press("Save as CSV…");
    journey.type_path("Save numbers as", &path.display().to_string(), "Save");
    assert!(fs::read_to_string(&path).unwrap().contains("\nAda,Ada.ron,by-hand,"));
    journey.press("Answers, without names");
    (0..3).for_each(|_| journey.0.step());
    assert!(journey.0.query_all_by_label_contains("3 of 3, 1 right").next().is_some());
    assert!(journey.0.query_all_by_label_contains("Commonest wrong answer: that of x1 (2)").next().is_some());
    assert!(journey.0.query_all_by_label_contains("Ada").next().is_none(), "without names");
}

#[test]
fn a_folder_of_a_thousand_files_can_be_stopped() {
    let folder = folder("gui-thousand");
    let one = folder.join("one");
    hand_in("Ada", 2).save(&one).unwrap();
    let text = fs::read_to_string(&one).unwrap();
    for number in 0..1_000 {
        let name = format!("Pupil {number:04}");
        fs::write(folder.join(format!("{number:04}.ron")), text.replace("\"Ada\"", &format!("{name:?}"))).unwrap();
    }
    let mut journey = reading(&folder);
    journey.until("some of it", |window| window.class().is_some_and(|class| class.done > 0));
    journey.press("Stop");
    journey.until("the end", |window| window.class().is_some_and(|class| class.has_ended));
    let class = journey.0.state().class().unwrap();
    assert!(class.done < class.files && class.files == 1_000, "{} of {}", class.done, class.files);
    (0..3).for_each(|_| journey.0.step());
    assert!(!rows(&journey).is_empty() && rows(&journey).len() < 100, "only what is in sight is drawn");
    assert!(journey.0.query_all_by_label_contains("Stopped: ").next().is_some());
}
