//! What a sweep runs: every combination of values, each with every seed.

use super::Trial;
use crate::experiment::{Experiment, Problem, Seeds, fields};

/// A setting that varies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// Its key, as `--set` takes it.
    pub key: String,
    /// The values it takes, one or more.
    pub values: Vec<String>,
}

/// Everything that decides the trials of a sweep.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// What all trials have in common.
    pub base: Experiment,
    /// The settings that vary; with none, only the seeds do.
    pub axes: Vec<Axis>,
    /// Each combination is run with each of these, which takes the place of all four seeds.
    pub seeds: Vec<u64>,
    /// Epochs of a trial, unless it ends by itself before.
    pub epochs: u64,
}

impl Plan {
    /// Most trials of a sweep.
    pub const MOST_TRIALS: usize = 1_000_000;

    /// Number of trials.
    #[must_use]
    pub fn len(&self) -> usize {
        let combinations = self.axes.iter().map(|axis| axis.values.len()).fold(1, usize::saturating_mul);
        combinations.saturating_mul(self.seeds.len())
    }

    /// Whether there is nothing to run.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The trial `number`, counted from 0: the seed varies fastest, then the last axis.
    ///
    /// # Errors
    /// A sentence, when there is no such trial, or its values make no valid experiment.
    pub fn trial(&self, number: usize) -> Result<Trial, String> {
        let count = self.len();
        if number >= count || count > Self::MOST_TRIALS {
            return Err(format!(
                "there is no trial {number}; the sweep has {count}, and may have {}",
                Self::MOST_TRIALS
            ));
        }
        let seed = self.seeds[number % self.seeds.len()];
        let mut rest = number / self.seeds.len();
        let mut values = Vec::with_capacity(self.axes.len());
        for axis in self.axes.iter().rev() {
            values.push((axis.key.clone(), axis.values[rest % axis.values.len()].clone()));
            rest /= axis.values.len();
        }
        values.reverse();
        let mut experiment = self.base.clone();
        experiment.seeds = Seeds { data: seed, weights: seed, batches: seed, noise: seed };
        for (key, value) in &values {
            fields::set(&mut experiment, key, value)?;
        }
        let experiment = experiment.validate().map_err(|problems| Problem::all(&problems).to_string())?;
        Ok(Trial { number, values, seed, experiment, epochs: self.epochs })
    }

    /// Numbers of the trials of part `part` of `parts`, counted from 0, so that a machine can take one: every `parts`-th
    /// trial.
    pub fn part(&self, part: usize, parts: usize) -> impl Iterator<Item = usize> + use<> {
        (part..self.len()).step_by(parts.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Plan {
        let axis = |key: &str, values: &[&str]| Axis {
            key: key.into(),
            values: values.iter().map(ToString::to_string).collect(),
        };
        let axes = vec![axis("training.learning_rate", &["0.03", "0.1", "0.3"]), axis("network.hidden", &["4", "8,8"])];
        Plan { base: Experiment::default(), axes, seeds: vec![7, 8], epochs: 3 }
    }

    #[test]
    fn every_combination_comes_once() {
        let plan = plan();
        assert_eq!(plan.len(), 12);
        let trials: Vec<Trial> = (0..12).map(|number| plan.trial(number).unwrap()).collect();
        let values = |number: usize| -> Vec<&str> { trials[number].values.iter().map(|(_, value)| &**value).collect() };
        assert_eq!((values(0), trials[0].seed), (vec!["0.03", "4"], 7));
        assert_eq!((values(1), trials[1].seed), (vec!["0.03", "4"], 8));
        assert_eq!((values(2), trials[2].seed), (vec!["0.03", "8,8"], 7));
        assert_eq!((values(11), trials[11].seed), (vec!["0.3", "8,8"], 8));
        assert_eq!(trials[11].experiment.seeds.weights, 8);
        assert_eq!(trials[11].experiment.sizes(), [2, 8, 8, 1]);
        assert!(plan.trial(12).is_err());
    }

    #[test]
    fn parts_are_disjoint_and_together_all() {
        let plan = plan();
        let mut all: Vec<usize> = (0..5).flat_map(|part| plan.part(part, 5)).collect();
        all.sort_unstable();
        assert_eq!(all, (0..12).collect::<Vec<_>>());
    }

    #[test]
    fn a_value_that_cannot_be_is_told_with_its_key() {
        let mut plan = plan();
        plan.axes[0].values[1] = "-1".into();
        let why = plan.trial(4).unwrap_err();
        assert!(why.contains("training.learning_rate"), "{why}");
        plan.axes[0].key = "training.learning_rat".into();
        assert!(plan.trial(0).unwrap_err().contains("Did you mean “training.learning_rate”?"));
    }
}
