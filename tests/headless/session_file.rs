//! Session files: the kept sample of every version, one broken file for each error, and saving.

use std::{fs, path::Path, time::Duration};

use neurarium::{
    language::Language,
    session::{Curve, FileStamp, Session, View},
    training::{Checkpoint, Trainer},
};

use crate::program::Folder;

/// Of the newest version, saved at 1795448412 seconds after 1970 by program 0.1.0: every feature that generated points can
/// have.
const SAMPLE: &str = include_str!("../data/session-v4-plain.ron");
/// The same of a table with texts and empty cells.
const TABLE: &str = include_str!("../data/session-v4-table.ron");
/// What the last build of version 2 wrote of the run of [`SAMPLE`], and of that of [`TABLE`].
const OLD_SAMPLE: &str = include_str!("../data/session-v2.ron");
const OLD_TABLE: &str = include_str!("../data/session-v2-table.ron");
pub const SAVED_AT: Duration = Duration::from_secs(1_795_448_412);

fn error(text: &str) -> String {
    let error = Session::from_bytes(text.as_bytes()).expect_err("a broken session was read").text();
    // What follows the first colon is the detail, and it is said in Chinese as well.
    let chinese = error.say(Language::Chinese);
    let detail = chinese.split_once('：').map_or(chinese, |parts| parts.1);
    assert!(detail.chars().any(|c| ('一'..='龥').contains(&c)), "no Chinese: {chinese}");
    error.to_string()
}

#[test]
fn a_session_that_was_never_changed_comes_out_again() {
    for sample in [SAMPLE, TABLE, OLD_SAMPLE, OLD_TABLE] {
        comes_out_again(&Session::from_bytes(sample.as_bytes()).unwrap());
    }
    let session = Session::from_bytes(SAMPLE.as_bytes()).unwrap();
    assert_eq!(session.view, view());
    assert_eq!(session.stages[0].timeline.moments().len(), 7);
}

/// Whether the trainer of `session` stands where a new one gets in as many steps, and both go on alike: what a build
/// learned, every later build learns to the same bit.
fn comes_out_again(session: &Session) {
    let (mut stored, mut again) = (session.trainer().unwrap(), Trainer::new(session.experiment.clone()));
    assert!(stored.steps() > 0);
    (0..stored.steps()).for_each(|_| again.step());
    for _ in 0..3 {
        let seconds = stored.checkpoint().seconds;
        assert_eq!(stored.checkpoint(), Checkpoint { seconds, ..again.checkpoint() });
        assert_eq!(stored.history(), again.history());
        stored.step();
        again.step();
    }
}

fn view() -> View {
    View {
        unit: Some((1, 0)),
        axes: (1, 0),
        hide_test: true,
        discretize: true,
        curve: Curve::Score,
        log_scale: true,
        enlarged: true,
        ..View::default()
    }
}

#[test]
fn places_that_older_programs_left_frozen_without_their_layer_are_no_reason_to_refuse_a_session() {
    let with_place = |sample: &str| {
        let text = sample.replacen("frozen: [(", "frozen: [(layer: 7, unit: 0, from: None), (", 1);
        assert_ne!(text, sample);
        text
    };
    for sample in [include_str!("../data/session-v1-full.ron"), OLD_SAMPLE] {
        let opened = Session::from_bytes(with_place(sample).as_bytes()).unwrap();
        assert_eq!(opened, Session::from_bytes(sample.as_bytes()).unwrap());
    }
    for sample in [SAMPLE.to_owned(), OLD_SAMPLE.replacen("version: 2", "version: 3", 1)] {
        assert!(error(&with_place(&sample)).contains("there is no layer 8"));
    }
}

#[test]
fn a_byte_order_mark_and_other_line_ends_are_read() {
    let session = Session::from_bytes(SAMPLE.as_bytes()).unwrap();
    for text in [format!("\u{feff}{SAMPLE}"), SAMPLE.replace('\n', "\r\n")] {
        assert_eq!(Session::from_bytes(text.as_bytes()).unwrap(), session);
    }
}

#[test]
fn each_fault_has_its_sentence() {
    faults_of(SAMPLE, TABLE);
    faults_of(OLD_SAMPLE, OLD_TABLE);
    // In edits of before, and in a file that was never written.
    let edited = include_str!("../data/session-v4.ron");
    for sample in [edited, include_str!("../data/session-v3.ron")] {
        for (from, to, expected) in [
            ("value: 1.25", "value: NaN", "set by hand is no number"),
            ("-2.25, -1.25, -0.25", "-2.25, inf, -0.25", "does not lie at finite numbers"),
            ("change: time_up", "change: time_out", "did you mean “time_up”?"),
            ("        preparation: (", "        preparatoin: (", "did you mean “preparation”?"),
        ] {
            assert!(sample.contains(from), "the sample has no {from}");
            let message = error(&sample.replacen(from, to, 1));
            assert!(message.contains(expected), "expected “{expected}”: {message}");
        }
    }
    assert!(error(&SAMPLE.replacen("    origin: drawn,\n", "", 1)).contains("the field “origin” is missing"));
}

/// Each fault of any version, in a `sample` and one of a table.
fn faults_of(sample: &str, table: &str) {
    let replaced = |from: &str, to: &str| {
        assert!(sample.contains(from), "the sample has no {from}");
        error(&sample.replacen(from, to, 1))
    };
    let with_version = |version: &str| {
        let number = sample.find("version: ").unwrap() + "version: ".len();
        error(&format!("{}{version}{}", &sample[..number], &sample[number + 1..]))
    };
    for (message, expected) in [
        (with_version("6"), "format version 6; this program reads up to version 5"),
        (with_version("0"), "there is no format version 0"),
        (with_version("1"), "there is no field “view” here"),
        (replaced("neurarium session", "another session"), "not a session of Neurarium"),
        (replaced("learning_rate: 0.03", "learning_rate: fast"), "column 21: Expected float"),
        (replaced("learning_rate: 0.03", "learning_rate: NaN"), "training.learning_rate"),
        (replaced("learning_rate: 0.03", "learning_rate: -1.0"), "training.learning_rate"),
        (replaced("  notes:", "  nots:"), "line 7, column 3: there is no field “nots” here; did you mean “notes”?"),
        (replaced("learning_rate: 0", "learning_rat: 0"), "did you mean “learning_rate”?"),
        (replaced("patience: 5", "patients: 5"), "did you mean “patience”?"),
        (replaced("warm_up: 2", "warmup: 2"), "did you mean “warm_up”?"),
        (replaced("dropout: 0.25", "dropuot: 0.25"), "did you mean “dropout”?"),
        (replaced("generator: rings", "generator: ring"), "there is no choice “ring” here; did you mean “rings”?"),
        (replaced("hide_test: true", "colour: red"), "there is no field “colour” here; expected one of unit, axes"),
        (replaced("      loss: softmax_cross_entropy,\n", ""), "the field “loss” is missing"),
        (error(&table.replacen("missing: [3]", "mising: [3]", 1)), "did you mean “missing”?"),
        (replaced("units: 2", "units: 4"), "the network, layer 1"),
        (replaced("units: 2", "units: 99999999999"), "network.hidden"),
        (replaced("data_checksum: \"", "data_checksum: \"x"), "is not a checksum"),
        (replaced("stages: [(", "stages: [(), ("), "is missing"),
        (replaced("moments: [[(", "moments: [[], [], [], [("), "more than 2 entries"),
        (replaced("memories: [0,", "memories: [3,"), "kept moment 1"),
        (replaced("memories: [0,", "memories: [1,"), "kept moment 1: numbers are missing"),
        (replaced("numbers: [\"", "numbers: [\"AAAA"), "no whole numbers"),
        (replaced("numbers: [\"", "numbers: [\"AAAAAAAAAAAAAAAA"), "no sets of 27 parameters"),
        (replaced("every: 1,", "every: 3,"), "no power of two"),
        (replaced("best_epoch: [None,", "best_epoch: [0,"), "half of its best moment"),
        (replaced("title: \"", &format!("title: \"{}", "t".repeat(2000))), "more than 1000 characters"),
        (replaced("notes: \"", &format!("notes: \"{}", "n".repeat(200_000))), "more than 200000 characters"),
        (replaced("features: [", &format!("features: [{}", "\"x1\",".repeat(1000))), "more than 1000 entries"),
        (replaced("rows_seen: [", &format!("rows_seen: [{}", "0,".repeat(256))), "more than 256 entries"),
        (replaced("increment: 5", "increment: 4"), "random stream"),
        (replaced("epoch: [0,", "epoch: [0, 0,"), "history"),
        (error(""), "not a session"),
        (error("hello"), "not a session"),
        (error(&"[".repeat(1000)), "not a session"),
        (error(&sample[..sample.len() / 2]), "ends too early"),
    ] {
        assert!(message.contains(expected), "expected “{expected}”: {message}");
    }
    assert!(Session::from_bytes(b"(\n\xff").unwrap_err().to_string().contains("line 2 is not text"));
}

#[test]
fn numbers_that_do_not_fit_together_make_no_trainer() {
    for (from, to, expected) in [
        ("order: [", "order: [0, ", "order"),
        ("position: 0", "position: 99", "position"),
        ("step: 12", "step: 18446744073709551615", "more than can have been counted"),
        ("offered: 7", "offered: 18446744073709551615", "more than can have been counted"),
        ("position: [0,", "position: [6,", "timeline.position"),
        ("samples: 12", "samples: 14", "do not come out"),
        ("\"34002d822a9020a9\"", "\"34002d822a9020a8\"", "do not come out"),
        ("data_checksum: \"34002d822a9020a9\"", "data_checksum: None", "data_checksum is missing"),
    ] {
        assert!(SAMPLE.contains(from), "the sample has no {from}");
        let broken = SAMPLE.replacen(from, to, 1);
        let session = Session::from_bytes(broken.as_bytes()).unwrap();
        let message = session.trainer().expect_err(expected).to_string();
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn saving_keeps_the_one_before_and_notices_other_writers() {
    let folder = Folder::new("saving");
    let path = folder.0.join("s.ron");
    let mut session = Session::from_bytes(SAMPLE.as_bytes()).unwrap();
    session.save(&path).unwrap();
    let first = folder.read("s.ron");
    session.title = "Another".into();
    let stamp = session.save(&path).unwrap();
    assert_eq!(folder.read("s.ron.bak"), first);
    assert!(!stamp.is_outdated(&path) && FileStamp::of(&path) == Some(stamp));
    fs::write(&path, "someone else").unwrap();
    assert!(stamp.is_outdated(&path));
    let names = fs::read_dir(&folder.0).unwrap().count();
    assert_eq!(names, 2, "no temporary file stays");
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_is_followed() {
    let folder = Folder::new("links");
    let session = Session::from_bytes(SAMPLE.as_bytes()).unwrap();
    folder.write("real.ron", "old");
    for (link, target) in [("to-file.ron", "real.ron"), ("to-nothing.ron", "new.ron")] {
        std::os::unix::fs::symlink(target, folder.0.join(link)).unwrap();
        session.save(&folder.0.join(link)).unwrap();
        assert!(folder.0.join(link).is_symlink(), "{link} was replaced");
        assert!(folder.read(target).contains("neurarium session"));
    }
}

#[test]
fn what_cannot_be_written_is_told_and_what_was_there_stays() {
    let folder = Folder::new("unwritable");
    let session = Session::from_bytes(SAMPLE.as_bytes()).unwrap();
    let told = |path: &Path, expected: &str| {
        let message = session.save(path).expect_err(expected).to_string();
        assert!(message.contains(expected), "{message}");
    };
    told(&folder.0.join("gone/s.ron"), "is not there; choose another place");
    told(&folder.0, "it is a folder");
    folder.write("protected.ron", "mine");
    let path = folder.0.join("protected.ron");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    told(&path, "may not be written");
    assert_eq!(folder.read("protected.ron"), "mine");
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let folder = Folder::new("too-large");
    let path = folder.0.join("big.ron");
    fs::File::create(&path).unwrap().set_len(1025 << 20).unwrap();
    let sentence = Session::open(&path).unwrap_err().to_string();
    assert!(sentence.contains("big.ron: The file has more than 1024 MB"), "{sentence}");
}
