//! Outputs of the units and the network over the plane.

use std::sync::Arc;

use ndarray::Array2;

use super::{Axes, Projection};
use crate::measure::{Area, Meaning, Probe};

/// Largest number of cells kept for the fine maps of all units together (16 MB); more units get coarser maps.
pub const UNIT_CELLS: usize = 1 << 22;
/// Smallest number of cells along each side of the units' maps, if the decision map has as many.
const LEAST: usize = 24;

/// A requested map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapRequest {
    /// Cells along each side of the map.
    pub resolution: usize,
    /// The axes.
    pub axes: Axes,
    /// The area to cover; `None` for that of the data.
    pub area: Option<Area>,
    /// Whether every unit has a map, not the outputs alone.
    pub units: bool,
}

/// Values over a square grid: cell `[row * resolution + column]`, lowest row first, each at the cell's centre.
#[derive(Clone, Debug, PartialEq)]
pub struct Maps {
    /// Cells along each side of the decision map.
    pub resolution: usize,
    /// The plane that the grids lie in.
    pub plane: Arc<Projection>,
    /// The area that the grids cover.
    pub area: Area,
    /// The decision of the outputs, by [`Meaning`].
    pub decision: Decision,
    /// Cells along each side of the units' maps: `resolution`, or less when there are many units to be shown.
    pub unit_resolution: usize,
    /// For every layer, the features first and the outputs last, and every unit in it: its value at each cell. Layers
    /// before the outputs are empty when they were not requested.
    pub units: Vec<Vec<Vec<f32>>>,
}

/// The decision map.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// Two classes or a regression: [`Meaning::decision`] of each cell, −1…1 with the boundary at 0.
    Level(Vec<f32>),
    /// More than two classes.
    Classes {
        /// Index of the predicted class of each cell.
        classes: Vec<u16>,
        /// The confidence in it, 0…1.
        confidence: Vec<f32>,
    },
}

impl Probe<'_> {
    /// Outputs of the units and the network over the plane.
    #[must_use]
    pub fn maps(&self, request: MapRequest) -> Maps {
        self.maps_over(request, Arc::new(Projection::new(request.axes, self.data, self.lies_in_six())), UNIT_CELLS)
    }

    /// The same over a plane that is already known, with at most about `unit_cells` cells for the maps of all units
    /// together.
    #[must_use]
    pub fn maps_over(&self, request: MapRequest, plane: Arc<Projection>, unit_cells: usize) -> Maps {
        Maps::of(self, request, plane, unit_cells)
    }
}

impl Maps {
    /// Evaluates the network of `probe` over `plane`, which is that of the request's axes, with at most about
    /// `unit_cells` cells for the maps of all units together.
    #[must_use]
    pub(crate) fn of(probe: &Probe<'_>, request: MapRequest, plane: Arc<Projection>, unit_cells: usize) -> Self {
        let area = request.area.unwrap_or(plane.area);
        let meaning = probe.meaning();
        let sizes = probe.network.parameters.sizes();
        if !request.units {
            let resolution = request.resolution;
            let outputs = grid(probe, &plane, area, resolution, sizes.len() - 1);
            let decision = Decision::of(meaning, outputs.last().map_or(&[], Vec::as_slice));
            let units = vec![Vec::new(); sizes.len() - 1].into_iter().chain(outputs).collect();
            return Self { resolution, plane, area, decision, unit_resolution: resolution, units };
        }
        let units: usize = sizes.iter().sum();
        let finest = ((unit_cells / units) as f64).sqrt() as usize;
        let (resolution, unit_resolution) = (request.resolution, request.resolution.min(finest.max(LEAST)));
        let units = grid(probe, &plane, area, unit_resolution, 0);
        let outputs = if unit_resolution == resolution {
            None
        } else {
            grid(probe, &plane, area, resolution, units.len() - 1).pop()
        };
        let decision = Decision::of(meaning, outputs.as_ref().or(units.last()).map_or(&[], Vec::as_slice));
        Self { resolution, plane, area, decision, unit_resolution, units }
    }
}

impl Maps {
    /// Whether every unit has a map, not the outputs alone.
    #[must_use]
    pub fn has_units(&self) -> bool {
        self.units.first().is_some_and(|features| !features.is_empty())
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

/// Values of the units over a grid: of all layers as in [`Maps::units`], or of the layers from `first` on.
fn grid(probe: &Probe<'_>, plane: &Projection, area: Area, n: usize, first: usize) -> Vec<Vec<Vec<f32>>> {
    let at = |(low, high): (f32, f32), i: usize| low + (high - low) * (i as f32 + 0.5) / n as f32;
    let mut raw = Array2::zeros((n, probe.data.set.inputs.ncols()));
    let columns: Vec<usize> = (0..n).collect();
    let sizes = probe.network.parameters.sizes();
    // A list that is cloned loses its capacity.
    let lists = |units: &usize| (0..*units).map(|_| Vec::with_capacity(n * n)).collect();
    let mut units: Vec<Vec<Vec<f32>>> = sizes[first..].iter().map(lists).collect();
    let mut workspace = probe.workspace();
    for row in 0..n {
        let y = at(area.y, row);
        for (column, mut inputs) in raw.rows_mut().into_iter().enumerate() {
            plane.inputs_at(at(area.x, column), y, inputs.as_slice_mut().expect("rows are contiguous"));
        }
        let features = probe.data.features_of(&raw, &columns);
        let features = features.as_slice().expect("rows are contiguous");
        probe.network.evaluate(features, &mut workspace, |tile| {
            for (layer, maps) in units.iter_mut().enumerate() {
                tile.append(first + layer, maps);
            }
        });
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{experiment::Experiment, training::Trainer};

    #[test]
    fn a_cell_holds_what_the_network_answers_at_its_middle() {
        let trainer = Trainer::new(Experiment::default().validate().unwrap());
        let request = MapRequest { resolution: 12, axes: Axes::Inputs(0, 1), area: None, units: true };
        let maps = trainer.probe().maps(request);
        let answer = trainer.network().forward(&[-5.5, -4.5]);
        let found: Vec<Vec<f32>> = maps.units.iter().map(|maps| maps.iter().map(|map| map[12]).collect()).collect();
        assert_eq!(found, answer, "second row from below, first column");
        let Decision::Level(levels) = &maps.decision else { panic!("two classes have a level") };
        assert_eq!(levels[12], answer[3][0], "tanh decides by itself");
        let turned = trainer.probe().maps(MapRequest { axes: Axes::Inputs(1, 0), ..request });
        assert_eq!(turned.units[0][1][1], -4.5, "across is x2");
        assert_eq!(turned.units[0][0][12], -4.5, "upward is x1");
    }

    #[test]
    fn an_area_is_what_it_says() {
        let trainer = Trainer::new(Experiment::default().validate().unwrap());
        let area = Some(Area { x: (0.0, 1.0), y: (2.0, 4.0) });
        let maps = trainer.probe().maps(MapRequest { resolution: 2, axes: Axes::Inputs(0, 1), area, units: true });
        assert_eq!(maps.units[0], [vec![0.25, 0.75, 0.25, 0.75], vec![2.5, 2.5, 3.5, 3.5]]);
    }

    #[test]
    fn very_many_units_get_coarser_maps_but_a_fine_decision() {
        let mut experiment = Experiment::default();
        experiment.network.hidden.iter_mut().for_each(|layer| layer.units = 256);
        let trainer = Trainer::new(experiment.validate().unwrap());
        let maps =
            trainer.probe().maps(MapRequest { resolution: 128, axes: Axes::Inputs(0, 1), area: None, units: true });
        let Decision::Level(levels) = &maps.decision else { panic!("two classes have a level") };
        assert_eq!((levels.len(), maps.unit_resolution), (128 * 128, 90));
        assert!(maps.units.iter().flatten().all(|map| map.len() == 90 * 90));
    }
}
