//! Learning-rate range test: a few steps at ever larger rates, and where the loss falls best (Smith 2017).
//!
//! The steps are taken on a copy, so the run itself is unchanged. Two suggestions are derived from the smoothed loss:
//! the *valley*, in the middle of its longest fall, and the *minimum ÷ 10*; both as in the library fast.ai. The
//! steepest point, which is often recommended, lies where training diverges if outputs are bounded, and is not
//! suggested.

use crate::{data::Part, measure::metrics::loss_of, nn::Loss, training::Trainer};

/// Decay of the running mean of the loss.
const SMOOTHING: f64 = 0.98;
/// The loss has exploded when it is above this many times its best.
const EXPLODED: f64 = 4.0;
/// A loss below this fraction of the mean's has learned something, and can lose it again.
const LEARNED: f64 = 0.8;

/// The range of learning rates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateRange {
    /// The first and smallest, above 0.
    pub low: f32,
    /// Upper end, which the last rate approaches, above `low`.
    pub high: f32,
    /// Number of steps, one per rate, 32 or more. With fewer than 1,000 the suggestions are noisy; with many more they
    /// are those of a run that has learned meanwhile, and smaller.
    pub steps: usize,
}

impl Default for RateRange {
    fn default() -> Self {
        Self { low: 1e-4, high: 10.0, steps: 1000 }
    }
}

/// The loss as a function of the learning rate.
#[derive(Clone, Debug, PartialEq)]
pub struct RateCurve {
    /// The rate of each step that was taken.
    pub rates: Vec<f32>,
    /// The loss of its batch before the step.
    pub losses: Vec<f64>,
    /// Its exponential moving average, bias-corrected.
    pub smoothed: Vec<f64>,
    /// The loss of a constant prediction: the mean target, or the class frequencies, of the training rows.
    pub mean_loss: f64,
    /// Why the test ended.
    pub end: RateEnd,
    /// Number of steps at either end to be ignored, because smoothing has just begun or the loss is about to explode.
    skipped: (usize, usize),
}

/// Why the test ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateEnd {
    /// All rates were tried.
    Whole,
    /// The loss was four times its best, or NaN.
    Exploded,
    /// After it had learned something, the loss was worse than that of a constant prediction; a bounded output cannot
    /// explode.
    WorseThanMean,
}

impl RateCurve {
    /// Takes the steps from the current state of `trainer`, on a copy of it.
    ///
    /// # Panics
    /// When the range is empty, or has fewer than 32 steps.
    #[must_use]
    pub fn of(trainer: &Trainer, range: RateRange) -> Self {
        let RateRange { low, high, steps } = range;
        assert!(0.0 < low && low < high && high.is_finite() && steps >= 32, "no rates to try: {range:?}");
        let mut copy = trainer.clone();
        let training = copy.experiment().training();
        let mean_loss = if copy.experiment().alignment().is_some() {
            // Of one place for all rows, among which none is told from another.
            libm::log(training.batch_size.min(copy.data().train.rows.len()) as f64)
        } else {
            loss_of_the_mean(training.loss, &copy.data().train)
        };
        let (mut rates, mut losses, mut smoothed) = (Vec::new(), Vec::new(), Vec::new());
        let (mut sum, mut left, mut best, mut end) = (0.0, 1.0, f64::INFINITY, RateEnd::Whole);
        let first = steps / 10;
        let span = libm::log(f64::from(high) / f64::from(low));
        for step in 0..steps {
            let rate = (f64::from(low) * libm::exp(span * step as f64 / steps as f64)) as f32;
            let loss = copy.step_at(rate);
            sum = SMOOTHING * sum + (1.0 - SMOOTHING) * loss;
            left *= SMOOTHING;
            // Bias correction, since the running mean starts at zero.
            let smooth = sum / (1.0 - left);
            if !smooth.is_finite() {
                end = RateEnd::Exploded;
                break;
            }
            rates.push(rate);
            losses.push(loss);
            smoothed.push(smooth);
            if smooth > EXPLODED * best {
                end = RateEnd::Exploded;
                break;
            }
            if best < LEARNED * mean_loss && smooth > mean_loss {
                end = RateEnd::WorseThanMean;
                break;
            }
            // The first steps are hardly smoothed: their best is the chance result of one batch.
            if step >= first {
                best = best.min(smooth);
            }
        }
        Self { rates, losses, smoothed, mean_loss, end, skipped: (first, 5) }
    }

    /// The rate in the middle of the longest fall of the smoothed loss, as fast.ai's `valley`.
    ///
    /// `None` when too few steps were taken.
    #[must_use]
    pub fn valley(&self) -> Option<f32> {
        let (rates, losses) = self.sound()?;
        let (start, end) = longest_fall(losses);
        let third = (end - start) as f64 / 3.0;
        Some(rates[start + third as usize + (third / 2.0) as usize])
    }

    /// A tenth of the rate at which the loss is lowest.
    ///
    /// `None` when too few steps were taken.
    #[must_use]
    pub fn tenth_of_minimum(&self) -> Option<f32> {
        let (rates, losses) = self.sound()?;
        let lowest = (0..losses.len()).min_by(|a, b| losses[*a].total_cmp(&losses[*b]))?;
        Some(rates[lowest] / 10.0)
    }

    /// Whether no rate lowers the loss by a fifth of what it is at the smallest rates: there is little left to learn from here,
    /// or no step learns it.
    #[must_use]
    pub fn is_flat(&self) -> bool {
        let Some((_, losses)) = self.sound() else { return false };
        let first = (losses.len() / 10).max(1);
        let start = losses[..first].iter().sum::<f64>() / first as f64;
        losses.iter().copied().fold(f64::INFINITY, f64::min) > 0.8 * start
    }

    /// How many times `rate` is as large as both suggestions, or as small (below 1); nothing when it is between a quarter and
    /// four times one of them.
    ///
    /// A larger rate can still work: the suggestions are for a run's first steps. With all rows in one
    /// batch, training settles where the curvature is 2 ÷ rate, at rates that no short trial suggests (Cohen et al. 2021).
    #[must_use]
    pub fn is_far_from(&self, rate: f32) -> Option<f32> {
        let (a, b) = (self.valley()?, self.tenth_of_minimum()?);
        let (above, below) = (rate / a.max(b), rate / a.min(b));
        if above > 4.0 {
            Some(above)
        } else if below < 0.25 {
            Some(below)
        } else {
            None
        }
    }

    /// The steps that are not to be ignored.
    fn sound(&self) -> Option<(&[f32], &[f64])> {
        let (first, last) = (self.skipped.0, self.rates.len().checked_sub(self.skipped.1)?);
        (first + 1 < last).then(|| (&self.rates[first..last], &self.smoothed[first..last]))
    }
}

/// A rate rounded to two significant digits, which is all that a suggestion deserves.
#[must_use]
pub fn two_digits(rate: f32) -> f32 {
    format!("{rate:.1e}").parse().unwrap_or(rate)
}

/// Where the longest falling subsequence ends, and an index as many places before it as it is long.
fn longest_fall(losses: &[f64]) -> (usize, usize) {
    let mut lengths = vec![1_usize; losses.len()];
    let mut end = 0;
    for now in 1..losses.len() {
        let higher = (0..now).filter(|before| losses[*before] > losses[now]);
        lengths[now] = 1 + higher.map(|before| lengths[before]).max().unwrap_or(0);
        if lengths[now] > lengths[end] {
            end = now;
        }
    }
    (end.saturating_sub(lengths[end]), end)
}

/// The loss of the best constant prediction for the training rows: their mean for squared errors, the class frequencies
/// for a cross-entropy.
fn loss_of_the_mean(loss: Loss, part: &Part) -> f64 {
    let rows = part.targets.nrows() as f64;
    let answer: Vec<f32> = part
        .targets
        .columns()
        .into_iter()
        .map(|column| {
            let mean = column.iter().map(|value| f64::from(*value)).sum::<f64>() / rows;
            let share = mean.clamp(1e-6, 1.0 - 1e-6);
            (match loss {
                Loss::BinaryCrossEntropy => libm::log(share / (1.0 - share)),
                Loss::SoftmaxCrossEntropy => libm::log(share),
                Loss::MeanSquaredError | Loss::HalfSquaredError | Loss::Huber => mean,
            }) as f32
        })
        .collect();
    let of_row = |row: ndarray::ArrayView1<'_, f32>| loss_of(loss, &answer, &row.to_vec());
    part.targets.rows().into_iter().map(of_row).sum::<f64>() / rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{ALL_ROWS, BatchOrder, Experiment, fields};

    /// The default circle with other initial weights.
    fn circle(start: u64) -> Trainer {
        let mut experiment = Experiment::default();
        experiment.seeds.weights = 42 + start;
        Trainer::new(experiment.validate().unwrap())
    }

    #[test]
    fn on_the_default_circle_both_suggestions_are_rates_that_work() {
        let suggested: Vec<(f32, f32)> = (0..20)
            .map(|start| {
                let curve = RateCurve::of(&circle(start), RateRange::default());
                (curve.valley().unwrap(), curve.tenth_of_minimum().unwrap())
            })
            .collect();
        let both = |(valley, tenth): &&(f32, f32)| (0.1..=0.5).contains(valley) && (0.05..=0.2).contains(tenth);
        let count = suggested.iter().filter(both).count();
        assert!(count >= 18, "{count} of 20: {suggested:?}");
    }

    #[test]
    fn the_run_itself_stays_as_it_is() {
        let mut trainer = circle(0);
        (0..100).for_each(|_| trainer.step());
        let before = trainer.checkpoint();
        let curve = RateCurve::of(&trainer, RateRange::default());
        assert!(curve.rates.len() > 500 && trainer.checkpoint() == before);
        assert_eq!(curve, RateCurve::of(&trainer, RateRange::default()), "the same again");
    }

    #[test]
    fn it_stops_when_the_loss_explodes_or_is_worse_than_the_mean() {
        let bounded = RateCurve::of(&circle(0), RateRange { high: 1000.0, ..RateRange::default() });
        assert!((bounded.mean_loss - 0.5).abs() < 0.01, "{}", bounded.mean_loss);
        assert_eq!(bounded.end, RateEnd::WorseThanMean);
        let mut experiment = Experiment::default();
        fields::set(&mut experiment, "network.output.activation", "linear").unwrap();
        let linear = Trainer::new(experiment.validate().unwrap());
        let curve = RateCurve::of(&linear, RateRange { high: 1000.0, ..RateRange::default() });
        assert!(curve.end != RateEnd::Whole && curve.rates.len() < 1000);
        assert!(curve.smoothed.iter().all(|loss| loss.is_finite()));
        let mut diverged = linear;
        diverged.set(crate::experiment::Place { layer: 2, unit: 0, from: None }, f32::MAX);
        let curve = RateCurve::of(&diverged, RateRange::default());
        assert_eq!((curve.valley(), curve.tenth_of_minimum()), (None, None), "{curve:?}");
    }

    #[test]
    fn the_mean_of_each_loss_by_hand() {
        let trainer = |changes: &[(&str, &str)]| {
            let mut experiment = Experiment::default();
            changes.iter().for_each(|(key, value)| fields::set(&mut experiment, key, value).unwrap());
            Trainer::new(experiment.validate().unwrap())
        };
        let mean = |trainer: &Trainer| loss_of_the_mean(trainer.experiment().training().loss, &trainer.data().train);
        let entropy = mean(&trainer(&[("rules", "modern")]));
        assert!((entropy - std::f64::consts::LN_2).abs() < 0.01, "{entropy}");
        let three = mean(&trainer(&[("rules", "modern"), ("data.set", "blobs"), ("data.classes", "3")]));
        assert!((three - libm::log(3.0)).abs() < 0.02, "{three}");
    }

    #[test]
    fn the_longest_fall_by_hand() {
        assert_eq!(longest_fall(&[1.0, 5.0, 4.0, 4.5, 3.0, 2.0, 6.0]), (1, 5));
        assert_eq!(longest_fall(&[1.0, 2.0, 3.0]), (0, 0));
    }

    #[test]
    fn a_rate_at_the_edge_of_stability_is_far_from_both() {
        let mut experiment = Experiment::default();
        experiment.training_mut().batch_size = ALL_ROWS;
        experiment.training_mut().order = BatchOrder::Sequential;
        let curve = RateCurve::of(&Trainer::new(experiment.validate().unwrap()), RateRange::default());
        let valley = curve.valley().unwrap();
        assert_eq!(curve.is_far_from(valley), None);
        assert!(curve.is_far_from(100.0 * valley).unwrap() > 4.0 && curve.is_far_from(valley / 1000.0).unwrap() < 0.25);
    }
}
