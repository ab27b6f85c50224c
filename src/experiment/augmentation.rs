//! What is done to the training rows anew at each step, so that a few rows stand for many.

use serde::{Deserialize, Serialize};

/// Changes that leave the answer to a row what it is. Rows that are held back are never changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Augmentation {
    /// Standard deviation of what is added to each input, in units of the scaled inputs, 0…10, default 0.
    pub noise: f32,
    /// Pixels by which a picture is shifted at most, in each direction, 0…4, default 0.
    pub shift: u32,
}

impl Augmentation {
    /// Whether rows stay as they are.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}
