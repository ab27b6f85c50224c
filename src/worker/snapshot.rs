//! Everything that a view needs to draw one moment, complete and unchanging.

use std::sync::Arc;

use crate::{
    data::Prepared,
    experiment::ValidExperiment,
    insight::{LayerStatistics, Looks, NextStep},
    language::Text,
    measure::{Metrics, Probe, Report},
    nn::Network,
    training::{Checkpoint, Edits, History, KeptRun, Spending, StageRun, Status, Timeline},
};

/// A moment of training. Missing one loses nothing: each is whole.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Counts the snapshots of a worker, so that a reader can tell whether it is a new one.
    pub number: u64,
    /// The experiment that it was made with.
    pub experiment: ValidExperiment,
    /// Its rows.
    pub data: Arc<Prepared>,
    /// The network.
    pub network: Network,
    /// Whole epochs done.
    pub epoch: u64,
    /// Steps done.
    pub step: u64,
    /// Metrics now; of a part of many rows an even sample while training goes on, see [`Metrics::sample`].
    pub metrics: Metrics,
    /// What the run has given away of any one row, where the stage at hand is private.
    pub spending: Option<Spending>,
    /// How they went.
    pub history: Arc<History>,
    /// Moments that can be looked at, and gone back to.
    pub timeline: Arc<Timeline>,
    /// What was done to the run, beside its steps.
    pub edits: Arc<Edits>,
    /// The runs of the stages before this one.
    pub earlier: Arc<Vec<StageRun>>,
    /// Whether this is an earlier moment than the trainer's own, which is where `history` ends.
    pub past: bool,
    /// What was asked for; maps are coarser than that while training goes on.
    pub looks: Looks,
    /// How each layer was doing, and the metrics in full: of this moment when paused, at most a moment old when running.
    pub detail: Arc<Detail>,
    /// Whether the worker is training.
    pub running: bool,
    /// Whether and why training goes on.
    pub status: Status,
    /// Epochs a second over the last moments; 0 when paused.
    pub epochs_per_second: f64,
    /// Everything that the trainer had become at this moment.
    pub checkpoint: Arc<Checkpoint>,
    /// Everything that it has become by now, which is what Save writes; the same unless this is a look back.
    pub newest: Arc<Checkpoint>,
    /// The experiment of that.
    pub newest_experiment: ValidExperiment,
    /// The rows of that.
    pub newest_data: Arc<Prepared>,
    /// How many kept runs its worker had taken up by then.
    pub resumed: u64,
    /// A bug that ended training here, as a sentence for the person; the checkpoint is the last good one.
    pub error: Option<Text>,
}

/// What is measured beside the metrics, at its own pace.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// How each layer is doing.
    pub statistics: Vec<LayerStatistics>,
    /// What the next step would be made of.
    pub next: NextStep,
    /// The metrics in full.
    pub report: Report,
}

impl Snapshot {
    /// What the trainer has come to by now.
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

    /// The same with the stages before it.
    #[must_use]
    pub fn kept(&self) -> KeptRun {
        KeptRun { last: self.run(), earlier: Arc::clone(&self.earlier) }
    }

    /// A look at the network of this moment.
    #[must_use]
    pub fn probe(&self) -> Probe<'_> {
        Probe { experiment: &self.experiment, data: &self.data, network: &self.network }
    }
}
