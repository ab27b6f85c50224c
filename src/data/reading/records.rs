//! The rows of a file, cut into cells.

use csv::{ReaderBuilder, StringRecord};

/// Iterates over the rows of a text; blank lines are skipped.
pub(super) struct Records<'a> {
    reader: csv::Reader<&'a [u8]>,
    /// The current row.
    pub(super) record: StringRecord,
    /// Number of cells of every row, once known: then one surplus empty cell at the end is cut off, and a line that
    /// begins with # and has another number of cells is a comment.
    width: Option<usize>,
    /// Number of comments that were skipped.
    pub(super) comments: usize,
    /// Number of rows that ended in a separator.
    pub(super) closed: usize,
    /// The headings, where they do not occur again as a row.
    headings: Option<StringRecord>,
    /// Number of times they occurred again.
    pub(super) repeated: usize,
    has_begun: bool,
}

impl<'a> Records<'a> {
    pub(super) fn new(text: &'a str, separator: u8) -> Self {
        // The number of cells is checked by hand, to give an error message of our own.
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(separator);
        let reader = builder.from_reader(text.as_bytes());
        let record = StringRecord::new();
        Self { reader, record, width: None, comments: 0, closed: 0, headings: None, repeated: 0, has_begun: false }
    }

    /// The same without rows below the first that repeat it, as where files were joined; `None` for all rows.
    pub(super) fn without(mut self, headings: Option<&StringRecord>) -> Self {
        self.headings = headings.cloned();
        self
    }

    /// The same, with a known number of cells.
    pub(super) const fn of_width(mut self, width: usize) -> Self {
        self.width = Some(width);
        self
    }

    /// Advances to the next row and returns the byte at which it, or an empty line before it, begins.
    pub(super) fn next(&mut self) -> Option<usize> {
        // Decoded text is UTF-8, and the reader has no other error.
        while matches!(self.reader.read_record(&mut self.record), Ok(true)) {
            let first = self.record.get(0).unwrap_or_default();
            if self.record.len() <= 1 && first.trim().is_empty() || is_rule(&self.record) {
                continue;
            }
            if let Some(width) = self.width {
                let cells = self.record.len();
                if cells != width && first.starts_with('#') {
                    self.comments += 1;
                    continue;
                }
                if cells == width + 1 && self.record.get(width).is_some_and(|last| last.trim().is_empty()) {
                    self.record.truncate(width);
                    self.closed += 1;
                }
            }
            if self.has_begun && self.headings.as_ref() == Some(&self.record) {
                self.repeated += 1;
                continue;
            }
            self.has_begun = true;
            return Some(self.record.position().map_or(0, |position| position.byte() as usize));
        }
        None
    }
}

/// Whether a row is a line that is drawn below headings, as in Markdown and by databases: `|---|:--:|`, `----+----`.
fn is_rule(record: &StringRecord) -> bool {
    let mut filled = record.iter().map(str::trim).filter(|cell| !cell.is_empty()).peekable();
    let is_drawn = |cell: &str| {
        let is_long = cell.contains("--") || cell.contains("==") || cell.contains(':') && cell.contains('-');
        cell.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'+' | b':')) && is_long
    };
    filled.peek().is_some() && filled.all(is_drawn)
}
