//! What `--data` and `--set` make of an experiment.

use std::{io::ErrorKind, path::Path, sync::Arc};

use crate::{
    data::{Table, TableError, limited::MOST_BYTES},
    experiment::{Experiment, Problem, ValidExperiment, fields},
    language::Text,
    session::bounded,
};

use super::{Failure, tell};

/// Reads a table from a CSV file, or from a pipe.
pub(super) fn table(path: &Path) -> Result<Table, Failure> {
    let cannot = |reason: Text| format!("{}: {reason}", path.display());
    let bytes = bounded::read(path, MOST_BYTES as u64).map_err(|error| {
        cannot(match error.kind() {
            ErrorKind::FileTooLarge => TableError::too_long().text(),
            _ => bounded::why(&error),
        })
    })?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let table = Table::read_csv(&name, &bytes).map_err(|error| cannot(error.text()))?;
    table.notes.iter().for_each(|note| tell(&format!("{}: {note}", path.display())));
    Ok(table)
}

/// `experiment` on another table and with other settings, checked.
pub(super) fn changed(
    mut experiment: Experiment,
    data: Option<&Path>,
    changes: &[String],
) -> Result<ValidExperiment, Failure> {
    if let Some(path) = data {
        let table = Arc::new(table(path)?);
        let source = experiment.data.source.on(table).map_err(|why| format!("{}: {why}", path.display()))?;
        experiment.set_source(source);
    }
    for change in changes {
        let (key, value) = change.split_once('=').ok_or_else(|| {
            format!("--set {change}: write a key, “=” and a value, such as training.learning_rate=0.03")
        })?;
        fields::set(&mut experiment, key, value)?;
    }
    Ok(experiment.validate().map_err(|problems| Problem::lines(&problems))?)
}
