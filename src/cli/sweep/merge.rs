//! `neurarium sweep merge`

use std::{
    collections::BTreeMap,
    io::Write,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{Failure, files, tell};
use crate::{
    session::file,
    sweep::{Outcome, Plan, Results, Run, trial::advance},
    worker::fleet,
};

/// Puts the results of shards together.
///
/// Reads PLAN.results, where it is there, and every PLAN.I-of-N.results beside it, and writes PLAN.results, whose bytes depend
/// on the runs alone. The same run with other bits in two files is refused, and both are named.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The plan
    plan: PathBuf,
    /// Trains so many of the runs again, and refuses results that come out otherwise here
    #[arg(long, value_name = "P%", value_parser = share)]
    audit: Option<f64>,
}

/// Parses `1%`.
fn share(text: &str) -> Result<f64, String> {
    let percent = text.trim().strip_suffix('%').and_then(|percent| percent.trim().parse::<f64>().ok());
    match percent {
        Some(percent) if percent > 0.0 && percent <= 100.0 => Ok(percent / 100.0),
        _ => Err("write a part in per cent, above 0% and up to 100%, such as 1%".into()),
    }
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let plan = files::plan(&options.plan)?;
    let target = files::results(&options.plan, None);
    let shards = files::shards(&options.plan)?;
    if shards.is_empty() && !target.exists() {
        return Err(format!("there are no results beside {}; “sweep run” makes them", options.plan.display()).into());
    }
    let merged = Merged::of(std::iter::once(target.clone()).chain(shards), &plan)?;
    if let Some(share) = options.audit {
        merged.audit(share, &plan)?;
    }
    let text = merged.results.to_lines(&plan);
    if std::fs::read(&target).ok().as_deref() != Some(text.as_bytes()) {
        file::save(&target, text.as_bytes())?;
    }
    let next = plan.next(&merged.results).map_or_else(
        || "all is done".to_owned(),
        |(rung, trials)| {
            let missing = plan.runs(rung, &trials).iter().filter(|run| merged.results.get(**run).is_none()).count();
            format!("{missing} runs of rung {rung} are missing")
        },
    );
    say!(out, "{}: {} runs are there; {next}.", target.display(), merged.results.len())?;
    Ok(())
}

/// Results of several files, and the file from which each came.
struct Merged {
    results: Results,
    paths: Vec<PathBuf>,
    from: BTreeMap<Run, usize>,
}

impl Merged {
    fn of(paths: impl Iterator<Item = PathBuf>, plan: &Plan) -> Result<Self, Failure> {
        let mut merged = Self { results: Results::default(), paths: paths.collect(), from: BTreeMap::new() };
        for (index, path) in merged.paths.iter().enumerate() {
            for outcome in files::read(path, plan)?.outcomes() {
                let run = outcome.run();
                merged.results.add(outcome.clone()).map_err(|_| {
                    let other = &merged.paths[merged.from[&run]];
                    format!("{} in {} and in {} have other bits; were they made by the same program? Remove the file that is \
                         wrong", named(run), other.display(), path.display())
                })?;
                merged.from.entry(run).or_insert(index);
            }
        }
        Ok(merged)
    }

    /// Repeats an even sample of the runs.
    fn audit(&self, share: f64, plan: &Plan) -> Result<(), Failure> {
        let all: Vec<&Outcome> = self.results.outcomes().collect();
        let count = ((all.len() as f64 * share).ceil() as usize).min(all.len());
        let (rows, epochs) = (plan.rows(), plan.rungs());
        let again = |number: u64| -> Result<bool, String> {
            // From the middle of each part, so that another share selects other runs.
            let outcome = all[(2 * number as usize + 1) * all.len() / (2 * count)];
            let mut trainer = plan.trial(outcome.trial)?.begin(outcome.seed, &rows)?;
            let made = advance(&mut trainer, outcome.run(), epochs[outcome.rung].epochs, plan.objective, &|| true);
            if made.as_ref() == Some(outcome) {
                return Ok(true);
            }
            Err(self.accused(outcome, made.as_ref()))
        };
        let answers = fleet::each(count as u64, |_| (), again);
        answers.into_iter().collect::<Result<Vec<bool>, String>>()?;
        tell(&format!("{count} of {} runs were trained again and are the same, bit for bit.", all.len()));
        Ok(())
    }

    fn accused(&self, outcome: &Outcome, made: Option<&Outcome>) -> String {
        let run = outcome.run();
        let path: &Path = &self.paths[self.from[&run]];
        let here = made.map_or(f64::NAN, |made| made.validation.loss);
        format!(
            "{}: {} comes out otherwise here, with a validation loss of {here} and not {}; nothing was written",
            path.display(),
            named(run),
            outcome.validation.loss
        )
    }
}

fn named(run: Run) -> String {
    let Run { rung, trial, seed } = run;
    format!("trial {trial} with seed {seed} in rung {rung}")
}
