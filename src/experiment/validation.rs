//! Validation: only an experiment that has passed it can make a trainer.
//!
//! A field's own range is checked by the field; the checks here are of settings that depend on each other.

mod data;
mod network;
mod stage;
mod table;
mod training;

use std::sync::Arc;

use super::{Experiment, fields, stages};
use crate::{
    language::{Text, shortened},
    text,
};

/// An experiment that a trainer can be made from without an error path.
#[derive(Clone, Debug, PartialEq)]
pub struct ValidExperiment(Arc<Experiment>);

/// One problem of an experiment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {message}")]
pub struct Problem {
    /// Path of the field; the key for `--set` where it has one.
    pub field: String,
    /// What is wrong and what to do, as one sentence.
    pub message: Text,
}

impl Problem {
    /// The place and the remedy, in words.
    #[must_use]
    pub fn text(&self) -> Text {
        let (field, (english, chinese)) = (&self.field, self.message.both());
        text!("{field}: {english}", "{field}：{chinese}")
    }

    /// The first of `problems` as one sentence without its full stop, and how many more there are.
    #[must_use]
    pub fn all(problems: &[Self]) -> Text {
        let said = Self::first(problems);
        let joined = |words: fn(&Text) -> &str, by: &str| said.iter().map(words).collect::<Vec<_>>().join(by);
        Text::in_each(joined(|text| text.both().0, "; "), joined(|text| text.both().1, "；"))
    }

    /// The same for a terminal: one per line.
    #[must_use]
    pub fn lines(problems: &[Self]) -> String {
        let lines: Vec<String> = Self::first(problems).iter().map(ToString::to_string).collect();
        shortened(&lines.join("\n"), 4000).into_owned()
    }

    fn first(problems: &[Self]) -> Vec<Text> {
        let mut said: Vec<Text> = problems.iter().take(MOST_TOLD).map(Self::text).collect();
        if problems.len() > MOST_TOLD {
            let more = problems.len() - MOST_TOLD;
            said.push(text!("and {more} more", "另有 {more} 个问题"));
        }
        said
    }
}

/// Largest number of problems reported at once.
const MOST_TOLD: usize = 10;

impl Experiment {
    /// Checks every field; quick enough for every edit.
    ///
    /// # Errors
    /// Every problem found, each with the path of its field.
    pub fn validate(self) -> Result<ValidExperiment, Vec<Problem>> {
        let problems = self.problems();
        if problems.is_empty() { Ok(ValidExperiment(Arc::new(self))) } else { Err(problems) }
    }

    /// Its problems, field by field; empty when it is valid.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Problems(Vec::new());
        let mut probe = self.clone();
        for field in fields::all() {
            problems.of_field(field, &mut probe);
        }
        data::check(self, &mut problems);
        network::check(self, &mut problems);
        stage::check(self, &mut problems);
        training::check(self, &mut problems);
        for stage in (0..self.stages.list().len()).filter(|stage| *stage != self.stages.at()) {
            probe.stages.take(stage);
            let mut found = Problems(Vec::new());
            for field in fields::all().filter(|field| field.is_of_stage()) {
                found.of_field(field, &mut probe);
            }
            stage::check(&probe, &mut found);
            training::check(&probe, &mut found);
            let named = |problem: Problem| Problem { field: stages::key_in(stage, &problem.field), ..problem };
            problems.0.extend(found.0.into_iter().map(named));
        }
        problems.0
    }
}

impl std::ops::Deref for ValidExperiment {
    type Target = Experiment;

    fn deref(&self) -> &Experiment {
        &self.0
    }
}

/// The problems found so far.
struct Problems(Vec<Problem>);

impl Problems {
    fn add(&mut self, field: &str, message: Text) {
        self.0.push(Problem { field: field.into(), message });
    }

    /// Whether a list is too long for its entries to be checked; if so, adds a problem.
    fn too_many(&mut self, found: usize, most: usize, field: &str) -> bool {
        if found > most {
            self.add(field, text!("{found} are too many; choose at most {most}", "{found} 个太多；最多选择 {most} 个"));
        }
        found > most
    }

    /// Whether `field` has so many problems that checking further helps nobody; if so, says so once.
    fn enough(&mut self, field: &str) -> bool {
        let enough = self.0.iter().filter(|problem| problem.field == field).count() >= MOST_TOLD;
        if enough {
            self.add(field, text!("there may be more like these", "可能还有更多此类问题"));
        }
        enough
    }

    /// Adds the problems of `field` with its range; `probe` stays as it is.
    fn of_field(&mut self, field: &fields::Field, probe: &mut Experiment) {
        for message in field.problems(probe) {
            self.add(field.key, message);
        }
    }
}

/// A change of the default experiment, and the one problem that it must cause.
#[cfg(test)]
type Case = (fn(&mut Experiment), &'static str, &'static str);

#[cfg(test)]
fn each_is_found(cases: &[Case]) {
    for (change, field, message) in cases {
        let mut experiment = Experiment::default();
        change(&mut experiment);
        let problems: Vec<String> = experiment.problems().iter().map(ToString::to_string).collect();
        assert_eq!(problems, [format!("{field}: {message}")]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{Stage, Stages};

    #[test]
    fn all_problems_are_found_at_once() {
        assert_eq!(Experiment::default().problems(), []);
        let mut experiment = Experiment::default();
        experiment.data.train_share = 0.0;
        experiment.network.hidden[0].units = 0;
        experiment.training_mut().batch_size = 0;
        let problems = experiment.validate().expect_err("three things are wrong");
        let fields: Vec<_> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["data.train_share", "network.hidden", "training.batch_size"]);
    }

    #[test]
    fn the_other_stages_are_looked_at_too() {
        let list = vec![Stage::default(); 2];
        let mut experiment = Experiment { stages: Stages::new(list, 1).expect("two stages"), ..Experiment::default() };
        fields::set(&mut experiment, "stages.1.training.learning_rate", "-1").unwrap();
        fields::set(&mut experiment, "training.learning_rate", "-2").unwrap();
        let problems = experiment.problems();
        let fields: Vec<_> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["training.learning_rate", "stages.1.training.learning_rate"]);
    }
}
