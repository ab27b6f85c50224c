//! `neurarium sweep next`

use std::{io::Write, path::PathBuf};

use clap::Args;

use super::{Failure, files, tell};

/// Prints the number of the rung that comes next; exit code 1 when all is done.
///
/// A sweep without halving has one rung, 0. The results are those of PLAN.results; those of shards count when they are merged.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The plan
    plan: PathBuf,
    /// Prints how many rungs the plan has instead
    #[arg(long)]
    rungs: bool,
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let plan = files::plan(&options.plan)?;
    if options.rungs {
        say!(out, "{}", plan.rungs().len())?;
        return Ok(());
    }
    let results = files::read(&files::results(&options.plan, None), &plan)?;
    let Some((rung, trials)) = plan.next(&results) else {
        tell("All is done.");
        return Err(Failure::No);
    };
    let runs = plan.runs(rung, &trials);
    let missing = runs.iter().filter(|run| results.get(**run).is_none()).count();
    let rungs = plan.rungs();
    tell(&format!(
        "Rung {rung}, the last being {}: {} trials for {} epochs; {missing} of {} runs are missing.",
        rungs.len() - 1,
        trials.len(),
        rungs[rung].epochs,
        runs.len()
    ));
    writeln!(out, "{rung}")?;
    Ok(())
}
