//! What one cell of a CSV file says: nothing, a number or a text.

/// What one cell holds.
#[derive(Clone, Copy)]
pub(super) enum Cell<'a> {
    Empty,
    Number(f32),
    NotFinite(&'a str),
    Text(&'a str),
}

impl<'a> Cell<'a> {
    pub(super) fn of(cell: &'a str, delimiter: u8) -> Self {
        let cell = cell.trim();
        if cell.is_empty() || cell == "?" || ["NA", "N/A", "null"].iter().any(|none| cell.eq_ignore_ascii_case(none)) {
            return Self::Empty;
        }
        match number(cell, delimiter != b',') {
            // Adding zero makes −0 into 0, so that they are one class.
            Some(number) if number.is_finite() => Self::Number(number + 0.0),
            Some(_) => Self::NotFinite(cell),
            None => Self::Text(cell),
        }
    }
}

/// The number that a cell holds, with a true minus sign and, if wanted, a decimal comma.
pub(super) fn number(cell: &str, decimal_comma: bool) -> Option<f32> {
    cell.parse().ok().or_else(|| {
        let can_be = cell.contains('−') || decimal_comma && cell.contains(',');
        // Longer than any number, and hostile files have long cells.
        if !can_be || cell.len() > 50 {
            return None;
        }
        let mut plain = cell.replace('−', "-");
        if decimal_comma && !plain.contains('.') {
            plain = plain.replacen(',', ".", 1);
        }
        plain.parse().ok()
    })
}
