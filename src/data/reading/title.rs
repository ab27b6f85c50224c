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
        // A heading of several lines is in quotation marks, the second of which is further down.
        if line.is_empty() || line.matches('"').count() % 2 == 1 {
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

/// Byte at which the rows of `text` end, and number of remark lines below them: each is one cell of several words, where rows
/// have more, and has no quotation mark; or it is such a cell among empty ones, as spreadsheets write it.
pub(super) fn end(text: &str, separator: Separator) -> (usize, usize) {
    let has_cells = |line: &str| line.as_bytes().contains(&separator.byte());
    let (mut end, mut count) = (text.len(), 0);
    // How far up was looked, and the remarks below that.
    let (mut seen, mut looked) = (end, 0);
    while separator != Separator::Blanks && has_cells(beginning(text)) && looked < MOST {
        let (begins, line) = last_line(&text[..seen]);
        if begins == 0 || text.len() - begins > BYTES {
            break;
        }
        let (cells, above) = (cells(line, separator), last_line(&text[..begins]).1);
        let is_sure = match () {
            // Empty cells are below the rows only where there are remarks below the rows.
            () if has_cells(line) && filled(&cells) == 0 => count == looked && count > 0,
            () if has_cells(line) => match padded(&cells, above, separator) {
                Some(is_sure) => {
                    looked += 1;
                    is_sure
                }
                None => break,
            },
            () if line.contains(' ') && Written::of(line.trim()).is_none() && !line.contains('"') => {
                looked += 1;
                true
            }
            () => break,
        };
        seen = begins;
        if is_sure {
            (end, count) = (begins, looked);
        }
    }
    (end, count)
}

/// Where the last line of `text` that is not blank begins, and that line.
fn last_line(text: &str) -> (usize, &str) {
    let text = text.trim_end_matches(['\r', '\n']);
    let begins = text.rfind(['\r', '\n']).map_or(0, |at| at + 1);
    (begins, text[begins..].trim_end_matches([' ']))
}

/// Whether these cells are surely a remark among empty ones: several words below a number or a line of empty cells, or words
/// that read like a remark; a row may have its name alone. `None` where they are none.
fn padded(line: &StringRecord, above: &str, separator: Separator) -> Option<bool> {
    let (place, words) = line.iter().map(str::trim).enumerate().find(|(_, cell)| !cell.is_empty())?;
    let above = cells(above, separator);
    let is_below_number = above.get(place).is_some_and(|cell| Written::of(cell.trim()).is_some());
    let reads_like_one =
        words.contains([':', '：']) || words.starts_with(['*', '†', '注']) || words.ends_with(['.', '。']);
    let is_one = filled(line) == 1 && words.contains([' ', '：', ':']) && Written::of(words).is_none();
    is_one.then_some(is_below_number || filled(&above) == 0 || reads_like_one)
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
            ("x,y\n1,2\n3,4\nSource: the office,\n", "x,y\n1,2\n3,4\n", 1),
            ("x;y\r\n1;2\r\n;\r\nSource: office, 2024;\r\n;\r\n", "x;y\r\n1;2\r\n", 1),
            ("x,y\n1,2\n\"Source: a, b\",\n\"as of May\",\n", "x,y\n1,2\n", 2),
            ("a,b,c\nulm,1,2\n,,\nall of them,,\nwith no doubt,,\n", "a,b,c\nulm,1,2\n", 2),
            ("a,b,c\nulm,1,2\nbonn,3,\n,Note: see there,\n", "a,b,c\nulm,1,2\nbonn,3,\n", 1),
            ("a,b,c\nulm,1,2\nnew york,,\n", "a,b,c\nulm,1,2\nnew york,,\n", 0),
            ("a,b\n1,2\n,\n,\n", "a,b\n1,2\n,\n,\n", 0),
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
