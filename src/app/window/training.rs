//! The worker that trains for the window, and its initial speed.

use egui::Context;

use super::Window;
use crate::{
    experiment::ValidExperiment,
    insight::Request,
    worker::{Command, Worker},
};

impl Window {
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
