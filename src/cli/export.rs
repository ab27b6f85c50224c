//! `neurarium export`

use std::{io::Write, path::PathBuf};

use clap::Args;

use crate::{
    export::{Format, Model},
    session::Session,
};

use super::{Failure, output};

/// Writes the network as ONNX, safetensors, Python, Rust or a page of HTML.
///
/// The extension of the file to write decides. The exported network takes raw inputs, as they stand in the data, and
/// gives the probability of every class or numbers in the units of the data.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The session
    file: PathBuf,
    /// The file to write: .onnx, .safetensors, .py (NumPy only), .rs (standard library only) or .html (one page to ask it)
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let path = options.output.display();
    let format = Format::of(&options.output).ok_or_else(|| {
        format!("{path}: the extension says the format; write .onnx, .safetensors, .py, .rs or .html")
    })?;
    output::check_new(&options.output)?;
    let session = options.file.display();
    let trainer = Session::open(&options.file)?.trainer().map_err(|error| format!("{session}: {error}"))?;
    let bytes = format.write(&Model::of(&trainer.probe()).map_err(|error| format!("{session}: {error}"))?);
    output::write_new(&options.output, &bytes)?;
    writeln!(out, "Wrote {path}")?;
    Ok(())
}
