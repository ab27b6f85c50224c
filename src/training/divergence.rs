//! Detects divergence (NaN, infinity, exploding loss) at the exact step, and traces it to the weight where it began.
//!
//! Each step's loss, known anyway, must be at most [`EXPLODED`] times (first loss + 1). Every
//! [`GUARD_EVERY`] steps the state is copied, and parameters and moments are checked too, since ReLU hides a NaN and an
//! infinite second moment only freezes its weight. When a check fails, the last steps are replayed from such a copy
//! with every parameter checked at each: training is deterministic, so this finds the exact step.

use std::{ops::Range, sync::Arc};

use super::{Checkpoint, Status, Trainer, guard::Guard};
use crate::{experiment::Place, nn::Parameters};

/// The loss has exploded above this many times (first loss + 1).
const EXPLODED: f64 = 1e6;
/// Steps between two copies of the state; copying costs about one step.
const GUARD_EVERY: u64 = 64;

impl Trainer {
    /// Starts a new baseline for rollback, after parameters were changed by anything but a step.
    pub(super) fn remeasure(&mut self, loss: f64) {
        self.checkpoint.first_loss = if loss.is_finite() { loss } else { 0.0 };
        if let Status::Diverged { .. } = self.checkpoint.status {
            self.checkpoint.status = Status::Ready;
        }
        // Older files can hold moments that have overflowed; nothing can be learned with them.
        if !self.checkpoint.moments.iter().all(is_finite) {
            self.checkpoint.moments.clear();
            self.checkpoint.moments_age = 0;
        }
        self.guard = Guard::new(&self.checkpoint());
    }

    /// Whether the loss of a step is finite and has not exploded.
    pub(super) fn is_sound(&self, loss: f64) -> bool {
        loss <= EXPLODED * (self.checkpoint.first_loss + 1.0)
    }

    /// Makes this state safe to show and save: if a parameter or moment is not finite, or the next batch would show
    /// that the last step has overflowed, training diverges now and not a few steps later.
    ///
    /// So a run that is saved here and resumed ends like one that was never stopped.
    pub fn settle(&mut self) {
        if matches!(self.checkpoint.status, Status::Diverged { .. }) {
            return;
        }
        if !self.is_finite() {
            return self.go_back();
        }
        // Without a step since the last baseline nothing can have overflowed.
        if self.guard.older.step == self.checkpoint.step {
            return;
        }
        let now = self.checkpoint();
        let loss = self.advance();
        self.restore(now);
        if !self.is_sound(loss) {
            self.go_back();
        }
    }

    /// Whether every parameter and every moment is finite.
    pub(super) fn is_finite(&self) -> bool {
        is_finite(&self.network.parameters) && self.checkpoint.moments.iter().all(is_finite)
    }

    /// Every [`GUARD_EVERY`] steps, copies the state if it is finite, or else rolls back. Returns whether it was.
    pub(super) fn guarded(&mut self) -> bool {
        if !self.checkpoint.step.is_multiple_of(GUARD_EVERY) {
            return true;
        }
        if !self.is_finite() {
            self.go_back();
            return false;
        }
        self.guard.renew(&self.checkpoint, &self.network.parameters);
        true
    }

    /// Rolls back to the state before the step that broke, found by replaying the last steps.
    pub(super) fn go_back(&mut self) {
        // What no step changes is not in the copies, and is carried over.
        let Checkpoint { best, seconds, rows_evaluated, .. } = self.checkpoint.clone();
        self.restore(Checkpoint { best, seconds, rows_evaluated, ..self.guard.older.clone() });
        let mut before = self.checkpoint();
        if self.experiment.training().privacy.is_some() {
            // Private steps cannot be replayed, so the run ends at the last state that is known to be good.
            let place = largest(&before.parameters, None, 0..before.parameters.values().len());
            return self.diverge(before, place);
        }
        for _ in 0..=2 * GUARD_EVERY {
            let now = self.checkpoint();
            let loss = self.advance();
            if !self.is_sound(loss) {
                // The batch only reveals what the step before it did.
                let place = self.overflow(&now).unwrap_or_else(|| {
                    largest(&now.parameters, Some(&before.parameters), 0..now.parameters.values().len())
                });
                return self.diverge(before, place);
            }
            if !self.is_finite() {
                let numbers = || std::iter::once(&self.network.parameters).chain(&self.checkpoint.moments);
                let after = numbers().find(|numbers| !is_finite(numbers)).unwrap_or(&self.network.parameters);
                let place = broken(&now.parameters, after);
                return self.diverge(now, place);
            }
            before = now;
        }
        unreachable!("steps taken again from step {} went well", self.guard.older.step);
    }

    fn diverge(&mut self, before: Checkpoint, place: Place) {
        let step = before.step + 1;
        // The step that broke may have been recorded as the best; the one before it is the best again.
        let best = match before.best.clone() {
            Some(best) if best.epoch > before.epoch => self.best_before.take(),
            best => best,
        };
        let best = best.filter(|best| best.epoch <= before.epoch);
        self.restore(Checkpoint { best, ..before });
        let epochs = self.progress();
        let records = self.history.records().len();
        Arc::make_mut(&mut self.history).forget_after(self.checkpoint.step, epochs);
        let forgotten = (records - self.history.records().len()) as u64;
        let evaluated = self.checkpoint.rows_evaluated;
        self.checkpoint.rows_evaluated = evaluated.saturating_sub(forgotten * self.rows_per_evaluation());
        Arc::make_mut(&mut self.timeline).forget_after(self.checkpoint.step);
        self.checkpoint.status = Status::Diverged { step, place };
    }

    fn restore(&mut self, state: Checkpoint) {
        self.network.parameters.clone_from(&state.parameters);
        self.checkpoint = state;
    }

    /// Where the batch that follows `state` first overflows in the forward pass: at a unit, its largest weight.
    fn overflow(&mut self, state: &Checkpoint) -> Option<Place> {
        let rows = self.data.train.rows.len();
        let batch = self.experiment.training().batch_size.min(rows);
        self.network.parameters.clone_from(&state.parameters);
        let first =
            (state.position..state.position + batch).filter_map(|position| {
                // The current order is the one that this batch was drawn from, even when it was shuffled for it.
                let row = self.checkpoint.order[position % rows] as usize;
                let values = self.network.forward(&self.data.train.inputs.row(row).to_vec());
                values.iter().skip(1).enumerate().find_map(|(layer, units)| {
                    units.iter().position(|value| !value.is_finite()).map(|unit| (layer, unit))
                })
            });
        let (layer, unit) = first.min()?;
        let (start, biases, _) = state.parameters.span(layer);
        let inputs = state.parameters.sizes()[layer];
        let weight = largest(&state.parameters, None, start + unit * inputs..start + (unit + 1) * inputs);
        let bias = Place { layer, unit, from: None };
        let size = |index: usize| state.parameters.values()[index].abs();
        Some(if size(biases + unit) > weight.index(&state.parameters).map_or(0.0, size) { bias } else { weight })
    }
}

fn is_finite(parameters: &Parameters) -> bool {
    parameters.values().iter().all(|value| value.is_finite())
}

/// Of the layer nearest to the output with a number that broke, from where the gradient carries it to the others, the
/// largest of those that broke.
fn broken(before: &Parameters, after: &Parameters) -> Place {
    let is_broken = |index: &usize| !after.values()[*index].is_finite();
    let last = (0..after.values().len()).rev().find(is_broken).map_or(0, |index| Place::of(after, index).layer);
    let (start, _, end) = after.span(last);
    let size = |index: &usize| before.values()[*index].abs();
    let index = (start..end).filter(is_broken).max_by(|a, b| size(a).total_cmp(&size(b)));
    Place::of(after, index.unwrap_or(start))
}

/// Of some parameters, the one that has moved furthest from `before`, or from zero.
fn largest(parameters: &Parameters, before: Option<&Parameters>, among: Range<usize>) -> Place {
    let start = among.start;
    let way =
        |index: &usize| (parameters.values()[*index] - before.map_or(0.0, |before| before.values()[*index])).abs();
    let index = among.max_by(|a, b| way(a).total_cmp(&way(b)));
    Place::of(parameters, index.unwrap_or(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{experiment::Experiment, nn::Activation, training::Keep};

    fn linear(rate: f32) -> Experiment {
        let mut experiment = Experiment::default();
        experiment.network.hidden.iter_mut().for_each(|layer| layer.activation = Activation::Linear);
        experiment.network.output.activation = Activation::Linear;
        experiment.training_mut().learning_rate = rate;
        experiment
    }

    fn until_diverged(trainer: &mut Trainer) -> (u64, Place) {
        for _ in 0..10_000 {
            trainer.step();
            if let Status::Diverged { step, place } = trainer.status() {
                return (*step, *place);
            }
        }
        panic!("still {:?} at step {}", trainer.status(), trainer.steps());
    }

    #[test]
    fn an_explosion_stops_before_the_step_that_did_it() {
        let mut trainer = Trainer::new(linear(3.0).validate().unwrap());
        let first = trainer.metrics().train.loss;
        let (step, _) = until_diverged(&mut trainer);
        assert_eq!(trainer.steps() + 1, step);
        assert!(is_finite(&trainer.network.parameters), "{:?}", trainer.network.parameters);
        let loss = trainer.metrics().train.loss;
        assert!(loss.is_finite() && first.is_finite(), "loss {loss}");
        let parameters = trainer.network.parameters.clone();
        trainer.step();
        assert_eq!(trainer.network.parameters, parameters, "a diverged trainer takes no step");
        trainer.reconfigure(linear(0.01).validate().unwrap(), Keep::WhatFits);
        trainer.step();
        assert_eq!((trainer.status(), trainer.steps()), (&Status::Ready, step), "a lower rate goes on");
    }

    #[test]
    fn where_it_stops_does_not_depend_on_where_it_was_resumed() {
        let experiment = linear(3.0).validate().unwrap();
        let mut whole = Trainer::new(experiment.clone());
        let (last, place) = until_diverged(&mut whole);
        for pause in 0..last.saturating_sub(1) {
            let mut trainer = Trainer::new(experiment.clone());
            (0..pause).for_each(|_| trainer.step());
            let mut trainer =
                Trainer::resume(experiment.clone(), trainer.checkpoint(), (**trainer.history()).clone()).unwrap();
            assert_eq!(until_diverged(&mut trainer), (last, place), "resumed at {pause}");
            assert_eq!(trainer.checkpoint(), whole.checkpoint(), "resumed at {pause}");
        }
    }

    #[test]
    fn a_weight_too_large_is_named() {
        let mut trainer = Trainer::new(linear(0.03).validate().unwrap());
        let place = Place { layer: 1, unit: 1, from: Some(2) };
        assert!(trainer.set(place, f32::MAX));
        assert!(trainer.set(Place { layer: 0, unit: 2, from: Some(0) }, 10.0));
        assert_eq!(until_diverged(&mut trainer), (1, place));
        assert_eq!(place.to_string(), "layer 2, weight from unit 3 to unit 2");
        assert_eq!(trainer.network.parameters.weights(1)[(1, 2)], f32::MAX, "back to what was there");
    }

    #[test]
    fn a_hidden_nan_is_found_where_it_began() {
        let before = Parameters::zeros(&[1, 2, 1]);
        let mut after = before.clone();
        after.values_mut()[1] = f32::NAN;
        assert_eq!(broken(&before, &after), Place { layer: 0, unit: 1, from: Some(0) });
        after.values_mut()[6] = f32::INFINITY;
        assert_eq!(broken(&before, &after), Place { layer: 1, unit: 0, from: None }, "nearest to the output");
    }
}
