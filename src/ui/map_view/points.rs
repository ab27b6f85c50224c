//! The rows of the data set as points on the map.

use egui::{Mesh, Pos2, Rect, lerp, pos2, remap};

use crate::{
    data::{Part, Target},
    training::{Area, Decision, Meaning},
    ui::{
        Theme,
        mark::{self, Mark, MarkSheet},
        plane::between,
    },
    worker::Snapshot,
};

/// More points than this hide the map and tell no more.
const SHOWN: usize = 2_000;
/// Multiplications that are spent on finding wrong points without waiting for a later snapshot.
const AT_ONCE: usize = 1_000_000;

/// One row, drawn.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    /// Row of the data set.
    pub row: usize,
    /// Place, in shares of the way right and up.
    pub at: Pos2,
    /// Class, or nothing for regression.
    pub class: Option<usize>,
    /// Scaled target of a regression, −1…1.
    pub level: f32,
    /// Whether it is held back from training.
    pub test: bool,
    /// Whether the network gives it another class.
    pub wrong: bool,
}

/// The points of one snapshot.
#[derive(Debug, Default)]
pub struct Points {
    /// Those for training first.
    pub all: Vec<Point>,
    number: Option<u64>,
}

impl Points {
    /// Brings the points to `snapshot`. While a large network trains, a few snapshots are left out.
    pub fn update(&mut self, snapshot: &Snapshot) {
        let rows = (snapshot.data.train.rows.len() + snapshot.data.test.rows.len()).min(SHOWN);
        let by_map = snapshot.data.set.inputs.ncols() <= 2;
        let wait =
            if snapshot.running && !by_map { rows * snapshot.network.parameters.values().len() / AT_ONCE } else { 0 };
        let waited = self.number.map_or(u64::MAX, |number| snapshot.number.saturating_sub(number));
        if waited <= wait as u64 {
            return;
        }
        self.number = Some(snapshot.number);
        self.all.clear();
        let meaning = Meaning::of(&snapshot.experiment, &snapshot.data);
        let total = snapshot.data.train.rows.len() + snapshot.data.test.rows.len();
        for (part, test) in [(&snapshot.data.train, false), (&snapshot.data.test, true)] {
            let shown = if total > SHOWN { part.rows.len() * SHOWN / total } else { part.rows.len() };
            // Evenly spread over the rows, and the same ones every time.
            self.all.extend((0..shown).map(|i| point(snapshot, meaning, part, i * part.rows.len() / shown, test)));
        }
    }

    /// The shown point nearest to `at`, with its distance in shares of the map.
    #[must_use]
    pub fn nearest(&self, at: Pos2, with_test: bool) -> Option<(Point, f32)> {
        let shown = self.all.iter().filter(|point| with_test || !point.test);
        shown.map(|point| (*point, point.at.distance(at))).min_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// All points on `rect`, as one mesh.
    #[must_use]
    pub fn mesh(&self, theme: &Theme, sheet: &MarkSheet, rect: Rect, classes: usize, with_test: bool) -> Mesh {
        let mut mesh = sheet.mesh();
        let size = if self.all.len() > 800 { 0.75 } else { 1.0 };
        let place = |at: Pos2| pos2(lerp(rect.x_range(), at.x), lerp(rect.bottom()..=rect.top(), at.y));
        let inside = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        let shown = || self.all.iter().filter(|point| (with_test || !point.test) && inside.contains(point.at));
        // Wrong ones last, so that none is hidden.
        let right = shown().filter(|point| !point.wrong);
        for point in right.chain(shown().filter(|point| point.wrong)) {
            let (shape, color) = match point.class {
                Some(class) => (Mark::of_class(class), theme.class(class, classes)),
                None => {
                    let end = theme.signed(point.level);
                    (Mark::Circle, theme.map_zero.lerp_to_gamma(end, point.level.abs().min(1.0)))
                }
            };
            let (layers, cross) = if point.test {
                ([(mark::Part::Body, theme.surface), (mark::Part::Ring, color)], theme.ink)
            } else {
                ([(mark::Part::Body, color), (mark::Part::Outline, theme.ink)], theme.surface)
            };
            let size = if point.wrong { 1.3 * size } else { size };
            for (part, color) in layers {
                sheet.add(&mut mesh, shape, part, place(point.at), size, color);
            }
            if point.wrong {
                sheet.add(&mut mesh, Mark::Cross, mark::Part::Body, place(point.at), size, cross);
            }
        }
        mesh
    }
}

fn point(snapshot: &Snapshot, meaning: Meaning, part: &Part, i: usize, test: bool) -> Point {
    let (data, maps) = (&snapshot.data, &snapshot.maps);
    let row = part.rows[i];
    let Area { x, y } = maps.area;
    let raw = |axis: usize| data.set.inputs.get((row, axis)).copied().unwrap_or(0.0);
    let at = pos2(remap(raw(maps.axes.0), x.0..=x.1, 0.0..=1.0), remap(raw(maps.axes.1), y.0..=y.1, 0.0..=1.0));
    let (class, level, wrong) = match &data.set.target {
        Target::Class { labels, .. } => {
            let class = labels[row] as usize;
            let decided = if snapshot.running && data.set.inputs.ncols() <= 2 {
                on_map(&maps.decision, maps.resolution, at)
            } else {
                let output = snapshot.network.forward(&part.inputs.row(i).to_vec()).pop().unwrap_or_default();
                meaning.class(&output)
            };
            (Some(class), 0.0, decided != Some(class))
        }
        Target::Value { .. } => {
            let target: Vec<f32> = part.targets.row(i).to_vec();
            (None, meaning.decision(&target), false)
        }
    };
    Point { row, at, class, level, test, wrong }
}

/// The class that the map shows at a place: near enough while training goes on, and found at once.
fn on_map(decision: &Decision, cells: usize, at: Pos2) -> Option<usize> {
    match decision {
        Decision::Level(levels) => Some(usize::from(between(levels, cells, at.x, at.y) > 0.0)),
        Decision::Classes { classes, .. } => {
            let place = |share: f32| ((share * cells as f32) as usize).min(cells - 1);
            classes.get(place(at.y) * cells + place(at.x)).map(|class| usize::from(*class))
        }
    }
}
