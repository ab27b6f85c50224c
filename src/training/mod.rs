//! What turns an experiment, step by step, into parameters and a history.
//!
//! | file | what stands there |
//! |---|---|
//! | [`trainer`] | [`Trainer`]: one step after the other |
//! | `learner`, `corruption` | buffers and per-layer options of a training step; inputs spoiled by chance |
//! | `stopping` | the end of an epoch: what is recorded, and what stops a run |
//! | `divergence` | NaN, infinity and exploding loss, found at the exact step |
//! | [`stage_run`], `pipeline` | what a stage has come to, and the step from one to the next |
//! | `reconfigure` | a change of the experiment on the way |
//! | [`edits`] | what was done to a run, kept with it |
//! | [`history`], [`timeline`] | the metrics so far, and the moments that one can go back to |
//! | [`checkpoint`], `resume` | all that a trainer has become, and going on from it |
//! | [`repetition`] | a run taken again and compared, bit for bit |

pub mod checkpoint;
mod corruption;
mod divergence;
pub mod edits;
pub mod history;
pub(crate) mod learner;
mod pipeline;
mod reconfigure;
pub mod repetition;
mod resume;
pub mod stage_run;
pub mod status;
mod stopping;
pub mod timeline;
pub mod trainer;

pub use checkpoint::{Best, Checkpoint};
pub use edits::{Change, Edit, Edits, Origin};
pub use history::{Course, History, Record};
pub use reconfigure::Keep;
pub use stage_run::StageRun;
pub use status::{Status, StopReason};
pub use timeline::Timeline;
pub use trainer::{MOST_COUNTED, Trainer};
