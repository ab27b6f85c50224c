//! What `--data` and `--set` make of an experiment.

use std::{fs::File, io::Read, path::Path, sync::Arc};

use crate::{
    data::Table,
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
        let source = experiment.data.source.on(table).map_err(|why| format!("{}: {why}", path.display()))?;
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
