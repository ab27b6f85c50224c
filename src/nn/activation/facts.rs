//! Properties of an activation other than its value and slope.

use crate::nn::choice::Names;

/// What the rest of the program asks of an activation; defined in the activation's own file.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Names shown to people.
    pub names: Names,
    /// The weight initialization that suits it.
    pub start: Start,
    /// Lower and upper bound of the value; `None` when it is unbounded on either side.
    pub bounds: Option<(f32, f32)>,
    /// How a unit of this kind can get stuck.
    pub stall: Stall,
    /// Whether it oscillates, so that a unit draws many lines on the plane and not one.
    pub periodic: bool,
    /// Whether gradient descent can train through a unit of this kind: whether its slope is not 0 everywhere.
    pub trainable: bool,
}

/// The weight initialization that keeps the variance of activations and gradients constant from layer to layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// For activations that pass about half of their inputs (He et al. 2015)
    He,
    /// For activations that need weighted sums of variance 1 (LeCun et al. 1998)
    Lecun,
    /// For activations that are nearly linear around zero (Glorot & Bengio 2010)
    Glorot,
}

/// How a unit can come to output the same for every row, so that hardly any gradient passes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stall {
    /// It cannot, or not for long.
    Never,
    /// At 0 for every row, where the slope is also 0: the unit is dead.
    AtZero,
    /// Near a bound, where the slope is a small fraction of the steepest: the unit is saturated.
    AtLimits {
        /// The activation's largest slope.
        steepest: f32,
    },
}
