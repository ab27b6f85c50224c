//! `neurarium predict`

use std::{io::Write, path::PathBuf};

use clap::Args;

use crate::{
    data::{Column, Part, Source, Target},
    export::table,
    session::Session,
    training::Trainer,
};

use super::{Failure, picture, source};

/// Prints a table with the network's answers as CSV.
///
/// Each row has the input columns and the predicted class with the probability of every class, or the predicted number
/// in the units of the data; of a network that reconstructs its inputs, each of these. Rows with an empty cell in an input are
/// left out. Of pictures a row has the name of the file instead of inputs: what is drawn is cut out
/// and brought to the size that the network knows; of a text the text itself.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The session
    file: PathBuf,
    /// A table with the session's input columns
    #[arg(long, value_name = "FILE.csv", required_unless_present_any = ["image", "text"])]
    data: Option<PathBuf>,
    /// How that table is read, such as data.table.decimal=comma. May be given again and again
    #[arg(long = "set", value_name = "KEY=VALUE", requires = "data")]
    settings: Vec<String>,
    /// A picture for a network that reads pictures, light on dark or dark on light. May be given again
    #[arg(long, value_name = "FILE.png", conflicts_with = "data")]
    image: Vec<PathBuf>,
    /// A sentence for a network that reads text
    #[arg(long, conflicts_with_all = ["data", "image"])]
    text: Option<String>,
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let trainer =
        Session::open(&options.file)?.trainer().map_err(|error| format!("{}: {error}", options.file.display()))?;
    let mut csv = csv::Writer::from_writer(out);
    match (&options.data, &options.text) {
        (Some(path), _) => predict_table(&trainer, path, &options.settings, &mut csv)?,
        (None, Some(text)) => predict_text(&trainer, text, &mut csv)?,
        (None, None) => predict_pictures(&trainer, &options.image, &mut csv)?,
    }
    csv.flush()?;
    Ok(())
}

fn predict_table(
    trainer: &Trainer,
    path: &std::path::Path,
    settings: &[String],
    csv: &mut csv::Writer<impl Write>,
) -> Result<(), Failure> {
    let (table, data) = (source::table(path, settings, Some(trainer))?, trainer.data());
    let wrong = |error: crate::data::TableError| format!("{}: {error}", path.display());
    let Part { rows, inputs, .. } = data.inputs_of(&table).map_err(wrong)?;
    source::tell_left_out(table.rows(), rows.len());
    let names = &data.set.input_names;
    // Dates are repeated as they were written.
    let dates = |name: &String| table.column(name).ok().filter(|column| column.dated().is_some());
    let written = |name: &String| dates(name).map_or_else(|| table.input(name), Ok);
    let columns: Vec<&Column> = names.iter().map(written).collect::<Result<Vec<_>, _>>().map_err(wrong)?;
    write_heading(trainer, names.clone(), csv)?;
    for (row, inputs) in rows.iter().zip(inputs.rows()) {
        let outputs = trainer.network().forward(&inputs.to_vec()).pop().unwrap_or_default();
        let cells = columns.iter().map(|column| column.shown(*row).into_owned()).collect();
        write_answer(trainer, cells, &outputs, csv)?;
    }
    Ok(())
}

fn predict_text(trainer: &Trainer, text: &str, csv: &mut csv::Writer<impl Write>) -> Result<(), Failure> {
    let inputs = trainer.data().set.input_names.len();
    let read = match trainer.experiment().data.source {
        Source::Shipped(set) => set.typed(text).filter(|read| read.len() == inputs),
        _ => None,
    };
    let read = read.ok_or_else(|| {
        format!("--text: the network reads no text but {inputs} numbers; give them as a table with --data")
    })?;
    if text.trim().is_empty() {
        return Err("--text: there is no text; write a word or more".to_owned().into());
    }
    write_heading(trainer, vec!["text".into()], csv)?;
    write_answer(trainer, vec![table::cell(text).into_owned()], &trainer.probe().outputs_of(&read), csv)
}

fn predict_pictures(trainer: &Trainer, paths: &[PathBuf], csv: &mut csv::Writer<impl Write>) -> Result<(), Failure> {
    let pictures: Vec<Vec<f32>> = paths.iter().map(|path| picture::read(path, trainer)).collect::<Result<_, _>>()?;
    write_heading(trainer, vec!["image".into()], csv)?;
    for (path, picture) in paths.iter().zip(pictures) {
        let cell = table::cell(&path.display().to_string()).into_owned();
        write_answer(trainer, vec![cell], &trainer.probe().outputs_of(&picture), csv)?;
    }
    Ok(())
}

/// The headings of the predictions, after those of the inputs.
fn write_heading(
    trainer: &Trainer,
    mut heading: Vec<String>,
    csv: &mut csv::Writer<impl Write>,
) -> Result<(), Failure> {
    match &trainer.data().set.target {
        Target::Class { name, classes, .. } => {
            heading.push(format!("predicted {name}"));
            heading.extend(classes.iter().map(|class| format!("probability {class}")));
        }
        Target::Value { names, .. } if trainer.experiment().learns_target() => {
            heading.extend(names.iter().map(|name| format!("predicted {name}")));
        }
        Target::Value { names, .. } => heading.extend(names.iter().map(|name| format!("redrawn {name}"))),
    }
    csv.write_record(heading.iter().map(|head| table::cell(head).into_owned())).map_err(output)
}

/// One row: the inputs, and the predictions.
fn write_answer(
    trainer: &Trainer,
    mut cells: Vec<String>,
    outputs: &[f32],
    csv: &mut csv::Writer<impl Write>,
) -> Result<(), Failure> {
    let (data, meaning) = (trainer.data(), trainer.probe().meaning());
    match &data.set.target {
        Target::Class { classes, .. } => {
            cells.push(
                meaning.class(outputs).map(|class| table::cell(&classes[class]).into_owned()).unwrap_or_default(),
            );
            cells.extend((0..classes.len()).map(|class| meaning.probability(outputs, class).to_string()));
        }
        Target::Value { .. } => {
            cells.extend(
                outputs.iter().zip(&*trainer.probe().answer_scales()).map(|(y, scale)| scale.raw(*y).to_string()),
            );
        }
    }
    csv.write_record(&cells).map_err(output)
}

fn output(error: csv::Error) -> Failure {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Failure::Output(error),
        other => Failure::Sentence(format!("The answers cannot be written as CSV: {other:?}")),
    }
}
