//! Reading arbitrary files: the size is checked before reading, and endless sources are refused.

use std::{
    fs::{self, File, Metadata},
    io::{self, ErrorKind, Read},
    path::Path,
};

use crate::{language::Text, text};

/// The bytes of the file, or pipe, at `path`.
///
/// # Errors
/// When it cannot be read, is a folder or a device, or has more than `most` bytes: then the kind is `FileTooLarge`.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    // Checked before opening, since opening a device can have side effects.
    refuse_endless(&fs::metadata(path)?)?;
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    if length > most {
        return Err(ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    // One byte more than the limit shows that a pipe, or a growing file, continues.
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// As [`read`], but for files only: a window must not wait for a pipe.
///
/// # Errors
/// As [`read`], and when it is a pipe.
pub fn read_file(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    check_file(path)?;
    read(path, most)
}

/// Whether `path` is a file as [`read_file`] requires it.
///
/// # Errors
/// When there is nothing, or something else.
pub fn check_file(path: &Path) -> io::Result<()> {
    let metadata = fs::metadata(path)?;
    refuse_endless(&metadata)?;
    if metadata.is_file() { Ok(()) } else { Err(no_file()) }
}

/// Why something cannot be read, without a full stop.
#[must_use]
pub fn why(error: &io::Error) -> Text {
    match error.kind() {
        ErrorKind::NotFound => text!("there is no such file", "没有这个文件"),
        ErrorKind::PermissionDenied => text!("you may not read it", "没有读取权限"),
        ErrorKind::IsADirectory => text!("it is a folder, not a file", "它是文件夹，不是文件"),
        ErrorKind::Unsupported => text!("it is a device or a pipe, not a file", "它是设备或管道，不是文件"),
        _ => Text::same(error.to_string()),
    }
}

fn no_file() -> io::Error {
    ErrorKind::Unsupported.into()
}

#[cfg(unix)]
fn refuse_endless(metadata: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    if kind.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    if kind.is_file() || kind.is_fifo() { Ok(()) } else { Err(no_file()) }
}

#[cfg(not(unix))]
fn refuse_endless(metadata: &Metadata) -> io::Result<()> {
    if metadata.is_dir() { Err(ErrorKind::IsADirectory.into()) } else { Ok(()) }
}
