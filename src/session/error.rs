//! Why a session cannot be read or written, in sentences for the person who wanted it.

use std::{io, path::PathBuf};

/// What went wrong with a session.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The file cannot be read.
    #[error("{} cannot be opened: {}", path.display(), reading(source))]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file cannot be written.
    #[error("{} was not saved: {}", path.display(), writing(path, source))]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is larger than any session.
    #[error("The file has more than {megabytes} MB; a session has less, so this is something else")]
    TooLarge {
        /// The limit.
        megabytes: u64,
    },
    /// The bytes are no text.
    #[error("This is not a session: line {line} is not text (UTF-8)")]
    NotText {
        /// Where the first wrong byte stands, from 1.
        line: usize,
    },
    /// The text is something else.
    #[error("This is not a session of Neurarium: it does not begin with (format: \"neurarium session\", version: …)")]
    NotASession,
    /// A newer program made it.
    #[error(
        "This session has format version {found}; this program reads up to version {known}. Open it with a newer Neurarium"
    )]
    Newer {
        /// The file's.
        found: u32,
        /// Ours.
        known: u32,
    },
    /// The text is a session with a mistake in it.
    #[error("The session is damaged at line {line}, column {column}: {message}")]
    Syntax {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What is wrong there.
        message: String,
    },
    /// The text ends too early.
    #[error(
        "The session ends too early, at line {line}: a part of the file is missing. The save before it may stand beside it, with .bak after its name"
    )]
    Truncated {
        /// Where it ends, from 1.
        line: usize,
    },
    /// The session can be read but cannot be.
    #[error("The session does not fit together: {0}")]
    Invalid(String),
    /// The recipe of generated points gives other points than it did.
    #[error(
        "The generated points do not come out as they did when this was saved, so it cannot go on exactly; begin anew with the same experiment"
    )]
    OtherData,
    /// The error of one file.
    #[error("{}: {error}", path.display())]
    In {
        /// The file.
        path: PathBuf,
        /// What is wrong in it.
        error: Box<Self>,
    },
}

fn reading(source: &io::Error) -> String {
    match source.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "you may not read it".into(),
        io::ErrorKind::IsADirectory => "it is a folder, not a file".into(),
        _ => source.to_string(),
    }
}

fn writing(path: &std::path::Path, source: &io::Error) -> String {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.map_or_else(|| "this folder".into(), |folder| format!("the folder {}", folder.display()));
    match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            format!("{folder} is not there; choose another place")
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            format!("{folder} or the file may not be written; choose another place")
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full; free some space or choose another place".into()
        }
        io::ErrorKind::IsADirectory => "it is a folder; give the name of a file".into(),
        _ => source.to_string(),
    }
}
