//! A progress bar on standard error, when it is a terminal.

use std::{
    io::{self, IsTerminal, Write},
    time::{Duration, Instant},
};

const EVERY: Duration = Duration::from_millis(100);

/// A bar that is redrawn at most ten times a second and removed at the end.
pub(super) struct Progress {
    visible: bool,
    drawn: Instant,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self { visible: io::stderr().is_terminal(), drawn: Instant::now() }
    }

    /// Shows `done` of `all`, with `words` after the bar.
    pub(super) fn show(&mut self, done: u64, all: u64, words: impl FnOnce() -> String) {
        if !self.visible || self.drawn.elapsed() < EVERY {
            return;
        }
        self.drawn = Instant::now();
        let filled = (done.min(all) as f64 / all.max(1) as f64 * 30.0) as usize;
        // A terminal that is gone needs no bar.
        drop(write!(io::stderr(), "\r[{:<30}] {} ", "#".repeat(filled), words()));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.visible {
            drop(write!(io::stderr(), "\r{:79}\r", ""));
        }
    }
}
