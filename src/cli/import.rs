//! `neurarium import`

use std::{
    io::{ErrorKind, Write},
    path::PathBuf,
    sync::Arc,
};

use clap::Args;

use crate::{
    export::{Import, MOST_BYTES},
    session::{Session, bounded},
};

use super::{Failure, output, source};

/// Makes a session from a network that this program has exported.
///
/// The session is at the start of the network's recipe, with its weights and biases. A network that was trained on a table
/// needs that table again, since an exported file does not hold it.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The network: .onnx or .safetensors, written by this program
    file: PathBuf,
    /// The table that it was trained on
    #[arg(long, value_name = "FILE.csv")]
    data: Option<PathBuf>,
    /// The session to write
    #[arg(short, long, value_name = "OUT.ron")]
    output: PathBuf,
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    output::check_new(&options.output)?;
    let file = options.file.display();
    let bytes = bounded::read(&options.file, MOST_BYTES).map_err(|error| {
        let why = match error.kind() {
            ErrorKind::FileTooLarge => Import::too_long(),
            _ => bounded::why(&error),
        };
        format!("{file} cannot be opened: {why}")
    })?;
    let import = Import::of_file(&options.file, &bytes)?;
    let table = options.data.as_deref().map(|path| source::table(path, &[], None)).transpose()?.map(Arc::new);
    let (trainer, remark) = import.trainer(table).map_err(|error| format!("{file}: {error}"))?;
    let title = options.file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let session = Session::new(&title, trainer.experiment().clone()).with_trainer(&trainer);
    output::save_new(&session, &options.output)?;
    writeln!(out, "Wrote {}", options.output.display())?;
    if let Some(remark) = remark {
        writeln!(out, "{remark}")?;
    }
    Ok(())
}
