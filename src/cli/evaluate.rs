//! `neurarium evaluate`

use std::{io::Write, path::PathBuf};

use clap::Args;

use crate::{
    data::{Prepared, Table},
    insight::remark,
    measure::{Grouping, Probe},
    session::Session,
    training::Trainer,
};

use super::{
    Failure,
    evaluation::{Asked, Evaluation},
    metrics::Results,
    source, tell,
};

/// Prints loss and accuracy of a session.
///
/// With --data the rows of the table are all test rows: the network answers them, or reconstructs them, as it is; “train” is
/// what it was trained on, and “validation” what was held back meanwhile. With --json, the calibration of the answers to the
/// test rows is added: the expected error in 15 bins of confidence and the log loss, as they are and at the temperature that
/// the validation rows ask for. Of a network that reconstructs its inputs it says how far off those are that are hidden from
/// it, beside their means: in the unit of pixels and ratings, else in scaled inputs; “explained” is the share of the spread of
/// all that it redraws.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The session
    file: PathBuf,
    /// A table with the session's columns to be answered as test rows
    #[arg(long, value_name = "FILE.csv")]
    data: Option<PathBuf>,
    /// How that table is read, such as data.table.decimal=comma. May be given again and again
    #[arg(long = "set", value_name = "KEY=VALUE", requires = "data")]
    settings: Vec<String>,
    /// Adds the accuracy (or mean absolute error) of each group of test rows by a column, read by the network or not; of many
    /// numbers three parts are made. May be given again
    #[arg(long, value_name = "COLUMN")]
    by: Vec<String>,
    /// Adds the score under Gaussian noise of these deviations, in units of the scaled inputs, mean and spread of 20 draws
    #[arg(long, value_name = "0,0.1,…", value_delimiter = ',', value_parser = deviation)]
    noise: Vec<f32>,
    /// Prints one JSON object
    #[arg(long)]
    json: bool,
}

fn deviation(text: &str) -> Result<f32, String> {
    match text.trim().parse() {
        Ok(deviation) if (0.0..=1000.0).contains(&deviation) => Ok(deviation),
        _ => Err("write numbers from 0 to 1000 with commas between them, such as 0,0.1,0.2".into()),
    }
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let trainer =
        Session::open(&options.file)?.trainer().map_err(|error| format!("{}: {error}", options.file.display()))?;
    let mut results = Results::of(&trainer);
    let (mut data, mut rows_of) = (None, trainer.experiment().data.source.clone());
    if let Some(path) = &options.data {
        let table = source::table(path, &options.settings, Some(&trainer))?;
        let seen = rows_of_table(&trainer, &table).map_err(|error| format!("{}: {error}", path.display()))?;
        source::tell_left_out(table.rows(), seen.test.rows.len());
        rows_of = crate::data::Source::Table {
            table: table.into(),
            inputs: Vec::new(),
            target: String::new(),
            classes: false,
        };
        data = Some(seen);
    }
    let data = data.as_ref().unwrap_or_else(|| trainer.data());
    let probe = Probe { experiment: trainer.experiment(), data, network: trainer.network() };
    if options.data.is_some() {
        results.metrics.test = probe.metrics(data.test.rows.len()).test;
        results.matching = probe.matching(&data.test);
        results.explained[2] = probe.explained(&data.test);
    }
    if trainer.experiment().learns_target() {
        remark::absent(data).iter().for_each(|remark| tell(&remark.to_string()));
    }
    let groupings = options.by.iter().map(|name| Grouping::of(data, &rows_of, name));
    let groupings = groupings.collect::<Result<Vec<_>, _>>().map_err(|error| format!("--by: {error}"))?;
    let asked = Asked {
        groupings: &groupings,
        noise: &options.noise,
        validation: trainer.probe().answers(&trainer.data().validation),
    };
    let evaluation = Evaluation::of(&probe, &asked);
    if evaluation.is_none() && !(options.by.is_empty() && options.noise.is_empty()) {
        return Err("--by and --noise are about test rows, and there are none; give some with --data"
            .to_owned()
            .into());
    }
    results.print_with(evaluation.as_ref(), options.json, out)
}

/// The rows of `table` as test rows, with what the stage at hand learns from each.
fn rows_of_table(trainer: &Trainer, table: &Table) -> Result<Prepared, String> {
    let (experiment, data) = (trainer.experiment(), trainer.data());
    if experiment.learns_target() {
        return data.apply_to(table).map_err(|error| error.to_string());
    }
    if experiment.other_view().is_some() || experiment.autoencoder().is_none_or(|autoencoder| autoencoder.below > 0) {
        return Err("what this stage learns of a row does not stand in the row; leave --data out".to_owned());
    }
    data.reconstructing_rows_of(table).map_err(|error| error.to_string())
}
