//! What is true of a generated data set.

use crate::{
    data::point::Point,
    nn::{Random, choice::Names},
};

/// What the rest of the program asks of a generated set; each stands in its file beside its points.
pub(in crate::data) struct Facts {
    /// What people call it.
    pub names: Names,
    /// Its points.
    pub draw: Draw,
}

/// How so many points are drawn with so much noise (0…0.8), about −6…6 on each axis and not yet shuffled.
pub(in crate::data) enum Draw {
    /// Points of two classes.
    TwoClasses(fn(usize, f64, &mut Random) -> Vec<Point<u32>>),
    /// Points of as many classes as the first number says.
    Classes(fn(u32, usize, f64, &mut Random) -> Vec<Point<u32>>),
    /// Points of the plane with a value each.
    Plane(fn(usize, f64, &mut Random) -> Vec<Point<f64>>),
    /// Points of one input, `x`, with a value each.
    Line(fn(usize, f64, &mut Random) -> Vec<Point<f64>>),
}
