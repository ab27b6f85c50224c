//! The worker that trains for the window, and how fast it begins.

use egui::Context;

use super::Window;
use crate::{
    experiment::ValidExperiment,
    insight::Request,
    worker::{Command, Worker},
};

impl Window {
    /// Trains as fast as it goes from the beginning, as measurements want it.
    #[must_use]
    pub fn at_full_speed(mut self) -> Self {
        self.speed = None;
        self.send(Command::Speed(None));
        self
    }
}

/// A worker at the start of `experiment`, which takes at most so many epochs a second.
pub(super) fn worker(context: &Context, experiment: ValidExperiment, speed: Option<f64>) -> Worker {
    let context = context.clone();
    // Until the first snapshot is there nobody knows what is to be seen of it: most likely the first page.
    let request = Request { map: 100, units: true, points: 500, ..Request::default() };
    let worker = Worker::new(experiment, request, move || context.request_repaint());
    let heard = worker.send(Command::Speed(speed));
    debug_assert!(heard, "a worker that has just begun listens");
    worker
}
