//! How a table was read, and what it was read from.

use std::sync::Arc;

use super::{choices::Choices, separator::Separator};

/// How a table was read from its file, and the file, so that it can be read otherwise.
#[derive(Clone, Debug)]
pub struct Reading {
    pub(super) bytes: Arc<Vec<u8>>,
    /// What a person said of it.
    pub choices: Choices,
    /// Name of the coding of its letters.
    pub encoding: &'static str,
    /// What stood between cells.
    pub separator: Separator,
    /// Whether the first line was of headings.
    pub headings: bool,
    /// The column that the file itself names as what is to be predicted.
    pub target: Option<String>,
    /// Columns that the file itself says are not to be read.
    pub passed_over: Vec<String>,
}
