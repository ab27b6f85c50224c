//! A table of named columns, and selecting rows from it.

use std::sync::Arc;

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::{
    Column, DataSet, TableError, Target,
    limited::{self, MOST_COLUMNS, NAME},
    reading::Reading,
    table_error::{listed, nearest},
};
use crate::language::{Text, brief};

/// Which rows with empty cells are taken, too.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Keep {
    /// Those in which an input is empty, where it is no number until it is filled.
    pub(super) empty: bool,
    /// Those in which a target is empty, behind all others.
    pub(super) unlabelled: bool,
}

/// Named columns of equal length; every number is finite.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Its name: the file's name, without folder.
    #[serde(deserialize_with = "limited::text::<_, NAME>")]
    pub name: String,
    /// The columns, at least two.
    #[serde(deserialize_with = "limited::list::<_, _, MOST_COLUMNS>")]
    pub columns: Vec<Column>,
    /// Assumptions made while reading it, as sentences; not stored in a session.
    #[serde(skip)]
    pub notes: Vec<Text>,
    /// How it was read from its file; not stored in a session.
    #[serde(skip)]
    pub reading: Option<Arc<Reading>>,
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.columns == other.columns
    }
}

/// All its numbers are finite, so a table equals itself; `Eq` lets two `Arc`s of one table be compared by address.
impl Eq for Table {}

impl Table {
    /// A table of these columns that does not come from a file.
    #[must_use]
    pub const fn new(name: String, columns: Vec<Column>) -> Self {
        Self { name, columns, notes: Vec::new(), reading: None }
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, Column::rows)
    }

    /// The headings of its columns.
    fn headings(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }

    /// The column with this heading.
    ///
    /// # Errors
    /// When there is none; the sentence suggests the nearest heading.
    pub fn column(&self, name: &str) -> Result<&Column, TableError> {
        self.called(name).ok_or_else(|| self.no_column(name))
    }

    /// The column with this heading, where nobody has to be told that there is none: finding the nearest of a thousand
    /// headings takes longer than reading them.
    #[must_use]
    pub fn called(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    pub(super) fn no_column(&self, name: &str) -> TableError {
        TableError::NoColumn {
            name: brief(name).into_owned(),
            near: nearest(name, self.headings()).map(|near| brief(near).into_owned()),
            known: listed(self.headings()),
        }
    }

    /// Rows in which one of `columns` has an empty cell, ascending; fast when there are few.
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
    /// When there are none.
    pub fn filled_rows(&self, columns: &[&Column]) -> Result<Vec<usize>, TableError> {
        let mut empty = Self::empty_rows(columns).into_iter().peekable();
        let rows: Vec<usize> =
            (0..self.rows()).filter(|&row| empty.next_if(|&empty| empty as usize == row).is_none()).collect();
        if rows.is_empty() {
            return Err(TableError::AllEmpty { columns: listed(columns.iter().map(|column| column.name.as_str())) });
        }
        Ok(rows)
    }

    /// The rows that make a data set: those in which none of `inputs` and `targets` is empty, then, if they are kept, those in
    /// which only a target is; how many the first are.
    ///
    /// # Errors
    /// When there are none.
    pub fn rows_of(
        &self,
        inputs: &[&Column],
        targets: &[&Column],
        unlabelled: bool,
    ) -> Result<(Vec<usize>, usize), TableError> {
        let all = [inputs, targets].concat();
        if !unlabelled {
            return self.filled_rows(&all).map(|rows| (rows.clone(), rows.len()));
        }
        let is_in = |empty: &[u32], row: &usize| u32::try_from(*row).is_ok_and(|row| empty.binary_search(&row).is_ok());
        let without = Self::empty_rows(targets);
        let usable = if inputs.is_empty() { Ok((0..self.rows()).collect()) } else { self.filled_rows(inputs) };
        let (behind, mut rows): (Vec<usize>, Vec<usize>) = usable?.into_iter().partition(|row| is_in(&without, row));
        let known = rows.len();
        rows.extend(behind);
        Ok((rows, known))
    }

    /// The data set of these inputs and targets, without the rows in which one of them is empty. The indicator of a
    /// text is 0 everywhere when that text does not occur.
    ///
    /// # Errors
    /// When a column does not exist or does not hold what it should, or no row is left.
    ///
    /// # Panics
    /// When `targets` is empty.
    pub fn select(&self, inputs: &[String], targets: &[String], classes: bool) -> Result<DataSet, TableError> {
        Ok(self.take(inputs, targets, classes, Keep::default())?.0)
    }

    /// The same with the rows that are kept although cells are empty, and the number of the first rows whose target is known;
    /// the others have 0 in its place, or the first class.
    pub(super) fn take(
        &self,
        inputs: &[String],
        targets: &[String],
        classes: bool,
        keep: Keep,
    ) -> Result<(DataSet, usize), TableError> {
        let inputs_read = inputs.iter().map(|name| self.input(name)).collect::<Result<Vec<_>, _>>()?;
        let answers = targets.iter().map(|name| if classes { self.column(name) } else { self.numbers(name) });
        let answers = answers.collect::<Result<Vec<_>, _>>()?;
        let needed = if keep.empty { &[] } else { &inputs_read[..] };
        let (rows, known) = self.rows_of(needed, &answers, keep.unlabelled)?;
        let target = if classes {
            Target::Class {
                name: targets[0].clone(),
                classes: answers[0].class_names(),
                labels: (0..rows.len()).map(|at| if at < known { answers[0].class(rows[at]) } else { 0 }).collect(),
            }
        } else {
            let mut values = matrix(&answers, &rows, &[]);
            values.iter_mut().skip(known * targets.len()).for_each(|value| *value = 0.0);
            Target::Value { names: targets.to_vec(), values }
        };
        let origins: Vec<f64> = inputs_read.iter().map(|column| column.origin()).collect();
        let inputs_read = matrix(&inputs_read, &rows, &origins);
        Ok((DataSet { input_names: inputs.to_vec(), origins, inputs: inputs_read, target }, known))
    }

    /// What is broken in it; only a damaged session can cause that.
    #[must_use]
    pub fn fault(&self) -> Option<Text> {
        self.columns.iter().find_map(|column| column.fault(self.rows()))
    }
}

/// `[rows, columns]` of numbers, from which each column's origin is taken away, 0 where none is given; no number where a cell is
/// empty.
pub(super) fn matrix(columns: &[&Column], rows: &[usize], origins: &[f64]) -> Array2<f32> {
    let origin = |column: usize| origins.get(column).copied().unwrap_or_default();
    let numbers: Vec<_> =
        columns.iter().enumerate().map(|(place, column)| column.numbers_from(origin(place))).collect();
    let mut matrix = Array2::from_shape_fn((rows.len(), columns.len()), |(row, column)| numbers[column][rows[row]]);
    for (column, mut numbers) in columns.iter().zip(matrix.columns_mut()) {
        let mut empty = column.missing.iter().peekable();
        for (row, number) in rows.iter().zip(&mut numbers).filter(|_| !column.missing.is_empty()) {
            while empty.next_if(|empty| (**empty as usize) < *row).is_some() {}
            if empty.peek().is_some_and(|empty| **empty as usize == *row) {
                *number = f32::NAN;
            }
        }
    }
    matrix
}
