//! One column of a table.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::limited::{self, MOST_ROWS, MOST_TEXTS, NAME};
use crate::{
    language::{Text, brief},
    text,
};

/// One column of a table.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its heading.
    #[serde(deserialize_with = "limited::text::<_, NAME>")]
    pub name: String,
    /// One entry a row.
    pub values: ColumnValues,
    /// Rows whose cell is empty, in rising order; what `values` holds there means nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "limited::list::<_, _, MOST_ROWS>")]
    pub missing: Vec<u32>,
    #[serde(skip)]
    summary: OnceLock<Summary>,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ColumnValues {
    /// Numbers, all finite.
    Numbers(#[serde(deserialize_with = "limited::list::<_, _, MOST_ROWS>")] Vec<f32>),
    /// Texts: the different ones in order of first appearance, and which of them each row holds.
    Texts {
        /// The different texts.
        #[serde(deserialize_with = "limited::names::<_, MOST_TEXTS>")]
        names: Vec<String>,
        /// Index of each row's text.
        #[serde(deserialize_with = "limited::list::<_, _, MOST_ROWS>")]
        codes: Vec<u32>,
    },
}

/// What is worth knowing about a column, found once and kept, so that every edit of an experiment can ask for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Smallest number, 0 in a column of texts.
    pub low: f32,
    /// Largest number, 0 in a column of texts.
    pub high: f32,
    /// The different numbers in rising order; no more than [`Summary::MOST`] of them are gathered.
    pub distinct: Vec<f32>,
    /// Whether all are whole numbers.
    pub whole: bool,
    /// Whether each of three or more numbers is one more than the last, as in a column that only counts the rows.
    pub counting: bool,
    /// What is broken in the column, as a sentence.
    pub fault: Option<Text>,
}

impl Summary {
    /// More different values than there can be classes.
    pub const MOST: usize = 101;
}

impl PartialEq for Column {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.values == other.values && self.missing == other.missing
    }
}

impl Column {
    /// A column; `missing` are the rows without an entry.
    #[must_use]
    pub const fn new(name: String, values: ColumnValues, missing: Vec<u32>) -> Self {
        Self { name, values, missing, summary: OnceLock::new() }
    }

    /// Number of rows.
    #[must_use]
    pub const fn rows(&self) -> usize {
        match &self.values {
            ColumnValues::Numbers(numbers) => numbers.len(),
            ColumnValues::Texts { codes, .. } => codes.len(),
        }
    }

    /// Its numbers, or nothing when it holds texts.
    #[must_use]
    pub fn numbers(&self) -> Option<&[f32]> {
        match &self.values {
            ColumnValues::Numbers(numbers) => Some(numbers),
            ColumnValues::Texts { .. } => None,
        }
    }

    /// Number of different values, as far as they were gathered.
    #[must_use]
    pub fn distinct(&self) -> usize {
        match &self.values {
            ColumnValues::Numbers(_) => self.summary().distinct.len(),
            ColumnValues::Texts { names, .. } => names.len(),
        }
    }

    /// Names of the classes that its different values make: numbers in rising order, texts as they first appear.
    #[must_use]
    pub fn class_names(&self) -> Vec<String> {
        match &self.values {
            ColumnValues::Numbers(_) => self.summary().distinct.iter().map(ToString::to_string).collect(),
            ColumnValues::Texts { names, .. } => names.clone(),
        }
    }

    /// Index of `row`'s value among [`Self::class_names`].
    ///
    /// # Panics
    /// When the row does not exist, or holds none of the first [`Summary::MOST`] different numbers.
    #[must_use]
    pub(super) fn class(&self, row: usize) -> u32 {
        match &self.values {
            ColumnValues::Numbers(numbers) => {
                let found = self.summary().distinct.binary_search_by(|number| number.total_cmp(&numbers[row]));
                found.expect("a column with too many values for classes was refused by validation") as u32
            }
            ColumnValues::Texts { codes, .. } => codes[row],
        }
    }

    /// The first row that is of this class.
    pub(super) fn first_of_class(&self, class: u32) -> Option<usize> {
        let is_filled = |row: &usize| u32::try_from(*row).is_ok_and(|row| self.missing.binary_search(&row).is_err());
        (0..self.rows()).filter(is_filled).find(|&row| self.class(row) == class)
    }

    /// What is worth knowing about it.
    pub fn summary(&self) -> &Summary {
        self.summary.get_or_init(|| {
            let fault = self.find_fault();
            let Some(numbers) = self.numbers() else { return Summary { fault, ..Summary::default() } };
            let (mut low, mut high) = (f32::INFINITY, f32::NEG_INFINITY);
            let (mut distinct, mut whole, mut counting, mut last) = (Vec::new(), true, true, None);
            let mut missing = self.missing.iter().peekable();
            for (row, &number) in numbers.iter().enumerate() {
                if missing.next_if(|&&empty| empty as usize == row).is_some() {
                    counting = false;
                    continue;
                }
                (low, high) = (low.min(number), high.max(number));
                whole &= number == number.trunc();
                counting &= last.is_none_or(|last: f32| number == last + 1.0);
                last = Some(number);
                if distinct.len() < Summary::MOST
                    && let Err(place) = distinct.binary_search_by(|other: &f32| other.total_cmp(&number))
                {
                    distinct.insert(place, number);
                }
            }
            counting &= numbers.len() > 2;
            if last.is_none() {
                return Summary { fault, ..Summary::default() };
            }
            Summary { low, high, distinct, whole, counting, fault }
        })
    }

    /// What is broken in it, which only a damaged session can bring about.
    pub(super) fn fault(&self, rows: usize) -> Option<Text> {
        if self.rows() != rows {
            return Some(text!(
                "“{}” has {} entries, but the first column has {rows}",
                "“{}”有 {} 项，而第一列有 {rows} 项",
                brief(&self.name),
                self.rows()
            ));
        }
        self.summary().fault.clone()
    }

    fn find_fault(&self) -> Option<Text> {
        let (name, rows) = (brief(&self.name), self.rows());
        if self.missing.iter().any(|&row| row as usize >= rows) || !self.missing.is_sorted_by(|a, b| a < b) {
            return Some(text!("“{name}” lists empty cells that it cannot have", "“{name}”列出了不可能有的空单元格"));
        }
        match &self.values {
            ColumnValues::Numbers(numbers) => {
                numbers.iter().position(|number| !number.is_finite()).map(|row| (numbers[row], row + 1)).map(
                    |(number, row)| {
                        text!(
                            "“{name}” holds {number} in row {row}; every number must be finite",
                            "“{name}”第 {row} 行是 {number}；每个数都必须有限"
                        )
                    },
                )
            }
            ColumnValues::Texts { names, codes } => {
                codes.iter().position(|&code| code as usize >= names.len()).map(|row| row + 1).map(|row| {
                    text!(
                        "“{name}” refers to a text that it does not have in row {row}",
                        "“{name}”第 {row} 行引用了不存在的文本"
                    )
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_passes_over_empty_cells() {
        let column = Column::new("a".into(), ColumnValues::Numbers(vec![3.0, 0.0, 1.5, 3.0]), vec![1]);
        let expected =
            Summary { low: 1.5, high: 3.0, distinct: vec![1.5, 3.0], whole: false, counting: false, fault: None };
        assert_eq!(column.summary(), &expected);
        assert_eq!((column.class(0), column.class(2)), (1, 0));
        let counting = Column::new("n".into(), ColumnValues::Numbers(vec![0.0, 1.0, 2.0]), vec![]);
        assert!(counting.summary().counting && counting.summary().whole);
    }

    #[test]
    fn no_more_values_are_gathered_than_classes_can_use() {
        let column = Column::new("a".into(), ColumnValues::Numbers((0..5000).map(|i| i as f32).collect()), vec![]);
        assert_eq!(column.distinct(), Summary::MOST);
    }

    #[test]
    fn faults_are_found() {
        let texts = |codes| ColumnValues::Texts { names: vec!["a".into()], codes };
        for (values, missing, fault) in [
            (ColumnValues::Numbers(vec![1.0, f32::NAN]), vec![], "NaN in row 2"),
            (ColumnValues::Numbers(vec![1.0]), vec![], "1 entries"),
            (texts(vec![0, 1]), vec![], "does not have in row 2"),
            (texts(vec![0, 0]), vec![2], "cannot have"),
            (texts(vec![0, 0]), vec![1, 0], "cannot have"),
        ] {
            let found = Column::new("x".into(), values, missing).fault(2);
            assert!(found.as_ref().is_some_and(|found| found.to_string().contains(fault)), "{fault}: {found:?}");
        }
        assert_eq!(Column::new("x".into(), texts(vec![0, 0]), vec![1]).fault(2), None);
    }
}
