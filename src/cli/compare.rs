//! `neurarium compare`

use std::{io::Write, path::PathBuf};

use clap::Args;
use serde_json::json;

use crate::{
    session::Session,
    sweep::{Comparison, Rivals},
    worker::fleet,
};

use super::{Failure, source, tell};

/// Trains a pipeline and the same network from scratch, with several seeds, and prints both beside the plain answers.
///
/// Both have the same labels, the same test rows and the same budget for the last stage. Beside them stand logistic (or
/// linear) regression and the nearest class mean, on the same labelled rows. Seed k adds k to every seed of the session.
/// The session is read as a recipe: what it has learned does not matter, and the file stays as it is.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The session, of two or more stages
    file: PathBuf,
    /// How many seeds
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u64).range(1..=200))]
    seeds: u64,
    /// Changes one setting first; “neurarium settings” lists the keys. May be given again and again
    #[arg(long = "set", value_name = "KEY=VALUE")]
    settings: Vec<String>,
    /// Prints one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let session = Session::open(&options.file)?;
    let experiment = source::changed(session.recipe(), None, &options.settings)?;
    let rivals = Rivals::of(&experiment)?;
    let seeds = options.seeds;
    let scores = fleet::each(seeds, |done| tell(&format!("Seed {done} of {seeds}.")), |seed| rivals.run(seed));
    let comparison = rivals.compare(&scores);
    if options.json {
        let metric = comparison.metric.name();
        let arms = comparison.ways.iter().map(|way| {
            let (mean, sd) = way.mean_and_deviation();
            json!({ "name": way.name.to_string(), "metric": metric, "mean": mean, "sd": sd, "values": way.values })
        });
        writeln!(out, "{}", json!({ "arms": arms.collect::<Vec<_>>() }))?;
    } else {
        print(&comparison, out)?;
    }
    Ok(())
}

/// One line per way, and the conclusion.
fn print(comparison: &Comparison, out: &mut impl Write) -> Result<(), Failure> {
    let number = |value| comparison.metric.written(value);
    let unit = comparison.metric.unit();
    for way in &comparison.ways {
        let (mean, sd) = way.mean_and_deviation();
        // A single value has no standard deviation.
        let spread = if sd.is_nan() { String::new() } else { format!(" ± {:<5}", number(sd)) };
        let values: Vec<String> = way.values.iter().map(|value| number(*value)).collect();
        let name = way.name.to_string();
        writeln!(out, "{name:<20}  {:>6}{spread} {unit}  of {}", number(mean), values.join(" "))?;
    }
    write!(out, "{}.", comparison.detail())?;
    comparison.plain_ahead().iter().try_for_each(|said| write!(out, " {said}."))?;
    writeln!(out)?;
    Ok(())
}
