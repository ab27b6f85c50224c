//! Analysis of a network without training it.
//!
//! | file | what it holds |
//! |---|---|
//! | [`request`] | what is asked for |
//! | [`looks`] | what is seen then, and kept as long as it stays true |
//! | [`maps`] | what units and outputs answer all over the plane |
//! | [`projection`], `components` | the plane that is looked at: two inputs, or two principal components |
//! | [`ghost`] | a run beside the one at hand |
//! | `portrait` | what a unit of a later layer looks for |
//! | [`points`] | the rows on that plane, with the network's answers |
//! | [`space`] | the plane as each layer sees it |
//! | [`reconstruction`] | held-out rows drawn again, and any place between their codes decoded |
//! | [`matched`] | held-out rows, and the other views that lie nearest to them |
//! | [`judged`] | how good the answers are on rows that training has not seen |
//! | [`answered`] | what the network makes of a row that a person gives it |
//! | [`typed`] | which words of a text an answer hangs on, and how the text goes on |
//! | [`statistics`] | gradients, dead and saturated units of each layer |
//! | [`summary`] | the views of a run in words |
//! | [`attribution`] | which inputs an answer hangs on |
//! | [`next_step`] | gradient and update of the step that would follow |
//! | [`arithmetic`] | every number between one example and the next weights |
//! | [`landscape`] | the loss over a plane or a line through the weights, and how sharply it curves |
//! | [`phenomena`] | what stands behind phenomena that no ordinary run shows |
//! | [`rate_finder`] | the loss at ever larger learning rates, and which to take |
//! | [`remark`] | what is allowed but should be known of an experiment |
//! | [`diagnosis`] | what is wrong with a run, and what to try |

pub mod answered;
pub mod arithmetic;
pub mod attribution;
mod components;
pub mod diagnosis;
pub mod ghost;
pub mod judged;
pub mod landscape;
pub mod looks;
pub mod maps;
pub mod matched;
pub mod next_step;
pub mod phenomena;
pub mod points;
mod portrait;
pub mod projection;
pub mod rate_finder;
pub mod reconstruction;
pub mod remark;
pub mod request;
pub mod space;
pub mod statistics;
pub mod summary;
pub mod typed;

pub use answered::{Answered, Given};
pub use attribution::Attribution;
pub use diagnosis::{Evidence, Finding, Haste, Remedy, Symptom};
pub use ghost::Ghost;
pub use judged::{GroupBy, Judged, Judging};
pub use looks::{Effort, Looker, Looks, Trace};
pub use maps::{Decision, MapRequest, Maps, UNIT_CELLS};
pub use matched::Matched;
pub use next_step::NextStep;
pub use points::Point;
pub use projection::{Axes, KnownProjection, Projection};
pub use rate_finder::{RateCurve, RateEnd, RateRange};
pub use reconstruction::{Redrawing, Redrawn};
pub use request::Request;
pub use space::Space;
pub use statistics::{LayerStatistics, UnitState};
