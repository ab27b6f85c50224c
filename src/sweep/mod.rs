//! Many runs of one experiment that differ in a few settings: plans, trials, results, selection.
//!
//! | file | what stands there |
//! |---|---|
//! | [`plan`] | [`Plan`]: the settings that vary, the seeds, and every trial that follows |
//! | [`trial`] | [`Trial`]: one run, from its experiment to its [`Outcome`] |
//! | [`results`] | [`Results`]: outcomes as lines of JSON; parts of a sweep that were run apart, put together |
//! | [`comparison`] | [`Comparison`]: a pipeline beside the same network from scratch, over seeds |
//! | [`verdict`] | what can be said of a comparison |
//! | [`selection`] | median, share and spread over seeds; the best arm |
//!
//! A trial depends on nothing but its experiment, so that a sweep gives the same bytes wherever and in whatever order its
//! trials are run.

pub mod comparison;
pub mod plan;
pub mod results;
pub mod selection;
pub mod trial;
pub mod verdict;

pub use comparison::{Comparison, Rivals};
pub use plan::{Axis, Plan};
pub use results::Results;
pub use selection::Arm;
pub use trial::{Outcome, Scores, Trial};
