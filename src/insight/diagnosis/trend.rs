//! Trends of the losses, while the experiment stays unchanged.

use super::Evidence;
use crate::{data::Split, measure::Metrics, training::Record};

/// Number of losses that are averaged before comparing (a training strip of 5, Prechelt 1998, Early Stopping – But
/// When?).
const STRIP: usize = 5;
/// Number of latest records, which show how a run is doing now.
const NEWEST: usize = 8;
/// The watched loss counts as rising when it is this fraction above its best ("generalization loss" of Prechelt 1998,
/// there 5 % as the strictest rule) ...
const RISE: f64 = 0.2;
/// ... and by this fraction of the first one, since a tiny loss may double without anybody seeing it ...
const WORTH_IT: f64 = 0.03;
/// ... below this fraction of which it had fallen, or else much longer, since nothing was learned that could be lost
/// ...
const LEARNED: f64 = 0.95;
/// ... and when it has stayed so for this many epochs, or a quarter of the run.
const PATIENCE: u64 = 30;
/// A plateau is reported only after this many epochs ...
const LONG: u64 = 100;
/// ... and this many steps.
const MANY_STEPS: u64 = 300;
/// A loss that falls by less than this fraction over the second half of that time has plateaued ...
const FALL: f64 = 0.02;
/// ... when no strip of it deviates by more than this fraction from the current loss.
const BAND: f64 = 0.1;
/// A loss that falls by less than this fraction over the second half of the time falls slowly at best.
const LITTLE: f64 = 0.25;
/// Below this training score, the problem is not overfitting.
const FITS: f64 = 0.75;
/// A score, accuracy or R², above which a plateau is no problem.
const GOOD: f64 = 0.85;
/// A loss is above the first one when it is this many times as large ...
const ABOVE: f64 = 1.15;
/// ... unless the score is at least this: a run may start with the right predictions.
const RIGHT: f64 = 0.95;
/// A loss that is this many times what it was before the rate was raised was thrown up by that.
const THROWN: f64 = 1.3;
/// Number of records that show whether a loss oscillates.
const JUMPS: usize = 24;
/// A loss oscillates when it changes direction at at least this fraction of the records ...
const TURNS: f64 = 0.3;
/// ... without falling by this fraction of itself.
const GAIN: f64 = 0.05;

/// The records of a run since its last change.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trend<'a> {
    evidence: Evidence<'a>,
    records: &'a [Record],
}

/// The course of a training loss that no longer falls.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Course {
    /// On a plateau since this epoch.
    Still(u64),
    /// Clearly above its minimum ever since this epoch, that of the minimum.
    Worse(u64),
}

impl<'a> Trend<'a> {
    pub(super) fn of(evidence: &Evidence<'a>) -> Self {
        Self { evidence: *evidence, records: evidence.undisturbed() }
    }

    /// Whether the run is too short, or was changed too recently, to judge.
    pub(super) const fn is_too_young(&self) -> bool {
        self.records.is_empty()
    }

    /// Epochs and steps since the last change.
    pub(super) fn span(&self) -> (u64, u64) {
        let ends = self.records.first().zip(self.records.last());
        ends.map_or((0, 0), |(first, last)| (last.epoch - first.epoch, last.step - first.step))
    }

    /// Whether the score is poor.
    pub(super) fn is_poor(&self) -> bool {
        self.scores_below(GOOD)
    }

    fn scores_below(&self, score: f64) -> bool {
        mean(self.newest(NEWEST), |metrics| Some(metrics.train.score)).is_some_and(|now| is_below(now, score))
    }

    /// The current training loss, averaged over the latest records.
    pub(super) fn level(&self) -> Option<f64> {
        mean(self.newest(NEWEST), train)
    }

    /// How many times the first training loss the latest ones are, if they are clearly above it and the score is poor.
    pub(super) fn times_the_start(&self) -> Option<f64> {
        let first = self.evidence.first_loss;
        let least = self.lower_quartile()?;
        (self.scores_below(RIGHT) && first > 0.0 && least > ABOVE * first)
            .then(|| self.level().unwrap_or(least) / first)
    }

    /// The record before the rate was raised, and the rate then, if the loss is clearly above what it was.
    pub(super) fn thrown_up(&self) -> Option<(&'a Record, f32)> {
        let now = self.lower_quartile().filter(|_| self.is_poor())?;
        let rate = self.evidence.experiment.training().learning_rate;
        let records = self.evidence.but_for_the_rate();
        let mut courses = self.evidence.history.courses().iter().rev();
        courses.find_map(|course| {
            let until = records.partition_point(|record| record.epoch as f64 <= course.until);
            let last = &records[until.saturating_sub(STRIP)..until];
            let before = mean(last, train)?;
            (1.5 * course.learning_rate < rate && now > THROWN * before)
                .then(|| (&last[last.len() - 1], course.learning_rate))
        })
    }

    /// The range in which the loss oscillates without progress, changing between records by this fraction of itself on
    /// average; `None` if it does not.
    pub(super) fn jumping(&self, share: f64) -> Option<(f64, f64)> {
        let newest = self.newest(JUMPS);
        let wrong = newest.iter().filter(|record| is_below(record.metrics.train.score, GOOD)).count();
        if newest.len() < JUMPS || 4 * wrong < JUMPS {
            return None;
        }
        let losses: Vec<f64> = newest.iter().map(|record| record.metrics.train.loss).collect();
        let changes: Vec<f64> = losses.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let jump = changes.iter().map(|change| change.abs()).sum::<f64>() / changes.len() as f64;
        let turns = changes.windows(2).filter(|pair| pair[0] * pair[1] < 0.0).count();
        let (before, after) = self.records[self.records.len().saturating_sub(2 * JUMPS)..]
            .split_at((self.records.len().min(2 * JUMPS)) / 2);
        let (before, after) = (mean(before, train)?, mean(after, train)?);
        let jumps =
            jump > share * after && turns as f64 >= TURNS * (changes.len() - 1) as f64 && after > (1.0 - GAIN) * before;
        jumps.then(|| losses.iter().fold((f64::INFINITY, 0.0), |(low, high), loss| (loss.min(low), loss.max(high))))
    }

    /// The record with the lowest training loss since the last change of anything but the rate.
    pub(super) fn lowest_training_loss(&self) -> Option<&'a Record> {
        let records = self.evidence.but_for_the_rate();
        records.iter().min_by(|a, b| a.metrics.train.loss.total_cmp(&b.metrics.train.loss))
    }

    /// The record of the best watched loss (validation, or else test), and which it is, if that loss has started to
    /// rise since while the training loss has not.
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
        let lowest = mean(best, held_back)?;
        let least = if lowest < LEARNED * first { PATIENCE } else { LONG };
        let patience = least.max(self.span().0 / 4);
        // It has to stay high: one bad epoch is not a trend.
        let late = strips.filter(|strip| strip[0].epoch + patience > end);
        // If records are far apart, there may be none in so short a time, and nothing can be said.
        let newest = late.filter_map(|strip| mean(strip, held_back)).reduce(f64::min)?;
        let middle = &best[STRIP / 2];
        let turned =
            newest > (1.0 + RISE) * lowest && newest - lowest > WORTH_IT * first && end - middle.epoch >= patience;
        let fits = mean(now, |metrics| Some(metrics.train.score))? >= FITS;
        (turned && fits && mean(now, train)? <= mean(best, train)?).then_some((middle, watched))
    }

    /// Whether there has been enough time to make progress.
    pub(super) fn has_lasted(&self) -> bool {
        let (epochs, steps) = self.span();
        epochs >= LONG && steps >= MANY_STEPS
    }

    /// Whether there was enough time, the score is poor, and the training loss no longer falls.
    pub(super) fn stands(&self) -> bool {
        self.has_lasted()
            && self.is_poor()
            && self.ends_of_second_half().is_some_and(|(before, after)| after >= (1.0 - FALL) * before)
    }

    /// Whether the training loss falls slowly at best.
    pub(super) fn falls_little(&self) -> bool {
        self.ends_of_second_half().is_some_and(|(before, after)| after > (1.0 - LITTLE) * before)
    }

    /// The course of the training loss, if it no longer falls and the score is poor.
    pub(super) fn course(&self) -> Option<Course> {
        if !self.stands() {
            return None;
        }
        self.worse().map(Course::Worse).or_else(|| self.still().map(Course::Still))
    }

    /// The epoch since which the training loss has stayed near its current value.
    fn still(&self) -> Option<u64> {
        let (before, after) = self.ends_of_second_half()?;
        if after > (1.0 + FALL) * before {
            return None;
        }
        let strays = |strip: &[Record]| mean(strip, train).is_none_or(|loss| (loss - after).abs() > BAND * after);
        // Single records may jump; the last strip away from the current level ends the time before.
        let before = self.records.windows(STRIP).rposition(strays);
        let since = self.records.get(before.map_or(0, |strip| strip + STRIP))?;
        (since.epoch <= self.second_half()?[0].epoch).then_some(since.epoch)
    }

    /// The epoch of the lowest training loss, if it has stayed clearly above that since.
    fn worse(&self) -> Option<u64> {
        let level = |strip: &[Record]| mean(strip, train).unwrap_or(f64::INFINITY);
        let strips = self.records.windows(STRIP);
        let lowest = strips.clone().map(level).fold(f64::INFINITY, f64::min);
        let best = strips.clone().rfind(|strip| level(strip) <= (1.0 + FALL) * lowest)?;
        let (end, middle) = (self.records.last()?.epoch, best[STRIP / 2].epoch);
        let patience = PATIENCE.max(self.span().0 / 4);
        let late = strips.filter(|strip| strip[0].epoch + patience > end);
        let newest = late.map(level).reduce(f64::min)?;
        (end - middle >= patience && newest > (1.0 + RISE) * lowest).then_some(middle)
    }

    fn second_half(&self) -> Option<&'a [Record]> {
        let (first, last) = self.records.first().zip(self.records.last())?;
        let middle = first.epoch + (last.epoch - first.epoch) / 2;
        Some(&self.records[self.records.partition_point(|record| record.epoch < middle)..])
    }

    /// The mean training loss in the first and the last quarter of the second half.
    fn ends_of_second_half(&self) -> Option<(f64, f64)> {
        let half = self.second_half()?;
        let quarter = half.len() / 4;
        if quarter < STRIP {
            return None;
        }
        Some((mean(&half[..quarter], train)?, mean(&half[half.len() - quarter..], train)?))
    }

    fn newest(&self, count: usize) -> &'a [Record] {
        &self.records[self.records.len().saturating_sub(count)..]
    }

    /// The lower quartile of the latest training losses.
    fn lower_quartile(&self) -> Option<f64> {
        let mut losses: Vec<f64> = self.newest(NEWEST).iter().map(|record| record.metrics.train.loss).collect();
        losses.sort_by(f64::total_cmp);
        losses.get(losses.len() / 4).copied()
    }
}

/// Whether a score is below this limit; NaN is.
fn is_below(score: f64, limit: f64) -> bool {
    score.is_nan() || score < limit
}

fn train(metrics: &Metrics) -> Option<f64> {
    Some(metrics.train.loss)
}

fn mean(records: &[Record], value: impl Fn(&Metrics) -> Option<f64>) -> Option<f64> {
    if records.is_empty() {
        return None;
    }
    let sum: Option<f64> = records.iter().map(|record| value(&record.metrics)).sum();
    sum.map(|sum| sum / records.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Finding, Symptom},
        *,
    };
    use crate::{
        experiment::Experiment,
        measure::PartMetrics,
        training::{Edits, History, Status},
    };

    /// The finding for the default experiment with this history.
    fn told(history: &History) -> Option<Finding> {
        Finding::of(&Evidence {
            experiment: &Experiment::default(),
            history,
            edits: &Edits::default(),
            first_loss: 1.0,
            statistics: &[],
            status: &Status::Ready,
        })
    }

    #[test]
    fn a_loss_that_rises_does_not_stand_still() {
        let finding = |loss: fn(u64) -> f64| {
            let mut history = History::default();
            for epoch in 0..400 {
                let train = PartMetrics { loss: loss(epoch), score: 0.6 };
                let metrics = Metrics { train, validation: None, test: None };
                history.push(Record { epoch, step: 10 * epoch, metrics });
            }
            told(&history).map(|finding| finding.symptom)
        };
        let since = |symptom: Option<Symptom>| match symptom {
            Some(Symptom::Worse { since }) => Some(since),
            _ => None,
        };
        let lowest = since(finding(|epoch| if epoch < 150 { 0.27 } else { 0.35 })).expect("it has become worse");
        assert!((145..150).contains(&lowest), "{lowest}");
        let lowest = since(finding(|epoch| 0.3 + (epoch as f64 - 100.0).abs() / 1000.0)).expect("it has become worse");
        assert!((95..=110).contains(&lowest), "{lowest}");
        let still = finding(|epoch| if epoch < 120 { 0.5 } else { 0.3 });
        assert!(matches!(still, Some(Symptom::Flat { since: 120..125 })), "{still:?}");
        assert_eq!(finding(|epoch| 0.5 - epoch as f64 / 1000.0), None, "it falls");
    }

    #[test]
    fn overfitting_is_judged_by_the_validation_rows_where_there_are_some() {
        let part = |loss| PartMetrics { loss, score: 0.9 };
        let finding = |validation: fn(u64) -> f64, test: fn(u64) -> f64| {
            let mut history = History::default();
            for epoch in 0..200 {
                let (validation, test) = (Some(part(validation(epoch))), Some(part(test(epoch))));
                let metrics = Metrics { train: part(1.0 / (epoch + 2) as f64), validation, test };
                history.push(Record { epoch, step: epoch, metrics });
            }
            told(&history).map(|finding| finding.symptom)
        };
        let rises = |epoch: u64| 0.5 + (epoch as f64 - 50.0).abs() / 100.0;
        let falls = |epoch: u64| 1.0 / (epoch + 1) as f64;
        assert_eq!(finding(falls, rises), None, "the test rows are for looking at");
        assert_eq!(finding(rises, falls), Some(Symptom::Overfitting { since: 50, watched: Split::Validation }));
    }
}
