//! Training that is asked to end, or cannot be saved where it should be: what was trained stays.

#![cfg(target_os = "linux")]

use std::{
    fs,
    io::Read,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use neurarium::session::{Recovery, Session};

use crate::program::Folder;

/// The number of SIGHUP, the last signal that `train` begins to hear.
const HANGUP: u32 = 1;
const INTERRUPT: u32 = 2;
/// Lets a program hear signals that are ignored here.
const DEFAULTS: &str = "--default-signal=INT,TERM,HUP";

/// Whether process `id` has `signal` in `field` of its status.
fn has(id: u32, field: &str, signal: u32) -> bool {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix(field)).unwrap_or("0");
    u64::from_str_radix(mask.trim(), 16).unwrap() >> (signal - 1) & 1 == 1
}

fn wait_for(what: &str, mut happened: impl FnMut() -> bool) {
    let start = Instant::now();
    while !happened() {
        assert!(start.elapsed() < Duration::from_secs(60), "{what} did not happen");
        thread::sleep(Duration::from_millis(5));
    }
}

fn signal(child: &Child, name: &str) {
    let id = child.id().to_string();
    assert!(Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap().success());
}

/// `train s.ron` for so long that only a signal ends it, once it hears signals.
fn training(folder: &Folder, rest: &str, prepare: impl FnOnce(&mut Command)) -> Child {
    // Whoever runs the tests may ignore signals, as `nohup` does; the program would then ignore them, too.
    let mut command = Command::new("env");
    command.args([DEFAULTS, env!("CARGO_BIN_EXE_neurarium")]);
    command.args(format!("train s.ron --epochs 1000000000000 {rest}").split_whitespace());
    command.current_dir(&folder.0).stdout(Stdio::piped()).stderr(Stdio::piped());
    prepare(&mut command);
    let mut child = command.spawn().unwrap();
    wait_for("training", || {
        if let Some(status) = child.try_wait().unwrap() {
            let mut said = String::new();
            child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
            panic!("it ended with {status}: {said}");
        }
        has(child.id(), "SigCgt:", HANGUP)
            || has(child.id(), "SigIgn:", HANGUP) && has(child.id(), "SigCgt:", INTERRUPT)
    });
    child
}

fn texts(output: Output) -> (Option<i32>, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_signal_ends_training_after_a_step_and_saves() {
    let folder = Folder::new("interrupted");
    folder.succeeds("new --preset playground -o s.ron");
    for (name, expected) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let child = training(&folder, "--json -o out.ron", |_| {});
        thread::sleep(Duration::from_millis(200));
        signal(&child, name);
        let (code, out, told) = texts(child.wait_with_output().unwrap());
        assert_eq!(code, Some(expected), "{told}");
        let trainer = Session::open(&folder.0.join("out.ron")).unwrap().trainer().unwrap();
        assert!(trainer.steps() > 0);
        assert_eq!(told, format!("Stopped at epoch {}, as asked.\n", trainer.epochs()));
        let told = out.trim_end().trim_end_matches('}');
        assert!(folder.succeeds("evaluate out.ron --json").starts_with(told), "evaluate says that too: {out}");
    }
    assert!(folder.succeeds("verify out.ron").contains("The same, bit for bit"));
    let child = training(&folder, "", |_| {});
    signal(&child, "INT");
    let (code, out, told) = texts(child.wait_with_output().unwrap());
    assert_eq!(code, Some(130), "{told}");
    assert!(out.starts_with("epoch ") && out.contains("\ntrain  loss"), "{out}");
    // A reader in the same pipe is ended by the same key, and sooner.
    let mut child = training(&folder, "", |_| {});
    drop(child.stdout.take());
    signal(&child, "INT");
    let (code, _, told) = texts(child.wait_with_output().unwrap());
    assert_eq!(code, Some(130), "{told}");
}

#[test]
fn a_second_interrupt_ends_at_once() {
    let folder = Folder::new("interrupted-twice");
    // One step takes longer than it takes to press twice.
    folder.succeeds(
        "new --preset playground --set data.samples=200000 --set training.batch_size=all --set network.hidden=256,256,256 \
         -o s.ron",
    );
    let child = training(&folder, "-o out.ron", |_| {});
    signal(&child, "INT");
    thread::sleep(Duration::from_millis(100));
    signal(&child, "INT");
    let (code, out, told) = texts(child.wait_with_output().unwrap());
    assert_eq!((code, out.as_str(), told.as_str()), (Some(130), "", ""));
    assert!(!folder.0.join("out.ron").exists());
}

#[test]
fn who_was_told_to_go_on_goes_on() {
    let folder = Folder::new("no-hangup");
    folder.succeeds("new --preset playground -o s.ron");
    let mut child = training(&folder, "", |command| {
        let program = env!("CARGO_BIN_EXE_neurarium");
        let line = format!("trap '' HUP; exec env --default-signal=INT {program} train s.ron --epochs 1000000000000");
        *command = Command::new("sh");
        command.args(["-c", &line]).current_dir(&folder.0).stdout(Stdio::piped()).stderr(Stdio::piped());
    });
    signal(&child, "HUP");
    thread::sleep(Duration::from_millis(300));
    assert!(child.try_wait().unwrap().is_none(), "nohup was not respected");
    signal(&child, "INT");
    assert_eq!(child.wait().unwrap().code(), Some(130));
}

/// The session that the sentence names, whose file only its owner may read.
fn kept(folder: &Folder, place: &Path, told: &str) {
    let expected = format!("What was trained is kept in {}.\n", place.display());
    assert!(told.ends_with(&expected), "expected {expected}: {told}");
    let place = folder.0.join(place);
    assert!(Session::open(&place).unwrap().trainer().unwrap().steps() > 0);
    assert_eq!(fs::metadata(&place).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn what_cannot_be_saved_is_kept_elsewhere_and_its_results_are_printed() {
    let folder = Folder::new("kept-elsewhere");
    folder.succeeds("new --preset playground -o s.ron");
    let home = folder.0.join("home");
    let temporary = folder.0.join("temporary");
    fs::create_dir(&temporary).unwrap();
    let offered = home.join(".local/share/neurarium/recovery");
    for (case, with_home, expected) in [
        ("beside", true, Path::new("out/x-kept.ron").to_owned()),
        ("beside", true, Path::new("out/x-kept-2.ron").to_owned()),
        ("gone", true, offered.join("x-kept.ron")),
        ("gone", false, temporary.join("x-kept.ron")),
    ] {
        fs::create_dir_all(folder.0.join("out")).unwrap();
        let child = training(&folder, "--json -o out/x.ron", |command| {
            command.env_remove("HOME").env_remove("XDG_DATA_HOME").env("TMPDIR", &temporary);
            if with_home {
                command.env("HOME", &home);
            }
        });
        thread::sleep(Duration::from_millis(100));
        // What was well before training is not any more.
        if case == "gone" {
            fs::remove_dir_all(folder.0.join("out")).unwrap();
        } else {
            fs::create_dir_all(folder.0.join("out/x.ron")).unwrap();
        }
        signal(&child, "INT");
        let (code, out, told) = texts(child.wait_with_output().unwrap());
        assert_eq!(code, Some(2), "{told}");
        assert!(serde_json::from_str::<serde_json::Value>(&out).unwrap()["step"].as_u64().unwrap() > 0, "{out}");
        kept(&folder, &expected, &told);
        drop(fs::remove_dir(folder.0.join("out/x.ron")));
    }
    assert_eq!(fs::metadata(&offered).unwrap().permissions().mode() & 0o777, 0o700);
    let leftovers = Recovery::new(offered.clone()).leftovers();
    assert_eq!(leftovers.len(), 1, "the next window offers it");
    assert_eq!(leftovers[0].path(), offered.join("x-kept.ron"));
}
