//! Where a file is written: what is never replaced, where links lead, and who may read it meanwhile.

use std::{fs, path::Path, sync::Barrier, thread};

use neurarium::{
    experiment::Experiment,
    session::{Session, SessionError, file},
};

use crate::program::Folder;

fn session(title: &str) -> Session {
    Session::new(title, Experiment::default().validate().unwrap())
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Saving to `path` is refused, before the work and after it, with `expected` in the sentence.
fn refused(path: &Path, expected: &str) {
    for refused in [
        session("new").save(path).map(drop),
        file::save(path, b"new").map(drop),
        file::check_target(path),
        file::save_checked(path, b"new", |_| panic!("nothing was written")).map(drop),
    ] {
        let sentence = refused.expect_err(expected).to_string();
        assert!(sentence.contains(expected), "expected “{expected}”: {sentence}");
    }
}

/// A device or pipe, made by `program`; nothing where that is not allowed.
#[cfg(unix)]
fn made(program: &str, path: &Path, rest: &[&str]) -> bool {
    let output = std::process::Command::new(program).arg(path).args(rest).output().unwrap();
    if !output.status.success() {
        crate::skipped::skipped(&format!(
            "{program} may not be used here: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        ));
    }
    output.status.success()
}

#[cfg(unix)]
#[test]
fn devices_pipes_sockets_and_folders_are_never_replaced() {
    let folder = Folder::new("never-replaced");
    folder.succeeds("new --preset first-network -o s.ron");
    let place = |name: &str| folder.0.join(name);
    fs::create_dir(place("folder")).unwrap();
    let mut things = vec![("folder", "it is a folder")];
    match std::os::unix::net::UnixListener::bind(place("socket")) {
        Ok(_) => things.push(("socket", "it is a socket")),
        // The name of a socket has little room for long folders.
        Err(error) => crate::skipped::skipped(&format!("no socket can be made here: {error}")),
    }
    for (program, name, rest, expected) in [
        ("mkfifo", "pipe", &[] as &[&str], "it is a pipe"),
        ("mknod", "null", &["c", "1", "3"], "it is a device"),
        ("mknod", "full", &["c", "1", "7"], "it is a device"),
        ("mknod", "disk", &["b", "7", "250"], "it is a device"),
    ] {
        if made(program, &place(name), rest) {
            things.push((name, expected));
        }
    }
    let before = names(&folder.0);
    let kinds = || -> Vec<_> {
        things.iter().map(|(name, _)| fs::symlink_metadata(place(name)).unwrap().file_type()).collect()
    };
    let kinds_before = kinds();
    for (name, expected) in &things {
        refused(&place(name), expected);
        let link = place("link");
        std::os::unix::fs::symlink(name, &link).unwrap();
        refused(&link, expected);
        fs::remove_file(&link).unwrap();
        // Told at once: so many epochs would take years.
        for line in ["train s.ron --epochs 1000000000000 -o", "train missing.ron -o"] {
            assert!(folder.refuses(&format!("{line} {name}")).contains(expected));
        }
        for line in ["new --preset modern -o", "export s.ron -o", "import s.onnx -o"] {
            drop(folder.refuses(&format!("{line} {name}")));
        }
    }
    assert_eq!(kinds(), kinds_before);
    assert_eq!(names(&folder.0), before, "nothing was made or moved");
}

#[cfg(unix)]
#[test]
fn a_device_is_not_read() {
    let start = std::time::Instant::now();
    let sentence = Session::open(Path::new("/dev/zero")).unwrap_err().to_string();
    assert_eq!(sentence, "/dev/zero cannot be opened: it is a device or a pipe, not a file");
    assert!(start.elapsed().as_secs() < 1);
}

#[cfg(unix)]
#[test]
fn what_stands_behind_standard_output_is_told() {
    let folder = Folder::new("standard-output");
    folder.succeeds("new --preset first-network -o s.ron");
    assert!(folder.refuses("train s.ron --epochs 1000000000000 -o /dev/stdout").contains("it is a pipe"));
}

#[cfg(unix)]
#[test]
fn links_are_followed_to_their_end_and_circles_are_told() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new("links-in-a-row");
    let place = |name: &str| folder.0.join(name);
    fs::create_dir_all(place("real")).unwrap();
    fs::create_dir_all(place("links")).unwrap();
    // The last of three relative links leads out of its folder to where nothing is yet.
    symlink("links/l2", place("l1")).unwrap();
    symlink("l3", place("links/l2")).unwrap();
    symlink("../real/deep.ron", place("links/l3")).unwrap();
    for (turn, expected) in [("first", vec!["deep.ron"]), ("second", vec!["deep.ron", "deep.ron.bak"])] {
        file::check_target(&place("l1")).unwrap();
        session(turn).save(&place("l1")).unwrap();
        for link in ["l1", "links/l2", "links/l3"] {
            assert!(place(link).is_symlink(), "{link} was replaced");
        }
        assert_eq!(names(&place("real")), expected);
        assert_eq!(Session::open(&place("real/deep.ron")).unwrap().title, turn);
    }
    symlink("round2", place("round1")).unwrap();
    symlink("round1", place("round2")).unwrap();
    symlink("self", place("self")).unwrap();
    for name in ["round1", "round2", "self"] {
        refused(&place(name), "its links lead in a circle");
        assert!(place(name).is_symlink());
    }
}

#[test]
fn what_stands_in_the_way_is_told_with_its_own_name() {
    let folder = Folder::new("in-the-way");
    let place = |name: &str| folder.0.join(name);
    session("old").save(&place("s.ron")).unwrap();
    fs::create_dir(place("s.ron.bak")).unwrap();
    refused(&place("s.ron"), "would be kept as s.ron.bak, and that is no file");
    refused(&place("s.ron/x.ron"), "s.ron is a file, not a folder");
    refused(&place("s.ron/y/x.ron"), "s.ron is a file, not a folder");
    refused(&place("gone/x.ron"), "gone is not there");
    refused(Path::new(""), "this is no name of a file");
    refused(&place("gone/"), "this is no name of a file");
    fs::create_dir(place("new.ron.bak")).unwrap();
    session("new").save(&place("new.ron")).unwrap();
    assert_eq!(names(&folder.0), ["new.ron", "new.ron.bak", "s.ron", "s.ron.bak"]);
    let sentence = file::save_new(&place("s.ron"), b"").unwrap_err().to_string();
    assert!(sentence.contains("it is there already"), "{sentence}");
    assert_eq!(Session::open(&place("s.ron")).unwrap().title, "old");
}

#[cfg(unix)]
#[test]
fn a_link_in_the_way_of_the_temporary_file_leads_nowhere() {
    let folder = Folder::new("planted");
    folder.write("victim.txt", "mine");
    let id = std::process::id();
    let planted = [format!("s.ron.{id}.tmp"), format!("s.ron.{id}-0.tmp"), format!("s.ron.{id}.bak")];
    for name in &planted {
        std::os::unix::fs::symlink("victim.txt", folder.0.join(name)).unwrap();
    }
    for title in ["first", "second"] {
        session(title).save(&folder.0.join("s.ron")).unwrap();
    }
    assert_eq!(folder.read("victim.txt"), "mine");
    assert!(!folder.0.join("s.ron").is_symlink() && planted.iter().all(|name| folder.0.join(name).is_symlink()));
    assert_eq!(names(&folder.0).len(), 6, "the session, the one before, the victim and three links");
}

/// Two containers may give two processes one number; here two threads have it.
#[test]
fn two_of_one_number_do_not_disturb_each_other() {
    let folder = Folder::new("one-number");
    let path = folder.0.join("s.ron");
    let start = Barrier::new(2);
    thread::scope(|scope| {
        for title in ["left", "right"] {
            let (path, start) = (&path, &start);
            scope.spawn(move || {
                let session = session(title);
                start.wait();
                for _ in 0..200 {
                    session.save(path).unwrap();
                    Session::open(path).unwrap();
                }
            });
        }
    });
    assert_eq!(names(&folder.0), ["s.ron", "s.ron.bak"]);
}

#[test]
fn what_is_found_wrong_on_the_disk_does_not_replace_what_was_there() {
    let folder = Folder::new("read-back");
    let path = folder.0.join("s.ron");
    let wrong = || SessionError::NotASession;
    let refused = file::save_checked(&path, b"first", |_| Err(wrong())).unwrap_err();
    assert!(matches!(refused, SessionError::NotASession) && names(&folder.0).is_empty());
    for bytes in [b"first".as_slice(), b"second"] {
        file::save_checked(&path, bytes, |found| (found == bytes).then_some(()).ok_or_else(wrong)).unwrap();
    }
    let refused = file::save_checked(&path, b"third", |_| {
        assert_eq!(names(&folder.0).len(), 3, "the new one is beside the others while it is looked at");
        assert_eq!((folder.read("s.ron"), folder.read("s.ron.bak")), ("second".into(), "first".into()));
        Err(wrong())
    });
    assert!(matches!(refused, Err(SessionError::NotASession)));
    assert_eq!(names(&folder.0), ["s.ron", "s.ron.bak"]);
    assert_eq!((folder.read("s.ron"), folder.read("s.ron.bak")), ("second".into(), "first".into()));
}

#[cfg(unix)]
#[test]
fn nobody_reads_while_it_is_written_what_they_may_not_read_after() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("modes");
    let mode = |name: &str| fs::metadata(folder.0.join(name)).unwrap().permissions().mode() & 0o777;
    for (name, wanted) in [("secret.ron", 0o600), ("shared.ron", 0o664), ("tool.ron", 0o755)] {
        let path = folder.0.join(name);
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(wanted)).unwrap();
        session("new").save(&path).unwrap();
        assert_eq!((mode(name), mode(&format!("{name}.bak"))), (wanted, wanted), "{name}");
    }
    // A slow disk shows it: the file is looked at while a large one is being written.
    let path = folder.0.join("secret.ron");
    let large = vec![7_u8; 64 << 20];
    let seen = thread::scope(|scope| {
        let saving = scope.spawn(|| file::save(&path, &large).unwrap());
        let mut seen = 0;
        while !saving.is_finished() {
            for name in names(&folder.0).into_iter().filter(|name| name.ends_with(".tmp")) {
                let Ok(metadata) = fs::metadata(folder.0.join(name)) else { continue };
                assert_eq!(metadata.permissions().mode() & 0o777, 0o600);
                seen += 1;
            }
        }
        seen
    });
    assert!(seen > 0, "it was not seen while it was written");
    let program = env!("CARGO_BIN_EXE_neurarium");
    let line = format!("umask 027; exec {program} new --preset modern -o first.ron");
    let made = std::process::Command::new("sh").args(["-c", &line]).current_dir(&folder.0).output().unwrap();
    assert!(made.status.success(), "{made:?}");
    assert_eq!(mode("first.ron"), 0o640, "a new file is as the umask has it");
}

#[test]
fn what_a_killed_save_has_left_is_removed_by_a_later_one() {
    let folder = Folder::new("leftovers");
    let place = |name: &str| folder.0.join(name);
    let left = "s.ron.123-0123456789abcdef.tmp";
    let others = ["s.ron.123-0123456789abcdef.tmp.txt", "s.ron.mine.tmp", "t.ron.123-0123456789abcdef.tmp"];
    let made = |name: &str| {
        let file = fs::File::create(place(name)).unwrap();
        file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(7200)).unwrap();
    };
    made(left);
    others.into_iter().for_each(made);
    fs::write(place("s.ron.9-0123456789abcdef.tmp"), "another process is at it").unwrap();
    session("new").save(&place("s.ron")).unwrap();
    let mut expected = vec!["s.ron", "s.ron.9-0123456789abcdef.tmp"];
    expected.extend(others);
    expected.sort_unstable();
    assert_eq!(names(&folder.0), expected);
}
