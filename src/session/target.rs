//! Where a file is written: the end of its links, whether anything can be written there, and a temporary file beside
//! it.

use std::{
    ffi::{OsStr, OsString},
    fs::{self, File, Metadata, OpenOptions, Permissions},
    hash::{BuildHasher, Hasher, RandomState},
    io::{self, Read, Seek, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use super::SessionError;
use crate::{language::Text, text};

/// As many links as Linux follows; more are a cycle.
const MOST_LINKS: usize = 40;
/// Length in bytes of the longest file name that file systems allow.
const LONGEST_NAME: usize = 255;
/// Data of a trial write: enough to notice that the disk is full, little enough to take no time.
static TRIAL: [u8; 64 << 10] = [0; 64 << 10];

/// Age after which an untouched temporary file is considered abandoned.
const LEFT_ALONE: Duration = Duration::from_secs(3600);

/// The mode of a file that only its owner may read.
pub(super) const PRIVATE: u32 = 0o600;
/// The mode of a file that everybody may use, as far as the umask allows.
const USUAL: u32 = 0o666;

/// A path at which a file may be created or replaced.
#[derive(Debug)]
pub(super) struct Target {
    /// The end of the links.
    pub(super) path: PathBuf,
    /// Permissions of the existing file; `None` when there is none.
    pub(super) permissions: Option<Permissions>,
}

impl Target {
    /// The target of `path`, through links.
    ///
    /// # Errors
    /// When something other than a file is there, or the file is protected. Renaming would replace a device or a
    /// protected file silently, and fail late on a folder.
    pub(super) fn of(path: &Path) -> Result<Self, SessionError> {
        let refused = |why| SessionError::NoTarget { path: path.into(), why };
        // Checked before the links are followed: the target of /dev/stdout has no name of its own.
        let there = fs::metadata(path).ok();
        if let Some(kind) = there.as_ref().and_then(other_kind) {
            return Err(refused(kind));
        }
        if path.file_name().is_none() || path.as_os_str().as_encoded_bytes().ends_with(b"/") {
            return Err(refused(text!("this is no name of a file", "这不是文件名")));
        }
        if path.file_name().is_some_and(|name| name.len() > LONGEST_NAME) {
            let most = LONGEST_NAME;
            return Err(refused(text!(
                "the name is too long; a file's name has at most {most} bytes",
                "文件名太长；文件名最多 {most} 字节"
            )));
        }
        let path = end_of_links(path)
            .ok_or_else(|| refused(text!("its links lead in a circle, to no file", "它的链接循环，不指向任何文件")))?;
        let permissions = there.map(|metadata| metadata.permissions());
        if permissions.as_ref().is_some_and(Permissions::readonly) {
            return Err(SessionError::Write { path, source: io::ErrorKind::PermissionDenied.into() });
        }
        let target = Self { path, permissions };
        target.check_backup()?;
        Ok(target)
    }

    /// The name of the backup.
    pub(super) fn backup(&self) -> PathBuf {
        beside(&self.path, ".bak")
    }

    /// Whatever prevents a backup is reported with the backup's name. A link there is replaced, not followed.
    fn check_backup(&self) -> Result<(), SessionError> {
        let backup = self.backup();
        let kind = fs::symlink_metadata(&backup).ok().filter(|metadata| !metadata.is_symlink());
        match kind.as_ref().and_then(other_kind) {
            Some(_) if self.permissions.is_some() => {
                let name = backup.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let why = text!(
                    "the file that is there would be kept as {name}, and that is no file; rename or remove it",
                    "原文件要保留为 {name}，而它不是文件；请将其改名或移走"
                );
                Err(SessionError::NoTarget { path: self.path.clone(), why })
            }
            _ => Ok(()),
        }
    }

    /// A temporary file in the same folder, so that it can be renamed onto the target.
    pub(super) fn temporary(&self) -> io::Result<Temporary> {
        remove_leftovers(&self.path);
        // Whoever may not read the existing file may not read the new one while it is written, either.
        Temporary::beside(&self.path, if self.permissions.is_some() { PRIVATE } else { USUAL })
    }

    /// Writes to the folder as saving will, and removes it again.
    pub(super) fn try_out(&self) -> io::Result<()> {
        self.temporary()?.write(&TRIAL, None)
    }
}

/// What it is, when it is not a file that can be replaced.
fn other_kind(metadata: &Metadata) -> Option<Text> {
    if metadata.is_file() {
        return None;
    }
    if metadata.is_dir() {
        return Some(text!("it is a folder; give the name of a file", "它是文件夹；请给出文件名"));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = metadata.file_type();
        if kind.is_fifo() {
            return Some(text!("it is a pipe; give the name of a file", "它是管道；请给出文件名"));
        }
        if kind.is_socket() {
            return Some(text!("it is a socket; give the name of a file", "它是套接字；请给出文件名"));
        }
    }
    Some(text!("it is a device; give the name of a file", "它是设备；请给出文件名"))
}

/// The end of a chain of links, even when nothing exists there yet; `None` for a cycle.
fn end_of_links(path: &Path) -> Option<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(next) = fs::read_link(&path) else { return Some(path) };
        // A relative link is relative to its own folder.
        path = path.parent().unwrap_or_else(|| Path::new("")).join(next);
    }
    None
}

/// A name with this ending beside `path`; a name that would become too long is truncated.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().map_or_else(OsString::new, OsString::from);
    if name.len() + ending.len() > LONGEST_NAME {
        let short = name.to_string_lossy().into_owned();
        name = short[..short.floor_char_boundary(LONGEST_NAME - ending.len())].into();
    }
    name.push(ending);
    path.with_file_name(name)
}

/// A new file that nobody else uses, removed unless it is renamed.
#[derive(Debug)]
pub(super) struct Temporary {
    path: PathBuf,
    file: File,
    renamed: bool,
}

impl Temporary {
    /// A new file beside `path` with this mode.
    pub(super) fn beside(path: &Path, mode: u32) -> io::Result<Self> {
        let path = unforeseen(path);
        let file = made_anew(&path, mode)?;
        Ok(Self { path, file, renamed: false })
    }

    /// Writes `bytes`, sets `permissions`, and syncs both to disk.
    pub(super) fn write(&mut self, bytes: &[u8], permissions: Option<&Permissions>) -> io::Result<()> {
        self.file.write_all(bytes)?;
        if let Some(permissions) = permissions {
            self.file.set_permissions(permissions.clone())?;
        }
        self.file.sync_all()
    }

    /// Whether the file contains `bytes`, compared in pieces instead of reading it into memory again.
    pub(super) fn holds(&mut self, bytes: &[u8]) -> io::Result<bool> {
        self.file.rewind()?;
        let (mut rest, mut piece) = (bytes, vec![0; 64 << 10]);
        loop {
            let read = match self.file.read(&mut piece) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read?,
            };
            match rest.split_at_checked(read) {
                _ if read == 0 => return Ok(rest.is_empty()),
                Some((expected, after)) if *expected == piece[..read] => rest = after,
                _ => return Ok(false),
            }
        }
    }

    /// Replaces the file at `path`.
    pub(super) fn replace(mut self, path: &Path) -> io::Result<()> {
        fs::rename(&self.path, path)?;
        self.renamed = true;
        Ok(())
    }

    /// Becomes the file at `path`, where none may exist.
    pub(super) fn appear(self, path: &Path) -> io::Result<()> {
        match fs::hard_link(&self.path, path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            // Where hard links are not supported, only a look shows that nothing is there.
            Err(_) if fs::symlink_metadata(path).is_ok() => Err(io::ErrorKind::AlreadyExists.into()),
            Err(_) => self.replace(path),
            Ok(()) => Ok(()),
        }
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.renamed {
            drop(fs::remove_file(&self.path));
        }
    }
}

/// Also keeps the file at `path` under the name `backup`, as a hard link, so that its own name never points to nothing.
pub(super) fn keep(path: &Path, backup: &Path) -> io::Result<()> {
    let spare = unforeseen(path);
    let second = fs::hard_link(path, &spare).or_else(|_| copy(path, &spare));
    let kept = second.and_then(|()| fs::rename(&spare, backup));
    // Nothing is renamed when both are already names of one file.
    drop(fs::remove_file(&spare));
    kept
}

/// For file systems without hard links.
fn copy(path: &Path, spare: &Path) -> io::Result<()> {
    let mut file = made_anew(spare, PRIVATE)?;
    io::copy(&mut File::open(path)?, &mut file)?;
    file.set_permissions(fs::metadata(path)?.permissions())?;
    file.sync_all()
}

/// An unpredictable name beside `path`. Another process may have the same number, in a container, and somebody may try
/// to plant a link.
fn unforeseen(path: &Path) -> PathBuf {
    let random = RandomState::new().build_hasher().finish();
    beside(path, &format!(".{}-{random:016x}.tmp", std::process::id()))
}

/// Removes temporary files of killed saves of the file at `path`: those untouched for an hour, longer than any save
/// takes. What cannot be removed stays.
fn remove_leftovers(path: &Path) {
    let Some(folder) = path.parent() else { return };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let is_old = || {
            let changed = entry.metadata().and_then(|metadata| metadata.modified()).ok();
            changed.and_then(|changed| changed.elapsed().ok()).is_some_and(|age| age > LEFT_ALONE)
        };
        if is_temporary_of(&entry.file_name(), path) && is_old() {
            drop(fs::remove_file(entry.path()));
        }
    }
}

/// Whether this is a name that [`unforeseen`] could have given a file beside `path`.
fn is_temporary_of(name: &OsStr, path: &Path) -> bool {
    let random = |rest: &str| {
        let (process, random) = rest.strip_suffix(".tmp")?.split_once('-')?;
        let is_number = !process.is_empty() && process.bytes().all(|byte| byte.is_ascii_digit());
        (is_number && random.len() == 16 && random.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(())
    };
    let (name, own) = (name.to_str(), path.file_name().and_then(OsStr::to_str));
    let rest = name.zip(own).and_then(|(name, own)| name.strip_prefix(own)?.strip_prefix('.'));
    rest.and_then(random).is_some()
}

/// Creates a file that must not exist; `mode` sets its permissions on systems with file modes.
fn made_anew(path: &Path, mode: u32) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _ = mode;
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_disk_does_not_give_back_is_noticed() {
        #[allow(clippy::disallowed_methods, reason = "nothing is renamed here")]
        let folder = std::env::temp_dir();
        let mut bytes: Vec<u8> = (0..200_000_u32).map(|index| (index % 251) as u8).collect();
        let mut temporary = Temporary::beside(&folder.join("neurarium-test"), PRIVATE).unwrap();
        temporary.write(&bytes, None).unwrap();
        assert!(temporary.holds(&bytes).unwrap());
        for index in [0, 70_000, 199_999] {
            bytes[index] ^= 1;
            assert!(!temporary.holds(&bytes).unwrap(), "byte {index}");
            bytes[index] ^= 1;
        }
        assert!(!temporary.holds(&bytes[1..]).unwrap() && !temporary.holds(&bytes[..199_999]).unwrap());
        bytes.push(0);
        assert!(!temporary.holds(&bytes).unwrap(), "the file is shorter");
    }
}
