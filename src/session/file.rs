//! Session files on disk: read with a limit, and replaced so that the old or the new one is there at every moment.

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

/// A session is smaller than this; more is another file.
const MOST_MEGABYTES: u64 = 1024;

/// What a file looked like when it was last read or written, to notice that another program changed it since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileStamp {
    length: u64,
    modified: Option<SystemTime>,
}

impl FileStamp {
    /// The file as it is now; nothing when it is not there.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok()?;
        Some(Self { length: metadata.len(), modified: metadata.modified().ok() })
    }

    /// Whether another program has changed, or removed, the file since.
    #[must_use]
    pub fn is_outdated(self, path: &Path) -> bool {
        Self::of(path) != Some(self)
    }
}

/// The bytes of a file that can be a session.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, SessionError> {
    bounded::read(path, MOST_MEGABYTES << 20).map_err(|source| match source.kind() {
        io::ErrorKind::FileTooLarge => {
            let error = Box::new(SessionError::TooLarge { megabytes: MOST_MEGABYTES });
            SessionError::In { path: path.into(), error }
        }
        _ => SessionError::Read { path: path.into(), source },
    })
}

/// Keeps `text` in a small file of the program's own, in a folder that is made when it is not there.
///
/// # Errors
/// When it cannot be written; the old file is then still there.
pub fn keep(path: &Path, text: &str) -> Result<(), SessionError> {
    let failed = |source| SessionError::Write { path: path.into(), source };
    path.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
    save(path, text.as_bytes()).map(drop)
}

/// Replaces the file at `path` by `bytes`; what was there is kept beside it with `.bak` after its name.
///
/// The bytes are written to a temporary file in the same folder, brought to the disk, read again, and renamed. Symbolic
/// links are followed; devices, pipes and folders are never replaced.
///
/// # Errors
/// A sentence; the file that was there is then still there.
pub fn save(path: &Path, bytes: &[u8]) -> Result<FileStamp, SessionError> {
    save_checked(path, bytes, |_| Ok(()))
}

/// The same, but only when `check` finds that the bytes, as the disk has them, are good for what they are kept for.
///
/// # Errors
/// A sentence, or what `check` said; the file that was there is then still there, and nothing is left beside it.
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

/// Writes a file as carefully where none is yet; one that is there, or appears meanwhile, is never replaced.
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

/// Looks whether a file can be written at `path`, before the work that shall be kept there: a little is written beside
/// it and removed again.
///
/// # Errors
/// The sentence that saving would give.
pub fn check_target(path: &Path) -> Result<(), SessionError> {
    let failed = |source| SessionError::Write { path: path.into(), source };
    Target::of(path)?.try_out().map_err(failed)
}

/// The same for a file that must not be there yet.
///
/// # Errors
/// The sentence that saving would give, or that something is there already.
pub fn check_new_target(path: &Path) -> Result<(), SessionError> {
    let failed = |source| SessionError::Write { path: path.into(), source };
    new_target(path)?.try_out().map_err(failed)
}

/// A place where nothing is, not even a link.
fn new_target(path: &Path) -> Result<Target, SessionError> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(SessionError::Write { path: path.into(), source: io::ErrorKind::AlreadyExists.into() });
    }
    Target::of(path)
}

/// Lets `temporary` hold `bytes`, on the disk and as others may use the file that is there.
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

/// A rename is on the disk only when its folder is; where folders cannot be synced there is nothing to do.
fn sync_folder(target: &Path) {
    if cfg!(unix) {
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        drop(File::open(folder).and_then(|folder| folder.sync_all()));
    }
}
