//! The loss landscape: a plane through it, the line from one network to another, its curvature.
//!
//! | file | what it holds |
//! |---|---|
//! | [`ground`] | the training loss and its gradient at any weights |
//! | [`plane`] | two directions from a point, and the loss over them |
//! | [`direction`] | random directions, normalized by unit |
//! | [`path`] | the two principal directions of a run |
//! | [`mod@line`] | the loss along the line between two networks |
//! | [`matching`] | a network with its units permuted to match another's |
//! | `assignment` | the assignment problem |
//! | [`sharpness`] | the largest curvature, and the limit of stable gradient descent |
//! | `eigen` | the largest eigenvalue by matrix-vector products |

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
