//! The second thread: turns frames into snapshots, so that training never waits for a map.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::{Duration, Instant},
};

use super::{Mailbox, Snapshot, frame::Frame, sentence, snapshot::Detail};
use crate::{
    insight::{Looker, Maps},
    text,
};

/// Largest and smallest number of cells along each side of a coarse map.
const COARSE: (usize, usize) = (100, 20);
/// Time limit of a coarse snapshot, so that maps take a small part of a core.
const COARSE_TIME: Duration = Duration::from_millis(4);
/// Approximate time limit of a fine snapshot.
const FINE_TIME: Duration = Duration::from_millis(250);
/// Interval at which detail is measured anew during training.
const DETAIL_EVERY: Duration = Duration::from_millis(200);

/// Makes snapshots from the latest frame.
pub(super) struct Publisher {
    frames: Mailbox<Frame>,
    snapshots: Mailbox<Arc<Snapshot>>,
    wake: Box<dyn Fn() + Send>,
    number: u64,
    coarse: usize,
    /// Cells along each side of a fine map within its time limit.
    fine: usize,
    last: Option<Arc<Snapshot>>,
    next_detail: Instant,
    looker: Looker,
}

impl Publisher {
    pub(super) fn new(
        frames: Mailbox<Frame>,
        snapshots: Mailbox<Arc<Snapshot>>,
        wake: impl Fn() + Send + 'static,
    ) -> Self {
        Self {
            frames,
            snapshots,
            wake: Box::new(wake),
            number: 0,
            coarse: COARSE.0,
            fine: COARSE.0,
            last: None,
            next_detail: Instant::now(),
            looker: Looker::default(),
        }
    }

    /// Runs until there are no more frames.
    pub(super) fn run(mut self) {
        while let Some(frame) = self.frames.wait() {
            // First what is fast, then, unless a newer frame waits, what was requested.
            let (start, wanted) = (Instant::now(), frame.request.map);
            let resolution = wanted.min(self.coarse);
            let before = self.maps();
            self.publish(&frame, resolution, false);
            let took = start.elapsed();
            let now = self.maps();
            // A reused map says nothing about how long one takes.
            let is_new = now.as_ref().is_some_and(|now| before.is_none_or(|before| !Arc::ptr_eq(&before, now)));
            if is_new {
                self.adapt(resolution, took);
                // A person who continues must not wait for a fine map of a very large network.
                self.fine = (resolution as f64 * (FINE_TIME.as_secs_f64() / took.as_secs_f64()).sqrt()) as usize;
            }
            let fine = wanted.min(self.fine.max(resolution));
            let finer = now.is_some_and(|now| fine > now.resolution) || frame.rows(true) > frame.rows(false);
            if frame.resting && finer && self.frames.is_empty() {
                self.publish(&frame, fine, true);
            }
        }
    }

    fn maps(&self) -> Option<Arc<Maps>> {
        self.last.as_ref().and_then(|last| last.looks.maps.clone())
    }

    fn publish(&mut self, frame: &Frame, resolution: usize, fine: bool) {
        self.number += 1;
        let detail = self.last_detail(frame);
        let (number, rows) = (self.number, frame.rows(fine));
        let looker = &mut self.looker;
        let made = catch_unwind(AssertUnwindSafe(|| frame.snapshot(number, resolution, rows, detail, looker)));
        let snapshot = match made {
            Ok(snapshot) => Arc::new(snapshot),
            Err(panic) => {
                // If this moment has no picture, the last one stays, and says why.
                let Some(last) = &self.last else { return };
                let error = Some(sentence(
                    panic.as_ref(),
                    text!("The picture is an earlier one; training is not affected.", "画面是稍早的；训练不受影响。"),
                ));
                Arc::new(Snapshot { number: self.number, running: frame.running, error, ..(**last).clone() })
            }
        };
        self.last = Some(Arc::clone(&snapshot));
        if self.snapshots.put(snapshot) {
            (self.wake)();
        }
    }

    /// The detail of the last snapshot, if it is of the same rows and layers and recent enough for a running one.
    fn last_detail(&mut self, frame: &Frame) -> Option<Arc<Detail>> {
        let now = Instant::now();
        let last = self.last.as_ref().filter(|last| {
            let same = Arc::ptr_eq(&last.data, &frame.data)
                && last.checkpoint.parameters.sizes() == frame.checkpoint.parameters.sizes();
            same && !frame.resting && now < self.next_detail
        });
        if last.is_none() {
            self.next_detail = now + DETAIL_EVERY;
        }
        last.map(|last| Arc::clone(&last.detail))
    }

    /// Approaches the resolution at which a coarse snapshot takes its time limit; the cost is proportional to its
    /// square.
    fn adapt(&mut self, resolution: usize, took: Duration) {
        let share = took.as_secs_f64() / COARSE_TIME.as_secs_f64();
        if share > 1.0 {
            self.coarse = ((resolution as f64 / share.sqrt()) as usize).clamp(COARSE.1, COARSE.0);
        } else if share < 0.5 && resolution == self.coarse {
            self.coarse = (self.coarse + self.coarse / 8 + 1).min(COARSE.0);
        }
    }
}
