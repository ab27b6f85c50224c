//! The session: an experiment, what has become of it, and what its owner wrote about it.

use std::{
    path::Path,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use crate::{
    data::Prepared,
    experiment::{Experiment, Problem, ValidExperiment},
    text,
    training::{StageRun, Trainer},
};

use super::{FileStamp, SessionError, View, document, file};

/// What a session file holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// What to call it; may be empty.
    pub title: String,
    /// What its owner wrote about it; may be empty.
    pub notes: String,
    /// Version of the program that began it.
    pub made_with: String,
    /// The recipe.
    pub experiment: ValidExperiment,
    /// Checksum of generated points, so that a change of their recipe is noticed; nothing for data that are stored.
    pub data_checksum: Option<u64>,
    /// How it is looked at.
    pub view: View,
    /// What has become of the experiment, stage by stage, the one at hand last; none when it has not begun.
    pub stages: Vec<StageRun>,
}

impl Session {
    /// A session that has not begun.
    #[must_use]
    pub fn new(title: &str, experiment: ValidExperiment) -> Self {
        Self {
            title: title.into(),
            notes: String::new(),
            made_with: env!("CARGO_PKG_VERSION").into(),
            experiment,
            data_checksum: None,
            view: View::default(),
            stages: Vec::new(),
        }
    }

    /// This session with the checksum of `data`, if they are generated.
    #[must_use]
    pub fn with_data(self, data: &Prepared) -> Self {
        let generated = self.experiment.data.source.is_made();
        Self { data_checksum: generated.then(|| data.checksum()), ..self }
    }

    /// This session with what has become of its experiment on these rows: the runs of `earlier` stages, and of the one at
    /// hand.
    #[must_use]
    pub fn with_run(self, earlier: &[StageRun], run: StageRun, data: &Prepared) -> Self {
        let experiment = run.experiment.clone();
        Self { experiment, stages: earlier.iter().cloned().chain([run]).collect(), ..self }.with_data(data)
    }

    /// This session as `trainer` stands now, [settled](Trainer::settle).
    #[must_use]
    pub fn with_trainer(self, trainer: &Trainer) -> Self {
        self.with_run(trainer.earlier(), StageRun::of(trainer), trainer.data())
    }

    /// A trainer that goes on from here as if it had never stopped.
    ///
    /// # Errors
    /// When what is stored does not fit the experiment, or generated points no longer come out as they did.
    pub fn trainer(&self) -> Result<Trainer, SessionError> {
        let generated = self.experiment.data.source.is_made();
        if generated && self.data_checksum.is_none() && !self.stages.is_empty() {
            return Err(SessionError::Invalid(text!(
                "data_checksum is missing, so nobody knows whether the generated points are still the same",
                "缺少 data_checksum，因此无法知道生成的数据点是否仍相同"
            )));
        }
        let invalid = |problem: Problem| SessionError::Invalid(problem.text());
        let (last, before) = self.stages.split_last().map_or((None, &[][..]), |(last, before)| (Some(last), before));
        let mut earlier = Vec::with_capacity(before.len());
        for run in before {
            run.clone().trainer(Arc::new(earlier.clone())).map_err(invalid)?;
            earlier.push(run.clone());
        }
        let start = Trainer::after(self.experiment.clone(), Arc::new(earlier));
        if self.data_checksum.is_some_and(|sum| sum != start.data().checksum()) {
            return Err(SessionError::OtherData);
        }
        match last {
            Some(run) => run.clone().over(start).map_err(invalid),
            None => Ok(start),
        }
    }

    /// The experiment alone, to begin anew when [`trainer`](Self::trainer) cannot go on.
    #[must_use]
    pub fn recipe(&self) -> Experiment {
        (*self.experiment).clone()
    }

    /// Reads a session from a file.
    ///
    /// # Errors
    /// A sentence that names the file, what is wrong with it, where, and what to do.
    pub fn open(path: &Path) -> Result<Self, SessionError> {
        let bytes = file::read(path)?;
        Self::from_bytes(&bytes).map_err(|error| SessionError::In { path: path.into(), error: Box::new(error) })
    }

    /// Reads a session from the bytes of a file, or from pasted text.
    ///
    /// # Errors
    /// As [`open`](Self::open), without the file's name.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SessionError> {
        document::read(bytes)
    }

    /// The document, with a first line that says what made it and `when`.
    #[must_use]
    pub fn to_text(&self, when: SystemTime) -> String {
        document::write(self, &moment(when))
    }

    /// Writes the file so that it is whole at every moment; the one before is kept as `.bak`.
    ///
    /// It is read back first, and must open as what this is. That takes about as long as writing it, so not the thread of
    /// the interface.
    ///
    /// # Errors
    /// A sentence; the file that was there is then still there.
    pub fn save(&self, path: &Path) -> Result<FileStamp, SessionError> {
        let text = self.to_text(SystemTime::now());
        file::save_checked(path, text.as_bytes(), |bytes| self.check(path, bytes))
    }

    /// Writes a file where none is yet; one that is there, or appears meanwhile, is never replaced.
    ///
    /// # Errors
    /// A sentence.
    pub fn save_new(&self, path: &Path) -> Result<(), SessionError> {
        let text = self.to_text(SystemTime::now());
        self.check(path, text.as_bytes())?;
        file::save_new(path, text.as_bytes())
    }

    fn check(&self, path: &Path, bytes: &[u8]) -> Result<(), SessionError> {
        self.check_written(bytes).map_err(|why| SessionError::Unreadable { path: path.into(), why: Box::new(why) })
    }

    /// Whether `bytes` open as this session, whose kept moments may be fewer than here.
    fn check_written(&self, bytes: &[u8]) -> Result<(), SessionError> {
        let read = Self::from_bytes(bytes)?;
        let same_stage = |(read, kept): (&StageRun, &StageRun)| {
            let bits = |stage: &StageRun| -> Vec<u32> {
                stage.checkpoint.parameters.values().iter().map(|value| value.to_bits()).collect()
            };
            *read.experiment == *kept.experiment
                && read.checkpoint == kept.checkpoint
                && bits(read) == bits(kept)
                && read.history == kept.history
                && read.edits == kept.edits
        };
        let same = read.title == self.title
            && read.notes == self.notes
            && *read.experiment == *self.experiment
            && read.data_checksum == self.data_checksum
            && read.stages.len() == self.stages.len()
            && read.stages.iter().zip(&self.stages).all(same_stage);
        if !same {
            return Err(SessionError::Invalid(text!("it reads as something else", "读出的内容不同")));
        }
        match read.trainer() {
            // That is of the data, and told when it is opened.
            Ok(_) | Err(SessionError::OtherData) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// A moment as `2026-11-23 15:40:12 UTC` (days to date after Hinnant, “chrono-compatible low-level date algorithms”).
fn moment(when: SystemTime) -> String {
    let seconds = when.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (days, second) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (day, month) = (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = era * 400 + year + u64::from(month <= 2);
    format!("{year}-{month:02}-{day:02} {:02}:{:02}:{:02} UTC", second / 3600, second / 60 % 60, second % 60)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn moments_by_the_calendar() {
        for (seconds, text) in [
            (0, "1970-01-01 00:00:00 UTC"),
            (951_782_399, "2000-02-28 23:59:59 UTC"),
            (951_868_800, "2000-03-01 00:00:00 UTC"),
            (1_795_448_412, "2026-11-23 15:40:12 UTC"),
        ] {
            assert_eq!(moment(UNIX_EPOCH + Duration::from_secs(seconds)), text);
        }
    }

    #[test]
    fn points_that_come_out_differently_are_told() {
        let trainer = Trainer::new(Experiment::default().validate().unwrap());
        let mut session = Session::new("", trainer.experiment().clone()).with_trainer(&trainer);
        assert!(session.trainer().is_ok());
        session.data_checksum = session.data_checksum.map(|sum| sum ^ 1);
        assert!(matches!(session.trainer(), Err(SessionError::OtherData)));
    }
}
