//! A table of named columns, and the rows that are taken from it.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::{Column, ColumnValues, DataSet, Target, read_csv::number};

/// Named columns of equal length; every number is finite.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// What to call it: the file's name, without its folder.
    pub name: String,
    /// The columns, at least two.
    pub columns: Vec<Column>,
    /// What was noticed while reading it, in sentences; not kept in a session.
    #[serde(skip)]
    pub notes: Vec<String>,
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.columns == other.columns
    }
}

/// Its numbers are finite, so a table equals itself; saying so lets two `Arc`s of one table be compared by address.
impl Eq for Table {}

/// Why a table cannot be read, or not be used as asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// The file is longer than a table may be.
    #[error("{megabytes} MB is too much for a table; at most {most} MB are read, so keep a part of the rows")]
    TooLong {
        /// Its length.
        megabytes: usize,
        /// The longest that is read.
        most: usize,
    },
    /// The bytes are another kind of file.
    #[error("this is not CSV text but {what}; {remedy}")]
    NotText {
        /// What it looks like.
        what: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// A byte is not UTF-8.
    #[error(
        "line {line} holds a letter that is not in UTF-8, perhaps Latin-1; save the file as “CSV UTF-8” and open it again"
    )]
    NotUtf8 {
        /// Where.
        line: usize,
    },
    /// No rows below the headings.
    #[error("there are no rows in it; a table needs a line of headings and at least two rows")]
    NoRows,
    /// Rows without anything in them.
    #[error("every cell below the headings is empty; fill in the rows")]
    Empty,
    /// Fewer than two columns.
    #[error("only one column was found; a table needs at least two, separated by commas, semicolons or tabs")]
    OneColumn,
    /// A row of another length.
    #[error("line {line} has {cells} cells, but the first line has {expected}; give every line the same number")]
    Ragged {
        /// Where.
        line: u64,
        /// Cells found.
        cells: usize,
        /// Cells in the first line.
        expected: usize,
    },
    /// Two columns of one name.
    #[error("the heading “{heading}” stands above columns {first} and {second}; give one of them another name")]
    TwoAlike {
        /// The heading.
        heading: String,
        /// Number of the first such column, from 1.
        first: usize,
        /// Number of the second.
        second: usize,
    },
    /// NaN, infinity, or beyond f32.
    #[error(
        "line {line}, column “{column}”: “{cell}” is not a finite number below 3.4e38; correct it, or leave the cell empty if the value is unknown"
    )]
    NotFinite {
        /// Where.
        line: u64,
        /// Heading of the column.
        column: String,
        /// What stands there.
        cell: String,
    },
    /// More rows, columns or cells than are read.
    #[error("it has more than {most} {what}; keep a part of them")]
    TooMany {
        /// Rows, columns or cells.
        what: &'static str,
        /// How many are read.
        most: usize,
    },
    /// A column that is asked for is not there.
    #[error("there is no column “{name}”; {}", suggestion(.name, .known))]
    NoColumn {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// An input, or a target to fit, that holds texts.
    #[error("“{column}” must hold numbers, but row {row} holds “{text}”; correct it or choose another column")]
    NotNumbers {
        /// The column.
        column: String,
        /// The first such row, counted from 1 below the headings.
        row: usize,
        /// The text in it.
        text: String,
    },
    /// Nothing but texts.
    #[error("no column of numbers is left to be an input; a table needs at least one beside the column to predict")]
    NoInputs,
    /// A class that the experiment does not know.
    #[error("row {row} is of class “{class}”, which this experiment does not know; it knows {}", list(.known))]
    UnknownClass {
        /// The first such row, counted from 1 below the headings.
        row: usize,
        /// What stands there.
        class: String,
        /// The experiment's classes.
        known: Vec<String>,
    },
    /// Every row has an empty cell.
    #[error("every row has an empty cell in “{}”; choose columns that are filled", .columns.join("”, “"))]
    AllEmpty {
        /// The columns in use.
        columns: Vec<String>,
    },
}

fn suggestion(name: &str, known: &[String]) -> String {
    match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean “{near}”?"),
        None => format!("there are {}", list(known)),
    }
}

/// The first few of `names`, in quotation marks.
fn list(names: &[String]) -> String {
    let shown: Vec<_> = names.iter().take(10).map(|name| format!("“{name}”")).collect();
    let more = if names.len() > shown.len() { " and more" } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// The candidate that `name` was most likely meant to be, if one is close enough.
pub(crate) fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    candidates
        .map(|candidate| (strsim::jaro_winkler(&name, &candidate.to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

impl Table {
    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, Column::rows)
    }

    /// The column of this heading.
    ///
    /// # Errors
    /// When there is none; the sentence suggests the nearest.
    pub fn column(&self, name: &str) -> Result<&Column, TableError> {
        self.columns.iter().find(|column| column.name == name).ok_or_else(|| TableError::NoColumn {
            name: name.to_owned(),
            known: self.columns.iter().map(|column| column.name.clone()).collect(),
        })
    }

    /// The column of this heading, which must hold numbers.
    ///
    /// # Errors
    /// When there is none, or when it holds texts.
    pub fn numbers(&self, name: &str) -> Result<&Column, TableError> {
        use ColumnValues::{Numbers, Texts};
        let column = self.column(name)?;
        match &column.values {
            Numbers(_) => Ok(column),
            Texts { names, .. } => {
                let wrong = names.iter().position(|name| number(name, true).is_none()).unwrap_or(0);
                Err(TableError::NotNumbers {
                    column: name.to_owned(),
                    row: column.first_of_class(wrong as u32).map_or(1, |row| row + 1),
                    text: names.get(wrong).cloned().unwrap_or_default(),
                })
            }
        }
    }

    /// Rows in which one of `columns` has an empty cell, in rising order; quick when there are few.
    #[must_use]
    pub fn empty_rows(columns: &[&Column]) -> Vec<u32> {
        let mut rows: Vec<u32> = columns.iter().flat_map(|column| &column.missing).copied().collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// Rows in which none of `columns` has an empty cell.
    ///
    /// # Errors
    /// When there is none.
    pub fn filled_rows(&self, columns: &[&Column]) -> Result<Vec<usize>, TableError> {
        let mut empty = Self::empty_rows(columns).into_iter().peekable();
        let rows: Vec<usize> =
            (0..self.rows()).filter(|&row| empty.next_if(|&empty| empty as usize == row).is_none()).collect();
        if rows.is_empty() {
            return Err(TableError::AllEmpty { columns: columns.iter().map(|column| column.name.clone()).collect() });
        }
        Ok(rows)
    }

    /// The columns that are read and predicted, without the rows in which one of them is empty.
    ///
    /// # Errors
    /// When a column is not there or does not hold what it should, or no row is left.
    pub fn select(&self, inputs: &[String], target: &str, classes: bool) -> Result<DataSet, TableError> {
        let mut columns = inputs.iter().map(|name| self.numbers(name)).collect::<Result<Vec<_>, _>>()?;
        let answer = if classes { self.column(target)? } else { self.numbers(target)? };
        columns.push(answer);
        let rows = self.filled_rows(&columns)?;
        columns.pop();
        let target = match answer.numbers() {
            Some(numbers) if !classes => Target::Value {
                names: vec![target.to_owned()],
                values: Array2::from_shape_fn((rows.len(), 1), |(row, _)| numbers[rows[row]]),
            },
            _ => Target::Class {
                name: target.to_owned(),
                classes: answer.class_names(),
                labels: rows.iter().map(|&row| answer.class(row)).collect(),
            },
        };
        Ok(DataSet { input_names: inputs.to_vec(), inputs: matrix(&columns, &rows), target })
    }

    /// What is broken in it, which only a damaged session can bring about.
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        self.columns.iter().find_map(|column| column.fault(self.rows()))
    }
}

/// `[rows, columns]` of numbers.
pub(super) fn matrix(columns: &[&Column], rows: &[usize]) -> Array2<f32> {
    let columns: Vec<&[f32]> = columns.iter().filter_map(|column| column.numbers()).collect();
    Array2::from_shape_fn((rows.len(), columns.len()), |(row, column)| columns[column][rows[row]])
}
