//! Files without end, and names as long as they may be: told soon, in few words, and drawn in bounded time.

use std::time::{Duration, Instant};

use egui::{Modifiers, Role, Shape};
use egui_kittest::kittest::{NodeT, Queryable};
use neurarium::{app::Start, data::Source};

use crate::journey::{Journey, file};

/// Longer than a frame takes in a slow build on a busy machine, and shorter than one with megabytes in it.
const FRAME: Duration = Duration::from_millis(700);
/// A name is cut before this many of its letters.
const RUN: usize = 90;

/// Draws frames, quickly and with no long name laid out or read out whole.
fn look(journey: &mut Journey, what: &str) {
    for _ in 0..5 {
        let start = Instant::now();
        journey.0.step();
        assert!(start.elapsed() < FRAME, "{what}: a frame took {:?}", start.elapsed());
    }
    let mut texts = Vec::new();
    journey.0.output().shapes.iter().for_each(|clipped| drawn(&clipped.shape, &mut texts));
    assert!(texts.len() > 20, "{what}: only {} texts are drawn", texts.len());
    for node in journey.0.root().children_recursive() {
        let node = node.accesskit_node();
        texts.extend([node.label(), node.value()].into_iter().flatten());
    }
    for text in texts {
        let letters: Vec<char> = text.chars().collect();
        let run = letters.chunk_by(|a, b| a == b).map(<[char]>::len).max().unwrap_or(0);
        assert!(run < RUN, "{what}: {text:.100}");
    }
}

/// The texts of a shape.
fn drawn(shape: &Shape, texts: &mut Vec<String>) {
    match shape {
        Shape::Text(text) => texts.push(text.galley.text().to_owned()),
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| drawn(shape, texts)),
        _ => {}
    }
}

/// Closes every sentence.
fn close_all(journey: &mut Journey) {
    let close = |journey: &Journey| {
        let button = journey.0.query_all_by_label_contains("Close: ").next();
        button.map(|button| button.click_accesskit())
    };
    while close(journey).is_some() {
        journey.0.step();
        journey.0.step();
    }
}

#[test]
fn ten_megabytes_in_one_word_are_told_in_a_sentence() {
    const TABLE: &str = include_str!("../data/session-v2-table.ron");
    let long = |letter: &str| letter.repeat((10 << 20) / letter.len());
    let mut journey = Journey::begin(Start::Opening);
    for (name, text, says) in [
        ("bounds-title.ron", TABLE.replace("Penguins", &long("t")), "more than 1000 characters"),
        ("bounds-notes.ron", TABLE.replace("Kept for ever", &long("类")), "more than 200000 characters"),
        ("bounds-class.ron", TABLE.replace("\"south\"", &format!("\"{}\"", long("s"))), "more than 1000 characters"),
        ("bounds-column.ron", TABLE.replace("\"width\"", &format!("\"{}\"", long("w"))), "more than 1000 characters"),
        ("bounds-field.ron", TABLE.replace("  notes:", &format!("  {}:", long("n"))), "there is no field “nnn"),
        ("bounds-heading.csv", format!("a,{}\n1,2\n3,4\n", long("h")), "more than 1000 characters"),
        ("bounds-quote.csv", format!("a,b\n1,\"{}", long("q,")), "opens a cell that never ends"),
    ] {
        let path = file(name, &text);
        let start = Instant::now();
        journey.drop_file(&path);
        while journey.0.query_all_by_label_contains(says).next().is_none() {
            assert!(start.elapsed().as_secs() < 20, "{name} is not explained");
            journey.0.step();
            std::thread::yield_now();
        }
        std::fs::remove_file(path).unwrap();
        look(&mut journey, name);
        close_all(&mut journey);
    }
}

#[test]
fn names_as_long_as_they_may_be_are_drawn_in_bounded_time() {
    let name = |letter: char, number: usize| format!("{}{number:03}", letter.to_string().repeat(997));
    let headings: Vec<String> = (0..300).map(|column| name('h', column)).chain([name('k', 0)]).collect();
    let row = |row: usize| {
        let cells: Vec<String> = (0..300).map(|column| format!("{}.5", (row * (column + 3)) % 17)).collect();
        format!("{},{}\n", cells.join(","), name('c', row % 15))
    };
    let text = format!("{}\n{}", headings.join(","), (0..60).map(row).collect::<String>());
    let mut journey = Journey::begin(Start::Opening);
    journey.drop_file(&file("bounds-long-names.csv", &text));
    journey.until("the table", |window| {
        window.snapshot().is_some_and(|now| matches!(now.experiment.data.source, Source::Table { .. }))
    });
    journey.train();
    look(&mut journey, "all columns");
    for key in [egui::Key::Num1, egui::Key::Num2, egui::Key::Num3, egui::Key::Num4] {
        journey.key(Modifiers::COMMAND, key);
        look(&mut journey, "a page");
    }
    for list in ["Inputs", "Target"] {
        journey.find(Role::ComboBox, list).click_accesskit();
        journey.0.step();
        look(&mut journey, list);
        journey.key(Modifiers::NONE, egui::Key::Escape);
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_refused_and_the_next_is_opened() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let pipe = folder.join("bounds-pipe.csv");
    drop(std::fs::remove_file(&pipe));
    if !std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()) {
        crate::skipped::skipped("there is no mkfifo here");
        return;
    }
    let sparse = folder.join("bounds-sparse.csv");
    std::fs::File::create(&sparse).unwrap().set_len(5 << 30).unwrap();
    let session = folder.join("bounds-pipe.ron");
    drop(std::fs::remove_file(&session));
    std::os::unix::fs::symlink(&pipe, &session).unwrap();
    let mut journey = Journey::begin(Start::Opening);
    for (path, says) in [
        (pipe, "it is a device or a pipe"),
        (session, "it is a device or a pipe"),
        ("/dev/zero".into(), "it is a device or a pipe"),
        (folder.to_owned(), "it is a folder"),
        (sparse.clone(), "at most 256 MB are read"),
    ] {
        journey.drop_file(&path);
        let start = Instant::now();
        while journey.0.query_all_by_label_contains(says).next().is_none() {
            assert!(start.elapsed().as_secs() < 20, "{} is not refused", path.display());
            journey.0.step();
            std::thread::yield_now();
        }
        close_all(&mut journey);
    }
    std::fs::remove_file(sparse).unwrap();
    journey.drop_file(&file("bounds-next.csv", "a,b,kind\n1.5,2,x\n2,1,y\n3,5,x\n4,1,y\n"));
    journey.until("the table", |window| {
        window.snapshot().is_some_and(|now| matches!(now.experiment.data.source, Source::Table { .. }))
    });
}
