//! Digits of other scripts, as numbers are typed in China, Arabia, Persia and India.

use std::borrow::Cow;

/// The zero of each script, which nine digits follow.
const ZEROS: [char; 4] = ['\u{ff10}', '\u{660}', '\u{6f0}', '\u{966}'];

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
        '\u{ff0e}' | '\u{66b}' => '.',
        '\u{ff0c}' | '\u{66c}' => ',',
        '\u{ff0d}' => '-',
        '\u{ff0b}' => '+',
        '\u{66a}' => '%',
        '\u{ff08}' => '(',
        '\u{ff09}' => ')',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_other_scripts_are_digits() {
        for (cell, expected) in [
            ("\u{ff11}\u{ff12}\u{ff0e}\u{ff15}", "12.5"),
            ("\u{ff0d}\u{ff13}\u{ff05}", "-3\u{ff05}"),
            ("\u{663}\u{66b}\u{665}", "3.5"),
            ("\u{6f1}\u{6f2}\u{66c}\u{6f0}\u{6f0}\u{6f0}", "12,000"),
            ("\u{967}\u{968}", "12"),
            ("12\u{ff0e}5", "12\u{ff0e}5"),
            ("\u{7b2c}\u{ff11}\u{7d44}", "\u{7b2c}1\u{7d44}"),
            ("\u{bd}", "\u{bd}"),
        ] {
            assert_eq!(plain(cell), expected, "{cell}");
        }
        assert!(matches!(plain("1.5"), Cow::Borrowed("1.5")));
    }
}
