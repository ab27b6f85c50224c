//! The door: only an experiment that has passed here can make a trainer.

use std::sync::Arc;

use super::Experiment;

/// An experiment that a trainer can be made from without an error path.
#[derive(Clone, Debug, PartialEq)]
pub struct ValidExperiment(Arc<Experiment>);

/// One thing that is wrong with an experiment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {message}")]
pub struct Problem {
    /// Path of the field, as `--set` spells it.
    pub field: String,
    /// What is wrong and what to do, as one sentence.
    pub message: String,
}

impl Experiment {
    /// Checks every field.
    ///
    /// # Errors
    /// Every problem found, each with the path of its field.
    pub fn validate(self) -> Result<ValidExperiment, Vec<Problem>> {
        let mut problems = Vec::new();
        if !(self.training.learning_rate > 0.0 && self.training.learning_rate.is_finite()) {
            problems.push(Problem {
                field: "training.learning_rate".into(),
                message: format!("{} is not above 0; try 0.03", self.training.learning_rate),
            });
        }
        if problems.is_empty() { Ok(ValidExperiment(Arc::new(self))) } else { Err(problems) }
    }
}

impl std::ops::Deref for ValidExperiment {
    type Target = Experiment;

    fn deref(&self) -> &Experiment {
        &self.0
    }
}
