//! The session: an experiment, its runs, and its owner's notes.

use std::sync::Arc;

use crate::{
    data::Prepared,
    experiment::{Experiment, Problem, ValidExperiment},
    text,
    training::{StageRun, Trainer},
};

use super::{Beside, HandIn, Opening, SessionError, View};

/// The contents of a session file.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// Title; may be empty.
    pub title: String,
    /// Notes of its owner; may be empty.
    pub notes: String,
    /// Version of the program that created it.
    pub made_with: String,
    /// The recipe.
    pub experiment: ValidExperiment,
    /// Checksum of generated points, to notice a change of their generator; `None` for data that are stored.
    pub data_checksum: Option<u64>,
    /// Display options.
    pub view: View,
    /// What a pupil submits with it; `None` outside lessons.
    pub hand_in: Option<HandIn>,
    /// When the test rows were first shown; `None` before that.
    pub opened: Option<Opening>,
    /// The runs of the experiment, stage by stage, the current one last; empty before training.
    pub stages: Vec<StageRun>,
    /// Pinned runs by their letters, then abandoned runs, oldest first.
    pub beside: Vec<Beside>,
}

impl Session {
    /// A session without any training.
    #[must_use]
    pub fn new(title: &str, experiment: ValidExperiment) -> Self {
        Self {
            title: title.into(),
            notes: String::new(),
            made_with: env!("CARGO_PKG_VERSION").into(),
            data_checksum: None,
            view: View::of_new(&experiment),
            hand_in: None,
            opened: None,
            experiment,
            stages: Vec::new(),
            beside: Vec::new(),
        }
    }

    /// This session with the checksum of `data`, if they are generated.
    #[must_use]
    pub fn with_data(self, data: &Prepared) -> Self {
        let generated = self.experiment.data.source.is_made();
        Self { data_checksum: generated.then(|| data.checksum()), ..self }
    }

    /// This session with the runs of its experiment on these rows: those of `earlier` stages, and of the current one.
    #[must_use]
    pub fn with_run(self, earlier: &[StageRun], run: StageRun, data: &Prepared) -> Self {
        let experiment = run.experiment.clone();
        Self { experiment, stages: earlier.iter().cloned().chain([run]).collect(), ..self }.with_data(data)
    }

    /// This session with the current state of `trainer`, [settled](Trainer::settle).
    #[must_use]
    pub fn with_trainer(self, trainer: &Trainer) -> Self {
        self.with_run(trainer.earlier(), StageRun::of(trainer), trainer.data())
    }

    /// A trainer that resumes from here as if it had never stopped.
    ///
    /// # Errors
    /// When what is stored does not fit the experiment, or generated points are no longer the same.
    pub fn trainer(&self) -> Result<Trainer, SessionError> {
        let generated = self.experiment.data.source.is_made();
        if generated && self.data_checksum.is_none() && !self.stages.is_empty() {
            return Err(SessionError::Invalid(text!(
                "data_checksum is missing, so nobody knows whether the generated points are still the same",
                "缺少 data_checksum，因此无法知道生成的数据点是否仍相同"
            )));
        }
        let invalid = |problem: Problem| SessionError::Invalid(problem.text());
        let (last, before) = self.stages.split_last().map_or((None, &[][..]), |(last, before)| (Some(last), before));
        let mut earlier = Vec::with_capacity(before.len());
        for run in before {
            run.clone().trainer(Arc::new(earlier.clone())).map_err(invalid)?;
            earlier.push(run.clone());
        }
        let start = Trainer::after(self.experiment.clone(), Arc::new(earlier));
        if self.data_checksum.is_some_and(|sum| sum != start.data().checksum()) {
            return Err(SessionError::OtherData);
        }
        match last {
            Some(run) => run.clone().over(start).map_err(invalid),
            None => Ok(start),
        }
    }

    /// The experiment alone, to start again when [`trainer`](Self::trainer) cannot resume.
    #[must_use]
    pub fn recipe(&self) -> Experiment {
        (*self.experiment).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_that_come_out_differently_are_told() {
        let trainer = Trainer::new(Experiment::default().validate().unwrap());
        let mut session = Session::new("", trainer.experiment().clone()).with_trainer(&trainer);
        assert!(session.trainer().is_ok());
        session.data_checksum = session.data_checksum.map(|sum| sum ^ 1);
        assert!(matches!(session.trainer(), Err(SessionError::OtherData)));
    }
}
