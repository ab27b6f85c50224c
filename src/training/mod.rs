//! An experiment, what turns it into a trained network, and what is measured on the way.
//!
//! Knows nothing of threads, files or windows.

pub mod checkpoint;
mod components;
pub mod diagnosis;
mod divergence;
pub mod edits;
pub mod experiment;
pub mod history;
mod learner;
pub mod maps;
pub mod meaning;
pub mod metrics;
pub mod next_step;
pub mod place;
pub mod probe;
pub mod projection;
mod reconfigure;
pub mod repetition;
pub mod report;
mod resume;
pub mod rules;
pub mod settings;
pub mod space;
pub mod stage;
pub mod statistics;
pub mod status;
mod stopping;
pub mod timeline;
pub mod trainer;
pub mod validation;

pub use checkpoint::{Best, Checkpoint};
pub use diagnosis::{Finding, Remedy, Symptom};
pub use edits::{Change, Edit, Edits, Origin};
pub use experiment::{
    BatchOrder, EarlyStopping, Experiment, HiddenLayer, NetworkSettings, OutputLayer, Seeds, StopRules,
    TrainingSettings,
};
pub use history::{Course, History, Record};
pub use maps::{Area, Decision, MapRequest, Maps, UNIT_CELLS};
pub use meaning::Meaning;
pub use metrics::{Metrics, PartMetrics};
pub use next_step::NextStep;
pub use place::Place;
pub use probe::Probe;
pub use projection::{Axes, KnownProjection, Projection};
pub use reconfigure::Keep;
pub use report::{Calibration, ClassReport, PartReport, Report, SHARES, ValueReport};
pub use rules::Rules;
pub use space::Space;
pub use stage::Stage;
pub use statistics::{LayerStatistics, UnitState};
pub use status::{Status, StopReason};
pub use timeline::Timeline;
pub use trainer::{MOST_COUNTED, Trainer};
pub use validation::{Problem, ValidExperiment};
