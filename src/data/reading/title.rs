//! Title lines above the headings, and remarks below the rows, as spreadsheets and statistical offices add them.

use csv::StringRecord;

use super::{
    lines::{after_first_line, first_line},
    records::Records,
    separator::Separator,
};
use crate::data::number::Written;

/// Largest number of such lines.
const MOST: usize = 10;
/// Number of bytes that are inspected.
const BYTES: usize = 1 << 16;
/// Number of rows that must fit the headings.
const ROWS: usize = 20;

/// Number of title lines at the beginning of `text`: each has at most one filled cell, or two fewer than the rows, and
/// below them are a full line of texts and rows of as many cells with numbers among them. 0 in any doubt.
pub(super) fn count(text: &str, chosen: Option<Separator>) -> usize {
    let text = beginning(text);
    let (mut lines, mut rest) = (Vec::new(), text);
    while lines.len() < MOST {
        let line = first_line(rest);
        if line.is_empty() {
            return 0;
        }
        lines.push(line);
        rest = after_first_line(rest);
        let separator = chosen.unwrap_or_else(|| Separator::of(rest));
        let is_title = |line: &&str, width: usize| {
            let cells = cells(line, separator);
            filled(&cells) < 2 || cells.len() + 1 < width && cells.iter().all(|cell| Written::of(cell.trim()).is_none())
        };
        if separator != Separator::Blanks
            && let Some(width) = width_of_table(rest, separator)
        {
            return if lines.iter().all(|line| is_title(line, width)) { lines.len() } else { 0 };
        }
    }
    0
}

/// Byte at which the rows of `text` end, and number of remark lines below them: each is one cell of several words,
/// where rows have more, and has no quotation mark.
pub(super) fn end(text: &str, separator: Separator) -> (usize, usize) {
    let has_cells = |line: &str| line.as_bytes().contains(&separator.byte());
    let (mut end, mut count) = (text.len(), 0);
    while separator != Separator::Blanks && has_cells(beginning(text)) && count < MOST {
        let rows = text[..end].trim_end_matches(['\r', '\n']);
        let begins = rows.rfind(['\r', '\n']).map_or(0, |at| at + 1);
        let line = rows[begins..].trim();
        let is_of_words = line.contains(' ') && Written::of(line).is_none() && !line.contains('"');
        if begins == 0 || !is_of_words || has_cells(line) {
            break;
        }
        (end, count) = (begins, count + 1);
    }
    (end, count)
}

/// The part of `text` that is inspected, in whole lines.
fn beginning(text: &str) -> &str {
    if text.len() <= BYTES {
        return text;
    }
    let beginning = &text[..text.floor_char_boundary(BYTES)];
    beginning.rfind(['\n', '\r']).map_or("", |end| &beginning[..end])
}

/// Number of cells in each row, if `text` begins with a full line of texts, of which the first may be missing, above
/// rows of as many.
fn width_of_table(text: &str, separator: Separator) -> Option<usize> {
    let mut records = Records::new(text, separator.byte());
    records.next()?;
    let headings = records.record.clone();
    let width = headings.len();
    let is_text = |cell: &str| !cell.trim().is_empty() && Written::of(cell.trim()).is_none();
    if width < 2 || !headings.iter().skip(1).all(is_text) || filled(&headings) < 2 {
        return None;
    }
    let (mut rows, mut numbers) = (0, 0);
    while rows < ROWS && records.next().is_some() {
        rows += 1;
        numbers += records.record.iter().filter(|cell| Written::of(cell.trim()).is_some()).count();
        if records.record.len() != width {
            return None;
        }
    }
    (rows > 0 && numbers >= rows).then_some(width)
}

fn cells(line: &str, separator: Separator) -> StringRecord {
    let mut records = Records::new(line, separator.byte());
    let _begins = records.next();
    records.record
}

fn filled(cells: &StringRecord) -> usize {
    cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_below_the_rows_are_told_from_rows() {
        for (text, rows, count) in [
            ("x,y\n1,2\n3,4\nSource: the office\n", "x,y\n1,2\n3,4\n", 1),
            ("x;y\r\n1;2\r\n\r\n* as of May\r\nSource: office, 2024\r\n", "x;y\r\n1;2\r\n\r\n", 2),
            ("Sales of us\nx,y\n1,2\nSource: me\n", "Sales of us\nx,y\n1,2\n", 1),
            ("x,y\n1,2\n3\n", "x,y\n1,2\n3\n", 0),
            ("x,y\n1,2\n1 234\n", "x,y\n1,2\n1 234\n", 0),
            ("x,y\n1,\"two\nlines here\"\n", "x,y\n1,\"two\nlines here\"\n", 0),
            ("x,y\n1,2\nnew york,3\n", "x,y\n1,2\nnew york,3\n", 0),
            ("one word\ntwo words\n", "one word\ntwo words\n", 0),
            ("", "", 0),
        ] {
            let separator = Separator::of(text);
            let (end, found) = end(text, separator);
            assert_eq!((&text[..end], found), (rows, count), "{text:?}");
        }
    }

    #[test]
    fn titles_are_told_from_headings_and_rows() {
        for (text, expected) in [
            ("Sales report 2024\nregion,units\nnorth,3\nsouth,5\n", 1),
            ("Sales report 2024\n\nas of May\n\nregion,units\nnorth,3\n", 2),
            ("Sales report,,\n,,\nregion,units,price\nnorth,3,2.5\n", 2),
            ("Sales, by region\nregion,city,units,price\nnorth,ulm,3,2.5\n", 1),
            ("Umsatz\r\nRegion;Menge\r\nNord;3,5\r\n", 1),
            ("region,units\nnorth,3\n", 0),
            ("x\n1\n2\n", 0),
            ("a,,\nb,1,2\nc,3,4\n", 0),
            ("x,y\na,b\n1,2\n", 0),
            ("x,,\n1,2,3\n4,5,6\n", 0),
            ("", 0),
            ("note\nkind,city\na,b\n", 0),
        ] {
            assert_eq!(count(text, None), expected, "{text:?}");
        }
    }
}
