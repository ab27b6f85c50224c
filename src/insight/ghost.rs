//! Another run whose decision map is shown on the same plane, for comparison.

use std::sync::Arc;

use crate::{data::Prepared, experiment::ValidExperiment, measure::Probe, nn::Network, training::KeptRun};

/// A network with its rows, frozen at one moment.
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
    /// The network of `run` at its end, with its rows.
    #[must_use]
    pub fn of(run: &KeptRun, data: &Arc<Prepared>) -> Self {
        let experiment = run.experiment().clone();
        let parameters = run.last.checkpoint.parameters.clone();
        let network = Network { parameters, activations: experiment.activations() };
        Self { experiment, data: Arc::clone(data), network }
    }
}

/// Compared by address, not by value, since two are compared in every frame.
impl PartialEq for Ghost {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Ghost {
    /// A probe of it.
    #[must_use]
    pub fn probe(&self) -> Probe<'_> {
        Probe { experiment: &self.experiment, data: &self.data, network: &self.network }
    }
}
