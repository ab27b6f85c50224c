//! Parts of the window that can be exported as a picture or as numbers, and destinations.

use crate::{language::Text, text};

/// A part of the window that can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Region {
    /// The page in the middle.
    Page,
    /// The large map.
    Map,
    /// The curves and the report.
    Curves,
}

/// Where a picture goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// The clipboard.
    Clipboard,
    /// A file that is asked for.
    File,
}

impl Region {
    /// Name of a file of it, without ending; `page` is that of the page in the middle.
    #[must_use]
    pub const fn file_name(self, page: &'static str) -> &'static str {
        match self {
            Self::Page => page,
            Self::Map => "map",
            Self::Curves => "history",
        }
    }

    /// What the menu of it is called.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Self::Page => text!("Export page", "导出本页"),
            Self::Map => text!("Export the map", "导出决策图"),
            Self::Curves => text!("Export the curves", "导出曲线"),
        }
    }
}
