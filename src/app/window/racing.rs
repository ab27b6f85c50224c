//! A pipeline raced against the same network from scratch, beside the run at hand.

use super::Window;
use crate::{
    data::Split,
    experiment::Experiment,
    sweep::Rivals,
    ui::page::RaceSeen,
    worker::{label_counts::LabelCounts, race::Race},
};

/// A race, and what it is of.
#[derive(Debug)]
pub(super) struct Racing {
    race: Race,
    experiment: Experiment,
    split: Split,
}

impl Racing {
    /// The race as it is seen beside `now`.
    pub(super) fn seen(&self, now: &Experiment) -> RaceSeen {
        RaceSeen { standing: self.race.standing(), split: self.split, is_of_now: is_same(&self.experiment, now) }
    }
}

/// The rows by which a choice is judged: those for validation when there are any, so that the test rows stay for the end.
fn judging(experiment: &Experiment) -> Split {
    if experiment.data.validation_share > 0.0 { Split::Validation } else { Split::Test }
}

/// Whether both lead to the same race, whichever stage is at hand.
fn is_same(a: &Experiment, b: &Experiment) -> bool {
    let mut b = b.clone();
    b.stages.take(a.stages.at());
    *a == b
}

impl Window {
    /// Races the pipeline with this many seeds; the race of before ends.
    ///
    /// Validation rows judge it when there are any, since what is judged here is a choice; the test rows stay for the end.
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

    /// Races both at several numbers of labels, judged in the same way; those of before end.
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
