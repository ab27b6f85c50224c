//! Lessons, reports and the hand-ins of a class, by the command line.

use std::{fs, path::Path};

use neurarium::{
    experiment::Experiment,
    language::Language,
    lessons::{Lesson, hashes, own, shipped::Shipped},
    session::{Answer, HandIn, Session},
    training::Trainer,
};

use crate::program::Folder;

pub const LESSON: &str = "\
title: One line
language: en
seeds: name
start: data.set = exclusive_or; network.hidden = 2
---
# Predict
Where does it end?
[(X)] high
[( )] low
{predict: number train_loss at 4 within 0.1}
# Do
{goal: train_loss <= 5 within 4 epochs in 2 of 2 starts}
";

/// The answer that “How fast to learn” calls right is right from every one of twenty starts.
#[test]
fn the_first_ten_epochs_bring_less_than_ten_later_ones() {
    let lesson = Shipped::named("learning-rate").unwrap().lesson(Language::English);
    for start in 0..20 {
        let mut experiment = (*lesson.experiment(1).unwrap()).clone();
        (experiment.seeds.weights, experiment.seeds.batches) = (start, start);
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        while trainer.epochs() < 150 {
            trainer.step();
        }
        let losses: Vec<f64> = trainer.history().records().iter().map(|record| record.metrics.train.loss).collect();
        let falls: Vec<f64> = losses.windows(11).step_by(10).map(|piece| piece[0] - piece[10]).collect();
        let most = falls.iter().copied().fold(f64::MIN, f64::max);
        assert!(falls.len() == 15 && falls[0] < most, "start {start}: {falls:?}");
    }
}

#[test]
fn lessons_are_listed_shown_and_checked() {
    let folder = Folder::new("lessons");
    let list = folder.succeeds("lesson list");
    assert!(
        list.contains("First steps") && list.contains("first-network") && list.contains("frozen-encoder"),
        "{list}"
    );
    let shown = folder.succeeds("lesson show one-line --language zh");
    assert_eq!(shown, Shipped::named("one-line").unwrap().text(Language::Chinese));
    folder.write("mine.md", LESSON);
    let checked = folder.succeeds("lesson check mine.md one-line");
    let expected = "mine.md: step 2, item 1, line 12: training loss ≤ 5 within 4 epochs: reached in 2 of 2 starts, typically after 1 epoch";
    assert!(checked.contains(expected), "{checked}");
    folder.succeeds("new --preset first-network --set network.hidden=3 -o f.ron");
    folder.succeeds("lesson make f.ron -o made.md");
    assert!(folder.read("made.md").contains("start: preset first-network\nstart: network.hidden = 3\n"));
    assert!(folder.succeeds("lesson check made.md --starts 2").contains("3 steps, 2 items"));
    assert!(folder.refuses("lesson make f.ron -o made.md").contains("is there already"));
    assert!(checked.contains("one-line: “What one unit can do”"), "a built-in one has no file: {checked}");
}

#[test]
fn a_lesson_that_is_wrong_is_told_and_the_rest_goes_on() {
    let folder = Folder::new("wrong-lessons");
    folder.write(
        "wrong.md",
        &LESSON.replace("train_loss <= 5", "train_los <= 5").replace("network.hidden", "network.hiden"),
    );
    folder.write("never.md", &LESSON.replace("<= 5", "<= -5"));
    folder.write("half.md", LESSON);
    folder.write("half.zh.md", &LESSON.replace("# Do", "做"));
    folder.write("good.md", LESSON);
    let output = folder.run("lesson check wrong.md missing.md never.md half.md good.md");
    let (said, told) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{said}{told}");
    for expected in [
        "wrong.md:4:33: There is no setting “network.hiden”. Did you mean “network.hidden”?",
        "wrong.md:12:8: there is no metric “train_los”; did you mean “train_loss”?",
        "never.md: step 2, item 1, line 12: training loss ≤ -5 within 4 epochs: reached in 0 of 2 starts",
        "half.zh.md: not the same lesson as half.md: one has 2 steps, the other 1",
        "good.md: “One line”",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    assert!(told.contains("missing.md: there is no such file."), "{told}");
    assert!(folder.refuses("lesson show nothing-of-the-kind").contains("there is no lesson"));
}

#[test]
fn a_report_is_one_page_and_replaces_nothing() {
    let folder = Folder::new("report");
    folder.succeeds("new --preset playground -o p.ron");
    folder.succeeds("train p.ron --epochs 12 -o q.ron");
    folder.succeeds("report q.ron -o q.html");
    let page = folder.read("q.html");
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("epoch 12") && page.contains("lang=\"en\""), "{page}");
    assert!(folder.refuses("report q.ron -o q.html").contains("is there already"));
    folder.succeeds("report p.ron --language zh -o p.html");
    assert!(folder.read("p.html").contains("lang=\"zh-Hans\""), "one that has not begun");
    for preset in ["penguins", "first-network", "digits-pretrained"] {
        folder.succeeds(&format!("new --preset {preset} -o {preset}.ron"));
        folder.succeeds(&format!("train {preset}.ron --epochs 2 -o t-{preset}.ron"));
        folder.succeeds(&format!("report t-{preset}.ron -o {preset}.html"));
    }
}

/// The hand-in of one pupil: four epochs of the lesson, with a right answer or a wrong one.
pub fn hand_in(name: &str, chosen: usize, time: u64) -> Session {
    let lesson = Lesson::read(LESSON).unwrap();
    let own = lesson.of_pupil(&lesson.experiment(2).unwrap(), name);
    finished(own, name, chosen, time)
}

fn finished(experiment: Experiment, name: &str, chosen: usize, time: u64) -> Session {
    let mut trainer = Trainer::new(experiment.validate().unwrap());
    while trainer.epochs() < 4 {
        trainer.step();
    }
    let mut hand_in = HandIn {
        name: name.into(),
        lesson: "one".into(),
        lesson_hash: format!("{:016x}", hashes::hash_of_text(LESSON)),
        recipe_hash: format!("{:016x}", hashes::hash_of_recipe(trainer.experiment())),
        begun: time - 100,
        handed_in: time,
        step: 0,
        unlocked: false,
        entries: Vec::new(),
    };
    hand_in.entry_mut(1, 1).answer = Answer::Choices(vec![chosen]);
    let predicted = hand_in.entry_mut(1, 2);
    (predicted.answer, predicted.gap, predicted.tries) = (Answer::Number(9.0), Some(0.0), 3);
    hand_in.entry_mut(2, 1).answer = Answer::Reached { epoch: 0, seed: 1 };
    let session = Session::new("", trainer.experiment().clone()).with_trainer(&trainer);
    Session { hand_in: Some(hand_in), ..session }
}

pub fn line<'s>(said: &'s str, name: &str) -> &'s str {
    said.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{name} is not in: {said}"))
}

#[test]
fn a_class_is_read_whatever_lies_in_its_folder() {
    let folder = Folder::new("class");
    folder.write("one.md", LESSON);
    let class = folder.0.join("in");
    fs::create_dir(&class).unwrap();
    let save = |session: &Session, file: &str| session.save(&class.join(file)).unwrap();
    let write = |file: &str, text: &str| fs::write(class.join(file), text).unwrap();
    save(&hand_in("Ada", 0, 1_000), "ada.ron");
    save(&hand_in("Bob", 1, 3_000), "bob.ron");
    // The same file under another name.
    fs::copy(class.join("ada.ron"), class.join("ada (1).ron")).unwrap();
    // Another's run under one's own name.
    let mut copied = hand_in("Ada", 0, 1_500);
    copied.hand_in.as_mut().unwrap().name = "Carl".into();
    save(&copied, "carl.ron");
    // An edited weight: the digits of the first one.
    let text = fs::read_to_string(class.join("bob.ron")).unwrap().replace("“Bob”", "Bob");
    let weights = text.find("weights: [").unwrap();
    let digit = weights + text[weights..].find("0.").unwrap() + 3;
    let other = if &text[digit..=digit] == "7" { "8" } else { "7" };
    let edited = format!("{}{other}{}", &text[..digit], &text[digit + 1..]).replace("name: \"Bob\"", "name: \"Dora\"");
    write("dora.ron", &edited);
    let mut marked = hand_in("<script>alert(1)</script>", 1, 2_000);
    marked.hand_in.as_mut().unwrap().lesson_hash = "0".repeat(16);
    save(&marked, "../in/marked.ron");
    save(&hand_in("=cmd|' /C calc'!A0", 1, 2_000), "formula.ron");
    let mut other = hand_in("Eve", 0, 2_000);
    other.hand_in.as_mut().unwrap().recipe_hash = "1".repeat(16);
    save(&other, "eve.ron");
    write("plain.ron", "not a session");
    write("newer.ron", "(format: \"neurarium session\", version: 99)");
    write("cut.ron", &text[..text.len() / 2]);
    write("notes.txt", "not looked at");
    fs::create_dir(class.join("folder.ron")).unwrap();
    let output =
        folder.run("class in --lesson one.md --due 1970-01-01T00:40 --csv class.csv --html class.html --reports out");
    let (said, told) =
        (String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8_lossy(&output.stderr).into_owned());
    assert!(output.status.success(), "{said}{told}");
    let ada = line(&said, "Ada: ");
    assert!(
        ada.contains("right 2/3") && ada.contains("1.1 ✓") && ada.contains("2.1 ✓ 0") && ada.contains("tries 3"),
        "{ada}"
    );
    assert!(ada.contains("trained again same") && !ada.contains("late"), "{ada}");
    assert!(!ada.contains("1.2 ✓"), "the gap is measured anew, whatever the file says: {ada}");
    assert_eq!(
        said.matches("\nAda: ").count() + usize::from(said.starts_with("Ada: ")),
        1,
        "twice the same file: {said}"
    );
    let bob = line(&said, "Bob: ");
    assert!(bob.contains("1.1 ✗") && bob.contains("late"), "{bob}");
    let carl = line(&said, "Carl: ");
    assert!(
        carl.contains("same bits as Ada, though") && carl.contains("the start does not follow from the name"),
        "{carl}"
    );
    let dora = line(&said, "Dora: ");
    assert!(dora.contains("trained again DIFFERS") && dora.contains("Not the same"), "{dora}");
    assert!(line(&said, "Eve: ").contains("the experiment is not the one that was handed in"));
    assert!(!ada.contains("handed in;") && !bob.contains("not the one"), "{ada} {bob}");
    assert!(folder.read("out/marked.html").contains("&lt;script&gt;"), "a report each");
    assert!(line(&said, "<script>").contains("the lesson was edited"));
    for expected in ["plain.ron: ", "newer.ron: ", "cut.ron: ", "folder.ron: "] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    assert!(!told.contains("notes.txt"));
    assert!(said.contains("7 hand-ins in 12 files."), "{said}");
    let page = folder.read("class.html");
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;"), "{page}");
    let projector = page.split("One line").last().unwrap();
    assert!(projector.contains("low (3)") || projector.contains("low (4)"), "the commonest wrong answer: {projector}");
    assert!(!projector.contains("Ada") && !projector.contains("Carl"), "without names");
    assert!(folder.read("class.csv").contains("'=cmd|' /C calc'!A0"));
    assert!(folder.refuses("class in --csv class.csv").contains("is there already"));
    assert!(folder.refuses("class nowhere").contains("there is no such file"));
}

#[test]
fn a_session_with_a_hand_in_trains_on_and_keeps_it() {
    let folder = Folder::new("handed-in");
    let path = Path::new(&folder.0).join("a.ron");
    hand_in("Ada", 0, 1_000).save(&path).unwrap();
    folder.succeeds("train a.ron --epochs 2 -o b.ron");
    let again = Session::open(&folder.0.join("b.ron")).unwrap();
    assert_eq!(again.hand_in.unwrap().name, "Ada");
    assert!(folder.succeeds("verify b.ron").contains("The same, bit for bit"));
    folder.succeeds("report b.ron -o b.html");
    assert!(folder.read("b.html").contains("Predictions and answers"));
}

#[test]
fn a_folder_of_ones_own_gives_its_lessons_in_all_languages_and_says_what_is_none() {
    const ONE: &str = "---\ntitle: A\n---\n# One\n{goal: train_loss <= 9 within 3 epochs}\n";
    let folder = Folder::new("own-lessons");
    folder.write("a.md", ONE);
    folder.write("a.zh.md", &ONE.replace("title: A", "title: 甲\nlanguage: zh"));
    folder.write("b.zh.md", &ONE.replace("title: A", "title: 乙\nlanguage: zh"));
    folder.write("c.md", &ONE.replace("train_loss", "train_los"));
    folder.write("d.md", ONE);
    folder.write(
        "d.zh.md",
        "---\ntitle: D\nlanguage: zh\n---\n# 1\nwords\n# 2\n{goal: train_loss <= 9 within 3 epochs}\n",
    );
    folder.write("notes.txt", "no lesson");
    let (lessons, faults) = own::in_folder(&folder.0);
    let names: Vec<&str> = lessons.iter().map(|own| &*own.name).collect();
    assert_eq!(names, ["a", "b"]);
    let titles = |number: usize| Language::ALL.map(|language| lessons[number].lesson(language).title.clone());
    assert_eq!([titles(0), titles(1)], [["A", "甲"], ["乙", "乙"]].map(|two| two.map(str::to_owned)));
    let [broken, half] = [0, 1].map(|fault: usize| faults[fault].to_string());
    assert!(broken.contains("c.md, line 5, column ") && broken.contains("“train_loss”"), "{broken}");
    assert!(half.contains("d.zh.md is not the same lesson") && faults.len() == 2, "{half}");
    assert_eq!(own::in_folder(&folder.0.join("nowhere")), (Vec::new(), Vec::new()), "no folder, no lessons");
}
