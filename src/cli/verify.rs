//! `neurarium verify`

use std::{io::Write, path::PathBuf, time::Instant};

use clap::Args;

use crate::{session::Session, training::repetition::repeat};

use super::{Failure, progress::Progress, tell};

/// Trains again from the recipe and says whether the stored result comes out bit for bit.
///
/// What was done on the way (another rate, more units, a weight set by hand, going back) is kept in the session and done
/// again at the same step. Everything that training goes on from and everything that is shown is compared: weights, the
/// optimizer's memory, the order of the rows, random streams, counters, the best network, every kept moment, the history.
/// Title, notes, the seconds that training took and how close the kept moments lie are not. The exit code is 0 when all of
/// it comes out again and 1 when it does not, or when the run cannot be repeated.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The session
    file: PathBuf,
}

/// Number of steps above which a person should be warned that it takes long.
const MANY_STEPS: u64 = 20_000_000;

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let session = Session::open(&options.file)?;
    let stored = session.trainer().map_err(|error| format!("{}: {error}", options.file.display()))?;
    let (all, began) = (stored.steps(), Instant::now());
    let (mut progress, mut told) = (Progress::new(), all < MANY_STEPS);
    let answer = repeat(&stored, |done| {
        progress.show(done, all, || format!("step {done} of {all}"));
        if !told && done.is_multiple_of(1024) && began.elapsed().as_secs() >= 1 {
            let minutes = (all as f64 / done as f64 * began.elapsed().as_secs_f64() / 60.0).ceil();
            tell(&format!(
                "The session says that it took {all} steps; to take them again needs about {minutes} minutes."
            ));
            told = true;
        }
    });
    drop(progress);
    writeln!(out, "{}", answer.as_ref().unwrap_or_else(|no| no))?;
    answer.map(drop).map_err(|_| Failure::No)
}
