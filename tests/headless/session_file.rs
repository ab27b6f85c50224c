//! Session files: the kept sample of every version, one broken file for each error, and saving.

use std::{
    fs,
    path::Path,
    time::{Duration, UNIX_EPOCH},
};

use neurarium::session::{FileStamp, Session};

use crate::program::Folder;

/// Saved at 1795448412 seconds after 1970 by program 0.1.0.
const SAMPLE: &str = include_str!("../data/session-v1.ron");

fn error(text: &str) -> String {
    Session::from_bytes(text.as_bytes()).expect_err("a broken session was read").to_string()
}

#[test]
fn the_kept_sample_is_read_and_written_back_byte_for_byte() {
    let session = Session::from_bytes(SAMPLE.as_bytes()).unwrap();
    assert_eq!(session.title, "Two rings, Adam");
    assert!(session.notes.contains("“quotes”"), "{}", session.notes);
    let written = session.to_text(UNIX_EPOCH + Duration::from_secs(1_795_448_412));
    let after_first_line = |text: &str| text.split_once('\n').map(|(_, rest)| rest.to_owned());
    assert_eq!(after_first_line(&written), after_first_line(SAMPLE));
    assert!(written.lines().next().unwrap().ends_with("2026-11-23 15:40:12 UTC."));
    let mut trainer = session.trainer().unwrap();
    assert_eq!(trainer.steps(), 3);
    trainer.step();
    assert_eq!(trainer.steps(), 4);
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
    let replaced = |from: &str, to: &str| {
        assert!(SAMPLE.contains(from), "the sample has no {from}");
        error(&SAMPLE.replacen(from, to, 1))
    };
    for (message, expected) in [
        (replaced("version: 1", "version: 2"), "format version 2; this program reads up to version 1"),
        (replaced("neurarium session", "another session"), "not a session of Neurarium"),
        (replaced("learning_rate: 0.03", "learning_rate: fast"), "column 21: Expected float"),
        (replaced("learning_rate: 0.03", "learning_rate: NaN"), "training.learning_rate"),
        (replaced("learning_rate: 0.03", "learning_rate: -1.0"), "training.learning_rate"),
        (replaced("  notes:", "  nots:"), "nots"),
        (replaced("units: 3", "units: 4"), "the network, layer 1"),
        (replaced("units: 3", "units: 99999999999"), "network.hidden"),
        (replaced("increment: 5", "increment: 4"), "random stream"),
        (replaced("epoch: [0,", "epoch: [0, 0,"), "history"),
        (error(""), "not a session"),
        (error("hello"), "not a session"),
        (error(&"[".repeat(1000)), "not a session"),
        (error(&SAMPLE[..SAMPLE.len() / 2]), "ends too early"),
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
        ("data_checksum: \"", "data_checksum: \"0", "do not come out"),
    ] {
        let broken = SAMPLE.replacen(from, to, 1);
        let broken = if from.starts_with("data") { other_checksum() } else { broken };
        let session = Session::from_bytes(broken.as_bytes()).unwrap();
        let message = session.trainer().expect_err(expected).to_string();
        assert!(message.contains(expected), "{message}");
    }
}

fn other_checksum() -> String {
    let start = SAMPLE.find("data_checksum: \"").unwrap() + 16;
    format!("{}0000000000000001{}", &SAMPLE[..start], &SAMPLE[start + 16..])
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

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let session = Session::from_bytes(SAMPLE.as_bytes()).unwrap();
    // The device that is always full stands for a full disk: a temporary file cannot be made beside it, so only the sentence
    // of the kind of error is looked at.
    let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
    let error = neurarium::session::SessionError::Write { path: "s.ron".into(), source: full };
    assert!(error.to_string().contains("the disk is full"), "{error}");
    assert!(session.save(Path::new("/dev/full/s.ron")).is_err());
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let folder = Folder::new("too-large");
    let path = folder.0.join("big.ron");
    fs::File::create(&path).unwrap().set_len(65 << 20).unwrap();
    assert!(Session::open(&path).unwrap_err().to_string().contains("more than 64 MB"));
}
