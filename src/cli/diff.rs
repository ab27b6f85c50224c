//! `neurarium diff`

use std::{io::Write, path::PathBuf};

use clap::Args;

use crate::{
    data::Source,
    experiment::{Experiment, fields},
    nn::Choice,
    session::Session,
};

use super::{Failure, metrics::Results, plain};

/// Says what differs in two experiments, and how their results compare.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// A session
    first: PathBuf,
    /// Another session
    second: PathBuf,
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let sessions = [Session::open(&options.first)?, Session::open(&options.second)?];
    let [first, second] = &sessions;
    let differences = differences(&first.experiment, &second.experiment);
    if differences.is_empty() {
        writeln!(out, "The experiments are the same.")?;
    } else {
        writeln!(out, "The experiments differ:")?;
        for line in differences {
            writeln!(out, "  {}", plain::sentence(&line))?;
        }
    }
    for (path, session) in [&options.first, &options.second].into_iter().zip(&sessions) {
        writeln!(out, "\n{}", path.display())?;
        let trainer = session.trainer().map_err(|error| format!("{}: {error}", path.display()))?;
        Results::of(&trainer).print(false, out)?;
    }
    Ok(())
}

/// One line for each setting that differs, and one when the tables differ.
fn differences(first: &Experiment, second: &Experiment) -> Vec<String> {
    let absent = |value: Option<String>| value.unwrap_or_else(|| "does not apply".into());
    let tables = match (&first.data.source, &second.data.source) {
        (Source::Table { table: a, .. }, Source::Table { table: b, .. }) if a == b => None,
        (Source::Painted(a), Source::Painted(b)) if a == b => None,
        (a, b) if is_recipe(a) && is_recipe(b) => None,
        (a, b) => Some(format!("the data: {} → {}", described(a), described(b))),
    };
    let settings = fields::differences(first, second)
        .into_iter()
        .map(|fields::Difference { key, before, after, .. }| format!("{key}: {} → {}", absent(before), absent(after)));
    tables.into_iter().chain(settings).collect()
}

/// Whether the settings determine the source completely.
const fn is_recipe(source: &Source) -> bool {
    source.is_made() || matches!(source, Source::Gate(_))
}

fn described(source: &Source) -> String {
    match source {
        Source::Table { table, .. } => format!("table {} of {} rows", table.name, table.rows()),
        Source::Generated { .. } => "generated points".into(),
        Source::Gate(_) => "a gate".into(),
        Source::Shipped(set) => format!("the set {}", set.name()),
        Source::Painted(points) => format!("{} painted points", points.rows()),
        Source::Formula { formula, .. } => format!("the formula {formula}"),
    }
}
