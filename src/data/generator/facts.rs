//! Properties of a generated data set.

use crate::{
    data::point::Point,
    nn::{Random, choice::Names},
};

/// What the rest of the program asks of a generated set; defined in the set's own file.
pub(in crate::data) struct Facts {
    /// Names shown to people.
    pub names: Names,
    /// Draws its points.
    pub draw: Draw,
}

/// Draws a number of points with this noise (0…0.8), about −6…6 on each axis and not yet shuffled.
pub(in crate::data) enum Draw {
    /// Points of two classes.
    TwoClasses(fn(usize, f64, &mut Random) -> Vec<Point<u32>>),
    /// Points of a variable number of classes, the first argument.
    Classes(fn(u32, usize, f64, &mut Random) -> Vec<Point<u32>>),
    /// Points of the plane with one value each.
    Plane(fn(usize, f64, &mut Random) -> Vec<Point<f64>>),
    /// Points of one input, `x`, with one value each.
    Line(fn(usize, f64, &mut Random) -> Vec<Point<f64>>),
}
