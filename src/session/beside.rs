//! Runs beside the one at hand, so that what was pinned or left is still there when the file is opened.

use std::sync::Arc;

use crate::training::{KeptRun, StageRun, Timeline};

/// Most runs of a file.
pub(super) const MOST: usize = 64;
/// Most bytes that they take in memory together; the first of each kind is always written.
const ROOM: usize = 64 << 20;

/// A run beside the one at hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// The letter under which it was pinned; none for a run that was left for another.
    pub letter: Option<char>,
    /// Whether its curve and its boundary are shown.
    pub shown: bool,
    /// The run.
    pub run: KeptRun,
}

impl Beside {
    /// Those of `runs` that there is room for in a file: the pinned ones first, then what was left last. Only what one can
    /// go on from is kept of them, not the moments that lie before.
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
        // What was left stands oldest first.
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
