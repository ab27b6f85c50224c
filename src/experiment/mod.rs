//! The recipe: data, network, training and seeds; its settings by key, its checks, and the rules that fit together.
//!
//! | file | what stands there |
//! |---|---|
//! | [`experiment`] | [`Experiment`] and its parts |
//! | [`settings`] | every setting by its key, as `--set` takes it |
//! | [`validation`] | the checks that make a [`ValidExperiment`] |
//! | [`rules`] | two consistent sets of defaults, and how they adapt to other data |
//! | [`place`] | one weight or bias |
//! | [`stage`] | the stages of a training pipeline |

#[expect(clippy::module_inception, reason = "the noun of the module has a file of its own")]
pub mod experiment;
pub mod place;
pub mod rules;
pub mod settings;
pub mod stage;
pub mod validation;

pub use experiment::{
    BatchOrder, EarlyStopping, Experiment, HiddenLayer, NetworkSettings, OutputLayer, Seeds, StopRules,
    TrainingSettings,
};
pub use place::Place;
pub use rules::Rules;
pub use stage::Stage;
pub use validation::{Problem, ValidExperiment};
