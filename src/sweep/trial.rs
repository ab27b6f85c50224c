//! A trial: a value for each axis; and its runs, one per seed.

use std::sync::OnceLock;

use super::{Objective, Outcome, Run, Scores};
use crate::{
    experiment::{Experiment, Problem, ValidExperiment},
    training::{Status, Trainer},
};

/// Largest number of matrix entries (rows times inputs) that are kept prepared for all seeds together.
const MOST_KEPT: usize = 16_000_000;

/// One combination of values.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// Its number in the plan, counted from 0.
    pub number: usize,
    /// Its values, in the order of the axes.
    pub values: Vec<String>,
    /// The plan's experiment with these values.
    pub experiment: ValidExperiment,
}

/// The rows of each seed, prepared once for all trials.
#[derive(Debug)]
pub struct Rows {
    first: Vec<OnceLock<Trainer>>,
}

impl Rows {
    /// Empty; with very many rows, nothing will be cached.
    #[must_use]
    pub fn of(experiment: &Experiment, seeds: u64) -> Self {
        let source = &experiment.data.source;
        let numbers = source.rows().saturating_mul(source.inputs().max(experiment.data.features.len()));
        let kept = numbers.saturating_mul(seeds as usize) <= MOST_KEPT;
        Self { first: if kept { (0..seeds).map(|_| OnceLock::new()).collect() } else { Vec::new() } }
    }
}

impl Trial {
    /// Its experiment with seeds number `seed`, which adds `seed` to every seed.
    ///
    /// # Errors
    /// A sentence, when its values make no valid experiment with them, as a formula may that is random.
    pub fn experiment(&self, seed: u64) -> Result<ValidExperiment, String> {
        if seed == 0 {
            return Ok(self.experiment.clone());
        }
        with_seed(&self.experiment, seed).validate().map_err(|problems| self.said(&problems))
    }

    /// The trainer of the run with this seed at its start; without recording.
    ///
    /// # Errors
    /// As [`experiment`](Self::experiment), and when there are no validation rows.
    pub fn begin(&self, seed: u64, rows: &Rows) -> Result<Trainer, String> {
        let experiment = self.experiment(seed)?;
        let trainer = match rows.first.get(seed as usize) {
            Some(first) => first.get_or_init(|| Trainer::new(experiment.clone())).beside(experiment),
            None => Trainer::new(experiment),
        };
        if trainer.data().validation.rows.is_empty() {
            return Err(format!(
                "trial {}: no rows are held back for validation; set data.validation_share",
                self.number
            ));
        }
        Ok(trainer.unrecorded())
    }

    /// The sentence for its problems.
    pub(super) fn said(&self, problems: &[Problem]) -> String {
        format!("trial {}: {}", self.number, Problem::all(problems))
    }
}

/// `experiment` with `seed` added to all its seeds.
fn with_seed(experiment: &Experiment, seed: u64) -> Experiment {
    let mut experiment = experiment.clone();
    let seeds = &mut experiment.seeds;
    for start in [&mut seeds.data, &mut seeds.weights, &mut seeds.batches, &mut seeds.noise] {
        *start = start.wrapping_add(seed);
    }
    experiment
}

/// Continues `trainer` until `epochs` epochs of its last stage are done, or it ends by itself, or `go_on`, called after
/// each epoch, returns false. Returns the outcome, unless it was aborted.
pub fn advance(
    trainer: &mut Trainer,
    run: Run,
    epochs: u64,
    objective: Objective,
    go_on: &dyn Fn() -> bool,
) -> Option<Outcome> {
    let is_recorded = trainer.is_recorded();
    while trainer.experiment().stages.at() + 1 < trainer.experiment().stages.list().len() {
        let end = trainer.experiment().training().stop.epochs.unwrap_or(epochs);
        epoch_by_epoch(trainer, end, go_on, |_| false)?;
        trainer.settle();
        if matches!(trainer.status(), Status::Diverged { .. }) {
            break;
        }
        let next = trainer.experiment().stages.at() + 1;
        trainer.go_to_stage(next);
        if !is_recorded {
            *trainer = trainer.clone().unrecorded();
        }
    }
    let mut reached = None;
    epoch_by_epoch(trainer, epochs, go_on, |trainer| {
        if let Objective::Epochs { loss } = objective
            && trainer.metrics().validation.is_some_and(|rows| rows.loss <= loss)
        {
            reached = Some(trainer.epochs());
        }
        reached.is_some()
    })?;
    trainer.settle();
    let metrics = trainer.metrics();
    Some(Outcome {
        rung: run.rung,
        trial: run.trial,
        seed: run.seed,
        epoch: trainer.epochs(),
        step: trainer.steps(),
        status: trainer.status().clone(),
        reached,
        train: metrics.train.into(),
        validation: metrics.validation.map_or(Scores::NONE, Into::into),
        test: metrics.test.map(Into::into),
    })
}

/// Trains to an epoch; `is_there` is called at the end of each.
fn epoch_by_epoch(
    trainer: &mut Trainer,
    end: u64,
    go_on: &dyn Fn() -> bool,
    mut is_there: impl FnMut(&Trainer) -> bool,
) -> Option<()> {
    while trainer.epochs() < end && *trainer.status() == Status::Ready && go_on() {
        let epoch = trainer.epochs();
        while trainer.epochs() == epoch && *trainer.status() == Status::Ready {
            trainer.step();
        }
        if is_there(trainer) {
            return Some(());
        }
    }
    let ended = trainer.epochs() >= end || *trainer.status() != Status::Ready;
    ended.then_some(())
}

/// `experiment`, trained for `epochs` epochs, or until it ends by itself.
#[must_use]
pub fn train(experiment: ValidExperiment, epochs: u64) -> Trainer {
    let mut trainer = Trainer::new(experiment);
    while trainer.epochs() < epochs && *trainer.status() == Status::Ready {
        trainer.step();
    }
    trainer.settle();
    trainer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sweep::{Axis, Plan, Sampler};

    fn plan() -> Plan {
        let mut experiment = Experiment::default();
        experiment.data.validation_share = 0.2;
        let axes = vec![Axis::read("training.learning_rate=log:0.003..0.3").unwrap()];
        Plan {
            axes,
            sampler: Sampler::Sobol,
            seed: 0,
            trials: 4,
            seeds: 2,
            epochs: 12,
            objective: Objective::Loss,
            halving: None,
            experiment,
        }
    }

    const RUN: Run = Run { rung: 0, trial: 1, seed: 1 };

    #[test]
    fn a_run_is_that_of_a_recorded_trainer_and_shared_rows_change_nothing() {
        let plan = plan();
        let rows = plan.rows();
        let trial = plan.trial(1).unwrap();
        plan.trial(0).unwrap().begin(1, &rows).unwrap();
        let mut quiet = trial.begin(1, &rows).unwrap();
        let outcome = advance(&mut quiet, RUN, 12, Objective::Loss, &|| true).unwrap();
        assert!((outcome.validation.loss).is_finite() && outcome.epoch == 12);
        assert_eq!(quiet.history().records().len(), 1, "only the start is recorded");
        let whole = train(trial.experiment(1).unwrap(), 12);
        assert_eq!(whole.history().records().len(), 13);
        assert_eq!(quiet.network().parameters, whole.network().parameters);
        assert_eq!(outcome.validation, whole.metrics().validation.unwrap().into());
        assert_eq!(whole.experiment().seeds.weights, 43);
    }

    #[test]
    fn a_run_that_is_taken_on_is_one_that_never_paused() {
        let plan = plan();
        for rate in ["0.03", "30"] {
            let mut experiment = plan.experiment.clone();
            crate::experiment::fields::set(&mut experiment, "training.learning_rate", rate).unwrap();
            crate::experiment::fields::set(&mut experiment, "network.output.activation", "linear").unwrap();
            let trial = Trial { number: 1, values: Vec::new(), experiment: experiment.validate().unwrap() };
            let begin = || trial.begin(0, &plan.rows()).unwrap();
            let (mut whole, mut part) = (begin(), begin());
            let all = advance(&mut whole, RUN, 12, Objective::Loss, &|| true).unwrap();
            for epochs in [1, 3, 12] {
                advance(&mut part, RUN, epochs, Objective::Loss, &|| true).unwrap();
            }
            assert!(part.checkpoint().is_same(&whole.checkpoint()), "rate {rate}");
            assert_eq!(matches!(all.status, Status::Diverged { .. }), rate == "30");
        }
    }

    #[test]
    fn a_goal_is_reached_at_its_first_epoch() {
        let mut plan = plan();
        plan.objective = Objective::Epochs { loss: 0.35 };
        let mut trainer = plan.trial(3).unwrap().begin(0, &plan.rows()).unwrap();
        let outcome = advance(&mut trainer, RUN, 200, plan.objective, &|| true).unwrap();
        let epoch = outcome.reached.expect("it learns");
        assert!(outcome.validation.loss <= 0.35 && outcome.epoch == epoch);
        let before = train(plan.trial(3).unwrap().experiment(0).unwrap(), epoch - 1);
        assert!(before.metrics().validation.unwrap().loss > 0.35);
        assert!(advance(&mut trainer, RUN, 400, Objective::Loss, &|| false).is_none(), "told to stop");
    }
}
