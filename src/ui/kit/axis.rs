//! Round numbers along an axis, and what is written at them.

pub use crate::language::grouped;
use crate::language::{brief, power_of_ten};

/// Between two labels that stand side by side.
const BETWEEN: f32 = 10.0;

/// Numbers at even steps of 1, 2 or 5 times a power of ten inside `low…high`, about `count` of them or fewer, but never
/// fewer than two: one number alone says nothing of the scale.
#[must_use]
pub fn ticks(low: f64, high: f64, count: usize) -> Vec<f64> {
    let span = high - low;
    if !(span > 0.0 && span.is_finite()) || count == 0 {
        return Vec::new();
    }
    let rough = span / count as f64;
    let power = libm::pow(10.0, libm::log10(rough).floor());
    // A little less will do: 0.3 / 3 is more than 0.1 in floating point.
    let wanted = [1.0, 2.0, 5.0, 10.0].map(|digit| digit * power).into_iter().find(|step| *step >= rough * 0.999);
    let finer = [1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01].map(|share| share * 10.0 * power);
    let steps = wanted.into_iter().chain(finer.into_iter().filter(|step| Some(*step) < wanted));
    let at = |step: f64| -> Vec<f64> {
        let (first, last) = ((low / step - 0.001).ceil() as i64, (high / step + 0.001).floor() as i64);
        (first..=last).map(|i| i as f64 * step).collect()
    };
    let mut found = steps.map(at);
    found.find(|ticks| ticks.len() > 1).unwrap_or_default()
}

/// Distance of two neighbours; 0 when there are none.
#[must_use]
pub fn step(ticks: &[f64]) -> f64 {
    ticks.get(1).map_or(0.0, |second| second - ticks[0])
}

/// What is written at `ticks`: just the digits that tell them apart, millions as M, and what is larger or much smaller
/// as a factor of one power of ten.
#[must_use]
pub fn labels(ticks: &[f64]) -> Vec<String> {
    let (most, step) = (ticks.iter().fold(0.0, |most: f64, tick| tick.abs().max(most)), step(ticks));
    let (unit, sign) = match most {
        _ if most >= 9.99e9 || step > 0.0 && step < 9.99e-5 => {
            let power = (libm::log10(most) + 1e-6).floor();
            (libm::pow(10.0, power), format!("×{}", power_of_ten(power as i32)))
        }
        _ if most >= 1e6 => (1e6, "\u{202f}M".to_owned()),
        _ => (1.0, String::new()),
    };
    let label = |tick: &f64| match label(tick / unit, step / unit) {
        zero if zero == "0" => zero,
        number => number + &sign,
    };
    ticks.iter().map(label).collect()
}

/// `value` with just the digits that tell it from its neighbour `step` away.
fn label(value: f64, step: f64) -> String {
    let digits = if step > 0.0 { (-(libm::log10(step) + 1e-6).floor()).clamp(0.0, 8.0) as usize } else { 2 };
    let text = format!("{:.digits$}", value.abs());
    if text.trim_matches(['0', '.']).is_empty() {
        return "0".into();
    }
    let (whole, fraction) = text.split_at(text.find('.').unwrap_or(text.len()));
    // Four digits are read as they are, and a year has no thousands.
    let whole =
        if whole.len() > 4 { whole.parse().map_or_else(|_| whole.to_owned(), grouped) } else { whole.to_owned() };
    format!("{}{whole}{fraction}", if value < 0.0 { "−" } else { "" })
}

/// Where the labels of an axis across stand.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Left and right end of the axis on the screen.
    pub ends: (f32, f32),
    /// No label reaches beyond this.
    pub end: f32,
    /// About this many are enough.
    pub most: usize,
    /// Whether there is nothing between whole numbers.
    pub whole: bool,
}

/// Round numbers from `low` to `high` with their labels, so few that none touches another; at least two wherever two
/// fit. `width` measures a label.
#[must_use]
pub fn across((low, high): (f64, f64), room: Room, width: impl Fn(&str) -> f32) -> Vec<(f64, String)> {
    let ends = room.ends;
    let place = |tick: f64| ends.0 + ((tick - low) / (high - low)) as f32 * (ends.1 - ends.0);
    let at = |count: usize| -> Option<Vec<(f64, String)>> {
        let ticks = ticks(low, high, count);
        if room.whole && ticks.iter().any(|tick| (tick - tick.round()).abs() > 1e-6) {
            return None;
        }
        let labels = labels(&ticks);
        let fits = |(tick, label): &(f64, String)| place(*tick) + 0.5 * width(label) <= room.end;
        let shown: Vec<_> = ticks.into_iter().zip(labels).filter(fits).collect();
        let is_apart = |pair: &[(f64, String)]| {
            let halves = 0.5 * (width(&pair[0].1) + width(&pair[1].1));
            place(pair[1].0) - place(pair[0].0) >= halves + BETWEEN
        };
        shown.windows(2).all(is_apart).then_some(shown)
    };
    let most = room.most.max(2);
    let mut fewer = (1..=most).rev().chain(most + 1..=4 * most).filter_map(at);
    fewer.find(|shown| shown.len() > 1).or_else(|| at(1)).unwrap_or_default()
}

/// Round numbers for a logarithmic axis, at most about `count` of them, but at least two: each as its exponent of ten,
/// between `low` and `high`, and its label.
#[must_use]
pub fn decades(low: f64, high: f64, count: usize) -> Vec<(f64, String)> {
    if !((high - low).is_finite() && low < high) {
        return Vec::new();
    }
    let whole: Vec<i32> = (low.ceil() as i32..=high.floor() as i32).collect();
    let written = |exponent: i32| match exponent {
        -4..0 => format!("{:.*}", exponent.unsigned_abs() as usize, libm::pow(10.0, exponent.into())),
        0..4 => 10_u64.pow(exponent.unsigned_abs()).to_string(),
        4..6 => grouped(10_u64.pow(exponent.unsigned_abs())),
        _ => power_of_ten(exponent),
    };
    let stride = whole.len().div_ceil(count.max(1)).max(1) as i32;
    for stride in (1..=stride).rev() {
        let shown: Vec<_> = whole.iter().filter(|exponent| **exponent % stride == 0).collect();
        if shown.len() > 1 {
            return shown.into_iter().map(|exponent| (f64::from(*exponent), written(*exponent))).collect();
        }
    }
    // Within a decade or two there is room for numbers between the powers: at about equal distances, as 1, 2, 5, 10 are.
    let between = |digits: &[u32]| -> Vec<(f64, String)> {
        let all = (low.floor() as i32..=high.floor() as i32).flat_map(|exponent| {
            digits.iter().map(move |digit| (f64::from(exponent) + libm::log10(f64::from(*digit)), *digit, exponent))
        });
        let label = |digit: u32, exponent: i32| match exponent {
            -4..0 => {
                let value = f64::from(digit) * libm::pow(10.0, exponent.into());
                format!("{:.*}", exponent.unsigned_abs() as usize, value)
            }
            0..6 => grouped(u64::from(digit) * 10_u64.pow(exponent.unsigned_abs())),
            _ if digit == 1 => power_of_ten(exponent),
            _ => format!("{digit}×{}", power_of_ten(exponent)),
        };
        let inside = all.filter(|(place, ..)| (low..=high).contains(place));
        inside.map(|(place, digit, exponent)| (place, label(digit, exponent))).collect()
    };
    let mut round = [&[1, 2, 5][..], &[1, 3]].into_iter().map(between);
    if let Some(shown) = round.find(|shown| (2..=count.max(2)).contains(&shown.len())) {
        return shown;
    }
    let ticks = ticks(libm::pow(10.0, low), libm::pow(10.0, high), count);
    let ticks: Vec<f64> = ticks.into_iter().filter(|tick| *tick > 0.0).collect();
    ticks.iter().map(|tick| libm::log10(*tick)).zip(labels(&ticks)).collect()
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
    fn one_number_alone_is_never_written() {
        for (low, high) in [(0.31, 0.62), (0.6, 0.99), (1e9, 1.002e9), (0.07, 0.31), (-0.05, 1.2), (37.2, 38.1)] {
            for count in 1..9 {
                let ticks = ticks(low, high, count);
                assert!(ticks.len() >= 2, "{low}…{high} by {count}: {ticks:?}");
                assert!(ticks.iter().all(|tick| (low - 1e-9..=high + 1e-9).contains(tick)), "{ticks:?}");
            }
        }
    }

    #[test]
    fn labels_show_the_digits_that_differ() {
        assert_eq!([label(-4.0, 2.0), label(0.1, 0.1), label(0.25, 0.05)], ["−4", "0.1", "0.25"]);
        assert_eq!([label(-0.0, 0.1), label(25_000.0, 5_000.0)], ["0", "25,000"]);
    }

    #[test]
    fn large_and_small_labels_are_short_and_tell_apart() {
        assert_eq!(labels(&[0.0, 2e8, 4e8]), ["0", "200\u{202f}M", "400\u{202f}M"]);
        assert_eq!(labels(&[1e9, 1.002e9]), ["1000\u{202f}M", "1002\u{202f}M"]);
        assert_eq!(labels(&[0.0, 5e11, 1e12]), ["0", "0.5×10¹²", "1.0×10¹²"]);
        assert_eq!(labels(&[0.0, 2e-8, 4e-8]), ["0", "2×10⁻⁸", "4×10⁻⁸"]);
        assert_eq!(labels(&[-f64::from(1e-6_f32), 0.0]), ["−1×10⁻⁶", "0"]);
        assert_eq!(labels(&[1960.0, 1980.0]), ["1960", "1980"], "years");
        assert_eq!(labels(&[0.0, 1e-4, 2e-4]), ["0", "0.0001", "0.0002"]);
    }

    #[test]
    fn labels_across_never_touch_and_are_at_least_two() {
        let width = |label: &str| 7.0 * label.chars().count() as f32;
        let ranges = [(0.0, 600_000.0), (0.0, 1.0), (1e9, 1.002e9), (-6.0, 6.0), (0.0, 3e-8), (1900.0, 2010.0)];
        for ((low, high), wide) in ranges.into_iter().flat_map(|range| [200.0, 280.0, 500.0].map(|wide| (range, wide)))
        {
            let room =
                Room { ends: (30.0, 30.0 + wide), end: 30.0 + 0.8 * wide, most: (wide / 44.0) as usize, whole: false };
            let shown = across((low, high), room, width);
            assert!(shown.len() >= 2, "{low}…{high} on {wide}: {shown:?}");
            let place = |tick: f64| 30.0 + ((tick - low) / (high - low)) as f32 * wide;
            let ends = shown.iter().map(|(tick, label)| (place(*tick), 0.5 * width(label)));
            let ends: Vec<_> = ends.map(|(middle, half)| (middle - half, middle + half)).collect();
            assert!(ends.windows(2).all(|pair| pair[0].1 < pair[1].0), "{shown:?}");
            assert!(ends.iter().all(|end| end.1 <= room.end), "{shown:?}");
        }
    }

    #[test]
    fn there_is_nothing_between_whole_numbers() {
        let room = Room { ends: (0.0, 300.0), end: 310.0, most: 6, whole: true };
        let shown = |high: f64| across((0.0, high), room, |label| 7.0 * label.len() as f32);
        for high in [1.0, 2.0, 3.0, 7.0, 40.0] {
            assert!(shown(high).len() > 1 && shown(high).iter().all(|(tick, _)| tick.fract() == 0.0), "{high}");
        }
    }

    #[test]
    fn a_logarithmic_axis_has_powers_of_ten_and_never_one_number_alone() {
        let words = |low, high, count| -> Vec<String> {
            decades(low, high, count).into_iter().map(|(_, label)| label).collect()
        };
        assert_eq!(words(-6.2, 0.3, 4), ["10⁻⁶", "0.0001", "0.01", "1"]);
        assert_eq!(words(1.5, 5.1, 9), ["100", "1000", "10,000", "100,000"]);
        assert_eq!(words(-0.4, 0.7, 2), ["1", "3"]);
        assert_eq!(words(-1.9, -0.1, 5), ["0.02", "0.05", "0.1", "0.2", "0.5"], "apart, from end to end");
        assert_eq!(words(-5.3, 0.2, 1), ["10⁻⁵", "1"], "where there is room for hardly any");
        for (low, high) in [(-0.4, 0.1), (-3.05, -1.98), (0.01, 0.9), (-7.3, 2.0), (2.1, 2.6)] {
            for count in 1..8 {
                let shown = decades(low, high, count);
                assert!(shown.len() > 1 && shown.iter().all(|(at, _)| (low..=high).contains(at)), "{low}: {shown:?}");
            }
        }
    }

    #[test]
    fn inputs_have_small_digits_and_columns_their_words() {
        assert_eq!([name("x1"), name("x12"), name("xy"), name("bill_length")], ["x₁", "x₁₂", "xy", "bill length"]);
    }
}
