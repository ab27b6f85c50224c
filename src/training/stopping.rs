//! The end of an epoch: what is recorded, and whether training stops.

use std::sync::Arc;

use super::{Best, Change, History, Record, Status, StopReason, Trainer, counting::count_on};
use crate::measure::{Metrics, Probe};

/// Multiply-adds that recording may use in advance, before training has earned them: a tenth of a second or less.
const FREE_WORK: u64 = 1 << 28;
/// Training rows that earn the evaluation of one. For long evaluations, training on a row takes at least two and a half
/// times as long as evaluating it (`cargo bench --bench training` shows the ratio), so recording takes less than a
/// tenth of the time.
const ROWS_PER_EVALUATION: u64 = 6;

impl Trainer {
    /// Adds `seconds` of training time, which the trainer cannot know by itself, and applies the stop rule that limits
    /// it.
    pub fn spend(&mut self, seconds: f64) {
        self.checkpoint.seconds += seconds;
        if let (Status::Ready, Some(most)) = (&self.checkpoint.status, self.experiment.training().stop.seconds)
            && self.checkpoint.seconds >= f64::from(most)
        {
            self.end_at(most);
        }
    }

    /// Ends the run because `seconds` of training are over.
    pub(super) fn end_at(&mut self, seconds: f32) {
        self.note(Change::TimeUp);
        self.checkpoint.status = Status::Finished { reason: StopReason::Seconds(seconds) };
    }

    /// Records metrics and applies the stop rules; with a loss goal or early stopping the metrics of every epoch are
    /// needed.
    pub(super) fn end_epoch(&mut self) {
        let (epoch, training) = (self.checkpoint.epoch, self.experiment.training());
        let is_ready = self.checkpoint.status == Status::Ready;
        let last = is_ready && training.stop.epochs.is_some_and(|epochs| epoch >= epochs);
        let watched = is_ready && (training.stop.loss.is_some() || training.early_stopping.is_some());
        let kept = self.records && History::keeps(epoch) && self.can_record();
        if !(last || watched || kept) {
            return;
        }
        // Whatever is recorded, kept or called the best must be finite; a NaN that no loss has shown yet is found here.
        if !self.is_finite() {
            self.go_back();
            return;
        }
        let rows = Metrics::sample(&self.network.parameters);
        let probe = Probe { experiment: &self.experiment, data: &self.data, network: &self.network };
        let metrics = Metrics::of(&probe, rows, self.learner.workspace());
        let reason = if is_ready { self.reason_to_stop(&metrics) } else { None };
        let records = kept || reason.is_some();
        if records {
            self.add_record(metrics);
        }
        if let Some(reason) = reason {
            self.checkpoint.status = Status::Finished { reason };
            self.restore_best(reason);
        }
        if records {
            self.keep_moment();
        }
    }

    /// Adds these metrics to the history, and the current state to the timeline.
    pub(super) fn record(&mut self, metrics: Metrics) {
        self.add_record(metrics);
        self.keep_moment();
    }

    fn add_record(&mut self, metrics: Metrics) {
        let rows = self.rows_per_evaluation();
        count_on(&mut self.checkpoint.rows_evaluated, rows);
        let record = Record { epoch: self.checkpoint.epoch, step: self.checkpoint.step, metrics };
        Arc::make_mut(&mut self.history).push(record);
    }

    fn reason_to_stop(&mut self, metrics: &Metrics) -> Option<StopReason> {
        let (epoch, training) = (self.checkpoint.epoch, self.experiment.training());
        let stop = training.stop;
        if let Some(goal) = stop.loss.filter(|goal| metrics.train.loss <= f64::from(*goal)) {
            return Some(StopReason::Loss(goal));
        }
        if let (Some(stopping), Some((watched, part))) = (training.early_stopping, metrics.for_choices()) {
            let best = self.checkpoint.best.as_ref();
            let loss = if part.loss.is_nan() { f64::INFINITY } else { part.loss };
            if best.is_none_or(|best| loss < best.loss) {
                let parameters = stopping.restore_best.then(|| self.network.parameters.clone());
                self.best_before = self.checkpoint.best.replace(Best { epoch, loss, parameters });
            } else if let Some(best) = best.filter(|best| epoch - best.epoch >= u64::from(stopping.patience)) {
                let (epochs, best_epoch, restored) = (stopping.patience, best.epoch, best.parameters.is_some());
                return Some(StopReason::NoProgress { epochs, best_epoch, restored, watched });
            }
        }
        stop.epochs.filter(|epochs| epoch >= *epochs).map(|_| StopReason::Epochs(epoch))
    }

    fn restore_best(&mut self, reason: StopReason) {
        if let (StopReason::NoProgress { .. }, Some(Best { parameters: Some(best), .. })) =
            (reason, &self.checkpoint.best)
        {
            self.network.parameters.clone_from(best);
            self.guard = super::guard::Guard::new(&self.checkpoint());
        }
    }

    fn can_record(&self) -> bool {
        let weights = self.network.parameters.values().len() as u64;
        let evaluated = self.checkpoint.rows_evaluated + self.rows_per_evaluation();
        evaluated.saturating_sub(self.checkpoint.rows_seen / ROWS_PER_EVALUATION).saturating_mul(weights) <= FREE_WORK
    }

    pub(super) fn rows_per_evaluation(&self) -> u64 {
        let sample = Metrics::sample(&self.network.parameters);
        let rows = |rows: usize| rows.div_ceil(crate::measure::probe::stride(rows, sample)) as u64;
        self.data.parts().map(|(_, part)| rows(part.rows.len())).iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::{Generator, Source, Split},
        experiment::{EarlyStopping, Experiment, HiddenLayer, StopRules},
        nn::Activation,
    };

    fn run(change: impl FnOnce(&mut Experiment)) -> Trainer {
        let mut experiment = Experiment::default();
        change(&mut experiment);
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        while *trainer.status() == Status::Ready && trainer.epochs() < 200 {
            trainer.step();
        }
        trainer
    }

    #[test]
    fn stops_at_the_epoch() {
        let mut trainer = run(|experiment| experiment.training_mut().stop.epochs = Some(3));
        assert_eq!(trainer.status(), &Status::Finished { reason: StopReason::Epochs(3) });
        assert_eq!((trainer.epochs(), trainer.steps()), (3, 75));
        trainer.step();
        assert_eq!(trainer.steps(), 76, "steps by hand go on");
    }

    #[test]
    fn stops_at_the_loss() {
        let trainer = run(|experiment| experiment.training_mut().stop.loss = Some(0.3));
        assert_eq!(trainer.status(), &Status::Finished { reason: StopReason::Loss(0.3) });
        let records = trainer.history().records();
        let (last, earlier) = records.split_last().unwrap();
        assert!(last.metrics.train.loss <= 0.3, "{last:?}");
        assert!(earlier.iter().all(|record| record.metrics.train.loss > 0.3), "at the first epoch below");
    }

    #[test]
    fn stops_after_the_seconds_it_is_told_of() {
        let mut trainer =
            run(|experiment| experiment.training_mut().stop = StopRules { epochs: Some(1), ..Default::default() });
        trainer.spend(5.0);
        assert_eq!(trainer.status(), &Status::Finished { reason: StopReason::Epochs(1) }, "the first rule stands");
        let mut experiment = Experiment::default();
        experiment.training_mut().stop.seconds = Some(2.0);
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        trainer.spend(1.5);
        assert_eq!(trainer.status(), &Status::Ready);
        trainer.spend(0.5);
        assert_eq!(trainer.status(), &Status::Finished { reason: StopReason::Seconds(2.0) });
    }

    #[test]
    fn early_stopping_waits_and_restores_the_best() {
        let trainer = run(|experiment| {
            experiment.training_mut().learning_rate = 1e-9; // f32 weights do not move: no epoch is better than the first
            experiment.training_mut().early_stopping = Some(EarlyStopping { patience: 7, restore_best: true });
        });
        let best_epoch = trainer.checkpoint().best.unwrap().epoch;
        let reason = StopReason::NoProgress { epochs: 7, best_epoch, restored: true, watched: Split::Test };
        assert_eq!((trainer.status(), trainer.epochs()), (&Status::Finished { reason }, best_epoch + 7));
        let best = trainer.checkpoint().best.unwrap();
        assert_eq!(trainer.metrics().test.unwrap().loss, best.loss);
        assert_eq!(trainer.network().parameters, best.parameters.unwrap());
    }

    #[test]
    fn early_stopping_reads_the_validation_rows() {
        /// The epoch after which five are not better.
        fn end(losses: impl Iterator<Item = (u64, f64)>) -> Option<u64> {
            let mut best = (0, f64::INFINITY);
            for (epoch, loss) in losses.skip(1) {
                if loss < best.1 {
                    best = (epoch, loss);
                } else if epoch - best.0 >= 5 {
                    return Some(epoch);
                }
            }
            None
        }
        let overfits = |experiment: &mut Experiment| {
            experiment.data.source = Source::Generated { generator: Generator::Circle, samples: 200, noise: 0.4 };
            experiment.data.validation_share = 0.5;
            let layer = HiddenLayer { units: 8, activation: Activation::Tanh, dropout: 0.0, frozen: false };
            experiment.network.hidden = vec![layer; 2];
            experiment.training_mut().learning_rate = 0.1;
        };
        let whole = run(overfits);
        let losses = |of: fn(&Metrics) -> Option<crate::measure::PartMetrics>| {
            let records = whole.history().records().iter();
            end(records.map(move |record| (record.epoch, of(&record.metrics).expect("it has such rows").loss)))
        };
        let (by_validation, by_test) = (losses(|metrics| metrics.validation), losses(|metrics| metrics.test));
        assert_ne!(by_validation, by_test, "otherwise nobody sees what is read");
        let trainer = run(|experiment| {
            overfits(experiment);
            experiment.training_mut().early_stopping = Some(EarlyStopping { patience: 5, restore_best: false });
        });
        assert_eq!(Some(trainer.epochs()), by_validation);
        let best_epoch = trainer.epochs() - 5;
        let reason = StopReason::NoProgress { epochs: 5, best_epoch, restored: false, watched: Split::Validation };
        assert_eq!(trainer.status(), &Status::Finished { reason });
    }

    #[test]
    fn recording_is_paid_for_by_training() {
        let mut trainer = run(|experiment| experiment.training_mut().stop.epochs = Some(5));
        assert_eq!(trainer.history().records().len(), 6, "epoch 0 and every epoch at first");
        assert!(trainer.can_record());
        trainer.checkpoint.rows_evaluated = u64::MAX / 1024;
        assert!(!trainer.can_record());
        trainer.checkpoint.rows_seen = 7 * trainer.checkpoint.rows_evaluated;
        assert!(trainer.can_record());
    }
}
