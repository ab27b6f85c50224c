//! Pacing: how many steps to take before checking for commands again.

use std::time::{Duration, Instant};

/// Commands are checked at least this often, except that a step is never interrupted.
const LISTEN_EVERY: Duration = Duration::from_millis(1);

/// Keeps slices of training short, and limits the speed on request.
#[derive(Debug)]
pub(super) struct Pace {
    /// Largest number of steps per second.
    limit: Option<f64>,
    /// Number of steps that fit between two checks for commands.
    slice: u64,
    /// Number of steps that the limit allows by now, and when that was computed.
    credit: f64,
    since: Instant,
}

/// What to do next.
#[derive(Debug, PartialEq)]
pub(super) enum Next {
    /// At most this many steps, at least one.
    Steps(u64),
    /// Nothing for this long.
    Wait(Duration),
}

impl Pace {
    pub(super) fn new() -> Self {
        Self { limit: None, slice: 1, credit: 1.0, since: Instant::now() }
    }

    /// Sets the largest number of steps per second.
    pub(super) fn limit(&mut self, steps_per_second: Option<f64>) {
        self.limit = steps_per_second.filter(|limit| limit.is_finite() && *limit > 0.0);
    }

    /// After a rest, the first step may be taken immediately.
    pub(super) fn start(&mut self, now: Instant) {
        (self.credit, self.since) = (1.0, now);
    }

    /// Whether there are long pauses between steps.
    pub(super) fn is_slow(&self) -> bool {
        self.limit.is_some_and(|limit| limit < 10.0)
    }

    /// What to do now; an epoch requested by hand is done without limit.
    pub(super) fn next(&mut self, now: Instant, at_once: bool) -> Next {
        let Some(limit) = self.limit.filter(|_| !at_once) else { return Next::Steps(self.slice) };
        let passed = now.saturating_duration_since(self.since).as_secs_f64();
        // A machine too slow for the limit does not catch up later.
        self.credit = (self.credit + passed * limit).min((0.1 * limit).max(1.0));
        self.since = now;
        if self.credit < 1.0 {
            return Next::Wait(Duration::from_secs_f64(((1.0 - self.credit) / limit).min(0.5)));
        }
        Next::Steps((self.credit as u64).min(self.slice))
    }

    /// Adapts to the duration of a slice.
    pub(super) fn took(&mut self, steps: u64, time: Duration) {
        if self.limit.is_some() {
            self.credit -= steps as f64;
        }
        if time > LISTEN_EVERY {
            self.slice = (self.slice / 2).max(1);
        } else if time < LISTEN_EVERY / 2 && steps == self.slice {
            self.slice *= 2;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_near_a_millisecond() {
        let mut pace = Pace::new();
        for _ in 0..30 {
            let Next::Steps(steps) = pace.next(Instant::now(), false) else { panic!("no limit was set") };
            pace.took(steps, Duration::from_micros(steps));
        }
        assert!((250..=1000).contains(&pace.slice), "{}", pace.slice);
        pace.took(pace.slice, Duration::from_secs(1));
        assert!(pace.slice <= 500, "{}", pace.slice);
    }

    #[test]
    fn one_step_a_second_is_one_at_once_and_then_one_a_second() {
        let (mut pace, start) = (Pace::new(), Instant::now());
        pace.limit(Some(1.0));
        pace.start(start);
        let mut taken = 0;
        for tick in 0..=35 {
            if let Next::Steps(steps) = pace.next(start + Duration::from_millis(100 * tick), false) {
                pace.took(steps, Duration::ZERO);
                taken += steps;
            }
        }
        assert_eq!(taken, 4);
    }

    #[test]
    fn what_was_missed_is_not_made_up_for() {
        let (mut pace, start) = (Pace::new(), Instant::now());
        pace.limit(Some(100.0));
        pace.slice = 1000;
        pace.start(start);
        assert_eq!(pace.next(start + Duration::from_secs(60), false), Next::Steps(10));
    }
}
