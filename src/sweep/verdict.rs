//! The conclusion of a comparison, and no more than it supports.

use super::{Comparison, spread::mean_and_deviation};
use crate::{language::Text, measure::Metric, text};

/// The difference between the pipeline and the same network from scratch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gain {
    /// Mean over the seeds of the score with pretraining minus the score without, each with the same seed.
    pub mean: f64,
    /// Standard deviation of these differences; NaN for one seed.
    pub deviation: f64,
    /// Number of seeds with which the pipeline is better.
    pub won: usize,
    /// Number of seeds.
    pub seeds: usize,
}

impl Gain {
    /// Whether the difference is clear: the mean of n differences is at least two standard errors (their standard
    /// deviation over √n) from 0. Never with a single seed, nor when all are equal.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        self.seeds > 1 && self.mean != 0.0 && self.mean.abs() >= 2.0 * self.deviation / libm::sqrt(self.seeds as f64)
    }
}

impl Comparison {
    /// The difference between the pipeline and the same network from scratch.
    #[must_use]
    pub fn stands(&self) -> Gain {
        let (gains, won) = self.gain();
        let (mean, deviation) = mean_and_deviation(&gains);
        Gain { mean, deviation, won, seeds: gains.len() }
    }

    /// The unit of a difference.
    const fn behind(&self) -> (&'static str, &'static str) {
        match self.metric {
            Metric::Accuracy => (" points", " 个百分点"),
            Metric::RSquared => ("", ""),
            Metric::Bits | Metric::Distance => (", where less is better", "（越小越好）"),
        }
    }

    /// Which is better, in one line.
    #[must_use]
    pub fn headline(&self) -> Text {
        let gain = self.stands();
        let by = self.metric.written(gain.mean.abs());
        let (unit, unit_zh) = match self.metric {
            Metric::Accuracy => self.behind(),
            Metric::Bits => (" bits a letter", " 比特/字母"),
            Metric::RSquared | Metric::Distance => ("", ""),
        };
        match gain.mean {
            _ if !gain.is_clear() => text!("No difference that these seeds can tell", "这些种子看不出差别"),
            mean if self.metric.is_better(mean, 0.0) => {
                text!("Pretrained is {by}{unit} ahead", "预训练领先 {by}{unit_zh}")
            }
            _ => text!("From scratch is {by}{unit} ahead", "从头训练领先 {by}{unit_zh}"),
        }
    }

    /// By how much, in how many seeds, with which standard deviation.
    #[must_use]
    pub fn detail(&self) -> Text {
        let gain = self.stands();
        let Gain { won, seeds, .. } = gain;
        let sign = if gain.mean < 0.0 { "−" } else { "+" };
        let (by, spread) = (self.metric.written(gain.mean.abs()), self.metric.written(gain.deviation));
        let (unit, unit_zh) = self.behind();
        let (spread, spread_zh) = if seeds > 1 {
            (format!(" (spread of the difference {spread})"), format!("（差值的离散程度 {spread}）"))
        } else {
            (String::new(), String::new())
        };
        let (apart, apart_zh) = if seeds > 1 && !gain.is_clear() {
            ("; so many seeds cannot tell the two apart", "；这么多种子还分不出高下")
        } else {
            ("", "")
        };
        text!(
            "Pretrained against from scratch: {sign}{by}{unit}, ahead with {won} of {seeds} seeds{spread}{apart}",
            "预训练相比从头训练：{sign}{by}{unit_zh}，{seeds} 个种子中有 {won} 个领先{spread_zh}{apart_zh}"
        )
    }

    /// Each baseline that is better than both.
    #[must_use]
    pub fn plain_ahead(&self) -> Vec<Text> {
        let means: Vec<f64> = self.ways.iter().map(|way| way.mean_and_deviation().0).collect();
        let better = if self.metric.is_better(means[1], means[0]) { means[1] } else { means[0] };
        let ahead = self.ways.iter().zip(means).skip(2).filter(|(_, mean)| self.metric.is_better(*mean, better));
        let said = ahead.map(|(way, mean)| {
            let sign = if self.metric == Metric::Accuracy { " %" } else { "" };
            let ((name, name_zh), mean) = (way.name.both(), self.metric.written(mean));
            text!("Ahead of both: {name}, with {mean}{sign}", "{name_zh}领先于两者：{mean}{sign}")
        });
        said.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sweep::comparison::Way;

    fn comparison(pretrained: &[f64], scratch: &[f64], plain: &[f64]) -> Comparison {
        let way = |name: &'static str, values: &[f64]| Way { name: Text::same(name), values: values.to_vec() };
        let ways = vec![way("pretrained", pretrained), way("from scratch", scratch), way("nearest class mean", plain)];
        Comparison { metric: Metric::Accuracy, ways }
    }

    #[test]
    fn what_is_said_is_what_the_numbers_say() {
        let clear = comparison(&[0.81, 0.83], &[0.60, 0.61], &[0.84, 0.85]);
        assert_eq!(clear.headline().to_string(), "Pretrained is 21.5 points ahead");
        assert_eq!(
            clear.detail().to_string(),
            "Pretrained against from scratch: +21.5 points, ahead with 2 of 2 seeds (spread of the difference 0.7)"
        );
        assert_eq!(clear.plain_ahead()[0].to_string(), "Ahead of both: nearest class mean, with 84.5 %");
        let behind = comparison(&[0.5, 0.51], &[0.8, 0.82], &[0.1, 0.1]);
        assert_eq!(behind.headline().to_string(), "From scratch is 30.5 points ahead");
        assert!(behind.plain_ahead().is_empty());
        let equal = comparison(&[0.5, 0.9], &[0.8, 0.62], &[0.1, 0.1]);
        assert_eq!(equal.headline().to_string(), "No difference that these seeds can tell");
        assert!(equal.detail().to_string().ends_with("; so many seeds cannot tell the two apart"));
        let same = comparison(&[0.5, 0.75], &[0.5, 0.75], &[0.1, 0.1]);
        assert_eq!(same.headline(), equal.headline(), "no seed makes a difference");
        let one = comparison(&[0.9], &[0.5], &[0.1]);
        assert_eq!(one.headline(), equal.headline(), "one seed tells nothing");
        assert!(one.detail().to_string().ends_with("ahead with 1 of 1 seed"));
    }
}
