//! Confidence intervals for proportions.

/// Half-width of the central 95 % of a normal distribution, in standard deviations.
pub const DEVIATIONS: f64 = 1.959_963_984_540_054;

/// The 95 % confidence interval of a proportion of which `part` of `whole` were counted, by Wilson (1927): unlike ±
/// 1.96 standard errors it stays within 0…1 and has a width where all or none were counted. 0…1 when `whole` is 0.
#[must_use]
pub fn wilson(part: u64, whole: u64) -> (f64, f64) {
    if whole == 0 {
        return (0.0, 1.0);
    }
    let (rows, square) = (whole as f64, DEVIATIONS * DEVIATIONS);
    let share = part as f64 / rows;
    let middle = share + square / (2.0 * rows);
    let half = DEVIATIONS * libm::sqrt(share * (1.0 - share) / rows + square / (4.0 * rows * rows));
    let all = 1.0 + square / rows;
    (((middle - half) / all).max(0.0), ((middle + half) / all).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Method 3 of table I in Newcombe (1998), “Two-sided confidence intervals for the single proportion”.
    #[test]
    fn published_intervals() {
        for ((part, whole), (low, high)) in [
            ((81, 263), (0.2553, 0.3662)),
            ((15, 148), (0.0624, 0.1605)),
            ((0, 20), (0.0, 0.1611)),
            ((1, 29), (0.0061, 0.1718)),
        ] {
            let (ours, above) = wilson(part, whole);
            assert!((ours - low).abs() < 6e-5 && (above - high).abs() < 6e-5, "{part} of {whole}: {ours}…{above}");
        }
        assert_eq!(wilson(0, 0), (0.0, 1.0));
        assert_eq!(wilson(7, 7).1, 1.0);
    }
}
