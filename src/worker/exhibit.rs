//! A phenomenon that no single run shows, computed on all cores beside the run at hand and seen as it comes.

mod boundary;
mod descent;
mod parity;
mod ticket;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::{Duration, Instant},
};

use super::{sentence, spawn, watched::Watched};
use crate::{experiment::Experiment, insight::phenomena::trainability::Area, language::Text, text};

pub use boundary::{Boundary, CELLS};
pub use descent::{DRAWS, Fits};
pub use parity::{Course, DECAYS, SEEDS as COURSES, STEPS};
pub use ticket::{ARMS, EPOCHS, Round, SEEDS as DRAWINGS};

/// Whoever watches is woken no more often than this.
const SEEN_EVERY: Duration = Duration::from_millis(100);

/// What is computed.
#[derive(Clone, Debug, PartialEq)]
pub enum Exhibit {
    /// Which pairs of learning rates let a small network learn.
    Boundary(Area),
    /// The test error of exact fits.
    Descent,
    /// A network pruned in rounds, its ticket beside the same weights drawn anew and other weights left.
    Ticket(Box<Experiment>),
    /// Training and test accuracy over the steps, with weight decay and without.
    Parity(Box<Experiment>),
}

/// What it has come to.
#[derive(Clone, Debug)]
pub enum Seen {
    /// A picture that grows finer.
    Boundary(Boundary),
    /// Errors of every draw.
    Descent(Fits),
    /// The rounds of each seed.
    Tickets(Vec<Vec<Round>>),
    /// A course for each seed, with each decay.
    Courses([Vec<Course>; 2]),
}

/// An exhibit as it is now.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What is computed.
    pub of: Arc<Exhibit>,
    /// What it has come to.
    pub seen: Seen,
    /// The share that is done, 0…1.
    pub done: f32,
    /// How long it has taken.
    pub took: Duration,
    /// Whether nothing more comes.
    pub ended: bool,
    /// Why it broke off, if it did.
    pub fault: Option<Text>,
}

/// The computation; it ends when this is dropped.
#[derive(Debug)]
pub struct Exhibition {
    shared: Arc<Watched<Shown>>,
}

impl Exhibition {
    /// Begins; `wake` is called when there is something new to see.
    #[must_use]
    pub fn new(of: Exhibit, wake: impl Fn() + Send + Sync + 'static) -> Self {
        let seen = match &of {
            Exhibit::Boundary(area) => Seen::Boundary(Boundary::new(*area)),
            Exhibit::Descent => Seen::Descent(Fits::default()),
            Exhibit::Ticket(_) => Seen::Tickets(vec![Vec::new(); DRAWINGS]),
            Exhibit::Parity(_) => Seen::Courses(DECAYS.map(|_| vec![Course::default(); COURSES])),
        };
        let of = Arc::new(of);
        let first = Shown { of, seen, done: 0.0, took: Duration::ZERO, ended: false, fault: None };
        let shared = Arc::new(Watched::new(first));
        let own = Arc::clone(&shared);
        // A system without threads shows an empty one.
        let _thread = spawn("exhibit", move || {
            let stage = Stage { shared: &own, wake: &wake, began: Instant::now() };
            let of = Arc::clone(&own.now().of);
            let ran = catch_unwind(AssertUnwindSafe(|| match &*of {
                Exhibit::Boundary(area) => boundary::run(&stage, *area),
                Exhibit::Descent => descent::run(&stage),
                Exhibit::Ticket(experiment) => ticket::run(&stage, experiment),
                Exhibit::Parity(experiment) => parity::run(&stage, experiment),
            }));
            own.change(|shown| {
                shown.ended = true;
                shown.took = stage.began.elapsed();
                shown.fault = ran.err().map(|panic| {
                    sentence(panic.as_ref(), text!("The run at hand is not affected.", "当前训练不受影响。"))
                });
            });
            wake();
        });
        Self { shared }
    }

    /// What it has come to.
    #[must_use]
    pub fn shown(&self) -> Arc<Shown> {
        self.shared.now()
    }

    /// Ends it; what is there stays.
    pub fn stop(&self) {
        self.shared.end();
    }
}

impl Drop for Exhibition {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Where an exhibit is put together.
struct Stage<'a> {
    shared: &'a Watched<Shown>,
    wake: &'a (dyn Fn() + Sync),
    began: Instant,
}

impl Stage<'_> {
    /// Whether nobody has asked for its end.
    fn goes_on(&self) -> bool {
        self.shared.goes_on()
    }

    /// Changes what is seen, of which this share is done then.
    fn change(&self, done: f32, change: impl FnOnce(&mut Seen)) {
        self.shared.change(|shown| {
            change(&mut shown.seen);
            shown.done = shown.done.max(done);
            shown.took = self.began.elapsed();
        });
        self.tell();
    }

    /// Wakes whoever watches, when that is due.
    fn tell(&self) {
        if self.shared.is_due(SEEN_EVERY) {
            (self.wake)();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exhibit_that_is_dropped_or_stopped_ends() {
        let exhibition = Exhibition::new(Exhibit::Boundary(Area::default()), || ());
        exhibition.stop();
        let ended = std::iter::repeat_with(|| {
            std::thread::sleep(Duration::from_millis(2));
            exhibition.shown()
        });
        let shown = ended.take(30_000).find(|shown| shown.ended).expect("an end within a minute");
        assert!(shown.done < 1.0 && shown.fault.is_none());
    }
}
