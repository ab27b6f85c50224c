//! A network with the data it learns from, to be looked at without being changed.

use crate::{data::Prepared, nn::Network};

use super::{MapRequest, Maps, Meaning, Metrics, ValidExperiment};

/// What every look at a network needs; cheap to make, and free of the trainer, so that another thread can hold one.
#[derive(Clone, Copy, Debug)]
pub struct Probe<'a> {
    /// The experiment.
    pub experiment: &'a ValidExperiment,
    /// The rows.
    pub data: &'a Prepared,
    /// The network.
    pub network: &'a Network,
}

impl Probe<'_> {
    /// Loss and score of both parts, on at most about `rows` rows of each, evenly spaced.
    #[must_use]
    pub fn metrics(&self, rows: usize) -> Metrics {
        Metrics::of(self, rows)
    }

    /// What the units and the outputs answer all over the plane.
    #[must_use]
    pub fn maps(&self, request: MapRequest) -> Maps {
        Maps::of(self, request)
    }

    /// What an output stands for.
    #[must_use]
    pub fn meaning(&self) -> Meaning {
        Meaning::of(self.experiment, self.data)
    }
}
