//! Many runs of one experiment that differ in a few settings: plans, trials, results, selection.
//!
//! | file | what it holds |
//! |---|---|
//! | [`plan`], `check`, `file` | [`Plan`]: axes, seeds, and the trials they define; its validation; its file |
//! | [`axis`] | [`Axis`]: a setting that varies, and its values |
//! | [`sampler`], [`sobol`] | how trials are sampled |
//! | [`trial`], [`run`] | [`Trial`]: a value for each axis; its [`Run`]s, one per seed, from start to end |
//! | [`outcome`], [`results`] | [`Outcome`]: the result of a run; results as lines of JSON |
//! | [`objective`] | [`Objective`]: what is optimized |
//! | [`halving`], `promotion` | [`Halving`]: which trials continue for more epochs |
//! | [`selection`] | [`Row`]: a trial with all its seeds, ranked and selected |
//! | [`importance`] | hyperparameter importance |
//! | [`spread`] | median, quantiles and significance test over seeds |
//! | [`comparison`] | [`Comparison`]: a pipeline against the same network from scratch, over seeds |
//! | [`verdict`] | the conclusion of a comparison |
//!
//! A run depends on its experiment alone, so that a sweep gives the same bytes wherever and in whatever order its
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
