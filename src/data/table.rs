//! A table of named columns, and the rows that are taken from it.

use std::fmt;

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::{
    Column, ColumnValues, DataSet, Target,
    cell::number,
    limited::{self, MOST_BYTES, MOST_COLUMNS, NAME},
};
use crate::{
    language::{Text, brief, shortened},
    text,
};

/// Named columns of equal length; every number is finite.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// What to call it: the file's name, without its folder.
    #[serde(deserialize_with = "limited::text::<_, NAME>")]
    pub name: String,
    /// The columns, at least two.
    #[serde(deserialize_with = "limited::list::<_, _, MOST_COLUMNS>")]
    pub columns: Vec<Column>,
    /// What was noticed while reading it, in sentences; not kept in a session.
    #[serde(skip)]
    pub notes: Vec<Text>,
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.columns == other.columns
    }
}

/// Its numbers are finite, so a table equals itself; saying so lets two `Arc`s of one table be compared by address.
impl Eq for Table {}

/// Why a table cannot be read, or not be used as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableError {
    /// The file is longer than a table may be.
    TooLong {
        /// The longest that is read.
        most: usize,
    },
    /// The bytes are another kind of file.
    NotText {
        /// What it looks like.
        what: Text,
        /// What to do.
        remedy: Text,
    },
    /// A quotation mark opens a cell that never ends.
    OpenQuote {
        /// Where it stands.
        line: usize,
    },
    /// A byte is not UTF-8.
    NotUtf8 {
        /// Where.
        line: usize,
    },
    /// No rows below the headings.
    NoRows,
    /// Rows without anything in them.
    Empty,
    /// Fewer than two columns.
    OneColumn,
    /// A row of another length.
    Ragged {
        /// Where.
        line: u64,
        /// Cells found.
        cells: usize,
        /// Cells in the first line.
        expected: usize,
    },
    /// A heading that is no name.
    LongHeading {
        /// Number of the column, from 1.
        column: usize,
        /// Most characters of a heading.
        most: usize,
    },
    /// Two columns of one name.
    TwoAlike {
        /// The heading.
        heading: String,
        /// Number of the first such column, from 1.
        first: usize,
        /// Number of the second.
        second: usize,
    },
    /// NaN, infinity, or beyond f32.
    NotFinite {
        /// Where.
        line: u64,
        /// Heading of the column.
        column: String,
        /// What stands there.
        cell: String,
    },
    /// More rows, columns or cells than are read.
    TooMany {
        /// Rows, columns or cells.
        what: Text,
        /// How many are read.
        most: usize,
    },
    /// A column that is asked for is not there.
    NoColumn {
        /// What was asked for.
        name: String,
        /// The column that was most likely meant.
        near: Option<String>,
        /// What there is.
        known: Text,
    },
    /// An input, or a target to fit, that holds texts.
    NotNumbers {
        /// The column.
        column: String,
        /// The first such row, counted from 1 below the headings.
        row: usize,
        /// The text in it.
        text: String,
    },
    /// Nothing but texts.
    NoInputs,
    /// A class that the experiment does not know.
    UnknownClass {
        /// The first such row, counted from 1 below the headings.
        row: usize,
        /// What stands there.
        class: String,
        /// The experiment's classes.
        known: Text,
    },
    /// Every row has an empty cell.
    AllEmpty {
        /// The columns in use.
        columns: Text,
    },
}

impl TableError {
    /// What to say of a file that is too long to be read at all.
    #[must_use]
    pub const fn too_long() -> Self {
        Self::TooLong { most: MOST_BYTES >> 20 }
    }

    /// What to tell the person, as a sentence without its full stop.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::TooLong { most } => text!(
                "it is too long for a table; at most {most} MB are read, so keep a part of the rows",
                "它对表格来说太大；最多读取 {most} MB，请只保留一部分行"
            ),
            Self::NotText { what, remedy } => {
                let ((what, what_zh), (remedy, remedy_zh)) = (what.both(), remedy.both());
                text!("this is not CSV text but {what}; {remedy}", "这不是 CSV 文本，而是{what_zh}；{remedy_zh}")
            }
            Self::OpenQuote { line } => text!(
                "a quotation mark in line {line} opens a cell that never ends, so that all lines below would be lost; close \
                 it, or take it out",
                "第 {line} 行的引号打开了一个没有结束的单元格，其后的各行都会丢失；请补上或去掉这个引号"
            ),
            Self::NotUtf8 { line } => text!(
                "line {line} holds a letter that is not in UTF-8, perhaps Latin-1; save the file as “CSV UTF-8” and open it \
                 again",
                "第 {line} 行含有非 UTF-8 字符，可能是 GBK 或 Latin-1；请把文件另存为“CSV UTF-8”后再打开"
            ),
            Self::NoRows => text!(
                "there are no rows in it; a table needs a line of headings and at least two rows",
                "其中没有数据行；表格需要一行标题和至少两行数据"
            ),
            Self::Empty => text!(
                "every cell below the headings is empty; fill in the rows",
                "标题下的单元格全部为空；请填写数据行"
            ),
            Self::OneColumn => text!(
                "only one column was found; a table needs at least two, separated by commas, semicolons or tabs",
                "只找到一列；表格至少需要两列，用逗号、分号或制表符分隔"
            ),
            Self::Ragged { line, cells, expected } => text!(
                "line {line} has {cells} cells, but the first line has {expected}; give every line the same number",
                "第 {line} 行有 {cells} 个单元格，而第一行有 {expected} 个；请让每行的个数相同"
            ),
            Self::LongHeading { column, most } => text!(
                "the heading of column {column} has more than {most} characters; shorten it, or look for a quotation mark that \
                 is not closed",
                "第 {column} 列的标题超过 {most} 个字符；请缩短它，或检查是否有未闭合的引号"
            ),
            Self::TwoAlike { heading, first, second } => text!(
                "the heading “{heading}” stands above columns {first} and {second}; give one of them another name",
                "第 {first} 列和第 {second} 列的标题都是“{heading}”；请给其中一列改名"
            ),
            Self::NotFinite { line, column, cell } => text!(
                "line {line}, column “{column}”: “{cell}” is not a finite number below 3.4e38; correct it, or leave the \
                 cell empty if the value is unknown",
                "第 {line} 行“{column}”列：“{cell}”不是小于 3.4e38 的有限数；请更正，若值未知则留空"
            ),
            Self::TooMany { what, most } => {
                let (what, what_zh) = what.both();
                text!(
                    "it has more than {most} {what}; keep a part of them",
                    "其中超过 {most} {what_zh}；请只保留一部分"
                )
            }
            Self::NoColumn { name, near, known } => {
                let there = near.as_ref().map_or_else(
                    || {
                        let (list, list_zh) = known.both();
                        text!("there are {list}", "现有 {list_zh}")
                    },
                    |near| text!("did you mean “{near}”?", "是否指“{near}”？"),
                );
                let (english, chinese) = there.both();
                text!("there is no column “{name}”; {english}", "没有名为“{name}”的列；{chinese}")
            }
            Self::NotNumbers { column, row, text } => text!(
                "“{column}” must hold numbers, but row {row} holds “{text}”; correct it or choose another column",
                "“{column}”必须是数值，但第 {row} 行是“{text}”；请更正或选择其他列"
            ),
            Self::NoInputs => text!(
                "no column of numbers is left to be an input; a table needs at least one beside the column to predict",
                "没有剩下可作输入的数值列；除预测目标外，表格至少还需要一列数值"
            ),
            Self::UnknownClass { row, class, known } => {
                let (list, list_zh) = known.both();
                text!(
                    "row {row} is of class “{class}”, which this experiment does not know; it knows {list}",
                    "第 {row} 行属于类别“{class}”，而此实验不认识它；它认识 {list_zh}"
                )
            }
            Self::AllEmpty { columns } => {
                let (names, names_zh) = columns.both();
                text!(
                    "every row has an empty cell in {names}; choose columns that are filled",
                    "每一行在{names_zh}中都有空单元格；请选择填写完整的列"
                )
            }
        }
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

impl std::error::Error for TableError {}

/// The first ten of `names`, as a sentence says them.
pub(crate) fn listed<'a>(mut names: impl Iterator<Item = &'a str>) -> Text {
    let shown: Vec<_> = names.by_ref().take(10).map(|name| format!("“{}”", shortened(name, 40))).collect();
    let (english, chinese) = (shown.join(", "), shown.join("、"));
    if names.next().is_some() { text!("{english} and more", "{chinese}等") } else { text!("{english}", "{chinese}") }
}

/// The candidate that `name` was most likely meant to be, if one is close enough.
///
/// Comparing takes as long as the names are long, times each other; nobody mistypes one of more than 100 letters.
pub(crate) fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    const LONGEST: usize = 400;
    if name.len() > LONGEST {
        return None;
    }
    let name = name.to_lowercase();
    candidates
        .filter(|candidate| candidate.len() <= LONGEST)
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

    /// The headings of its columns.
    fn headings(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }

    /// The column of this heading.
    ///
    /// # Errors
    /// When there is none; the sentence suggests the nearest.
    pub fn column(&self, name: &str) -> Result<&Column, TableError> {
        self.columns.iter().find(|column| column.name == name).ok_or_else(|| TableError::NoColumn {
            name: brief(name).into_owned(),
            near: nearest(name, self.headings()).map(|near| brief(near).into_owned()),
            known: listed(self.headings()),
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
                    column: brief(name).into_owned(),
                    row: column.first_of_class(wrong as u32).map_or(1, |row| row + 1),
                    text: names.get(wrong).map(|name| brief(name).into_owned()).unwrap_or_default(),
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
            return Err(TableError::AllEmpty { columns: listed(columns.iter().map(|column| column.name.as_str())) });
        }
        Ok(rows)
    }

    /// The columns that are read and predicted, without the rows in which one of them is empty.
    ///
    /// # Errors
    /// When a column is not there or does not hold what it should, or no row is left.
    ///
    /// # Panics
    /// When there is no target.
    pub fn select(&self, inputs: &[String], targets: &[String], classes: bool) -> Result<DataSet, TableError> {
        let inputs_read = inputs.iter().map(|name| self.numbers(name)).collect::<Result<Vec<_>, _>>()?;
        let answers = targets.iter().map(|name| if classes { self.column(name) } else { self.numbers(name) });
        let answers = answers.collect::<Result<Vec<_>, _>>()?;
        let rows = self.filled_rows(&[&inputs_read[..], &answers].concat())?;
        let target = if classes {
            Target::Class {
                name: targets[0].clone(),
                classes: answers[0].class_names(),
                labels: rows.iter().map(|&row| answers[0].class(row)).collect(),
            }
        } else {
            Target::Value { names: targets.to_vec(), values: matrix(&answers, &rows) }
        };
        Ok(DataSet { input_names: inputs.to_vec(), inputs: matrix(&inputs_read, &rows), target })
    }

    /// What is broken in it, which only a damaged session can bring about.
    #[must_use]
    pub fn fault(&self) -> Option<Text> {
        self.columns.iter().find_map(|column| column.fault(self.rows()))
    }
}

/// `[rows, columns]` of numbers.
pub(super) fn matrix(columns: &[&Column], rows: &[usize]) -> Array2<f32> {
    let columns: Vec<&[f32]> = columns.iter().filter_map(|column| column.numbers()).collect();
    Array2::from_shape_fn((rows.len(), columns.len()), |(row, column)| columns[column][rows[row]])
}
