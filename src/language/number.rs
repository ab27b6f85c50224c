//! Numbers as people write them, the same in every language.

/// A whole number with its thousands apart.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number with its sign, in as many digits as are read at a glance.
#[must_use]
pub fn signed(value: f32) -> String {
    let digits = match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        _ => 2,
    };
    let text = format!("{value:+.digits$}");
    if text.trim_matches(['+', '-', '0', '.']).is_empty() { text[1..].into() } else { text.replace('-', "−") }
}

/// A loss with the digits that are worth reading.
#[must_use]
pub fn compact(value: f64) -> String {
    match value {
        _ if !value.is_finite() => "–".into(),
        _ if value != 0.0 && value.abs() < 0.0005 => format!("{value:.1e}").replace('-', "−"),
        _ if value.abs() >= 1e6 => format!("{value:.2e}"),
        _ => format!("{value:.3}").replace('-', "−"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_short_and_with_a_true_minus() {
        for (value, wanted) in [(1.864, "+1.86"), (-0.5, "−0.50"), (-0.001, "0.00"), (123.4, "+123"), (-12.34, "−12.3")]
        {
            assert_eq!(signed(value), wanted);
        }
    }

    #[test]
    fn losses_have_three_decimals_or_a_power_of_ten() {
        assert_eq!(
            [compact(0.1234), compact(-2.0), compact(0.000_41), compact(1.2e7), compact(f64::NAN)],
            ["0.123", "−2.000", "4.1e−4", "1.20e7", "–"]
        );
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(
            [grouped(1_234_567), grouped(12_345), grouped(1000), grouped(999), grouped(0)],
            ["1,234,567", "12,345", "1,000", "999", "0"]
        );
    }
}
