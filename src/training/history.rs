//! How the metrics went, from the first step to now, in bounded room.

use serde::{Deserialize, Serialize};

use super::Metrics;

/// Metrics at one moment of the run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Epochs done; the first record is of epoch 0, before any step.
    pub epoch: u64,
    /// Steps done.
    pub step: u64,
    /// What was measured then.
    pub metrics: Metrics,
}

/// Records in order of time, every epoch at first and ever wider apart, so that a run of any length fits.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct History {
    records: Vec<Record>,
}

impl History {
    /// Every record, oldest first.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The newest record.
    #[must_use]
    pub fn newest(&self) -> Option<&Record> {
        self.records.last()
    }

    /// Adds the newest record.
    pub fn push(&mut self, record: Record) {
        self.records.push(record);
    }

    /// Drops what was recorded after `step`.
    pub(super) fn forget_after(&mut self, step: u64) {
        self.records.retain(|record| record.step <= step);
    }

    /// Whether the end of `epoch` is a moment to keep: every epoch up to 256, then 256 moments for each factor of e.
    #[must_use]
    pub const fn keeps(epoch: u64) -> bool {
        let interval = if epoch < 512 { 1 } else { (epoch / 256).next_power_of_two() };
        epoch.is_multiple_of(interval)
    }
}
