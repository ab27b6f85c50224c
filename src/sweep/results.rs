//! Outcomes of a sweep, as lines of JSON: one a trial, in the order of the plan.

use std::collections::BTreeMap;

use super::Outcome;

/// Outcomes by the number of their trial.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    outcomes: BTreeMap<usize, Outcome>,
}

impl Results {
    /// Adds an outcome.
    ///
    /// # Errors
    /// A sentence, when its trial has come to something else before: the same trial gives the same bits everywhere.
    pub fn add(&mut self, outcome: Outcome) -> Result<(), String> {
        let number = outcome.trial;
        match self.outcomes.insert(number, outcome) {
            Some(before) if before != self.outcomes[&number] => {
                self.outcomes.insert(number, before);
                Err(format!("trial {number} has two outcomes; were they run by the same program and plan?"))
            }
            _ => Ok(()),
        }
    }

    /// Adds every outcome of another part of the same sweep.
    ///
    /// # Errors
    /// As [`add`](Self::add).
    pub fn merge(&mut self, other: Self) -> Result<(), String> {
        other.outcomes.into_values().try_for_each(|outcome| self.add(outcome))
    }

    /// Every outcome, in the order of the plan.
    pub fn outcomes(&self) -> impl Iterator<Item = &Outcome> {
        self.outcomes.values()
    }

    /// Whether the outcome of trial `number` is there.
    #[must_use]
    pub fn has(&self, number: usize) -> bool {
        self.outcomes.contains_key(&number)
    }

    /// One line of JSON for each outcome; the same outcomes give the same bytes.
    ///
    /// # Panics
    /// Never: an outcome is names and numbers.
    #[must_use]
    pub fn to_lines(&self) -> String {
        let line = |outcome| serde_json::to_string(outcome).expect("names and numbers can be written as JSON") + "\n";
        self.outcomes.values().map(line).collect()
    }

    /// The outcomes of such lines. A last line that was cut off, as by a machine that stopped, is left out.
    ///
    /// # Errors
    /// A sentence with the number of the line that is not an outcome.
    pub fn from_lines(text: &str) -> Result<Self, String> {
        let mut results = Self::default();
        for (number, line) in text.split_inclusive('\n').enumerate() {
            match serde_json::from_str(line) {
                Ok(outcome) => results.add(outcome)?,
                Err(_) if !line.ends_with('\n') => {}
                Err(error) => return Err(format!("line {}: {error}", number + 1)),
            }
        }
        Ok(results)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        experiment::Experiment,
        sweep::{Axis, Plan},
    };

    #[test]
    fn parts_that_were_run_apart_give_the_same_bytes_as_all_in_one_go() {
        let axes = vec![Axis { key: "training.learning_rate".into(), values: vec!["0.03".into(), "0.3".into()] }];
        let plan = Plan { base: Experiment::default(), axes, seeds: vec![1, 2, 3], epochs: 2 };
        let run = |numbers: Vec<usize>| {
            let mut results = Results::default();
            numbers.iter().for_each(|number| results.add(plan.trial(*number).unwrap().run()).unwrap());
            results
        };
        let whole = run((0..6).collect());
        let text = whole.to_lines();
        assert_eq!(Results::from_lines(&text).unwrap(), whole);
        let [mut one, two] = [1, 0].map(|part| run(plan.part(part, 2).collect()));
        one.merge(two.clone()).unwrap();
        assert_eq!(one.to_lines(), text);
        one.merge(two).unwrap();
        assert_eq!(one.to_lines(), text, "what is there already is the same");
        let cut = Results::from_lines(&text[..text.len() - 9]).unwrap();
        assert!(cut.has(4) && !cut.has(5));
        let mut exploded = whole.outcomes().next().unwrap().clone();
        exploded.trial = 6;
        exploded.train.loss = f64::NAN;
        let mut with_it = whole.clone();
        with_it.add(exploded).unwrap();
        assert_eq!(Results::from_lines(&with_it.to_lines()).unwrap(), with_it, "no number is one, too");
        assert!(Results::from_lines("{}\n").unwrap_err().starts_with("line 1: "));
        let mut other = whole.outcomes().next().unwrap().clone();
        other.step += 1;
        assert!(one.add(other).unwrap_err().starts_with("trial 0 has two outcomes"));
        assert_eq!(one.to_lines(), text, "the first stays");
    }
}
