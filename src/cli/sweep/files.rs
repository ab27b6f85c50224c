//! The files of a sweep: `NAME.ron` is its plan, `NAME.results` its results, `NAME.2-of-8.results` those of a shard.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    session::bounded,
    sweep::{Plan, Results},
};

use super::Failure;

/// Size limit in bytes of a plan or a results file.
const MOST_BYTES: u64 = 2 << 30;

/// A shard of a sweep: part `part` of `parts`, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shard {
    pub(super) number: usize,
    pub(super) of: usize,
}

/// Parses `2/8`.
pub(super) fn shard(text: &str) -> Result<Shard, String> {
    let read = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
    match read {
        Some((number, of)) if (1..=of).contains(&number) && of <= 100_000 => Ok(Shard { number, of }),
        _ => Err("write I/N, the I-th of N shards, from 1/N to N/N".into()),
    }
}

/// The plan at `path`.
pub(super) fn plan(path: &Path) -> Result<Plan, Failure> {
    let cannot = |why: String| Failure::Sentence(format!("{}: {why}", path.display()));
    let bytes = bounded::read(path, MOST_BYTES).map_err(|error| cannot(bounded::why(&error).to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| cannot("this is no text".into()))?;
    Plan::from_text(&text).map_err(cannot)
}

/// The results file of a plan, or of a shard of it.
pub(super) fn results(plan: &Path, shard: Option<Shard>) -> PathBuf {
    match shard {
        None => plan.with_extension("results"),
        Some(Shard { number, of }) => plan.with_extension(format!("{number}-of-{of}.results")),
    }
}

/// The results files of shards beside a plan, sorted by name.
pub(super) fn shards(plan: &Path) -> Result<Vec<PathBuf>, Failure> {
    let folder = match plan.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let stem = plan.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let is_shard = |name: &str| {
        let rest = name.strip_prefix(&stem).and_then(|rest| rest.strip_prefix('.')?.strip_suffix(".results"));
        rest.and_then(|rest| rest.split_once("-of-"))
            .is_some_and(|(number, of)| shard(&format!("{number}/{of}")).is_ok())
    };
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {}", folder.display(), bounded::why(&error)))?;
    let names = entries.filter_map(|entry| Some(entry.ok()?.file_name()));
    let mut names: Vec<_> = names.filter(|name| is_shard(&name.to_string_lossy())).collect();
    names.sort_by_key(|name| (name.len(), name.clone()));
    Ok(names.into_iter().map(|name| plan.with_file_name(name)).collect())
}

/// The results in the file at `path`; empty when it does not exist.
pub(super) fn read(path: &Path, plan: &Plan) -> Result<Results, Failure> {
    let text = match bounded::read(path, MOST_BYTES) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Results::default()),
        Err(error) => return Err(format!("{}: {}", path.display(), bounded::why(&error)).into()),
    };
    let read = Results::from_lines(&text, plan).map_err(|why| format!("{}: {why}", path.display()))?;
    Ok(read.0)
}
