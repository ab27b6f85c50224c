//! The coloured ground of the map and the lines on it.

use egui::{Color32, ColorImage, Pos2};

use super::contour::zero_lines;
use crate::{
    training::Decision,
    ui::{Plane, Ramp, Theme, Unit, palette::is_hatched, plane::between},
    worker::Snapshot,
};

/// Least texels a side where colours end sharply; elsewhere the texture's own smoothing does.
const SHARP: usize = 240;

/// A map, ready to be shown.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The ground, the uppermost row first.
    pub image: ColorImage,
    /// Boundaries, in shares of the way right and up.
    pub lines: Vec<Vec<Pos2>>,
}

impl Picture {
    /// The map of `unit`, or of the network's decision when there is none.
    #[must_use]
    pub fn new(theme: &Theme, snapshot: &Snapshot, unit: Option<Unit>, discrete: bool) -> Option<Self> {
        let plane = match (unit, &snapshot.maps.decision) {
            (Some(unit), _) => Plane::of(snapshot, unit)?,
            (None, Decision::Level(_)) => Plane::of_decision(snapshot)?,
            (None, Decision::Classes { confidence, .. }) => {
                return Some(Self::of_classes(theme, snapshot, confidence, discrete));
            }
        };
        let ramp = Ramp::new(theme, discrete);
        let cells = plane.cells;
        let image = if discrete || theme.palette.hatched() {
            paint(sharp(cells), |right, up| {
                let level = plane.at(right, up);
                hatched(theme, ramp.at(level), usize::from(level < 0.0), (right, up))
            })
        } else {
            let rows = (0..cells).rev().flat_map(|row| &plane.levels[row * cells..(row + 1) * cells]);
            ColorImage::new([cells, cells], rows.map(|level| ramp.at(*level)).collect())
        };
        let fitted = unit.is_none() && snapshot.data.set.target.classes().is_none();
        let lines = if fitted { Vec::new() } else { zero_lines(&plane.levels, cells) };
        Some(Self { image, lines })
    }

    /// Regions of many classes. The outputs are compared between the cells as well, so that borders are smooth.
    fn of_classes(theme: &Theme, snapshot: &Snapshot, confidence: &[f32], discrete: bool) -> Self {
        let maps = &snapshot.maps;
        let outputs = maps.units.last().map_or(&[][..], Vec::as_slice);
        let (classes, cells) = (outputs.len(), maps.unit_resolution);
        let least = 1.0 / classes.max(2) as f32;
        let image = paint(sharp(cells), |right, up| {
            let mut best = (0, f32::NEG_INFINITY);
            for (class, output) in outputs.iter().enumerate() {
                let value = between(output, cells, right, up);
                if value > best.1 {
                    best = (class, value);
                }
            }
            let sure = if discrete { 0.8 } else { between(confidence, maps.resolution, right, up) };
            let lead = ((sure - least) / (1.0 - least)).clamp(0.0, 1.0);
            let ground = theme.map_zero.lerp_to_gamma(theme.class(best.0, classes), 0.12 + 0.4 * lead);
            hatched(theme, ground, best.0, (right, up))
        });
        // The last class's borders are all borders of others.
        let lines = (0..classes.saturating_sub(1))
            .flat_map(|class| {
                let others = || outputs.iter().enumerate().filter(move |(other, _)| *other != class);
                let ahead = |cell: usize| {
                    outputs[class][cell] - others().map(|(_, map)| map[cell]).fold(f32::NEG_INFINITY, f32::max)
                };
                zero_lines(&(0..cells * cells).map(ahead).collect::<Vec<_>>(), cells)
            })
            .collect();
        Self { image, lines }
    }
}

/// The colour of a place in region `class`: its lines, where the palette has any, are a little nearer to the ink.
fn hatched(theme: &Theme, ground: Color32, class: usize, (right, up): (f32, f32)) -> Color32 {
    let line = theme.palette.hatched() && is_hatched(class, right, up);
    if line { ground.lerp_to_gamma(theme.ink, 0.3) } else { ground }
}

fn sharp(cells: usize) -> usize {
    cells.max(1) * SHARP.div_ceil(cells.max(1))
}

fn paint(side: usize, color: impl Fn(f32, f32) -> Color32) -> ColorImage {
    let share = |i: usize| (i as f32 + 0.5) / side as f32;
    let pixels = (0..side * side).map(|i| color(share(i % side), 1.0 - share(i / side))).collect();
    ColorImage::new([side, side], pixels)
}
