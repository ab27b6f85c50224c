//! The rows of the data set as points on the map.

use std::sync::Arc;

use egui::{Mesh, Pos2, Shape, Stroke, pos2, vec2};

use super::Viewport;
use crate::{
    data::{Painted, Split},
    insight::{Decision, Maps, Point},
    ui::{
        kit::{
            Theme,
            mark::{self, Fill, Mark, MarkSheet},
        },
        views::plane::between,
    },
    worker::Snapshot,
};

/// More points than this hide the map and tell no more.
pub const SHOWN: usize = 2_000;

/// How points are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Number of classes, 0 for regression.
    pub classes: usize,
    /// Whether validation and test points are shown.
    pub held_back: bool,
    /// Whether a regression's points show the residuals.
    pub residuals: bool,
}

/// Where a point stands on the plane.
#[must_use]
pub fn place(point: &Point) -> Pos2 {
    pos2(point.at.0, point.at.1)
}

/// The points of one snapshot.
#[derive(Debug, Default)]
pub struct Points {
    /// Those for training first.
    pub all: Arc<Vec<Point>>,
    number: Option<u64>,
    painted: Option<Arc<Painted>>,
}

impl Points {
    /// Brings the points to `snapshot`, or to `painted` ones that no snapshot has yet.
    pub fn update(&mut self, snapshot: &Snapshot, painted: Option<&Arc<Painted>>) {
        let Some(painted) = painted else {
            self.painted = None;
            self.all = snapshot.looks.points.clone().unwrap_or_default();
            return;
        };
        let known = self.painted.as_ref().is_some_and(|last| Arc::ptr_eq(last, painted));
        if self.number != Some(snapshot.number) || !known {
            self.all = Arc::new(unlearned(snapshot, painted));
            (self.number, self.painted) = (Some(snapshot.number), Some(Arc::clone(painted)));
        }
    }

    /// The shown point nearest to a place on the screen, with its distance there.
    #[must_use]
    pub fn nearest(&self, view: &Viewport, at: Pos2, held_back: bool) -> Option<(Point, f32)> {
        let shown = self.all.iter().filter(|point| held_back || point.split == Split::Train);
        shown.map(|point| (*point, view.screen(place(point)).distance(at))).min_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// All points in view, as one mesh.
    #[must_use]
    pub fn mesh(&self, theme: &Theme, sheet: &MarkSheet, view: &Viewport, style: Style) -> Mesh {
        let mut mesh = sheet.mesh();
        // A body and an outline each.
        mesh.reserve_vertices(8 * self.all.len());
        mesh.reserve_triangles(4 * self.all.len());
        // A small map, as a projector's is in its points, is not covered by them.
        let size = if self.all.len() > 800 { 0.75 } else { (view.rect.width() / 360.0).clamp(0.75, 1.0) };
        let inside = view.rect.expand(8.0);
        let shown = || {
            let points = self.all.iter().filter(|point| style.held_back || point.split == Split::Train);
            points.map(|point| (point, view.screen(place(point)))).filter(|(_, at)| inside.contains(*at))
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
            let fill = fill(point.split);
            sheet.point(&mut mesh, theme, shape, (at, size), color, fill);
            if point.class.is_none() && fill != Fill::Full {
                // A ring near zero has the colour of the map there.
                sheet.add(&mut mesh, shape, mark::Part::Outline, at, size, theme.ink);
            }
            if point.wrong {
                let cross = if fill == Fill::Full { theme.surface } else { theme.ink };
                sheet.add(&mut mesh, Mark::Cross, mark::Part::Body, at, size, cross);
            }
        }
        mesh
    }

    /// A line from each point to the prediction, if the vertical axis is the target.
    #[must_use]
    pub fn errors(&self, theme: &Theme, view: &Viewport, held_back: bool, reach: f32) -> Vec<Shape> {
        let shown = self.all.iter().filter(|point| held_back || point.split == Split::Train);
        let line = |point: &Point| {
            let ends = [place(point), place(point) + vec2(0.0, reach * point.residual)].map(|at| view.screen(at));
            Shape::line_segment(ends, Stroke::new(1.5, theme.signed(point.residual)))
        };
        shown.map(line).collect()
    }
}

/// How the parts are told apart: training points are full, validation points half full, test points hollow.
#[must_use]
pub const fn fill(split: Split) -> Fill {
    match split {
        Split::Train => Fill::Full,
        Split::Validation => Fill::Half,
        Split::Test => Fill::Hollow,
    }
}

/// What the map shows at the point.
fn answer_by_map(point: &mut Point, maps: &Maps) {
    let area = maps.area;
    let right = (point.at.0 - area.x.0) / (area.x.1 - area.x.0);
    let up = (point.at.1 - area.y.0) / (area.y.1 - area.y.0);
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

/// Painted points that the network has not been trained on yet.
fn unlearned(snapshot: &Snapshot, painted: &Painted) -> Vec<Point> {
    let data = &snapshot.experiment.data;
    let splits = painted.splits(data.train_share, data.validation_share);
    let mut points: Vec<Point> = (0..painted.rows())
        .map(|row| {
            let class = painted.class[row] as usize;
            let at = (painted.x1[row], painted.x2[row]);
            let split = splits[row];
            let mut point = Point { row, at, class: Some(class), level: 0.0, residual: 0.0, split, wrong: false };
            // What is shown may be of other data still, or of fewer classes.
            if let Some(maps) = &snapshot.looks.maps
                && snapshot.data.set.target.classes().is_some_and(|classes| class < classes)
            {
                answer_by_map(&mut point, maps);
            }
            point
        })
        .collect();
    points.sort_by_key(|point| point.split != Split::Train);
    points
}
