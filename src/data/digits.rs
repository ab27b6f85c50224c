//! Digits of other scripts, as numbers are typed in China, Arabia, Persia and India.

use std::borrow::Cow;

/// The zero of each script, which nine digits follow.
const ZEROS: [char; 4] = ['０', '٠', '۰', '०'];

/// The cell with ASCII digits and marks, if it has digits of another script and nothing but digits, marks and signs.
pub(super) fn plain(cell: &str) -> Cow<'_, str> {
    if cell.is_ascii() || !cell.chars().any(|c| digit(c).is_some()) {
        return Cow::Borrowed(cell);
    }
    cell.chars().map(|c| digit(c).unwrap_or(c)).map(mark).collect::<String>().into()
}

fn digit(c: char) -> Option<char> {
    let value = ZEROS.iter().find_map(|zero| (c as u32).checked_sub(*zero as u32).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

const fn mark(c: char) -> char {
    match c {
        '．' | '٫' => '.',
        '，' | '٬' => ',',
        '－' => '-',
        '＋' => '+',
        '٪' => '%',
        '（' => '(',
        '）' => ')',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_other_scripts_are_digits() {
        for (cell, expected) in [
            ("１２．５", "12.5"),
            ("－３％", "-3％"),
            ("٣٫٥", "3.5"),
            ("۱۲٬۰۰۰", "12,000"),
            ("१२", "12"),
            ("12．5", "12．5"),
            ("第１組", "第1組"),
            ("½", "½"),
        ] {
            assert_eq!(plain(cell), expected, "{cell}");
        }
        assert!(matches!(plain("1.5"), Cow::Borrowed("1.5")));
    }
}
