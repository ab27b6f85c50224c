//! `neurarium import`

use std::{
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;

use crate::{
    data::reading::Known,
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
    /// How that table is read, such as data.table.decimal=comma. May be given again and again
    #[arg(long = "set", value_name = "KEY=VALUE", requires = "data")]
    settings: Vec<String>,
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
    let orders = import.date_orders();
    let known = Known { orders: &orders, ..Known::default() };
    let read = |path: &Path| source::table_for(path, &options.settings, known);
    let table = options.data.as_deref().map(read).transpose()?.map(Arc::new);
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
