//! The other runs of a window: pinned, so that their curves and boundaries stay visible, or abandoned for another one.

use std::sync::Arc;

use crate::{
    experiment::{Experiment, ValidExperiment},
    insight::{Ghost, Request},
    language::Text,
    session::{Beside, Mark},
    training::{Checkpoint, KeptRun},
    ui::kit::line::Look,
    worker::Snapshot,
};

/// A run as it was when it was pinned.
#[derive(Clone, Debug)]
pub struct Pinned {
    /// Number of the run in this window.
    pub number: u64,
    /// Its letter, under which it can be found.
    pub letter: char,
    /// Its name and colour.
    pub mark: Mark,
    /// Whether its curve and its boundary are shown.
    pub shown: bool,
    /// The run itself, from which it can be resumed.
    pub run: KeptRun,
    /// Its network, for the map.
    pub ghost: Arc<Ghost>,
}

impl Pinned {
    /// Its dashes, by its letter, and its colour.
    #[must_use]
    pub const fn look(&self) -> Look {
        Look { place: self.letter as usize - 'A' as usize, colour: self.mark.colour }
    }

    /// Its letter, and its name if it has one.
    #[must_use]
    pub fn title(&self) -> String {
        let Mark { name, .. } = &self.mark;
        if name.is_empty() { self.letter.to_string() } else { format!("{} ({name})", self.letter) }
    }
}

/// A run that was left for another one: it is set aside automatically, so that it can be resumed.
#[derive(Clone, Debug, PartialEq)]
pub struct Left {
    /// Number of the run in this window.
    pub number: u64,
    /// Its document, and the title then.
    pub document: (u64, Text),
    /// Its name and colour.
    pub mark: Mark,
    /// The run itself.
    pub run: KeptRun,
}

impl Left {
    /// A plain line in its colour: it has no letter to have dashes by.
    #[must_use]
    pub const fn look(&self) -> Look {
        Look { place: 0, colour: self.mark.colour }
    }
}

/// A change of the list by a person. What it replaces is such a change again, which undoes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Listed {
    /// The run with this number is called this.
    Marked(u64, Mark),
    /// The abandoned run with this number is in the list, or is not.
    There(u64, Option<Box<Left>>),
}

impl Listed {
    /// Number of the run that it is about.
    #[must_use]
    pub const fn number(&self) -> u64 {
        let (Self::Marked(number, _) | Self::There(number, _)) = self;
        *number
    }
}

/// The other runs of a window.
#[derive(Clone, Debug, Default)]
pub struct Runs {
    pinned: Vec<Pinned>,
    /// Oldest first.
    left: Vec<Left>,
    /// Number of runs pinned or left so far.
    counted: u64,
    /// How often a run was pinned, unpinned, named or deleted.
    pins: u64,
    /// Number of changes, so that a reader can tell whether there was one.
    number: u64,
}

impl Runs {
    /// Largest number of pinned runs, as many as can be told apart.
    pub const MOST: usize = 8;
    /// Largest number of abandoned runs kept, within [their room](Self::ROOM).
    const MOST_LEFT: usize = 32;
    /// Largest size in bytes of all of them; the newest is always kept.
    const ROOM: usize = 96 << 20;

    /// The pinned runs, sorted by letter.
    #[must_use]
    pub fn all(&self) -> &[Pinned] {
        &self.pinned
    }

    /// Number of changes.
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

    /// Pins the run of `snapshot` in its current state under the first free letter; `None` when there is no room, or it
    /// is already pinned.
    pub fn pin(&mut self, snapshot: &Snapshot) -> Option<char> {
        if self.has(snapshot) {
            return None;
        }
        let letter = ('A'..='Z').take(Self::MOST).find(|letter| self.get(*letter).is_none())?;
        let run = snapshot.kept();
        let ghost = Arc::new(Ghost::of(&run, &snapshot.newest_data));
        self.counted += 1;
        let (number, mark) = (self.counted, Mark::default());
        self.pinned.push(Pinned { number, letter, mark, shown: true, run, ghost });
        self.pinned.sort_by_key(|pinned| pinned.letter);
        self.number += 1;
        self.pins += 1;
        Some(letter)
    }

    /// Unpins the run with this letter; it is then one of the abandoned ones of this document, and can be resumed.
    pub fn unpin(&mut self, letter: char, document: (u64, Text)) {
        let Some(place) = self.pinned.iter().position(|pinned| pinned.letter == letter) else { return };
        let pinned = self.pinned.remove(place);
        self.leave_as(&pinned.run, document, pinned.mark);
        self.number += 1;
        self.pins += 1;
    }

    /// Shows or hides the curve and the boundary of the run of this letter.
    pub fn show(&mut self, letter: char, shown: bool) {
        self.pinned.iter_mut().filter(|pinned| pinned.letter == letter).for_each(|pinned| pinned.shown = shown);
        self.number += 1;
    }

    /// Hides every pinned run, as where something else begins; each can be shown again.
    pub fn hide(&mut self) {
        self.pinned.iter_mut().for_each(|pinned| pinned.shown = false);
        self.number += 1;
    }

    /// The abandoned runs that can be resumed, oldest first.
    #[must_use]
    pub fn left(&self) -> &[Left] {
        &self.left
    }

    /// Sets aside a run of this document that is left for another one, unless it is at its start, or already kept in
    /// the same state. The oldest ones are dropped when there are too many.
    pub fn leave(&mut self, run: &KeptRun, document: (u64, Text)) {
        self.leave_as(run, document, Mark::default());
    }

    fn leave_as(&mut self, run: &KeptRun, document: (u64, Text), mark: Mark) {
        let is_kept =
            self.left.iter().any(|left| left.run.is_at(run)) || self.pinned.iter().any(|it| it.run.is_at(run));
        if run.is_untouched() || is_kept {
            return;
        }
        self.counted += 1;
        self.left.push(Left { number: self.counted, document, mark, run: run.clone() });
        let bytes = |left: &[Left]| left.iter().map(|left| left.run.bytes()).sum::<usize>();
        while self.left.len() > Self::MOST_LEFT || (self.left.len() > 1 && bytes(&self.left) > Self::ROOM) {
            self.left.remove(0);
        }
        self.number += 1;
    }

    /// What stands where this change of the list would, to be put back when it is undone; nothing if its run is gone.
    #[must_use]
    pub fn now(&self, change: &Listed) -> Option<Listed> {
        let left = |number| self.left.iter().find(|left| left.number == number);
        match change {
            Listed::Marked(number, _) => {
                let pinned = self.pinned.iter().find(|pinned| pinned.number == *number).map(|pinned| &pinned.mark);
                let mark = pinned.or_else(|| left(*number).map(|left| &left.mark))?;
                Some(Listed::Marked(*number, mark.clone()))
            }
            Listed::There(number, _) => Some(Listed::There(*number, left(*number).cloned().map(Box::new))),
        }
    }

    /// Changes the list.
    pub fn put(&mut self, change: Listed) {
        match change {
            Listed::Marked(number, mark) => {
                let pinned = self.pinned.iter_mut().filter(|run| run.number == number).map(|run| &mut run.mark);
                let left = self.left.iter_mut().filter(|run| run.number == number).map(|run| &mut run.mark);
                pinned.chain(left).for_each(|now| *now = mark.clone());
            }
            Listed::There(number, left) => {
                self.left.retain(|left| left.number != number);
                self.left.extend(left.map(|left| *left));
                self.left.sort_by_key(|left| left.number);
            }
        }
        self.number += 1;
        self.pins += 1;
    }

    /// How often a run was pinned, unpinned, named or deleted in this window so far.
    #[must_use]
    pub const fn pins(&self) -> u64 {
        self.pins
    }

    /// How many runs were pinned or left in this window so far.
    #[must_use]
    pub const fn counted(&self) -> u64 {
        self.counted
    }

    /// The abandoned run with this number, to resume it; it is removed from the list, unless a person has named it.
    pub fn take_up(&mut self, number: u64) -> Option<Left> {
        let place = self.left.iter().position(|left| left.number == number)?;
        self.number += 1;
        let is_marked = self.left[place].mark != Mark::default();
        Some(if is_marked { self.left[place].clone() } else { self.left.remove(place) })
    }

    /// Drops abandoned runs that are current again in the same state.
    pub fn is_at_hand(&mut self, run: &KeptRun) {
        self.left.retain(|left| left.mark != Mark::default() || !left.run.is_at(run));
    }

    /// Those that are shown.
    pub fn shown(&self) -> impl Iterator<Item = &Pinned> {
        self.pinned.iter().filter(|pinned| pinned.shown)
    }

    /// Number of runs to be stored with the document of this number.
    #[must_use]
    pub fn count_beside(&self, document: u64) -> usize {
        self.pinned.len() + self.left.iter().filter(|left| left.document.0 == document).count()
    }

    /// The runs to be stored with the session of the document of this number.
    #[must_use]
    pub fn beside(&self, document: u64) -> Vec<Beside> {
        let pinned = self.pinned.iter().map(|pinned| Beside {
            letter: Some(pinned.letter),
            shown: pinned.shown,
            mark: pinned.mark.clone(),
            run: pinned.run.clone(),
        });
        let own = self.left.iter().filter(|left| left.document.0 == document);
        let left =
            own.map(|left| Beside { letter: None, shown: false, mark: left.mark.clone(), run: left.run.clone() });
        Beside::fitting(pinned.chain(left).collect())
    }

    /// Takes over the runs stored with a session of `document`; a pinned one under the next free letter if its own is
    /// taken, and without room for it as an abandoned one.
    pub fn take_in(&mut self, beside: Vec<(Beside, Arc<Ghost>)>, document: &(u64, Text)) {
        for (Beside { letter, shown, mark, run }, ghost) in beside {
            let is_free = |letter: &char| self.get(*letter).is_none();
            let letters = || ('A'..='Z').take(Self::MOST);
            let known = letter.filter(|letter| letters().any(|known| known == *letter));
            let free = known.filter(is_free).or_else(|| letters().find(is_free));
            match free.filter(|_| letter.is_some()) {
                Some(letter) => {
                    self.counted += 1;
                    self.pinned.push(Pinned { number: self.counted, letter, mark, shown, run, ghost });
                }
                None => self.leave_as(&run, document.clone(), mark),
            }
        }
        self.pinned.sort_by_key(|pinned| pinned.letter);
        self.number += 1;
    }

    /// Adds the boundaries to be shown to the worker's request: those of runs that learn the same classes of the same
    /// set.
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
