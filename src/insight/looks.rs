//! What is computed about a network besides its metrics, as far as requested.

use std::sync::Arc;

use super::{
    Answered, Ghost, Judged, KnownProjection, MapRequest, Maps, Matched, Point, Projection, Redrawn, Request, Space,
    judged::Judge, matched::Matcher, reconstruction::Redrawer,
};
use crate::{
    data::Prepared,
    measure::{Area, Meaning, Probe},
    nn::Network,
};

/// While training does not rest, this many multiplications are spent on points before one moment goes without new ones.
const AT_ONCE: usize = 4_000_000;
/// Cells along each side of another run's map, of which only the boundary is shown.
const GHOST: usize = 120;

/// Another run's decision map on the plane of this one.
type Seen = (Arc<Ghost>, Arc<Maps>);

/// What was requested for one moment; `None` for anything not requested.
#[derive(Clone, Debug, Default)]
pub struct Looks {
    /// The outputs over the plane, and the units if requested.
    pub maps: Option<Arc<Maps>>,
    /// The plane and the points as each layer sees them.
    pub space: Option<Arc<Space>>,
    /// The rows as points of the plane, training rows first; slightly outdated while a large network trains.
    pub points: Option<Arc<Vec<Point>>>,
    /// The row that is followed through the network.
    pub trace: Option<Arc<Trace>>,
    /// The evaluation; slightly outdated during training.
    pub judged: Option<Arc<Judged>>,
    /// The prediction for the row that a person entered.
    pub answered: Option<Arc<Answered>>,
    /// Reconstructions of an autoencoder, and the decoded point of its latent space.
    pub redrawn: Option<Arc<Redrawn>>,
    /// Held-out rows and the other views that lie nearest to them.
    pub matched: Option<Arc<Matched>>,
    /// The decisions of the runs beside this one, in the order in which they were asked for.
    pub ghosts: Vec<Seen>,
}

/// The activations of every unit for one row.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// Index of the row in the data set.
    pub row: usize,
    /// Values of each layer's units, the features first.
    pub values: Vec<Vec<f32>>,
}

impl Probe<'_> {
    /// The activations of every unit for `row` of the data set.
    ///
    /// # Panics
    /// When there is no such row.
    #[must_use]
    pub fn trace(&self, row: usize) -> Trace {
        let features = self.data.features_of(&self.data.set.inputs, &[row]);
        Trace { row, values: self.network.forward(&features.row(0).to_vec()) }
    }
}

/// How much may be spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Cells along each side of the decision map.
    pub resolution: usize,
    /// Approximate largest number of cells for the maps of all units together.
    pub unit_cells: usize,
    /// Whether the next moment follows immediately.
    pub hurried: bool,
}

/// Computes what is requested at one moment after another, and never twice what has not changed.
#[derive(Debug, Default)]
pub struct Looker {
    planes: KnownProjection,
    judge: Judge,
    redrawer: Redrawer,
    matcher: Matcher,
    last: Option<Last>,
    /// Number of moments without new points.
    waited: usize,
}

/// The latest result, and what it was computed from.
#[derive(Debug)]
struct Last {
    network: Network,
    data: Arc<Prepared>,
    meaning: Meaning,
    plane: Arc<Projection>,
    area: Area,
    unit_cells: usize,
    points: usize,
    looks: Looks,
}

impl Looker {
    /// What `request` asks for about `probe`, whose rows are `data`.
    pub fn look(&mut self, probe: &Probe<'_>, data: &Arc<Prepared>, request: &Request, effort: Effort) -> Looks {
        let row = request.row.filter(|row| *row < data.set.rows());
        let trace = row.map(|row| Arc::new(probe.trace(row)));
        let judging = request.judging.as_ref();
        let judged = judging.map(|judging| self.judge.judge(probe, data, judging, effort.hurried));
        let answered = request.given.as_deref().and_then(|given| probe.answer_to(given)).map(Arc::new);
        let redrawn = request.redrawing.and_then(|redrawing| self.redrawer.draw(probe, data, redrawing));
        let matched = if request.matching { self.matcher.look(probe, data) } else { None };
        let alone = Looks { trace, judged, answered, redrawn, matched, ..Looks::default() };
        if !request.has_plane() {
            self.last = None;
            return alone;
        }
        let plane = self.planes.of(request.axes, data, probe.lies_in_six());
        let area = request.area.unwrap_or(plane.area);
        let meaning = probe.meaning();
        let last = self.last.take();
        let placed = last.as_ref().filter(|last| Arc::ptr_eq(&last.data, data) && Arc::ptr_eq(&last.plane, &plane));
        let same = placed.filter(|last| last.meaning == meaning && last.network == *probe.network);
        let there = same.filter(|last| last.area == area);

        let maps = (effort.resolution > 0 && request.map > 0).then(|| {
            let known =
                there.and_then(|last| last.looks.maps.as_ref().filter(|maps| last.serves(maps, request, effort)));
            let wanted = request.maps(effort.resolution);
            let new = || Arc::new(probe.maps_over(wanted, Arc::clone(&plane), effort.unit_cells));
            known.map_or_else(new, Arc::clone)
        });
        let space = request.space.then(|| {
            let seen = last.as_ref().and_then(|last| last.looks.space.as_deref());
            let known = there.and_then(|last| last.looks.space.clone());
            known.unwrap_or_else(|| Arc::new(probe.space(&plane, area, seen)))
        });
        let points = (request.points > 0).then(|| {
            let known = placed.filter(|last| last.points == request.points);
            let known = known.filter(|_| same.is_some() || effort.hurried && self.waited < Self::wait(probe, request));
            self.waited = if known.is_some() { self.waited + 1 } else { 0 };
            let known = known.and_then(|last| last.looks.points.clone());
            known.unwrap_or_else(|| Arc::new(probe.points(&plane, request.points)))
        });
        let seen = last.as_ref().map_or(&[][..], |last| &last.looks.ghosts);
        let ghosts = request.ghosts.iter().filter(|ghost| ghost.data.set.inputs.ncols() == data.set.inputs.ncols());
        let ghosts = ghosts.map(|ghost| {
            let stands =
                |(other, maps): &&Seen| other == ghost && maps.area == area && Arc::ptr_eq(&maps.plane, &plane);
            let wanted = MapRequest { resolution: GHOST, axes: request.axes, area: request.area, units: false };
            let new = || (Arc::clone(ghost), Arc::new(ghost.probe().maps_over(wanted, Arc::clone(&plane), GHOST)));
            seen.iter().find(stands).map_or_else(new, Clone::clone)
        });
        let ghosts = ghosts.collect();
        let looks = Looks { maps, space, points, ghosts, ..alone };
        self.last = Some(Last {
            network: probe.network.clone(),
            data: Arc::clone(data),
            meaning,
            plane,
            area,
            unit_cells: effort.unit_cells,
            points: request.points,
            looks: looks.clone(),
        });
        looks
    }

    /// Number of moments that go without new points when training does not rest.
    fn wait(probe: &Probe<'_>, request: &Request) -> usize {
        let rows: usize = probe.data.parts().iter().map(|(_, part)| part.rows.len()).sum();
        rows.min(request.points) * probe.network.parameters.values().len() / AT_ONCE
    }
}

impl Last {
    /// Whether `maps`, of the same moment and place, are as fine as new ones would be.
    fn serves(&self, maps: &Maps, request: &Request, effort: Effort) -> bool {
        let units = !request.units
            || maps.has_units() && (self.unit_cells >= effort.unit_cells || maps.unit_resolution == maps.resolution);
        maps.resolution >= effort.resolution && units
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{experiment::Experiment, training::Trainer};

    const EFFORT: Effort = Effort { resolution: 10, unit_cells: 1 << 20, hurried: false };

    fn trainer() -> Trainer {
        Trainer::new(Experiment::default().validate().unwrap())
    }

    #[test]
    fn nothing_is_seen_that_was_not_asked_for() {
        let (trainer, mut looker) = (trainer(), Looker::default());
        let mut look = |request: Request| {
            let looks = looker.look(&trainer.probe(), trainer.data(), &request, EFFORT);
            [looks.maps.is_some(), looks.space.is_some(), looks.points.is_some(), looks.trace.is_some()]
        };
        assert_eq!(look(Request::default()), [false; 4]);
        assert_eq!(look(Request { map: 10, ..Request::default() }), [true, false, false, false]);
        assert_eq!(look(Request { space: true, ..Request::default() }), [false, true, false, false]);
        assert_eq!(look(Request { points: 9, row: Some(3), ..Request::default() }), [false, false, true, true]);
        assert_eq!(look(Request { row: Some(1_000_000), ..Request::default() }), [false; 4], "there is no such row");
    }

    #[test]
    fn units_have_maps_only_when_they_were_asked_for() {
        let (trainer, mut looker) = (trainer(), Looker::default());
        let mut maps = |units| {
            let request = Request { map: 10, units, ..Request::default() };
            looker.look(&trainer.probe(), trainer.data(), &request, EFFORT).maps.unwrap()
        };
        let alone = maps(false);
        assert_eq!(alone.units.iter().map(Vec::len).collect::<Vec<_>>(), [0, 0, 0, 1]);
        let all = maps(true);
        assert_eq!(all.units.iter().map(Vec::len).collect::<Vec<_>>(), [2, 4, 2, 1]);
        assert_eq!((all.decision.clone(), &all.units[3]), (alone.decision.clone(), &alone.units[3]));
        assert!(Arc::ptr_eq(&all, &maps(false)), "what has more serves too");
    }

    #[test]
    fn what_has_not_changed_is_not_looked_at_again() {
        let (mut trainer, mut looker) = (trainer(), Looker::default());
        let request = Request { map: 10, space: true, points: 100, ..Request::default() };
        let look = |looker: &mut Looker, trainer: &Trainer, request: &Request, effort| {
            looker.look(&trainer.probe(), trainer.data(), request, effort)
        };
        let first = look(&mut looker, &trainer, &request, EFFORT);
        let again = look(&mut looker, &trainer, &Request { row: Some(1), ..request.clone() }, EFFORT);
        let same = |a: &Looks, b: &Looks| {
            let maps = Arc::ptr_eq(a.maps.as_ref().unwrap(), b.maps.as_ref().unwrap());
            let space = Arc::ptr_eq(a.space.as_ref().unwrap(), b.space.as_ref().unwrap());
            [maps, space, Arc::ptr_eq(a.points.as_ref().unwrap(), b.points.as_ref().unwrap())]
        };
        assert_eq!(same(&first, &again), [true; 3]);
        let finer = look(&mut looker, &trainer, &request, Effort { resolution: 20, ..EFFORT });
        assert_eq!(same(&again, &finer), [false, true, true], "only the map is made finer");
        let coarse = look(&mut looker, &trainer, &request, EFFORT);
        assert_eq!(same(&finer, &coarse), [true; 3], "and stays so");
        let area = Some(Area { x: (0.0, 1.0), y: (0.0, 1.0) });
        let near = look(&mut looker, &trainer, &Request { area, ..request.clone() }, EFFORT);
        assert_eq!(same(&coarse, &near), [false, false, true]);
        let ghost = Arc::new(Ghost {
            experiment: trainer.experiment().clone(),
            data: Arc::clone(trainer.data()),
            network: trainer.network().clone(),
        });
        let beside = Request { ghosts: vec![Arc::clone(&ghost)], ..request.clone() };
        let seen = look(&mut looker, &trainer, &beside, EFFORT).ghosts;
        trainer.step();
        let again = look(&mut looker, &trainer, &beside, EFFORT).ghosts;
        assert!(seen[0].0 == ghost && Arc::ptr_eq(&seen[0].1, &again[0].1), "a ghost does not learn");
        let next = look(&mut looker, &trainer, &request, EFFORT);
        assert_eq!(same(&near, &next), [false; 3]);
    }
}
