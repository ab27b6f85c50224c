//! What a page of the middle region is.

use std::fmt::Debug;

use egui::Ui;

use super::{Action, Gaze, Runs, kit::Theme};
use crate::{experiment::Experiment, export::table, insight::Request, language::Text, session::View, worker::Snapshot};

/// One look into a network: its file says everything about it, and the list of pages names it.
pub trait Page: Debug {
    /// What its tab says.
    fn name(&self) -> Text;

    /// What its shortcut does, for the list of shortcuts: Ctrl and its place among the tabs.
    fn shortcut(&self) -> Text;

    /// Adds what it needs to what the worker is asked for while it is shown.
    fn request(&self, _request: &mut Request) {}

    /// Shows, in the row of the tabs, what can be chosen.
    fn tools(&mut self, _ui: &mut Ui, _scene: &mut Scene<'_>) {}

    /// Shows the page; what was asked for.
    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action>;

    /// The numbers that can be taken along from it.
    fn csv(&self) -> Csv;

    /// Adds how it is looked at to what is kept with the session.
    fn keep(&self, _view: &mut View) {}

    /// Looks at the session like `view`.
    fn look_like(&mut self, _view: &View) {}
}

/// What a page draws from, and what it may change.
#[derive(Debug)]
pub struct Scene<'a> {
    /// Colours, sizes and the language.
    pub theme: &'a Theme,
    /// The moment to show.
    pub snapshot: &'a Snapshot,
    /// What is pointed at.
    pub gaze: &'a mut Gaze,
    /// The runs beside the one at hand.
    pub runs: &'a Runs,
    /// The experiment being edited.
    pub draft: &'a mut Experiment,
}

/// Numbers as a table for another program.
#[derive(Clone, Debug)]
pub struct Csv {
    /// What saving them is called.
    pub words: Text,
    /// Name of the file, without ending.
    pub file_name: &'static str,
    /// The table itself.
    pub table: fn(&Snapshot, &Runs) -> String,
}

impl Csv {
    /// The weights and biases of the network.
    #[must_use]
    pub fn of_weights() -> Self {
        Self {
            words: Text::fixed("Save weights as CSV…", "权重另存为 CSV…"),
            file_name: "network",
            table: |snapshot, _| table::weights(&snapshot.network),
        }
    }
}
