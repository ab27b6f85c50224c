//! Runs beside the one at hand: pinned, so that their curves and their boundaries stay in sight, or left for another one.

use std::sync::Arc;

use crate::{
    experiment::{Experiment, ValidExperiment},
    insight::{Ghost, Request},
    language::Text,
    session::Beside,
    training::{Checkpoint, KeptRun},
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
    pub run: KeptRun,
    /// Its network, to be seen on the plane.
    pub ghost: Arc<Ghost>,
}

impl Pinned {
    /// Its place among the colours and dashes of runs.
    #[must_use]
    pub const fn place(&self) -> usize {
        self.letter as usize - 'A' as usize
    }
}

/// A run that was left for another one: it is set aside by itself, so that it can be returned to.
#[derive(Clone, Debug)]
pub struct Left {
    /// Counts the runs that were left in this window.
    pub number: u64,
    /// The document that it was a run of, and what that was called.
    pub document: (u64, Text),
    /// The run itself.
    pub run: KeptRun,
}

/// The runs of a window beside the one at hand.
#[derive(Clone, Debug, Default)]
pub struct Runs {
    pinned: Vec<Pinned>,
    /// Oldest first.
    left: Vec<Left>,
    /// Runs that were left so far.
    counted: u64,
    /// How often a run was pinned or unpinned.
    pins: u64,
    /// Counts the changes, so that a reader can tell whether there was one.
    number: u64,
}

impl Runs {
    /// As many can be told apart.
    pub const MOST: usize = 8;
    /// As many runs that were left are kept, within [their room](Self::ROOM).
    const MOST_LEFT: usize = 32;
    /// Most bytes that they hold together; the newest is always kept.
    const ROOM: usize = 96 << 20;

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
        self.holds(&snapshot.newest_experiment, &snapshot.newest)
    }

    /// Whether a run of `experiment` that has come to `moment` is pinned.
    #[must_use]
    pub fn holds(&self, experiment: &ValidExperiment, moment: &Checkpoint) -> bool {
        self.pinned.iter().any(|pinned| {
            let now = &pinned.run.last.checkpoint;
            now.step == moment.step && now.parameters == moment.parameters && pinned.run.experiment() == experiment
        })
    }

    /// Pins the run of `snapshot` as it is now under the first letter that is free; none when there is no room, or when it
    /// is pinned already.
    pub fn pin(&mut self, snapshot: &Snapshot) -> Option<char> {
        if self.has(snapshot) {
            return None;
        }
        let letter = ('A'..='Z').take(Self::MOST).find(|letter| self.get(*letter).is_none())?;
        let run = snapshot.kept();
        let ghost = Arc::new(Ghost::of(&run, &snapshot.newest_data));
        self.pinned.push(Pinned { letter, shown: true, run, ghost });
        self.pinned.sort_by_key(|pinned| pinned.letter);
        self.number += 1;
        self.pins += 1;
        Some(letter)
    }

    /// Forgets the run of this letter.
    pub fn unpin(&mut self, letter: char) {
        self.pinned.retain(|pinned| pinned.letter != letter);
        self.number += 1;
        self.pins += 1;
    }

    /// Shows or hides the curve and the boundary of the run of this letter.
    pub fn show(&mut self, letter: char, shown: bool) {
        self.pinned.iter_mut().filter(|pinned| pinned.letter == letter).for_each(|pinned| pinned.shown = shown);
        self.number += 1;
    }

    /// The runs that were left and can be returned to, oldest first.
    #[must_use]
    pub fn left(&self) -> &[Left] {
        &self.left
    }

    /// Sets aside a run of this document that is left for another one; nothing when it stands at its start, or is kept
    /// already just as it is. The oldest ones go when there are too many.
    pub fn leave(&mut self, run: &KeptRun, document: (u64, Text)) {
        let is_kept =
            self.left.iter().any(|left| left.run.is_at(run)) || self.pinned.iter().any(|it| it.run.is_at(run));
        if run.is_untouched() || is_kept {
            return;
        }
        self.counted += 1;
        self.left.push(Left { number: self.counted, document, run: run.clone() });
        let bytes = |left: &[Left]| left.iter().map(|left| left.run.bytes()).sum::<usize>();
        while self.left.len() > Self::MOST_LEFT || (self.left.len() > 1 && bytes(&self.left) > Self::ROOM) {
            self.left.remove(0);
        }
        self.number += 1;
    }

    /// How often a run was pinned or unpinned in this window so far.
    #[must_use]
    pub const fn pins(&self) -> u64 {
        self.pins
    }

    /// How many runs were left in this window so far.
    #[must_use]
    pub const fn counted(&self) -> u64 {
        self.counted
    }

    /// Takes the run of this number out of those that were left, to go on with it.
    pub fn take_up(&mut self, number: u64) -> Option<Left> {
        let place = self.left.iter().position(|left| left.number == number)?;
        self.number += 1;
        Some(self.left.remove(place))
    }

    /// Forgets the runs that were left and are at hand again just as they were.
    pub fn is_at_hand(&mut self, run: &KeptRun) {
        self.left.retain(|left| !left.run.is_at(run));
    }

    /// Those that are shown.
    pub fn shown(&self) -> impl Iterator<Item = &Pinned> {
        self.pinned.iter().filter(|pinned| pinned.shown)
    }

    /// How many there are to be kept with the document of this number.
    #[must_use]
    pub fn count_beside(&self, document: u64) -> usize {
        self.pinned.len() + self.left.iter().filter(|left| left.document.0 == document).count()
    }

    /// What is kept of them with the session of the document of this number.
    #[must_use]
    pub fn beside(&self, document: u64) -> Vec<Beside> {
        let pinned = self.pinned.iter().map(|pinned| Beside {
            letter: Some(pinned.letter),
            shown: pinned.shown,
            run: pinned.run.clone(),
        });
        let own = self.left.iter().filter(|left| left.document.0 == document);
        let left = own.map(|left| Beside { letter: None, shown: false, run: left.run.clone() });
        Beside::fitting(pinned.chain(left).collect())
    }

    /// Takes up the runs that a session of `document` was kept with; a pinned one under the next free letter where its own is
    /// taken, and without room for it as one that was left.
    pub fn take_in(&mut self, beside: Vec<(Beside, Arc<Ghost>)>, document: &(u64, Text)) {
        for (Beside { letter, shown, run }, ghost) in beside {
            let is_free = |letter: &char| self.get(*letter).is_none();
            let letters = || ('A'..='Z').take(Self::MOST);
            let known = letter.filter(|letter| letters().any(|known| known == *letter));
            let free = known.filter(is_free).or_else(|| letters().find(is_free));
            match free.filter(|_| letter.is_some()) {
                Some(letter) => self.pinned.push(Pinned { letter, shown, run, ghost }),
                None => self.leave(&run, document.clone()),
            }
        }
        self.pinned.sort_by_key(|pinned| pinned.letter);
        self.number += 1;
    }

    /// Adds the boundaries that are shown to what the worker is asked for: those of runs that learn the same classes of the
    /// same set.
    pub fn request(&self, experiment: &Experiment, request: &mut Request) {
        let (classes, inputs) = (experiment.classes(), experiment.data.source.inputs());
        let same = |pinned: &&Pinned| {
            let own = pinned.run.experiment();
            let source = &own.data.source;
            own.classes() == classes && source.inputs() == inputs && source.is_of_set(&experiment.data.source)
        };
        request.ghosts = self.shown().filter(same).map(|pinned| Arc::clone(&pinned.ghost)).collect();
    }
}
