//! Why a table cannot be read, or cannot be used as requested.

use std::fmt;

use super::{Dates, limited::MOST_BYTES};
use crate::{
    language::{Text, shortened},
    text,
};

/// Why a table cannot be read, or cannot be used as requested.
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
    /// A quotation mark opens a cell that is never closed.
    OpenQuote {
        /// Where it stands.
        line: usize,
    },
    /// No rows below the headings.
    NoRows,
    /// Rows without any content.
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
    /// A heading that is too long for a name.
    LongHeading {
        /// Number of the column, from 1.
        column: usize,
        /// Most characters of a heading.
        most: usize,
    },
    /// More rows, columns or cells than are read.
    TooMany {
        /// Rows, columns or cells.
        what: Text,
        /// How many are read.
        most: usize,
    },
    /// A requested column does not exist.
    NoColumn {
        /// The requested name.
        name: String,
        /// The column that was most likely meant.
        near: Option<String>,
        /// The columns that exist.
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
    /// An input of dates, one of which is invalid or ambiguous.
    NoDay {
        /// The column.
        column: String,
        /// The text in it.
        text: String,
    },
    /// Dates of a table for a network that learned from dates in another order.
    OtherOrder {
        /// The column.
        column: String,
        /// The first date that the network's order cannot read.
        text: String,
        /// The network's order.
        order: Dates,
    },
    /// No column can be an input.
    NoInputs {
        /// What most likely turned a column of numbers into texts, as a sentence.
        slip: Option<Text>,
    },
    /// It was loaded with a session, so its file is not there to be read differently.
    ReadAlready,
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

    /// The message, as a sentence without its full stop.
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
            Self::NoRows => text!(
                "there are no rows in it; a table needs a line of headings and at least two rows",
                "其中没有数据行；表格需要一行标题和至少两行数据"
            ),
            Self::Empty => text!(
                "every cell below the headings is empty; fill in the rows",
                "标题下的单元格全部为空；请填写数据行"
            ),
            Self::OneColumn => text!(
                "only one column was found; a table needs at least two, separated by commas, semicolons, tabs, bars or blanks",
                "只找到一列；表格至少需要两列，用逗号、分号、制表符、竖线或空格分隔"
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
            Self::TooMany { what, most } => {
                let (what, what_zh) = what.both();
                text!(
                    "it has more than {most} {what}; keep a part of them, or make pictures smaller",
                    "超过 {most} {what_zh}；请减少一些，图像请先缩小"
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
            Self::NoDay { column, text } => text!(
                "“{column}” holds “{text}”, which is no date or could be two; say which comes first with \
                 data.table.dates=day, month or year, or write 2024-05-31",
                "“{column}”中的“{text}”不是日期，或可能是两个日期；请用 data.table.dates=day、month 或 year 说明哪个在前，或写成 2024-05-31 的形式"
            ),
            Self::OtherOrder { column, text, order } => {
                let (first, first_zh) = order.leads();
                text!(
                    "“{column}” holds “{text}”, but in the table that the network learned from the {first} comes first; say \
                     which comes first here with data.table.dates=day, month or year",
                    "“{column}”中有“{text}”，而在网络所学的表格中{first_zh}在前；请用 data.table.dates=day、month 或 year 说明此处哪个在前"
                )
            }
            Self::NoInputs { slip } => {
                let (slip, slip_zh) = slip.as_ref().map(Text::both).unwrap_or_default();
                let (gap, slip) = (if slip.is_empty() { "" } else { ". " }, slip.trim_end_matches('.'));
                let (gap_zh, slip_zh) = (if slip.is_empty() { "" } else { "。" }, slip_zh.trim_end_matches('。'));
                text!(
                    "no column is left to be an input; a table needs one beside the column to predict that holds different \
                     numbers, or few different texts{gap}{slip}",
                    "没有剩下可作输入的列；除预测目标外，表格还需要一列不同的数值或少数几种文本{gap_zh}{slip_zh}"
                )
            }
            Self::ReadAlready => text!(
                "the table was read before it came into this session; open its file again to read it otherwise",
                "表格在进入此会话前已读取；若要以其他方式读取，请重新打开其文件"
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

/// The first ten of `names`, as a list in a sentence.
pub(crate) fn listed<'a>(mut names: impl Iterator<Item = &'a str>) -> Text {
    let shown: Vec<_> = names.by_ref().take(10).map(|name| format!("“{}”", shortened(name, 40))).collect();
    let (english, chinese) = (shown.join(", "), shown.join("、"));
    if names.next().is_some() { text!("{english} and more", "{chinese}等") } else { text!("{english}", "{chinese}") }
}

/// The candidate most similar to `name`, if one is similar enough.
///
/// The cost grows with the product of the lengths; nobody mistypes a name of more than 100 letters.
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
