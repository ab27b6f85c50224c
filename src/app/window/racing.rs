//! A race of a pipeline against the same network from scratch, in the background.

use super::Window;
use crate::{
    data::Split,
    experiment::Experiment,
    sweep::Rivals,
    ui::page::RaceSeen,
    worker::{label_counts::LabelCounts, race::Race},
};

/// A race, and its experiment.
#[derive(Debug)]
pub(super) struct Racing {
    race: Race,
    experiment: Experiment,
    split: Split,
}

impl Racing {
    /// The race as shown beside `now`.
    pub(super) fn seen(&self, now: &Experiment) -> RaceSeen {
        RaceSeen { standing: self.race.standing(), split: self.split, is_of_now: is_same(&self.experiment, now) }
    }
}

/// The rows by which a choice is evaluated: validation rows if there are any, so that the test rows stay unused until
/// the end.
fn judging(experiment: &Experiment) -> Split {
    if experiment.data.validation_share > 0.0 { Split::Validation } else { Split::Test }
}

/// Whether both lead to the same race, whichever stage is current.
fn is_same(a: &Experiment, b: &Experiment) -> bool {
    let mut b = b.clone();
    b.stages.take(a.stages.at());
    *a == b
}

impl Window {
    /// Races the pipeline with this many seeds; an earlier race ends.
    ///
    /// Evaluated on validation rows if there are any, since it serves a choice; the test rows stay unused until the
    /// end.
    pub(super) fn begin_race(&mut self, seeds: u64) {
        self.beside.race = None;
        let experiment = &self.draft.experiment;
        match Rivals::of(experiment) {
            Ok(rivals) => {
                let split = judging(experiment);
                let context = self.context.clone();
                let race = Race::new(rivals, seeds, split, move || context.request_repaint());
                self.beside.race = Some(Racing { race, experiment: experiment.clone(), split });
            }
            Err(sentence) => self.notices.fail(sentence.stopped()),
        }
    }

    /// Races both with several numbers of labels, evaluated in the same way; earlier ones end.
    pub(super) fn begin_label_counts(&mut self, seeds: u64) {
        self.beside.labels = None;
        let context = self.context.clone();
        let experiment = &self.draft.experiment;
        match LabelCounts::new(experiment, seeds, judging(experiment), move || context.request_repaint()) {
            Ok(labels) => self.beside.labels = Some(labels),
            Err(sentence) => self.notices.fail(sentence.stopped()),
        }
    }
}
