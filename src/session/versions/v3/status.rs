//! The status of a run in versions 1 to 3.

use serde::Deserialize;

use super::experiment::Place;
use crate::{data, training};

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Status {
    Ready,
    Finished { reason: StopReason },
    Diverged { step: u64, place: Place },
}

impl From<Status> for training::Status {
    fn from(old: Status) -> Self {
        match old {
            Status::Ready => Self::Ready,
            Status::Finished { reason } => Self::Finished { reason: reason.into() },
            Status::Diverged { step, place } => Self::Diverged { step, place: place.into() },
        }
    }
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum StopReason {
    Epochs(u64),
    Loss(f32),
    Seconds(f32),
    NoProgress { epochs: u32, best_epoch: u64, restored: bool },
}

impl From<StopReason> for training::StopReason {
    fn from(old: StopReason) -> Self {
        match old {
            StopReason::Epochs(epochs) => Self::Epochs(epochs),
            StopReason::Loss(goal) => Self::Loss(goal),
            StopReason::Seconds(seconds) => Self::Seconds(seconds),
            StopReason::NoProgress { epochs, best_epoch, restored } => {
                Self::NoProgress { epochs, best_epoch, restored, watched: data::Split::Test }
            }
        }
    }
}
