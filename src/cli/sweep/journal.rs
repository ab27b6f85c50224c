//! A results file that grows by whole lines: whatever ends the program, what was written stays and can be continued.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use crate::{
    session::{bounded, file},
    sweep::{Outcome, Plan, Results, results::first_line},
};

use super::Failure;

/// Longest time that a line is not synced to disk.
const SYNC_EVERY: Duration = Duration::from_secs(1);

/// A results file, locked for this process.
pub(super) struct Journal {
    file: File,
    path: PathBuf,
    synced: Instant,
    written: usize,
}

impl Journal {
    /// Opens or creates the file at `path`, and returns its contents. An incomplete last line is removed.
    pub(super) fn open(path: &Path, plan: &Plan) -> Result<(Self, Results), Failure> {
        let cannot = |error: &io::Error| Failure::Sentence(format!("{}: {}", path.display(), bounded::why(error)));
        if let Err(error) = bounded::check_file(path)
            && error.kind() != io::ErrorKind::NotFound
        {
            return Err(cannot(&error));
        }
        let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
        let mut file = opened.map_err(|error| cannot(&error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(format!(
                    "{}: another process is writing these results; wait for it, or run another shard",
                    path.display()
                )
                .into());
            }
            // Some file systems do not support locks; then nothing is checked.
            Err(TryLockError::Error(_)) => {}
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|error| cannot(&error))?;
        let text = String::from_utf8_lossy(&bytes);
        let read = Results::from_lines(&text, plan).map_err(|why| format!("{}: {why}", path.display()))?;
        let (results, whole) = read;
        let mut journal = Self { file, path: path.into(), synced: Instant::now(), written: 0 };
        let begun = journal.file.set_len(whole as u64).and_then(|()| journal.file.seek(SeekFrom::End(0)).map(drop));
        let begun =
            begun.and_then(|()| if whole == 0 { journal.file.write_all(first_line(plan).as_bytes()) } else { Ok(()) });
        begun.map_err(|error| journal.failed(&error))?;
        Ok((journal, results))
    }

    /// Appends a line, and syncs to disk when it is due.
    pub(super) fn add(&mut self, outcome: &Outcome) -> Result<(), Failure> {
        self.file.write_all(outcome.to_line().as_bytes()).map_err(|error| self.failed(&error))?;
        self.written += 1;
        if self.synced.elapsed() >= SYNC_EVERY { self.sync() } else { Ok(()) }
    }

    /// Syncs everything to disk.
    pub(super) fn sync(&mut self) -> Result<(), Failure> {
        self.file.sync_data().map_err(|error| self.failed(&error))?;
        self.synced = Instant::now();
        Ok(())
    }

    /// Sorts the lines by run, in case shards that were merged meanwhile have left them in another order.
    pub(super) fn finish(mut self, results: &Results, plan: &Plan) -> Result<(), Failure> {
        self.sync()?;
        let (whole, mut text) = (results.to_lines(plan), String::new());
        self.file.rewind().and_then(|()| self.file.read_to_string(&mut text)).map_err(|error| self.failed(&error))?;
        if text != whole {
            file::save(&self.path, whole.as_bytes())?;
        }
        Ok(())
    }

    fn failed(&self, error: &io::Error) -> Failure {
        let (path, written) = (self.path.display(), self.written);
        format!(
            "{path}: the results can no longer be written: {error}. The {written} before are kept; the same command goes on from \
             there"
        ).into()
    }
}
