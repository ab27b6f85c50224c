//! What a trainer's owner can ask of it.

use std::sync::Arc;

use crate::{
    experiment::{Place, ValidExperiment},
    insight::Request,
    training::{Keep, StageRun, Trainer},
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
    /// Back to the same start, paused; the run as it was is set aside.
    Reset,
    /// Go on with another experiment, running or paused as before; [`Keep::Nothing`] starts it at epoch 0. When weights
    /// or moments are given up, the run as it was is set aside.
    Reconfigure(ValidExperiment, Keep),
    /// Go back to an experiment, running or paused as before: to the run that was set aside, when it is one of exactly
    /// this experiment, and this one is set aside instead; otherwise as [`Command::Reconfigure`].
    Return(ValidExperiment, Keep),
    /// Go on with another trainer, paused: a session that was opened, or an earlier moment.
    Open(Box<Trainer>),
    /// Go on with a run that was kept, after those of its earlier stages, paused; this one is set aside.
    Resume(Box<StageRun>, Arc<Vec<StageRun>>),
    /// One weight or bias gets this value, which must be finite; nothing happens when there is no such place.
    Set(Place, f32),
    /// Pause and show the newest kept moment that is not after this step; nothing for the newest moment of all, as any
    /// other step does too.
    Look(Option<u64>),
    /// Go back to the newest kept moment that is not after this step, paused; the run as it was is set aside.
    GoBack(u64),
    /// Go to another stage of the experiment, counted from 0, paused; the run as it was is set aside. Nothing happens when
    /// it is at hand, or there is none.
    GoToStage(usize),
    /// Set a copy of the run aside, in place of one that was there before: to be sent before a change that may need to
    /// be taken back.
    SetAside,
    /// Go on with the run that was set aside, paused, and set this one aside instead; nothing happens without one.
    Exchange,
    /// Epochs per second at most, above 0 (a step a second is one divided by the steps of an epoch); nothing for as
    /// fast as it goes.
    Speed(Option<f64>),
    /// What the next snapshots shall show.
    Probe(Request),
    /// A bug, to test that the window outlives one.
    #[cfg(test)]
    Panic,
}
