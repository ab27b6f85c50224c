//! Numbers as a lesson writes them: `0.9`, and of a share also `90 %`.

use super::{Fault, Metric, piece::Piece};
use crate::{language::Text, text};

/// The number that `word` is, of this metric; `percent` says that a per cent sign of its own follows.
pub(super) fn read(word: Piece<'_>, metric: Metric, percent: bool) -> Result<f64, Fault> {
    let digits = word.text().strip_suffix('%').unwrap_or(word.text());
    let in_per_cent = percent || digits.len() < word.text().len();
    let number = digits.parse().ok().filter(|number: &f64| number.is_finite());
    let number = number.ok_or_else(|| word.fault(not_a_number(word.text())))?;
    let number = if in_per_cent { number / 100.0 } else { number };
    if metric.is_share() && !(0.0..=1.0).contains(&number) {
        return Err(
            word.fault(text!("a share lies between 0 and 1; write 0.9 for 90 %", "比例在 0 和 1 之间；90 % 请写 0.9"))
        );
    }
    Ok(number)
}

/// What is said of a word where a number is wanted.
pub(super) fn not_a_number(word: &str) -> Text {
    let word = crate::language::brief(word);
    text!("“{word}” is not a number", "“{word}”不是数字")
}
