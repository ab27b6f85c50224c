//! Unsaved work, stored so that the next start can offer it after a crash of the program, the system or the power.
//!
//! Every running program keeps one file, named after its process, beside a lock that the system releases when the
//! process ends in whatever way. So a leftover is a file whose lock is free: a reused process number causes no
//! confusion, and windows that are open at the same time do not touch each other's work.
//!
//! A session holds its whole table, which may be confidential, so only the owner may enter the folder or read its
//! files.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::{Session, SessionError};

/// The unsaved work of this program.
#[derive(Debug)]
pub struct Recovery {
    folder: PathBuf,
    /// `None` before the first [`keep`](Self::keep).
    own: Option<Kept>,
}

/// A file and its lock, which is held as long as this lives.
#[derive(Debug)]
struct Kept {
    path: PathBuf,
    _lock: File,
}

/// Unsaved work of a program that has ended; no other window is offered it as long as this lives.
#[derive(Debug)]
pub struct Leftover {
    /// When it was stored.
    pub when: SystemTime,
    kept: Kept,
}

/// Creates `folder` if necessary, accessible to its owner alone, and restricts an existing one.
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)?;
    make_narrow(folder);
    Ok(())
}

/// Removes other users' permissions for `path`, on systems with file modes. If that is not allowed, work is stored all
/// the same.
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
    /// Work will be stored in `folder`, which need not exist yet.
    #[must_use]
    pub const fn new(folder: PathBuf) -> Self {
        Self { folder, own: None }
    }

    /// Replaces the stored work by `session`.
    ///
    /// # Errors
    /// A sentence when it cannot be written; what was stored before is then still there.
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

    /// The file of this program, if something is stored.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.own.as_ref().map(|own| own.path.as_path())
    }

    /// Removes what is stored, because it was saved elsewhere or is not wanted.
    pub fn forget(&mut self) {
        if let Some(own) = self.own.take() {
            own.remove();
        }
    }

    /// The unsaved work of programs that no longer run, newest first.
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
        // Another window may have handled it before the lock was acquired.
        kept.path.exists().then_some(Self { when, kept })
    }

    /// The session file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.kept.path
    }

    /// Removes it permanently.
    pub fn remove(self) {
        self.kept.remove();
    }
}

impl Kept {
    /// A file name for this process. Several windows of a process, or processes of several machines that share a
    /// folder, count on until they find a free name.
    fn new(folder: &Path) -> io::Result<Self> {
        make_private(folder)?;
        let process = std::process::id();
        for number in 1..100 {
            let path = folder.join(format!("{process}-{number}.ron"));
            // The work of an earlier process with the same number must not be overwritten.
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

    /// Removes the file, its backup, and what an interrupted save has left.
    fn remove(self) {
        let Some(folder) = self.path.parent() else { return };
        let Some(stem) = self.path.file_stem().map(|stem| format!("{}.", stem.to_string_lossy())) else { return };
        // The document goes first: without it the rest is meaningless.
        drop(fs::remove_file(&self.path));
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(&stem) {
                drop(fs::remove_file(entry.path()));
            }
        }
    }
}
