//! Applies `--data` and `--set` to an experiment.

use std::{io::ErrorKind, path::Path, sync::Arc};

use crate::{
    data::{
        Source, Table, TableError,
        limited::MOST_BYTES,
        reading::{Choice, Choices, Known},
    },
    experiment::{
        Experiment, Problem, ValidExperiment,
        fields::{self, Field},
    },
    language::Text,
    session::bounded,
    training::Trainer,
};

use super::{Failure, tell};

/// Reads a table from a CSV file or a pipe as `changes` say, all of which must be about reading, and prints the
/// assumptions. For a `trainer` it may have a single column, ambiguous dates are read as those of the table that it learned
/// from, and empty columns are kept if it fills them.
pub(super) fn table(path: &Path, changes: &[String], trainer: Option<&Trainer>) -> Result<Table, Failure> {
    let inputs = trainer.map_or(&[][..], |trainer| &trainer.data().set.input_names);
    let own = trainer.and_then(|trainer| trainer.experiment().data.source.as_table());
    let known = Known { table: own.map(|table| &**table), inputs, ..Known::default() };
    let mut table = table_for(path, changes, known)?;
    if let (Some(trainer), Some(known)) = (trainer, known.table)
        && !trainer.data().fills.is_empty()
    {
        table.keep_empty_like(known);
    }
    Ok(table)
}

/// The same for what is `known` of its network.
pub(super) fn table_for(path: &Path, changes: &[String], known: Known<'_>) -> Result<Table, Failure> {
    let settings = written(changes)?;
    if let Some((key, _)) = settings.iter().find(|(key, _)| Choice::ALL.into_iter().all(|choice| !is_of(key, choice))) {
        return Err(format!(
            "--set {key}: the network stays as it is; here only data.table.headings, .separator, .decimal, .encoding, \
             .signs and .dates say how the table is read"
        )
        .into());
    }
    read(path, choices(&settings)?, known)
}

/// Keys and values.
fn written(changes: &[String]) -> Result<Vec<(&str, &str)>, Failure> {
    let pair = |change: &String| {
        format!("--set {change}: write a key, “=” and a value, such as training.learning_rate=0.03").into()
    };
    changes.iter().map(|change| change.split_once('=').ok_or_else(|| pair(change))).collect()
}

/// The choices of how a file is read, which must be known beforehand.
fn choices(settings: &[(&str, &str)]) -> Result<Choices, Failure> {
    let mut choices = Choices::default();
    for (key, value) in settings {
        if let Some(choice) = Choice::ALL.into_iter().find(|choice| is_of(key, *choice)) {
            choices
                .set(choice, value.trim())
                .map_err(|why| format!("--set {key}={value}: {why}; it takes {}", choice.offered().join(", ")))?;
        }
    }
    Ok(choices)
}

fn read(path: &Path, choices: Choices, known: Known<'_>) -> Result<Table, Failure> {
    let cannot = |reason: Text| format!("{}: {reason}", path.display());
    let bytes = bounded::read(path, MOST_BYTES as u64).map_err(|error| {
        cannot(match error.kind() {
            ErrorKind::FileTooLarge => TableError::too_long().text(),
            _ => bounded::why(&error),
        })
    })?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let table = Table::read_for(&name, &Arc::new(bytes), choices, known).map_err(|error| cannot(error.text()))?;
    table.notes.iter().for_each(|note| tell(&format!("{}: {note}", path.display())));
    Ok(table)
}

/// `experiment` on another table and with other settings, validated.
pub(super) fn changed(
    mut experiment: Experiment,
    data: Option<&Path>,
    changes: &[String],
) -> Result<ValidExperiment, Failure> {
    let mut settings = written(changes)?;
    if let Some(path) = data {
        let choices = choices(&settings)?;
        settings.retain(|(key, _)| Choice::ALL.into_iter().all(|choice| !is_of(key, choice)));
        let table = read(path, choices, Known::default())?;
        let is_assumed = !table.notes.is_empty();
        let source = experiment.data.source.on(Arc::new(table)).map_err(|why| format!("{}: {why}", path.display()))?;
        experiment.set_source(source);
        if is_assumed {
            tell("To read it otherwise, set data.table.headings, .separator, .decimal, .encoding, .signs or .dates.");
        }
    }
    for (key, value) in &settings {
        fields::set(&mut experiment, key, value)?;
    }
    tell_stage(&experiment, &settings);
    let valid = experiment.validate().map_err(|problems| Problem::lines(&problems))?;
    if data.is_some() {
        tell_roles(&valid);
    }
    Ok(valid)
}

/// Prints which settings were changed in a single stage of several, because the key did not name one.
fn tell_stage(experiment: &Experiment, settings: &[(&str, &str)]) {
    let (number, count) = (experiment.stages.at() + 1, experiment.stages.list().len());
    let is_meant = |key: &&str| fields::named(key.trim(), experiment).is_some_and(Field::is_of_stage);
    let keys: Vec<&str> = settings.iter().map(|(key, _)| *key).filter(is_meant).collect();
    if let (true, Some(first)) = (count > 1, keys.first()) {
        let (keys, key, other) = (keys.join(", "), first.trim(), if number == 1 { 2 } else { 1 });
        tell(&format!(
            "Set in stage {number} of {count} alone, the one at hand: {keys}. For another stage write stages.{other}.{key}."
        ));
    }
}

fn is_of(key: &str, choice: Choice) -> bool {
    key.trim().strip_prefix("data.table.") == Some(choice.name())
}

/// So many inputs are named.
const LISTED: usize = 20;

/// Prints targets and inputs, which columns are not used, and how many rows are dropped.
fn tell_roles(experiment: &Experiment) {
    let Source::Table { inputs, target, classes, .. } = &experiment.data.source else { return };
    let kind = if *classes { "class" } else { "number" };
    let (shown, more) = (inputs.iter().take(LISTED), inputs.len().saturating_sub(LISTED));
    let shown = shown.map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    match experiment.data.usable() {
        Some(usable) if usable.known == 0 => tell(&format!("Reading {shown}{more}; nothing is predicted.")),
        _ => tell(&format!("Predicting the {kind} “{target}” from {shown}{more}.")),
    }
    let data = &experiment.data;
    let notes = data.notes();
    data.source.passed_over(&data.more_targets).into_iter().chain(notes).for_each(|note| tell(&note.to_string()));
}

/// Prints how many rows of a table have an empty cell in a used column.
pub(super) fn tell_left_out(all: usize, used: usize) {
    let left_out = all.saturating_sub(used);
    let are = if left_out == 1 { "is" } else { "are" };
    if left_out > 0 {
        tell(&format!("{left_out} of {all} rows {are} left out, because a cell in a used column is empty."));
    }
}
