//! The coloured ground of the map and the lines on it.

use egui::{Color32, ColorImage, Pos2};

use super::contour::{region_lines, zero_lines};
use crate::{
    insight::{Decision, Maps},
    ui::{
        Unit,
        kit::{Theme, palette::is_hatched},
        views::plane::{Colors, Plane, between},
    },
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
    /// Lines of equal confidence, likewise.
    pub faint_lines: Vec<Vec<Pos2>>,
}

/// What the ground shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The predicted class or value, and how strongly.
    Answer,
    /// The predicted class only.
    Discrete,
    /// The confidence only.
    Confidence,
    /// Nothing, so that the points stand out.
    Plain,
}

/// Where lines of equal confidence run.
const SURE: [f32; 2] = [0.75, 0.95];

impl Picture {
    /// The map of `unit`, or of the network's decision when there is none.
    #[must_use]
    pub fn new(theme: &Theme, snapshot: &Snapshot, unit: Option<Unit>, ground: Ground) -> Option<Self> {
        let maps = snapshot.looks.maps.as_deref()?;
        let discrete = ground == Ground::Discrete;
        if ground == Ground::Confidence {
            return Some(Self::of_confidence(theme, snapshot, maps));
        }
        let plane = match (unit, &maps.decision) {
            (Some(unit), _) => Plane::of(snapshot, unit)?,
            (None, Decision::Level(_)) => Plane::of_decision(snapshot)?,
            (None, Decision::Classes { confidence, .. }) => {
                return Some(Self::of_classes(theme, maps, confidence, discrete));
            }
        };
        let colors = Colors::new(theme, snapshot, discrete);
        let ramp = colors.of(unit);
        let cells = plane.cells;
        let image = if ground == Ground::Plain {
            ColorImage::new([1, 1], vec![theme.map_zero])
        } else if discrete || theme.palette.hatched() {
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
        Some(Self { image, lines, faint_lines: Vec::new() })
    }

    /// The confidence, in one colour; with the boundary.
    fn of_confidence(theme: &Theme, snapshot: &Snapshot, maps: &Maps) -> Self {
        let cells = maps.resolution;
        let (sure, least) = match &maps.decision {
            Decision::Level(levels) => (levels.iter().map(|level| 0.5 + 0.5 * level.abs().min(1.0)).collect(), 0.5),
            Decision::Classes { confidence, .. } => {
                let classes = maps.units.last().map_or(2, Vec::len);
                (confidence.clone(), 1.0 / classes.max(2) as f32)
            }
        };
        let rows = (0..cells).rev().flat_map(|row| &sure[row * cells..(row + 1) * cells]);
        let pixels = rows.map(|sure| theme.sure(((sure - least) / (1.0 - least)).clamp(0.0, 1.0))).collect();
        let equal = |line: f32| zero_lines(&sure.iter().map(|sure| sure - line).collect::<Vec<_>>(), cells);
        let faint_lines = SURE.into_iter().flat_map(equal).collect();
        Self { image: ColorImage::new([cells, cells], pixels), lines: boundaries(snapshot), faint_lines }
    }

    /// Regions of more than two classes. The outputs are also compared between the cells, so that borders are smooth.
    fn of_classes(theme: &Theme, maps: &Maps, confidence: &[f32], discrete: bool) -> Self {
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
        Self { image, lines: borders(maps), faint_lines: Vec::new() }
    }
}

/// The colour of a place in region `class`: its lines, where the palette has any, are a little nearer to the ink.
fn hatched(theme: &Theme, ground: Color32, class: usize, (right, up): (f32, f32)) -> Color32 {
    let line = theme.palette.hatched() && is_hatched(class, right, up);
    if line { ground.lerp_to_gamma(theme.ink, 0.3) } else { ground }
}

/// The lines between classes, in shares of the way right and up; none for a regression.
#[must_use]
pub fn boundaries(snapshot: &Snapshot) -> Vec<Vec<Pos2>> {
    let maps = snapshot.looks.maps.as_ref();
    maps.map_or_else(Vec::new, |maps| boundaries_of(maps, snapshot.data.set.target.classes().is_some()))
}

/// The lines between the classes of `maps`, if it decides between any.
#[must_use]
pub fn boundaries_of(maps: &Maps, has_classes: bool) -> Vec<Vec<Pos2>> {
    match &maps.decision {
        Decision::Classes { .. } => borders(maps),
        Decision::Level(levels) if has_classes => zero_lines(levels, maps.resolution),
        Decision::Level(_) => Vec::new(),
    }
}

/// The borders between many classes.
fn borders(maps: &Maps) -> Vec<Vec<Pos2>> {
    region_lines(maps.units.last().map_or(&[], Vec::as_slice), maps.unit_resolution)
}

fn sharp(cells: usize) -> usize {
    cells.max(1) * SHARP.div_ceil(cells.max(1))
}

fn paint(side: usize, color: impl Fn(f32, f32) -> Color32) -> ColorImage {
    let share = |i: usize| (i as f32 + 0.5) / side as f32;
    let pixels = (0..side * side).map(|i| color(share(i % side), 1.0 - share(i / side))).collect();
    ColorImage::new([side, side], pixels)
}
