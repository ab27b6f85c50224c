//! `neurarium export`

use std::{fs::File, io::Write, path::PathBuf};

use clap::Args;

use crate::{
    export::{Format, Model},
    session::Session,
};

use super::Failure;

/// Writes the network as ONNX, safetensors, Python or Rust.
///
/// The extension of the file to write decides. The exported network takes raw inputs, as they stand in the data, and
/// gives the probability of every class or numbers in the units of the data.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The session
    file: PathBuf,
    /// The file to write: .onnx, .safetensors, .py (NumPy only) or .rs (standard library only)
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let path = options.output.display();
    let format = Format::of(&options.output)
        .ok_or_else(|| format!("{path}: the extension says the format; write .onnx, .safetensors, .py or .rs"))?;
    let session = options.file.display();
    let trainer = Session::open(&options.file)?.trainer().map_err(|error| format!("{session}: {error}"))?;
    let bytes = format.write(&Model::of(&trainer.probe()).map_err(|error| format!("{session}: {error}"))?);
    let mut file = File::create_new(&options.output).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            format!("{path} is there already; give another name, or remove it first")
        }
        std::io::ErrorKind::NotFound => format!("{path}: its folder is not there"),
        _ => format!("{path}: {error}"),
    })?;
    if let Err(error) = file.write_all(&bytes).and_then(|()| file.sync_all()) {
        // Half a file is worse than none.
        drop(std::fs::remove_file(&options.output));
        return Err(format!("{path}: {error}").into());
    }
    writeln!(out, "Wrote {path}")?;
    Ok(())
}
