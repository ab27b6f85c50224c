//! Unsaved work, kept so that the next start can offer it when the program, the system or the power fails.
//!
//! Every running program keeps one file, named after its process, beside a lock that the system gives up when the
//! process ends in whatever way. So a leftover is a file whose lock is free: a process number that was given out again
//! misleads nobody, and windows that are open at the same time do not touch each other's work.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::{Session, SessionError};

/// The kept work of this program.
#[derive(Debug)]
pub struct Recovery {
    folder: PathBuf,
    /// Nothing before the first [`keep`](Self::keep).
    own: Option<Kept>,
}

/// A file and the lock beside it, which is held as long as this lives.
#[derive(Debug)]
struct Kept {
    path: PathBuf,
    _lock: File,
}

/// Work of a program that has ended without saving it; no other window is offered it as long as this lives.
#[derive(Debug)]
pub struct Leftover {
    /// When it was kept.
    pub when: SystemTime,
    kept: Kept,
}

impl Recovery {
    /// Work will be kept in `folder`, which need not be there yet.
    #[must_use]
    pub const fn new(folder: PathBuf) -> Self {
        Self { folder, own: None }
    }

    /// Replaces what is kept by `session`.
    ///
    /// # Errors
    /// A sentence when it cannot be written; what was kept before is then still there.
    pub fn keep(&mut self, session: &Session) -> Result<(), SessionError> {
        if self.own.is_none() {
            let failed = |source| SessionError::Write { path: self.folder.clone(), source };
            self.own = Some(Kept::new(&self.folder).map_err(failed)?);
        }
        self.own.as_ref().map_or(Ok(()), |own| session.save(&own.path).map(drop))
    }

    /// Removes what is kept: it is saved elsewhere, or not wanted.
    pub fn forget(&mut self) {
        if let Some(own) = self.own.take() {
            own.remove();
        }
    }

    /// What programs that no longer run have left, newest first.
    #[must_use]
    pub fn leftovers(&self) -> Vec<Leftover> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut leftovers: Vec<_> = entries.filter_map(|entry| Leftover::at(entry.path())).collect();
        leftovers.sort_by_key(|leftover| std::cmp::Reverse(leftover.when));
        leftovers
    }
}

impl Leftover {
    fn at(path: PathBuf) -> Option<Self> {
        if path.extension()? != "ron" {
            return None;
        }
        let when = fs::metadata(&path).ok()?.modified().ok()?;
        let kept = Kept::locked(path).ok()?;
        // Another window may have dealt with it while the lock was fetched.
        kept.path.exists().then_some(Self { when, kept })
    }

    /// The session file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.kept.path
    }

    /// Removes it for good.
    pub fn remove(self) {
        self.kept.remove();
    }
}

impl Kept {
    /// A place of this process. More than one window of a process, or processes of several machines that share a
    /// folder, count on until they find a place that nobody has.
    fn new(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let process = std::process::id();
        for number in 1..100 {
            let path = folder.join(format!("{process}-{number}.ron"));
            // What an earlier process of the same number left is not to be written over.
            if !path.exists()
                && let Ok(kept) = Self::locked(path)
            {
                return Ok(kept);
            }
        }
        Err(io::ErrorKind::WouldBlock.into())
    }

    fn locked(path: PathBuf) -> io::Result<Self> {
        let lock = File::options().create(true).append(true).open(path.with_extension("lock"))?;
        lock.try_lock()?;
        Ok(Self { path, _lock: lock })
    }

    /// Removes the file, the one before it, and what a save that was broken off has left.
    fn remove(self) {
        let Some(folder) = self.path.parent() else { return };
        let Some(stem) = self.path.file_stem().map(|stem| format!("{}.", stem.to_string_lossy())) else { return };
        // The document goes first: without it the rest means nothing to anybody.
        drop(fs::remove_file(&self.path));
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(&stem) {
                drop(fs::remove_file(entry.path()));
            }
        }
    }
}
