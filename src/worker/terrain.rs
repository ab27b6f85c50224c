//! The loss landscape around a run: over a plane or a line in weight space, and the sharpness along the run.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use super::{Snapshot, fleet, moment::Moment};
use crate::{
    data::Prepared,
    experiment::Experiment,
    insight::{
        Ghost,
        landscape::{Ground, Line, Path, Plane, direction, matching, sharpness::Sharpness},
    },
    nn::{Network, Schedule},
    training::{Checkpoint, Timeline},
};

/// Cells along each side of a plane.
pub const CELLS: usize = 51;
/// Number of points along a line.
pub const PLACES: usize = 201;
/// Multiply-adds of one pass over the rows; with more rows than that allows, an even sample is used.
const WORK: usize = 1 << 20;
/// Shortest interval at which a growing curve is published.
const SEEN_EVERY: Duration = Duration::from_millis(100);

/// What is examined.
#[derive(Clone, Debug, PartialEq)]
pub enum Look {
    /// The plane of the run's two principal directions.
    Path,
    /// A plane of two random directions from the moment.
    Random {
        /// Number of the pair of directions.
        number: u64,
        /// Whether the directions include biases.
        biases: bool,
    },
    /// The line from the moment to another network.
    To(Arc<Ghost>),
}

/// A question about the loss around a run.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The moment that is shown.
    pub of: Moment,
    /// Its run's kept moments, and the latest of all.
    timeline: Arc<Timeline>,
    newest: Arc<Checkpoint>,
    /// What is examined.
    pub look: Look,
}

impl Asked {
    /// The question about what `snapshot` shows.
    #[must_use]
    pub fn about(snapshot: &Snapshot, look: Look) -> Self {
        let (timeline, newest) = (Arc::clone(&snapshot.timeline), Arc::clone(&snapshot.newest));
        Self { of: Moment::of(snapshot), timeline, newest, look }
    }

    /// Whether it has the same answer as the question about `snapshot`.
    #[must_use]
    pub fn is_about(&self, snapshot: &Snapshot, look: &Look) -> bool {
        // The plane of a path is the same for all its moments.
        let is_same_moment = || match look {
            Look::Path => {
                Arc::ptr_eq(&self.of.data, &snapshot.data) && key(&self.of.experiment) == key(&snapshot.experiment)
            }
            Look::Random { .. } | Look::To(_) => self.of.is_of(snapshot),
        };
        self.look == *look
            && Arc::ptr_eq(&self.timeline, &snapshot.timeline)
            && self.newest.is_same(&snapshot.newest)
            && is_same_moment()
    }

    /// The moments with the same layers and number of rows as the one shown, in chronological order.
    fn moments(&self) -> Vec<Arc<Checkpoint>> {
        let here = &self.of.checkpoint;
        let is_alike = |moment: &&Arc<Checkpoint>| {
            moment.parameters.sizes() == here.parameters.sizes() && moment.order.len() == here.order.len()
        };
        let kept = self.timeline.moments().iter().filter(|moment| moment.step < self.newest.step);
        kept.chain([&self.newest]).filter(is_alike).cloned().collect()
    }
}

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        self.of == other.of && Arc::ptr_eq(&self.newest, &other.newest) && self.look == other.look
    }
}

/// The loss over a plane.
#[derive(Clone, Debug)]
pub struct Terrain {
    /// The question.
    pub asked: Asked,
    /// The plane.
    pub plane: Plane,
    /// The losses of [`CELLS`] × [`CELLS`] cells, the lowest row first.
    pub losses: Vec<f64>,
    /// Fraction of the path's variance along each direction, for the plane of a path.
    pub shares: Option<[f64; 2]>,
    /// The moments of the run with their coordinates, for the plane of a path.
    pub path: Vec<(Arc<Checkpoint>, (f64, f64))>,
    /// Number of rows used, and of all.
    pub rows: (usize, usize),
    /// Time it took.
    pub took: Duration,
}

/// The loss along the line to another network.
#[derive(Clone, Debug)]
pub struct Between {
    /// The question.
    pub asked: Asked,
    /// Directly, and with the other's units matched first.
    pub lines: [Line; 2],
}

/// The result of a question; `None` when a path spans no plane yet, or the other network has other layers.
#[derive(Debug)]
pub(super) enum Seen {
    Plane(Option<Terrain>),
    Line(Option<Between>),
}

/// The sharpness at the moments of a run.
#[derive(Clone, Debug, Default)]
pub struct Curve {
    /// `(epochs, sharpness)` pairs, parts of an epoch included.
    pub points: Vec<(f64, f64)>,
    /// Number of rows used, and of all.
    pub rows: (usize, usize),
    /// Whether it is still growing.
    pub grows: bool,
}

/// Results for earlier moments, which do not change.
#[derive(Debug, Default)]
pub(super) struct Known {
    of: Option<(Experiment, Arc<Prepared>)>,
    found: Vec<(Arc<Checkpoint>, f64)>,
    /// The latest of them with its direction, from which the next search starts.
    last: Option<Sharpness>,
}

/// The experiment without whatever does not affect the loss or its curvature.
fn key(experiment: &Experiment) -> Experiment {
    let mut key = experiment.clone();
    let training = key.training_mut();
    (training.learning_rate, training.schedule) = (1.0, Schedule::Constant);
    key
}

/// The loss over the requested plane or along the requested line.
pub(super) fn look(asked: &Asked) -> Seen {
    let start = Instant::now();
    let ground = Ground::new(&asked.of.experiment, &asked.of.data, WORK);
    let parameters = &asked.of.checkpoint.parameters;
    let (plane, shares, path) = match &asked.look {
        Look::Path => {
            let moments = asked.moments();
            let values: Vec<&[f32]> = moments.iter().map(|moment| moment.parameters.values()).collect();
            match Path::of(&values) {
                Some(Path { plane, shares, places }) => {
                    (plane, Some(shares), moments.into_iter().zip(places).collect())
                }
                None => return Seen::Plane(None),
            }
        }
        Look::Random { number, biases } => (direction::plane(parameters, *biases, *number), None, Vec::new()),
        Look::To(ghost) => return Seen::Line(between(asked, ground, ghost)),
    };
    let rows = fleet::each(CELLS as u64, |_| (), |row| plane.row(&mut ground.clone(), row as usize, CELLS));
    let losses = rows.into_iter().flatten().collect();
    let rows = ground.rows();
    Seen::Plane(Some(Terrain { asked: asked.clone(), plane, losses, shares, path, rows, took: start.elapsed() }))
}

fn between(asked: &Asked, mut ground: Ground, ghost: &Ghost) -> Option<Between> {
    let network =
        Network { parameters: asked.of.checkpoint.parameters.clone(), activations: asked.of.experiment.activations() };
    matching::fit(&network, &ghost.network).then(|| {
        let lines = Line::both(&mut ground, &network, &ghost.network, PLACES);
        Between { asked: asked.clone(), lines }
    })
}

/// The sharpness at every moment that is not known yet. After each, `publish` is called, now and then and at the end
/// with the curve, and returns whether to continue.
pub(super) fn sharpen(known: &mut Known, asked: &Asked, publish: &mut dyn FnMut(Option<Curve>) -> bool) {
    let (key, data) = (key(&asked.of.experiment), &asked.of.data);
    if known.of.as_ref().is_none_or(|(of, rows)| *of != key || !Arc::ptr_eq(rows, data)) {
        *known = Known { of: Some((key, Arc::clone(data))), ..Known::default() };
    }
    let moments = asked.moments();
    known.found.retain(|(of, _)| moments.iter().any(|moment| Arc::ptr_eq(of, moment)));
    let mut ground = Ground::new(&asked.of.experiment, data, WORK);
    let mut seen = Instant::now();
    for (place, moment) in moments.iter().enumerate() {
        // Moments are only added at the end, or removed, so known ones stay in order.
        if known.found.get(place).is_some_and(|(of, _)| Arc::ptr_eq(of, moment)) {
            continue;
        }
        known.found.truncate(place);
        let sharpness = Sharpness::of(&mut ground, moment.parameters.values(), known.last.as_ref());
        known.found.push((Arc::clone(moment), sharpness.value));
        known.last = Some(sharpness);
        let is_due = seen.elapsed() > SEEN_EVERY;
        if is_due {
            seen = Instant::now();
        }
        if !publish(is_due.then(|| known.curve(ground.rows(), true))) {
            return;
        }
    }
    let _over = publish(Some(known.curve(ground.rows(), false)));
}

impl Known {
    fn curve(&self, rows: (usize, usize), grows: bool) -> Curve {
        let epochs =
            |moment: &Checkpoint| moment.epoch as f64 + moment.position as f64 / moment.order.len().max(1) as f64;
        let points = self.found.iter().map(|(moment, value)| (epochs(moment), *value)).collect();
        Curve { points, rows, grows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        experiment::{ALL_ROWS, BatchOrder, Experiment, ValidExperiment},
        training::Trainer,
        worker::moment::tests::moment,
    };

    fn experiment() -> ValidExperiment {
        let mut experiment = Experiment::default();
        (experiment.training_mut().batch_size, experiment.training_mut().order) = (ALL_ROWS, BatchOrder::Sequential);
        experiment.validate().unwrap()
    }

    fn asked(trainer: &Trainer, look: Look) -> Asked {
        let of = moment(trainer);
        Asked { newest: Arc::clone(&of.checkpoint), timeline: Arc::clone(trainer.timeline()), of, look }
    }

    #[test]
    fn the_path_lies_on_its_plane_and_the_losses_are_those_of_its_places() {
        let mut trainer = Trainer::new(experiment());
        let random = Look::Random { number: 0, biases: true };
        assert!(matches!(look(&asked(&trainer, Look::Path)), Seen::Plane(None)), "nothing has moved yet");
        (0..100).for_each(|_| trainer.step());
        let Seen::Plane(Some(terrain)) = look(&asked(&trainer, Look::Path)) else { panic!("no plane") };
        assert_eq!((terrain.path.len(), terrain.losses.len(), terrain.rows), (101, CELLS * CELLS, (250, 250)));
        let shares = terrain.shares.unwrap();
        assert!(shares[0] > shares[1] && shares[0] + shares[1] <= 1.0 + 1e-9, "{shares:?}");
        let Seen::Plane(Some(around)) = look(&asked(&trainer, random)) else { panic!("no plane") };
        let (here, middle) = (trainer.metrics().train.loss, around.losses[CELLS * CELLS / 2]);
        assert!((here - middle).abs() < 1e-6, "the middle is the network itself: {here}, {middle}");
    }

    #[test]
    fn sharpness_is_found_once_for_each_moment_and_can_be_broken_off() {
        let mut trainer = Trainer::new(experiment());
        (0..40).for_each(|_| trainer.step());
        let (mut known, mut steps) = (Known::default(), 0);
        sharpen(&mut known, &asked(&trainer, Look::Path), &mut |_| {
            steps += 1;
            steps < 10
        });
        assert_eq!(known.found.len(), 10, "it was broken off");
        let mut whole = Curve::default();
        let mut all = |known: &mut Known, trainer: &Trainer| {
            let mut count = 0;
            sharpen(known, &asked(trainer, Look::Path), &mut |curve| {
                count += 1;
                whole = curve.unwrap_or_else(|| std::mem::take(&mut whole));
                true
            });
            (count, whole.points.len())
        };
        // The latest moment is a new copy each time it is requested.
        assert_eq!(all(&mut known, &trainer), (32, 41));
        (0..5).for_each(|_| trainer.step());
        assert_eq!(all(&mut known, &trainer), (7, 46));
        let mut other = (**trainer.experiment()).clone();
        other.training_mut().learning_rate *= 0.5;
        trainer.reconfigure(other.clone().validate().unwrap(), crate::training::Keep::WhatFits);
        assert!(all(&mut known, &trainer).0 < 5, "a rate changes nothing about the loss");
        other.training_mut().regularizer.l2 = 0.1;
        trainer.reconfigure(other.validate().unwrap(), crate::training::Keep::WhatFits);
        assert_eq!(all(&mut known, &trainer).0, 47, "a penalty does");
    }
}
