//! One column of a table.

use std::{borrow::Cow, sync::OnceLock};

use serde::{Deserialize, Serialize};

use super::{
    Dates, Kind,
    limited::{self, MOST_ROWS, MOST_TEXTS, NAME},
};
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
    /// One entry per row.
    pub values: ColumnValues,
    /// Rows whose cell is empty, ascending; what `values` holds there has no meaning.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "limited::list::<_, _, MOST_ROWS>")]
    pub missing: Vec<u32>,
    /// Date format, where its texts do not determine it, or where it holds dates as numbers; `None` otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<Dates>,
    #[serde(skip)]
    summary: OnceLock<Summary>,
    #[serde(skip)]
    pub(super) kind: OnceLock<Kind>,
    #[serde(skip)]
    shifted: OnceLock<(f64, Vec<f32>)>,
    #[serde(skip)]
    pub(super) indicators: OnceLock<Box<[OnceLock<Self>]>>,
    #[serde(skip)]
    pub(super) dated: OnceLock<Option<Box<Self>>>,
    #[serde(skip)]
    pub(super) emptiness: OnceLock<Box<Self>>,
}

/// The values of a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ColumnValues {
    /// Numbers, all finite.
    Numbers(#[serde(deserialize_with = "limited::list::<_, _, MOST_ROWS>")] Vec<f32>),
    /// Numbers that f32 would change, all finite: integers of many digits, or numbers that differ beyond the seventh
    /// digit.
    Exact(#[serde(deserialize_with = "limited::list::<_, _, MOST_ROWS>")] Vec<f64>),
    /// Texts: the distinct ones in order of first appearance, and which of them each row holds.
    Texts {
        /// The distinct texts.
        #[serde(deserialize_with = "limited::names::<_, MOST_TEXTS>")]
        names: Vec<String>,
        /// Index of each row's text in `names`.
        #[serde(deserialize_with = "limited::list::<_, _, MOST_ROWS>")]
        codes: Vec<u32>,
    },
}

/// Summary of a column, computed once and cached, so that every edit of an experiment can ask for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Smallest number; 0 in a column of texts.
    pub low: f64,
    /// Largest number; 0 in a column of texts.
    pub high: f64,
    /// The distinct numbers, ascending; at most [`Summary::MOST`] of them are collected.
    pub distinct: Vec<f64>,
    /// Whether all are whole numbers.
    pub whole: bool,
    /// Whether it numbers the rows: three or more numbers, each one more than the last.
    pub counting: bool,
    /// What is broken in the column, as a sentence; `None` for a sound one.
    pub fault: Option<Text>,
}

impl Summary {
    /// Largest number of distinct values collected: one more than there can be classes.
    pub const MOST: usize = 101;

    fn of(numbers: impl ExactSizeIterator<Item = f64>, missing: &[u32], fault: Option<Text>) -> Self {
        let rows = numbers.len();
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        let (mut distinct, mut whole, mut counting, mut last) = (Vec::new(), true, true, None);
        let mut missing = missing.iter().peekable();
        for (row, number) in numbers.enumerate() {
            if missing.next_if(|&&empty| empty as usize == row).is_some() {
                counting = false;
                continue;
            }
            (low, high) = (low.min(number), high.max(number));
            whole &= number == number.trunc();
            counting &= last.is_none_or(|last: f64| number == last + 1.0);
            last = Some(number);
            if distinct.len() < Self::MOST
                && let Err(place) = distinct.binary_search_by(|other: &f64| other.total_cmp(&number))
            {
                distinct.insert(place, number);
            }
        }
        counting &= rows > 2;
        if last.is_none() {
            return Self { fault, ..Self::default() };
        }
        Self { low, high, distinct, whole, counting, fault }
    }
}

impl PartialEq for Column {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
            && self.values == other.values
            && self.missing == other.missing
            && self.dates == other.dates
    }
}

impl Column {
    /// A column; `missing` are the rows with an empty cell, ascending.
    #[must_use]
    pub const fn new(name: String, values: ColumnValues, missing: Vec<u32>) -> Self {
        Self {
            name,
            values,
            missing,
            dates: None,
            summary: OnceLock::new(),
            kind: OnceLock::new(),
            shifted: OnceLock::new(),
            indicators: OnceLock::new(),
            dated: OnceLock::new(),
            emptiness: OnceLock::new(),
        }
    }

    /// Number of rows.
    #[must_use]
    pub const fn rows(&self) -> usize {
        match &self.values {
            ColumnValues::Numbers(numbers) => numbers.len(),
            ColumnValues::Exact(numbers) => numbers.len(),
            ColumnValues::Texts { codes, .. } => codes.len(),
        }
    }

    /// Its numbers minus its [origin](Self::origin); `None` when it holds texts.
    #[must_use]
    pub fn numbers(&self) -> Option<&[f32]> {
        match &self.values {
            ColumnValues::Numbers(numbers) => Some(numbers),
            ColumnValues::Exact(numbers) => Some(&self.shifted(numbers).1),
            ColumnValues::Texts { .. } => None,
        }
    }

    /// Offset that is subtracted from its numbers before they become f32: 0 where that makes no difference, else a
    /// round number in the middle of them.
    #[must_use]
    pub fn origin(&self) -> f64 {
        match &self.values {
            ColumnValues::Exact(numbers) => self.shifted(numbers).0,
            ColumnValues::Numbers(_) | ColumnValues::Texts { .. } => 0.0,
        }
    }

    /// Its numbers minus `origin`; empty when it holds texts.
    pub(super) fn numbers_from(&self, origin: f64) -> Cow<'_, [f32]> {
        match (&self.values, self.numbers()) {
            (_, Some(numbers)) if self.origin() == origin => Cow::Borrowed(numbers),
            (ColumnValues::Numbers(numbers), _) => {
                numbers.iter().map(|number| (f64::from(*number) - origin) as f32).collect()
            }
            (ColumnValues::Exact(numbers), _) => numbers.iter().map(|number| (number - origin) as f32).collect(),
            (ColumnValues::Texts { .. }, _) => Cow::Borrowed(&[]),
        }
    }

    fn shifted(&self, numbers: &[f64]) -> &(f64, Vec<f32>) {
        self.shifted.get_or_init(|| {
            let Summary { low, high, .. } = self.summary();
            let origin = middle(*low, *high);
            (origin, numbers.iter().map(|number| (number - origin) as f32).collect())
        })
    }

    /// Whether it holds numbers.
    #[must_use]
    pub const fn is_of_numbers(&self) -> bool {
        !matches!(self.values, ColumnValues::Texts { .. })
    }

    /// The cell of a row as text; empty where the cell is empty.
    ///
    /// # Panics
    /// When the row does not exist.
    #[must_use]
    pub fn shown(&self, row: usize) -> Cow<'_, str> {
        if u32::try_from(row).is_ok_and(|row| self.missing.binary_search(&row).is_ok()) {
            return Cow::Borrowed("");
        }
        match &self.values {
            ColumnValues::Numbers(numbers) => numbers[row].to_string().into(),
            ColumnValues::Exact(numbers) if self.dates.is_some() => {
                self.dates.map_or_else(String::new, |dates| dates.text(numbers[row])).into()
            }
            ColumnValues::Exact(numbers) => numbers[row].to_string().into(),
            ColumnValues::Texts { names, codes } => names[codes[row] as usize].as_str().into(),
        }
    }

    /// Number of distinct values, up to [`Summary::MOST`].
    #[must_use]
    pub fn distinct(&self) -> usize {
        match &self.values {
            ColumnValues::Numbers(_) | ColumnValues::Exact(_) => self.summary().distinct.len(),
            ColumnValues::Texts { names, .. } => names.len(),
        }
    }

    /// Names of the classes that its distinct values form: numbers ascending, texts in order of first appearance.
    #[must_use]
    pub fn class_names(&self) -> Vec<String> {
        match &self.values {
            ColumnValues::Numbers(_) => {
                self.summary().distinct.iter().map(|number| (*number as f32).to_string()).collect()
            }
            ColumnValues::Exact(_) => self.summary().distinct.iter().map(ToString::to_string).collect(),
            ColumnValues::Texts { names, .. } => names.clone(),
        }
    }

    /// Index of `row`'s value among [`Self::class_names`].
    ///
    /// # Panics
    /// When the row does not exist, or its number is not among the first [`Summary::MOST`] distinct ones.
    #[must_use]
    pub(super) fn class(&self, row: usize) -> u32 {
        let number = match &self.values {
            ColumnValues::Numbers(numbers) => f64::from(numbers[row]),
            ColumnValues::Exact(numbers) => numbers[row],
            ColumnValues::Texts { codes, .. } => return codes[row],
        };
        let found = self.summary().distinct.binary_search_by(|other| other.total_cmp(&number));
        found.expect("a column with too many values for classes was refused by validation") as u32
    }

    /// The first row that is of this class.
    pub(super) fn first_of_class(&self, class: u32) -> Option<usize> {
        let is_filled = |row: &usize| u32::try_from(*row).is_ok_and(|row| self.missing.binary_search(&row).is_err());
        (0..self.rows()).filter(is_filled).find(|&row| self.class(row) == class)
    }

    /// Its summary.
    pub fn summary(&self) -> &Summary {
        self.summary.get_or_init(|| {
            let fault = self.find_fault();
            match &self.values {
                ColumnValues::Numbers(numbers) => {
                    Summary::of(numbers.iter().map(|number| f64::from(*number)), &self.missing, fault)
                }
                ColumnValues::Exact(numbers) => Summary::of(numbers.iter().copied(), &self.missing, fault),
                ColumnValues::Texts { .. } => Summary { fault, ..Summary::default() },
            }
        })
    }

    /// What is broken in it; only a damaged session can cause that.
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
            ColumnValues::Numbers(numbers) => not_finite(&name, numbers.iter().map(|number| f64::from(*number))),
            ColumnValues::Exact(numbers) => not_finite(&name, numbers.iter().copied()),
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

fn not_finite(name: &str, numbers: impl Iterator<Item = f64>) -> Option<Text> {
    let (number, row) = numbers.zip(1..).find(|(number, _)| !number.is_finite())?;
    Some(text!(
        "“{name}” holds {number} in row {row}; every number must be finite",
        "“{name}”第 {row} 行是 {number}；每个数都必须有限"
    ))
}

/// A round number between `low` and `high` if that is far from 0 relative to their distance; else 0.
fn middle(low: f64, high: f64) -> f64 {
    let (middle, span) = (0.5 * low + 0.5 * high, high - low);
    if middle.abs() <= span {
        return 0.0;
    }
    let unit = if span > 0.0 { libm::pow(10.0, libm::floor(libm::log10(span))) } else { 1.0 };
    // Of many digits no unit is left over.
    let round = libm::round(middle / unit) * unit;
    if round.is_finite() && unit > 0.0 { round } else { middle }
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
