//! Resumes a trainer from its saved state.

use std::sync::Arc;

use super::{Checkpoint, Edits, History, MOST_COUNTED, Origin, StageRun, Status, Timeline, Trainer, guard::Guard};
use crate::{
    data::Prepared,
    experiment::{Place, Problem, ValidExperiment},
    language::Text,
    nn::Parameters,
};

impl Trainer {
    /// Resumes from `checkpoint` as if training had never stopped.
    ///
    /// # Errors
    /// The first thing in the checkpoint that does not fit the experiment, or is not finite.
    pub fn resume(experiment: ValidExperiment, checkpoint: Checkpoint, history: History) -> Result<Self, Problem> {
        Self::new(experiment).going_on(checkpoint, history, Timeline::default(), Edits::default())
    }

    /// At the start of `experiment`, but with these parameters.
    ///
    /// # Errors
    /// When the parameters do not fit the experiment, or one is not finite.
    pub fn starting_from(experiment: ValidExperiment, parameters: Parameters) -> Result<Self, Problem> {
        Self::new(experiment).with_parameters(parameters)
    }

    /// Back to the start of the experiment, but with these parameters; the run so far is discarded.
    ///
    /// # Errors
    /// When the parameters do not fit the experiment, or one is not finite; then nothing has changed.
    pub fn restart_from(&mut self, parameters: Parameters) -> Result<(), Problem> {
        let start = Self::on(self.experiment.clone(), Arc::clone(&self.data), Arc::clone(&self.earlier));
        *self = start.with_parameters(parameters)?;
        Ok(())
    }

    /// At a moment of a run of `experiment`, whose rows are `data`; how it got there is not known.
    ///
    /// # Errors
    /// The first thing in the moment that does not fit the experiment, or is not finite.
    pub fn at_moment(
        experiment: ValidExperiment,
        data: Arc<Prepared>,
        earlier: Arc<Vec<StageRun>>,
        moment: Checkpoint,
    ) -> Result<Self, Problem> {
        let start = Self::on(experiment, data, earlier);
        start.going_on(moment, History::default(), Timeline::default(), Edits::default())
    }

    fn with_parameters(self, parameters: Parameters) -> Result<Self, Problem> {
        let start = self;
        let checkpoint = Checkpoint { parameters, rows_evaluated: 0, ..start.checkpoint() };
        let edits = Edits::stored(Origin::Imported, Vec::new());
        let mut trainer = start.going_on(checkpoint, History::default(), Timeline::default(), edits)?;
        trainer.timeline = Arc::default();
        let metrics = trainer.metrics();
        trainer.remeasure(metrics.train.loss);
        trainer.record(metrics);
        Ok(trainer)
    }

    /// As [`resume`](Self::resume), from a trainer at the start of the experiment, with the kept moments and the edits
    /// of the run.
    ///
    /// # Errors
    /// The first thing in the checkpoint, or a kept moment, that does not fit the experiment, or is not finite.
    pub fn going_on(
        mut self,
        checkpoint: Checkpoint,
        mut history: History,
        mut timeline: Timeline,
        edits: Edits,
    ) -> Result<Self, Problem> {
        let rows = self.data.train.rows.len();
        check(&self.experiment.sizes(), rows, &checkpoint).map_err(|problem| of("checkpoint", problem))?;
        check_edits(&edits, &checkpoint, &timeline)?;
        for (index, moment) in timeline.moments().iter().enumerate() {
            let then = edits.experiment_after(timeline.edits_before(index), &self.experiment);
            // Where the rows were others, only that moment knows how many.
            let rows = if then.has_rows_of(&self.experiment) { rows } else { moment.order.len() };
            check(&then.sizes(), rows, moment).map_err(|problem| of("timeline", problem))?;
        }
        check_count("offered", timeline.offered()).map_err(|problem| of("timeline", problem))?;
        check_history(&history)?;
        let part = checkpoint.position as f64 / self.data.train.rows.len() as f64;
        history.forget_after(checkpoint.step, checkpoint.epoch as f64 + part);
        timeline.forget_after(checkpoint.step);
        self.network.parameters.clone_from(&checkpoint.parameters);
        self.guard = Guard::new(&checkpoint);
        self.checkpoint = checkpoint;
        self.history = Arc::new(history);
        self.edits = Arc::new(edits);
        let nothing_kept = timeline.moments().is_empty();
        self.timeline = Arc::new(timeline);
        if nothing_kept {
            self.keep_moment();
        }
        // Older files can hold moments of an optimizer that have overflowed.
        if !self.is_finite() {
            self.settle();
        }
        Ok(self)
    }
}

fn problem(field: &str, message: String) -> Problem {
    // What only a damaged file can cause is reported in English, with the names of the file.
    Problem { field: field.into(), message: Text::same(message) }
}

/// A problem in a part of `whole`.
fn of(whole: &str, problem: Problem) -> Problem {
    Problem { field: format!("{whole}.{}", problem.field), ..problem }
}

/// Checks a moment against these layer sizes and number of training rows.
fn check(sizes: &[usize], rows: usize, checkpoint: &Checkpoint) -> Result<(), Problem> {
    check_parameters("parameters", &checkpoint.parameters, sizes)?;
    if checkpoint.moments.len() > 2 {
        let message = format!("{} memories of an optimizer; there are at most 2", checkpoint.moments.len());
        return Err(problem("moments", message));
    }
    for moments in &checkpoint.moments {
        check_shape("moments", moments, sizes)?;
        // Moments that have overflowed are infinite; a NaN was never written by this program.
        if moments.values().iter().any(|value| value.is_nan()) {
            return Err(problem("moments", "a memory of the optimizer is no number".into()));
        }
    }
    if let Some(best) = &checkpoint.best {
        if let Some(parameters) = &best.parameters {
            check_parameters("best.parameters", parameters, sizes)?;
        }
        if best.loss.is_nan() || best.loss < 0.0 {
            return Err(problem("best.loss", format!("{} is not a loss", best.loss)));
        }
        if best.epoch > checkpoint.epoch {
            let message = format!("epoch {} is later than the checkpoint's, {}", best.epoch, checkpoint.epoch);
            return Err(problem("best.epoch", message));
        }
    }
    for (field, count) in [
        ("step", checkpoint.step),
        ("epoch", checkpoint.epoch),
        ("rows_seen", checkpoint.rows_seen),
        ("rows_evaluated", checkpoint.rows_evaluated),
        ("moments_age", checkpoint.moments_age),
    ] {
        check_count(field, count)?;
    }
    check_number("first_loss", checkpoint.first_loss)?;
    check_number("seconds", checkpoint.seconds)?;
    check_order(checkpoint, rows)?;
    match checkpoint.status {
        Status::Diverged { place, .. } => check_place(place, &checkpoint.parameters),
        Status::Ready | Status::Finished { .. } => Ok(()),
    }
}

fn check_shape(field: &str, parameters: &Parameters, sizes: &[usize]) -> Result<(), Problem> {
    if parameters.sizes() == sizes {
        return Ok(());
    }
    let message = format!("layers of {:?} units, but the experiment has {sizes:?}", parameters.sizes());
    Err(problem(field, message))
}

fn check_parameters(field: &str, parameters: &Parameters, sizes: &[usize]) -> Result<(), Problem> {
    check_shape(field, parameters, sizes)?;
    match parameters.values().iter().position(|value| !value.is_finite()) {
        Some(index) => {
            let place = Place::of(parameters, index);
            Err(problem(field, format!("{place} is {}, which is no number", parameters.values()[index])))
        }
        None => Ok(()),
    }
}

fn check_number(field: &str, value: f64) -> Result<(), Problem> {
    if value.is_finite() && value >= 0.0 {
        return Ok(());
    }
    Err(problem(field, format!("{value} is not a number of 0 or more")))
}

fn check_count(field: &str, count: u64) -> Result<(), Problem> {
    if count <= MOST_COUNTED {
        return Ok(());
    }
    Err(problem(field, format!("{count} is more than can have been counted")))
}

fn check_order(checkpoint: &Checkpoint, rows: usize) -> Result<(), Problem> {
    if checkpoint.position >= rows {
        return Err(problem("position", format!("row {} of an epoch of {rows}", checkpoint.position)));
    }
    let mut seen = vec![false; rows];
    let fresh = checkpoint
        .order
        .iter()
        .filter(|&&row| seen.get_mut(row as usize).is_some_and(|seen| !std::mem::replace(seen, true)));
    if fresh.count() == rows && checkpoint.order.len() == rows {
        return Ok(());
    }
    Err(problem("order", format!("does not hold each of the {rows} training rows once")))
}

fn check_place(place: Place, parameters: &Parameters) -> Result<(), Problem> {
    if place.index(parameters).is_some() {
        return Ok(());
    }
    Err(problem("status", format!("{place} is not in a network of {:?} units", parameters.sizes())))
}

fn check_history(history: &History) -> Result<(), Problem> {
    if history.records().is_sorted_by_key(|record| record.step) {
        return Ok(());
    }
    Err(problem("history", "its records are not in order of time".into()))
}

/// Edits are in chronological order, none after the current step, and no moment counts more edits than there are.
fn check_edits(edits: &Edits, checkpoint: &Checkpoint, timeline: &Timeline) -> Result<(), Problem> {
    let list = edits.list();
    if edits.origin == Origin::Forgotten {
        return Ok(());
    }
    let ordered = list.is_sorted_by_key(|edit| edit.step);
    if !ordered || list.last().is_some_and(|last| last.step > checkpoint.step) {
        return Err(problem("edits", "they are not in order of time".into()));
    }
    if (0..timeline.moments().len()).any(|moment| timeline.edits_before(moment) > list.len()) {
        return Err(problem("timeline.edits", format!("a moment comes after more than the {} edits", list.len())));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{BatchOrder, Experiment};

    fn trained(experiment: &ValidExperiment, steps: usize) -> Trainer {
        let mut trainer = Trainer::new(experiment.clone());
        (0..steps).for_each(|_| trainer.step());
        trainer
    }

    fn shuffled() -> ValidExperiment {
        let mut experiment = Experiment::default();
        experiment.training_mut().order = BatchOrder::Shuffled;
        experiment.validate().unwrap()
    }

    #[test]
    fn going_on_equals_never_having_stopped() {
        for pause in [0, 1, 24, 25, 26, 63, 64, 65] {
            let experiment = shuffled();
            let whole = trained(&experiment, 200);
            let half = trained(&experiment, pause);
            let mut half = Trainer::resume(experiment, half.checkpoint(), (**half.history()).clone()).unwrap();
            (pause..200).for_each(|_| half.step());
            assert_eq!(half.checkpoint(), whole.checkpoint(), "paused at step {pause}");
            assert_eq!(half.history(), whole.history(), "paused at step {pause}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused_by_name() {
        type Fault = (&'static str, fn(&mut Checkpoint));
        let faults: [Fault; 10] = [
            ("checkpoint.parameters", |c| c.parameters = Parameters::zeros(&[2, 3, 1])),
            ("checkpoint.parameters", |c| c.parameters.values_mut()[3] = f32::NAN),
            ("checkpoint.moments", |c| c.moments = vec![Parameters::zeros(&[2, 3, 1])]),
            ("checkpoint.order", |c| c.order[0] = c.order[1]),
            ("checkpoint.order", |c| c.order[0] = 250),
            ("checkpoint.order", |c| c.order.truncate(249)),
            ("checkpoint.position", |c| c.position = 250),
            ("checkpoint.first_loss", |c| c.first_loss = f64::INFINITY),
            ("checkpoint.step", |c| c.step = u64::MAX),
            ("checkpoint.seconds", |c| c.seconds = -1.0),
        ];
        for (field, fault) in faults {
            let trainer = trained(&shuffled(), 30);
            let mut checkpoint = trainer.checkpoint();
            fault(&mut checkpoint);
            let problem = Trainer::resume(shuffled(), checkpoint, History::default()).expect_err(field);
            assert_eq!(problem.field, field, "{problem}");
        }
    }
}
