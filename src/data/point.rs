//! Randomly drawn points, and data sets made of them.

use ndarray::Array2;

use super::{DataSet, Target};
use crate::nn::Random;

/// A drawn point with its class or value.
pub(super) struct Point<T> {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) target: T,
}

/// Points of the square −6…6 with their values; noise perturbs the point before labelling; the stored point stays
/// exact.
pub(super) fn valued(
    samples: usize,
    noise: f64,
    random: &mut Random,
    value: impl Fn(f64, f64) -> f64,
) -> Vec<Point<f64>> {
    (0..samples)
        .map(|_| {
            let (x, y) = (random.uniform(-6.0, 6.0), random.uniform(-6.0, 6.0));
            let (dx, dy) = (random.uniform(-6.0, 6.0) * noise, random.uniform(-6.0, 6.0) * noise);
            Point { x, y, target: value(x + dx, y + dy) }
        })
        .collect()
}

/// A class for each point, in turn, so that class sizes differ by at most one.
pub(super) fn in_turn(classes: u32, samples: usize) -> impl Iterator<Item = u32> {
    (0..classes).cycle().take(samples)
}

/// A classification data set of these points of the plane, in random order.
pub(super) fn classified(mut points: Vec<Point<u32>>, classes: usize, random: &mut Random) -> DataSet {
    random.shuffle(&mut points);
    DataSet {
        input_names: input_names(2),
        origins: Vec::new(),
        inputs: coordinates(&points, 2),
        target: Target::Class {
            name: "class".into(),
            classes: class_names(classes),
            labels: points.iter().map(|point| point.target).collect(),
        },
    }
}

/// A regression data set of these points, in random order; a single input is named `x`.
pub(super) fn fitted(mut points: Vec<Point<f64>>, inputs: usize, random: &mut Random) -> DataSet {
    random.shuffle(&mut points);
    DataSet {
        input_names: input_names(inputs),
        origins: Vec::new(),
        inputs: coordinates(&points, inputs),
        target: Target::Value {
            names: vec!["y".into()],
            values: Array2::from_shape_fn((points.len(), 1), |(row, _)| points[row].target as f32),
        },
    }
}

fn coordinates<T>(points: &[Point<T>], inputs: usize) -> Array2<f32> {
    Array2::from_shape_fn((points.len(), inputs), |(row, column)| {
        (if column == 0 { points[row].x } else { points[row].y }) as f32
    })
}

/// Default names of inputs: `x1`, `x2` and so on.
pub(super) fn input_names(inputs: usize) -> Vec<String> {
    (1..=inputs).map(|number| format!("x{number}")).collect()
}

/// Default names of classes: −1 and +1, or 1, 2, 3 and so on for more than two.
pub(super) fn class_names(classes: usize) -> Vec<String> {
    if classes == 2 {
        return vec!["−1".into(), "+1".into()];
    }
    (1..=classes).map(|number| number.to_string()).collect()
}

/// Two thousand points drawn by `draw`.
#[cfg(test)]
pub(super) fn drawn<T>(draw: impl Fn(usize, f64, &mut Random) -> Vec<Point<T>>, noise: f64) -> Vec<Point<T>> {
    draw(2000, noise, &mut Random::new(5, crate::nn::Stream::Data))
}

/// The fraction of the points for which `is` holds.
#[cfg(test)]
pub(super) fn share<T>(points: &[Point<T>], is: impl Fn(&Point<T>) -> bool) -> f64 {
    points.iter().filter(|point| is(point)).count() as f64 / points.len() as f64
}
