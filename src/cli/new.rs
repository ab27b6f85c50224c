//! `neurarium new`

use std::{io::Write, path::PathBuf};

use clap::Args;

use crate::{lessons::Preset, session::Session, training::Trainer};

use super::{Failure, output, source};

#[derive(Debug, Args)]
pub(super) struct Options {
    /// Name of a preset; “neurarium presets” lists them
    #[arg(long, value_name = "NAME")]
    preset: String,
    /// A table with headings to learn from, in place of the preset's data
    #[arg(long, value_name = "FILE.csv")]
    data: Option<PathBuf>,
    /// Changes one setting; “neurarium settings” lists the keys. May be given again and again
    #[arg(long = "set", value_name = "KEY=VALUE")]
    settings: Vec<String>,
    /// The session to write
    #[arg(short, long, value_name = "FILE.ron")]
    output: PathBuf,
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let preset = Preset::named(&options.preset)?;
    output::check_new(&options.output)?;
    let experiment = source::changed(preset.experiment(), options.data.as_deref(), &options.settings)?;
    let start = Trainer::new(experiment.clone());
    let session = Session::new(&preset.title.to_string(), experiment).with_data(start.data());
    output::save_new(&session, &options.output)?;
    writeln!(out, "Wrote {}: {}", options.output.display(), preset.sentence)?;
    Ok(())
}
