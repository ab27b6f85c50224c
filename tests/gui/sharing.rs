//! A session on its way out and back: as text, with its notes and its view, and the network in other formats.

use egui::{Event, Key, Modifiers, OutputCommand, Role};
use egui_kittest::kittest::Queryable;
use neurarium::{
    app::Start,
    experiment::Experiment,
    export::Format,
    measure::Area,
    nn::Choice,
    session::{Curve, Session, View},
    training::Trainer,
    ui::exports,
};

use crate::journey::{Journey, file};

fn session(steps: usize) -> Session {
    let mut trainer = Trainer::new(Experiment::default().validate().unwrap());
    (0..steps).for_each(|_| trainer.step());
    Session::new("Sent", trainer.experiment().clone()).with_trainer(&trainer)
}

/// What the window has put on the clipboard.
fn copied(journey: &mut Journey) -> String {
    let start = std::time::Instant::now();
    loop {
        journey.0.step();
        let commands = &journey.0.output().platform_output.commands;
        let text = commands.iter().find_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
        if let Some(text) = text {
            return text;
        }
        assert!(start.elapsed().as_secs() < 30, "nothing was copied");
        std::thread::yield_now();
    }
}

#[test]
fn a_session_that_was_copied_is_pasted_into_another_window() {
    let mut first = Journey::begin(Start::Opening);
    first.train();
    let step = first.snapshot().step;
    first.press("Menu");
    first.find(Role::Button, "Copy session as text").click_accesskit();
    let text = copied(&mut first);
    assert!(text.len() < 100_000, "{} bytes", text.len());
    let mut second = Journey::begin(Start::Opening);
    second.0.event(Event::Paste(text));
    second.until("the same step", |window| window.snapshot().is_some_and(|now| now.step == step));
    assert_eq!(second.snapshot().network.parameters, first.snapshot().network.parameters);
    second.0.step();
    second.0.get_by_label_contains("· not saved");
    // What is pasted now would lose it.
    second.0.event(Event::Paste(session(3).to_text(std::time::UNIX_EPOCH)));
    second.until_shown(Role::Label, "Discard changes?");
}

#[test]
fn other_text_is_refused_and_a_text_field_keeps_its_own() {
    let mut journey = Journey::begin(Start::Opening);
    journey.0.event(Event::Paste("Dear Ada".into()));
    (0..3).for_each(|_| journey.0.step());
    assert!(journey.0.query_all_by_label_contains("The clipboard holds no session").next().is_some());
    journey.press("Menu");
    journey.press("Notes…");
    journey.until_shown(Role::Button, "Done");
    journey.0.step();
    journey.0.event(Event::Paste(session(3).to_text(std::time::UNIX_EPOCH)));
    journey.0.step();
    journey.press("Done");
    assert_eq!(journey.snapshot().step, 0, "the text belonged to the notes");
}

#[test]
fn notes_and_view_are_saved_and_shown_again() {
    let path = file("journey-notes.ron", "");
    let area = Some(Area { x: (-2.0, 1.0), y: (0.0, 3.0) });
    let view =
        View { unit: Some((1, 2)), hide_test: true, curve: Curve::Score, area, confidence: true, ..View::default() };
    Session { view: view.clone(), ..session(50) }.save(&path).unwrap();
    let mut journey = Journey::begin(Start::File(path.clone()));
    journey.until_shown(Role::Button, "Show all");
    journey.find(Role::CheckBox, "Discretize").click_accesskit();
    journey.0.step();
    journey.press("Menu");
    journey.press("Notes…");
    journey.until_shown(Role::Button, "Done");
    journey.0.step();
    journey.0.event(Event::Text("Two rings.".into()));
    journey.0.step();
    journey.press("Done");
    journey.until_shown(Role::Label, "Sent · not saved");
    journey.key(Modifiers::COMMAND, Key::S);
    journey.until_shown(Role::Label, "Sent · saved");
    let saved = Session::open(&path).unwrap();
    assert_eq!(saved.notes, "Two rings.");
    assert_eq!(saved.view, View { discretize: true, confidence: false, ..view }, "one look excludes the other");
    assert_eq!(saved.stages[0].timeline.moments().len(), 3, "the start and two epochs");
}

#[test]
fn quitting_waits_for_a_session_that_is_being_saved() {
    let path = file("journey-quit.ron", "");
    session(50).save(&path).unwrap();
    let mut journey = Journey::begin(Start::File(path.clone()));
    journey.press("Step one batch");
    journey.until("the step", |window| window.snapshot().is_some_and(|now| now.step == 51));
    journey.0.key_press_modifiers(Modifiers::COMMAND, Key::S);
    journey.0.key_press_modifiers(Modifiers::COMMAND, Key::Q);
    let stored = || Session::open(&path).unwrap().stages[0].checkpoint.step;
    let start = std::time::Instant::now();
    for _ in 0..50 {
        while stored() != 51 {
            assert!(start.elapsed().as_secs() < 30, "it was not saved");
            journey.0.step();
        }
        journey.0.step();
        assert!(journey.0.query_by_label("Discard changes?").is_none(), "nothing would be lost");
    }
}

#[test]
fn the_menu_offers_every_format() {
    let names: Vec<&str> = Format::ALL.iter().map(Choice::name).collect();
    assert_eq!(exports::EXPORTS.map(|(name, ..)| name).as_slice(), names);
}

#[test]
fn a_network_is_exported_to_a_path_that_is_typed() {
    let path = file("journey-export.onnx", "");
    std::fs::remove_file(&path).unwrap();
    let mut journey = Journey::begin(Start::Opening);
    journey.press("Menu");
    journey.press("Export network");
    journey.press("ONNX…");
    journey.until_shown(Role::Label, "Export network");
    journey.0.step();
    journey.0.event(Event::Text(path.with_extension("").display().to_string()));
    journey.0.step();
    journey.press("Export");
    let start = std::time::Instant::now();
    while !path.exists() {
        assert!(start.elapsed().as_secs() < 30, "no file was written");
        journey.0.step();
    }
    while journey.0.query_all_by_label_contains("The network was written to").next().is_none() {
        assert!(start.elapsed().as_secs() < 30, "nothing was said");
        journey.0.step();
    }
}

#[test]
fn the_numbers_of_every_view_are_written_to_a_file() {
    for (menu, entry, name, begin, lines) in [
        ("Export page", "Save weights as CSV…", "journey-of-weights.csv", "layer,unit,input,value\n1,1,1,", 26),
        ("Export the map", "Save map as CSV…", "journey-of-map.csv", "x1,x2,output_1\n-5.", 401),
        ("Export the curves", "Save history as CSV…", "journey-of-curves.csv", "epoch,step,learning_rate,", 2),
    ] {
        let path = file(name, "");
        std::fs::remove_file(&path).unwrap();
        let mut journey = Journey::begin(Start::Opening);
        journey.press(menu);
        journey.press(entry);
        journey.until_shown(Role::Label, "Save numbers as");
        journey.0.step();
        journey.0.event(Event::Text(path.display().to_string()));
        journey.0.step();
        journey.press("Save");
        let start = std::time::Instant::now();
        while !path.exists() {
            assert!(start.elapsed().as_secs() < 30, "no file was written");
            journey.0.step();
        }
        journey.until_shown(Role::Button, &format!("Close: The file {} was written.", path.display()));
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with(begin), "{entry}: {text:.80}");
        let count = text.lines().count();
        assert!(count >= lines, "{entry}: {count} lines"); // a map is as fine as there was time for
    }
}

#[test]
fn numbers_are_written_as_carefully_as_sessions() {
    let folder = file("journey-numbers.csv", "no folder");
    for (path, there) in [(folder.join("weights.csv"), false), (folder.with_file_name("journey-weights.csv"), true)] {
        drop(std::fs::remove_file(&path));
        let mut journey = Journey::begin(Start::Opening);
        journey.press("Export page");
        journey.press("Save weights as CSV…");
        journey.until_shown(Role::Label, "Save numbers as");
        journey.0.step();
        journey.0.event(Event::Text(path.display().to_string()));
        journey.0.step();
        journey.press("Save");
        if there {
            let start = std::time::Instant::now();
            while !path.exists() {
                assert!(start.elapsed().as_secs() < 30, "no file was written");
                journey.0.step();
            }
            assert!(std::fs::read_to_string(&path).unwrap().starts_with("layer,unit,input,value\n1,1,1,"));
        } else {
            // Said by what saves sessions: the old file is whole, and nothing but files is replaced.
            let sentence = "journey-numbers.csv is a file, not a folder; choose another place.";
            journey.0.step();
            assert!(journey.0.query_all_by_label_contains(sentence).next().is_some());
            assert_eq!(std::fs::read_to_string(&folder).unwrap(), "no folder");
        }
    }
}
