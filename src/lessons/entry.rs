//! The definition of a preset.

use crate::{experiment::Experiment, language::Text};

/// A built-in experiment.
#[derive(Clone, Debug)]
pub struct Preset {
    /// Its name on the command line.
    pub name: &'static str,
    /// Its name in the window.
    pub title: Text,
    /// What it shows, in one plain sentence.
    pub sentence: Text,
    pub(super) make: fn() -> Experiment,
}

impl Preset {
    /// The experiment.
    #[must_use]
    pub fn experiment(&self) -> Experiment {
        (self.make)()
    }
}
