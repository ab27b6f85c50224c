//! What can be seen of a run: three curves and a report.

use crate::{
    language::{Text, compact},
    measure::PartMetrics,
    text,
};

/// What is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Measure {
    /// The experiment's loss.
    #[default]
    Loss,
    /// The score: accuracy, or R² for a regression.
    Score,
    /// The learning rate.
    Rate,
    /// The report of this moment: confusion matrix, or errors of a regression.
    Report,
}

impl Measure {
    /// Every measure, in the order of the tabs.
    pub const ALL: [Self; 4] = [Self::Loss, Self::Score, Self::Rate, Self::Report];

    /// What its tab says, for classes or for values.
    #[must_use]
    pub fn name(self, classes: bool) -> Text {
        match (self, classes) {
            (Self::Loss, _) => text!("Loss", "损失"),
            (Self::Score, true) => text!("Accuracy", "准确率"),
            (Self::Score, false) => text!("R²", "R²"),
            (Self::Rate, _) => text!("Rate", "学习率"),
            (Self::Report, true) => text!("Classes", "类别"),
            (Self::Report, false) => text!("Errors", "误差"),
        }
    }

    /// Its value in some metrics; the learning rate is in none.
    #[must_use]
    pub const fn of(self, part: &PartMetrics) -> f64 {
        match self {
            Self::Loss => part.loss,
            Self::Score | Self::Rate | Self::Report => part.score,
        }
    }

    /// A value with the digits that are worth reading.
    #[must_use]
    pub fn text(self, value: f64, classes: bool) -> String {
        match (self, classes) {
            _ if !value.is_finite() => "–".into(),
            (Self::Score, true) => format!("{:.1} %", 100.0 * value),
            (Self::Rate, _) if value > 0.0 => {
                // As many digits as a rate is set with.
                let rate = format!("{value:.2e}").parse().unwrap_or(value);
                if value < 1e-4 { format!("{rate:e}").replace('-', "−") } else { format!("{rate}") }
            }
            _ => compact(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(Measure::Loss.text(0.000_123, true), "0.000\u{202f}12");
        assert_eq!(Measure::Score.text(0.987, true), "98.7 %");
        assert_eq!([0.03, 0.029_999_999, 1e-5].map(|rate| Measure::Rate.text(rate, true)), ["0.03", "0.03", "1e−5"]);
    }
}
