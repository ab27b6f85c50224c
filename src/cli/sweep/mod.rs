//! `neurarium sweep`: many runs of one experiment that differ in a few settings.

mod files;
mod journal;
mod merge;
mod next;
mod open;
mod plan;
mod run;
mod show;
mod states;

use std::io::Write;

use clap::{Args, Subcommand};

use super::{Failure, interrupt, output, progress, source, tell};

/// Plans, runs and compares many runs that differ in a few settings.
///
/// A plan is made of a session once; its runs are made by “run”, on all cores or in shards on several machines; their results
/// stand beside it. The same plan gives the same results, byte for byte, however it is shared out.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Writes a plan: which settings vary, how many trials, how many seeds
    Plan(plan::Options),
    /// Makes the runs of a plan, or a shard of them; when it was ended, goes on
    Run(run::Options),
    /// Puts the results of shards together
    Merge(merge::Options),
    /// Prints the number of the rung that comes next; exit code 1 when all is done
    Next(next::Options),
    /// Prints the trials, best first, and which settings matter
    Show(show::Options),
    /// Trains a trial again and writes it as a session
    Open(open::Options),
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    match &options.command {
        Command::Plan(options) => plan::run(options, out),
        Command::Run(options) => run::run(options, out),
        Command::Merge(options) => merge::run(options, out),
        Command::Next(options) => next::run(options, out),
        Command::Show(options) => show::run(options, out),
        Command::Open(options) => open::run(options, out),
    }
}

/// “one seed”, “5 seeds”
fn seeds(count: u64) -> String {
    if count == 1 { "one seed".into() } else { format!("{count} seeds") }
}
