//! `neurarium new`

use std::{io::Write, path::PathBuf};

use clap::Args;

use crate::{lessons::Preset, session::Session, training::Trainer};

use super::{Failure, output, source};

#[derive(Debug, Args)]
pub(super) struct Options {
    /// Name of a preset; “neurarium presets” lists them; with --data, “modern” unless another is named
    #[arg(long, value_name = "NAME", required_unless_present = "data")]
    preset: Option<String>,
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

/// The preset of a table: batches, loss and weights that suit most of them.
const FOR_TABLES: &str = "modern";

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let preset = Preset::named(options.preset.as_deref().unwrap_or(FOR_TABLES))?;
    output::check_new(&options.output)?;
    let experiment = source::changed(preset.experiment(), options.data.as_deref(), &options.settings)?;
    let start = Trainer::new(experiment.clone());
    // Its name is the table's where there is one: what the preset says of itself is of its own data.
    let table = options.data.as_ref().and_then(|path| path.file_stem()).map(|name| name.to_string_lossy().into_owned());
    let title = table.clone().unwrap_or_else(|| preset.title.to_string());
    let session = Session::new(&title, experiment).with_data(start.data());
    output::save_new(&session, &options.output)?;
    let said = table.map_or_else(
        || preset.sentence.to_string(),
        |name| format!("a network for “{name}”, with the preset “{}”.", preset.name),
    );
    writeln!(out, "Wrote {}: {said}", options.output.display())?;
    Ok(())
}
