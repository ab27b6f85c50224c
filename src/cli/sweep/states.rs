//! States of the runs at the end of a rung, as sessions in a folder beside the plan, so that promoted ones can
//! continue, in this process or another.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::{
    session::Session,
    sweep::{Plan, Run},
    training::Trainer,
};

/// The folder, which exists only while trials can still be promoted.
pub(super) struct States {
    folder: PathBuf,
    /// Largest number of trials of this process in the next rung.
    most: usize,
    /// Values and numbers of the best trials so far, best first.
    best: Vec<(f64, usize)>,
}

impl States {
    /// The states of the rungs of a plan at `path`, from `rung` to the next.
    pub(super) fn of(path: &Path, plan: &Plan, rung: usize) -> Self {
        let most = plan.rungs().get(rung + 1).map_or(0, |next| next.trials);
        Self { folder: path.with_extension("states"), most, best: Vec::new() }
    }

    /// Whether there is a rung after this one.
    pub(super) const fn are_kept(&self) -> bool {
        self.most > 0
    }

    /// Saves the state of `run`. A failure only costs time: it is trained again.
    pub(super) fn keep(folder: &Path, run: Run, trainer: &Trainer) {
        let session = Session::new("", trainer.experiment().clone()).with_trainer(trainer);
        let text = session.to_text(SystemTime::UNIX_EPOCH);
        let part = folder.join(format!(".{}-{}", std::process::id(), name(run)));
        let kept = fs::create_dir_all(folder).and_then(|()| fs::write(&part, text));
        drop(kept.and_then(|()| fs::rename(&part, folder.join(name(run)))));
    }

    /// The trainer from which `run` of the next rung continues; `None` when its state is missing or belongs to another
    /// run.
    pub(super) fn take_up(folder: &Path, run: Run, start: &Trainer) -> Option<Trainer> {
        let before = Run { rung: run.rung.checked_sub(1)?, ..run };
        let session = Session::open(&folder.join(name(before))).ok()?;
        let is_its = *session.experiment == **start.experiment();
        if is_its { Some(session.trainer().ok()?.unrecorded()) } else { None }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Records the value of a trial; states that can no longer be promoted are removed.
    pub(super) fn compare(&mut self, plan: &Plan, rung: usize, trial: usize, median: f64) {
        let place =
            self.best.partition_point(|(other, number)| other.total_cmp(&median).then(number.cmp(&trial)).is_lt());
        self.best.insert(place, (median, trial));
        let out = if self.best.len() > self.most { self.best.pop() } else { None };
        if let Some((_, trial)) = out {
            self.forget(plan, rung, trial);
        }
    }

    /// Removes the states of the rung before `rung` from which no promoted trial continues, as other shards leave them.
    pub(super) fn tidy(&self, rung: usize, promoted: &[usize]) {
        let Some(before) = rung.checked_sub(1) else { return };
        let beginning = format!("rung-{before}-trial-");
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let trial = name.strip_prefix(&beginning).and_then(|rest| rest.split_once('-')?.0.parse::<usize>().ok());
            if trial.is_some_and(|trial| promoted.binary_search(&trial).is_err()) {
                drop(fs::remove_file(entry.path()));
            }
        }
    }

    /// Removes the states of a trial in a rung.
    pub(super) fn forget(&self, plan: &Plan, rung: usize, trial: usize) {
        for run in plan.runs(rung, &[trial]) {
            drop(fs::remove_file(self.folder.join(name(run))));
        }
    }

    /// Removes the folder when it is empty.
    pub(super) fn end(&self) {
        drop(fs::remove_dir(&self.folder));
    }
}

fn name(run: Run) -> String {
    format!("rung-{}-trial-{}-seed-{}.ron", run.rung, run.trial, run.seed)
}
