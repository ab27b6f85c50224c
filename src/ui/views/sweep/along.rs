//! How numbers lie along an axis: by differences, by factors, or by rank.

use crate::{
    language::Text,
    sweep::{Axis, Values, spread::quantile},
    text,
};

/// By what numbers are spread along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// Equal distances are equal differences.
    Linear,
    /// Equal distances are equal factors.
    Log,
    /// Equal distances are equal numbers of trials.
    Percentile,
}

impl Spread {
    /// That of a setting that varies as the plan says; nothing of a list.
    pub fn of(axis: &Axis) -> Option<Self> {
        match axis.values {
            Values::Choice(_) => None,
            Values::Linear { .. } => Some(Self::Linear),
            Values::Log { .. } => Some(Self::Log),
        }
    }

    /// The one after it in the circle.
    pub const fn next(self) -> Self {
        match self {
            Self::Linear => Self::Log,
            Self::Log => Self::Percentile,
            Self::Percentile => Self::Linear,
        }
    }

    /// What it is called.
    pub fn name(self) -> Text {
        match self {
            Self::Linear => text!("linear", "线性"),
            Self::Log => text!("log", "对数"),
            Self::Percentile => text!("percentile", "百分位"),
        }
    }
}

/// Numbers along an axis.
#[derive(Clone, Debug)]
pub struct Along {
    /// By what they are spread.
    pub spread: Spread,
    low: f64,
    high: f64,
    sorted: Vec<f64>,
}

impl Along {
    /// Of these numbers, smallest first, between two ends; by differences where no factor leads from one to the other.
    pub fn new(spread: Spread, (low, high): (f64, f64), sorted: Vec<f64>) -> Self {
        let has_factors = low > 0.0 && high > low;
        let spread = if spread == Spread::Log && !has_factors { Spread::Linear } else { spread };
        Self { spread, low, high, sorted }
    }

    /// Where `value` lies, 0…1.
    pub fn place(&self, value: f64) -> f64 {
        if value == f64::INFINITY {
            return 1.0;
        }
        let place = match self.spread {
            Spread::Linear => (value - self.low) / (self.high - self.low),
            Spread::Log => libm::log(value / self.low) / libm::log(self.high / self.low),
            Spread::Percentile => {
                let last = self.sorted.len().saturating_sub(1).max(1) as f64;
                self.sorted.partition_point(|other| *other < value) as f64 / last
            }
        };
        if place.is_nan() { 0.5 } else { place.clamp(0.0, 1.0) }
    }

    /// The value at `place`.
    pub fn value(&self, place: f64) -> f64 {
        match self.spread {
            Spread::Linear => self.low + place * (self.high - self.low),
            Spread::Log => self.low * libm::pow(self.high / self.low, place),
            Spread::Percentile => quantile(&self.sorted, place.clamp(0.0, 1.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_and_its_value_belong_together_on_every_spread() {
        let numbers = vec![0.001, 0.002, 0.01, 0.03, 0.1, 1.0];
        for spread in [Spread::Linear, Spread::Log, Spread::Percentile] {
            let along = Along::new(spread, (0.001, 1.0), numbers.clone());
            for number in &numbers {
                let back = along.value(along.place(*number));
                assert!((back / number - 1.0).abs() < 1e-9, "{spread:?}: {number} to {back}");
            }
            assert_eq!((along.place(0.001), along.place(1.0), along.place(f64::INFINITY)), (0.0, 1.0, 1.0));
        }
        let place = |spread| Along::new(spread, (0.001, 1.0), numbers.clone()).place(0.03);
        assert!((place(Spread::Linear) - 0.029).abs() < 1e-3 && (place(Spread::Log) - 0.492).abs() < 1e-3);
        assert!((place(Spread::Percentile) - 0.6).abs() < 1e-12);
    }

    #[test]
    fn no_factor_leads_across_zero() {
        assert_eq!(Along::new(Spread::Log, (-1.0, -0.5), vec![-1.0, -0.5]).spread, Spread::Linear);
    }
}
