//! How a table was read, and its file.

use std::sync::Arc;

use super::{choices::Choices, separator::Separator};

/// How a table was read, and its file, so that it can be read differently.
#[derive(Clone, Debug)]
pub struct Reading {
    pub(super) bytes: Arc<Vec<u8>>,
    /// What a person chose.
    pub choices: Choices,
    /// Name of its character encoding.
    pub encoding: &'static str,
    /// Separator of its cells.
    pub separator: Separator,
    /// Whether the first line was of headings.
    pub headings: bool,
    /// The target column, if the file itself names one.
    pub target: Option<String>,
    /// Columns that the file itself marks as not to be used.
    pub passed_over: Vec<String>,
    /// Headings of the columns that were left out because nothing stands in them.
    pub empty: Vec<String>,
}
