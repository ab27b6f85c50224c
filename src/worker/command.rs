//! What a trainer's owner can ask of it.

use crate::training::{Keep, MapRequest, Place, Trainer, ValidExperiment};

/// One request; they are carried out in the order of sending.
#[derive(Debug)]
pub enum Command {
    /// Train until told otherwise.
    Run,
    /// Stop training after the step at hand.
    Pause,
    /// One batch, then pause.
    StepBatch,
    /// To the end of this epoch, then pause.
    StepEpoch,
    /// Back to the same start, paused.
    Reset,
    /// Go on with another experiment.
    Reconfigure(ValidExperiment, Keep),
    /// Go on with another trainer, paused: a session that was opened.
    Open(Box<Trainer>),
    /// One weight or bias gets this value, which must be finite; nothing happens when there is no such place.
    Set(Place, f32),
    /// Epochs per second at most; nothing for as fast as it goes.
    Speed(Option<f64>),
    /// What the next snapshots shall show.
    Probe(MapRequest),
}
