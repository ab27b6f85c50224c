//! `neurarium sweep plan`

use std::{io::Write, path::PathBuf};

use clap::Args;

use super::{Failure, output, seeds, source, tell};
use crate::{
    session::{Session, file},
    sweep::{Axis, Halving, Objective, Plan, Sampler},
    worker::fleet,
};

/// Writes a plan: which settings vary, how many trials, how many seeds.
///
/// Every trial is looked at first, so that one with values that do not go together is told now. Trials are compared on
/// validation rows; when the session holds none back, a fifth of its training rows becomes that.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The session whose experiment is varied
    file: PathBuf,
    /// A setting that varies: KEY=1,5,10 (a list), KEY=0..0.5 (a range), KEY=log:0.001..1 (a range by factors, in real
    /// values), with /20 behind a range for so many values of it. May be given again and again; set in this order
    #[arg(long = "vary", value_name = "KEY=VALUES", required = true)]
    vary: Vec<String>,
    /// How many trials, each with values of its own [default: 64; every combination once where there are no more than that,
    /// or with --sampler grid]
    #[arg(long, value_name = "N")]
    trials: Option<usize>,
    /// How many seeds every trial is run with, the same for all
    #[arg(long, value_name = "K", default_value_t = 5)]
    seeds: u64,
    /// Epochs of a run [default: the session's own end, or 100]
    #[arg(long, value_name = "N")]
    epochs: Option<u64>,
    /// How values are chosen: sobol (evenly), grid (all combinations) or random [default: sobol; grid where every
    /// combination has its trial]
    #[arg(long, value_name = "NAME", value_parser = sampler)]
    sampler: Option<Sampler>,
    /// Where the choice of values begins; 0 takes Sobol's points as they are
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// What is made small on the validation rows: loss, accuracy (made large), or epochs:0.05 (until the loss is 0.05)
    #[arg(long, value_name = "WHAT", default_value = "loss", value_parser = Objective::read)]
    objective: Objective,
    /// Trains all for a few epochs and only the best 1/N of them on, for N times as many, rung after rung
    #[arg(long, value_name = "N")]
    halving: Option<u32>,
    /// How many rungs [default: as many as trials and epochs allow]
    #[arg(long, value_name = "N", requires = "halving")]
    rungs: Option<u32>,
    /// A table with headings to learn from, in place of the session's data
    #[arg(long, value_name = "FILE.csv")]
    data: Option<PathBuf>,
    /// Changes one setting of all trials; “neurarium settings” lists the keys. May be given again and again
    #[arg(long = "set", value_name = "KEY=VALUE")]
    settings: Vec<String>,
    /// The plan to write
    #[arg(short, long, value_name = "PLAN.ron")]
    output: PathBuf,
}

/// Trials of a plan, unless told otherwise.
const USUAL: usize = 64;

fn sampler(text: &str) -> Result<Sampler, String> {
    let found = Sampler::ALL.into_iter().find(|sampler| sampler.name() == text);
    found.ok_or_else(|| "choose one of sobol, grid, random".into())
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    output::check_new(&options.output)?;
    let mut recipe = Session::open(&options.file)?.recipe();
    recipe.stages.take(0);
    let mut experiment = (*source::changed(recipe, options.data.as_deref(), &options.settings)?).clone();
    if experiment.data.validation_share == 0.0 {
        experiment.hold_rows_back();
        if experiment.data.validation_share > 0.0 {
            tell(
                "A fifth of the training rows is held back for validation, where trials are compared; \
                 --set data.validation_share=0.1 holds back fewer.",
            );
        }
    }
    if experiment.stages.list().len() > 1 {
        tell("Settings of training mean the first stage; stages.2.training.learning_rate means the second, and so on.");
    }
    let plan = plan(options, experiment)?;
    plan.check()?;
    let trials = fleet::each(plan.trials as u64, |_| (), |number| plan.trial(number as usize).err());
    if let Some(why) = trials.into_iter().flatten().next() {
        return Err(why.into());
    }
    file::save_new(&options.output, plan.to_text().as_bytes())?;
    let rungs: Vec<String> =
        plan.rungs().iter().map(|rung| format!("{} for {} epochs", rung.trials, rung.epochs)).collect();
    say!(
        out,
        "Wrote {}: {} trials with {} each; {}. Objective: {}.",
        options.output.display(),
        plan.trials,
        seeds(plan.seeds),
        rungs.join(", then "),
        plan.objective
    )?;
    if let Some(said) = which(&plan) {
        say!(out, "{said}")?;
    }
    Ok(())
}

/// Which of all combinations the trials are, where there is an end of them.
fn which(plan: &Plan) -> Option<String> {
    let all = plan.combinations()?;
    let said = match plan.sampler {
        Sampler::Grid if plan.trials == all => format!("Every one of the {all} combinations has its trial."),
        Sampler::Grid => {
            format!("The first {} of {all} combinations have a trial; --trials {all} takes all.", plan.trials)
        }
        _ => format!(
            "The {} trials are drawn from {all} combinations, and some may be the same; --sampler grid takes each once.",
            plan.trials
        ),
    };
    Some(said)
}

fn plan(options: &Options, experiment: crate::experiment::Experiment) -> Result<Plan, Failure> {
    let own_end = experiment.stages.list().last().and_then(|stage| stage.training.stop.epochs);
    let epochs = options.epochs.or(own_end).unwrap_or(100);
    let mut plan = Plan {
        axes: options.vary.iter().map(|axis| Axis::read(axis)).collect::<Result<_, _>>()?,
        sampler: options.sampler.unwrap_or_default(),
        seed: options.seed,
        trials: options.trials.unwrap_or(USUAL),
        seeds: options.seeds,
        epochs,
        objective: options.objective,
        halving: None,
        experiment,
    };
    if let (None, Some(all)) = (options.trials, plan.combinations()) {
        // Lists have so many combinations and no more: each has its trial, as far as nothing else was said.
        match options.sampler {
            Some(Sampler::Grid) => plan.trials = all,
            None if all <= USUAL => (plan.sampler, plan.trials) = (Sampler::Grid, all),
            _ => plan.trials = all.min(USUAL),
        }
    }
    plan.halving = options.halving.map(|eta| {
        let halving = Halving::of(eta, plan.trials, epochs);
        Halving { rungs: options.rungs.unwrap_or(halving.rungs), ..halving }
    });
    Ok(plan)
}
