//! Work that an earlier window did not save is offered, and nothing is left behind by one that closes.

use std::{
    fs,
    path::{Path, PathBuf},
};

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable;
use neurarium::{
    app::{Look, Rescue, Start, Window},
    experiment::Experiment,
    language::grouped,
    session::{Folders, Recovery, Session},
    training::Trainer,
};

use crate::journey::Journey;

fn folders(name: &str) -> (Folders, PathBuf) {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&root));
    let folders = Folders::inside(&root);
    let recovery = folders.data.join("recovery");
    (folders, recovery)
}

/// Keeps a session as a program does that is ended after `steps`, and says in which epoch.
fn leave(folder: &Path, title: &str, steps: u64) -> u64 {
    let mut trainer = Trainer::new(Experiment::default().validate().unwrap());
    (0..steps).for_each(|_| trainer.step());
    let session = Session::new(title, trainer.experiment().clone()).with_trainer(&trainer);
    Recovery::new(folder.to_owned()).keep(&session).unwrap();
    trainer.checkpoint().epoch
}

fn sessions(folder: &Path) -> usize {
    let is_session = |path: PathBuf| path.extension().is_some_and(|extension| extension == "ron");
    fs::read_dir(folder).map_or(0, |entries| entries.filter(|entry| is_session(entry.as_ref().unwrap().path())).count())
}

#[test]
fn unsaved_work_is_offered_and_goes_on_where_it_was() {
    let (folders, recovery) = folders("journey-recovery");
    let epoch = leave(&recovery, "Lost and found", 120);
    let mut journey = Journey::keeping(Start::Opening, folders);
    journey.until_shown(Role::Label, "Restore unsaved work?");
    journey.until_shown(Role::Label, &format!("Epoch {epoch}, less than a minute ago"));
    journey.press("Open");
    journey.until("the same step", |window| window.snapshot().is_some_and(|now| now.step == 120));
    journey.until_shown(Role::Label, "Lost and found · not saved");
    assert_eq!(sessions(&recovery), 1, "until the work is kept anew, the leftover stays");
    journey.key(Modifiers::COMMAND, Key::Q);
    journey.until_shown(Role::Button, "Discard");
    journey.press("Discard");
    drop(journey);
    assert_eq!(fs::read_dir(&recovery).unwrap().count(), 0, "discarded is discarded");
}

#[test]
fn what_is_not_answered_is_offered_again_and_what_is_discarded_is_not() {
    let (folders, recovery) = folders("journey-later");
    leave(&recovery, "Later", 3);
    let mut journey = Journey::keeping(Start::Opening, folders.clone());
    journey.until_shown(Role::Button, "Ask again later");
    journey.press("Ask again later");
    drop(journey);
    assert_eq!(sessions(&recovery), 1);
    let mut journey = Journey::keeping(Start::Opening, folders);
    journey.until_shown(Role::Button, "Discard…");
    journey.press("Discard…");
    journey.idle();
    assert_eq!(sessions(&recovery), 1, "one click discards nothing");
    journey.press("Keep");
    journey.press("Discard…");
    journey.press("Discard for good");
    drop(journey);
    assert_eq!(sessions(&recovery), 0);
}

#[test]
fn work_is_kept_until_it_is_saved() {
    let (folders, recovery) = folders("journey-kept");
    let path = recovery.with_file_name("kept.ron");
    fs::create_dir_all(&recovery).unwrap();
    Session::new("Kept", Experiment::default().validate().unwrap()).save(&path).unwrap();
    let mut journey = Journey::keeping(Start::File(path), folders);
    journey.train();
    journey.until("the file", |_| sessions(&recovery) == 1);
    journey.key(Modifiers::COMMAND, Key::S);
    journey.until("its end", |_| sessions(&recovery) == 0);
    journey.press("Menu");
    journey.press("Open recent");
    journey.until_shown(Role::Button, "kept.ron");
}

#[test]
fn the_work_of_a_window_that_failed_is_offered_and_says_so() {
    let (folders, recovery) = folders("journey-failed");
    let (rescue, kept) = (Rescue::default(), folders.clone());
    let given = rescue.clone();
    let mut journey = Journey::of(Look::default(), move |context| {
        Window::new(context, Start::Preset("spiral".into()), Look::default()).sharing(given).keeping_in(&kept)
    });
    journey.train();
    let (step, epoch) = (journey.snapshot().step, grouped(journey.snapshot().epoch));
    let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
        let _open = journey;
        panic!("asked for by a test");
    }));
    let sentence = rescue.save(failed.unwrap_err().as_ref()).unwrap();
    assert!(sentence.to_string().contains("offered at the next start"), "{sentence}");
    drop(rescue);
    assert_eq!(sessions(&recovery), 1, "what was kept on the way and what was rescued are one");
    let mark = fs::read_dir(&recovery).unwrap().map(|entry| entry.unwrap().path());
    let mark = mark.into_iter().find(|path| path.extension().is_some_and(|extension| extension == "failed"));
    assert_eq!(fs::read_to_string(mark.unwrap()).unwrap(), "asked for by a test");
    let mut journey = Journey::keeping(Start::Opening, folders);
    journey.until_shown(Role::Label, "Restore unsaved work?");
    let failed = "Neurarium failed because of a fault in the program. The work was kept as it stood.";
    assert!(journey.0.query_by_role_and_label(Role::Label, failed).is_some());
    journey.until_shown(Role::Label, &format!("Epoch {epoch}, less than a minute ago"));
    journey.press("Open");
    journey.until("the same step", |window| window.snapshot().is_some_and(|now| now.step == step));
    journey.key(Modifiers::COMMAND, Key::Q);
    journey.until_shown(Role::Button, "Discard");
    journey.press("Discard");
    drop(journey);
    assert_eq!(fs::read_dir(&recovery).unwrap().count(), 0, "the mark goes with its work");
}

#[test]
fn only_what_a_fault_has_ended_says_so() {
    let (folders, recovery) = folders("journey-mixed");
    leave(&recovery, "Ended", 30);
    let rescue = Rescue::default();
    let (given, kept) = (rescue.clone(), folders.clone());
    let mut journey = Journey::of(Look::default(), move |context| {
        Window::new(context, Start::Preset("spiral".into()), Look::default()).sharing(given).keeping_in(&kept)
    });
    journey.until_shown(Role::Button, "Ask again later");
    journey.press("Ask again later");
    journey.train();
    let epoch = grouped(journey.snapshot().epoch);
    let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
        let _open = journey;
        panic!("asked for by a test");
    }));
    rescue.save(failed.unwrap_err().as_ref()).unwrap();
    drop(rescue);
    let mut journey = Journey::keeping(Start::Opening, folders);
    journey.until_shown(Role::Label, "Neurarium ended before this work was saved.");
    journey.until_shown(Role::Label, &format!("Epoch {epoch}, less than a minute ago, kept after a fault"));
    journey.until_shown(Role::Label, "Epoch 1, less than a minute ago");
}

#[test]
fn a_run_that_was_reset_is_still_kept_and_asked_about() {
    let (folders, recovery) = folders("journey-reset");
    let mut journey = Journey::keeping(Start::Opening, folders);
    journey.train();
    journey.until("the file", |_| sessions(&recovery) == 1);
    journey.key(Modifiers::NONE, Key::R);
    journey.until("the start", |window| window.snapshot().is_some_and(|now| now.step == 0));
    journey.idle();
    assert!(journey.0.query_all_by_label_contains("· not saved").next().is_some(), "only this window has that run");
    let kept = fs::read_dir(&recovery).unwrap().map(|entry| entry.unwrap().path());
    let kept = kept.into_iter().find(|path| path.extension().is_some_and(|extension| extension == "ron")).unwrap();
    assert!(Session::open(&kept).unwrap().stages.last().unwrap().checkpoint.step > 0, "the run, not the start");
    journey.key(Modifiers::COMMAND, Key::Q);
    journey.until_shown(Role::Button, "Discard");
}

#[test]
fn a_run_that_was_left_before_saving_is_asked_about_no_more() {
    let (folders, recovery) = folders("journey-settled");
    let path = recovery.with_file_name("settled.ron");
    fs::create_dir_all(&recovery).unwrap();
    Session::new("Settled", Experiment::default().validate().unwrap()).save(&path).unwrap();
    let mut journey = Journey::keeping(Start::File(path), folders);
    journey.train();
    journey.key(Modifiers::NONE, Key::R);
    journey.until("the start", |window| window.snapshot().is_some_and(|now| now.step == 0));
    journey.until_shown(Role::Label, "Settled · not saved");
    journey.key(Modifiers::COMMAND, Key::S);
    journey.until_shown(Role::Label, "Settled · saved");
    journey.until("its end", |_| sessions(&recovery) == 0);
}
