//! A visible part of the input plane.

use serde::{Deserialize, Serialize};

/// A rectangle in the plane of two inputs, in their raw units.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// Left and right edge.
    pub x: (f32, f32),
    /// Lower and upper edge.
    pub y: (f32, f32),
}
