//! Looking at a network without training it.
//!
//! | file | what stands there |
//! |---|---|
//! | [`maps`] | what units and outputs answer all over the plane |
//! | [`projection`], `components` | the plane that is looked at: two inputs, or two principal components |
//! | [`space`] | the plane as each layer sees it |
//! | [`statistics`] | gradients, dead and saturated units of each layer |
//! | [`next_step`] | gradient and update of the step that would follow |
//! | [`diagnosis`] | what is wrong with a run, and what to try |

mod components;
pub mod diagnosis;
pub mod maps;
pub mod next_step;
pub mod projection;
pub mod space;
pub mod statistics;

pub use diagnosis::{Finding, Remedy, Symptom};
pub use maps::{Decision, MapRequest, Maps, UNIT_CELLS};
pub use next_step::NextStep;
pub use projection::{Axes, KnownProjection, Projection};
pub use space::Space;
pub use statistics::{LayerStatistics, UnitState};
