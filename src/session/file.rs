//! Session files on disk: read with a size limit, and replaced atomically.

use std::{
    fs::{self, File},
    io,
    path::Path,
    time::SystemTime,
};

use super::{
    SessionError, bounded,
    target::{self, PRIVATE, Target, Temporary},
};

/// Size limit; anything larger is not a session.
const MOST_MEGABYTES: u64 = 1024;

/// State of a file when it was last read or written, to notice changes by other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileStamp {
    length: u64,
    modified: Option<SystemTime>,
}

impl FileStamp {
    /// The current state of the file; `None` when it does not exist.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok()?;
        Some(Self { length: metadata.len(), modified: metadata.modified().ok() })
    }

    /// Whether another program has changed or removed the file since.
    #[must_use]
    pub fn is_outdated(self, path: &Path) -> bool {
        Self::of(path) != Some(self)
    }
}

/// The bytes of a file, within the size limit of a session.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, SessionError> {
    bounded::read(path, MOST_MEGABYTES << 20).map_err(|source| match source.kind() {
        io::ErrorKind::FileTooLarge => {
            let error = Box::new(SessionError::TooLarge { megabytes: MOST_MEGABYTES });
            SessionError::In { path: path.into(), error }
        }
        _ => SessionError::Read { path: path.into(), source },
    })
}

/// Writes `text` to a small file of the program's own; creates its folder if necessary.
///
/// # Errors
/// When it cannot be written; the old file is then still there.
pub fn keep(path: &Path, text: &str) -> Result<(), SessionError> {
    let failed = |source| SessionError::Write { path: path.into(), source };
    path.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
    save(path, text.as_bytes()).map(drop)
}

/// Replaces the file at `path` with `bytes`; the previous one is kept beside it with `.bak` appended to its name.
///
/// The bytes are written to a temporary file in the same folder, synced to disk, read back, and renamed. Symbolic links
/// are followed; devices, pipes and folders are never replaced.
///
/// # Errors
/// A sentence; the file that was there is then still there.
pub fn save(path: &Path, bytes: &[u8]) -> Result<FileStamp, SessionError> {
    save_checked(path, bytes, |_| Ok(()))
}

/// The same, but only if `check` accepts the bytes as read back from disk.
///
/// # Errors
/// A sentence, or the error of `check`; the previous file is then still there, and nothing is left beside it.
pub fn save_checked(
    path: &Path,
    bytes: &[u8],
    check: impl FnOnce(&[u8]) -> Result<(), SessionError>,
) -> Result<FileStamp, SessionError> {
    let failed = |source| SessionError::Write { path: path.into(), source };
    let target = Target::of(path)?;
    let temporary = written(target.temporary(), &target, path, bytes)?;
    check(bytes)?;
    if target.permissions.is_some() {
        target::keep(&target.path, &target.backup()).map_err(failed)?;
    }
    temporary.replace(&target.path).map_err(failed)?;
    sync_folder(&target.path);
    FileStamp::of(&target.path).ok_or_else(|| failed(io::ErrorKind::NotFound.into()))
}

/// Writes a new file as carefully; one that exists, or appears meanwhile, is never replaced.
///
/// # Errors
/// A sentence.
pub fn save_new(path: &Path, bytes: &[u8]) -> Result<(), SessionError> {
    let target = new_target(path)?;
    let temporary = target.temporary();
    appear(&target, written(temporary, &target, path, bytes)?, path)
}

/// The same for a file that only its owner may read.
///
/// # Errors
/// A sentence.
pub fn save_private(path: &Path, bytes: &[u8]) -> Result<(), SessionError> {
    let target = new_target(path)?;
    let temporary = Temporary::beside(&target.path, PRIVATE);
    appear(&target, written(temporary, &target, path, bytes)?, path)
}

fn appear(target: &Target, temporary: Temporary, path: &Path) -> Result<(), SessionError> {
    temporary.appear(&target.path).map_err(|source| SessionError::Write { path: path.into(), source })?;
    sync_folder(&target.path);
    Ok(())
}

/// Checks whether a file can be written at `path` before doing the work to be saved there: some bytes are written
/// beside it and removed again.
///
/// # Errors
/// The sentence that saving would give.
pub fn check_target(path: &Path) -> Result<(), SessionError> {
    let failed = |source| SessionError::Write { path: path.into(), source };
    Target::of(path)?.try_out().map_err(failed)
}

/// The same for a file that must not exist yet.
///
/// # Errors
/// The sentence that saving would give, or that something already exists there.
pub fn check_new_target(path: &Path) -> Result<(), SessionError> {
    let failed = |source| SessionError::Write { path: path.into(), source };
    new_target(path)?.try_out().map_err(failed)
}

/// A path where nothing exists, not even a link.
fn new_target(path: &Path) -> Result<Target, SessionError> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(SessionError::Write { path: path.into(), source: io::ErrorKind::AlreadyExists.into() });
    }
    Target::of(path)
}

/// Writes `bytes` to `temporary`, synced to disk, with the permissions of the existing file.
fn written(
    temporary: io::Result<Temporary>,
    target: &Target,
    path: &Path,
    bytes: &[u8],
) -> Result<Temporary, SessionError> {
    let failed = |source| SessionError::Write { path: path.into(), source };
    if bytes.len() as u64 > MOST_MEGABYTES << 20 {
        return Err(SessionError::TooLong { path: path.into(), megabytes: MOST_MEGABYTES });
    }
    let mut temporary = temporary.map_err(failed)?;
    temporary.write(bytes, target.permissions.as_ref()).map_err(failed)?;
    if !temporary.holds(bytes).map_err(failed)? {
        return Err(SessionError::Altered { path: path.into() });
    }
    Ok(temporary)
}

/// A rename is on disk only when its folder is synced; where folders cannot be synced there is nothing to do.
fn sync_folder(target: &Path) {
    if cfg!(unix) {
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        drop(File::open(folder).and_then(|folder| folder.sync_all()));
    }
}
