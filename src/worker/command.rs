//! What a trainer's owner can ask of it.

use crate::{
    experiment::{Place, ValidExperiment},
    insight::Request,
    nn::Parameters,
    training::{Keep, KeptRun, Trainer},
};

/// One request; they are carried out in the order of sending.
#[derive(Debug)]
pub enum Command {
    /// Train until told otherwise, or until a rule of the experiment ends it.
    Run,
    /// Stop training after the step at hand.
    Pause,
    /// One batch, then pause.
    StepBatch,
    /// To the end of this epoch, then pause; sent again on the way, one epoch further.
    StepEpoch,
    /// Back to the same start, paused.
    Reset,
    /// Go on with another experiment, running or paused as before; [`Keep::Nothing`] starts it at epoch 0.
    Reconfigure(ValidExperiment, Keep),
    /// Go on with another trainer, paused: a session that was opened.
    Open(Box<Trainer>),
    /// Go on with a run that was kept, running or paused as before.
    Resume(Box<KeptRun>),
    /// One weight or bias gets this value, which must be finite; nothing happens when there is no such place.
    Set(Place, f32),
    /// Begin anew with these parameters in place of the first ones, paused.
    Stand(Parameters),
    /// Pause and show the newest kept moment that is not after this step; nothing for the newest moment of all, as any
    /// other step does too.
    Look(Option<u64>),
    /// Go back to the newest kept moment that is not after this step, paused.
    GoBack(u64),
    /// Go to another stage of the experiment, counted from 0, paused. Nothing happens when it is at hand, or there is none.
    GoToStage(usize),
    /// Epochs per second at most, above 0 (a step a second is one divided by the steps of an epoch); nothing for as
    /// fast as it goes.
    Speed(Option<f64>),
    /// What the next snapshots shall show.
    Probe(Request),
    /// A bug, to test that the window outlives one.
    #[cfg(test)]
    Panic,
}
