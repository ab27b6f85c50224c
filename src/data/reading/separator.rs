//! The separator between the cells of a file.

use std::borrow::Cow;

use super::{super::number::Written, lines::first_line, records::Records};

/// Separator between two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// `\t`
    Tab,
    /// `;`
    Semicolon,
    /// `,`
    Comma,
    /// `|`
    Bar,
    /// Any number of blanks and tabs.
    Blanks,
}

/// Number of rows that are inspected to find the separator.
const SAMPLE: usize = 100;
/// Number of bytes that are inspected.
const SAMPLE_BYTES: usize = 1 << 18;

impl Separator {
    /// All of them, in order of preference.
    pub const ALL: [Self; 5] = [Self::Tab, Self::Semicolon, Self::Comma, Self::Bar, Self::Blanks];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tab => "tab",
            Self::Semicolon => "semicolon",
            Self::Comma => "comma",
            Self::Bar => "bar",
            Self::Blanks => "blanks",
        }
    }

    /// The byte between two cells; for blanks the one that [`in_tabs`] inserts.
    pub(super) const fn byte(self) -> u8 {
        match self {
            Self::Tab | Self::Blanks => b'\t',
            Self::Semicolon => b';',
            Self::Comma => b',',
            Self::Bar => b'|',
        }
    }

    /// The separator of `text`, which starts with the first line that matters.
    ///
    /// It is one that occurs in the first row and gives all rows the same number of cells, the first perhaps one fewer
    /// if row names have no heading. Blanks separate only if nothing else does and half of the cells of a row are
    /// numbers.
    pub(super) fn of(text: &str) -> Self {
        let text = sample(text);
        let by = Self::ALL.into_iter().filter(|separator| *separator != Self::Blanks);
        let by: Vec<_> = by.map(|separator| (separator, cells(text, separator))).collect();
        let present: Vec<_> = by.iter().filter(|(_, cells)| cells.first().is_some_and(|first| *first > 1)).collect();
        let same = present.iter().find(|(_, cells)| is_same(cells));
        match (same, present.first()) {
            // Numbers separated by blanks and a name after a tab, as in some of the oldest collections.
            (Some((Self::Tab, _)), _) if first_cell_is_numbers(text) && is_in_blanks(text) => Self::Blanks,
            (Some((found, _)), _) => *found,
            (None, _) if is_in_blanks(text) => Self::Blanks,
            (None, Some((found, _))) => *found,
            (None, None) => Self::Comma,
        }
    }
}

/// The beginning of `text`, whole lines if there are any.
fn sample(text: &str) -> &str {
    if text.len() <= SAMPLE_BYTES {
        return text;
    }
    let beginning = &text[..text.floor_char_boundary(SAMPLE_BYTES)];
    beginning.rfind(['\n', '\r']).map_or(beginning, |end| &beginning[..end])
}

/// The number of cells in each of the first rows.
fn cells(text: &str, separator: Separator) -> Vec<usize> {
    let mut records = Records::new(text, separator.byte());
    let mut cells = Vec::new();
    while cells.len() < SAMPLE && records.next().is_some() {
        if !records.record.get(0).is_some_and(|first| first.starts_with('#')) || cells.is_empty() {
            cells.push(records.record.len());
        }
    }
    cells
}

/// Whether all rows have the same number of cells, at least two.
fn is_same(cells: &[usize]) -> bool {
    match cells {
        [] => false,
        [only] => *only > 1,
        [first, second, rest @ ..] => {
            *second > 1 && (second == first || *second == first + 1) && rest.iter().all(|cells| cells == second)
        }
    }
}

fn is_in_blanks(text: &str) -> bool {
    let text = in_tabs(text);
    let cells = cells(&text, Separator::Blanks);
    if !is_same(&cells) || cells.len() < 2 {
        return false;
    }
    let mut records = Records::new(&text, Separator::Blanks.byte());
    let mut last = (0, 0);
    for _ in 0..SAMPLE {
        if records.next().is_some() {
            let numbers = records.record.iter().filter(|cell| Written::of(cell).is_some());
            last = (numbers.count(), records.record.len());
        }
    }
    2 * last.0 >= last.1
}

fn first_cell_is_numbers(text: &str) -> bool {
    let cell = first_line(text).split('\t').next().unwrap_or_default();
    cell.split_whitespace().count() > 1 && cell.split_whitespace().all(|part| Written::of(part).is_some())
}

/// `text` with one tab in place of every run of blanks between cells; quoted cells and line ends stay.
pub(super) fn in_tabs(text: &str) -> Cow<'_, str> {
    let mut tabs = String::with_capacity(text.len());
    let (mut quoted, mut begins, mut gap) = (false, true, false);
    for c in text.chars() {
        match c {
            ' ' | '\t' if !quoted => gap = !begins,
            '\n' | '\r' if !quoted => {
                tabs.push(c);
                (begins, gap) = (true, false);
            }
            _ => {
                if gap {
                    tabs.push('\t');
                }
                quoted ^= c == '"';
                tabs.push(c);
                (begins, gap) = (false, false);
            }
        }
    }
    Cow::Owned(tabs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_found() {
        for (text, expected) in [
            ("x,y\n1,2\n", Separator::Comma),
            ("x;y\n1,5;2\n", Separator::Semicolon),
            ("x\ty;z\n1\t2\n", Separator::Tab),
            ("a;b,c\n1,2\n3,4\n", Separator::Comma),
            ("x|y|kind\n1|2|a\n", Separator::Bar),
            ("x,1|y\n1|2\n3|4\n", Separator::Bar),
            ("0.1  18.0 2\n0.2   0.0 7\n", Separator::Blanks),
            ("18.0   8\t\"a b\"\n15.0   8\t\"c d e\"\n", Separator::Blanks),
            ("7 0,5 0,25\n8 1,5 2\n", Separator::Blanks),
            ("x y z\ncm kg m\n1 2 3\n", Separator::Blanks),
            ("one\ntwo\n", Separator::Comma),
            ("a word\nand another one\n", Separator::Comma),
            ("carat,cut\n0,1.5,Fair\n1,2.5,Good\n", Separator::Comma),
            ("\"a;b\",c\n1,2\n", Separator::Comma),
        ] {
            assert_eq!(Separator::of(text), expected, "{text:?}");
        }
    }

    #[test]
    fn blanks_become_tabs() {
        assert_eq!(in_tabs("  a  b\t c \r\n\"d e\"  f\n\n"), "a\tb\tc\r\n\"d e\"\tf\n\n");
    }
}
