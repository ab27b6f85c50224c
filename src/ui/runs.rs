//! Runs beside the one at hand: pinned, so that their curves and their boundaries stay in sight.

use std::sync::Arc;

use crate::{
    experiment::{Experiment, ValidExperiment},
    insight::{Ghost, Request},
    measure::Metrics,
    nn::Network,
    training::{Checkpoint, StageRun},
    worker::Snapshot,
};

/// A run as it was when it was pinned.
#[derive(Clone, Debug)]
pub struct Pinned {
    /// What it is called.
    pub letter: char,
    /// Whether its curve and its boundary are shown.
    pub shown: bool,
    /// The run itself, so that it can be gone on with.
    pub run: StageRun,
    /// The runs of the stages before it.
    pub earlier: Arc<Vec<StageRun>>,
    /// Its network, to be seen on the plane.
    pub ghost: Arc<Ghost>,
}

impl Pinned {
    /// Its place among the colours and dashes of runs.
    #[must_use]
    pub const fn place(&self) -> usize {
        self.letter as usize - 'A' as usize
    }

    /// Its metrics at the end.
    #[must_use]
    pub fn metrics(&self) -> Option<&Metrics> {
        self.run.history.records().last().map(|record| &record.metrics)
    }
}

/// The runs of a window beside the one at hand.
#[derive(Clone, Debug, Default)]
pub struct Runs {
    pinned: Vec<Pinned>,
    /// Counts the changes, so that a reader can tell whether there was one.
    number: u64,
}

impl Runs {
    /// As many can be told apart.
    pub const MOST: usize = 8;

    /// The pinned runs, by their letters.
    #[must_use]
    pub fn all(&self) -> &[Pinned] {
        &self.pinned
    }

    /// Counts the changes.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// Whether there is room for one more.
    #[must_use]
    pub const fn has_room(&self) -> bool {
        self.pinned.len() < Self::MOST
    }

    /// The pinned run of this letter.
    #[must_use]
    pub fn get(&self, letter: char) -> Option<&Pinned> {
        self.pinned.iter().find(|pinned| pinned.letter == letter)
    }

    /// Whether the run of `snapshot` is pinned as it is now.
    #[must_use]
    pub fn has(&self, snapshot: &Snapshot) -> bool {
        self.holds(&snapshot.experiment, &snapshot.newest)
    }

    /// Whether a run of `experiment` that has come to `moment` is pinned.
    #[must_use]
    pub fn holds(&self, experiment: &ValidExperiment, moment: &Checkpoint) -> bool {
        self.pinned.iter().any(|pinned| {
            let (run, now) = (&pinned.run, &pinned.run.checkpoint);
            now.step == moment.step && now.parameters == moment.parameters && run.experiment == *experiment
        })
    }

    /// Pins the run of `snapshot` as it is now under the first letter that is free; none when there is no room, or when it
    /// is pinned already.
    pub fn pin(&mut self, snapshot: &Snapshot) -> Option<char> {
        if self.has(snapshot) {
            return None;
        }
        let letter = ('A'..='Z').take(Self::MOST).find(|letter| self.get(*letter).is_none())?;
        let network = Network {
            parameters: snapshot.newest.parameters.clone(),
            activations: snapshot.network.activations.clone(),
        };
        let ghost = Ghost { experiment: snapshot.experiment.clone(), data: Arc::clone(&snapshot.data), network };
        self.pinned.push(Pinned {
            letter,
            shown: true,
            run: snapshot.run(),
            earlier: Arc::clone(&snapshot.earlier),
            ghost: Arc::new(ghost),
        });
        self.pinned.sort_by_key(|pinned| pinned.letter);
        self.number += 1;
        Some(letter)
    }

    /// Forgets the run of this letter.
    pub fn unpin(&mut self, letter: char) {
        self.pinned.retain(|pinned| pinned.letter != letter);
        self.number += 1;
    }

    /// Shows or hides the curve and the boundary of the run of this letter.
    pub fn show(&mut self, letter: char, shown: bool) {
        self.pinned.iter_mut().filter(|pinned| pinned.letter == letter).for_each(|pinned| pinned.shown = shown);
        self.number += 1;
    }

    /// Those that are shown.
    pub fn shown(&self) -> impl Iterator<Item = &Pinned> {
        self.pinned.iter().filter(|pinned| pinned.shown)
    }

    /// Adds the boundaries that are shown to what the worker is asked for: those of runs that learn the same classes.
    pub fn request(&self, experiment: &Experiment, request: &mut Request) {
        let (classes, inputs) = (experiment.classes(), experiment.data.source.inputs());
        let same = |run: &&Pinned| {
            run.run.experiment.classes() == classes && run.run.experiment.data.source.inputs() == inputs
        };
        request.ghosts = self.shown().filter(same).map(|pinned| Arc::clone(&pinned.ghost)).collect();
    }
}
