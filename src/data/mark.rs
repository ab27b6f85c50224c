//! Markers of missing values.

/// Always missing, compared case-sensitively: the list of pandas' `read_csv`, Excel's errors and `?`. “None”
/// is not among them, since it is a class in many tables; and “Na” is sodium, and “Nan” a name.
const ALWAYS: [&str; 28] = [
    "NA", "N/A", "n/a", "NULL", "null", "?", "NaN", "nan", "-NaN", "-nan", "#N/A", "#N/A N/A", "#NA", "<NA>", "N.A.",
    "n.a.", "\\N", "1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!",
    "#NULL!", "(null)",
];

/// Missing in a column that is otherwise of numbers.
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

/// Length of the longest marker.
const LONGEST: usize = 16;

/// Whether a trimmed cell is missing, whatever its column holds.
pub(super) fn is_empty(cell: &str) -> bool {
    cell.is_empty() || (cell.len() <= LONGEST && ALWAYS.contains(&cell))
}

/// Whether a trimmed cell is missing in a column that is otherwise of numbers.
pub(super) fn is_unknown_number(cell: &str) -> bool {
    let is_one = |mark: &&str| cell.eq_ignore_ascii_case(mark);
    cell.len() <= LONGEST && (AMONG_NUMBERS.iter().any(is_one) || ALWAYS.iter().any(is_one))
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
        for cell in ["None", "-", ".", "*", "–", "na", "Na", "Nan"] {
            assert!(!is_empty(cell) && is_unknown_number(cell), "{cell}");
        }
        assert!(is_infinite("-Inf") && is_infinite("infinity") && !is_infinite("info"));
    }
}
