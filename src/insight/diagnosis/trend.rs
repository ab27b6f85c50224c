//! Where the losses are heading.

use crate::{
    data::Split,
    measure::Metrics,
    training::{History, Record},
};

/// A loss above this many times the first one has exploded: a network that learns never gets there.
const EXPLODED: f64 = 2.0;
/// Records that must agree before anything is said.
const FEW: usize = 4;
/// The watched loss counts as turned upward when it is this share above its best ("generalization loss" of Prechelt 1998,
/// Early Stopping – But When?, there 5 % as the strictest rule) ...
const RISE: f64 = 0.15;
/// ... and by this share of the first one, since a tiny loss may double without anybody seeing it ...
const WORTH_IT: f64 = 0.03;
/// ... and when it has stayed so for so many epochs, or a quarter of the run.
const PATIENCE: u64 = 20;
/// The losses that are averaged before they are compared (Prechelt's training strip of 5).
const STRIP: usize = 5;
/// A run is stuck only after so many epochs.
const LONG: u64 = 100;
/// A loss that falls by less than this share over the second half of a run is stuck.
const FALL: f64 = 0.02;
/// A score, share of right answers or R², from which on nobody minds a loss that stands still.
const GOOD: f64 = 0.85;

/// The records of a run, to be judged.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trend<'a> {
    records: &'a [Record],
}

impl<'a> Trend<'a> {
    pub(super) fn of(history: &'a History) -> Self {
        Self { records: history.records() }
    }

    /// How many times the first training loss the newest are, when that is far too much.
    pub(super) fn times_the_start(&self) -> Option<f64> {
        let first = self.records.first()?.metrics.train.loss;
        let newest = self.records.get(self.records.len().checked_sub(FEW - 1)?..)?;
        let least = newest.iter().map(|record| record.metrics.train.loss).fold(f64::INFINITY, f64::min);
        (self.records.len() >= FEW && first > 0.0 && least > EXPLODED * first).then(|| least / first)
    }

    /// The record with the lowest training loss.
    pub(super) fn lowest_training_loss(&self) -> Option<&'a Record> {
        self.records.iter().min_by(|a, b| a.metrics.train.loss.total_cmp(&b.metrics.train.loss))
    }

    /// The record of the best loss of the rows that choices go by, and which rows these are, when that loss has turned upward
    /// since while the training loss has not.
    pub(super) fn overfitting(&self) -> Option<(&'a Record, Split)> {
        let (watched, _) = self.records.last()?.metrics.for_choices()?;
        let held_back = |metrics: &Metrics| metrics.part(watched).map(|part| part.loss);
        let first = self.records.iter().find_map(|record| held_back(&record.metrics))?;
        let strips = self.records.windows(STRIP);
        let best = strips
            .clone()
            .min_by(|a, b| mean(a, held_back).unwrap_or(f64::NAN).total_cmp(&mean(b, held_back).unwrap_or(f64::NAN)))?;
        let now = strips.clone().next_back()?;
        let end = now[STRIP - 1].epoch;
        let patience = PATIENCE.max(end / 4);
        // It has to stay up there: one bad epoch is not a turn.
        let late = strips.filter(|strip| strip[0].epoch + patience > end);
        let newest = late.filter_map(|strip| mean(strip, held_back)).fold(f64::INFINITY, f64::min);
        let lowest = mean(best, held_back)?;
        let train = |metrics: &Metrics| Some(metrics.train.loss);
        let middle = &best[STRIP / 2];
        let turned =
            newest > (1.0 + RISE) * lowest && newest - lowest > WORTH_IT * first && end - middle.epoch >= patience;
        (turned && mean(now, train)? <= mean(best, train)?).then_some((middle, watched))
    }

    /// The epoch since when the training loss has stood still, when it has and the answers are not good.
    pub(super) fn stuck(&self) -> Option<u64> {
        let newest = self.records.last()?;
        let half = &self.records[self.records.partition_point(|record| 2 * record.epoch < newest.epoch)..];
        let quarter = half.len() / 4;
        if newest.epoch < LONG || quarter < STRIP {
            return None;
        }
        let train = |metrics: &Metrics| Some(metrics.train.loss);
        let (before, after) = (mean(&half[..quarter], train)?, mean(&half[half.len() - quarter..], train)?);
        if newest.metrics.train.score >= GOOD || after < (1.0 - FALL) * before {
            return None;
        }
        // Single records may jump; the last strip above the level of now ends the time before.
        let is_above = |strip: &[Record]| mean(strip, train).is_some_and(|loss| loss > (1.0 + 2.0 * FALL) * after);
        let before = self.records.windows(STRIP).rposition(is_above);
        let since = self.records.get(before.map_or(0, |strip| strip + STRIP)).unwrap_or(newest);
        Some(since.epoch.min(half[0].epoch))
    }
}

fn mean(records: &[Record], value: impl Fn(&Metrics) -> Option<f64>) -> Option<f64> {
    let sum: Option<f64> = records.iter().map(|record| value(&record.metrics)).sum();
    sum.map(|sum| sum / records.len() as f64)
}
