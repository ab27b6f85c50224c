//! `neurarium evaluate`

use std::{io::Write, path::PathBuf};

use clap::Args;

use crate::{measure::Probe, session::Session};

use super::{Failure, metrics::Results, source};

/// Prints loss and accuracy of a session.
///
/// With --data the rows of the table are all test rows: the network answers them as it is; “train” is what it was trained
/// on, and “validation” what was held back meanwhile.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The session
    file: PathBuf,
    /// A table with the session's columns to be answered as test rows
    #[arg(long, value_name = "FILE.csv")]
    data: Option<PathBuf>,
    /// Prints one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let trainer =
        Session::open(&options.file)?.trainer().map_err(|error| format!("{}: {error}", options.file.display()))?;
    let mut results = Results::of(&trainer);
    if let Some(path) = &options.data {
        let table = source::table(path)?;
        let data = trainer.data().apply_to(&table).map_err(|error| format!("{}: {error}", path.display()))?;
        source::tell_left_out(table.rows(), data.test.rows.len());
        let rows = data.test.rows.len();
        let probe = Probe { experiment: trainer.experiment(), data: &data, network: trainer.network() };
        results.metrics.test = probe.metrics(rows).test;
    }
    results.print(options.json, out)
}
