//! Training: turns an experiment, step by step, into parameters and a history.
//!
//! | file | what it holds |
//! |---|---|
//! | [`trainer`] | [`Trainer`]: one step after the other |
//! | `start`, `pipeline` | what a stage starts with, and the step from one to the next |
//! | `learner`, `presented` | buffers and per-layer options of a training step; rows as it sees them |
//! | `aligned` | steps that compare the rows of a batch with each other |
//! | `private`, [`spending`] | steps that hide each single row, and what they give away of it |
//! | `stopping` | the end of an epoch: what is recorded, and what stops a run |
//! | `divergence`, `guard` | NaN, infinity and exploding loss, found at the exact step; the way back |
//! | [`keep`], `reconfigure` | a change of the experiment on the way |
//! | [`edits`], `editing` | what was done to a run, kept with it |
//! | [`history`], [`timeline`], `going_back` | the metrics so far, and the moments that one can go back to |
//! | [`checkpoint`], [`stage_run`], [`kept_run`], `resume` | all that a trainer has become, and going on from it |
//! | [`repetition`] | a run taken again and compared, bit for bit |

mod aligned;
pub mod checkpoint;
mod counting;
mod divergence;
mod editing;
pub mod edits;
mod going_back;
mod guard;
pub mod history;
pub mod keep;
pub mod kept_run;
pub(crate) mod learner;
mod pipeline;
pub(crate) mod presented;
mod private;
mod reconfigure;
pub mod repetition;
mod resume;
pub mod spending;
pub mod stage_run;
mod start;
pub mod status;
mod stopping;
pub mod timeline;
pub mod trainer;

pub use checkpoint::{Best, Checkpoint};
pub use counting::MOST_COUNTED;
pub use edits::{Change, Edit, Edits, Origin};
pub use history::{Course, History, Record};
pub use keep::Keep;
pub use kept_run::KeptRun;
pub use spending::Spending;
pub use stage_run::StageRun;
pub use status::{Status, StopReason};
pub use timeline::Timeline;
pub use trainer::Trainer;
