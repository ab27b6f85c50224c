//! Augmentation: random changes of the training rows at each step.

use serde::{Deserialize, Serialize};

/// Random changes that do not change a row's target. Validation and test rows are never changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Augmentation {
    /// Standard deviation of the normal noise added to each input, in units of the scaled inputs, 0…10, default 0.
    pub noise: f32,
    /// Largest shift of a picture in each direction, in pixels, 0…4, default 0.
    pub shift: u32,
}

impl Augmentation {
    /// Whether no change is made.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}
