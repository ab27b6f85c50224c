//! Round numbers along an axis.

use crate::language::brief;
pub use crate::language::grouped;

/// Numbers at even steps of 1, 2 or 5 times a power of ten inside `low…high`, about `count` of them or fewer.
#[must_use]
pub fn ticks(low: f64, high: f64, count: usize) -> Vec<f64> {
    let span = high - low;
    if !(span > 0.0 && span.is_finite()) || count == 0 {
        return Vec::new();
    }
    let rough = span / count as f64;
    let power = libm::pow(10.0, libm::log10(rough).floor());
    // A little less will do: 0.3 / 3 is more than 0.1 in floating point.
    let step = [1.0, 2.0, 5.0].map(|digit| digit * power).into_iter().find(|step| *step >= rough * 0.999);
    let step = step.unwrap_or(10.0 * power);
    let (first, last) = ((low / step - 0.001).ceil() as i64, (high / step + 0.001).floor() as i64);
    (first..=last).map(|i| i as f64 * step).collect()
}

/// Distance of two neighbours; 0 when there are none.
#[must_use]
pub fn step(ticks: &[f64]) -> f64 {
    ticks.get(1).map_or(0.0, |second| second - ticks[0])
}

/// `value` with just the digits that tell it from its neighbour `step` away.
#[must_use]
pub fn label(value: f64, step: f64) -> String {
    let digits = if step > 0.0 { (-libm::log10(step).floor()).clamp(0.0, 8.0) as usize } else { 2 };
    let text = format!("{value:.digits$}");
    if text.trim_matches(['-', '0', '.']).is_empty() { "0".into() } else { text.replace('-', "−") }
}

/// What people call an input or a column: `x₁` for `x1`; a name without end is cut, since all of it would be laid out.
#[must_use]
pub fn name(input: &str) -> String {
    let small = |digits: &str| {
        digits.chars().filter_map(|digit| "₀₁₂₃₄₅₆₇₈₉".chars().nth(digit.to_digit(10)? as usize)).collect()
    };
    match input.strip_prefix('x') {
        Some(digits) if (1..10).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            let small: String = small(digits);
            format!("x{small}")
        }
        _ => brief(input).replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_inside() {
        assert_eq!(ticks(-6.0, 6.0, 6), [-6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0]);
        assert_eq!(ticks(170.0, 232.0, 5), [180.0, 200.0, 220.0]);
        assert_eq!(ticks(0.0, 0.3, 3), [0.0, 0.1, 0.2, 0.1 * 3.0]);
        assert!(ticks(1.0, 1.0, 5).is_empty() && ticks(f64::NAN, 1.0, 5).is_empty());
    }

    #[test]
    fn labels_show_the_digits_that_differ() {
        assert_eq!([label(-4.0, 2.0), label(0.1, 0.1), label(0.25, 0.05)], ["−4", "0.1", "0.25"]);
        assert_eq!(label(-0.0, 0.1), "0");
    }

    #[test]
    fn inputs_have_small_digits_and_columns_their_words() {
        assert_eq!([name("x1"), name("x12"), name("xy"), name("bill_length")], ["x₁", "x₁₂", "xy", "bill length"]);
    }
}
