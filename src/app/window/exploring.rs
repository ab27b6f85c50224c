//! Sweeps and many seeds in the background, and opening one of their runs in the window.

use std::sync::Arc;

use super::{Window, racing::Racing};
use crate::{
    app::gathering::Gathering,
    experiment::Experiment,
    lessons::class::Wanted,
    nn::Parameters,
    sweep::Plan,
    text,
    worker::{
        Command,
        exhibit::Exhibition,
        label_counts::LabelCounts,
        one_point::{OnePoint, Wanted as WantedPoint},
        pair::{Order, Pair, Paired},
        portraits::{Drawn, Portraits},
        search::{Found, Search},
        starts::{self, Begun, Starts},
        survey::{Question, Survey, Surveyed},
    },
};

/// Background jobs; each ends when another takes its place.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// The pipeline against the same network from scratch.
    pub(super) race: Option<Racing>,
    /// The same at several numbers of labels.
    pub(super) labels: Option<LabelCounts>,
    /// The sweep.
    pub(super) search: Option<Search>,
    /// What its best trials decide.
    portraits: Option<Portraits>,
    /// The run from many seeds.
    pub(super) starts: Option<Starts>,
    /// Two clouds with one point and without it.
    pub(super) one_point: Option<OnePoint>,
    /// The hand-ins of a class, and how they are to be read.
    pub(super) class: Option<Gathering>,
    pub(super) class_wanted: Wanted,
    /// Answers questions about a moment of the run, once one was asked.
    pub(super) survey: Option<Survey>,
    /// Two networks side by side.
    pub(super) pair: Option<Pair>,
    /// A phenomenon that no single run shows.
    pub(super) exhibition: Option<Exhibition>,
}

impl Window {
    /// The results of the sweep, if there is one.
    #[must_use]
    pub fn found(&self) -> Option<Arc<Found>> {
        self.beside.search.as_ref().map(Search::found)
    }

    /// The results of many seeds, if requested.
    #[must_use]
    pub fn begun(&self) -> Option<Arc<Begun>> {
        self.beside.starts.as_ref().map(Starts::begun)
    }

    /// The answers about moments of the run, if any.
    #[must_use]
    pub fn surveyed(&self) -> Option<Arc<Surveyed>> {
        self.beside.survey.as_ref().map(Survey::surveyed)
    }

    /// Asks a question about a moment of the run.
    pub(super) fn ask_survey(&mut self, question: Question) {
        let context = self.context.clone();
        self.beside.survey.get_or_insert_with(|| Survey::new(move || context.request_repaint())).ask(question);
    }

    /// Runs a sweep; a stopped one with the same plan continues.
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

    /// Has the maps of these trials of the sweep drawn, unless they are there.
    pub(super) fn draw_trials(&mut self, plan: Arc<Plan>, trials: Vec<(usize, u64)>) {
        let context = self.context.clone();
        let known = self.drawn();
        let portraits = Portraits::new(plan, trials, known.as_deref(), move || context.request_repaint());
        self.beside.portraits = Some(portraits);
    }

    /// The maps of trials of the sweep, when some were asked for.
    #[must_use]
    pub fn drawn(&self) -> Option<Arc<Drawn>> {
        self.beside.portraits.as_ref().map(Portraits::drawn)
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

    /// Trains two networks side by side, at the speed of the window; two of before end.
    pub(super) fn begin_pair(&mut self, both: [Experiment; 2]) {
        let context = self.context.clone();
        self.beside.pair = None;
        match Pair::new(both, self.speed, move || context.request_repaint()) {
            Ok(pair) => self.beside.pair = Some(pair),
            Err(why) => {
                self.notices.fail(text!("This cannot be run: {why}.", "无法运行：{why}。"));
            }
        }
    }

    /// Asks something of the two networks side by side, when there are two.
    pub(super) fn order_pair(&self, order: Order) {
        self.beside.pair.iter().for_each(|pair| pair.order(order));
    }

    /// How far two networks side by side have come, when there are two.
    #[must_use]
    pub fn paired(&self) -> Option<Arc<Paired>> {
        self.beside.pair.as_ref().map(Pair::paired)
    }

    /// Trains two clouds with one point and without it; the runs of before end.
    pub(super) fn begin_one_point(&mut self, wanted: WantedPoint) {
        self.beside.one_point = None;
        let context = self.context.clone();
        self.beside.one_point = Some(OnePoint::new(wanted, move || context.request_repaint()));
    }

    /// Puts another network of the same layers in the window; the run at hand is left for it.
    pub(super) fn stand(&mut self, parameters: Parameters) {
        self.begin_anew();
        self.send(Command::Stand(parameters));
    }

    /// Starts with other settings, from their first step; the current run is left for it.
    pub(super) fn begin_with(&mut self, experiment: Experiment) {
        self.begin_anew();
        self.send(Command::Reset);
        self.draft.experiment = experiment;
        let middle = self.pages.middle();
        self.pages.show(middle);
    }
}
