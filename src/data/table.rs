//! A table of named columns, read from CSV text.

use serde::{Deserialize, Serialize};

/// Named columns of equal length; every number is finite.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// What to call it: the file's name, without its folder.
    pub name: String,
    /// The columns, at least two.
    pub columns: Vec<Column>,
}

/// One column of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// One entry a row.
    pub values: ColumnValues,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnValues {
    /// Numbers.
    Numbers(Vec<f32>),
    /// Texts: the different ones in order of first appearance, and which of them each row holds.
    Texts {
        /// The different texts.
        names: Vec<String>,
        /// Index of each row's text.
        codes: Vec<u32>,
    },
}
