//! Unsaved work: kept while a program runs, offered when it has ended, removed when nobody needs it.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use neurarium::{
    experiment::Experiment,
    session::{Leftover, Recovery, Session},
};

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("recovery-{name}"));
    drop(fs::remove_dir_all(&folder));
    drop(fs::remove_file(&folder));
    folder
}

fn session(title: &str) -> Session {
    Session::new(title, Experiment::default().validate().unwrap())
}

fn titles(leftovers: &[Leftover]) -> Vec<String> {
    leftovers.iter().map(|leftover| Session::open(leftover.path()).unwrap().title).collect()
}

#[test]
fn what_a_program_keeps_is_offered_only_when_it_has_ended() {
    let folder = folder("ended");
    let mut first = Recovery::new(folder.clone());
    assert!(first.leftovers().is_empty());
    assert!(!folder.exists(), "nothing is created for nothing");
    first.keep(&session("one")).unwrap();
    first.keep(&session("two")).unwrap();
    let second = Recovery::new(folder.clone());
    assert!(second.leftovers().is_empty(), "the first still runs");
    drop(first);
    let leftovers = second.leftovers();
    assert_eq!(titles(&leftovers), ["two"]);
    assert!(second.leftovers().is_empty(), "it is offered once at a time");
    drop(leftovers);
    let leftovers = second.leftovers();
    assert_eq!(leftovers.len(), 1, "what was not answered is offered again");
    leftovers.into_iter().for_each(Leftover::remove);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0, "nothing is left behind");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn what_is_forgotten_is_not_offered_and_the_rest_stays() {
    let folder = folder("forgotten");
    let (mut first, mut second) = (Recovery::new(folder.clone()), Recovery::new(folder.clone()));
    first.keep(&session("first")).unwrap();
    second.keep(&session("second")).unwrap();
    first.forget();
    assert!(first.leftovers().is_empty());
    drop(second);
    let leftovers = first.leftovers();
    assert_eq!(titles(&leftovers), ["second"]);
    first.keep(&session("third")).unwrap();
    assert_eq!(titles(&leftovers), ["second"], "keeping does not write over a leftover of the same process");
    drop(leftovers);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_newest_is_offered_first() {
    let folder = folder("newest");
    fs::create_dir_all(&folder).unwrap();
    for (name, age) in [("1", 300), ("2", 100), ("3", 200)] {
        let path = folder.join(format!("{name}.ron"));
        session(name).save(&path).unwrap();
        let when = SystemTime::now() - Duration::from_secs(age);
        File::options().append(true).open(&path).unwrap().set_modified(when).unwrap();
    }
    fs::write(folder.join("notes.txt"), "not ours").unwrap();
    assert_eq!(titles(&Recovery::new(folder.clone()).leftovers()), ["2", "3", "1"]);
    fs::remove_dir_all(folder).unwrap();
}

/// A session holds its table, which its owner may have kept from others.
#[cfg(unix)]
#[test]
fn only_the_owner_may_read_what_is_kept() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder("modes");
    let open = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let modes = || -> Vec<u32> {
        let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        files.chain([folder.clone()]).map(|path| fs::metadata(path).unwrap().permissions().mode() & 0o777).collect()
    };
    let mut recovery = Recovery::new(folder.clone());
    for turn in ["one", "two"] {
        recovery.keep(&session(turn)).unwrap();
        assert_eq!(modes().iter().filter(|mode| **mode == 0o600).count(), modes().len() - 1, "{turn}");
        assert_eq!(modes().last(), Some(&0o700));
    }
    drop(recovery);
    // What an earlier version left open is closed, by looking for leftovers or by keeping work.
    let open_all = || {
        open(&folder, 0o755);
        fs::read_dir(&folder).unwrap().for_each(|entry| open(&entry.unwrap().path(), 0o644));
    };
    let is_closed = || modes().iter().all(|mode| mode & 0o077 == 0);
    open_all();
    assert_eq!(titles(&Recovery::new(folder.clone()).leftovers()), ["two"]);
    assert!(is_closed());
    open(&folder, 0o755);
    Recovery::new(folder.clone()).keep(&session("three")).unwrap();
    assert!(is_closed());
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_folder_that_cannot_be_made_gives_a_sentence() {
    let file = folder("file");
    fs::write(&file, "").unwrap();
    let error = Recovery::new(file.join("recovery")).keep(&session("")).unwrap_err();
    assert!(error.to_string().contains("was not saved"), "{error}");
    fs::remove_file(file).unwrap();
}
