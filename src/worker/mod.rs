//! The threads that drive a trainer: commands come in, complete snapshots go out.
//!
//! One thread trains and regularly hands over a frame, a copy of the parameters; another one makes a snapshot of the
//! latest frame, with metrics and the requested looks. So training never waits for a map, and no map is made that
//! nobody wants. Knows nothing of files or windows; a closure from the owner wakes the reader.

pub mod command;
pub mod exhibit;
pub mod fleet;
mod frame;
pub mod label_counts;
pub mod mailbox;
pub mod moment;
pub mod one_point;
mod pace;
pub mod pair;
pub mod portraits;
mod promoted;
mod publisher;
pub mod race;
pub mod search;
pub mod snapshot;
pub mod starts;
pub mod survey;
pub mod terrain;
mod thread;
mod watched;

use std::{
    any::Any,
    sync::{Arc, mpsc},
    thread::JoinHandle,
};

use crate::{experiment::ValidExperiment, insight::Request, language::Text, text, training::Trainer};

pub use command::Command;
pub use mailbox::Mailbox;
pub use snapshot::{Detail, Snapshot};

/// A trainer on a thread of its own; dropping it ends its threads.
#[derive(Debug)]
pub struct Worker {
    commands: Option<mpsc::Sender<Command>>,
    snapshots: Mailbox<Arc<Snapshot>>,
    threads: Vec<JoinHandle<()>>,
}

impl Worker {
    /// Starts a paused worker on `experiment` that shows what `request` asks for; `wake` is called when a snapshot was
    /// put into an empty mailbox.
    #[must_use]
    pub fn new(experiment: ValidExperiment, request: Request, wake: impl Fn() + Send + 'static) -> Self {
        let (commands, inbox) = mpsc::channel();
        let (frames, snapshots) = (Mailbox::default(), Mailbox::default());
        let publisher = publisher::Publisher::new(frames.clone(), snapshots.clone(), wake);
        let train = move || {
            let _closed = CloseOnDrop(frames.clone());
            thread::Loop::new(Trainer::new(experiment), request, frames).run(&inbox);
        };
        let threads = [spawn("trainer", train), spawn("publisher", || publisher.run())];
        Self { commands: Some(commands), snapshots, threads: threads.into_iter().flatten().collect() }
    }

    /// Sends a command; returns whether the thread is still there to carry it out.
    #[expect(clippy::must_use_candidate, reason = "the next snapshot shows what became of a command")]
    pub fn send(&self, command: Command) -> bool {
        self.commands.as_ref().is_some_and(|commands| commands.send(command).is_ok())
    }

    /// The latest snapshot, if it was not taken yet.
    #[must_use]
    pub fn newest(&self) -> Option<Arc<Snapshot>> {
        self.snapshots.take()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.commands = None;
        for thread in self.threads.drain(..) {
            let _ended = thread.join();
        }
    }
}

/// Ends the publisher when the training thread ends, for whatever reason.
struct CloseOnDrop(Mailbox<frame::Frame>);

impl Drop for CloseOnDrop {
    fn drop(&mut self) {
        self.0.close();
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Option<JoinHandle<()>> {
    std::thread::Builder::new().name(name.into()).spawn(work).ok()
}

/// A panic as a sentence for the person whose window continues.
#[expect(clippy::needless_pass_by_value, reason = "a sentence is made where it is handed over")]
fn sentence(panic: &(dyn Any + Send), consequence: Text) -> Text {
    let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    let why = said.map_or_else(|| text!("it left no message", "没有留下说明"), Text::same);
    let ((english, chinese), (then, then_zh)) = (why.both(), consequence.both());
    text!("A fault in the program: {english}. {then}", "程序故障：{chinese}。{then_zh}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Experiment;

    #[test]
    fn a_bug_leaves_the_last_good_moment_and_a_sentence() {
        let worker = Worker::new(Experiment::default().validate().unwrap(), Request::default(), || ());
        let wait = |holds: fn(&Snapshot) -> bool| {
            let snapshots = std::iter::repeat_with(|| {
                std::thread::sleep(std::time::Duration::from_millis(1));
                worker.newest()
            });
            snapshots.take(5_000).flatten().find(|snapshot| holds(snapshot)).expect("no such snapshot in five seconds")
        };
        worker.send(Command::StepEpoch);
        wait(|snapshot| snapshot.epoch == 1 && !snapshot.running);
        worker.send(Command::Panic);
        let snapshot = wait(|snapshot| snapshot.error.is_some());
        assert!(snapshot.error.as_ref().unwrap().to_string().contains("asked for by a test"), "{:?}", snapshot.error);
        assert_eq!((snapshot.step, snapshot.running), (25, false));
        worker.send(Command::StepEpoch);
        wait(|snapshot| snapshot.epoch == 2 && snapshot.error.is_none());
    }
}
