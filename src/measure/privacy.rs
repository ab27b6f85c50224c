//! The accountant of differentially private gradient descent: how much training reveals about any one row.
//!
//! Each step releases the sum of clipped gradients of a batch, with normal noise added. The account holds only for
//! Poisson sampling, where each row joins each batch independently; of shuffled batches no such bound is known, and one
//! that is claimed for them can be far too small (Chua et al. 2024). It counts the steps alone: scales fitted on the rows,
//! settings chosen by looking, and a printed loss give away more.

/// The orders among which the best is chosen. Fractional ones would lower ε in the fourth digit; every order gives an
/// upper bound.
const ORDERS: std::ops::RangeInclusive<u32> = 2..=63;

/// Steps of one kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Steps {
    /// Probability that a row joins a batch, 0…1.
    pub rate: f64,
    /// Noise multiplier: standard deviation of the noise in units of the clipping norm; 0 or more.
    pub noise: f64,
    /// Number of steps.
    pub count: u64,
}

/// How a Rényi divergence is converted to ε at a given δ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// `ε_α − (ln δ + ln α)/(α − 1) + ln((α − 1)/α)` (Balle et al. 2020; Canonne, Kamath & Steinke 2020): what current
    /// libraries print.
    Tight,
    /// `ε_α + ln(1/δ)/(α − 1)` (Mironov 2017): what older papers print, a larger number for the same training.
    Old,
}

/// The privacy spent: whoever sees the result can hardly tell whether any one row was among the training rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spent {
    /// ε: upper bound on the logarithm of how much more probable one row can make any result, at the requested δ;
    /// infinite without noise.
    pub epsilon: f64,
    /// The Rényi order that gave the least ε.
    pub order: u32,
}

impl Steps {
    /// The Rényi divergence of order α = `order`, composed over these steps (Mironov, Talwar & Zhang 2019, for integer
    /// orders):
    ///
    /// `count / (α − 1) · ln Σᵢ C(α, i) qⁱ (1 − q)^(α − i) exp((i² − i) / 2σ²)`
    ///
    /// # Panics
    /// When `order` is below 2 or the rate is no probability.
    #[must_use]
    pub fn divergence(&self, order: u32) -> f64 {
        let Self { rate, noise, count } = *self;
        assert!(order >= 2 && (0.0..=1.0).contains(&rate), "order {order}, rate {rate}");
        if rate == 0.0 || count == 0 {
            return 0.0;
        }
        if noise <= 0.0 || noise.is_nan() {
            return f64::INFINITY;
        }
        let (alpha, variance) = (f64::from(order), noise * noise);
        if rate == 1.0 {
            return count as f64 * alpha / (2.0 * variance);
        }
        let choices = |i: f64| libm::lgamma(alpha + 1.0) - libm::lgamma(i + 1.0) - libm::lgamma(alpha - i + 1.0);
        let term = |i: u32| {
            let i = f64::from(i);
            let drawn = i * libm::log(rate) + (alpha - i) * libm::log1p(-rate);
            choices(i) + drawn + (i * i - i) / (2.0 * variance)
        };
        let terms: Vec<f64> = (0..=order).map(term).collect();
        let top = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = terms.iter().map(|term| libm::exp(term - top)).sum();
        // Rounding can make it slightly negative.
        (count as f64 * (top + libm::log(sum)) / (alpha - 1.0)).max(0.0)
    }
}

impl Spent {
    /// What all of `steps`, one after another, spend at `delta`, which should be below one over the number of rows.
    ///
    /// # Panics
    /// When `delta` does not lie between 0 and 1.
    #[must_use]
    pub fn by(steps: &[Steps], delta: f64, conversion: Conversion) -> Self {
        Self::of(|order| steps.iter().map(|steps| steps.divergence(order)).sum(), ORDERS, delta, conversion)
    }

    /// The least ε over the orders, for a given divergence.
    fn of(
        divergence: impl Fn(u32) -> f64,
        orders: std::ops::RangeInclusive<u32>,
        delta: f64,
        conversion: Conversion,
    ) -> Self {
        assert!(delta > 0.0 && delta < 1.0, "δ is a probability, not {delta}");
        let least = orders.fold(Self { epsilon: f64::INFINITY, order: 2 }, |least, order| {
            let alpha = f64::from(order);
            let more = match conversion {
                Conversion::Tight => libm::log1p(-1.0 / alpha) - (libm::log(delta) + libm::log(alpha)) / (alpha - 1.0),
                Conversion::Old => -libm::log(delta) / (alpha - 1.0),
            };
            let epsilon = divergence(order) + more;
            if epsilon < least.epsilon { Self { epsilon, order } } else { least }
        });
        Self { epsilon: least.epsilon.max(0.0), ..least }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(rate: f64, noise: f64, count: u64) -> Steps {
        Steps { rate, noise, count }
    }

    fn near(ours: f64, theirs: f64) {
        assert!((ours / theirs - 1.0).abs() < 1e-6, "{ours}, not {theirs}");
    }

    fn tight(steps: &[Steps], delta: f64) -> Spent {
        Spent::by(steps, delta, Conversion::Tight)
    }

    /// Values that Opacus, Google's accountant and a paper print.
    #[test]
    fn what_others_print() {
        // Opacus, with whole orders.
        let opacus = tight(&[steps(0.04, 1.5, 2250)], 1e-5);
        near(opacus.epsilon, 7.329_876_8);
        assert_eq!(opacus.order, 4);
        // Tests of Google's library: divergences, one release, two kinds of steps.
        let google = steps(0.01, 2.5, 50);
        for (order, divergence) in [(5, 2.180_756_56e-3), (50, 2.384_603_75e-2), (100, 167.416_308)] {
            near(google.divergence(order), divergence);
        }
        near(tight(&[steps(1.0, 4.530_877_117, 1)], 1e-6).epsilon, 1.0);
        let two = tight(&[steps(1e-5, 1.0, 10), steps(1e-4, 3.0, 4)], 1e-5);
        assert!((two.epsilon - 0.336).abs() < 5e-4 && two.order == 23, "{two:?}");
        let constant = Spent::of(|_| 1.1, 2..=32, 1e-5, Conversion::Tight);
        near(constant.epsilon, 1.327_838_061_76);
        assert_eq!(constant.order, 32);
        // Abadi et al. 2016 print 1.26, by the conversion of their time.
        let abadi = steps(0.01, 4.0, 10_000);
        near(Spent::by(&[abadi], 1e-5, Conversion::Old).epsilon, 1.258_574_741);
        near(tight(&[abadi], 1e-5).epsilon, 1.035_490_066);
    }

    #[test]
    fn the_ends_make_sense() {
        assert_eq!(tight(&[steps(0.1, 0.0, 5)], 1e-5).epsilon, f64::INFINITY);
        assert_eq!(steps(0.0, 0.0, 5).divergence(3) + steps(0.5, 1.0, 0).divergence(9), 0.0);
        // By hand: order 2 of a fair coin and noise 1 is ln(1/4 + 1/2 + e/4).
        near(steps(0.5, 1.0, 1).divergence(2), libm::log(0.75 + 0.25 * std::f64::consts::E));
        let by_noise = [0.7, 1.0, 2.0, 4.0, 8.0].map(|noise| tight(&[steps(64.0 / 1297.0, noise, 1000)], 1e-4).epsilon);
        for (ours, theirs) in
            by_noise.into_iter().zip([23.998_741_9, 10.712_913_4, 3.484_511_4, 1.467_297_96, 0.662_972_2])
        {
            near(ours, theirs);
        }
    }
}
