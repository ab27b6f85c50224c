//! Marks that stand where a value is unknown.

/// What always means that nothing is known: the list of pandas' `read_csv`, Excel's errors and `?`. “None” is not among
/// them, since it is a class in many tables.
const ALWAYS: [&str; 24] = [
    "na", "n/a", "null", "?", "nan", "-nan", "#n/a", "#n/a n/a", "#na", "<na>", "n.a.", "\\n", "1.#ind", "-1.#ind",
    "1.#qnan", "-1.#qnan", "#div/0!", "#value!", "#ref!", "#name?", "#num!", "#null!", "#error!", "(null)",
];

/// What means it where all else is numbers.
const AMONG_NUMBERS: [&str; 30] = [
    "-",
    "–",
    "—",
    "--",
    "---",
    "−",
    ".",
    "..",
    "...",
    "…",
    "*",
    "**",
    "***",
    "~",
    "none",
    "nil",
    "nd",
    "n.d.",
    "n.d",
    "n.a",
    "na.",
    "unknown",
    "missing",
    "not available",
    "(missing)",
    "null.",
    "无",
    "缺失",
    "未知",
    "空",
];

/// Longest of the marks.
const LONGEST: usize = 16;

fn is_among(marks: &[&str], cell: &str) -> bool {
    cell.len() <= LONGEST && marks.iter().any(|mark| cell.eq_ignore_ascii_case(mark))
}

/// Whether a trimmed cell says nothing, whatever its column holds.
pub(super) fn is_empty(cell: &str) -> bool {
    cell.is_empty() || is_among(&ALWAYS, cell)
}

/// Whether a trimmed cell says nothing in a column that is otherwise of numbers.
pub(super) fn is_unknown_number(cell: &str) -> bool {
    is_among(&AMONG_NUMBERS, cell)
}

/// Whether a trimmed cell is an infinity, which a network cannot read.
pub(super) fn is_infinite(cell: &str) -> bool {
    let word = cell.trim_start_matches(['-', '+', '−']);
    word.eq_ignore_ascii_case("inf") || word.eq_ignore_ascii_case("infinity") || word == "∞"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_pandas_are_empty_and_none_is_a_class() {
        for cell in ["", "NA", "#N/A", "<NA>", "NaN", "nan", "n/a", "NULL", "null", "\\N", "#DIV/0!", "?", "N.A."] {
            assert!(is_empty(cell), "{cell}");
        }
        for cell in ["None", "-", ".", "*", "–"] {
            assert!(!is_empty(cell) && is_unknown_number(cell), "{cell}");
        }
        assert!(is_infinite("-Inf") && is_infinite("infinity") && !is_infinite("info"));
    }
}
