//! Session files on disk: read with a limit, and replaced so that the old or the new one is there at every moment.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::SessionError;

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
    let failed = |source| SessionError::Read { path: path.into(), source };
    let limit = MOST_MEGABYTES << 20;
    let file = File::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    if metadata.is_dir() {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
    let mut bytes = Vec::new();
    if metadata.len() <= limit {
        // One byte more than the limit shows that a pipe, or a file that grows, goes on.
        file.take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
    }
    if metadata.len() > limit || bytes.len() as u64 > limit {
        return Err(SessionError::TooLarge { megabytes: MOST_MEGABYTES });
    }
    Ok(bytes)
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
/// The bytes are written to a temporary file in the same folder, brought to the disk, and renamed. A symbolic link is followed.
///
/// # Errors
/// A sentence; the file that was there is then still there.
pub fn save(path: &Path, bytes: &[u8]) -> Result<FileStamp, SessionError> {
    let failed = |source| SessionError::Write { path: path.into(), source };
    if bytes.len() as u64 > MOST_MEGABYTES << 20 {
        return Err(SessionError::TooLong { path: path.into(), megabytes: MOST_MEGABYTES });
    }
    let target = followed(path);
    refuse_protected(&target).map_err(failed)?;
    let temporary = beside(&target, &format!(".{}.tmp", std::process::id()));
    let replaced = write_whole(&temporary, &target, bytes)
        .and_then(|()| keep_previous(&target))
        .and_then(|()| fs::rename(&temporary, &target));
    if let Err(source) = replaced {
        drop(fs::remove_file(&temporary));
        return Err(failed(source));
    }
    sync_folder(&target);
    FileStamp::of(&target).ok_or_else(|| failed(io::ErrorKind::NotFound.into()))
}

/// Where a symbolic link leads, also when nothing is there yet.
fn followed(path: &Path) -> PathBuf {
    let linked = || path.parent().unwrap_or_else(|| Path::new("")).join(fs::read_link(path).unwrap_or_default());
    match fs::canonicalize(path) {
        Ok(target) => target,
        Err(_) if path.is_symlink() => linked(),
        Err(_) => path.to_owned(),
    }
}

/// Renaming would replace a file that its owner has protected, or fail late on a folder.
fn refuse_protected(target: &Path) -> io::Result<()> {
    match fs::metadata(target) {
        Ok(metadata) if metadata.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(metadata) if metadata.permissions().readonly() => Err(io::ErrorKind::PermissionDenied.into()),
        _ => Ok(()),
    }
}

fn write_whole(temporary: &Path, target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(temporary)?;
    file.write_all(bytes)?;
    if let Ok(metadata) = fs::metadata(target) {
        file.set_permissions(metadata.permissions())?;
    }
    file.sync_all()
}

/// Gives the file that is there a second name; a link rather than a move, so that its own name never points to nothing.
fn keep_previous(target: &Path) -> io::Result<()> {
    if !target.exists() {
        return Ok(());
    }
    let (backup, spare) = (beside(target, ".bak"), beside(target, &format!(".{}.bak", std::process::id())));
    drop(fs::remove_file(&spare));
    if fs::hard_link(target, &spare).is_err() {
        fs::copy(target, &spare)?;
    }
    let renamed = fs::rename(&spare, &backup);
    // Nothing is renamed when both are names of one file already.
    drop(fs::remove_file(&spare));
    renamed
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().map_or_else(OsString::new, OsString::from);
    name.push(ending);
    path.with_file_name(name)
}

/// A rename is on the disk only when its folder is; where folders cannot be synced there is nothing to do.
fn sync_folder(target: &Path) {
    if cfg!(unix) {
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        drop(File::open(folder).and_then(|folder| folder.sync_all()));
    }
}
