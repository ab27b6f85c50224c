//! A frame: the state that the training thread hands over for a snapshot, at the cost of one copy of the parameters.

use std::sync::Arc;

use super::{Snapshot, snapshot::Detail};
use crate::{
    data::Prepared,
    experiment::ValidExperiment,
    insight::{Effort, Looker, Request, UNIT_CELLS},
    language::Text,
    measure::{Metrics, Probe},
    nn::Network,
    training::{Checkpoint, Edits, History, Spending, StageRun, Timeline, Trainer},
};

/// Approximate number of cells, half a megabyte, of all units' maps during training: they are shown small, pass from
/// core to core thirty times a second, and are refined when training rests.
const PASSING_CELLS: usize = 1 << 17;

/// State of a worker between two steps, cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// The moment to show, with its experiment and its rows.
    pub(super) experiment: ValidExperiment,
    pub(super) data: Arc<Prepared>,
    pub(super) checkpoint: Arc<Checkpoint>,
    /// Whether that is earlier than the trainer's own moment, the latest.
    pub(super) past: bool,
    pub(super) newest_experiment: ValidExperiment,
    pub(super) newest_data: Arc<Prepared>,
    pub(super) newest: Arc<Checkpoint>,
    pub(super) history: Arc<History>,
    pub(super) timeline: Arc<Timeline>,
    pub(super) edits: Arc<Edits>,
    pub(super) earlier: Arc<Vec<StageRun>>,
    pub(super) resumed: u64,
    pub(super) request: Request,
    pub(super) running: bool,
    /// Whether there is time for fine maps: paused, or slowed down.
    pub(super) resting: bool,
    pub(super) epochs_per_second: f64,
    pub(super) error: Option<Text>,
}

impl Frame {
    pub(super) fn of(trainer: &Trainer, request: Request) -> Self {
        let checkpoint = Arc::new(trainer.checkpoint());
        Self {
            experiment: trainer.experiment().clone(),
            data: Arc::clone(trainer.data()),
            past: false,
            newest_experiment: trainer.experiment().clone(),
            newest_data: Arc::clone(trainer.data()),
            newest: Arc::clone(&checkpoint),
            checkpoint,
            history: Arc::clone(trainer.history()),
            timeline: Arc::clone(trainer.timeline()),
            edits: Arc::clone(trainer.edits()),
            earlier: Arc::clone(trainer.earlier()),
            resumed: 0,
            request,
            running: false,
            resting: true,
            epochs_per_second: 0.0,
            error: None,
        }
    }

    /// The snapshot, with maps of this resolution, metrics of at most about `rows` rows of each part, and the previous
    /// detail or a new one.
    pub(super) fn snapshot(
        &self,
        number: u64,
        resolution: usize,
        rows: usize,
        last: Option<Arc<Detail>>,
        looker: &mut Looker,
    ) -> Snapshot {
        let network = self.network();
        let probe = Probe { experiment: &self.experiment, data: &self.data, network: &network };
        let unit_cells = if self.resting { UNIT_CELLS } else { PASSING_CELLS };
        let effort = Effort { resolution, unit_cells, hurried: !self.resting };
        let looks = looker.look(&probe, &self.data, &self.request, effort);
        let metrics = probe.metrics(rows);
        let trained = self.data.train.rows.len();
        let spending = Spending::of(&self.experiment, self.checkpoint.step, trained, &self.earlier);
        let detail = last.unwrap_or_else(|| Arc::new(self.detail(&probe, rows)));
        Snapshot {
            number,
            experiment: self.experiment.clone(),
            data: Arc::clone(&self.data),
            epoch: self.checkpoint.epoch,
            step: self.checkpoint.step,
            metrics,
            spending,
            history: Arc::clone(&self.history),
            timeline: Arc::clone(&self.timeline),
            edits: Arc::clone(&self.edits),
            earlier: Arc::clone(&self.earlier),
            past: self.past,
            looks,
            detail,
            running: self.running,
            status: self.checkpoint.status.clone(),
            epochs_per_second: self.epochs_per_second,
            checkpoint: Arc::clone(&self.checkpoint),
            newest: Arc::clone(&self.newest),
            newest_experiment: self.newest_experiment.clone(),
            newest_data: Arc::clone(&self.newest_data),
            resumed: self.resumed,
            error: self.error.clone(),
            network,
        }
    }

    fn detail(&self, probe: &Probe<'_>, rows: usize) -> Detail {
        let next = probe.next_step(&self.checkpoint);
        Detail { statistics: probe.statistics(), next, report: probe.report(rows) }
    }

    fn network(&self) -> Network {
        Network { parameters: self.checkpoint.parameters.clone(), activations: self.experiment.activations() }
    }

    /// Number of rows of each part for the metrics: a sample during training, all when there is time, within half a
    /// second or so.
    pub(super) fn rows(&self, fine: bool) -> usize {
        let sample = Metrics::sample(&self.checkpoint.parameters);
        let affordable = (1 << 31) / self.checkpoint.parameters.values().len();
        if fine { affordable.max(sample) } else { sample }
    }
}
