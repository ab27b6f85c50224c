//! Sweeps and many seeds beside the run at hand, and the way from one of their runs into the window.

use std::sync::Arc;

use super::{Window, racing::Racing};
use crate::{
    app::gathering::Gathering,
    experiment::Experiment,
    lessons::class::Wanted,
    sweep::Plan,
    text,
    worker::{
        Command,
        label_counts::LabelCounts,
        search::{Found, Search},
        starts::{self, Begun, Starts},
    },
};

/// What runs beside the run at hand; each ends when another takes its place.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// The pipeline against the same network from scratch.
    pub(super) race: Option<Racing>,
    /// The same at several numbers of labels.
    pub(super) labels: Option<LabelCounts>,
    /// The sweep.
    pub(super) search: Option<Search>,
    /// The run from many seeds.
    pub(super) starts: Option<Starts>,
    /// The hand-ins of a class, and how they are to be read.
    pub(super) class: Option<Gathering>,
    pub(super) class_wanted: Wanted,
}

impl Window {
    /// What the sweep has come to, when there is one.
    #[must_use]
    pub fn found(&self) -> Option<Arc<Found>> {
        self.beside.search.as_ref().map(Search::found)
    }

    /// What the run from many seeds has come to, when there is one.
    #[must_use]
    pub fn begun(&self) -> Option<Arc<Begun>> {
        self.beside.starts.as_ref().map(Starts::begun)
    }

    /// Runs a sweep; one of the same plan that was stopped goes on from what it has.
    pub(super) fn begin_search(&mut self, plan: Plan) {
        let before = self.beside.search.take().filter(|search| *search.plan() == plan);
        let results = before.map(|search| search.results()).unwrap_or_default();
        let context = self.context.clone();
        match Search::new(plan, results, move || context.request_repaint()) {
            Ok(search) => self.beside.search = Some(search),
            Err(why) => {
                self.notices.fail(text!("This cannot be run: {why}.", "无法运行：{why}。"));
            }
        }
    }

    /// Runs the experiment from many seeds; those of before end.
    pub(super) fn begin_starts(&mut self, wanted: starts::Wanted) {
        let context = self.context.clone();
        self.beside.starts = None;
        match Starts::new(wanted, move || context.request_repaint()) {
            Ok(starts) => self.beside.starts = Some(starts),
            Err(why) => {
                self.notices.fail(text!("This cannot be run: {why}.", "无法运行：{why}。"));
            }
        }
    }

    /// Begins with other settings, from their first step; the run at hand is left for it.
    pub(super) fn begin_with(&mut self, experiment: Experiment) {
        self.begin_anew();
        self.send(Command::Reset);
        self.draft.experiment = experiment;
        let middle = self.pages.middle();
        self.pages.show(middle);
    }
}
