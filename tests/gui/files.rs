//! Sessions and tables: saved, opened, dropped, broken.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable;
use neurarium::{
    app::{Look, Start, Window},
    data::Source,
    experiment::Experiment,
    session::Session,
};

use crate::journey::{Journey, file};

fn session(name: &str) -> std::path::PathBuf {
    let path = file(name, "");
    Session::new("Circle", Experiment::default().validate().unwrap()).save(&path).unwrap();
    path
}

#[test]
fn a_saved_session_goes_on_where_it_was() {
    let path = session("journey-save.ron");
    let mut journey = Journey::begin(Start::File(path.clone()));
    journey.train();
    journey.until_shown(Role::Label, "Circle · not saved");
    journey.key(Modifiers::COMMAND, Key::S);
    journey.until_shown(Role::Label, "Circle · saved");
    let saved = journey.snapshot();
    drop(journey);
    let mut again = Journey::begin(Start::File(path));
    again.until("the same step", |window| window.snapshot().is_some_and(|now| now.step == saved.step));
    assert_eq!(again.snapshot().network.parameters, saved.network.parameters, "bit for bit");
    assert_eq!(again.snapshot().history.records().len(), saved.history.records().len());
}

#[test]
fn a_dropped_session_is_opened_after_asking_about_changes() {
    let path = session("journey-drop.ron");
    let mut journey = Journey::begin(Start::Opening);
    journey.train();
    let step = journey.snapshot().step;
    journey.drop_file(&path);
    journey.until_shown(Role::Label, "Discard changes?");
    journey.press("Cancel");
    assert_eq!(journey.snapshot().step, step, "nothing was lost");
    journey.drop_file(&path);
    journey.until_shown(Role::Button, "Discard");
    journey.press("Discard");
    journey.until("the session", |window| window.snapshot().is_some_and(|now| now.step == 0));
}

#[test]
fn a_dropped_table_becomes_the_data() {
    let mut rows = String::from("width,height,kind\n");
    for i in 0..40 {
        let kind = if i % 2 == 0 { "small" } else { "large" };
        rows.push_str(&format!("{}.5,{},{kind}\n", i % 7, i % 5));
    }
    let mut journey = Journey::begin(Start::Opening);
    journey.drop_file(&file("journey-table.csv", &rows));
    journey.until("the table", |window| {
        window.snapshot().is_some_and(|now| matches!(now.experiment.data.source, Source::Table { .. }))
    });
    let now = journey.snapshot();
    let Source::Table { inputs, target, .. } = &now.experiment.data.source else { unreachable!() };
    assert_eq!((inputs.join(" "), target.as_str()), ("width height".into(), "kind"));
    journey.0.step();
    assert!(journey.0.query_by_role_and_label(Role::ComboBox, "Target").is_some(), "its roles can be changed");
    journey.train();
}

#[test]
fn what_was_done_is_said_for_a_while_and_moves_nothing() {
    let mut journey = typing();
    let train = journey.find(Role::Button, "Train").rect();
    let map = journey.find(Role::Button, "Circle").rect();
    journey.press("Menu");
    journey.press("Copy session as text");
    journey.until_shown(Role::Button, "Close: The session was copied as text.");
    assert_eq!(journey.find(Role::Button, "Train").rect(), train);
    assert_eq!(journey.find(Role::Button, "Circle").rect(), map, "nothing is laid out anew");
    journey.until_gone(Role::Button, "Close: The session was copied as text.");
}

#[test]
fn a_table_is_known_by_what_is_in_it_and_its_columns_say_what_they_are() {
    let mut rows = String::from("id;size;kind;flag\n");
    for i in 0..40 {
        let (kind, flag) = (["small", "large", "huge"][i % 3], ["yes", "no"][i % 2]);
        rows.push_str(&format!("{};{},5;{kind};{flag}\n", 100 + 7 * i, if i == 3 { 1000 } else { i % 7 }));
    }
    for name in ["journey-table.dat", "journey-table-without-ending"] {
        let mut journey = Journey::begin(Start::Opening);
        journey.drop_file(&file(name, &rows));
        journey.until("the table", |window| {
            window.snapshot().is_some_and(|now| matches!(now.experiment.data.source, Source::Table { .. }))
        });
        let now = journey.snapshot();
        let inputs = "size,kind = huge,kind = large,kind = small";
        assert_eq!(now.experiment.data.source.input_names().join(","), inputs, "{name}");
        journey.0.step();
        journey.find(Role::ComboBox, "Inputs").click_accesskit();
        (0..3).for_each(|_| journey.0.step());
        for said in ["ids", "classes", "First rows", "0.5 · 1.5 · 2.5 · 1000.5 · 4.5", "flag · predicted"] {
            assert!(journey.0.query_by_label(said).is_some(), "{said}");
        }
        journey.find(Role::CheckBox, "kind").click_accesskit();
        journey.until("one input", |window| {
            window.snapshot().is_some_and(|now| now.experiment.data.source.input_names() == ["size"])
        });
        journey.key(Modifiers::NONE, egui::Key::Escape);
    }
}

#[test]
fn a_table_is_read_otherwise_with_one_choice() {
    let mut journey = Journey::begin(Start::Opening);
    let text = "5.1,3.5,setosa\n4.9,3.0,setosa\n7.0,3.2,versicolor\n6.4,3.2,versicolor\n";
    journey.drop_file(&file("journey-headless.csv", text));
    let rows = |wanted: usize| {
        move |window: &neurarium::app::Window| {
            window.snapshot().is_some_and(|now| now.experiment.data.source.rows() == wanted)
        }
    };
    journey.until("the table", rows(4));
    journey.0.step();
    journey.0.get_by_label("How the file was read: 1 assumed").click_accesskit();
    (0..20).for_each(|_| journey.0.step());
    journey.choose("Headings", "line 1 is headings");
    journey.until("a row less", rows(3));
    journey.choose("Headings", "line 1 is a row");
    journey.until("the row again", rows(4));
}

#[test]
fn broken_files_get_a_sentence_that_stays_until_it_is_closed() {
    let mut journey = Journey::begin(Start::Opening);
    for (name, text, says) in [
        ("journey-other.ron", "(colour: \"blue\")", "not a session of Neurarium"),
        ("journey-ragged.csv", "a,b\n1,2\n3\n", "line 3 has 1 cell,"),
    ] {
        journey.drop_file(&file(name, text));
        let start = std::time::Instant::now();
        while journey.0.query_all_by_label_contains(says).next().is_none() {
            assert!(start.elapsed().as_secs() < 30, "{name} is not explained");
            journey.0.step();
        }
    }
    for _ in 0..50 {
        journey.0.step();
    }
    assert_eq!(journey.0.query_all_by_label_contains("Close: ").count(), 2, "both stay");
    let missing = std::path::Path::new("no-such-file.csv");
    journey.drop_file(missing);
    journey.until_shown(Role::Button, "Close: There is no file no-such-file.csv.");
}

#[test]
fn a_session_and_a_table_are_opened_together_or_refused_in_a_sentence() {
    let session = session("journey-on.ron");
    let table = file("journey-on.csv", "a,b,kind\n1.5,2,x\n2,1,y\n3,5,x\n4,1,y\n");
    let journey = Journey::begin(Start::On { session: session.clone(), table });
    let now = journey.snapshot();
    assert!(matches!(&now.experiment.data.source, Source::Table { table, .. } if table.name == "journey-on.csv"));
    assert_eq!(now.network.parameters.sizes(), [2, 4, 2, 1], "the session's network");
    let broken = file("journey-on-broken.csv", "a\n1\n2\n");
    let journey = Journey::begin(Start::On { session, table: broken });
    let sentence = "journey-on-broken.csv: only one column was found";
    assert!(journey.0.query_all_by_label_contains(sentence).next().is_some());
}

/// A window that asks for paths itself.
fn typing() -> Journey {
    Journey::of(Look::default(), |context| {
        Window::new(context, Start::Opening, Look::default()).asking_itself(env!("CARGO_TARGET_TMPDIR").into())
    })
}

/// Saves under a name that is typed.
fn save_as(journey: &mut Journey, path: &std::path::Path) {
    journey.key(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::S);
    journey.until_shown(Role::Label, "Save session as");
    journey.key(Modifiers::COMMAND, Key::A);
    journey.0.event(egui::Event::Text(path.display().to_string()));
    journey.0.step();
    journey.key(Modifiers::NONE, Key::Enter);
}

#[test]
fn a_typed_name_of_a_file_that_is_there_is_asked_about() {
    let mut journey = typing();
    let path = file("journey-precious.ron", "precious");
    save_as(&mut journey, &path);
    journey.until_shown(Role::Label, "Replace the file?");
    journey.press("Cancel");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "precious");
    save_as(&mut journey, &path.with_extension(""));
    journey.until_shown(Role::Button, "Replace");
    journey.press("Replace");
    journey.until_shown(Role::Label, "journey-precious · saved");
    assert!(Session::open(&path).is_ok());
    save_as(&mut journey, &path);
    (0..10).for_each(|_| journey.0.step());
    assert!(journey.0.query_by_role_and_label(Role::Label, "Replace the file?").is_none(), "it is the session's own");
}

#[test]
fn a_folder_is_no_name_of_a_file() {
    let mut journey = typing();
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("journey-folder");
    std::fs::create_dir_all(&folder).unwrap();
    save_as(&mut journey, &folder);
    journey.until_shown(Role::TextInput, "Name of the file, or its path");
    assert!(journey.0.query_all_by_label_contains("is a folder; add a name").next().is_some());
    assert!(!folder.with_extension("ron").exists(), "nor is a file written beside it");
}

#[test]
fn a_session_gets_no_name_that_opens_as_something_else() {
    let mut journey = typing();
    let path = file("journey-precious.csv", "a,b\n1,2\n");
    save_as(&mut journey, &path);
    journey.until_shown(Role::TextInput, "Name of the file, or its path");
    assert!(journey.0.query_all_by_label_contains("would be opened as a table or a network").next().is_some());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "a,b\n1,2\n");
}

#[test]
fn a_path_that_leads_nowhere_stays_to_be_mended() {
    let mut journey = typing();
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (bad, good) = (folder.join("no-such-folder/rense.ron"), folder.join("journey-mended.ron"));
    drop(std::fs::remove_file(&good));
    save_as(&mut journey, &bad);
    let start = std::time::Instant::now();
    while journey.0.query_all_by_label_contains("is not there; choose another place").next().is_none() {
        assert!(start.elapsed().as_secs() < 30, "it is not said");
        journey.0.step();
    }
    assert!(journey.0.query_by_role_and_label(Role::Label, "Save session as").is_some(), "the dialog stays");
    assert_eq!(journey.0.query_all_by_label_contains("Close: ").count(), 0, "it is said in the dialog alone");
    let step = journey.snapshot().step;
    journey.key(Modifiers::COMMAND, Key::A);
    journey.0.event(egui::Event::Text(good.display().to_string()));
    journey.0.step();
    journey.key(Modifiers::NONE, Key::Enter);
    journey.until_shown(Role::Label, "journey-mended · saved");
    assert!(journey.0.query_by_role_and_label(Role::Label, "Save session as").is_none(), "it has led somewhere");
    assert_eq!(journey.snapshot().step, step, "no letter was a shortcut");
    let typed = |name: &str| {
        let mut journey = typing();
        journey.key(Modifiers::COMMAND, Key::O);
        journey.until_shown(Role::Button, "journey-mended.ron");
        journey.0.event(egui::Event::Text(name.into()));
        journey.0.step();
        journey.key(Modifiers::NONE, Key::Enter);
        journey
    };
    let mut journey = typed("no-such.ron");
    let start = std::time::Instant::now();
    while journey.0.query_all_by_label_contains("no-such.ron").next().is_none() {
        assert!(start.elapsed().as_secs() < 30, "it is not said");
        journey.0.step();
    }
    assert!(journey.0.query_by_role_and_label(Role::Button, "Open").is_some(), "the dialog stays");
    typed("journey-mended.ron").until_shown(Role::Label, "journey-mended · saved");
}

#[test]
fn a_name_is_proposed_and_a_long_one_is_written() {
    let mut journey = typing();
    journey.key(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::S);
    journey.until_shown(Role::TextInput, "Name of the file, or its path");
    let field = journey.find(Role::TextInput, "Name of the file, or its path");
    assert_eq!(kittest_value(&field), "Playground.ron");
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let name = "n".repeat(251);
    drop(std::fs::remove_file(folder.join(&name).with_extension("ron")));
    journey.0.event(egui::Event::Text(name.clone()));
    journey.0.step();
    journey.key(Modifiers::NONE, Key::Enter);
    journey.until_shown(Role::Label, &format!("{name} · saved"));
    // The file is there now: its copy of before has a name that is longer still.
    journey.train();
    journey.key(Modifiers::COMMAND, Key::S);
    journey.until_shown(Role::Label, &format!("{name} · saved"));
    save_as(&mut journey, &folder.join("n".repeat(300)));
    let start = std::time::Instant::now();
    while journey.0.query_all_by_label_contains("the name is too long").next().is_none() {
        assert!(start.elapsed().as_secs() < 30, "it is not said");
        journey.0.step();
    }
}

fn kittest_value(node: &egui_kittest::Node<'_>) -> String {
    use egui_kittest::kittest::NodeT;
    node.accesskit_node().value().unwrap_or_default()
}

#[test]
fn changes_are_asked_about_once_for_one_opening() {
    let path = session("journey-once.ron");
    let mut journey = typing();
    journey.train();
    journey.key(Modifiers::COMMAND, Key::O);
    journey.until_shown(Role::Button, "Discard");
    journey.press("Discard");
    journey.until_shown(Role::TextInput, "Name of the file, or its path");
    journey.0.event(egui::Event::Text(path.display().to_string()));
    journey.0.step();
    journey.key(Modifiers::NONE, Key::Enter);
    journey.until_shown(Role::Label, "Circle · saved");
}

#[test]
fn letters_that_come_with_the_wish_to_save_begin_the_name() {
    let mut journey = typing();
    journey.train();
    let (step, experiment) = (journey.snapshot().step, journey.0.state().experiment().clone());
    let command = Modifiers::COMMAND.plus(Modifiers::SHIFT);
    let key = |key, modifiers| egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    let mut events = vec![key(Key::S, command)];
    for (letter, text) in [(Key::R, "r"), (Key::N, "n"), (Key::E, "e")] {
        events.extend([key(letter, Modifiers::NONE), egui::Event::Text(text.into())]);
    }
    journey.0.input_mut().events.extend(events);
    journey.0.step();
    journey.until_shown(Role::TextInput, "Name of the file, or its path");
    assert_eq!(kittest_value(&journey.find(Role::TextInput, "Name of the file, or its path")), "rne");
    journey.idle();
    assert_eq!(*journey.0.state().experiment(), experiment, "N is a letter");
    assert_eq!(journey.snapshot().step, step, "so are R and E");
}

#[test]
fn several_files_that_are_dropped_at_once_lose_nothing_and_so_ask_nothing() {
    for _ in 0..5 {
        let mut journey = Journey::begin(Start::Opening);
        for i in 0..5 {
            let path = file(&format!("journey-many-{i}.ron"), "");
            let mut trainer = neurarium::training::Trainer::new(Experiment::default().validate().unwrap());
            (0..=i).for_each(|_| trainer.step());
            let session = Session::new(&format!("Many {i}"), trainer.experiment().clone()).with_trainer(&trainer);
            session.save(&path).unwrap();
            journey.drop_later(&path);
        }
        journey.0.step();
        journey.until("the last of them", |window| window.snapshot().is_some_and(|now| now.step == 5));
        journey.until_shown(Role::Label, "Many 4 · saved");
    }
}

#[test]
fn letters_that_come_with_enter_belong_to_the_name_that_they_end() {
    let mut journey = typing();
    journey.train();
    let (step, experiment) = (journey.snapshot().step, journey.0.state().experiment().clone());
    let path = file("rense.ron", "");
    std::fs::remove_file(&path).unwrap();
    for end in [Key::Escape, Key::Enter] {
        journey.key(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::S);
        journey.until_shown(Role::Label, "Save session as");
        journey.0.step();
        journey.type_at_once("rense", end);
        journey.idle();
        assert_eq!(*journey.0.state().experiment(), experiment, "N is a letter");
        assert_eq!(journey.snapshot().step, step, "so are R, S and E");
        assert_eq!(path.exists(), end == Key::Enter);
    }
    journey.until_shown(Role::Label, "rense · saved");
}
