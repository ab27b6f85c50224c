//! The loop: take commands, take steps, publish.

use std::{
    sync::{Arc, mpsc},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use super::{Command, Mailbox, Snapshot};
use crate::training::{MapRequest, Status, Trainer, ValidExperiment};

/// At most this often is a snapshot published while training.
const PUBLISH_EVERY: Duration = Duration::from_millis(16);
/// Commands are looked for at least this often while training.
const LISTEN_EVERY: Duration = Duration::from_millis(2);

/// A trainer on a thread of its own; dropping it ends the thread.
#[derive(Debug)]
pub struct Worker {
    commands: Option<mpsc::Sender<Command>>,
    snapshots: Mailbox<Arc<Snapshot>>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts a paused worker on `experiment`; `wake` is called after a snapshot was put into an empty mailbox.
    #[must_use]
    pub fn new(experiment: ValidExperiment, wake: impl Fn() + Send + 'static) -> Self {
        let (commands, inbox) = mpsc::channel();
        let snapshots = Mailbox::default();
        let outbox = snapshots.clone();
        let thread = std::thread::Builder::new()
            .name("trainer".into())
            .spawn(move || Loop::new(Trainer::new(experiment), outbox, Box::new(wake)).run(&inbox))
            .ok();
        Self { commands: Some(commands), snapshots, thread }
    }

    /// Asks for something; says whether the thread is still there to do it.
    #[must_use]
    pub fn send(&self, command: Command) -> bool {
        self.commands.as_ref().is_some_and(|commands| commands.send(command).is_ok())
    }

    /// The newest snapshot, when there is one that was not fetched yet.
    #[must_use]
    pub fn newest(&self) -> Option<Arc<Snapshot>> {
        self.snapshots.take()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.commands = None;
        if let Some(thread) = self.thread.take() {
            let _ended = thread.join();
        }
    }
}

struct Loop {
    trainer: Trainer,
    outbox: Mailbox<Arc<Snapshot>>,
    wake: Box<dyn Fn() + Send>,
    running: bool,
    request: MapRequest,
    published: u64,
    speed: f64,
}

impl Loop {
    fn new(trainer: Trainer, outbox: Mailbox<Arc<Snapshot>>, wake: Box<dyn Fn() + Send>) -> Self {
        let request = MapRequest { resolution: 50, axes: (0, 1), area: None };
        Self { trainer, outbox, wake, running: false, request, published: 0, speed: 0.0 }
    }

    fn run(mut self, inbox: &mpsc::Receiver<Command>) {
        self.publish();
        loop {
            let command = if self.running { inbox.try_recv().ok() } else { inbox.recv().ok() };
            match command {
                Some(command) => {
                    self.obey(command);
                    self.publish();
                }
                None if self.running => self.train(),
                None => return,
            }
        }
    }

    fn train(&mut self) {
        let (start, epochs) = (Instant::now(), self.trainer.epochs());
        while start.elapsed() < PUBLISH_EVERY && *self.trainer.status() == Status::Ready {
            let slice = Instant::now();
            while slice.elapsed() < LISTEN_EVERY {
                self.trainer.step();
            }
        }
        self.speed = (self.trainer.epochs() - epochs) as f64 / start.elapsed().as_secs_f64();
        self.running &= *self.trainer.status() == Status::Ready;
        self.publish();
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Run => self.running = true,
            Command::Pause => self.running = false,
            Command::StepBatch => {
                self.running = false;
                self.trainer.step();
            }
            Command::StepEpoch => {
                self.running = false;
                let epoch = self.trainer.epochs();
                while self.trainer.epochs() == epoch {
                    self.trainer.step();
                }
            }
            Command::Reset => {
                self.running = false;
                self.trainer = Trainer::new(self.trainer.experiment().clone());
            }
            Command::Reconfigure(experiment, keep) => {
                self.trainer.reconfigure(experiment, keep);
            }
            Command::Open(trainer) => {
                self.running = false;
                self.trainer = *trainer;
            }
            Command::Set(place, value) => {
                let _is_there = self.trainer.set(place, value);
            }
            Command::Speed(_) => {}
            Command::Probe(request) => self.request = request,
        }
    }

    fn publish(&mut self) {
        self.published += 1;
        let snapshot = Snapshot {
            number: self.published,
            experiment: self.trainer.experiment().clone(),
            data: Arc::clone(self.trainer.data()),
            network: self.trainer.network().clone(),
            epoch: self.trainer.epochs(),
            step: self.trainer.steps(),
            metrics: self.trainer.metrics(),
            history: Arc::clone(self.trainer.history()),
            maps: Arc::new(self.trainer.probe().maps(self.request)),
            running: self.running,
            status: self.trainer.status().clone(),
            epochs_per_second: if self.running { self.speed } else { 0.0 },
            checkpoint: Arc::new(self.trainer.checkpoint()),
        };
        if self.outbox.put(Arc::new(snapshot)) {
            (self.wake)();
        }
    }
}
