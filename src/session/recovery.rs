//! Unsaved work, kept so that the next start can offer it when the program, the system or the power fails.
//!
//! Every running program keeps one file, named after its process, beside a lock that the system gives up when the
//! process ends in whatever way. So a leftover is a file whose lock is free: a process number that was given out again
//! misleads nobody, and windows that are open at the same time do not touch each other's work.
//!
//! A session holds its whole table, which its owner may have kept from others: so only the owner may enter the folder or
//! read what is in it.

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

/// Makes `folder` when it is not there, for its owner alone, and keeps others out of one that is.
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)?;
    make_narrow(folder);
    Ok(())
}

/// Takes from others what they may do with `path`, where files have modes. Who may not change that keeps work all the same.
fn make_narrow(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::symlink_metadata(path).ok().filter(|metadata| !metadata.is_symlink());
        let mode = mode.map(|metadata| metadata.permissions().mode());
        if let Some(mode) = mode.filter(|mode| mode & 0o077 != 0) {
            drop(fs::set_permissions(path, fs::Permissions::from_mode(mode & !0o077)));
        }
    }
    #[cfg(not(unix))]
    let _ = path;
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
        let Some(own) = &self.own else { return Ok(()) };
        session.save(&own.path)?;
        make_narrow(&own.path);
        Ok(())
    }

    /// The file of this program, if something is kept.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.own.as_ref().map(|own| own.path.as_path())
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
        make_narrow(&self.folder);
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut leftovers: Vec<_> = entries.filter_map(|entry| Leftover::at(entry.path())).collect();
        leftovers.sort_by_key(|leftover| std::cmp::Reverse(leftover.when));
        leftovers
    }
}

impl Leftover {
    fn at(path: PathBuf) -> Option<Self> {
        make_narrow(&path);
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
        make_private(folder)?;
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
        let mut options = File::options();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, super::target::PRIVATE);
        let lock = options.open(path.with_extension("lock"))?;
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
