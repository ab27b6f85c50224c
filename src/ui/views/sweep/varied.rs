//! What a person has chosen to vary, and the plan that follows.

use crate::{
    experiment::{
        Experiment,
        fields::{self, Kind, Layers},
    },
    language::Text,
    nn::{Activation, Choice},
    sweep::{Axis, Halving, Objective, Plan, Sampler, Values},
    ui::naming,
};

/// Most settings that vary: more lie behind each other in every view.
pub const MOST: usize = 4;

/// What a setting begins with when it is chosen to vary.
enum Begins {
    /// A range, by factors or by differences.
    Range(f64, f64, bool),
    /// A list, with how many of its values are ticked.
    List(&'static [&'static str], usize),
}

/// The settings that can be chosen: those that exploring begins with.
const OFFERED: [(&str, Begins); 9] = [
    ("training.learning_rate", Begins::Range(0.001, 1.0, true)),
    ("training.batch_size", Begins::List(&["1", "5", "10", "20", "50", "100"], 4)),
    ("network.hidden", Begins::List(&["2", "4", "8", "4,4", "8,8", "16,16"], 5)),
    ("network.activation", Begins::List(&["relu", "tanh", "sigmoid", "gelu", "silu", "sine"], 3)),
    (
        "training.optimizer",
        Begins::List(&["gradient_descent", "momentum", "nesterov", "adagrad", "rms_prop", "adam", "adam_w"], 2),
    ),
    ("training.regularizer.l2", Begins::Range(1e-5, 0.1, true)),
    ("network.dropout", Begins::Range(0.0, 0.5, false)),
    (
        "network.weights",
        Begins::List(&["glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_normal", "zeros"], 4),
    ),
    ("data.noise", Begins::Range(0.0, 0.5, false)),
];

/// A setting that varies, as it is edited.
#[derive(Clone, Debug, PartialEq)]
pub struct Varied {
    /// Its key.
    pub key: &'static str,
    /// What it takes.
    pub of: Of,
}

/// The values of a setting, as they are edited.
#[derive(Clone, Debug, PartialEq)]
pub enum Of {
    /// From the lowest to the highest; by factors when the last is set.
    Range(f64, f64, bool),
    /// Each with whether it is taken.
    List(Vec<(String, bool)>),
}

impl Varied {
    fn new(key: &'static str, begins: &Begins) -> Self {
        let of = match begins {
            Begins::Range(low, high, by_factors) => Of::Range(*low, *high, *by_factors),
            Begins::List(all, ticked) => {
                Of::List(all.iter().enumerate().map(|(place, value)| ((*value).to_owned(), place < *ticked)).collect())
            }
        };
        Self { key, of }
    }

    fn axis(&self, steps: Option<u32>) -> Axis {
        let values = match &self.of {
            Of::Range(low, high, true) => Values::Log { low: *low, high: *high, steps },
            Of::Range(low, high, false) => Values::Linear { low: *low, high: *high, steps },
            Of::List(all) => Values::Choice(all.iter().filter(|(_, on)| *on).map(|(value, _)| value.clone()).collect()),
        };
        Axis { key: self.key.into(), values }
    }
}

/// A plan as it is edited.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// What varies, in this order.
    pub varied: Vec<Varied>,
    /// How values are chosen.
    pub sampler: Sampler,
    /// How many trials; a grid has as many as combinations.
    pub trials: usize,
    /// Values of a range on a grid.
    pub steps: u32,
    /// How many seeds each trial has.
    pub seeds: u64,
    /// How many epochs each run has.
    pub epochs: u64,
    /// What is compared.
    pub objective: Objective,
    /// Whether only the best go on to all epochs.
    pub halving: Option<Halving>,
}

impl Default for Asked {
    fn default() -> Self {
        let varied = OFFERED.iter().take(3).map(|(key, begins)| Varied::new(key, begins)).collect();
        Self {
            varied,
            sampler: Sampler::Sobol,
            trials: 128,
            steps: 5,
            seeds: 5,
            epochs: 100,
            objective: Objective::Loss,
            halving: None,
        }
    }
}

impl Asked {
    /// The settings that `experiment` has and that do not vary yet.
    pub fn offered(&self, experiment: &Experiment) -> Vec<&'static str> {
        let is_free = |key: &&str| self.varied.iter().all(|varied| varied.key != *key);
        let has = |key: &&str| fields::named(key, experiment).is_some_and(|field| field.get(experiment).is_some());
        OFFERED.iter().map(|(key, _)| *key).filter(is_free).filter(has).collect()
    }

    /// Lets one more setting vary.
    pub fn vary(&mut self, key: &str) {
        if let Some((key, begins)) = OFFERED.iter().find(|(offered, _)| *offered == key) {
            self.varied.push(Varied::new(key, begins));
        }
    }

    /// The plan for `experiment`, whose trials are compared on validation rows: a fifth of the training rows is held
    /// out for that, unless some are already.
    pub fn plan(&self, experiment: &Experiment) -> Plan {
        let mut experiment = experiment.clone();
        experiment.stages.take(0);
        experiment.hold_rows_back();
        experiment.training_mut().stop.seconds = None;
        let grid = self.sampler == Sampler::Grid;
        let has = |varied: &&Varied| fields::named(varied.key, &experiment).is_some();
        let axes = self.varied.iter().filter(has).map(|varied| varied.axis(grid.then_some(self.steps))).collect();
        let mut plan = Plan {
            axes,
            sampler: self.sampler,
            seed: 0,
            trials: self.trials,
            seeds: self.seeds,
            epochs: self.epochs,
            objective: self.objective,
            halving: None,
            experiment,
        };
        if grid {
            plan.trials = plan.combinations().unwrap_or(self.trials);
        }
        plan.halving = self.halving.map(|halving| Halving {
            rungs: halving.rungs.min(Halving::of(halving.eta, plan.trials, plan.epochs).rungs),
            ..halving
        });
        plan
    }
}

/// What the setting of `key` is called.
pub fn name(experiment: &Experiment, key: &str) -> Text {
    fields::named(key, experiment).map_or_else(|| Text::same(key), |field| field.name())
}

/// A value of it, as a person reads it: three digits of a number, the name of an alternative.
pub fn shown(experiment: &Experiment, key: &str, value: &str) -> Text {
    let Some(field) = fields::named(key, experiment) else { return Text::same(value) };
    match field.kind {
        Kind::Choice(choices) => {
            let all = (choices.all)();
            let found = all.iter().find(|alternative| alternative.name == value);
            found.map_or_else(|| Text::same(value), |alternative| naming::title_of(choices.what, alternative))
        }
        Kind::Layers(Layers::Activation) => {
            Activation::from_name(value).map_or_else(|_| Text::same(value), |activation| naming::title(&activation))
        }
        Kind::Layers(Layers::Units(_)) => Text::same(value.replace(',', "-")),
        _ => Text::same(value.parse::<f64>().map_or_else(|_| value.to_owned(), three_digits)),
    }
}

/// A number in three digits: 0.0123, 1.6e−5, 45.
pub fn three_digits(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return if value == 0.0 { "0".into() } else { "–".into() };
    }
    let power = libm::log10(value.abs()).floor() as i32;
    if power < -3 {
        return format!("{:.1}e−{}", value * libm::pow(10.0, f64::from(-power)), -power);
    }
    let decimals = (2 - power).clamp(0, 5) as usize;
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_that_is_offered_makes_a_plan_that_can_be_run() {
        let experiment = Experiment::default();
        for sampler in Sampler::ALL {
            let asked = Asked { sampler, trials: 8, ..Asked::default() };
            let fitting = Asked { varied: Vec::new(), ..asked.clone() }.offered(&experiment);
            assert!(fitting.len() >= 8, "{fitting:?}");
            for key in fitting {
                let mut asked = Asked { varied: Vec::new(), ..asked.clone() };
                asked.vary(key);
                let plan = asked.plan(&experiment);
                assert_eq!(plan.check(), Ok(()), "{key}");
                for trial in 0..plan.trials {
                    assert!(plan.trial(trial).is_ok(), "{key}, trial {trial}");
                }
            }
        }
    }

    #[test]
    fn a_grid_has_as_many_trials_as_combinations() {
        let plan = Asked { sampler: Sampler::Grid, ..Asked::default() }.plan(&Experiment::default());
        assert_eq!((plan.trials, plan.check()), (5 * 4 * 5, Ok(())));
    }

    #[test]
    fn numbers_have_three_digits() {
        let said = [0.001, 0.012_34, 0.5, 12.0, 123.4, 1.6e-5, 0.0].map(three_digits);
        assert_eq!(said, ["0.001", "0.0123", "0.5", "12", "123", "1.6e−5", "0"]);
    }

    #[test]
    fn values_are_told_as_people_say_them() {
        let experiment = Experiment::default();
        let said = |key, value| shown(&experiment, key, value).to_string();
        assert_eq!(said("network.hidden", "8,8"), "8-8");
        assert_eq!(said("network.activation", "relu"), "ReLU");
        assert_eq!(said("training.optimizer", "gradient_descent"), "Gradient descent");
        assert_eq!(said("training.learning_rate", "0.031622775"), "0.0316");
    }
}
