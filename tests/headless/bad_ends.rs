//! Killed while saving, out of disk, out of brackets: what was there stays, and what is wrong is told.
//!
//! The child processes are this program itself, run with the name of one of the ignored tests.

#![allow(clippy::print_stdout, reason = "figures for a person to read")]

use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant, UNIX_EPOCH},
};

use neurarium::{
    experiment::{Experiment, HiddenLayer},
    session::Session,
    training::Trainer,
};

use crate::program::Folder;

/// Where a child process finds its file.
const PLACE: &str = "NEURARIUM_PLACE";

/// A session of some hundred kilobytes.
fn session(title: &str) -> Session {
    let mut experiment = Experiment::default();
    let layer = HiddenLayer { units: 64, ..experiment.network.hidden[0] };
    experiment.network.hidden = vec![layer; 3];
    let mut trainer = Trainer::new(experiment.validate().unwrap());
    (0..3).for_each(|_| trainer.step());
    Session::new(title, trainer.experiment().clone()).with_trainer(&trainer)
}

/// The text without its first line, which says when it was saved.
fn body(text: &str) -> &str {
    text.split_once('\n').unwrap().1
}

fn child(test: &str, place: &Path) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args([&format!("bad_ends::{test}"), "--exact", "--ignored", "--nocapture"]).env(PLACE, place);
    command
}

fn place() -> PathBuf {
    env::var_os(PLACE).map(PathBuf::from).expect("a child process is told its place")
}

#[test]
#[ignore = "a child process, which another test kills"]
fn save_for_ever() {
    let (path, sessions) = (place(), [session("new"), session("old")]);
    println!("ready");
    for session in sessions.iter().cycle() {
        session.save(&path).unwrap();
    }
}

/// Kills a process that saves, `times` times at moments that are never the same.
fn kill(times: u32, name: &str) {
    let folder = Folder::new(name);
    let path = folder.0.join("s.ron");
    let sessions = [session("old"), session("new")];
    sessions[0].save(&path).unwrap();
    let whole = sessions.map(|session| session.to_text(UNIX_EPOCH));
    let is_whole = |text: &str| whole.iter().any(|whole| body(whole) == body(text));
    let (mut news, mut half) = (0, 0);
    let mut state = 1_u32;
    for number in 0..times {
        let mut child = child("save_for_ever", &path).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().contains("ready")));
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        thread::sleep(Duration::from_micros(u64::from(state >> 8) % 30_000));
        child.kill().unwrap();
        child.wait().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(is_whole(&text), "the file is broken after kill {number}");
        news += u32::from(body(&text) == body(&whole[1]));
        if let Ok(before) = fs::read_to_string(folder.0.join("s.ron.bak")) {
            assert!(is_whole(&before), "the one before is broken after kill {number}");
        }
        let own = format!("s.ron.{}-", child.id());
        for entry in fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap()) {
            if entry.file_name().to_string_lossy().starts_with(&own) {
                half += 1;
                fs::remove_file(entry.path()).unwrap();
            }
        }
    }
    Session::open(&path).unwrap().trainer().unwrap();
    println!("{times} kills, {half} of them while the file was being written; {news} left the second of two sessions");
}

#[test]
fn a_kill_while_saving_leaves_the_old_or_the_new_one() {
    kill(20, "killed");
}

#[test]
#[ignore = "takes minutes"]
fn a_thousand_kills_while_saving_leave_the_old_or_the_new_one() {
    kill(1000, "killed-often");
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "a child process in a disk of its own"]
fn fill_the_disk() {
    use neurarium::session::file;
    let path = place().join("s.ron");
    let small = Session::new("small", Experiment::default().validate().unwrap());
    small.save(&path).unwrap();
    let before = fs::read(&path).unwrap();
    let new = place().join("new.onnx");
    let large = vec![7; 1 << 20];
    for told in [
        session("large").save(&path).unwrap_err(),
        file::save(&path, &large).unwrap_err(),
        file::save_new(&new, &large).unwrap_err(),
        file::check_target(&path).unwrap_err(),
        file::check_new_target(&new).unwrap_err(),
    ] {
        let told = told.to_string();
        assert!(told.contains("the disk is full; free some space or choose another place"), "{told}");
        assert_eq!(fs::read(&path).unwrap(), before, "what was there stays");
        assert_eq!(fs::read_dir(place()).unwrap().count(), 1, "nothing is left behind");
    }
    let told = program(&["train", "s.ron", "--epochs", "1000000000000", "-o", "s.ron"]).output().unwrap();
    assert_eq!(told.status.code(), Some(2), "{told:?}");
    assert!(String::from_utf8_lossy(&told.stderr).contains("the disk is full") && told.stdout.is_empty(), "{told:?}");
    small.save(&path).unwrap();
}

/// The program on the small disk; its home is another one.
#[cfg(target_os = "linux")]
fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_neurarium"));
    command
        .args(arguments)
        .current_dir(place())
        .env("HOME", place().with_extension("home"))
        .env_remove("XDG_DATA_HOME");
    command
}

/// The disk has room for the try, and not for the session.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "a child process in a disk of its own"]
fn fill_the_disk_by_training() {
    let home = place().with_extension("home");
    drop(fs::remove_dir_all(&home));
    fs::create_dir(&home).unwrap();
    let large = home.join("large.ron");
    session("large").save(&large).unwrap();
    let told = program(&["train", large.to_str().unwrap(), "--steps", "1", "-o", "x.ron"]).output().unwrap();
    assert_eq!(told.status.code(), Some(2), "{told:?}");
    assert!(String::from_utf8_lossy(&told.stdout).starts_with("epoch 0, step 4\ntrain  loss"), "{told:?}");
    let kept = home.join(".local/share/neurarium/recovery/x-kept.ron");
    let sentence = format!(
        "x.ron was not saved: the disk is full; free some space or choose another place. What was trained is kept in {}.\n",
        kept.display()
    );
    assert_eq!(String::from_utf8(told.stderr).unwrap(), sentence);
    assert_eq!(Session::open(&kept).unwrap().trainer().unwrap().steps(), 4);
    assert_eq!(fs::read_dir(place()).unwrap().count(), 0, "nothing is left behind");
}

/// Runs a child test in a disk of `size`.
#[cfg(target_os = "linux")]
fn on_a_disk(size: &str, test: &str) {
    let folder = Folder::new(test);
    let mount = format!("mount -t tmpfs -o size={size} none \"$NEURARIUM_PLACE\" || exit 77; exec \"$0\" \"$@\"");
    let inner = child(test, &folder.0);
    let run = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", &mount])
        .arg(inner.get_program())
        .args(inner.get_args())
        .env(PLACE, &folder.0)
        .output();
    match run {
        Ok(output) if output.status.success() => {
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(said.contains("1 passed"), "{said}");
        }
        Ok(output) if output.status.code() == Some(101) => panic!("{}", String::from_utf8_lossy(&output.stdout)),
        _ => crate::skipped::skipped("this machine does not let a test mount a disk"),
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_what_was_there_stays() {
    on_a_disk("64k", "fill_the_disk");
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_after_training_loses_nothing() {
    on_a_disk("128k", "fill_the_disk_by_training");
}

/// Prints how long it took to refuse the file, and the most memory that this process has had, in kB.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "a child process whose memory is looked at"]
fn refuse() {
    let start = Instant::now();
    let told = Session::open(&place()).unwrap_err().to_string();
    let took = start.elapsed();
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    println!("refused {} {} {told}", took.as_millis(), most.trim().trim_end_matches(" kB"));
}

#[cfg(target_os = "linux")]
#[test]
fn files_of_brackets_are_refused_soon_and_in_little_memory() {
    let folder = Folder::new("brackets");
    let sample = include_str!("../data/session-v2.ron");
    let after = |field: &str| {
        let start = sample.find(field).unwrap() + field.len();
        (sample[..start].to_owned(), 10 << 20)
    };
    let header = "(format: \"neurarium session\", version: 2, made_with: \"\", ".to_owned();
    let cases = [
        ("[", (String::new(), 50 << 20)),
        ("(", (String::new(), 50 << 20)),
        ("[],", ("[".into(), 50 << 20)),
        ("[", (header.clone() + "title: ", 50 << 20)),
        ("(", (header.clone() + "experiment: ", 50 << 20)),
        ("(),", (header + "stages: [", 50 << 20)),
        ("[],", after("    moments: [")),
        ("[],", after("weights: [")),
        ("0,", after("weights: [[")),
        ("0,", after("train_loss: [")),
        ("0,", after("test_loss: [")),
        ("\"\",", after("numbers: [")),
        ("0,", after("rows_seen: [")),
        ("\"x1\",", after("features: [")),
        ("(layer:0,unit:0),", after("frozen: [")),
    ];
    for (piece, (beginning, length)) in cases {
        let path = folder.0.join("brackets.ron");
        fs::write(&path, beginning.clone() + &piece.repeat(length / piece.len())).unwrap();
        let output = child("refuse", &path).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let what = format!("{} MB of {piece} after {}", length >> 20, &beginning[beginning.len().saturating_sub(20)..]);
        let line =
            said.lines().find_map(|line| line.split_once("refused ")).unwrap_or_else(|| panic!("{what}: {said}")).1;
        println!("{what}: {line}");
        let mut numbers = line.split(' ').map(|number| number.parse::<u64>().unwrap_or_default());
        let (milliseconds, kilobytes) = (numbers.next().unwrap(), numbers.next().unwrap());
        assert!(kilobytes < 256 << 10, "{what}: {line}");
        // Builds with checks are slower, and a test may share its machine; a hang is what they can tell.
        assert!(milliseconds < if cfg!(debug_assertions) { 20_000 } else { 1_000 }, "{what}: {line}");
    }
}

/// Whoever may write everywhere is asked nothing here.
#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_or_is_gone_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("read-only");
    let path = folder.0.join("s.ron");
    let session = session("kept");
    session.save(&path).unwrap();
    let before = fs::read(&path).unwrap();
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o555)).unwrap();
    let is_everybody = fs::write(folder.0.join("probe"), "").is_ok();
    if !is_everybody {
        let told = session.save(&path).unwrap_err().to_string();
        assert!(told.contains("may not be written; choose another place"), "{told}");
        assert_eq!(fs::read(&path).unwrap(), before);
    }
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o755)).unwrap();
    fs::remove_dir_all(&folder.0).unwrap();
    let told = session.save(&path).unwrap_err().to_string();
    assert!(told.contains("is not there; choose another place"), "{told}");
    fs::create_dir_all(&folder.0).unwrap();
    session.save(&path).unwrap();
}
