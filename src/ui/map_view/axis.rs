//! Round numbers along an axis.

/// Numbers at even steps of 1, 2 or 5 times a power of ten inside `low…high`, about `count` of them or fewer.
#[must_use]
pub fn ticks(low: f32, high: f32, count: usize) -> Vec<f32> {
    let span = high - low;
    if !(span > 0.0 && span.is_finite()) || count == 0 {
        return Vec::new();
    }
    let rough = span / count as f32;
    let power = libm::powf(10.0, libm::log10f(rough).floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|digit| digit * power).into_iter().find(|step| *step >= rough * 0.999);
    let step = step.unwrap_or(10.0 * power);
    let first = (low / step).ceil() as i64;
    let last = (high / step).floor() as i64;
    (first..=last).map(|i| i as f32 * step).collect()
}

/// `value` with just the digits that tell it from its neighbour `step` away.
#[must_use]
pub fn label(value: f32, step: f32) -> String {
    let digits = if step > 0.0 { (-libm::log10f(step).floor()).clamp(0.0, 6.0) as usize } else { 2 };
    format!("{value:.digits$}").replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_inside() {
        assert_eq!(ticks(-6.0, 6.0, 6), [-6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0]);
        assert_eq!(ticks(170.0, 232.0, 5), [180.0, 200.0, 220.0]);
        assert_eq!(ticks(0.0, 0.3, 3), [0.0, 0.1, 0.2, 0.3]);
        assert!(ticks(1.0, 1.0, 5).is_empty() && ticks(f32::NAN, 1.0, 5).is_empty());
    }

    #[test]
    fn labels_show_the_digits_that_differ() {
        assert_eq!((label(-4.0, 2.0), label(0.1, 0.1), label(0.25, 0.05)), ("−4".into(), "0.1".into(), "0.25".into()));
    }
}
