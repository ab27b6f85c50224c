//! The loss as a landscape over the weights: a plane through it, the line from one network to another, how sharply it curves.
//!
//! | file | what stands there |
//! |---|---|
//! | [`ground`] | the training loss and its gradient wherever the weights are put |
//! | [`plane`] | two directions from a place, and the loss over them |
//! | [`direction`] | directions drawn at random, as long in every unit as its weights |
//! | [`path`] | the two directions along which a run has moved most |
//! | [`mod@line`] | the loss from one network to another |
//! | [`matching`] | the same network with its units in the order of another's |
//! | `assignment` | who is best paired with whom |
//! | [`sharpness`] | the largest curvature, and where plain training stops being stable |
//! | `eigen` | the largest eigenvalue of what can only be applied |

mod assignment;
pub mod direction;
mod eigen;
pub mod ground;
pub mod line;
pub mod matching;
pub mod path;
pub mod plane;
pub mod sharpness;

pub use ground::Ground;
pub use line::Line;
pub use path::Path;
pub use plane::Plane;
