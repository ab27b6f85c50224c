//! Other runs stored with the session, so that pinned and abandoned runs are still there when the file is opened.

use std::sync::Arc;

use crate::training::{KeptRun, StageRun, Timeline};

/// Largest number of such runs in a file.
pub(super) const MOST: usize = 64;
/// Largest size in bytes of all of them in memory; the first of each kind is always written.
const ROOM: usize = 64 << 20;

/// What a person calls a run, and the colour that they have given it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Its name; empty when it has none.
    pub name: String,
    /// Number of the colour of its curve and boundary, counted round; none for the one that goes with its letter.
    pub colour: Option<u8>,
}

impl Mark {
    /// Largest length of a name in characters: as much as a row shows.
    pub const MOST: usize = 40;
}

/// A run stored besides the current one.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// The letter under which it was pinned; none for a run that was left for another.
    pub letter: Option<char>,
    /// Whether its curve and its boundary are shown.
    pub shown: bool,
    /// Its name and colour.
    pub mark: Mark,
    /// The run.
    pub run: KeptRun,
}

impl Beside {
    /// Those of `runs` that fit into a file: pinned ones first, then the ones left most recently. Only what is needed
    /// to resume them is kept, not their earlier moments.
    #[must_use]
    pub fn fitting(runs: Vec<Self>) -> Vec<Self> {
        let (pinned, mut left): (Vec<Self>, Vec<Self>) = runs.into_iter().partition(|run| run.letter.is_some());
        left.reverse();
        let (mut bytes, mut kept) = (0, Vec::new());
        for (index, run) in pinned.into_iter().enumerate().chain(left.into_iter().enumerate()) {
            let run = run.without_moments();
            bytes += run.run.bytes();
            if kept.len() < MOST && (index == 0 || bytes <= ROOM) {
                kept.push(run);
            }
        }
        // Abandoned runs are stored oldest first.
        let first = kept.iter().position(|run: &Self| run.letter.is_none()).unwrap_or(kept.len());
        kept[first..].reverse();
        kept
    }

    fn without_moments(self) -> Self {
        let bare = |stage: StageRun| StageRun { timeline: Arc::new(Timeline::default()), ..stage };
        let earlier = self.run.earlier.iter().cloned().map(bare).collect();
        Self { run: KeptRun { last: bare(self.run.last), earlier: Arc::new(earlier) }, ..self }
    }
}
