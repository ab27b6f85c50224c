//! Everything that a view needs to draw one moment, complete and immutable.

use std::sync::Arc;

use crate::{
    data::Prepared,
    experiment::ValidExperiment,
    insight::{LayerStatistics, Looks, NextStep},
    language::Text,
    measure::{Metrics, Probe, Report},
    nn::Network,
    training::{Checkpoint, Edits, History, KeptRun, Record, Spending, StageRun, Status, Timeline},
};

/// A moment of training. Missing one loses nothing: each is complete.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Counts the snapshots of a worker, so that a reader can tell whether it is new.
    pub number: u64,
    /// The experiment of the moment.
    pub experiment: ValidExperiment,
    /// Its rows.
    pub data: Arc<Prepared>,
    /// The network.
    pub network: Network,
    /// Whole epochs done.
    pub epoch: u64,
    /// Steps done.
    pub step: u64,
    /// Current metrics; with many rows an evenly spaced sample during training, see [`Metrics::sample`].
    pub metrics: Metrics,
    /// The privacy spent; `None` unless the current stage is private.
    pub spending: Option<Spending>,
    /// Metrics over time.
    pub history: Arc<History>,
    /// Kept moments that can be shown, and to which one can go back.
    pub timeline: Arc<Timeline>,
    /// The edits of the run.
    pub edits: Arc<Edits>,
    /// The runs of the stages before this one.
    pub earlier: Arc<Vec<StageRun>>,
    /// Whether this is earlier than the trainer's own moment, at which `history` ends.
    pub past: bool,
    /// What was requested; maps are coarser during training.
    pub looks: Looks,
    /// Layer statistics, next step and full report: of this moment when paused, slightly outdated when running.
    pub detail: Arc<Detail>,
    /// Whether the worker is training.
    pub running: bool,
    /// Whether training can continue, and if not, why.
    pub status: Status,
    /// Current epochs per second; 0 when paused.
    pub epochs_per_second: f64,
    /// The trainer's state at this moment.
    pub checkpoint: Arc<Checkpoint>,
    /// The trainer's latest state, which Save writes; the same unless an earlier moment is shown.
    pub newest: Arc<Checkpoint>,
    /// The experiment of the latest state.
    pub newest_experiment: ValidExperiment,
    /// The rows of the latest state.
    pub newest_data: Arc<Prepared>,
    /// How many stored runs the worker had resumed by then.
    pub resumed: u64,
    /// A bug that ended training here, as a sentence; the checkpoint is the last good one.
    pub error: Option<Text>,
}

/// What is measured besides the metrics, less often.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// Statistics of each layer.
    pub statistics: Vec<LayerStatistics>,
    /// The next step.
    pub next: NextStep,
    /// The full report.
    pub report: Report,
}

impl Snapshot {
    /// The run of the latest state.
    #[must_use]
    pub fn run(&self) -> StageRun {
        StageRun {
            experiment: self.newest_experiment.clone(),
            checkpoint: Arc::clone(&self.newest),
            history: Arc::clone(&self.history),
            timeline: Arc::clone(&self.timeline),
            edits: Arc::clone(&self.edits),
        }
    }

    /// The same with the runs of earlier stages.
    #[must_use]
    pub fn kept(&self) -> KeptRun {
        KeptRun { last: self.run(), earlier: Arc::clone(&self.earlier) }
    }

    /// The records that its curves show.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        self.edits.shown_of(&self.history)
    }

    /// A probe of the network of this moment.
    #[must_use]
    pub fn probe(&self) -> Probe<'_> {
        Probe { experiment: &self.experiment, data: &self.data, network: &self.network }
    }
}
