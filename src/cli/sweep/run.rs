//! `neurarium sweep run`

use std::{
    io::Write,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    time::Instant,
};

use clap::Args;

use super::{
    Failure,
    files::{self, Shard},
    interrupt::Interrupt,
    journal::Journal,
    progress::Progress,
    states::States,
    tell,
};
use crate::{
    sweep::{Outcome, Plan, Results, Rows, Run, trial::advance},
    training::Trainer,
    worker::fleet,
};

/// Makes the runs of a plan, or a shard of them; when it was ended, goes on.
///
/// The results are added to PLAN.results line by line, in the order of the runs; a shard has a file of its own, which “merge”
/// puts together with the others. With halving, all rungs are run one after the other; shards run one rung, the next that the
/// merged results lack, or the one that --rung names.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The plan
    plan: PathBuf,
    /// Runs the I-th of N parts, so that several processes or machines can share the work
    #[arg(long, value_name = "I/N", value_parser = files::shard)]
    shard: Option<Shard>,
    /// Runs one rung only, counted from 0
    #[arg(long, value_name = "K")]
    rung: Option<usize>,
    /// How many threads [default: one a core]
    #[arg(long, value_name = "T", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let plan = files::plan(&options.plan)?;
    let path = files::results(&options.plan, options.shard);
    let (journal, mut results) = Journal::open(&path, &plan)?;
    let kept = results.len();
    if options.shard.is_some() {
        let merged = files::read(&files::results(&options.plan, None), &plan)?;
        merged.outcomes().try_for_each(|outcome| results.add(outcome.clone())).map_err(|run| differ(run, &path))?;
    }
    let threads = options.threads.map_or_else(fleet::cores, usize::from);
    let interrupt = Interrupt::listen();
    let mut sweep = Sweep {
        plan: &plan,
        path: &options.plan,
        journal,
        results,
        interrupt: &interrupt,
        threads,
        began: Instant::now(),
        made: 0,
    };
    let rungs = plan.rungs().len();
    match options.rung {
        Some(rung) if rung >= rungs => {
            return Err(format!("there is no rung {rung}; the plan has {rungs}, from 0").into());
        }
        Some(rung) => sweep.rung(rung, options.shard)?,
        None if options.shard.is_some() => {
            if let Some((rung, _)) = plan.next(&sweep.results) {
                sweep.rung(rung, options.shard)?;
            }
        }
        None => (0..rungs).try_for_each(|rung| sweep.rung(rung, None))?,
    }
    sweep.end(options.shard.is_none(), kept, &path, out)
}

fn differ(run: Run, path: &Path) -> String {
    let Run { rung, trial, seed } = run;
    format!(
        "{}: trial {trial} with seed {seed} in rung {rung} has other bits than in the merged results",
        path.display()
    )
}

/// A running sweep.
struct Sweep<'a> {
    plan: &'a Plan,
    path: &'a Path,
    journal: Journal,
    results: Results,
    interrupt: &'a Interrupt,
    threads: usize,
    began: Instant,
    made: usize,
}

impl Sweep<'_> {
    /// Executes the missing runs of a rung, or of a shard of it.
    fn rung(&mut self, rung: usize, shard: Option<Shard>) -> Result<(), Failure> {
        let plan = self.plan;
        let promoted = plan.trials_of(rung, &self.results).map_err(|missing| {
            let before = rung - 1;
            format!("rung {rung} is of the best of rung {before}, of which {missing} runs are missing; run its other shards \
                 and “sweep merge” first")
        })?;
        let trials = shard.map_or_else(|| promoted.clone(), |shard| Plan::part(&promoted, shard.number - 1, shard.of));
        let (mut states, runs) = self.prepared(rung, &promoted, &trials);
        let work = Work {
            plan,
            rows: plan.rows(),
            folder: states.folder().to_owned(),
            keeps: states.are_kept(),
            epochs: plan.rungs()[rung].epochs,
            begun_anew: AtomicUsize::new(0),
        };
        let (interrupt, all) = (self.interrupt, runs.len());
        let (mut progress, began, mut failed) = (Progress::new(), Instant::now(), Ok(()));
        fleet::in_order(
            all,
            self.threads,
            |index| work.outcome(runs[index], &|| interrupt.exit_code().is_none()),
            |index, outcome| {
                let outcome = match outcome {
                    Ok(Some(outcome)) => outcome,
                    Ok(None) => return ControlFlow::Break(()),
                    Err(why) => {
                        failed = Err(Failure::Sentence(why));
                        return ControlFlow::Break(());
                    }
                };
                failed = self.note(outcome, &mut states);
                let (done, left) =
                    (index + 1, began.elapsed().as_secs_f64() / (index + 1) as f64 * (all - index - 1) as f64);
                progress
                    .show(done as u64, all as u64, || format!("rung {rung}: {done} of {all} runs, {left:.0} s left"));
                if failed.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            },
        );
        drop(progress);
        let anew = work.begun_anew.into_inner();
        if anew > 0 {
            tell(&format!(
                "The states of {anew} promoted runs are not there, so they were trained again from the start, to the same bits."
            ));
        }
        failed?;
        if let Some(code) = interrupt.exit_code() {
            self.journal.sync()?;
            tell(&format!("Stopped, as asked; {} runs were made and are kept. The same command goes on.", self.made));
            return Err(Failure::Stopped(code));
        }
        // Runs that were continued no longer need their earlier states.
        if rung > 0 {
            trials.iter().for_each(|trial| states.forget(plan, rung - 1, *trial));
        }
        states.end();
        Ok(())
    }

    /// The missing runs of these trials, and the states of the others.
    fn prepared(&self, rung: usize, promoted: &[usize], trials: &[usize]) -> (States, Vec<Run>) {
        let plan = self.plan;
        let mut states = States::of(self.path, plan, rung);
        states.tidy(rung, promoted);
        let is_there = |run: &Run| self.results.get(*run).is_some();
        let (there, runs): (Vec<Run>, Vec<Run>) = plan.runs(rung, trials).into_iter().partition(is_there);
        if states.are_kept() {
            let of_trials = there.chunk_by(|a, b| a.trial == b.trial).filter(|seeds| seeds.len() as u64 == plan.seeds);
            for trial in of_trials.map(|seeds| seeds[0].trial) {
                states.compare(plan, rung, trial, self.results.median(rung, trial, plan.objective));
            }
        }
        (states, runs)
    }

    /// Records an outcome; the last seed of a trial determines its value.
    fn note(&mut self, outcome: Outcome, states: &mut States) -> Result<(), Failure> {
        let Run { rung, trial, .. } = outcome.run();
        self.journal.add(&outcome)?;
        self.made += 1;
        self.results.add(outcome).map_err(|run| differ(run, self.path))?;
        if states.are_kept() && self.results.of_trial(rung, trial).count() as u64 == self.plan.seeds {
            states.compare(self.plan, rung, trial, self.results.median(rung, trial, self.plan.objective));
        }
        Ok(())
    }

    /// Prints what was done, besides the runs that were already there.
    fn end(self, is_whole: bool, kept: usize, path: &Path, out: &mut impl Write) -> Result<(), Failure> {
        let (made, seconds, seeds) = (self.made, self.began.elapsed().as_secs_f64(), self.plan.seeds);
        let next = self.plan.next(&self.results);
        let there = kept + made;
        if is_whole && next.is_none() {
            self.journal.finish(&self.results, self.plan)?;
        } else {
            let mut journal = self.journal;
            journal.sync()?;
        }
        if made > 0 {
            let rate = made as f64 / seconds;
            let trials = if seeds > 1 {
                format!(", {:.1} trials/s of {seeds} seeds each", rate / seeds as f64)
            } else {
                String::new()
            };
            tell(&format!("{made} runs in {seconds:.2} s: {rate:.1} runs/s{trials}."));
        }
        let rest = if is_whole && next.is_some() { "; more are to be run" } else { "" };
        say!(out, "{}: {there} runs are there{rest}.", path.display())?;
        Ok(())
    }
}

/// What every thread needs.
struct Work<'a> {
    plan: &'a Plan,
    rows: Rows,
    folder: PathBuf,
    keeps: bool,
    epochs: u64,
    begun_anew: AtomicUsize,
}

impl Work<'_> {
    /// The outcome of `run`; `None` when `go_on` returns false.
    fn outcome(&self, run: Run, go_on: &dyn Fn() -> bool) -> Result<Option<Outcome>, String> {
        if !go_on() {
            return Ok(None);
        }
        let mut trainer = self.begin(run)?;
        let outcome = advance(&mut trainer, run, self.epochs, self.plan.objective, go_on);
        if self.keeps && outcome.is_some() {
            States::keep(&self.folder, run, &trainer);
        }
        Ok(outcome)
    }

    fn begin(&self, run: Run) -> Result<Trainer, String> {
        let start = self.plan.trial(run.trial)?.begin(run.seed, &self.rows)?;
        if run.rung == 0 {
            return Ok(start);
        }
        Ok(States::take_up(&self.folder, run, &start).unwrap_or_else(|| {
            self.begun_anew.fetch_add(1, Ordering::Relaxed);
            start
        }))
    }
}
