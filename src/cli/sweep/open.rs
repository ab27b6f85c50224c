//! `neurarium sweep open`

use std::{io::Write, path::PathBuf};

use clap::Args;

use super::{Failure, files, output};
use crate::{
    session::Session,
    sweep::{Outcome, Run, trial::advance},
    training::Trainer,
};

/// Trains a trial again and writes it as a session.
///
/// It is trained as far as it was in the sweep, with its history, and compared with its result; a trial that was not run yet
/// is trained for all epochs.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The plan
    plan: PathBuf,
    /// The number of the trial
    trial: usize,
    /// Which of its seeds, counted from 0
    #[arg(long, value_name = "K", default_value_t = 0)]
    seed: u64,
    /// The session to write
    #[arg(short, long, value_name = "RUN.ron")]
    output: PathBuf,
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let plan = files::plan(&options.plan)?;
    output::check_new(&options.output)?;
    let trial = plan.trial(options.trial)?;
    if options.seed >= plan.seeds {
        return Err(format!("there is no seed {}; the plan has {}, from 0", options.seed, plan.seeds).into());
    }
    let results = files::read(&files::results(&options.plan, None), &plan)?;
    let rungs = plan.rungs();
    let of_rung = |rung| Run { rung, trial: trial.number, seed: options.seed };
    let made: Option<&Outcome> = (0..rungs.len()).rev().find_map(|rung| results.get(of_rung(rung)));
    let rung = made.map_or(rungs.len() - 1, |made| made.rung);
    let mut trainer = Trainer::new(trial.experiment(options.seed)?);
    let again = advance(&mut trainer, of_rung(rung), rungs[rung].epochs, plan.objective, &|| true);
    if made.is_some() && made != again.as_ref() {
        return Err("it comes out otherwise than in the results; were they made by the same program? “sweep merge --audit 100%” \
                    looks at all of them".to_owned().into());
    }
    let values: Vec<String> =
        plan.axes.iter().zip(&trial.values).map(|(axis, value)| format!("{}={value}", axis.key)).collect();
    let title = format!("Trial {}: {}", trial.number, values.join(", "));
    output::save_new(&Session::new(&title, trainer.experiment().clone()).with_trainer(&trainer), &options.output)?;
    let same = if made.is_some() { ", the same as in the results, bit for bit" } else { "" };
    say!(out, "Wrote {}: {title}; {} epochs{same}.", options.output.display(), trainer.epochs())?;
    Ok(())
}
