//! What the units and the outputs answer all over the plane.

use serde::{Deserialize, Serialize};

use super::Trainer;

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
}

/// Answers over a square grid: cell `[row * resolution + column]`, lowest row first.
#[derive(Clone, Debug, PartialEq)]
pub struct Maps {
    /// Cells along each side.
    pub resolution: usize,
    /// The two raw inputs along the axes.
    pub axes: (usize, usize),
    /// What the grid covers.
    pub area: Area,
    /// Of every layer, the features first and the outputs last, and in it of every unit: its value at each cell.
    pub units: Vec<Vec<Vec<f32>>>,
}

impl Maps {
    /// Probes `trainer`'s network.
    #[must_use]
    pub fn new(trainer: &Trainer, request: MapRequest) -> Self {
        let set = &trainer.data().set;
        let (n, (a, b)) = (request.resolution, request.axes);
        let area = Area { x: (-6.0, 6.0), y: (-6.0, 6.0) };
        let mut row: Vec<f32> = set.inputs.mean_axis(ndarray::Axis(0)).map(|mean| mean.to_vec()).unwrap_or_default();
        let mut units: Vec<Vec<Vec<f32>>> = Vec::new();
        for cell in 0..n * n {
            let at = |(low, high): (f32, f32), i: usize| low + (high - low) * (i as f32 + 0.5) / n as f32;
            row[a] = at(area.x, cell % n);
            row[b] = at(area.y, cell / n);
            let scaled: Vec<f32> =
                row.iter().zip(&trainer.data().input_scales).map(|(raw, scale)| scale.scaled(*raw)).collect();
            let features: Vec<f32> =
                trainer.experiment().data.features.iter().map(|feature| feature.of(&scaled)).collect();
            let values = trainer.network().forward(&features);
            if units.is_empty() {
                units = values.iter().map(|layer| vec![Vec::with_capacity(n * n); layer.len()]).collect();
            }
            for (maps, layer) in units.iter_mut().zip(values) {
                for (map, value) in maps.iter_mut().zip(layer) {
                    map.push(value);
                }
            }
        }
        Self { resolution: n, axes: request.axes, area, units }
    }
}
