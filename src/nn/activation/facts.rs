//! What is true of an activation beside its value and slope.

use crate::nn::choice::Names;

/// What the rest of the program asks of an activation; each stands in its file beside the function.
#[derive(Clone, Debug)]
pub struct Facts {
    /// What people call it.
    pub names: Names,
    /// The initial weights that suit it.
    pub start: Start,
    /// Least and largest value; nothing when there is none on either side.
    pub bounds: Option<(f32, f32)>,
    /// How a unit of this kind can get stuck.
    pub stall: Stall,
    /// Whether it rises and falls again and again, so that a unit draws many lines on the plane and not one.
    pub periodic: bool,
    /// Whether gradient descent can pass through a unit of this kind.
    pub trainable: bool,
}

/// The initial weights that keep signals and gradients at their size through layers of an activation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// For what lets about half of its inputs pass (He et al. 2015)
    He,
    /// For what needs its weighted sums at a variance of 1 (LeCun et al. 1998)
    Lecun,
    /// For what is nearly linear around zero (Glorot & Bengio 2010)
    Glorot,
}

/// How a unit can come to answer the same for every row, so that hardly any gradient passes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stall {
    /// It cannot, or not for long.
    Never,
    /// At 0 for every row, where the slope is 0, too: it is dead.
    AtZero,
    /// Near its limits, where the slope is a small part of the steepest: it is saturated.
    AtLimits {
        /// The largest slope there is.
        steepest: f32,
    },
}
