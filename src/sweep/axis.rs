//! Axes of a sweep: a setting that varies, and its values.

use serde::{Deserialize, Serialize};

use crate::{
    data::limited,
    experiment::{
        Experiment,
        fields::{self, Kind, Layers},
    },
};

/// Largest number of values of a list.
const MOST_VALUES: usize = 10_000;

/// A setting that varies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Axis {
    /// Its key, as for `--set`.
    #[serde(deserialize_with = "limited::text::<_, { limited::NAME }>")]
    pub key: String,
    /// Its values.
    pub values: Values,
}

/// The values of an axis. Bounds are always actual values, even for a logarithmic range.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Values {
    /// One of a list.
    Choice(#[serde(deserialize_with = "limited::names::<_, MOST_VALUES>")] Vec<String>),
    /// A range from low to high, uniform; an integer setting takes integers.
    Linear {
        /// The lowest.
        low: f64,
        /// The highest.
        high: f64,
        /// Number of evenly spaced values, both ends included; `None` for any value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        steps: Option<u32>,
    },
    /// A range from low to high, uniform in the logarithm.
    Log {
        /// The lowest, above 0.
        low: f64,
        /// The highest.
        high: f64,
        /// Number of logarithmically spaced values, both ends included; `None` for any value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        steps: Option<u32>,
    },
}

impl Axis {
    /// Parses `KEY=VALUES`: `1,5,10`, `0.5..1`, `log:0.001..1`, `log:0.001..1/20` for twenty of them.
    ///
    /// # Errors
    /// A sentence that explains the syntax.
    pub fn read(text: &str) -> Result<Self, String> {
        let wrong = |why: &str| {
            format!(
                "--vary {text}: {why}; write KEY=A,B,C for a list, KEY=LOW..HIGH for a range, KEY=log:LOW..HIGH for one by \
                 factors, and /N behind a range for N values of it"
            )
        };
        let (key, values) = text.split_once('=').ok_or_else(|| wrong("there is no “=”"))?;
        let (log, range) = values.trim().strip_prefix("log:").map_or((false, values.trim()), |range| (true, range));
        let values = match range.split_once("..") {
            None if log => return Err(wrong("there is no “..” behind “log:”")),
            None => Values::Choice(fields::items(range).map_err(|why| wrong(&why))?),
            Some((low, rest)) => {
                let (high, steps) = rest.split_once('/').map_or((rest, None), |(high, steps)| (high, Some(steps)));
                let number = |text: &str| {
                    let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
                    number.ok_or_else(|| wrong(&format!("“{text}” is not a number")))
                };
                let (low, high) = (number(low)?, number(high)?);
                let count =
                    |text: &str| text.trim().parse().map_err(|_| wrong(&format!("“{text}” is not a number of values")));
                let steps = steps.map(count).transpose()?;
                if log { Values::Log { low, high, steps } } else { Values::Linear { low, high, steps } }
            }
        };
        Ok(Self { key: key.trim().into(), values })
    }

    /// Whether the setting takes integers only.
    #[must_use]
    pub fn is_whole(&self, experiment: &Experiment) -> bool {
        fields::find(experiment, &self.key).is_ok_and(|(field, _)| is_whole(&field.kind))
    }

    /// Number of values to choose from; `None` for a range of real numbers without steps.
    #[must_use]
    pub fn count(&self, whole: bool) -> Option<usize> {
        match &self.values {
            Values::Choice(list) => Some(list.len()),
            Values::Linear { steps: Some(steps), .. } | Values::Log { steps: Some(steps), .. } => Some(*steps as usize),
            Values::Linear { low, high, .. } | Values::Log { low, high, .. } => {
                whole.then(|| (high - low) as usize + 1)
            }
        }
    }

    /// The value at `place` in [0, 1).
    #[must_use]
    pub fn at(&self, place: f64, whole: bool) -> String {
        match (&self.values, self.count(whole)) {
            // Rounded down, so that the first and the last are as likely as the others.
            (Values::Choice(_) | Values::Linear { .. }, Some(count)) => {
                self.nth(((place * count as f64) as usize).min(count - 1), whole)
            }
            (Values::Log { steps: Some(_), .. }, Some(count)) => {
                self.nth(((place * count as f64) as usize).min(count - 1), whole)
            }
            (Values::Log { low, high, .. }, Some(_)) => {
                by_factors(*low, high + 1.0, place).floor().clamp(*low, *high).to_string()
            }
            (Values::Log { low, high, .. }, None) => number(by_factors(*low, *high, place).clamp(*low, *high)),
            (Values::Linear { low, high, .. }, None) => number(low + place * (high - low)),
            (Values::Choice(_), None) => String::new(),
        }
    }

    /// Value number `index` of [`count`](Self::count).
    #[must_use]
    pub fn nth(&self, index: usize, whole: bool) -> String {
        let spaced = |low: f64, high: f64, steps: Option<u32>| match steps {
            Some(steps) => index as f64 / (f64::from(steps) - 1.0),
            None => index as f64 / (high - low),
        };
        let value = match &self.values {
            Values::Choice(list) => return list[index].clone(),
            Values::Linear { low, high, steps } => low + spaced(*low, *high, *steps) * (high - low),
            Values::Log { low, high, steps: Some(steps) } => {
                by_factors(*low, *high, index as f64 / (f64::from(*steps) - 1.0)).clamp(*low, *high)
            }
            Values::Log { low, .. } => low + index as f64,
        };
        if whole { value.round().to_string() } else { number(value) }
    }

    /// Position of `value` along the axis, 0…1: within a range, or by its index in a list.
    #[must_use]
    pub fn place_of(&self, value: &str) -> Option<f64> {
        let number = || value.parse::<f64>().ok();
        match &self.values {
            Values::Choice(list) => {
                let index = list.iter().position(|other| other == value)?;
                Some(index as f64 / (list.len() - 1).max(1) as f64)
            }
            Values::Linear { low, high, .. } => Some((number()? - low) / (high - low)),
            Values::Log { low, high, .. } => Some(libm::log(number()? / low) / libm::log(high / low)),
        }
    }

    /// Checks it on its own, for trials of `experiment`.
    ///
    /// # Errors
    /// A sentence that begins with the key.
    pub fn check(&self, experiment: &Experiment) -> Result<(), String> {
        let key = &self.key;
        let (field, _) = fields::find(experiment, key)?;
        if key.starts_with("seeds.") {
            return Err(format!(
                "{key}: every trial has the same seeds, so that trials can be compared; say how many with --seeds"
            ));
        }
        if key.ends_with("training.stop.seconds") {
            return Err(format!("{key}: what ends by the clock gives something else each time; limit the epochs"));
        }
        let (low, high, steps) = match &self.values {
            Values::Choice(list) => return self.check_list(list, experiment),
            Values::Linear { low, high, steps } => (*low, *high, *steps),
            Values::Log { low, high, steps } if *low > 0.0 || high <= low => (*low, *high, *steps),
            Values::Log { low, .. } => {
                return Err(format!(
                    "{key}: a range by factors cannot begin at {low}, since no factor leads across 0; begin above it"
                ));
            }
        };
        if !(low.is_finite() && high.is_finite()) || low >= high {
            let why = if low == high {
                "empty, since both ends are the same; use --set for one value"
            } else {
                "the wrong way round; write the lower end first"
            };
            return Err(format!("{key}: the range {low}..{high} is {why}"));
        }
        if steps.is_some_and(|steps| steps < 2 || steps as usize > MOST_VALUES) {
            return Err(format!("{key}: a range can be divided into 2 to {MOST_VALUES} values"));
        }
        self.check_range((low, high), &field.kind, experiment)
    }

    fn check_range(&self, (low, high): (f64, f64), kind: &Kind, experiment: &Experiment) -> Result<(), String> {
        let key = &self.key;
        let takes_numbers = !matches!(
            kind,
            Kind::Switch(_) | Kind::Choice(_) | Kind::Written(_) | Kind::Layers(Layers::Switch(_) | Layers::Activation)
        );
        if !takes_numbers {
            return Err(format!("{key} has no range; write values with commas between them"));
        }
        let whole = is_whole(kind);
        if whole && (low.fract() != 0.0 || high.fract() != 0.0 || low < 0.0 || high - low > 1e9) {
            return Err(format!(
                "{key}: it takes whole numbers, so the ends of its range are whole, too, and no more than 1e9 apart"
            ));
        }
        for end in [low, high] {
            let mut probe = experiment.clone();
            self.enter(&mut probe, &if whole { end.to_string() } else { number(end) })?;
        }
        Ok(())
    }

    fn check_list(&self, list: &[String], experiment: &Experiment) -> Result<(), String> {
        let key = &self.key;
        if list.len() < 2 {
            return Err(format!("{key}: a list of one value varies nothing; use --set for one value"));
        }
        for (index, value) in list.iter().enumerate() {
            if list[..index].contains(value) {
                return Err(format!("{key}: “{value}” stands in the list twice"));
            }
            self.enter(&mut experiment.clone(), value)?;
        }
        Ok(())
    }

    /// Sets the value in `experiment`; it must be in the range of the field, but consistency with other settings is not
    /// checked.
    fn enter(&self, experiment: &mut Experiment, value: &str) -> Result<(), String> {
        fields::set(experiment, &self.key, value)?;
        let problems = experiment.problems();
        match problems.iter().find(|problem| problem.field == self.key) {
            Some(problem) => Err(problem.to_string()),
            None => Ok(()),
        }
    }
}

fn is_whole(kind: &Kind) -> bool {
    matches!(kind, Kind::Whole(..) | Kind::OptionalWhole(..) | Kind::Layers(Layers::Units(_)))
}

fn by_factors(low: f64, high: f64, place: f64) -> f64 {
    let (from, to) = (libm::log(low), libm::log(high));
    libm::exp(from + place * (to - from))
}

/// A number as a setting stores it: the nearest f32, in its shortest form.
fn number(value: f64) -> String {
    (value as f32).to_string()
}
