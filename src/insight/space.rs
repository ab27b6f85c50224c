//! The input plane and the points as transformed by each layer: bent, folded and pulled apart.

use std::sync::Arc;

use ndarray::{Array1, Array2};

use super::{
    Projection,
    components::{Directions, components},
};
use crate::{
    data::Split,
    measure::{Area, Probe},
    nn::evaluation::Tile,
};

/// Largest number of points that are shown, evenly spaced over the rows.
const POINTS: usize = 500;

/// The plane and the points after every layer of the network.
#[derive(Clone, Debug)]
pub struct Space {
    /// The plane itself, then each hidden layer, then the outputs if there are several.
    pub stages: Vec<Bent>,
    /// Index of each point's row in the data set, and its part.
    pub rows: Vec<(usize, Split)>,
    /// The area that the grid covers.
    pub area: Area,
}

/// The plane as transformed by one layer.
#[derive(Clone, Debug)]
pub struct Bent {
    /// The layer, the features being 0; `None` for the plane itself.
    pub layer: Option<usize>,
    /// The two axes.
    pub view: View,
    /// Position of each node of the grid, `[row * SIDE + column]`, lowest row first.
    pub grid: Vec<[f32; 2]>,
    /// Position of each point.
    pub points: Vec<[f32; 2]>,
    /// The principal components, if the layer has more than two units.
    directions: Option<Directions>,
}

#[cfg(test)]
impl Bent {
    /// A stage with these positions.
    #[must_use]
    pub const fn for_test(grid: Vec<[f32; 2]>, points: Vec<[f32; 2]>) -> Self {
        Self { layer: None, view: View::Plane, grid, points, directions: None }
    }
}

/// The two axes of a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The axes of the maps.
    Plane,
    /// The values of the only two units, or of a single one and 0.
    Units,
    /// The first two principal components of the units' values at the points.
    Components,
}

impl Probe<'_> {
    /// The part `area` of `plane`, and the points, as transformed by each layer; `last` is the previous result.
    #[must_use]
    pub fn space(&self, plane: &Arc<Projection>, area: Area, last: Option<&Space>) -> Space {
        Space::of(self, plane, area, last)
    }
}

impl Space {
    /// Number of nodes along each side of the grid.
    pub const SIDE: usize = 49;

    /// Evaluates the network of `probe` on grid and points; components keep their sign from `last`.
    #[must_use]
    pub(crate) fn of(probe: &Probe<'_>, plane: &Arc<Projection>, area: Area, last: Option<&Self>) -> Self {
        let data = probe.data;
        let parts = data.parts();
        let count: usize = parts.iter().map(|(_, part)| part.rows.len()).sum();
        let all = parts.iter().flat_map(|(split, part)| part.rows.iter().map(|row| (*row, *split)));
        let rows: Vec<(usize, Split)> = all.step_by(count.div_ceil(POINTS).max(1)).collect();

        let nodes = Self::SIDE * Self::SIDE;
        let share = |i: usize| i as f32 / (Self::SIDE - 1) as f32;
        let along = |(low, high): (f32, f32), i: usize| low + (high - low) * share(i);
        let place = |node: usize| [along(area.x, node % Self::SIDE), along(area.y, node / Self::SIDE)];
        let mut raw = Array2::zeros((nodes, data.set.inputs.ncols()));
        for (node, mut inputs) in raw.rows_mut().into_iter().enumerate() {
            let [x, y] = place(node);
            plane.inputs_at(x, y, inputs.as_slice_mut().expect("rows are contiguous"));
        }
        let node_values = values(probe, &data.features_of(&raw, &(0..nodes).collect::<Vec<_>>()));
        let chosen: Vec<usize> = rows.iter().map(|(row, _)| *row).collect();
        let point_values = values(probe, &data.features_of(&data.set.inputs, &chosen));

        let mut stages = vec![Bent {
            layer: None,
            view: View::Plane,
            grid: (0..nodes).map(place).collect(),
            points: chosen.iter().map(|row| plane.place(data, *row)).map(|(x, y)| [x, y]).collect(),
            directions: None,
        }];
        let sizes = probe.network.parameters.sizes();
        let outputs = sizes.len() - 1;
        for layer in (1..sizes.len()).filter(|layer| *layer < outputs || sizes[outputs] > 1) {
            let before = last.and_then(|last| last.stages.iter().find(|stage| stage.layer == Some(layer)));
            let before = before.and_then(|stage| stage.directions.as_ref());
            stages.push(bent(layer, &node_values[layer], &point_values[layer], before));
        }
        Self { stages, rows, area }
    }
}

/// Values of every unit: `[rows, units]` for each layer.
pub(super) fn values(probe: &Probe<'_>, features: &Array2<f32>) -> Vec<Array2<f32>> {
    let sizes = probe.network.parameters.sizes();
    let mut layers: Vec<Array2<f32>> = sizes.iter().map(|units| Array2::zeros((features.nrows(), *units))).collect();
    let take = |tile: &Tile<'_>| {
        for (layer, values) in layers.iter_mut().enumerate().skip(1) {
            for unit in 0..sizes[layer] {
                for (row, value) in tile.values(layer, unit).iter().enumerate() {
                    values[(tile.row + row, unit)] = *value;
                }
            }
        }
    };
    probe.network.evaluate(features.as_slice().expect("rows are contiguous"), &mut probe.workspace(), take);
    layers
}

/// One layer's values projected to two axes.
fn bent(layer: usize, nodes: &Array2<f32>, points: &Array2<f32>, last: Option<&Directions>) -> Bent {
    let finite = |x: f32| if x.is_finite() { x } else { 0.0 };
    if nodes.ncols() <= 2 {
        let two = |values: &Array2<f32>| {
            let second = |row: usize| values.get((row, 1)).copied().unwrap_or(0.0);
            (0..values.nrows()).map(|row| [finite(values[(row, 0)]), finite(second(row))]).collect()
        };
        return Bent { layer: Some(layer), view: View::Units, grid: two(nodes), points: two(points), directions: None };
    }
    let numbers = points.mapv(|x| f64::from(finite(x)));
    let directions = components(&numbers, last);
    let mean = numbers.mean_axis(ndarray::Axis(0)).unwrap_or_else(|| Array1::zeros(nodes.ncols()));
    let two = |values: &Array2<f32>| {
        let along = |row: ndarray::ArrayView1<'_, f32>, axis: usize| {
            let terms = row.iter().zip(&mean).zip(&directions[axis]);
            terms.map(|((x, mean), step)| (f64::from(finite(*x)) - mean) * step).sum::<f64>() as f32
        };
        values.rows().into_iter().map(|row| [along(row, 0), along(row, 1)]).collect()
    };
    let (grid, points) = (two(nodes), two(points));
    Bent { layer: Some(layer), view: View::Components, grid, points, directions: Some(directions) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{experiment::Experiment, insight::Axes, training::Trainer};

    fn space(trainer: &Trainer, last: Option<&Space>) -> Space {
        let probe = trainer.probe();
        let plane = Arc::new(Projection::new(Axes::Inputs(0, 1), trainer.data(), true));
        Space::of(&probe, &plane, plane.area, last)
    }

    #[test]
    fn two_units_are_the_axes_themselves() {
        let trainer = Trainer::new(Experiment::default().validate().unwrap());
        let space = space(&trainer, None);
        let layers: Vec<_> = space.stages.iter().map(|stage| (stage.layer, stage.view)).collect();
        assert_eq!(layers, [(None, View::Plane), (Some(1), View::Components), (Some(2), View::Units)]);
        let corner = trainer.network().forward(&[-6.0, -6.0]);
        assert_eq!(space.stages[2].grid[0].to_vec(), corner[2]);
        let (row, split) = space.rows[300];
        assert_eq!(split, Split::Test, "points for training come first");
        let inputs = trainer.data().set.inputs.row(row).to_vec();
        assert_eq!(space.stages[0].points[300].to_vec(), inputs);
        assert_eq!(space.stages[2].points[300].to_vec(), trainer.network().forward(&inputs)[2]);
    }

    #[test]
    fn nothing_flips_from_step_to_step() {
        let mut experiment = Experiment::default();
        experiment.network.hidden.iter_mut().for_each(|layer| layer.units = 8);
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        let mut last = space(&trainer, None);
        for _ in 0..200 {
            trainer.step();
            let next = space(&trainer, Some(&last));
            for (stage, before) in next.stages.iter().zip(&last.stages).skip(1) {
                let (now, then) = (stage.directions.as_ref().unwrap(), before.directions.as_ref().unwrap());
                assert!(now[0].dot(&then[0]) > 0.0 && now[1].dot(&then[1]) > 0.0);
            }
            last = next;
        }
    }

    #[test]
    fn components_spread_the_points_and_are_centred_on_them() {
        let trainer = Trainer::new(Experiment::default().validate().unwrap());
        let stage = &space(&trainer, None).stages[1];
        let mean = |axis: usize| stage.points.iter().map(|at| at[axis]).sum::<f32>() / stage.points.len() as f32;
        let spread = |axis: usize| stage.points.iter().map(|at| at[axis] * at[axis]).sum::<f32>();
        assert!(mean(0).abs() < 1e-4 && mean(1).abs() < 1e-4 && spread(0) >= spread(1));
    }
}
