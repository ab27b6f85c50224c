//! The results file: lines of JSON, the first for the plan, then one per run.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Objective, Outcome, Plan, Run, spread::median};

/// The value of `format` in every results file.
const FORMAT: &str = "neurarium sweep results";
/// The newest version, the only one that is written.
const VERSION: u32 = 1;

/// Outcomes by their runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    outcomes: BTreeMap<Run, Outcome>,
}

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    format: String,
    version: u32,
    plan: String,
}

impl Results {
    /// Adds an outcome.
    ///
    /// # Errors
    /// The run, when a different outcome of it is already known: a run must give the same bits everywhere. The first
    /// one stays.
    pub fn add(&mut self, outcome: Outcome) -> Result<(), Run> {
        let run = outcome.run();
        match self.outcomes.get(&run) {
            Some(before) if *before != outcome => Err(run),
            Some(_) => Ok(()),
            None => {
                self.outcomes.insert(run, outcome);
                Ok(())
            }
        }
    }

    /// Every outcome, in the order of the runs.
    pub fn outcomes(&self) -> impl Iterator<Item = &Outcome> {
        self.outcomes.values()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.outcomes.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.outcomes.is_empty()
    }

    /// The outcome of `run`, if known.
    #[must_use]
    pub fn get(&self, run: Run) -> Option<&Outcome> {
        self.outcomes.get(&run)
    }

    /// The outcomes of a trial in a rung, one per seed.
    pub fn of_trial(&self, rung: usize, trial: usize) -> impl Iterator<Item = &Outcome> {
        let of_seed = |seed| Run { rung, trial, seed };
        self.outcomes.range(of_seed(0)..=of_seed(u64::MAX)).map(|(_, outcome)| outcome)
    }

    /// The median over the seeds of a trial's objective in a rung; NaN when half of them diverged, or there are none.
    #[must_use]
    pub fn median(&self, rung: usize, trial: usize, objective: Objective) -> f64 {
        median(self.of_trial(rung, trial).map(|outcome| objective.of(outcome)))
    }

    /// The whole file; the same outcomes give the same bytes.
    #[must_use]
    pub fn to_lines(&self, plan: &Plan) -> String {
        let lines = self.outcomes.values().map(Outcome::to_line);
        std::iter::once(first_line(plan)).chain(lines).collect()
    }

    /// The outcomes of a file, and the number of its bytes that are complete lines: an incomplete last line, as after a
    /// crash, is ignored.
    ///
    /// # Errors
    /// A sentence, when the file is something else, or has the results of another plan.
    pub fn from_lines(text: &str, plan: &Plan) -> Result<(Self, usize), String> {
        let whole = text.rfind('\n').map_or(0, |last| last + 1);
        let mut results = Self::default();
        let mut lines = text[..whole].lines().enumerate();
        let Some((_, first)) = lines.next() else { return Ok((results, 0)) };
        check_first(first, plan)?;
        let (most, rungs) = (plan.trials, plan.rungs().len());
        for (number, line) in lines {
            let number = number + 1;
            let outcome: Outcome = serde_json::from_str(line).map_err(|error| format!("line {number}: {error}"))?;
            let Run { rung, trial, seed } = outcome.run();
            if trial >= most || seed >= plan.seeds || rung >= rungs {
                return Err(format!("line {number}: the plan has no trial {trial} with seed {seed} in rung {rung}"));
            }
            results.add(outcome).map_err(|_| {
                format!("line {number}: trial {trial} with seed {seed} stands there twice, with different results")
            })?;
        }
        Ok((results, whole))
    }
}

impl Outcome {
    /// The outcome as a line.
    ///
    /// # Panics
    /// Never: an outcome is names and numbers.
    #[must_use]
    pub fn to_line(&self) -> String {
        serde_json::to_string(self).expect("names and numbers can be written as JSON") + "\n"
    }
}

/// The first line of every results file of `plan`.
///
/// # Panics
/// Never: it is names and numbers.
#[must_use]
pub fn first_line(plan: &Plan) -> String {
    let header = Header { format: FORMAT.into(), version: VERSION, plan: plan.name() };
    serde_json::to_string(&header).expect("names and numbers can be written as JSON") + "\n"
}

fn check_first(line: &str, plan: &Plan) -> Result<(), String> {
    let header: Header = serde_json::from_str(line).map_err(|_| "these are no results of a sweep".to_owned())?;
    if header.format != FORMAT {
        return Err("these are no results of a sweep".into());
    }
    if header.version != VERSION {
        let version = header.version;
        return Err(format!(
            "these results have version {version}, and this program knows version {VERSION}; take a newer program"
        ));
    }
    if header.plan != plan.name() {
        return Err(format!(
            "these are results of another plan ({}, not {}); give the plan that they were made with, or another name to \
             one of the two",
            header.plan,
            plan.name()
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        experiment::Experiment,
        sweep::{Axis, Sampler, trial::advance},
    };

    fn plan() -> Plan {
        let mut experiment = Experiment::default();
        experiment.data.validation_share = 0.2;
        Plan {
            axes: vec![Axis::read("training.learning_rate=0.03,0.3").unwrap()],
            sampler: Sampler::Grid,
            seed: 0,
            trials: 2,
            seeds: 3,
            epochs: 2,
            objective: Objective::Loss,
            halving: None,
            experiment,
        }
    }

    fn results(plan: &Plan, runs: &[Run]) -> Results {
        let mut results = Results::default();
        for run in runs {
            let mut trainer = plan.trial(run.trial).unwrap().begin(run.seed, &plan.rows()).unwrap();
            results.add(advance(&mut trainer, *run, 2, plan.objective, &|| true).unwrap()).unwrap();
        }
        results
    }

    #[test]
    fn runs_in_any_order_give_the_same_bytes_and_the_same_again() {
        let plan = plan();
        let mut runs = plan.runs(0, &[0, 1]);
        let text = results(&plan, &runs).to_lines(&plan);
        runs.reverse();
        let whole = results(&plan, &runs);
        assert_eq!(whole.to_lines(&plan), text);
        assert_eq!(Results::from_lines(&text, &plan).unwrap(), (whole.clone(), text.len()));
        let (cut, kept) = Results::from_lines(&text[..text.len() - 9], &plan).unwrap();
        assert!(cut.len() == 5 && text[..kept].ends_with('\n') && kept < text.len() - 9);
        let mut diverged = whole.outcomes().next().unwrap().clone();
        (diverged.trial, diverged.train.loss) = (1, f64::NAN);
        let line = diverged.to_line();
        assert_eq!(serde_json::from_str::<Outcome>(&line).unwrap(), diverged, "no number is one, too: {line}");
    }

    #[test]
    fn other_results_are_refused() {
        let plan = plan();
        let text = results(&plan, &plan.runs(0, &[0])).to_lines(&plan);
        let said = |text: &str, plan: &Plan| Results::from_lines(text, plan).unwrap_err();
        assert!(said("{}\n", &plan).contains("no results of a sweep"));
        assert!(said(&text.replacen("\"version\":1", "\"version\":2", 1), &plan).contains("newer program"));
        let other = Plan { epochs: 3, ..plan.clone() };
        assert!(said(&text, &other).contains("another plan"));
        assert!(said(&format!("{text}{{}}\n"), &plan).starts_with("line 5: "));
        let again = text.lines().last().unwrap();
        assert!(Results::from_lines(&format!("{text}{again}\n"), &plan).is_ok(), "the same twice is once");
        let differing = again.replace("\"step\":40", "\"step\":41");
        assert!(said(&format!("{text}{differing}\n"), &plan).contains("stands there twice"));
        let beyond = again.replace("\"trial\":0", "\"trial\":2");
        assert!(said(&format!("{text}{beyond}\n"), &plan).contains("no trial 2"));
    }
}
