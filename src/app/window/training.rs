//! The worker that trains for the window, and its initial speed.

use egui::Context;

use super::Window;
use crate::{
    experiment::ValidExperiment,
    insight::Request,
    text,
    training::Status,
    ui::naming,
    worker::{Command, Worker},
};

impl Window {
    /// Trains, or pauses.
    pub(super) fn play_or_pause(&mut self) {
        if self.is_running() {
            self.send(Command::Pause);
        } else {
            self.train_on();
        }
    }

    /// Whether it trains, as far as has been heard.
    pub(super) fn is_running(&self) -> bool {
        self.snapshot.as_ref().is_some_and(|snapshot| snapshot.running)
    }

    /// Trains. A run of a lesson's step pauses by itself where the step's last question is answered, so that a class looks at
    /// the same moment, however fast each machine is; the next time it goes on without end.
    pub(super) fn train_on(&mut self) {
        self.say_why_not();
        let end = self.snapshot.as_ref().and_then(|snapshot| self.end_of_lesson_step(snapshot));
        self.lesson.iter_mut().for_each(|teaching| teaching.end = end);
        self.send(end.map_or(Command::Run, Command::RunTo));
    }

    /// Says why a run that one of its rules has ended does not go on, and what makes it.
    fn say_why_not(&mut self) {
        let Some(snapshot) = &self.snapshot else { return };
        let Status::Finished { reason } = &snapshot.status else { return };
        let reason = reason.text();
        let ((english, chinese), stages) = (reason.both(), &snapshot.experiment.stages);
        self.notices.say(if stages.list().len() > stages.at() + 1 {
            let next = naming::stage(stages.list(), &stages.list()[stages.at() + 1]);
            let (next, next_zh) = next.both();
            text!("{english} “Next: {next}” goes on.", "{chinese}“下一步：{next_zh}”会继续。")
        } else if self.lesson.is_some() {
            text!("{english} R begins anew.", "{chinese}按 R 重新开始。")
        } else {
            text!(
                "{english} To train on, change that rule in the settings; R begins anew.",
                "{chinese}要继续训练，请在设置中更改这条规则；按 R 重新开始。"
            )
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
