//! Where the rows of a file begin and end, and the separator of their cells.

use std::borrow::Cow;

use super::{
    lines::{after_first_line, first_line, line_of},
    records::Records,
    separator::{Separator, in_tabs},
    title,
};
use crate::data::number::Written;

/// A text, and the part of it that holds the rows.
pub(super) struct Layout<'a> {
    /// The whole text; line numbers refer to it.
    pub(super) text: Cow<'a, str>,
    /// Byte at which the rows begin.
    pub(super) begin: usize,
    pub(super) separator: Separator,
    /// Number of comment lines before the rows.
    pub(super) comments: usize,
    /// Byte at which the rows end.
    pub(super) end: usize,
    /// Number of title lines before the rows, and the first of them.
    pub(super) titles: (usize, String),
    /// Number of remark lines after the rows, and the first of them.
    pub(super) remarks: (usize, String),
}

impl<'a> Layout<'a> {
    /// Finds the rows of `text`: after Excel's `sep=;` and after lines that begin with #, of which the last holds the
    /// headings when it has as many cells as the rows, and the rows begin with numbers.
    pub(super) fn of(text: Cow<'a, str>, chosen: Option<Separator>) -> Self {
        // The end-of-file character of CP/M and old DOS.
        let text = match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim_end_matches('\u{1a}')),
            Cow::Owned(text) => Cow::Owned(text.trim_end_matches('\u{1a}').to_owned()),
        };
        let mut rest = &*text;
        let mut separator = chosen;
        if let Some(named) = named_separator(first_line(rest)) {
            separator = separator.or(named);
            rest = after_first_line(rest);
        }
        let (mut comments, mut last) = (0, None);
        while is_comment(first_line(rest)) {
            (comments, last) = (comments + 1, Some(rest));
            rest = after_first_line(rest);
        }
        if first_line(rest).is_empty() {
            // Nothing but such lines, so they are rows after all.
            (rest, comments, last) = (last.map_or(rest, |_| &*text), 0, None);
        }
        // A short table is told by its rows alone.
        let (end, _) = title::end(rest, separator.unwrap_or_else(|| Separator::of(rest)));
        let titles = title::count(&rest[..end], separator);
        let first_title = first_line(rest).trim().to_owned();
        for _ in 0..titles {
            rest = after_first_line(rest);
        }
        let titles = (titles, first_title);
        let separator = separator.unwrap_or_else(|| Separator::of(rest));
        if let Some(line) = last.filter(|line| titles.0 == 0 && is_heading(first_line(line), rest, separator)) {
            let headings = line.trim_start_matches(['\r', '\n']).trim_start_matches('#').trim_start_matches(' ');
            (rest, comments) = (headings, comments - 1);
        }
        let begin = text.len() - rest.len();
        let (end, count) = title::end(rest, separator);
        let bare = |line: &str| line.trim().trim_matches([separator.byte() as char, '"']).trim().to_owned();
        let first = rest[end..].split(['\r', '\n']).map(bare).find(|line| !line.is_empty());
        let remarks = (count, first.filter(|_| count > 0).unwrap_or_default());
        let end = begin + end;
        if separator == Separator::Blanks {
            // Lines before the rows stay as they are, so that line numbers stay right.
            let spread = format!("{}{}", &text[..begin], in_tabs(&text[begin..]));
            let end = spread.len();
            return Self { text: Cow::Owned(spread), begin, end, separator, comments, titles, remarks };
        }
        Self { text, begin, end, separator, comments, titles, remarks }
    }

    /// The text of the rows.
    pub(super) fn rows(&self) -> &str {
        &self.text[self.begin..self.end]
    }

    /// The line number of the row that begins at this byte of the rows.
    pub(super) fn line_of(&self, byte: usize) -> usize {
        line_of(&self.text, self.begin + byte)
    }

    /// The line number in the whole text of this line of the rows.
    pub(super) fn line(&self, of_rows: usize) -> usize {
        line_of(&self.text, self.begin) - line_of(self.rows(), 0) + of_rows
    }
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

/// The separator named by Excel's first line; `None` when it is no such line, `Some(None)` for an unknown separator.
fn named_separator(line: &str) -> Option<Option<Separator>> {
    let line = line.trim_matches('"');
    let named = line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| &line[4..])?;
    let byte = *named.as_bytes().first().filter(|_| named.len() == 1)?;
    Some(Separator::ALL.into_iter().find(|separator| separator.byte() == byte))
}

/// Whether a comment contains the headings of the rows below.
fn is_heading(comment: &str, rows: &str, separator: Separator) -> bool {
    let headings = comment.trim_start().trim_start_matches('#').trim_start();
    let cells = |line: &str| {
        let line = if separator == Separator::Blanks { in_tabs(line) } else { Cow::Borrowed(line) };
        let mut records = Records::new(&line, separator.byte());
        let _begins = records.next();
        records.record
    };
    let (headings, row) = (cells(headings), cells(first_line(rows)));
    let numbers = |record: &csv::StringRecord| record.iter().filter(|cell| Written::of(cell).is_some()).count();
    headings.len() == row.len() && row.len() > 1 && numbers(&row) > 0 && numbers(&headings) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> (String, Separator, usize) {
        let layout = Layout::of(Cow::Borrowed(text), None);
        (layout.rows().to_owned(), layout.separator, layout.comments)
    }

    #[test]
    fn what_precedes_the_rows_is_passed_over() {
        for (text, expected, separator, comments) in [
            ("x,y\n1,2\n\u{1a}", "x,y\n1,2\n", Separator::Comma, 0),
            ("sep=;\r\nx;y\r\n", "x;y\r\n", Separator::Semicolon, 0),
            ("\"sep=,\"\nx,y\n1,2\n", "x,y\n1,2\n", Separator::Comma, 0),
            ("sep,y\n1,2\n", "sep,y\n1,2\n", Separator::Comma, 0),
            ("# made by, a logger\nx,y\n1,2\n", "x,y\n1,2\n", Separator::Comma, 1),
            ("# one\n\n# x y\n1 2\n3 4\n", "x\ty\n1\t2\n3\t4\n", Separator::Blanks, 1),
            ("#id,x\n1,2\n", "id,x\n1,2\n", Separator::Comma, 0),
            ("#,name,x\n1,a,2\n", ",name,x\n1,a,2\n", Separator::Comma, 0),
            ("Sales of us\nx,y\n1,2\n2,3\nSource: me\n", "x,y\n1,2\n2,3\n", Separator::Comma, 0),
            ("#a,1\n#b,2\n", "#a,1\n#b,2\n", Separator::Comma, 0),
        ] {
            assert_eq!(rows(text), (expected.to_owned(), separator, comments), "{text:?}");
        }
    }
}
