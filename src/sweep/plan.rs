//! The plan of a sweep: an experiment, the settings that vary, sampling, objective and promotion.

use serde::{Deserialize, Serialize};

use super::{Axis, Halving, Objective, Rows, Run, Rung, Sampler, Trial};
use crate::{
    data::limited,
    experiment::{Experiment, Problem, fields},
};

/// Everything that determines the runs of a sweep; the same plan gives the same results, bit for bit, on every machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The settings that vary, in the order in which they are set.
    #[serde(deserialize_with = "limited::list::<_, _, 64>")]
    pub axes: Vec<Axis>,
    /// How their values are sampled.
    #[serde(default)]
    pub sampler: Sampler,
    /// Seed of the sampler; 0 uses the points of Sobol's sequence unchanged.
    #[serde(default)]
    pub seed: u64,
    /// Number of trials.
    pub trials: usize,
    /// Number of seeds per trial, the same for all; seed k adds k to all four of the experiment.
    pub seeds: u64,
    /// Epochs of a run, unless it ends earlier; for a pipeline those of the last stage, the others ending by their own
    /// rules.
    pub epochs: u64,
    /// The objective by which trials are compared.
    #[serde(default)]
    pub objective: Objective,
    /// Successive halving; `None` if all trials train for all epochs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub halving: Option<Halving>,
    /// The experiment that all trials share.
    pub experiment: Experiment,
}

impl Plan {
    /// Largest number of trials.
    pub const MOST_TRIALS: usize = 1_000_000;
    /// Largest number of seeds.
    pub const MOST_SEEDS: u64 = 200;

    /// Trial `number`, counted from 0. It depends only on the plan's axes, sampler, seed and experiment.
    ///
    /// # Errors
    /// A sentence, when there is no such trial, or its values are not valid together.
    pub fn trial(&self, number: usize) -> Result<Trial, String> {
        if number >= self.trials {
            return Err(format!(
                "there is no trial {number}; the plan has {}, from 0 to {}",
                self.trials,
                self.trials - 1
            ));
        }
        let values = self.values(number);
        let mut experiment = self.experiment.clone();
        for (axis, value) in self.axes.iter().zip(&values) {
            fields::set(&mut experiment, &axis.key, value).map_err(|why| format!("trial {number}: {why}"))?;
        }
        let said = |problems: Vec<Problem>| {
            let values: Vec<String> =
                self.axes.iter().zip(&values).map(|(axis, value)| format!("{}={value}", axis.key)).collect();
            format!("trial {number} ({}): {}", values.join(", "), Problem::all(&problems))
        };
        let experiment = experiment.validate().map_err(said)?;
        Ok(Trial { number, values, experiment })
    }

    /// The values of trial `number`, in the order of the axes.
    #[must_use]
    pub fn values(&self, number: usize) -> Vec<String> {
        let whole = |axis: &Axis| axis.is_whole(&self.experiment);
        if self.sampler != Sampler::Grid {
            let place = |index: usize| self.sampler.place(self.seed, number, index);
            return self.axes.iter().enumerate().map(|(index, axis)| axis.at(place(index), whole(axis))).collect();
        }
        let mut rest = number;
        let mut values: Vec<String> = Vec::with_capacity(self.axes.len());
        for axis in self.axes.iter().rev() {
            let count = axis.count(whole(axis)).unwrap_or(1);
            values.push(axis.nth(rest % count, whole(axis)));
            rest /= count;
        }
        values.reverse();
        values
    }

    /// The number of combinations of a grid; `None` when an axis is a range without steps.
    #[must_use]
    pub fn combinations(&self) -> Option<usize> {
        self.axes.iter().try_fold(1_usize, |product, axis| {
            Some(product.saturating_mul(axis.count(axis.is_whole(&self.experiment))?))
        })
    }

    /// The rungs, first to last; one without halving.
    #[must_use]
    pub fn rungs(&self) -> Vec<Rung> {
        let Some(Halving { eta, rungs }) = self.halving else {
            return vec![Rung { trials: self.trials, epochs: self.epochs }];
        };
        let divided = |number: u64, times: u32| (0..times).fold(number, |number, _| number / u64::from(eta));
        let rung = |rung: u32| Rung {
            trials: divided(self.trials as u64, rung) as usize,
            epochs: divided(self.epochs, rungs - 1 - rung).max(1),
        };
        (0..rungs).map(rung).collect()
    }

    /// The rows of each seed, prepared when they are first asked for.
    #[must_use]
    pub fn rows(&self) -> Rows {
        Rows::of(&self.experiment, self.seeds)
    }

    /// The runs of these trials in a rung, in order.
    #[must_use]
    pub fn runs(&self, rung: usize, trials: &[usize]) -> Vec<Run> {
        trials.iter().flat_map(|trial| (0..self.seeds).map(|seed| Run { rung, trial: *trial, seed })).collect()
    }

    /// The trials of part `part` of `parts`, counted from 0.
    #[must_use]
    pub fn part(trials: &[usize], part: usize, parts: usize) -> Vec<usize> {
        trials.iter().skip(part).step_by(parts.max(1)).copied().collect()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Eight trials with three seeds.
    pub(in super::super) fn plan(axes: &[&str], sampler: Sampler) -> Plan {
        let mut experiment = Experiment::default();
        experiment.data.validation_share = 0.2;
        let axes = axes.iter().map(|axis| Axis::read(axis).unwrap()).collect();
        let mut plan = Plan {
            axes,
            sampler,
            seed: 0,
            trials: 8,
            seeds: 3,
            epochs: 2,
            objective: Objective::Loss,
            halving: None,
            experiment,
        };
        if sampler == Sampler::Grid {
            plan.trials = plan.combinations().unwrap_or(8);
        }
        plan
    }

    #[test]
    fn every_combination_of_a_grid_comes_once() {
        let plan = plan(&["training.learning_rate=log:0.01..1/3", "network.hidden=4,\"8,8\""], Sampler::Grid);
        plan.check().unwrap();
        let all: Vec<Vec<String>> = (0..6).map(|number| plan.values(number)).collect();
        assert_eq!(all[0], ["0.01", "4"]);
        assert_eq!(all[1], ["0.01", "8,8"]);
        assert_eq!(all[2], ["0.1", "4"]);
        assert_eq!(all[5], ["1", "8,8"]);
        assert_eq!(plan.trial(5).unwrap().experiment.sizes(), [2, 8, 8, 1]);
        assert!(plan.trial(6).unwrap_err().contains("from 0 to 5"));
    }

    #[test]
    fn sobol_points_are_values_of_their_axes() {
        let axes = [
            "training.learning_rate=log:0.001..1",
            "training.batch_size=1..8",
            "network.activation=relu,tanh,sigmoid",
            "data.noise=0..0.5",
        ];
        let plan = plan(&axes, Sampler::Sobol);
        plan.check().unwrap();
        assert_eq!(plan.values(0), ["0.001", "1", "relu", "0"]);
        assert_eq!(plan.values(1), ["0.031622775", "5", "tanh", "0.25"]);
        assert_eq!(plan.values(2), ["0.17782794", "3", "relu", "0.125"]);
        let mut whole: Vec<String> = (0..8).map(|number| plan.values(number)[1].clone()).collect();
        whole.sort_unstable();
        assert_eq!(whole, ["1", "2", "3", "4", "5", "6", "7", "8"]);
        let more = Plan { trials: 99, seeds: 1, ..plan.clone() };
        assert_eq!((more.values(7), more.name()), (plan.values(7), plan.name()));
        let others = Plan { seed: 1, ..plan.clone() };
        assert!(others.values(7) != plan.values(7) && others.name() != plan.name());
    }

    #[test]
    fn a_plan_is_read_as_it_was_written() {
        let mut plan =
            plan(&["training.learning_rate=log:0.001..1", "training.optimizer=adam,adam_w"], Sampler::Random);
        plan.objective = Objective::Epochs { loss: 0.25 };
        plan.axes.push(Axis::read("data.noise=0..0.5/3").unwrap());
        let text = plan.to_text();
        assert!(text.contains("values: log("), "{text}");
        assert_eq!(Plan::from_text(&text).unwrap(), plan);
        let newer = text.replace("version: 1", "version: 2");
        assert!(Plan::from_text(&newer).unwrap_err().contains("take a newer program"));
        assert!(
            Plan::from_text("(format: \"neurarium session\", version: 5)").unwrap_err().contains("no plan of a sweep")
        );
        assert!(Plan::from_text(&text[..text.len() / 2]).unwrap_err().starts_with("line "));
        assert!(Plan::from_text(&text.replace("seeds: 3", "seds: 3")).unwrap_err().contains("seds"));
    }

    #[test]
    fn parts_are_disjoint_and_together_all() {
        let trials: Vec<usize> = (3..17).collect();
        let mut all: Vec<usize> = (0..5).flat_map(|part| Plan::part(&trials, part, 5)).collect();
        all.sort_unstable();
        assert_eq!(all, trials);
    }
}
