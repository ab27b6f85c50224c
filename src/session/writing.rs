//! Writing a session atomically.

use std::{
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

use ron::ser::PrettyConfig;

use crate::{
    data::{Column, ColumnValues, Filling, Source},
    experiment::{BatchOrder, Experiment, Stage},
    text,
    training::{Change, Checkpoint, StageRun},
};

use super::{
    Beside, FileStamp, Session, SessionError,
    document::{BesideDocument, BestDocument, Document, FORMAT, StageDocument, dialect},
    edits, file,
    layers::{columns, layers},
    moments,
    stream::StreamState,
    versions::{PLAIN, VERSION},
};

impl Session {
    /// The text of the file, with a first line that states what wrote it and `when`.
    #[must_use]
    pub fn to_text(&self, when: SystemTime) -> String {
        write(self, &moment_of(when))
    }

    /// Writes the file atomically; the previous one is kept as `.bak`.
    ///
    /// It is first read back, and must open as this session. That takes about as long as writing it, so it should not
    /// run on the interface's thread.
    ///
    /// # Errors
    /// A sentence; the file that was there is then still there.
    pub fn save(&self, path: &Path) -> Result<FileStamp, SessionError> {
        let text = self.to_text(SystemTime::now());
        file::save_checked(path, text.as_bytes(), |bytes| self.check(path, bytes))
    }

    /// Writes a new file; one that exists, or appears meanwhile, is never replaced.
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

    /// Whether `bytes` open as this session, possibly with fewer kept moments.
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
            // NaN is not equal to itself.
            && format!("{:?}", read.hand_in) == format!("{:?}", self.hand_in)
            && read.opened == self.opened
            && read.stages.len() == self.stages.len()
            && read.stages.iter().zip(&self.stages).all(same_stage)
            && read.beside.len() == self.beside.len()
            && read.beside.iter().zip(&self.beside).all(|(read, kept)| {
                read.mark == kept.mark && same_stage((&read.run.last, &kept.run.last))
            });
        if !same {
            return Err(SessionError::Invalid(text!("it reads as something else", "读出的内容不同")));
        }
        match read.trainer() {
            // That concerns the data, and is reported on opening.
            Ok(_) | Err(SessionError::OtherData) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// The text of `session`; `moment` is the time of writing.
fn write(session: &Session, moment: &str) -> String {
    let document = Document {
        format: FORMAT.into(),
        version: if is_plain(session) { PLAIN } else { VERSION },
        made_with: session.made_with.clone(),
        title: session.title.clone(),
        notes: session.notes.clone(),
        experiment: session.recipe(),
        data_checksum: session.data_checksum.map(|sum| format!("{sum:016x}")),
        view: session.view.clone().fitting(&session.experiment),
        hand_in: session.hand_in.clone(),
        opened: session.opened,
        stages: session.stages.iter().map(|stage| stage_document(stage, &session.experiment)).collect(),
        beside: session.beside.iter().map(|run| beside_document(run, &session.experiment)).collect(),
    };
    let pretty = PrettyConfig::new().compact_arrays(true).struct_names(false).indentor("  ").new_line("\n");
    let body = dialect().to_string_pretty(&document, pretty).expect("every part of a session can be written as RON");
    format!("// Neurarium {} saved this session on {moment}.\n{body}\n", env!("CARGO_PKG_VERSION"))
}

/// Whether programs of version 4 can read it: whether it uses nothing that is new in version 5.
fn is_plain(session: &Session) -> bool {
    session.hand_in.is_none()
        && session.stages.len() <= 8
        && session.beside.is_empty()
        && session.opened.is_none()
        && !session.view.even_scale
        && has_plain_data(&session.experiment)
        && has_plain_training(&session.experiment)
        && session.stages.iter().all(|stage| {
            let now = &stage.checkpoint;
            let mut edits = stage.edits.list().iter();
            stage.timeline.is_of_one_shape(now.parameters.sizes(), now.order.len())
                && edits.all(|edit| !matches!(&edit.change, Change::Experiment(before) if !(has_plain_data(before) && has_plain_training(before))))
        })
}

/// Whether version 4 knew such data: no shipped sets, no f64 columns or one-hot inputs, no painted points dealt to
/// parts.
fn has_plain_data(experiment: &Experiment) -> bool {
    if experiment.data.without_repeats || experiment.data.missing != Filling::LeaveOut || experiment.data.unlabelled {
        return false;
    }
    match &experiment.data.source {
        Source::Generated { .. } | Source::Gate(_) | Source::Formula { .. } => true,
        Source::Painted(points) => points.dealt.is_none(),
        Source::Shipped(_) => false,
        Source::Table { table, inputs, .. } => {
            let is_f32 = |name: &String| {
                table.column(name).is_ok_and(|column| matches!(column.values, ColumnValues::Numbers(_)))
            };
            let is_plain = |column: &Column| !matches!(column.values, ColumnValues::Exact(_)) && column.dates.is_none();
            table.columns.iter().all(is_plain) && inputs.iter().all(is_f32)
        }
    }
}

fn beside_document(beside: &Beside, now: &Experiment) -> BesideDocument {
    let own = beside.run.experiment();
    let stages = beside.run.earlier.iter().chain([&beside.run.last]);
    BesideDocument {
        letter: beside.letter,
        shown: beside.shown,
        name: beside.mark.name.clone(),
        colour: beside.mark.colour,
        experiment: edits::before(own, now),
        stages: stages.map(|stage| stage_document(stage, own)).collect(),
    }
}

/// Whether version 4 knew such training: no differential privacy, no Poisson sampling, no augmentation.
fn has_plain_training(experiment: &Experiment) -> bool {
    let is_plain = |stage: &Stage| {
        let training = &stage.training;
        training.privacy.is_none() && training.order != BatchOrder::Poisson && training.augmentation.is_none()
    };
    experiment.stages.list().iter().all(is_plain)
}

fn stage_document(run: &StageRun, now: &Experiment) -> StageDocument {
    // Destructured by name, so that a new field of the checkpoint cannot be forgotten here.
    let Checkpoint {
        step,
        epoch,
        position,
        rows_seen,
        rows_evaluated,
        parameters,
        moments,
        moments_age,
        order,
        batches,
        noise,
        first_loss,
        best,
        seconds,
        status,
    } = Checkpoint::clone(&run.checkpoint);
    StageDocument {
        stage: run.stage() + 1,
        experiment: edits::before(&run.experiment, now),
        status,
        epoch,
        step,
        position,
        rows_seen,
        rows_evaluated,
        seconds,
        first_loss,
        layers: layers(&parameters),
        moments_age,
        moments: moments.iter().map(layers).collect(),
        best: best.map(|best| BestDocument {
            epoch: best.epoch,
            loss: best.loss,
            layers: best.parameters.as_ref().map(layers),
        }),
        order,
        batches: StreamState::of(&batches),
        noise: StreamState::of(&noise),
        history: columns(&run.history),
        timeline: moments::columns(&run.timeline, run.checkpoint.order.len()),
        origin: run.edits.origin,
        edits: edits::documents(&run.edits, &run.experiment),
    }
}

fn moment_of(when: SystemTime) -> String {
    format!("{} UTC", moment(when.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())))
}

/// Seconds since 1970 as `2026-11-23 15:40:12`, in UTC (days to date after Hinnant, “chrono-compatible low-level date algorithms”).
#[must_use]
pub fn moment(seconds: u64) -> String {
    // Times beyond any clock come from a file.
    let seconds = seconds.min(253_402_300_799);
    let (days, second) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (day, month) = (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = era * 400 + year + u64::from(month <= 2);
    format!("{year}-{month:02}-{day:02} {:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        experiment::Experiment,
        session::{Answer, HandIn, Opening},
    };

    #[test]
    fn what_is_handed_in_comes_back_and_a_plain_session_says_nothing_of_it() {
        let plain = Session::new("", Experiment::default().validate().unwrap());
        let text = plain.to_text(UNIX_EPOCH);
        assert!(!text.contains("hand_in") && text.contains("version: 4,"), "{text}");
        let mut hand_in =
            HandIn { name: "“Ada” <b>".into(), lesson: "one-line".into(), handed_in: 9, ..HandIn::default() };
        for (item, answer) in (1..).zip([
            Answer::Skipped,
            Answer::Choices(vec![2, 0]),
            Answer::Words("tanh".into()),
            Answer::Number(f64::NAN),
            Answer::Curve(vec![(0.0, 0.5), (9.0, 0.25)]),
            Answer::Boundary(vec![Default::default()]),
            Answer::Reached { epoch: 40, seed: 7 },
        ]) {
            let entry = hand_in.entry_mut(1, item);
            (entry.answer, entry.tries, entry.gap) = (answer, 2, Some(0.5));
        }
        let session = Session { hand_in: Some(hand_in), ..plain };
        let text = session.to_text(UNIX_EPOCH);
        assert!(text.contains("version: 5,"), "a program that knows no hand-ins says so");
        let read = Session::from_bytes(text.as_bytes()).unwrap();
        assert_eq!(format!("{read:?}"), format!("{session:?}"));
        assert!(session.check_written(text.as_bytes()).is_ok());
        let opening = Opening { at: 1_764_000_000, stage: 1, epoch: 3, step: 75 };
        let opened = Session { hand_in: None, opened: Some(opening), ..session.clone() };
        let text = opened.to_text(UNIX_EPOCH);
        assert!(text.contains("version: 5,") && Session::from_bytes(text.as_bytes()).unwrap().opened == Some(opening));
        let other = Session { hand_in: None, ..session };
        assert!(other.check_written(text.as_bytes()).is_err());
    }

    #[test]
    fn moments_by_the_calendar() {
        for (seconds, text) in [
            (0, "1970-01-01 00:00:00 UTC"),
            (951_782_399, "2000-02-28 23:59:59 UTC"),
            (951_868_800, "2000-03-01 00:00:00 UTC"),
            (1_795_448_412, "2026-11-23 15:40:12 UTC"),
            (253_402_300_799, "9999-12-31 23:59:59 UTC"),
        ] {
            assert_eq!(moment_of(UNIX_EPOCH + Duration::from_secs(seconds)), text);
        }
    }
}
