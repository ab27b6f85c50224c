//! The worker that trains for the window, and its initial speed.

use egui::Context;

use super::Window;
use crate::{
    experiment::ValidExperiment,
    insight::Request,
    worker::{Command, Worker},
};

impl Window {
    /// Trains, or pauses. A run of a lesson's step pauses by itself where the step's last question is answered, so that a
    /// class looks at the same moment, however fast each machine is; the next time it goes on without end.
    pub(super) fn play_or_pause(&mut self) {
        let Some(snapshot) = &self.snapshot else { return self.send(Command::Run) };
        let end = if snapshot.running { None } else { self.end_of_lesson_step(snapshot) };
        if let Some(teaching) = &mut self.lesson {
            teaching.end = end;
        }
        self.send(match end {
            _ if snapshot.running => Command::Pause,
            Some(epoch) => Command::RunTo(epoch),
            None => Command::Run,
        });
    }

    /// Trains without a speed limit from the beginning, for measurements.
    #[must_use]
    pub fn at_full_speed(mut self) -> Self {
        self.speed = None;
        self.send(Command::Speed(None));
        self
    }
}

/// A worker at the start of `experiment`, with at most this many epochs per second.
pub(super) fn worker(context: &Context, experiment: ValidExperiment, speed: Option<f64>) -> Worker {
    let context = context.clone();
    // Until the first snapshot nobody knows what will be shown of it: most likely the first page.
    let request = Request { map: 100, units: true, points: 500, ..Request::default() };
    let worker = Worker::new(experiment, request, move || context.request_repaint());
    let heard = worker.send(Command::Speed(speed));
    debug_assert!(heard, "a worker that has just begun listens");
    worker
}
