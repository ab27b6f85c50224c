//! `neurarium export`

use std::{io::Write, path::PathBuf};

use clap::Args;

use crate::{
    export::{Format, Model, card},
    measure::Grouping,
    session::Session,
    training::Trainer,
};

use super::{Failure, output};

/// Writes the network as ONNX, safetensors, Python, Rust or a page of HTML, or a card that describes it.
///
/// The extension of the file to write decides. The exported network takes raw inputs, as they stand in the data, and
/// gives the probability of every class or numbers in the units of the data.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The session
    file: PathBuf,
    /// The file to write: .onnx, .safetensors, .py (NumPy only), .rs (standard library only), .html (one page to ask it) or
    /// .md (a model card: data, split, recipe, figures, limits)
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// Adds figures by a column of the data to a model card, read by the network or not. May be given again
    #[arg(long, value_name = "COLUMN")]
    by: Vec<String>,
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let path = options.output.display();
    let is_card = options.output.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"));
    let format = Format::of(&options.output);
    if format.is_none() && !is_card {
        let known = "write .onnx, .safetensors, .py, .rs, .html or .md";
        return Err(format!("{path}: the extension says the format; {known}").into());
    }
    if !is_card && !options.by.is_empty() {
        return Err(format!("{path}: --by adds figures to a model card, which is written as .md").into());
    }
    output::check_new(&options.output)?;
    let session = options.file.display();
    let trainer = Session::open(&options.file)?.trainer().map_err(|error| format!("{session}: {error}"))?;
    let model = Model::of(&trainer.probe()).map_err(|error| format!("{session}: {error}"))?;
    let bytes = match format {
        Some(format) => format.write(&model),
        None => write_card(&trainer, &model, &options.by)?.into_bytes(),
    };
    output::write_new(&options.output, &bytes)?;
    writeln!(out, "Wrote {path}")?;
    Ok(())
}

fn write_card(trainer: &Trainer, model: &Model<'_>, by: &[String]) -> Result<String, Failure> {
    let source = &trainer.experiment().data.source;
    let groupings = by.iter().map(|name| Grouping::of(trainer.data(), source, name));
    let groupings = groupings.collect::<Result<Vec<_>, _>>().map_err(|error| format!("--by: {error}"))?;
    Ok(card::write(model, trainer.steps(), trainer.spending().as_ref(), &groupings))
}
