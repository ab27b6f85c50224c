//! A run that stands beside the one at hand: its decision is seen on the same plane.

use std::sync::Arc;

use crate::{data::Prepared, experiment::ValidExperiment, measure::Probe, nn::Network, training::KeptRun};

/// A network as it was, with the rows that it learned from.
#[derive(Debug)]
pub struct Ghost {
    /// The experiment.
    pub experiment: ValidExperiment,
    /// The rows.
    pub data: Arc<Prepared>,
    /// The network.
    pub network: Network,
}

impl Ghost {
    /// The network of `run` as it is at its end, with its rows.
    #[must_use]
    pub fn of(run: &KeptRun, data: &Arc<Prepared>) -> Self {
        let experiment = run.experiment().clone();
        let parameters = run.last.checkpoint.parameters.clone();
        let network = Network { parameters, activations: experiment.activations() };
        Self { experiment, data: Arc::clone(data), network }
    }
}

/// The same one, not one that is alike: two are compared in every frame.
impl PartialEq for Ghost {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Ghost {
    /// A look at it.
    #[must_use]
    pub fn probe(&self) -> Probe<'_> {
        Probe { experiment: &self.experiment, data: &self.data, network: &self.network }
    }
}
