//! Formatting of numbers for people, the same in every language.

/// An integer with thousands separators.
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

/// The number that a person typed, with any minus sign and a point or a comma before its decimals.
#[must_use]
pub fn decimal(text: &str) -> Option<f64> {
    let text = text.trim().replace(',', ".").replace('−', "-");
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// Numbers from here on are written in scientific notation: their digits can no longer be counted at a glance.
const MANY: f64 = 9_999_999.5;
/// Positive numbers below this are shown as zero.
const LITTLE: f64 = 5e-7;

/// A number with its sign and as many digits as can be read at a glance.
#[must_use]
pub fn signed(value: f32) -> String {
    let decimals = match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        _ => 2,
    };
    let text = plain(value.into(), decimals);
    if value > 0.0 && text.contains(['∞', '1', '2', '3', '4', '5', '6', '7', '8', '9']) {
        format!("+{text}")
    } else {
        text
    }
}

/// A loss with its significant digits, at most six decimals; a dash for NaN.
#[must_use]
pub fn compact(value: f64) -> String {
    match value.abs() {
        size if !size.is_finite() => "–".into(),
        size if size > 0.0 && size < LITTLE && value > 0.0 => "< 0.000\u{202f}001".into(),
        size if size > 0.0 && size < LITTLE => "> −0.000\u{202f}001".into(),
        // Two significant digits, as far as there is room for them.
        size if size > 0.0 && size < 0.000_5 => plain(value, (1.0 - libm::log10(size).floor()).min(6.0) as usize),
        size if size < 10.0 => plain(value, 3),
        size if size < 100.0 => plain(value, 2),
        size if size < 1000.0 => plain(value, 1),
        _ => plain(value, 0),
    }
}

/// A value within a range of width `span`, with enough digits to resolve a two-hundredth of the range.
#[must_use]
pub fn within(value: f64, span: f64) -> String {
    plain(value, decimals(span))
}

/// Values side by side, rounded to about a hundredth of `span`, all with the same number of decimals and no more than
/// they need.
#[must_use]
pub fn alike<const N: usize>(values: [f64; N], span: f64) -> [String; N] {
    let step = span.abs() / 50.0;
    let unit = if step >= 1.0 && step.is_finite() { libm::pow(10.0, libm::log10(step).floor()) } else { 1.0 };
    let values = values.map(|value| if unit > 1.0 { unit * (value / unit).round() } else { value });
    let most = decimals(4.0 * span);
    let at = |value: f64, decimals: usize| format!("{value:.decimals$}").parse::<f64>().ok();
    let says_all = |decimals: &usize| values.iter().all(|value| at(*value, *decimals) == at(*value, most));
    let decimals = (0..most).find(says_all).unwrap_or(most);
    values.map(|value| plain(value, decimals))
}

/// A number with five significant digits, for exact reading: in scientific notation if very large or small.
#[must_use]
pub fn exact(value: f64) -> String {
    match value.abs() {
        size if size > 0.0 && size.is_finite() && !(1e-4..MANY).contains(&size) => with_power(value, 4),
        _ => plain(value, 6),
    }
}

/// A number of the size of a weight update: in scientific notation below a hundredth.
#[must_use]
pub fn small(value: f64) -> String {
    match value.abs() {
        size if size > 0.0 && size < 0.01 => with_power(value, 1),
        size if size < 10.0 => plain(value, 2),
        size => plain(value, usize::from(size < 100.0)),
    }
}

/// Number of decimals that resolve a two-hundredth of a range of width `span`.
fn decimals(span: f64) -> usize {
    let step = span.abs() / 200.0;
    if step > 0.0 && step.is_finite() { (-libm::log10(step)).ceil().clamp(0.0, 9.0) as usize } else { 3 }
}

/// `value` with this many decimals, thousands separators, and a true minus sign; never “−0”.
fn plain(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return if value.is_nan() {
            "–".into()
        } else if value > 0.0 {
            "∞".into()
        } else {
            "−∞".into()
        };
    }
    if value.abs() >= MANY {
        return with_power(value, 1);
    }
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(whole, part)| (whole, Some(part)));
    let sign = if value < 0.0 && text.contains(|digit| ('1'..='9').contains(&digit)) { "−" } else { "" };
    // Four digits need no separator, and a year must not have one.
    if whole.len() <= 4 && fraction.is_none_or(|fraction| fraction.len() <= 4) {
        return if sign.is_empty() { text } else { format!("{sign}{text}") };
    }
    let whole =
        if whole.len() > 4 { whole.parse().map_or_else(|_| whole.to_owned(), grouped) } else { whole.to_owned() };
    fraction.map_or_else(|| format!("{sign}{whole}"), |fraction| format!("{sign}{whole}.{}", in_threes(fraction)))
}

/// Decimals with a thin space after every third, when there are more than four.
fn in_threes(decimals: &str) -> String {
    if decimals.len() <= 4 {
        return decimals.into();
    }
    let threes: Vec<_> = decimals.as_bytes().chunks(3).map(|three| String::from_utf8_lossy(three)).collect();
    threes.join("\u{202f}")
}

/// A number in scientific notation, its factor with this many decimals.
fn with_power(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$e}");
    let (factor, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (factor, power) = (factor.replace('-', "−"), power_of_ten(exponent.parse().unwrap_or(0)));
    format!("{factor}\u{202f}×\u{202f}{power}")
}

/// 10 to the power of `exponent`, with superscript digits.
#[must_use]
pub fn power_of_ten(exponent: i32) -> String {
    let raised = |digit: char| digit.to_digit(10).and_then(|digit| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit as usize));
    let raised: String = exponent.to_string().chars().map(|sign| raised(sign).unwrap_or('⁻')).collect();
    format!("10{raised}")
}

/// The words with each per cent sign on the line of its number.
#[must_use]
pub fn unbroken(words: &str) -> String {
    words.replace(" %", "\u{a0}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_short_and_with_a_true_minus() {
        for (value, wanted) in [
            (1.864, "+1.86"),
            (-0.5, "−0.50"),
            (-0.001, "0.00"),
            (123.4, "+123"),
            (-12.34, "−12.3"),
            (30_212.0, "+30,212"),
        ] {
            assert_eq!(signed(value), wanted);
        }
    }

    #[test]
    fn losses_are_written_for_people() {
        for (value, wanted) in [
            (0.1234, "0.123"),
            (-2.0, "−2.000"),
            (0.000_41, "0.000\u{202f}41"),
            (5.6e-6, "0.000\u{202f}006"),
            (7.2e-5, "0.000\u{202f}072"),
            (3e-9, "< 0.000\u{202f}001"),
            (-3e-9, "> −0.000\u{202f}001"),
            (0.0, "0.000"),
            (-0.0, "0.000"),
            (17_808.612, "17,809"),
            (674.75, "674.8"),
            (1.2e7, "1.2\u{202f}×\u{202f}10⁷"),
            (f64::NAN, "–"),
        ] {
            assert_eq!(compact(value), wanted);
        }
        assert_eq!([exact(5.5e-6), exact(0.535)], ["5.5000\u{202f}×\u{202f}10⁻⁶", "0.535\u{202f}000"]);
        assert_eq!([small(-7.91e-7), small(0.5), small(0.0)], ["−7.9\u{202f}×\u{202f}10⁻⁷", "0.50", "0.00"]);
    }

    #[test]
    fn values_of_a_range_have_the_digits_that_differ_and_no_needless_plus() {
        assert_eq!([within(173_909.4, 644_000.0), within(-0.4321, 12.0)], ["173,909", "−0.43"]);
        assert_eq!(within(1962.04, 60.0), "1962.0", "a year");
        assert_eq!([within(8.1e-8, 1e-7), within(f64::INFINITY, 1.0)], ["0.000\u{202f}000\u{202f}081", "∞"]);
        assert_eq!(alike([-5.81, -0.01, 5.79], 11.6), ["−5.8", "0.0", "5.8"]);
        assert_eq!(alike([30_212.0, 352_460.0, 674_709.0], 644_497.0), ["30,000", "350,000", "670,000"]);
        assert_eq!(alike([-1.0, 0.0, 1.0], 2.0), ["−1", "0", "1"]);
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(
            [grouped(1_234_567), grouped(12_345), grouped(1000), grouped(999), grouped(0)],
            ["1,234,567", "12,345", "1,000", "999", "0"]
        );
    }
}
