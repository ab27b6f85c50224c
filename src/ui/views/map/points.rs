//! The rows of the data set as points on the map.

use std::sync::Arc;

use egui::{Mesh, Pos2, Shape, Stroke, pos2};

use super::Viewport;
use crate::{
    data::{Painted, Part, Target},
    insight::Decision,
    measure::Meaning,
    nn::Workspace,
    ui::{
        kit::{
            Theme,
            mark::{self, Mark, MarkSheet},
        },
        views::plane::between,
    },
    worker::Snapshot,
};

/// More points than this hide the map and tell no more.
const SHOWN: usize = 2_000;
/// Multiplications that are spent on the network's answers without waiting for a later snapshot.
const AT_ONCE: usize = 4_000_000;

/// One row, drawn.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    /// Row of the data set.
    pub row: usize,
    /// Place on the plane.
    pub at: Pos2,
    /// Class, or nothing for regression.
    pub class: Option<usize>,
    /// Target of a regression, −1…1.
    pub level: f32,
    /// How far the network's answer to a regression is from it, in the same unit; above 0 when it is too high.
    pub residual: f32,
    /// Whether it is held back from training.
    pub test: bool,
    /// Whether the network gives it another class.
    pub wrong: bool,
}

/// How points are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Number of classes, 0 for regression.
    pub classes: usize,
    /// Whether test points are shown.
    pub with_test: bool,
    /// Whether a regression's points show by how much the network errs.
    pub residuals: bool,
}

/// The points of one snapshot.
#[derive(Debug, Default)]
pub struct Points {
    /// Those for training first.
    pub all: Vec<Point>,
    number: Option<u64>,
    painted: Option<Arc<Painted>>,
    workspace: Option<Workspace>,
}

impl Points {
    /// Brings the points to `snapshot`, or to `painted` ones that no snapshot has yet. While a large network trains, a
    /// few snapshots are left out.
    pub fn update(&mut self, snapshot: &Snapshot, painted: Option<&Arc<Painted>>) {
        if let Some(painted) = painted {
            if self.number != Some(snapshot.number)
                || self.painted.as_ref().is_none_or(|last| !Arc::ptr_eq(last, painted))
            {
                self.all = unlearned(snapshot, painted);
                (self.number, self.painted) = (Some(snapshot.number), Some(Arc::clone(painted)));
            }
            return;
        }
        if self.painted.take().is_some() {
            self.number = None;
        }
        let total = snapshot.data.train.rows.len() + snapshot.data.test.rows.len();
        let by_map = snapshot.data.set.inputs.ncols() <= 2 && snapshot.maps.area == snapshot.maps.plane.area;
        let cost = total.min(SHOWN) * snapshot.network.parameters.values().len();
        let wait = if snapshot.running && !by_map { cost / AT_ONCE } else { 0 };
        let waited = self.number.map_or(u64::MAX, |number| snapshot.number.abs_diff(number));
        if waited <= wait as u64 {
            return;
        }
        self.number = Some(snapshot.number);
        self.all.clear();
        let meaning = Meaning::of(&snapshot.experiment, &snapshot.data);
        for (part, test) in [(&snapshot.data.train, false), (&snapshot.data.test, true)] {
            let shown = if total > SHOWN { part.rows.len() * SHOWN / total } else { part.rows.len() };
            // Evenly spread over the rows, and the same ones every time.
            let places: Vec<usize> = (0..shown).map(|i| i * part.rows.len() / shown).collect();
            let first = self.all.len();
            self.all.extend(places.iter().map(|&place| point(snapshot, meaning, part, place, test)));
            let points = &mut self.all[first..];
            if snapshot.running && by_map {
                points.iter_mut().for_each(|point| answer_by_map(point, snapshot));
            } else {
                answer(points, &places, snapshot, meaning, part, &mut self.workspace);
            }
        }
    }

    /// The shown point nearest to a place on the screen, with its distance there.
    #[must_use]
    pub fn nearest(&self, view: &Viewport, at: Pos2, with_test: bool) -> Option<(Point, f32)> {
        let shown = self.all.iter().filter(|point| with_test || !point.test);
        shown.map(|point| (*point, view.screen(point.at).distance(at))).min_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// All points in view, as one mesh.
    #[must_use]
    pub fn mesh(&self, theme: &Theme, sheet: &MarkSheet, view: &Viewport, style: Style) -> Mesh {
        let mut mesh = sheet.mesh();
        // A body and an outline each.
        mesh.reserve_vertices(8 * self.all.len());
        mesh.reserve_triangles(4 * self.all.len());
        let size = if self.all.len() > 800 { 0.75 } else { 1.0 };
        let inside = view.rect.expand(8.0);
        let shown = || {
            let points = self.all.iter().filter(|point| style.with_test || !point.test);
            points.map(|point| (point, view.screen(point.at))).filter(|(_, at)| inside.contains(*at))
        };
        // Wrong ones last, so that none is hidden.
        let right = shown().filter(|(point, _)| !point.wrong);
        for (point, at) in right.chain(shown().filter(|(point, _)| point.wrong)) {
            let (shape, color) = match point.class {
                Some(class) => (Mark::of_class(class), theme.class(class, style.classes)),
                None => {
                    let level = if style.residuals { 2.0 * point.residual } else { point.level };
                    (Mark::Circle, theme.map_zero.lerp_to_gamma(theme.signed(level), level.abs().min(1.0)))
                }
            };
            let size = match point.class {
                Some(_) if point.wrong => 1.3 * size,
                // The error is seen by size as well as by colour.
                None if style.residuals => size * (0.6 + point.residual.abs().min(1.0)),
                _ => size,
            };
            sheet.point(&mut mesh, theme, shape, (at, size), color, point.test);
            if point.wrong {
                let cross = if point.test { theme.ink } else { theme.surface };
                sheet.add(&mut mesh, Mark::Cross, mark::Part::Body, at, size, cross);
            }
        }
        mesh
    }

    /// A line from each point to the network's answer, where the second axis shows answers.
    #[must_use]
    pub fn errors(&self, theme: &Theme, view: &Viewport, with_test: bool, reach: f32) -> Vec<Shape> {
        let shown = self.all.iter().filter(|point| with_test || !point.test);
        let line = |point: &Point| {
            let ends = [view.screen(point.at), view.screen(pos2(point.at.x, point.at.y + reach * point.residual))];
            Shape::line_segment(ends, Stroke::new(1.5, theme.signed(point.residual)))
        };
        shown.map(line).collect()
    }
}

/// A point as the data have it, before the network is asked.
fn point(snapshot: &Snapshot, meaning: Meaning, part: &Part, place: usize, test: bool) -> Point {
    let (data, row) = (&snapshot.data, part.rows[place]);
    let (x, y) = snapshot.maps.plane.place(data, row);
    let (class, level) = match &data.set.target {
        Target::Class { labels, .. } => (Some(labels[row] as usize), 0.0),
        Target::Value { .. } => (None, meaning.decision(&part.targets.row(place).to_vec())),
    };
    Point { row, at: pos2(x, y), class, level, residual: 0.0, test, wrong: false }
}

/// What the network answers to the rows at `places` of `part`, all at once.
fn answer(
    points: &mut [Point],
    places: &[usize],
    snapshot: &Snapshot,
    meaning: Meaning,
    part: &Part,
    workspace: &mut Option<Workspace>,
) {
    let network = &snapshot.network;
    let sizes = network.parameters.sizes();
    let workspace = match workspace {
        Some(known) if known.gradient().sizes() == sizes => known,
        other => other.insert(Workspace::new(sizes)),
    };
    let inputs: Vec<f32> = places.iter().flat_map(|&place| part.inputs.row(place)).copied().collect();
    let last = network.activations.len();
    let mut output = vec![0.0; sizes[last]];
    network.evaluate(&inputs, workspace, |tile| {
        for row in 0..tile.rows {
            output.iter_mut().enumerate().for_each(|(unit, y)| *y = tile.values(last, unit)[row]);
            let point = &mut points[tile.row + row];
            match point.class {
                Some(class) => point.wrong = meaning.class(&output) != Some(class),
                None => point.residual = meaning.decision(&output) - point.level,
            }
        }
    });
}

/// What the map shows at the point: near enough while training goes on, and found at once.
fn answer_by_map(point: &mut Point, snapshot: &Snapshot) {
    let (maps, area) = (&snapshot.maps, snapshot.maps.area);
    let right = (point.at.x - area.x.0) / (area.x.1 - area.x.0);
    let up = (point.at.y - area.y.0) / (area.y.1 - area.y.0);
    match &maps.decision {
        Decision::Level(levels) => {
            let level = between(levels, maps.resolution, right, up);
            match point.class {
                Some(class) => point.wrong = usize::from(level > 0.0) != class,
                None => point.residual = level - point.level,
            }
        }
        Decision::Classes { classes, .. } => {
            let cells = maps.resolution;
            let place = |share: f32| ((share * cells as f32) as usize).min(cells - 1);
            let found = classes.get(place(up) * cells + place(right)).map(|class| usize::from(*class));
            point.wrong = found != point.class;
        }
    }
}

/// Painted points that the network has not seen yet.
fn unlearned(snapshot: &Snapshot, painted: &Painted) -> Vec<Point> {
    let trains = painted.trains(snapshot.experiment.data.train_share);
    let mut points: Vec<Point> = (0..painted.rows())
        .map(|row| {
            let class = painted.class[row] as usize;
            let at = pos2(painted.x1[row], painted.x2[row]);
            let mut point =
                Point { row, at, class: Some(class), level: 0.0, residual: 0.0, test: !trains[row], wrong: false };
            // What is shown may be of other data still, or of fewer classes.
            if snapshot.data.set.target.classes().is_some_and(|classes| class < classes) {
                answer_by_map(&mut point, snapshot);
            }
            point
        })
        .collect();
    points.sort_by_key(|point| point.test);
    points
}
