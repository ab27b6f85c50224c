//! What `--data` and `--set` make of an experiment.

use std::{fs::File, io::Read, path::Path, sync::Arc};

use crate::{
    data::{Source, Table},
    training::{Experiment, ValidExperiment, settings},
};

use super::Failure;

/// A table is refused above a smaller size than this, with the reason; this keeps a device file from filling the memory.
const MOST_BYTES: u64 = 1 << 30;

/// Reads a table from a CSV file.
pub(super) fn table(path: &Path) -> Result<Table, Failure> {
    let cannot = |reason: String| format!("{}: {reason}", path.display());
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => cannot("there is no such file".into()),
        std::io::ErrorKind::PermissionDenied => cannot("you may not read it".into()),
        _ => cannot(error.to_string()),
    })?;
    file.take(MOST_BYTES).read_to_end(&mut bytes).map_err(|error| match error.kind() {
        std::io::ErrorKind::IsADirectory => cannot("it is a folder, not a file".into()),
        _ => cannot(error.to_string()),
    })?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Table::read_csv(&name, &bytes).map_err(|error| cannot(error.to_string()))?)
}

/// `experiment` on another table and with other settings, checked.
pub(super) fn changed(
    mut experiment: Experiment,
    data: Option<&Path>,
    changes: &[String],
) -> Result<ValidExperiment, Failure> {
    if let Some(path) = data {
        let table = Arc::new(table(path)?);
        let source = with_roles(&experiment.data.source, table).map_err(|why| format!("{}: {why}", path.display()))?;
        experiment.set_source(source);
    }
    for change in changes {
        let (key, value) = change.split_once('=').ok_or_else(|| {
            format!("--set {change}: write a key, “=” and a value, such as training.learning_rate=0.03")
        })?;
        settings::set(&mut experiment, key, value)?;
    }
    Ok(experiment.validate().map_err(|problems| {
        let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
        problems.join("\n")
    })?)
}

/// A new table keeps the roles of the last one when it has the same columns; otherwise they are guessed.
fn with_roles(last: &Source, table: Arc<Table>) -> Result<Source, String> {
    if let Source::Table { inputs, target, classes, .. } = last
        && inputs.iter().all(|name| table.numbers(name).is_ok())
        && table.column(target).is_ok()
    {
        return Ok(Source::Table { table, inputs: inputs.clone(), target: target.clone(), classes: *classes });
    }
    Source::table(table).map_err(|error| error.to_string())
}
