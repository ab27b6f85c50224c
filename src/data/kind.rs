//! What a column of a table is, as far as its cells and its heading tell.

use crate::language::Text;

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Numbers to be calculated with.
    Numbers,
    /// A number for each row, one more than that of the row before.
    RowNumbers,
    /// Whole numbers that name something.
    Ids,
    /// The same in all rows.
    Constant,
    /// Yes and no.
    YesNo,
    /// Texts that occur again, as classes do.
    Classes,
    /// Texts of which nearly every row has its own.
    Names,
    /// Days or times.
    Dates,
}

impl Kind {
    /// What people call it.
    #[must_use]
    pub const fn name(self) -> Text {
        match self {
            Self::Numbers => Text::fixed("numbers", "数值"),
            Self::RowNumbers => Text::fixed("row numbers", "行号"),
            Self::Ids => Text::fixed("ids", "编号"),
            Self::Constant => Text::fixed("always the same", "恒定"),
            Self::YesNo => Text::fixed("yes and no", "是与否"),
            Self::Classes => Text::fixed("classes", "类别"),
            Self::Names => Text::fixed("names", "名称"),
            Self::Dates => Text::fixed("dates", "日期"),
        }
    }

    /// Whether such a column is read unless a person says otherwise.
    #[must_use]
    pub const fn is_read(self) -> bool {
        matches!(self, Self::Numbers | Self::YesNo | Self::Classes)
    }
}
