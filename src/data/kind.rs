//! The kinds of columns of a table.

use crate::language::Text;

/// What a column is, judged by its cells and its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Numeric values.
    Numbers,
    /// A number for each row, one more than that of the row before.
    RowNumbers,
    /// Whole numbers that identify something.
    Ids,
    /// The same value in all rows.
    Constant,
    /// No value in any row.
    Empty,
    /// Yes and no.
    YesNo,
    /// Texts that recur, as classes do.
    Classes,
    /// Texts that are different in nearly every row.
    Names,
    /// Dates or times.
    Dates,
}

impl Kind {
    /// Name shown to people.
    #[must_use]
    pub const fn name(self) -> Text {
        match self {
            Self::Numbers => Text::fixed("numbers", "数值"),
            Self::RowNumbers => Text::fixed("row numbers", "行号"),
            Self::Ids => Text::fixed("ids", "编号"),
            Self::Constant => Text::fixed("always the same", "恒定"),
            Self::Empty => Text::fixed("no values", "没有值"),
            Self::YesNo => Text::fixed("yes and no", "是与否"),
            Self::Classes => Text::fixed("classes", "类别"),
            Self::Names => Text::fixed("names", "名称"),
            Self::Dates => Text::fixed("dates", "日期"),
        }
    }

    /// Whether such a column is an input by default.
    #[must_use]
    pub const fn is_read(self) -> bool {
        matches!(self, Self::Numbers | Self::YesNo | Self::Classes)
    }
}
