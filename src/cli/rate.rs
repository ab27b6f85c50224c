//! `neurarium rate`

use std::{io::Write, path::PathBuf};

use clap::Args;
use serde_json::json;

use super::{Failure, source};
use crate::{
    insight::rate_finder::{RateCurve, RateEnd, RateRange, two_digits},
    session::Session,
    training::Trainer,
};

/// Tries learning rates from where a session stands, and suggests two.
///
/// A copy of the network takes a step at each of ever larger rates; the session stays as it is. “valley” lies in the middle of
/// the longest fall of the smoothed loss, “minimum / 10” at a tenth of the rate where it is lowest. Both are good for the steps
/// that follow: further on, a run may need a smaller rate, or bear a larger one.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The session
    file: PathBuf,
    /// The smallest rate
    #[arg(long, value_name = "RATE", default_value_t = RateRange::default().low)]
    low: f32,
    /// The largest
    #[arg(long, value_name = "RATE", default_value_t = RateRange::default().high)]
    high: f32,
    /// How many rates; fewer scatter, and many more suggest what suits a run that has learned meanwhile
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(100..=100_000))]
    steps: u32,
    /// Changes one setting first and begins anew; “neurarium settings” lists the keys. May be given again and again
    #[arg(long = "set", value_name = "KEY=VALUE")]
    settings: Vec<String>,
    /// Prints one JSON object, with the loss at each rate
    #[arg(long)]
    json: bool,
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let (low, high) = (options.low, options.high);
    if !(low > 0.0 && low < high && high.is_finite()) {
        return Err(format!("the rates from {low} to {high} are none; --low is above 0 and below --high").into());
    }
    let session = Session::open(&options.file)?;
    let trainer = if options.settings.is_empty() {
        session.trainer().map_err(|error| format!("{}: {error}", options.file.display()))?
    } else {
        Trainer::new(source::changed(session.recipe(), None, &options.settings)?)
    };
    let curve = RateCurve::of(&trainer, RateRange { low, high, steps: options.steps as usize });
    let (valley, tenth) = (curve.valley(), curve.tenth_of_minimum());
    if options.json {
        let object = json!({
            "valley": valley, "tenth_of_minimum": tenth, "mean_loss": curve.mean_loss, "end": word(curve.end),
            "rates": curve.rates, "losses": curve.losses, "smoothed": curve.smoothed,
        });
        writeln!(out, "{object}")?;
        return Ok(());
    }
    let (Some(valley), Some(tenth)) = (valley, tenth) else {
        return Err("the loss explodes before a rate can be judged; try a smaller --low, or data.scaling=standardize"
            .to_owned()
            .into());
    };
    writeln!(out, "valley        {}\nminimum / 10  {}", two_digits(valley), two_digits(tenth))?;
    let last = curve.rates.last().copied().unwrap_or(low);
    let ended = match curve.end {
        RateEnd::Whole => String::new(),
        RateEnd::Exploded => ", where the loss was four times its best".into(),
        RateEnd::WorseThanMean => {
            format!(", where the loss was worse than that of always answering the mean, {:.3}", curve.mean_loss)
        }
    };
    say!(out, "{} steps from {low} to {}{ended}.", curve.rates.len(), two_digits(last))?;
    let own = trainer.experiment().training().learning_rate;
    if let Some(times) = curve.is_far_from(own) {
        writeln!(out, "{}", advice(&trainer, own, times))?;
    }
    Ok(())
}

/// Advice about a suggestion that is far from the current rate.
fn advice(trainer: &Trainer, own: f32, times: f32) -> String {
    let is_one_batch = trainer.experiment().training().batch_size >= trainer.data().train.rows.len();
    if times < 1.0 {
        return format!("The session's own rate, {own}, is {:.0} times smaller; it can be raised.", 1.0 / times);
    }
    let why = if is_one_batch {
        "with all rows in one batch, larger rates than a short trial suggests can work, at the edge of stability"
    } else {
        "the suggestions are good for the first steps from here; if the loss falls with the rate in use, keep it"
    };
    format!("The session's own rate, {own}, is {times:.0} times larger: {why}.")
}

const fn word(end: RateEnd) -> &'static str {
    match end {
        RateEnd::Whole => "whole",
        RateEnd::Exploded => "exploded",
        RateEnd::WorseThanMean => "worse_than_mean",
    }
}
