//! The interface of a page of the middle region.

use std::{fmt::Debug, sync::Arc};

use egui::Ui;

use super::{Action, Gaze, Runs, kit::Theme};
use crate::{
    data::Split,
    experiment::Experiment,
    export::table,
    insight::Request,
    language::Text,
    lessons::{Locks, class::Gathered},
    session::{Opening, View},
    worker::{
        Snapshot, exhibit::Shown, label_counts::Counted, one_point::Hidden, pair::Paired, portraits::Drawn,
        race::Standing, search::Found, starts::Begun, survey::Surveyed,
    },
};

/// Where a page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Between the settings and the large map, with a tab.
    Middle,
    /// Alone in the window; in the rail it stands before the stages.
    Before,
    /// Alone in the window; in the rail it stands behind the stages.
    Behind,
    /// Alone in the window; the menu leads there, and in the rail it stands only while it is shown.
    Aside,
}

/// One look into a network: its file says everything about it, and the list of pages names it.
pub trait Page: Debug {
    /// What its tab says.
    fn name(&self) -> Text;

    /// Description of its shortcut, for the list of shortcuts: Ctrl and its place among the tabs.
    fn shortcut(&self) -> Text;

    /// What it is, what can be done on it, and a hint, in words.
    fn about(&self) -> Text;

    /// Its name in lessons that hide or show it: the last word of its English name, such as “space”.
    fn key(&self) -> String {
        let name = self.name();
        name.both().0.split(' ').next_back().unwrap_or_default().to_lowercase()
    }

    /// Whether the menu names it beside the lessons instead of among what there is to explore.
    fn is_of_lessons(&self) -> bool {
        false
    }

    /// Where it stands.
    fn place(&self) -> Place {
        Place::Middle
    }

    /// The width below which it would be squeezed, when it stands alone; in a narrower window it scrolls sideways.
    fn least_width(&self) -> f32 {
        480.0
    }

    /// Whether there is anything to see of this run.
    fn is_offered(&self, _snapshot: &Snapshot) -> bool {
        true
    }

    /// Whether training is disabled while it is shown.
    fn is_locked(&self) -> bool {
        false
    }

    /// Adds what it needs to the worker's request while it is shown.
    fn request(&self, _request: &mut Request) {}

    /// Shows, in the row of the tabs, what can be chosen.
    fn tools(&mut self, _ui: &mut Ui, _scene: &mut Scene<'_>) {}

    /// Shows the page; returns the requested actions.
    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action>;

    /// Takes a row of the data set to be predicted; returns whether this is the page for it.
    fn try_row(&mut self, _snapshot: &Snapshot, _row: usize) -> bool {
        false
    }

    /// The numbers that can be exported from it.
    fn csv(&self) -> Csv;

    /// Adds its display options to those stored with the session.
    fn keep(&self, _view: &mut View) {}

    /// Applies the display options `view`.
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
    /// The other runs.
    pub runs: &'a Runs,
    /// The experiment being edited.
    pub draft: &'a mut Experiment,
    /// When the test rows were first shown.
    pub opened: Option<Opening>,
    /// The race of the pipeline against the same network from scratch, when there is one.
    pub race: Option<&'a RaceSeen>,
    /// The same with several numbers of labels, if requested.
    pub labels: Option<&'a Arc<Counted>>,
    /// The sweep, when there is one.
    pub search: Option<&'a Arc<Found>>,
    /// What the networks of its best trials decide, when that was asked for.
    pub drawn: Option<&'a Arc<Drawn>>,
    /// The run from many seeds, when there is one.
    pub starts: Option<&'a Arc<Begun>>,
    /// The runs with one point and without it, when there are any.
    pub one_point: Option<&'a Arc<Hidden>>,
    /// The locks of the current lesson.
    pub locks: Option<&'a Locks>,
    /// The hand-ins of a class, when a folder was read.
    pub class: Option<&'a Arc<Gathered>>,
    /// Answers about moments of the run, if any.
    pub surveyed: Option<&'a Arc<Surveyed>>,
    /// A phenomenon that no single run shows, when one was begun.
    pub exhibited: Option<&'a Arc<Shown>>,
    /// Two networks side by side, when there are two.
    pub paired: Option<&'a Arc<Paired>>,
    /// Whether a class looks on, which is shown no names.
    pub projects: bool,
}

/// A race as it is shown now.
#[derive(Clone, Debug)]
pub struct RaceSeen {
    /// Its standing.
    pub standing: Arc<Standing>,
    /// The rows used for evaluation.
    pub split: Split,
    /// Whether it is of the current settings.
    pub is_of_now: bool,
}

/// Numbers as a table for export.
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
