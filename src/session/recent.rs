//! Recently used files, as a small file of its own.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{SessionError, file};
use crate::language::Text;

/// A longer list would have to be searched.
const MOST: usize = 8;

/// The files in `list`, newest first; empty when the list is missing or damaged.
#[must_use]
pub fn read(list: &Path) -> Vec<PathBuf> {
    let text = fs::read_to_string(list).unwrap_or_default();
    let mut files: Vec<PathBuf> = ron::from_str(&text).unwrap_or_default();
    files.truncate(MOST);
    files
}

/// Puts `path` first in `list`, which another window may have changed, and returns the new list.
///
/// # Errors
/// When the list cannot be written; the old one is then still there.
pub fn remember(list: &Path, path: &Path) -> Result<Vec<PathBuf>, SessionError> {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut files = read(list);
    files.retain(|file| *file != path);
    files.insert(0, path);
    files.truncate(MOST);
    // A path that is not valid text cannot be listed.
    let names: Vec<_> = files.iter().filter_map(|file| file.to_str()).collect();
    let text = ron::ser::to_string_pretty(&names, ron::ser::PrettyConfig::new())
        .map_err(|error| SessionError::Invalid(Text::same(error.to_string())))?;
    file::keep(list, &text)?;
    Ok(files)
}
