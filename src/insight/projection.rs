//! The plane over which maps are drawn: two inputs, or two principal components.

use std::sync::Arc;

use ndarray::{Array2, Axis};
use serde::{Deserialize, Serialize};

use super::components::components;
use crate::{
    data::{Prepared, Target},
    measure::Area,
};

/// The axes of the maps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Axes {
    /// Two raw inputs, horizontal and vertical; the others are held at their mean.
    Inputs(usize, usize),
    /// The first two principal components of the inputs, standardized first.
    Components,
}

impl Default for Axes {
    fn default() -> Self {
        Self::Inputs(0, 1)
    }
}

impl Axes {
    /// The default: the components for a table with more than two inputs, so that all of them have a part; else the
    /// first two inputs.
    #[must_use]
    pub const fn usual(is_table: bool, inputs: usize) -> Self {
        if is_table && inputs > 2 { Self::Components } else { Self::Inputs(0, 1) }
    }

    /// These axes, adapted to `inputs` inputs: an input that does not exist becomes the last one, and two
    /// inputs or fewer need no components.
    #[must_use]
    pub fn fitting(self, inputs: usize) -> Self {
        let last = inputs.saturating_sub(1);
        match self {
            Self::Inputs(across, upward) => Self::Inputs(across.min(last), upward.min(last)),
            Self::Components if inputs > 2 => self,
            Self::Components => Self::Inputs(0, last.min(1)),
        }
    }
}

/// The plane through the space of raw inputs spanned by two axes, and the area of it that holds the rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    /// The axes; they fit the rows.
    pub axes: Axes,
    /// The area covered by the rows, with a margin: −6…6 for generated points.
    pub area: Area,
    /// The raw inputs at (0, 0).
    origin: Vec<f32>,
    /// How the raw inputs change along each axis.
    steps: [Vec<f32>; 2],
    /// Coefficients of each raw input's distance from the origin for the position along each axis.
    readings: [Vec<f32>; 2],
    /// Whether the vertical axis is the target, since there is only one input.
    upward_is_target: bool,
}

impl Projection {
    /// The plane of `axes` through the rows of `data`; `made` means that they lie in −6…6 by construction.
    ///
    /// # Panics
    /// When there are no rows.
    #[must_use]
    pub fn new(axes: Axes, data: &Prepared, made: bool) -> Self {
        let inputs = &data.set.inputs;
        let axes = axes.fitting(inputs.ncols());
        let mean = inputs.mean_axis(Axis(0)).expect("a data set has rows").to_vec();
        let columns = inputs.ncols();
        let mut plane = Self {
            axes,
            area: Area { x: (-6.0, 6.0), y: (-6.0, 6.0) },
            origin: mean,
            steps: [vec![0.0; columns], vec![0.0; columns]],
            readings: [vec![0.0; columns], vec![0.0; columns]],
            upward_is_target: columns == 1 && data.set.target.classes().is_none(),
        };
        match axes {
            Axes::Inputs(across, upward) => {
                for (axis, input) in [(0, across), (1, upward)] {
                    plane.origin[input] = 0.0;
                    // A single input cannot span both axes.
                    if axis == 0 || upward != across {
                        plane.steps[axis][input] = 1.0;
                        plane.readings[axis][input] = 1.0;
                    }
                }
            }
            Axes::Components => {
                let deviations = deviations(inputs, &plane.origin);
                let scaled = Array2::from_shape_fn(inputs.dim(), |(row, column)| {
                    f64::from(inputs[(row, column)] - plane.origin[column]) / f64::from(deviations[column])
                });
                for (axis, direction) in components(&scaled, None).iter().enumerate() {
                    for (column, along) in direction.iter().enumerate() {
                        plane.steps[axis][column] = *along as f32 * deviations[column];
                        plane.readings[axis][column] = *along as f32 / deviations[column];
                    }
                }
            }
        }
        if !made {
            plane.area = plane.around(data);
        } else if plane.upward_is_target {
            plane.area.y = plane.around(data).y;
        }
        plane
    }

    /// Writes the raw inputs at a point of the plane to `row`.
    pub fn inputs_at(&self, x: f32, y: f32, row: &mut [f32]) {
        for (i, raw) in row.iter_mut().enumerate() {
            *raw = self.origin[i] + x * self.steps[0][i] + y * self.steps[1][i];
        }
    }

    /// Position of a row of `data` on the plane, projected orthogonally.
    #[must_use]
    pub fn place(&self, data: &Prepared, row: usize) -> (f32, f32) {
        let raw = data.set.inputs.row(row);
        let along = |reading: &[f32]| -> f32 {
            raw.iter()
                .zip(&self.origin)
                .zip(reading)
                .filter(|(_, weight)| **weight != 0.0)
                .fold(0.0, |sum, ((raw, origin), weight)| sum + weight * (raw - origin))
        };
        let upward = match &data.set.target {
            Target::Value { values, .. } if self.upward_is_target => values[(row, 0)],
            _ => along(&self.readings[1]),
        };
        (along(&self.readings[0]), upward)
    }

    /// The value at which input `input` is held all over the plane; `None` when it is on an axis.
    #[must_use]
    pub fn held(&self, input: usize) -> Option<f32> {
        let moves = |steps: &Vec<f32>| steps.get(input).is_some_and(|step| *step != 0.0);
        self.origin.get(input).copied().filter(|_| !self.steps.iter().any(moves))
    }

    /// Whether the vertical axis is the target, since there is only one input.
    #[must_use]
    pub const fn upward_is_target(&self) -> bool {
        self.upward_is_target
    }

    /// The range of all rows with a margin of a tenth on each side.
    fn around(&self, data: &Prepared) -> Area {
        let (mut low, mut high) = ([f32::MAX; 2], [f32::MIN; 2]);
        for row in 0..data.set.rows() {
            let (x, y) = self.place(data, row);
            for (axis, value) in [x, y].into_iter().enumerate() {
                low[axis] = low[axis].min(value);
                high[axis] = high[axis].max(value);
            }
        }
        let range = |axis: usize| {
            let (low, high) = (low[axis], high[axis]);
            let margin = if high > low { 0.1 * (high - low) } else { 1.0 };
            (low - margin, high + margin)
        };
        Area { x: range(0), y: range(1) }
    }
}

/// The standard deviation of each column; 1 for a constant one.
fn deviations(inputs: &Array2<f32>, mean: &[f32]) -> Vec<f32> {
    let deviation = |(column, values): (usize, ndarray::ArrayView1<'_, f32>)| {
        let squares: f64 = values.iter().map(|x| f64::from(x - mean[column])).map(|d| d * d).sum();
        let deviation = libm::sqrt(squares / values.len().max(1) as f64) as f32;
        if deviation > 0.0 && deviation.is_finite() { deviation } else { 1.0 }
    };
    inputs.axis_iter(Axis(1)).enumerate().map(deviation).collect()
}

/// The latest plane, cached while rows and axes stay the same, since finding it looks at every row.
#[derive(Clone, Debug, Default)]
pub struct KnownProjection(Option<(Arc<Prepared>, Arc<Projection>)>);

impl KnownProjection {
    /// The plane of `axes` through `data`.
    pub fn of(&mut self, axes: Axes, data: &Arc<Prepared>, made: bool) -> Arc<Projection> {
        let fitting = axes.fitting(data.set.inputs.ncols());
        if let Some((rows, known)) = &self.0
            && Arc::ptr_eq(rows, data)
            && known.axes == fitting
        {
            return Arc::clone(known);
        }
        let found = Arc::new(Projection::new(axes, data, made));
        self.0 = Some((Arc::clone(data), Arc::clone(&found)));
        found
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        data::{Generator, Source, Table},
        experiment::Experiment,
        training::Trainer,
    };

    fn prepared(source: Source) -> Arc<Prepared> {
        let mut experiment = Experiment::default();
        experiment.set_source(source);
        Arc::clone(Trainer::new(experiment.validate().expect("valid")).data())
    }

    /// Three columns of which the third is the first in other units, plus a little.
    fn table() -> Arc<Prepared> {
        let rows: String = (0..60)
            .map(|i| {
                let (a, b) = (libm::sin(f64::from(i)), libm::cos(2.3 * f64::from(i)));
                format!("{a},{b},{},{}\n", 1000.0 * a + 7.0, i % 2)
            })
            .collect();
        let table = Table::read_csv("t.csv", format!("a,b,c,kind\n{rows}").as_bytes()).expect("a table");
        let inputs = ["a", "b", "c"].map(String::from).to_vec();
        prepared(Source::Table { table: Arc::new(table), inputs, target: "kind".into(), classes: true })
    }

    #[test]
    fn a_place_and_its_inputs_are_each_others_way_back() {
        let data = table();
        for axes in [Axes::Inputs(0, 1), Axes::Inputs(2, 0), Axes::Components] {
            let plane = Projection::new(axes, &data, false);
            let mut row = vec![0.0; 3];
            plane.inputs_at(0.3, -0.7, &mut row);
            let back: Vec<f32> =
                (0..2).map(|axis| (0..3).map(|i| plane.readings[axis][i] * (row[i] - plane.origin[i])).sum()).collect();
            assert!((back[0] - 0.3).abs() < 1e-4 && (back[1] + 0.7).abs() < 1e-4, "{axes:?}: {back:?}");
            let (x, y) = plane.place(&data, 5);
            assert!(x > plane.area.x.0 && x < plane.area.x.1 && y > plane.area.y.0 && y < plane.area.y.1, "{axes:?}");
            for row in 0..data.set.rows() {
                let (x, y) = plane.place(&data, row);
                for (at, (low, high)) in [(x, plane.area.x), (y, plane.area.y)] {
                    let share = (at - low) / (high - low);
                    assert!((0.08..0.92).contains(&share), "{axes:?}: row {row} stands at the edge, {share}");
                }
            }
        }
    }

    #[test]
    fn components_do_not_care_for_units() {
        let plane = Projection::new(Axes::Components, &table(), false);
        let share = |column: usize| plane.readings[0][column] / plane.steps[0][column].signum();
        assert!(share(2).abs() < share(0).abs() / 100.0, "the third column has a thousand times the size");
        let inputs = Projection::new(Axes::Inputs(0, 1), &table(), false);
        assert!(inputs.held(0).is_none() && inputs.held(2).is_some());
        assert!((0..3).all(|input| plane.held(input).is_none()), "components move all inputs");
        assert!(plane.steps[0][1].abs() < 0.2, "the first component is what two columns say together");
    }

    #[test]
    fn axes_that_are_not_there_are_replaced() {
        assert_eq!(Axes::Inputs(1, 7).fitting(2), Axes::Inputs(1, 1));
        assert_eq!(Axes::Components.fitting(2), Axes::Inputs(0, 1));
        assert_eq!(Axes::Components.fitting(1), Axes::Inputs(0, 0));
        assert_eq!(Axes::Components.fitting(3), Axes::Components);
    }

    #[test]
    fn one_input_leaves_the_second_axis_to_the_number_that_is_predicted() {
        let data = prepared(Source::generated(Generator::Wave));
        let plane = Projection::new(Axes::Inputs(0, 1), &data, true);
        let Target::Value { values, .. } = &data.set.target else { panic!("a wave has values") };
        assert_eq!(plane.place(&data, 3), (data.set.inputs[(3, 0)], values[(3, 0)]));
        assert!(plane.area.y.1 < 2.0 && plane.area.x == (-6.0, 6.0));
    }

    #[test]
    fn a_plane_is_found_once_for_the_same_rows() {
        let (data, mut known) = (table(), KnownProjection::default());
        let first = known.of(Axes::Components, &data, false);
        assert!(Arc::ptr_eq(&first, &known.of(Axes::Components, &data, false)));
        assert!(!Arc::ptr_eq(&first, &known.of(Axes::Inputs(0, 1), &data, false)));
    }
}
