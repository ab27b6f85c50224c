//! What `evaluate` prints besides loss and score: calibration, groups, noise.

use std::io::Write;

use serde::Serialize;

use crate::measure::{Answers, Grouping, Groups, Hidden, Miss, Noise, Probe, reliability::BINS};

use super::Failure;

/// Number of noise draws.
const DRAWS: u32 = 20;

/// What is requested.
pub(super) struct Asked<'a> {
    pub(super) groupings: &'a [Grouping],
    /// Standard deviations of the noise, in units of the scaled inputs.
    pub(super) noise: &'a [f32],
    /// The predictions for the validation rows, to which a temperature is fitted.
    pub(super) validation: Option<Answers>,
}

/// The evaluation of the test rows; what `--json` adds to its object.
#[derive(Serialize)]
pub(super) struct Evaluation {
    #[serde(skip_serializing_if = "Option::is_none")]
    calibration: Option<Calibration>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<By>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    noise: Vec<UnderNoise>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hidden: Vec<Filled>,
    #[serde(skip)]
    is_regression: bool,
}

/// Root mean squared errors over inputs that were hidden from a network that reconstructs them.
#[derive(Serialize)]
struct Filled {
    share: f64,
    network: f64,
    mean: f64,
    scaled: bool,
}

#[derive(Serialize)]
struct Calibration {
    bins: usize,
    #[serde(flatten)]
    plain: Errors,
    /// At the temperature that is fitted to the validation rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    fitted: Option<Fitted>,
}

#[derive(Serialize)]
struct Fitted {
    temperature: f64,
    #[serde(flatten)]
    errors: Errors,
}

#[derive(Serialize)]
struct Errors {
    expected_error: f64,
    log_loss: f64,
}

#[derive(Serialize)]
struct By {
    by: String,
    /// What is off, where it could be one of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<String>,
    groups: Vec<Group>,
    unknown: usize,
    gap: Option<Gap>,
}

#[derive(Serialize)]
struct Group {
    name: String,
    rows: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    accuracy: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mean_absolute_error: Option<f64>,
    interval: [f64; 2],
}

#[derive(Serialize)]
struct Gap {
    high: String,
    low: String,
    size: f64,
    by_chance: f64,
    probability: f64,
}

#[derive(Serialize)]
struct UnderNoise {
    deviation: f32,
    mean: f64,
    sd: f64,
    values: Vec<f64>,
}

impl Evaluation {
    /// For the test rows of `probe`; `None` without any.
    pub(super) fn of(probe: &Probe<'_>, asked: &Asked<'_>) -> Option<Self> {
        let test = &probe.data.test;
        if test.rows.is_empty() {
            return None;
        }
        let answers = probe.answers(test);
        let misses = probe.misses_by_target(test);
        let by = |grouping: &Grouping| match &answers {
            Some(answers) => vec![By::of(grouping, None, &answers.by_group(grouping, &[], 1.0), true)],
            None => misses
                .iter()
                .map(|(name, misses)| By::of(grouping, name.clone(), &Miss::by_group(misses, grouping), false))
                .collect(),
        };
        let noise = Noise { deviations: asked.noise.to_vec(), draws: DRAWS, seed: 0 };
        let noisy = if asked.noise.is_empty() { Vec::new() } else { probe.under_noise(test, &noise) };
        let noise = noisy.into_iter().map(|noisy| UnderNoise {
            deviation: noisy.deviation,
            mean: noisy.mean(),
            sd: noisy.deviation_of_scores(),
            values: noisy.scores,
        });
        let filled = |(share, Hidden { network, mean, scaled }): (f64, Hidden)| Filled { share, network, mean, scaled };
        Some(Self {
            hidden: probe.hidden_by_share(test).into_iter().map(filled).collect(),
            calibration: answers.as_ref().map(|answers| Calibration::of(answers, asked.validation.as_ref())),
            groups: asked.groupings.iter().flat_map(by).collect(),
            noise: noise.collect(),
            is_regression: answers.is_none(),
        })
    }

    /// Prints groups and noise for a person, if requested.
    pub(super) fn print(&self, out: &mut impl Write) -> Result<(), Failure> {
        let figure = |number: f64| {
            if self.is_regression { format!("{number:.4}") } else { format!("{:.1} %", 100.0 * number) }
        };
        let distance =
            |number: f64| if self.is_regression { figure(number) } else { format!("{:.1} points", 100.0 * number) };
        let what = if self.is_regression { "r2" } else { "accuracy" };
        for UnderNoise { deviation, mean, sd, .. } in &self.noise {
            writeln!(out, "noise {deviation}  {what} {} ± {} of {DRAWS} draws", figure(*mean), figure(*sd))?;
        }
        for Filled { share, network, mean, scaled } in &self.hidden {
            let (percent, unit) = (100.0 * share, if *scaled { ", scaled" } else { "" });
            writeln!(out, "hidden {percent:.0} %  rmse {network:.4}, of the mean of each input {mean:.4}{unit}")?;
        }
        for By { by, target, groups, unknown, gap } in &self.groups {
            let what = if self.is_regression { "mean absolute error" } else { "accuracy" };
            let of = target.as_ref().map_or_else(String::new, |target| format!(" ({target})"));
            writeln!(out, "\n{what}{of} of the test rows by {by}, with its 95 % interval")?;
            let width = groups.iter().map(|group| group.name.chars().count()).max().unwrap_or(0);
            for group in groups {
                let value = group.accuracy.or(group.mean_absolute_error).unwrap_or_default();
                let [low, high] = group.interval.map(figure);
                let figures =
                    if group.rows > 0 { format!("{}  ({low} to {high})", figure(value)) } else { "–".into() };
                writeln!(out, "  {:width$}  {:>6} rows  {figures}", group.name, group.rows)?;
            }
            if *unknown > 0 {
                say!(out, "  {unknown} rows are of no known group")?;
            }
            if let Some(gap) = gap {
                let (size, chance) = (distance(gap.size), distance(gap.by_chance));
                let shown = if gap.probability <= 0.05 { "more than chance makes" } else { "not shown to be real" };
                writeln!(
                    out,
                    "  gap {size}: {} above {}; chance alone makes up to {chance} in 19 of 20 deals: {shown}",
                    gap.high, gap.low
                )?;
            }
        }
        Ok(())
    }
}

impl Calibration {
    fn of(answers: &Answers, validation: Option<&Answers>) -> Self {
        let at = |temperature| Errors {
            expected_error: answers.reliability(temperature).expected_error(),
            log_loss: answers.log_loss(temperature),
        };
        let temperature = validation.and_then(Answers::fitted_temperature);
        let fitted = temperature.map(|temperature| Fitted { temperature, errors: at(temperature) });
        Self { bins: BINS, plain: at(1.0), fitted }
    }
}

impl By {
    fn of(grouping: &Grouping, target: Option<String>, groups: &Groups, is_share: bool) -> Self {
        let name = |group: usize| groups.groups[group].name.clone();
        let of = |group: &crate::measure::Group| Group {
            name: group.name.clone(),
            rows: group.rows,
            accuracy: is_share.then_some(group.figure),
            mean_absolute_error: (!is_share).then_some(group.figure),
            interval: [group.interval.0, group.interval.1],
        };
        let gap = groups.gap.map(|gap| Gap {
            high: name(gap.high),
            low: name(gap.low),
            size: gap.size,
            by_chance: gap.by_chance,
            probability: gap.probability,
        });
        Self {
            by: grouping.by.clone(),
            target,
            groups: groups.groups.iter().map(of).collect(),
            unknown: groups.unknown,
            gap,
        }
    }
}
