//! A folder of hand-ins, read file by file, and the results so far.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{Class, Lessons, Losses, Sheet, Submission, class, losses, sheets, submission};
use crate::{
    language::{Language, Text},
    session::bounded,
    text,
};

/// Largest hand-in that is read, in bytes.
pub const MOST_BYTES: u64 = 64 << 20;

/// What is to be read, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The folder.
    pub folder: PathBuf,
    /// Time limit in seconds for repeating one file's training; 0 for none.
    pub seconds: u64,
    /// Deadline, in seconds since 1970; later hand-ins are late.
    pub due: Option<u64>,
}

/// Sessions in the folder by name; other files are ignored.
///
/// # Errors
/// A sentence without its full stop, when it is no folder or may not be read.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, Text> {
    let cannot = |error: std::io::Error| {
        let (folder, why) = (folder.display(), bounded::why(&error));
        let (english, chinese) = why.both();
        text!("{folder}: {english}", "{folder}：{chinese}")
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron")) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The name of a file, for tables.
#[must_use]
pub fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The bytes of one file, and its submission; `go_on` returns whether there is time to repeat the training.
///
/// # Errors
/// A sentence with the name of the file.
pub fn read(
    path: &Path,
    lessons: &Lessons,
    language: Language,
    go_on: impl FnMut() -> bool,
) -> Result<(Submission, Vec<u8>), Text> {
    let name = name_of(path);
    let bytes = bounded::read_file(path, MOST_BYTES).map_err(|error| bounded::why(&error));
    let read = bytes.and_then(|bytes| {
        let submission = submission(&name, &bytes, lessons, language, go_on)?;
        Ok((submission, bytes))
    });
    read.map_err(|why| {
        let (english, chinese) = why.both();
        text!("{name}: {english}.", "{name}：{chinese}。")
    })
}

/// The results of a folder so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gathered {
    /// The request.
    pub wanted: Wanted,
    /// Number of files.
    pub files: usize,
    /// Number of files read.
    pub done: usize,
    /// All hand-ins, one row each.
    pub table: Class,
    /// Answers without names: one sheet per lesson.
    pub sheets: Vec<Sheet>,
    /// The losses of the pupils' own runs.
    pub losses: Option<Losses>,
    /// What could not be read, by name.
    pub faults: Vec<Text>,
    /// Whether reading has ended.
    pub has_ended: bool,
}

impl Gathered {
    /// From the files read so far, in any order.
    #[must_use]
    pub fn of(wanted: &Wanted, files: usize, submissions: &[Submission], faults: &[Text], language: Language) -> Self {
        let mut faults = faults.to_vec();
        faults.sort_by(|a, b| a.both().cmp(&b.both()));
        Self {
            wanted: wanted.clone(),
            files,
            done: submissions.len() + faults.len(),
            table: class(submissions, wanted.due, language),
            sheets: sheets(submissions, language),
            losses: losses(submissions),
            faults,
            has_ended: false,
        }
    }
}
