//! An experiment, what turns it into a trained network, and what is measured on the way.
//!
//! Knows nothing of threads, files or windows.

pub mod checkpoint;
pub mod experiment;
pub mod history;
pub mod metrics;
pub mod probe;
pub mod stage;
pub mod trainer;
pub mod validation;

pub use checkpoint::Checkpoint;
pub use experiment::{
    BatchOrder, EarlyStopping, Experiment, HiddenLayer, NetworkSettings, OutputLayer, Seeds, StopRules,
    TrainingSettings,
};
pub use history::{History, Record};
pub use metrics::{Metrics, PartMetrics};
pub use probe::{Area, MapRequest, Maps};
pub use stage::Stage;
pub use trainer::{Keep, Status, Trainer};
pub use validation::{Problem, ValidExperiment};
