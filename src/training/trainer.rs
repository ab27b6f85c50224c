//! Turns an experiment, step by step, into parameters and a history.

use std::sync::Arc;

use super::{
    Best, Change, Checkpoint, Edits, History, Spending, StageRun, Status, Timeline, counting::count_on, guard::Guard,
    learner::Learner, start,
};
use crate::{
    data::Prepared,
    experiment::{BatchOrder, Place, ValidExperiment},
    measure::{Metrics, Probe},
    nn::{Network, Parameters, Random, Stream, multiplications},
};

/// An experiment in training: its rows, network, state and history.
#[derive(Clone, Debug)]
pub struct Trainer {
    pub(super) experiment: ValidExperiment,
    pub(super) data: Arc<Prepared>,
    /// The runs of the stages before this one.
    pub(super) earlier: Arc<Vec<StageRun>>,
    pub(super) network: Network,
    /// The state without the parameters, which are in `network`.
    pub(super) checkpoint: Checkpoint,
    pub(super) history: Arc<History>,
    pub(super) timeline: Arc<Timeline>,
    pub(super) edits: Arc<Edits>,
    /// The best loss before the current best, for a rollback beyond that.
    pub(super) best_before: Option<Best>,
    pub(super) guard: Guard,
    pub(super) learner: Learner,
    /// Whether metrics and moments are recorded during training.
    pub(super) records: bool,
}

impl Trainer {
    /// At the start of `experiment`, before the first step of its current stage.
    #[must_use]
    pub fn new(experiment: ValidExperiment) -> Self {
        Self::after(experiment, Arc::default())
    }

    /// At the start of the current stage, with what `earlier` stages have learned.
    #[must_use]
    pub fn after(experiment: ValidExperiment, earlier: Arc<Vec<StageRun>>) -> Self {
        let data = start::rows(&experiment, &earlier);
        Self::on(experiment, Arc::new(data), earlier)
    }

    /// At the start of `experiment`, whose rows are `data`, after the runs of `earlier` stages.
    pub(super) fn on(experiment: ValidExperiment, data: Arc<Prepared>, earlier: Arc<Vec<StageRun>>) -> Self {
        let parameters = start::first_parameters(&experiment, &earlier);
        let network = Network { parameters, activations: experiment.activations() };
        let checkpoint = Checkpoint {
            step: 0,
            epoch: 0,
            position: 0,
            rows_seen: 0,
            rows_evaluated: 0,
            parameters: network.parameters.clone(),
            moments: Vec::new(),
            moments_age: 0,
            order: (0..data.train.rows.len() as u32).collect(),
            batches: Random::new(experiment.seeds.batches, Stream::Batches),
            noise: Random::new(experiment.seeds.noise, Stream::Noise),
            first_loss: 0.0,
            best: None,
            seconds: 0.0,
            status: Status::Ready,
        };
        let guard = Guard::new(&checkpoint);
        let learner = Learner::new(&experiment);
        let mut trainer = Self {
            experiment,
            data,
            earlier,
            network,
            checkpoint,
            history: Arc::default(),
            timeline: Arc::default(),
            edits: Arc::default(),
            best_before: None,
            guard,
            learner,
            records: true,
        };
        let metrics = trainer.metrics();
        trainer.remeasure(metrics.train.loss);
        trainer.record(metrics);
        trainer.guard = Guard::new(&trainer.checkpoint());
        trainer
    }

    /// The experiment that is trained.
    #[must_use]
    pub const fn experiment(&self) -> &ValidExperiment {
        &self.experiment
    }

    /// The rows, prepared for training.
    #[must_use]
    pub const fn data(&self) -> &Arc<Prepared> {
        &self.data
    }

    /// The current network.
    #[must_use]
    pub const fn network(&self) -> &Network {
        &self.network
    }

    /// The metrics over time.
    #[must_use]
    pub const fn history(&self) -> &Arc<History> {
        &self.history
    }

    /// Whether training can continue, and if not, why.
    #[must_use]
    pub const fn status(&self) -> &Status {
        &self.checkpoint.status
    }

    /// Training loss at the start, or after the last change of the objective.
    #[must_use]
    pub const fn first_loss(&self) -> f64 {
        self.checkpoint.first_loss
    }

    /// Steps done.
    #[must_use]
    pub const fn steps(&self) -> u64 {
        self.checkpoint.step
    }

    /// Whole epochs done.
    #[must_use]
    pub const fn epochs(&self) -> u64 {
        self.checkpoint.epoch
    }

    /// The privacy spent so far; `None` unless the current stage is private.
    #[must_use]
    pub fn spending(&self) -> Option<Spending> {
        Spending::of(&self.experiment, self.checkpoint.step, self.data.train.rows.len(), &self.earlier)
    }

    /// Epochs done, parts of the current one included.
    #[must_use]
    pub fn progress(&self) -> f64 {
        self.checkpoint.epoch as f64 + self.checkpoint.position as f64 / self.data.train.rows.len() as f64
    }

    /// Whether no part of the current epoch is done.
    #[must_use]
    pub const fn is_at_whole_epoch(&self) -> bool {
        self.checkpoint.position == 0
    }

    /// Steps per epoch; fractional when a batch can extend into the next epoch.
    #[must_use]
    pub fn steps_per_epoch(&self) -> f64 {
        let rows = self.data.train.rows.len();
        let batch = self.experiment.training().batch_size.min(rows);
        match self.experiment.training().order {
            BatchOrder::Shuffled => rows.div_ceil(batch) as f64,
            BatchOrder::Sequential | BatchOrder::Poisson => rows as f64 / batch as f64,
        }
    }

    /// At the start of another experiment, or of this one again; the current rows are shared if they are its rows, too,
    /// and not prepared again.
    #[must_use]
    pub fn beside(&self, experiment: ValidExperiment) -> Self {
        let stage = experiment.stages.at();
        let data = self.data_for(&experiment);
        Self::on(experiment, data, self.earlier_for(stage))
    }

    /// The same, but nothing is recorded from here on except how it ends: for runs of which only the result is needed.
    /// The parameters become the same.
    #[must_use]
    pub fn unrecorded(self) -> Self {
        Self { records: false, ..self }
    }

    /// Whether its history and its moments are recorded.
    #[must_use]
    pub const fn is_recorded(&self) -> bool {
        self.records
    }

    /// Back to the start of the experiment.
    pub fn restart(&mut self) {
        *self = Self::on(self.experiment.clone(), Arc::clone(&self.data), Arc::clone(&self.earlier));
    }

    /// Everything needed to resume later.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint { parameters: self.network.parameters.clone(), ..self.checkpoint.clone() }
    }

    /// A probe of the current network.
    #[must_use]
    pub fn probe(&self) -> Probe<'_> {
        Probe { experiment: &self.experiment, data: &self.data, network: &self.network }
    }

    /// Metrics of the current network; with very many rows, of an evenly spaced sample.
    #[must_use]
    pub fn metrics(&self) -> Metrics {
        self.probe().metrics(Metrics::sample(&self.network.parameters))
    }

    /// Multiplications of the forward pass of a step, about: large steps are worth [sharing](crate::nn::sharing) among
    /// threads, to the same bits.
    #[must_use]
    pub fn multiplications(&self) -> usize {
        let rows = self.experiment.training().batch_size.min(self.data.train.rows.len());
        multiplications(&self.network.parameters, rows)
    }

    /// One update from one batch; does nothing when training has diverged.
    pub fn step(&mut self) {
        if matches!(self.checkpoint.status, Status::Diverged { .. }) || !self.guarded() {
            return;
        }
        let epoch = self.checkpoint.epoch;
        let loss = self.advance();
        if !self.is_sound(loss) {
            self.go_back();
        } else if self.checkpoint.epoch > epoch {
            self.end_epoch();
        }
    }

    /// Epoch of the best loss so far; `None` without early stopping.
    pub(super) fn best_epoch(&self) -> Option<u64> {
        self.checkpoint.best.as_ref().map(|best| best.epoch)
    }

    /// The parameters after one plain step.
    pub(super) fn stepped(mut self) -> Parameters {
        self.advance();
        self.network.parameters
    }

    /// Sets one weight or bias by hand. Returns false, and changes nothing, if it does not exist or `value` is not
    /// finite.
    pub fn set(&mut self, place: Place, value: f32) -> bool {
        match place.index(&self.network.parameters) {
            Some(index) if value.is_finite() => {
                self.network.parameters.values_mut()[index] = value;
                self.note(Change::Parameter(place, value));
                self.remeasure(self.metrics().train.loss);
                // The run can continue whatever had ended it, as after any other change.
                self.checkpoint.status = Status::Ready;
                true
            }
            _ => false,
        }
    }

    /// A step at another rate than the experiment's, to try it out on a copy: nothing is recorded, and divergence is
    /// not checked. Returns the mean loss of the batch before the update.
    pub fn step_at(&mut self, rate: f32) -> f64 {
        self.advance_at(Some(rate))
    }

    /// A plain step: chooses the rows, updates the parameters, advances the position; returns the mean loss of the
    /// batch before the update.
    pub(super) fn advance(&mut self) -> f64 {
        self.advance_at(None)
    }

    #[inline]
    fn advance_at(&mut self, rate: Option<f32>) -> f64 {
        let rows = self.data.train.rows.len();
        let batch_size = self.experiment.training().batch_size.min(rows);
        let start = self.checkpoint.position;
        let count = match self.experiment.training().order {
            BatchOrder::Shuffled => batch_size.min(rows - start),
            BatchOrder::Sequential | BatchOrder::Poisson => batch_size,
        };
        if self.experiment.training().order == BatchOrder::Shuffled && start == 0 {
            self.checkpoint.batches.shuffle(&mut self.checkpoint.order);
        }
        let part = &self.data.train;
        let (state, network) = (&mut self.checkpoint, &mut self.network);
        let loss = self.learner.update(&self.experiment, part, count, state, network, rate);
        count_on(&mut self.checkpoint.step, 1);
        count_on(&mut self.checkpoint.moments_age, 1);
        count_on(&mut self.checkpoint.rows_seen, count as u64);
        self.checkpoint.position += count;
        if self.checkpoint.position >= rows {
            self.checkpoint.position -= rows;
            count_on(&mut self.checkpoint.epoch, 1);
        }
        loss
    }
}
