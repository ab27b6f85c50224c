//! From a file to an experiment.

use std::{fs, path::Path, sync::Arc};

use crate::{
    data::{Source, Table},
    training::Experiment,
};

/// The experiment `before`, learning from the table at `path` instead.
pub(super) fn table(path: &Path, before: &Experiment) -> Result<Experiment, String> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = fs::read(path).map_err(|error| format!("{} cannot be read: {error}.", path.display()))?;
    let wrong = |error: crate::data::TableError| format!("{name}: {error}.");
    let source = Source::table(Arc::new(Table::read_csv(&name, &bytes).map_err(wrong)?)).map_err(wrong)?;
    let mut experiment = before.clone();
    experiment.set_source(source);
    Ok(experiment)
}
