//! Commands from the owner of a trainer to its thread.

use crate::{
    experiment::{Place, ValidExperiment},
    insight::Request,
    nn::Parameters,
    training::{Keep, KeptRun, Trainer},
};

/// One command; commands are carried out in the order in which they are sent.
#[derive(Debug)]
pub enum Command {
    /// Train until told otherwise, or until a rule of the experiment ends it.
    Run,
    /// Train until the end of this epoch, unless a rule of the experiment ends it before, then pause; pauses at once at or
    /// after it.
    RunTo(u64),
    /// Stop training after the current step.
    Pause,
    /// Train one batch, then pause.
    StepBatch,
    /// Train to the end of this epoch, then pause; when sent again meanwhile, one epoch further.
    StepEpoch,
    /// Restart from the same initial weights, paused.
    Reset,
    /// Continue with another experiment, running or paused as before; [`Keep::Nothing`] starts it at epoch 0.
    Reconfigure(ValidExperiment, Keep),
    /// Continue with another trainer, paused: a session that was opened.
    Open(Box<Trainer>),
    /// Continue with a stored run, running or paused as before.
    Resume(Box<KeptRun>),
    /// Set one weight or bias to this value, which must be finite; does nothing when there is no such place.
    Set(Place, f32),
    /// Restart with these parameters as the initial ones, paused.
    Stand(Parameters),
    /// Pause and show the newest kept moment at or before this step; `None` for the latest moment of all, as after any
    /// other command that trains.
    Look(Option<u64>),
    /// Go back to the newest kept moment at or before this step, paused.
    GoBack(u64),
    /// Go to another stage of the experiment, counted from 0, paused. Does nothing when it is the current one, or does
    /// not exist.
    GoToStage(usize),
    /// Largest number of epochs per second, above 0 (one step per second is 1 / steps per epoch); `None` for no limit.
    Speed(Option<f64>),
    /// What the next snapshots shall contain.
    Probe(Request),
    /// Panics, to test that the window survives a bug.
    #[cfg(test)]
    Panic,
}
