//! Calibration: how often the network is right at a given confidence, and temperature scaling (Guo et al. 2017).

use super::Answers;

/// Number of equal-width confidence bins of a reliability diagram.
pub const BINS: usize = 15;
/// Range of temperatures that is searched.
const TEMPERATURES: (f64, f64) = (0.05, 20.0);
/// Probabilities are clipped to at least this before the logarithm.
const LEAST: f64 = 1e-12;

/// A reliability diagram: the rows sorted into [`BINS`] equal-width bins by confidence in the predicted class.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reliability {
    /// The bins, from 0 to 1; a confidence on the edge of two belongs to the lower.
    pub bins: [Bin; BINS],
}

/// The rows of one confidence bin.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// Number of rows.
    pub rows: u64,
    /// Number of rows that are right.
    pub right: u64,
    /// Sum of their confidences.
    pub confidence: f64,
}

impl Bin {
    /// Mean confidence, 0…1; `None` without rows.
    #[must_use]
    pub fn mean_confidence(&self) -> Option<f64> {
        (self.rows > 0).then(|| self.confidence / self.rows as f64)
    }

    /// Accuracy, 0…1; `None` without rows.
    #[must_use]
    pub fn accuracy(&self) -> Option<f64> {
        (self.rows > 0).then(|| self.right as f64 / self.rows as f64)
    }
}

impl Reliability {
    /// Expected calibration error: mean absolute difference between confidence and accuracy, weighted by rows; 0…1, and
    /// 0 without rows.
    #[must_use]
    pub fn expected_error(&self) -> f64 {
        let distance: f64 = self.bins.iter().map(|bin| (bin.confidence - bin.right as f64).abs()).sum();
        distance / self.bins.iter().map(|bin| bin.rows).sum::<u64>().max(1) as f64
    }
}

impl Answers {
    /// The reliability diagram at this temperature.
    #[must_use]
    pub fn reliability(&self, temperature: f64) -> Reliability {
        let mut reliability = Reliability::default();
        for place in 0..self.len() {
            let confidence = self.confidence(place, temperature);
            let number = libm::ceil(confidence * BINS as f64) as usize;
            let bin = &mut reliability.bins[number.clamp(1, BINS) - 1];
            bin.rows += 1;
            bin.right += u64::from(self.is_right(place));
            bin.confidence += confidence;
        }
        reliability
    }

    /// Log loss: mean of −ln of the true class's probability, in nats. Probabilities of a row that do not add up to 1,
    /// as of outputs trained by squared error, are normalized first. 0 without rows.
    #[must_use]
    pub fn log_loss(&self, temperature: f64) -> f64 {
        let loss = |place: usize| {
            let truth = self.probability(place, self.labels[place] as usize, temperature);
            let all = if self.takes_temperature() {
                1.0
            } else {
                (0..self.classes).map(|class| self.probability(place, class, temperature)).sum::<f64>()
            };
            -libm::log((truth / all.max(LEAST)).max(LEAST))
        };
        (0..self.len()).map(loss).sum::<f64>() / self.len().max(1) as f64
    }

    /// The temperature that minimizes the log loss of these rows, to two parts in a million. Fit it on validation rows:
    /// on the rows used to evaluate it, it would be optimistic.
    ///
    /// `None` without rows, where outputs take [no temperature](Self::takes_temperature), or where the minimum lies
    /// beyond 0.05…20: if every row is right, higher confidence is always better, and such rows do not determine a
    /// temperature.
    #[must_use]
    pub fn fitted_temperature(&self) -> Option<f64> {
        if self.is_empty() || !self.takes_temperature() {
            return None;
        }
        // The loss is convex in 1/T, so it has one minimum in ln T: golden-section search (Kiefer 1953).
        let (low, high) = (libm::log(TEMPERATURES.0), libm::log(TEMPERATURES.1));
        let loss = |ln: f64| self.log_loss(libm::exp(ln));
        let ratio = 0.5 * (libm::sqrt(5.0) - 1.0);
        let (mut a, mut b) = (low, high);
        let (mut left, mut right) = (b - ratio * (b - a), a + ratio * (b - a));
        let (mut at_left, mut at_right) = (loss(left), loss(right));
        while b - a > 1e-6 {
            if at_left <= at_right {
                (b, right, at_right) = (right, left, at_left);
                left = b - ratio * (b - a);
                at_left = loss(left);
            } else {
                (a, left, at_left) = (left, right, at_right);
                right = a + ratio * (b - a);
                at_right = loss(right);
            }
        }
        let found = 0.5 * (a + b);
        (found - low > 1e-3 && high - found > 1e-3).then(|| libm::exp(found))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{Meaning, meaning::Confidence};

    /// The twelve rows of the reference: outputs and classes from a fixed rule.
    fn twelve() -> Answers {
        let output = |row: usize, class: usize| ((row * 7 + class * 5 + row * class * 3) % 11) as f32 * 0.5 - 2.0;
        let outputs: Vec<[f32; 3]> = (0..12).map(|row| std::array::from_fn(|class| output(row, class))).collect();
        Answers::by_hand(&outputs, &[2, 0, 2, 0, 2, 1, 1, 0, 1, 2, 2, 1])
    }

    /// Another implementation (Python: bins by comparison, the temperature as the root of the loss's derivative).
    #[test]
    fn figures_of_another_implementation() {
        let answers = twelve();
        let near = |ours: f64, theirs: f64, name: &str| assert!((ours - theirs).abs() < 2e-6, "{name}: {ours}");
        near(answers.reliability(1.0).expected_error(), EXPECTED_ERROR.0, "error");
        near(answers.reliability(2.5).expected_error(), EXPECTED_ERROR.1, "error at 2.5");
        near(answers.log_loss(1.0), LOG_LOSS.0, "log loss");
        near(answers.log_loss(2.5), LOG_LOSS.1, "log loss at 2.5");
        let fitted = answers.fitted_temperature().unwrap();
        assert!((fitted / TEMPERATURE - 1.0).abs() < 2e-6, "{fitted}");
    }
    const EXPECTED_ERROR: (f64, f64) = (0.382_271_574, 0.275_063_740);
    const LOG_LOSS: (f64, f64) = (1.168_613_311, 0.955_481_835);
    const TEMPERATURE: f64 = 2.593_962_327;

    #[test]
    fn a_border_belongs_to_the_lower_bin() {
        // Squared error, so that a confidence is the output itself.
        let share = Meaning::Classes { confidence: Confidence::Share };
        let answers = Answers::by_hand(&[[0.2, 0.1, 0.0], [1.0, 0.0, 0.0], [0.0; 3], [0.201, 0.0, 0.0]], &[0, 1, 0, 0]);
        let answers = Answers { meaning: share, ..answers };
        let bins = answers.reliability(1.0).bins;
        let rows: Vec<_> = bins
            .iter()
            .enumerate()
            .filter(|(_, bin)| bin.rows > 0)
            .map(|(at, bin)| (at, bin.rows, bin.right))
            .collect();
        // 0.2f32 lies a little above 0.2, and so in the bin above.
        assert_eq!(rows, [(0, 1, 1), (3, 2, 2), (14, 1, 0)]);
        assert_eq!((bins[14].accuracy(), bins[14].mean_confidence(), bins[5].accuracy()), (Some(0.0), Some(1.0), None));
        assert_eq!(answers.fitted_temperature(), None, "no logits");
        // 0.2 of 0.3, nothing of 1, nothing of nothing, all.
        let expected = -(libm::log(0.2 / 0.3) + 2.0 * libm::log(1e-12)) / 4.0;
        assert!((answers.log_loss(1.0) - expected).abs() < 1e-6);
    }

    #[test]
    fn no_temperature_where_every_row_is_right() {
        assert_eq!(Answers::by_hand(&[[2.0, 0.0, 0.0]], &[0]).fitted_temperature(), None);
        assert_eq!(
            Answers::by_hand(&[[2.0, 0.0, 0.0]], &[1]).fitted_temperature(),
            None,
            "nor where every row is wrong"
        );
        assert_eq!(Answers::by_hand(&[], &[]).fitted_temperature(), None);
    }
}
