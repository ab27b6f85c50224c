//! The parts of the story that an experiment goes through, one after the other.

use serde::{Deserialize, Serialize};

/// What is being trained. Pretraining and fine-tuning will stand beside training here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The whole network on the labelled rows.
    #[default]
    Training,
}
