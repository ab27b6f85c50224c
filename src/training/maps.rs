//! What the units and the outputs answer all over the plane.

use serde::{Deserialize, Serialize};

use crate::data::Source;

use super::{Meaning, Probe};

/// At most this many numbers are kept for the maps of all units together (16 MB); more units get coarser maps.
const UNIT_CELLS: usize = 1 << 22;

/// A rectangle of two raw inputs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// Left and right edge.
    pub x: (f32, f32),
    /// Lower and upper edge.
    pub y: (f32, f32),
}

/// What is to be probed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapRequest {
    /// Cells along each side of the map.
    pub resolution: usize,
    /// The two raw inputs along the axes; the others are held at their mean.
    pub axes: (usize, usize),
    /// What to cover; nothing for the area of the data.
    pub area: Option<Area>,
}

/// Answers over a square grid: cell `[row * resolution + column]`, lowest row first, each at the cell's middle.
#[derive(Clone, Debug, PartialEq)]
pub struct Maps {
    /// Cells along each side of the decision map.
    pub resolution: usize,
    /// The two raw inputs along the axes.
    pub axes: (usize, usize),
    /// What the grids cover.
    pub area: Area,
    /// What the outputs decide, by [`Meaning`].
    pub decision: Decision,
    /// Cells along each side of the units' maps: `resolution`, or less when there are very many units.
    pub unit_resolution: usize,
    /// Of every layer, the features first and the outputs last, and in it of every unit: its value at each cell.
    pub units: Vec<Vec<Vec<f32>>>,
}

/// The decision map.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// Two classes or a number: [`Meaning::decision`] of each cell, −1…1 with the boundary at 0.
    Level(Vec<f32>),
    /// Many classes.
    Classes {
        /// Index of the class that wins each cell.
        classes: Vec<u16>,
        /// How sure the network is of it, 0…1.
        confidence: Vec<f32>,
    },
}

impl Maps {
    /// Probes the network of `probe`.
    #[must_use]
    pub(crate) fn of(probe: &Probe<'_>, request: MapRequest) -> Self {
        // A request may be older than the data: axes that are no longer there become the last one that is.
        let last = probe.data.set.inputs.ncols() - 1;
        let axes = (request.axes.0.min(last), request.axes.1.min(last));
        let area = request.area.unwrap_or_else(|| Area::of(probe, axes));
        let meaning = probe.meaning();
        let units: usize = probe.network.parameters.sizes().iter().sum();
        let finest = ((UNIT_CELLS / units) as f64).sqrt() as usize;
        let (resolution, unit_resolution) = (request.resolution, request.resolution.min(finest.max(1)));
        let units = grid(probe, axes, area, unit_resolution);
        let outputs = if unit_resolution == resolution { None } else { grid(probe, axes, area, resolution).pop() };
        let decision = Decision::of(meaning, outputs.as_ref().or(units.last()).map_or(&[], Vec::as_slice));
        Self { resolution, axes, area, decision, unit_resolution, units }
    }
}

impl Decision {
    fn of(meaning: Meaning, outputs: &[Vec<f32>]) -> Self {
        let cells = outputs.first().map_or(0, Vec::len);
        let mut row = vec![0.0; outputs.len()];
        let mut rows = (0..cells).map(|cell| {
            row.iter_mut().zip(outputs).for_each(|(value, map)| *value = map[cell]);
            (meaning.class(&row).unwrap_or(0) as u16, meaning.decision(&row))
        });
        if let Meaning::Classes { .. } = meaning {
            let (classes, confidence) = rows.by_ref().unzip();
            return Self::Classes { classes, confidence };
        }
        Self::Level(rows.map(|(_, level)| level).collect())
    }
}

impl Area {
    /// −6…6 for points that are made; for a table the range of its rows and a twentieth more on each side.
    fn of(probe: &Probe<'_>, (a, b): (usize, usize)) -> Self {
        if let Source::Generated { .. } = probe.experiment.data.source {
            return Self { x: (-6.0, 6.0), y: (-6.0, 6.0) };
        }
        let range = |column: usize| {
            let values = probe.data.set.inputs.column(column);
            let (low, high) = values.iter().fold((f32::MAX, f32::MIN), |(low, high), &v| (low.min(v), high.max(v)));
            let margin = if high > low { 0.05 * (high - low) } else { 1.0 };
            (low - margin, high + margin)
        };
        Self { x: range(a), y: range(b) }
    }
}

/// Values of all units over a grid, as [`Maps::units`] holds them.
fn grid(probe: &Probe<'_>, (a, b): (usize, usize), area: Area, n: usize) -> Vec<Vec<Vec<f32>>> {
    let mut row: Vec<f32> =
        probe.data.set.inputs.mean_axis(ndarray::Axis(0)).map(|mean| mean.to_vec()).unwrap_or_default();
    let mut units: Vec<Vec<Vec<f32>>> =
        probe.network.parameters.sizes().iter().map(|&size| vec![Vec::with_capacity(n * n); size]).collect();
    let at = |(low, high): (f32, f32), i: usize| low + (high - low) * (i as f32 + 0.5) / n as f32;
    for cell in 0..n * n {
        row[b] = at(area.y, cell / n);
        row[a] = at(area.x, cell % n);
        let scaled: Vec<f32> =
            row.iter().zip(&probe.data.input_scales).map(|(raw, scale)| scale.scaled(*raw)).collect();
        let features: Vec<f32> = probe.experiment.data.features.iter().map(|feature| feature.of(&scaled)).collect();
        for (maps, layer) in units.iter_mut().zip(probe.network.forward(&features)) {
            maps.iter_mut().zip(layer).for_each(|(map, value)| map.push(value));
        }
    }
    units
}
