//! `neurarium verify`

use std::{io::Write, path::PathBuf};

use clap::Args;

use crate::{
    nn::Parameters,
    session::Session,
    training::{Status, Trainer},
};

use super::{Failure, progress::Progress};

/// Trains again from the recipe and says whether the stored result comes out bit for bit.
///
/// The exit code is 0 when it does and 1 when it does not. A session whose experiment was changed on the way, or whose
/// weights were set by hand, does not come out again.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The session
    file: PathBuf,
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let session = Session::open(&options.file)?;
    let stored = session.trainer().map_err(|error| format!("{}: {error}", options.file.display()))?;
    let mut again = Trainer::new(session.experiment);
    let mut progress = Progress::new();
    while again.steps() < stored.steps() && !matches!(again.status(), Status::Diverged { .. }) {
        again.step();
        progress.show(again.steps(), stored.steps(), || format!("step {} of {}", again.steps(), stored.steps()));
    }
    drop(progress);
    let (expected, found) = (stored.checkpoint(), again.checkpoint());
    if expected.step != found.step {
        writeln!(out, "Not the same: trained again, it diverged at step {}.", found.step + 1)?;
        return Err(Failure::No);
    }
    let differing = differing(&expected.parameters, &found.parameters);
    if differing > 0 {
        let all = expected.parameters.values().len();
        writeln!(out, "Not the same: {differing} of {all} weights and biases differ after {} steps.", found.step)?;
        return Err(Failure::No);
    }
    let same_memory = expected.moments == found.moments && expected.order == found.order;
    if !same_memory || expected.batches != found.batches || expected.noise != found.noise {
        writeln!(out, "The network is the same after {} steps, but what it would go on with is not.", found.step)?;
        return Err(Failure::No);
    }
    if stored.history() != again.history() {
        writeln!(out, "The network is the same after {} steps, but the stored history is not.", found.step)?;
        return Err(Failure::No);
    }
    writeln!(out, "The same, bit for bit: {} steps, {} epochs.", found.step, found.epoch)?;
    Ok(())
}

/// Number of places at which the bits differ.
fn differing(first: &Parameters, second: &Parameters) -> usize {
    first.values().iter().zip(second.values()).filter(|(a, b)| a.to_bits() != b.to_bits()).count()
}
