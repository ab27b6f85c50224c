//! `neurarium predict`

use std::{io::Write, path::PathBuf};

use clap::Args;

use crate::{data::Target, export::table, session::Session};

use super::{Failure, source};

/// Prints a table with the network's answers as CSV.
///
/// Each row has the input columns and the predicted class with the probability of every class, or the predicted number
/// in the units of the data. Rows with an empty cell in an input are left out.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The session
    file: PathBuf,
    /// A table with the session's input columns
    #[arg(long, value_name = "FILE.csv")]
    data: PathBuf,
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let trainer =
        Session::open(&options.file)?.trainer().map_err(|error| format!("{}: {error}", options.file.display()))?;
    let table = source::table(&options.data)?;
    let data = trainer.data();
    let wrong = |error: crate::data::TableError| format!("{}: {error}", options.data.display());
    let part = data.inputs_of(&table).map_err(wrong)?;
    source::tell_left_out(table.rows(), part.rows.len());
    let names = &data.set.input_names;
    let columns = names.iter().map(|name| table.input(name)).collect::<Result<Vec<_>, _>>().map_err(wrong)?;
    let meaning = trainer.probe().meaning();

    let mut csv = csv::Writer::from_writer(out);
    let mut heading: Vec<String> = names.clone();
    match &data.set.target {
        Target::Class { name, classes, .. } => {
            heading.push(format!("predicted {name}"));
            heading.extend(classes.iter().map(|class| format!("probability {class}")));
        }
        Target::Value { names, .. } => heading.extend(names.iter().map(|name| format!("predicted {name}"))),
    }
    csv.write_record(heading.iter().map(|head| table::cell(head).into_owned())).map_err(output)?;
    for (row, inputs) in part.rows.iter().zip(part.inputs.rows()) {
        let outputs = trainer.network().forward(&inputs.to_vec()).pop().unwrap_or_default();
        let mut cells: Vec<String> = columns.iter().map(|column| column.shown(*row).into_owned()).collect();
        match &data.set.target {
            Target::Class { classes, .. } => {
                cells.push(
                    meaning.class(&outputs).map(|class| table::cell(&classes[class]).into_owned()).unwrap_or_default(),
                );
                cells.extend((0..classes.len()).map(|class| meaning.probability(&outputs, class).to_string()));
            }
            Target::Value { .. } => {
                cells.extend(outputs.iter().zip(&data.target_scales).map(|(y, scale)| scale.raw(*y).to_string()));
            }
        }
        csv.write_record(&cells).map_err(output)?;
    }
    csv.flush()?;
    Ok(())
}

fn output(error: csv::Error) -> Failure {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Failure::Output(error),
        other => Failure::Sentence(format!("The answers cannot be written as CSV: {other:?}")),
    }
}
