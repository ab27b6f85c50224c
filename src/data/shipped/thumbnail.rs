//! A few rows of a set, as small as a tile.

use super::{Look, Shipped};
use crate::data::Target;

/// What a tile shows of a set.
#[derive(Clone, Debug, PartialEq)]
pub enum Thumbnail {
    /// One picture of each class, from 0 (paper) to 1 (ink) row by row.
    Pictures {
        /// Pixels side by side.
        width: usize,
        /// Pixels one above the other.
        height: usize,
        /// The grey values of each picture.
        grey: Vec<Vec<f32>>,
    },
    /// Rows as points of two columns, 0…1 from the left and from below, with their class.
    Points(Vec<(f32, f32, u32)>),
}

impl Thumbnail {
    /// Most points of a tile.
    pub const MOST_POINTS: usize = 200;

    pub(super) fn of(shipped: Shipped) -> Self {
        match shipped.look() {
            Look::Picture { width, height } => Self::pictures(shipped, width, height, (0.0, 1.0)),
            Look::Sound { moments, coefficients } => Self::pictures(shipped, moments, coefficients, (-2.0, 2.0)),
            Look::Numbers => Self::points(shipped),
        }
    }

    /// The first row of each class, with the values between `low` and `high` as 0…1.
    fn pictures(shipped: Shipped, width: usize, height: usize, (low, high): (f32, f32)) -> Self {
        let set = shipped.set();
        let first: Vec<usize> = match &set.target {
            Target::Class { labels, classes, .. } => {
                let first = |class: usize| labels.iter().position(|label| *label as usize == class);
                (0..classes.len()).filter_map(first).collect()
            }
            Target::Value { .. } => (0..set.rows().min(10)).collect(),
        };
        let grey = |row: usize| {
            set.inputs.row(row).iter().map(|value| ((value - low) / (high - low)).clamp(0.0, 1.0)).collect()
        };
        Self::Pictures { width, height, grey: first.into_iter().map(grey).collect() }
    }

    /// Rows, evenly spaced, at their first two columns.
    fn points(shipped: Shipped) -> Self {
        let set = shipped.set();
        let along = |row: usize, input: usize| {
            let (low, high) = shipped.axis(input);
            (set.inputs[(row, input)] - low) / (high - low)
        };
        let class = |row: usize| match &set.target {
            Target::Class { labels, .. } => labels[row],
            Target::Value { .. } => 0,
        };
        // Odd, since rows of a kind may take turns.
        let step = set.rows().div_ceil(Self::MOST_POINTS).max(1) | 1;
        let up = 1.min(set.inputs.ncols() - 1);
        Self::Points((0..set.rows()).step_by(step).map(|row| (along(row, 0), along(row, up), class(row))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Choice;

    #[test]
    fn every_set_has_a_tile_to_look_at() {
        for shipped in Shipped::ALL {
            match shipped.thumbnail() {
                Thumbnail::Pictures { width, height, grey } => {
                    assert_eq!(Some(grey.len()), shipped.classes());
                    assert!(grey.iter().all(|picture| picture.len() == width * height));
                    assert!(grey.iter().flatten().all(|value| (0.0..=1.0).contains(value)), "{shipped:?}");
                    assert!(grey.iter().all(|picture| picture.iter().any(|value| *value > 0.5)), "{shipped:?}");
                }
                Thumbnail::Points(points) => {
                    assert!((100..=Thumbnail::MOST_POINTS).contains(&points.len()), "{shipped:?}: {}", points.len());
                    assert!(points.iter().all(|(x, y, _)| (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y)));
                    let classes = shipped.classes().unwrap_or(1) as u32;
                    assert!((0..classes).all(|class| points.iter().any(|point| point.2 == class)), "{shipped:?}");
                }
            }
        }
    }
}
