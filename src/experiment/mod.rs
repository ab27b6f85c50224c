//! The recipe: data, network, training and seeds; settings by key, validation, and consistent defaults.
//!
//! | file | what it holds |
//! |---|---|
//! | [`experiment`], [`network`] | [`Experiment`] and its parts |
//! | [`fields`] | every setting, defined once: key, words, range, and where it is stored |
//! | [`validation`] | the checks that make a [`ValidExperiment`] |
//! | `impact` | what an edit means for a run in progress |
//! | `follow` | consequences of a change |
//! | [`rules`] | two consistent sets of defaults, and how they adapt to other data |
//! | [`place`] | one weight or bias |
//! | [`stage`], [`alignment`] | one stage: what it learns, from which rows, with which layers |
//! | [`stages`] | all stages, one of which is at hand |
//! | [`training`], [`augmentation`], [`privacy`] | how a stage learns, what is done to its rows, and what hides them |

pub mod alignment;
pub mod augmentation;
#[expect(clippy::module_inception, reason = "the noun of the module has a file of its own")]
pub mod experiment;
pub mod fields;
mod follow;
mod impact;
pub mod network;
pub mod place;
pub mod privacy;
pub mod rules;
pub mod stage;
pub mod stages;
pub mod training;
pub mod validation;
mod written;

pub use alignment::Alignment;
pub use augmentation::Augmentation;
pub use experiment::{Experiment, Seeds};
pub use fields::Field;
pub use impact::{Impact, impact};
pub use network::{HiddenLayer, NetworkSettings, OutputLayer};
pub use place::Place;
pub use privacy::Privacy;
pub use rules::Rules;
pub use stage::{Autoencoder, Rows, Stage, Task};
pub use stages::Stages;
pub use training::{ALL_ROWS, BatchOrder, EarlyStopping, StopRules, TrainingSettings};
pub use validation::{Problem, ValidExperiment};
