//! A part of the plane that is looked at.

use serde::{Deserialize, Serialize};

/// A rectangle of two raw inputs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// Left and right edge.
    pub x: (f32, f32),
    /// Lower and upper edge.
    pub y: (f32, f32),
}
