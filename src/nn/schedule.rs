//! Learning-rate schedules.

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::choice::Choice;

/// The learning rate as a multiple of the set one, as a function of the epoch; parts of an epoch count.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum Schedule {
    /// Always the set rate.
    Constant,
    /// Multiplied by `factor` every `every` epochs.
    Step {
        /// Epochs between two changes, at least 1, default 100.
        every: u32,
        /// What the rate is multiplied by, 0…1, default 0.5.
        factor: f32,
    },
    /// Multiplied by `decay` every epoch, smoothly.
    Exponential {
        /// What the rate is multiplied by per epoch, 0…1, default 0.99.
        decay: f32,
    },
    /// Linear warm-up for `warm_up` epochs, then half a cosine down to zero at `epochs` (Loshchilov & Hutter 2016).
    Cosine {
        /// Epochs of warm-up, default 10.
        warm_up: u32,
        /// The epoch at which the rate reaches zero, above `warm_up`, default 500.
        epochs: u32,
    },
}

impl Choice for Schedule {
    const WHAT: &'static str = "schedule";
    const ALL: &'static [Self] = &[
        Self::Constant,
        Self::Step { every: 100, factor: 0.5 },
        Self::Exponential { decay: 0.99 },
        Self::Cosine { warm_up: 10, epochs: 500 },
    ];

    fn name(&self) -> &'static str {
        self.into()
    }
}

impl Schedule {
    /// Multiplier of the set rate after `epoch` epochs.
    #[must_use]
    pub fn factor(self, epoch: f64) -> f32 {
        let factor = match self {
            Self::Constant => return 1.0,
            Self::Step { every, factor } => libm::pow(f64::from(factor), (epoch / f64::from(every)).floor()),
            Self::Exponential { decay } => libm::pow(f64::from(decay), epoch),
            Self::Cosine { warm_up, epochs } => {
                let (warm_up, epochs) = (f64::from(warm_up), f64::from(epochs));
                if epoch < warm_up {
                    epoch / warm_up
                } else if epoch < epochs {
                    0.5 * (1.0 + libm::cos(std::f64::consts::PI * (epoch - warm_up) / (epochs - warm_up)))
                } else {
                    0.0
                }
            }
        };
        factor as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_go_as_described() {
        let close = |schedule: Schedule, epoch: f64, expected: f32| {
            let factor = schedule.factor(epoch);
            assert!((factor - expected).abs() < 1e-6, "{schedule:?} at {epoch}: {factor}, not {expected}");
        };
        close(Schedule::Constant, 1e6, 1.0);
        let step = Schedule::Step { every: 100, factor: 0.5 };
        for (epoch, expected) in [(0.0, 1.0), (99.9, 1.0), (100.0, 0.5), (350.0, 0.125)] {
            close(step, epoch, expected);
        }
        let exponential = Schedule::Exponential { decay: 0.99 };
        for (epoch, expected) in [(0.0, 1.0), (0.5, 0.994_987_4), (100.0, 0.366_032_35)] {
            close(exponential, epoch, expected);
        }
        let cosine = Schedule::Cosine { warm_up: 10, epochs: 110 };
        for (epoch, expected) in [(0.0, 0.0), (5.0, 0.5), (10.0, 1.0), (60.0, 0.5), (110.0, 0.0), (1e9, 0.0)] {
            close(cosine, epoch, expected);
        }
    }
}
