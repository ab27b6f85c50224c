//! The computations behind phenomena that no ordinary run shows.
//!
//! | file | what stands there |
//! |---|---|
//! | [`trainability`] | which pairs of learning rates let a small network learn |
//! | [`descent`] | the test error against the number of features, and of rows, of an exact fit |
//! | `least_norm` | the exact fit: the shortest of the best solutions |
//! | [`ticket`] | which weights are left of a pruned network |

pub mod descent;
mod least_norm;
pub mod ticket;
pub mod trainability;
