//! `neurarium train`

use std::{io::Write, path::PathBuf, time::Instant};

use clap::Args;

use crate::{
    experiment::{Problem, impact},
    insight::remark,
    nn::{WORTH_SHARING, sharing},
    session::Session,
    training::{Keep, MOST_COUNTED, Status, Trainer},
};

use super::{Failure, interrupt::Interrupt, metrics::Results, output, progress::Progress, source, tell};

/// Trains a session further and prints loss and accuracy.
///
/// What --set changes means what it means in the window: another initialization, another question or another loss begin anew,
/// all else keeps the weights that still have a place, and standard error says so. The session's own stop rules hold, too:
/// training pauses where the first of them is met. A pipeline goes on with its next stage there, when neither --epochs nor
/// --steps is given. FILE itself is never changed; give -o FILE to write the result back. Ctrl-C ends training after the
/// step at hand; what was trained by then is saved
/// and printed as well.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The session
    file: PathBuf,
    /// A table with headings to learn from, in place of the session's data; columns of the same names keep their roles
    #[arg(long, value_name = "FILE.csv")]
    data: Option<PathBuf>,
    /// Trains for so many more epochs [default: 100, or up to the session's own stop rule]
    #[arg(long, value_name = "N", conflicts_with = "steps")]
    epochs: Option<u64>,
    /// Trains for so many more steps (batches)
    #[arg(long, value_name = "N")]
    steps: Option<u64>,
    /// Ends after the N-th stage of a pipeline
    #[arg(long, value_name = "N", conflicts_with_all = ["epochs", "steps"])]
    stage: Option<usize>,
    /// Changes one setting first; “neurarium settings” lists the keys. May be given again and again
    #[arg(long = "set", value_name = "KEY=VALUE")]
    settings: Vec<String>,
    /// Where to write the trained session
    #[arg(short, long, value_name = "OUT.ron")]
    output: Option<PathBuf>,
    /// Prints one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    // A path that cannot be written is reported before hours of training, not after.
    options.output.as_deref().map_or(Ok(()), output::check_replaced)?;
    let session = Session::open(&options.file)?;
    let mut trainer = trainer(&session, options)?;
    if trainer.experiment().training().early_stopping.is_some() && trainer.data().validation.rows.is_empty() {
        tell("No validation rows: early stopping watches the test loss.");
    }
    let interrupt = Interrupt::listen();
    let place = |trainer: &Trainer| (trainer.experiment().stages.at(), trainer.status().clone());
    let (begun, first_step) = (place(&trainer), trainer.steps());
    if options.epochs.is_none() && options.steps.is_none() && trainer.experiment().stages.list().len() > 1 {
        train_stages(&mut trainer, options, &interrupt)?;
    } else {
        tell_remarks(&trainer);
        let goal = Goal::of(options, &trainer);
        train(&mut trainer, goal, &interrupt);
    }
    trainer.settle();
    let saved = match &options.output {
        Some(path) => output::save_or_keep(&session.with_trainer(&trainer), path),
        None => Ok(()),
    };
    // The results are printed even if they could not be saved; the first failure is reported.
    let printed = Results::of(&trainer).print(options.json, out);
    saved.and(printed)?;
    if let Some(code) = interrupt.exit_code() {
        tell(&format!("Stopped at epoch {}, as asked.", trainer.epochs()));
        return Err(Failure::Stopped(code));
    }
    match trainer.status() {
        Status::Ready => {}
        // It had ended so before, and was trained on.
        Status::Finished { .. } if place(&trainer) == begun && trainer.steps() > first_step => {}
        Status::Finished { reason } => tell(&reason.to_string()),
        Status::Diverged { step, place } => {
            let first = if trainer.experiment().has_raw_columns() { "data.scaling=standardize, or " } else { "" };
            tell(&format!(
                "Training diverged at step {step}, beginning at {place}; the network is the one before it. Try {first}a \
                 smaller learning rate."
            ));
        }
    }
    Ok(())
}

/// The session's trainer, changed as the options say; prints what that means for a run in progress.
fn trainer(session: &Session, options: &Options) -> Result<Trainer, Failure> {
    let as_it_is = || session.trainer().map_err(|error| format!("{}: {error}", options.file.display()));
    if options.data.is_none() && options.settings.is_empty() {
        return Ok(as_it_is()?);
    }
    let experiment = source::changed(session.recipe(), options.data.as_deref(), &options.settings)?;
    if session.stages.is_empty() {
        return Ok(Trainer::new(experiment));
    }
    let mut trainer = as_it_is()?;
    let (experiment, impact) =
        impact(trainer.experiment(), (*experiment).clone()).map_err(|problems| Problem::lines(&problems))?;
    if let Some(sentence) = impact.sentence() {
        tell(&sentence.stopped().to_string());
    }
    trainer.reconfigure(experiment, Keep::from(&impact));
    Ok(trainer)
}

/// Prints what is allowed but should be known of the current stage.
fn tell_remarks(trainer: &Trainer) {
    remark::remarks(trainer.experiment(), trainer.data()).iter().for_each(|remark| tell(&remark.to_string()));
}

/// Every stage from the current one on to its own end, or 100 epochs each where it has none.
fn train_stages(trainer: &mut Trainer, options: &Options, interrupt: &Interrupt) -> Result<(), Failure> {
    let count = trainer.experiment().stages.list().len();
    let last = options.stage.unwrap_or(count);
    if last == 0 || last > count {
        return Err(format!("--stage {last}: the session has the stages 1 to {count}").into());
    }
    loop {
        let stage = trainer.experiment().stages.at() + 1;
        if !matches!(trainer.status(), Status::Finished { .. }) {
            tell(&format!("Stage {stage} of {count}."));
            tell_remarks(trainer);
            let goal = Goal::of(options, trainer);
            train(trainer, goal, interrupt);
        }
        let diverged = matches!(trainer.status(), Status::Diverged { .. });
        if stage >= last || diverged || interrupt.exit_code().is_some() || !trainer.go_to_stage(stage) {
            return Ok(());
        }
    }
}

/// Where training ends: at an epoch or at a step.
#[derive(Clone, Copy)]
enum Goal {
    Epoch(u64),
    Step(u64),
}

impl Goal {
    fn of(options: &Options, trainer: &Trainer) -> Self {
        match (options.epochs, options.steps, trainer.experiment().training().stop.epochs) {
            (_, Some(steps), _) => Self::Step(trainer.steps().saturating_add(steps).min(MOST_COUNTED)),
            (Some(epochs), ..) => Self::Epoch(trainer.epochs().saturating_add(epochs).min(MOST_COUNTED)),
            (None, None, Some(stop)) => Self::Epoch(stop.min(MOST_COUNTED)),
            (None, None, None) => Self::Epoch(trainer.epochs().saturating_add(100)),
        }
    }
}

/// Trains until the goal, a stop rule, divergence, or an interrupt; threads share steps that are large enough.
fn train(trainer: &mut Trainer, goal: Goal, interrupt: &Interrupt) {
    if trainer.multiplications() >= WORTH_SHARING {
        sharing(|| take_steps(trainer, goal, interrupt));
    } else {
        take_steps(trainer, goal, interrupt);
    }
}

fn take_steps(trainer: &mut Trainer, goal: Goal, interrupt: &Interrupt) {
    let mut progress = Progress::new();
    let (first_step, first_epoch) = (trainer.steps(), trainer.epochs());
    // A finished run that is asked for more continues; only a rule that is met anew ends it.
    let begun = trainer.status().clone();
    let timed = trainer.experiment().training().stop.seconds.is_some();
    let mut clock = Instant::now();
    loop {
        let (done, all) = match goal {
            Goal::Epoch(epoch) => (trainer.epochs(), epoch),
            Goal::Step(step) => (trainer.steps(), step),
        };
        let ended = *trainer.status() != Status::Ready && *trainer.status() != begun;
        let stopped = ended || matches!(trainer.status(), Status::Diverged { .. });
        if done >= all || stopped || interrupt.exit_code().is_some() {
            return;
        }
        trainer.step();
        // Time is only recorded for a rule that needs it, so that the same training writes the same file.
        if timed {
            trainer.spend(clock.elapsed().as_secs_f64());
            clock = Instant::now();
        }
        let from = if matches!(goal, Goal::Epoch(_)) { first_epoch } else { first_step };
        progress.show(done - from, all - from, || format!("epoch {}", trainer.epochs()));
    }
}
