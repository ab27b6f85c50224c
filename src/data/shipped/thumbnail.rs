//! A few rows of a set, for a tile.

use super::{Look, Shipped};
use crate::data::Target;

/// What a tile shows of a set.
#[derive(Clone, Debug, PartialEq)]
pub enum Thumbnail {
    /// One picture of each class, from 0 (paper) to 1 (ink) row by row.
    Pictures {
        /// Width in pixels.
        width: usize,
        /// Height in pixels.
        height: usize,
        /// The grey values of each picture.
        grey: Vec<Vec<f32>>,
    },
    /// Rows as points of two columns, 0…1 from the left and from below, with their class.
    Points(Vec<(f32, f32, u32)>),
    /// A text of each class with its class, shortened.
    Lines(Vec<(String, u32)>),
    /// Names with their colours: red, green, blue from 0 to 1.
    Colours(Vec<(String, [f32; 3])>),
    /// Bars of rows, 0…1 of the height.
    Bars(Vec<Vec<f32>>),
}

impl Thumbnail {
    /// Largest number of points of a tile.
    pub const MOST_POINTS: usize = 200;

    pub(super) fn of(shipped: Shipped) -> Self {
        match shipped.look() {
            Look::Picture { width, height } => Self::pictures(shipped, width, height, (0.0, 1.0)),
            Look::Sound { moments, coefficients } => Self::pictures(shipped, moments, coefficients, (-2.0, 2.0)),
            Look::Letters { .. } | Look::Text => Self::lines(shipped),
            Look::Colours => Self::colours(shipped),
            Look::Ratings { most } => {
                let height = |rating: &f32| (rating - 1.0) / f32::from(most - 1);
                let rows = shipped.set().inputs.rows().into_iter().take(4);
                Self::Bars(rows.map(|row| row.iter().map(height).collect()).collect())
            }
            Look::Numbers => match (shipped.view_look(), shipped.view()) {
                (Some(Look::Picture { width, height }), Some(view)) => {
                    let grey = first_of_each(shipped).into_iter().map(|row| view.row(row).to_vec()).collect();
                    Self::Pictures { width, height, grey }
                }
                _ => Self::points(shipped),
            },
        }
    }

    /// The first row of each class, with the values between `low` and `high` mapped to 0…1.
    fn pictures(shipped: Shipped, width: usize, height: usize, (low, high): (f32, f32)) -> Self {
        let set = shipped.set();
        let grey = |row: usize| {
            set.inputs.row(row).iter().map(|value| ((value - low) / (high - low)).clamp(0.0, 1.0)).collect()
        };
        Self::Pictures { width, height, grey: first_of_each(shipped).into_iter().map(grey).collect() }
    }

    /// The first text of each class; of letters the beginning of each text.
    fn lines(shipped: Shipped) -> Self {
        let brief = |words: &str| words.chars().take(24).collect::<String>();
        let Target::Class { labels, .. } = &shipped.set().target else { return Self::Lines(Vec::new()) };
        let of_rows = |row: usize| Some((brief(shipped.words(row)?), labels[row]));
        let lines: Vec<_> = first_of_each(shipped).into_iter().filter_map(of_rows).collect();
        if !lines.is_empty() {
            return Self::Lines(lines);
        }
        // The target letters, row after row, form the text.
        let classes = shipped.set().target.class_names();
        let text =
            |start: usize| labels[start..].iter().take(24).map(|label| classes[*label as usize].as_str()).collect();
        Self::Lines((0..4).map(|line| (text(24 * line), 0)).collect())
    }

    /// Names of the survey, evenly spaced.
    fn colours(shipped: Shipped) -> Self {
        let Target::Value { values, .. } = &shipped.set().target else { return Self::Colours(Vec::new()) };
        let own = shipped.own_rows();
        let colour = |row: usize| {
            let rgb = std::array::from_fn(|part| values[(row, part)]);
            Some((shipped.words(row)?.to_owned(), rgb))
        };
        Self::Colours((0..own).step_by(own.div_ceil(24).max(1)).filter_map(colour).collect())
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

/// The first row of each class.
fn first_of_each(shipped: Shipped) -> Vec<usize> {
    let Target::Class { labels, classes, .. } = &shipped.set().target else { return Vec::new() };
    let first = |class: usize| labels.iter().position(|label| *label as usize == class);
    (0..classes.len()).filter_map(first).collect()
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
                Thumbnail::Lines(lines) => {
                    assert!((4..=16).contains(&lines.len()) && lines.iter().all(|line| !line.0.is_empty()));
                }
                Thumbnail::Colours(colours) => {
                    assert!((20..=24).contains(&colours.len()), "{}", colours.len());
                    assert!(colours.iter().flat_map(|colour| colour.1).all(|part| (0.0..=1.0).contains(&part)));
                }
                Thumbnail::Bars(rows) => {
                    assert!(rows.len() == 4 && rows.iter().flatten().all(|height| (0.0..=1.0).contains(height)));
                }
            }
        }
    }
}
