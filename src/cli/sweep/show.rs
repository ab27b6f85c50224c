//! `neurarium sweep show`

use std::{io::Write, path::PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::{Failure, files, seeds};
use crate::sweep::{
    Objective, Plan, Results, Row,
    importance::{Importance, importance},
    selection::{rank, rows},
};

/// Largest number of trials that are compared with the best.
const MOST_COMPARED: usize = 1000;

/// Prints the trials, best first, and which settings matter.
///
/// A trial is worth the median over its seeds; those that were promoted further stand first, those that diverged last. Which
/// settings matter is PED-ANOVA's share of each, with the range that it has when trials are drawn again.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The plan
    plan: PathBuf,
    /// How many trials of the table
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,
    /// Prints every run as a line of CSV
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// Prints one JSON object with every trial
    #[arg(long)]
    json: bool,
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let plan = files::plan(&options.plan)?;
    let results = files::read(&files::results(&options.plan, None), &plan)?;
    if results.is_empty() {
        return Err(format!(
            "there are no results in {}; “sweep run” and “sweep merge” make them",
            files::results(&options.plan, None).display()
        )
        .into());
    }
    if options.csv {
        return csv(&plan, &results, out);
    }
    let mut ranked = rows(&plan, &results);
    let important = important(&plan, &results, &ranked);
    rank(&mut ranked);
    if options.json {
        writeln!(out, "{}", object(&plan, &results, &ranked, important.as_deref().unwrap_or_default()))?;
        return Ok(());
    }
    let trials = ranked.len();
    say!(
        out,
        "{trials} of {} trials, {} runs. Objective: {}, median over {}.",
        plan.trials,
        results.len(),
        plan.objective,
        seeds(plan.seeds)
    )?;
    table(&plan, &ranked[..options.top.min(trials)], out)?;
    if trials > options.top {
        writeln!(out, "… and {} more; --top {trials} prints them all", trials - options.top)?;
    }
    writeln!(out)?;
    verdict(&ranked, out)?;
    match important {
        Ok(list) => {
            writeln!(out, "Which settings matter (PED-ANOVA: share, and its range when trials are drawn again):")?;
            for Importance { key, share, band, .. } in list {
                writeln!(out, "  {key:<32} {share:.2}  {:.2}–{:.2}", band.0, band.1)?;
            }
        }
        Err(why) => writeln!(out, "{why}.")?,
    }
    Ok(())
}

/// For the rung that all trials were in, since only there they had the same epochs.
fn important(plan: &Plan, results: &Results, rows: &[Row]) -> Result<Vec<Importance>, String> {
    let first = |row: &Row| Row { rung: 0, median: results.median(0, row.trial, plan.objective), ..row.clone() };
    importance(plan, &rows.iter().map(first).collect::<Vec<_>>())
}

fn table(plan: &Plan, rows: &[Row], out: &mut impl Write) -> Result<(), Failure> {
    let shown = |row: &Row| -> Vec<String> {
        let (low, high) = row.band();
        let number = |value: f64| plan.objective.shown(value);
        let band = if low.is_nan() { "–".to_owned() } else { format!("{} … {}", number(low), number(high)) };
        let mut cells = vec![row.trial.to_string()];
        cells.extend(plan.values(row.trial));
        cells.extend([
            number(row.median),
            band,
            row.epochs.to_string(),
            format!("{}/{}", row.diverged(), row.values.len()),
        ]);
        cells
    };
    let heading = std::iter::once("trial").chain(plan.axes.iter().map(|axis| short(&axis.key)));
    let heading =
        heading.chain([word(plan.objective), "10–90 % of seeds", "epochs", "diverged"]).map(str::to_owned).collect();
    let lines: Vec<Vec<String>> = std::iter::once(heading).chain(rows.iter().map(shown)).collect();
    let widths: Vec<usize> = (0..lines[0].len())
        .map(|column| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0))
        .collect();
    for line in lines {
        let cells: Vec<String> = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:>width$}")).collect();
        writeln!(out, "{}", cells.join("  "))?;
    }
    Ok(())
}

const fn word(objective: Objective) -> &'static str {
    match objective {
        Objective::Loss => "loss",
        Objective::Accuracy => "accuracy",
        Objective::Epochs { .. } => "epochs to goal",
    }
}

/// The last part of a key.
fn short(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

/// What the seeds can tell apart, and what diverged.
fn verdict(ranked: &[Row], out: &mut impl Write) -> Result<(), Failure> {
    let Some((best, others)) = ranked.split_first() else { return Ok(()) };
    let rivals: Vec<&Row> = others.iter().filter(|row| row.rung == best.rung).take(MOST_COMPARED).collect();
    let alike = rivals.iter().filter(|row| row.may_equal(best)).count();
    if best.median.is_nan() {
        writeln!(out, "No trial went well with half of its seeds.")?;
    } else if best.values.len() < 5 {
        writeln!(out, "With fewer than 5 seeds no difference of two trials is certain.")?;
    } else if !rivals.is_empty() {
        writeln!(
            out,
            "{alike} of {} others of the same rung cannot be told from the best by their seeds (signed ranks, p > 0.05).",
            rivals.len()
        )?;
    }
    let diverged = ranked.iter().filter(|row| row.median.is_nan()).count();
    if diverged > 0 {
        say!(out, "{diverged} trials diverged with half of their seeds or more; they stand last.")?;
    }
    Ok(())
}

/// One line per run.
fn csv(plan: &Plan, results: &Results, out: &mut impl Write) -> Result<(), Failure> {
    let mut lines = csv::Writer::from_writer(&mut *out);
    let failed = |error: csv::Error| Failure::Output(std::io::Error::other(error));
    let parts = ["train_loss", "train_score", "validation_loss", "validation_score", "test_loss", "test_score"];
    let heading = ["rung", "trial", "seed"].into_iter().chain(plan.axes.iter().map(|axis| axis.key.as_str()));
    lines.write_record(heading.chain(["epoch", "step", "status", "reached"]).chain(parts)).map_err(failed)?;
    for outcome in results.outcomes() {
        let mut cells = vec![outcome.rung.to_string(), outcome.trial.to_string(), outcome.seed.to_string()];
        cells.extend(plan.values(outcome.trial));
        let reached = outcome.reached.map_or_else(String::new, |epoch| epoch.to_string());
        cells.extend([outcome.epoch.to_string(), outcome.step.to_string(), outcome.ending().into(), reached]);
        for scores in [Some(outcome.train), Some(outcome.validation), outcome.test] {
            let number = |number: f64| if number.is_nan() { String::new() } else { number.to_string() };
            cells.extend(
                scores.map_or([String::new(), String::new()], |scores| [number(scores.loss), number(scores.score)]),
            );
        }
        lines.write_record(cells).map_err(failed)?;
    }
    lines.flush()?;
    Ok(())
}

fn object(plan: &Plan, results: &Results, ranked: &[Row], important: &[Importance]) -> Value {
    let trial = |row: &Row| {
        let values: serde_json::Map<String, Value> = plan
            .axes
            .iter()
            .zip(plan.values(row.trial))
            .map(|(axis, value)| (axis.key.clone(), value.into()))
            .collect();
        let runs: Vec<_> = results.of_trial(row.rung, row.trial).collect();
        let (low, high) = row.band();
        json!({
            "trial": row.trial, "values": values, "rung": row.rung, "epochs": row.epochs,
            "median": row.median, "low": low, "high": high, "diverged": row.diverged(), "runs": runs,
        })
    };
    let settings = important.iter().map(|found| {
        json!({ "key": found.key, "share": found.share, "low": found.band.0, "high": found.band.1, "divergence": found.divergence })
    });
    json!({
        "objective": plan.objective,
        "trials": ranked.iter().map(trial).collect::<Vec<_>>(),
        "importance": settings.collect::<Vec<_>>(),
    })
}
