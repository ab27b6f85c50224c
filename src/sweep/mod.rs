//! Many runs of one experiment that differ in a few settings: plans, trials, results, selection.
//!
//! | file | what stands there |
//! |---|---|
//! | [`plan`], `check`, `file` | [`Plan`]: the settings that vary, the seeds, and every trial that follows; what is wrong with one; its file |
//! | [`axis`] | [`Axis`]: a setting that varies, and its values |
//! | [`sampler`], [`sobol`] | where the trials lie |
//! | [`trial`], [`run`] | [`Trial`]: a value for each axis; its [`Run`]s, one a seed, from their experiment to their end |
//! | [`outcome`], [`results`] | [`Outcome`]: what a run has come to; outcomes as lines of JSON |
//! | [`objective`] | [`Objective`]: what makes a trial better than another |
//! | [`halving`], `promotion` | [`Halving`]: which trials go on for more epochs |
//! | [`selection`] | [`Row`]: a trial with all its seeds, ranked and marked |
//! | [`importance`] | which settings matter |
//! | [`spread`] | median, band and test over seeds |
//! | [`comparison`] | [`Comparison`]: a pipeline beside the same network from scratch, over seeds |
//! | [`verdict`] | what can be said of a comparison |
//!
//! A run depends on nothing but its experiment, so that a sweep gives the same bytes wherever and in whatever order its
//! runs are made.

pub mod axis;
mod check;
pub mod comparison;
mod file;
pub mod halving;
pub mod importance;
pub mod objective;
pub mod outcome;
pub mod plan;
mod promotion;
pub mod results;
pub mod run;
pub mod sampler;
pub mod selection;
pub mod sobol;
pub mod spread;
pub mod trial;
pub mod verdict;

pub use axis::{Axis, Values};
pub use comparison::{Comparison, Rivals};
pub use halving::{Halving, Rung};
pub use objective::Objective;
pub use outcome::{Outcome, Scores};
pub use plan::Plan;
pub use results::Results;
pub use run::Run;
pub use sampler::Sampler;
pub use selection::{Brush, Row};
pub use trial::{Rows, Trial};
