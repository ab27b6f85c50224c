//! The training thread: takes commands, takes steps, hands over frames.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, mpsc},
    time::{Duration, Instant},
};

use super::{
    Command, Mailbox,
    frame::Frame,
    pace::{Next, Pace},
    sentence,
};
use crate::{
    data::Prepared,
    experiment::ValidExperiment,
    insight::Request,
    language::Text,
    nn::{WORTH_SHARING, sharing},
    text,
    training::{KeptRun, StageRun, Status, Trainer},
};

/// Shortest interval between frames during training: smooth animation, with a free screen frame in between for input.
const PUBLISH_EVERY: Duration = Duration::from_millis(33);
/// Handing over frames takes at most one part in this many of the time, however large the network.
const PUBLISH_SHARE: u32 = 20;
/// Multiplications of a forward pass from which a step is shared among threads. The window and its pictures need a core,
/// too, and a small step loses more by waiting for a busy thread than it gains.
const SHARED: usize = 8 * WORTH_SHARING;
/// Shortest time over which epochs per second are measured.
const MEASURE_OVER: Duration = Duration::from_millis(250);

/// When to pause without being told to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Until {
    /// When a rule of the experiment ends the run.
    Ended,
    /// Then, and at this epoch.
    Epoch(u64),
    /// At this epoch, whatever the rules and the speed limit say, since the steps were requested by hand.
    ByHand(u64),
}

/// A trainer with its pending requests.
pub(super) struct Loop {
    trainer: Trainer,
    frames: Mailbox<Frame>,
    /// The latest frame that was handed over, from which to recover after a bug.
    last: Frame,
    request: Request,
    pace: Pace,
    speed: Option<f64>,
    running: bool,
    until: Until,
    error: Option<Text>,
    /// The step to show, when it is not the latest.
    look: Option<u64>,
    /// The rows of the earlier moment shown last.
    past_rows: Option<(ValidExperiment, Arc<Prepared>)>,
    /// Number of stored runs that were resumed.
    resumed: u64,
    next_frame: Instant,
    measured: (Instant, f64),
    epochs_per_second: f64,
}

impl Loop {
    pub(super) fn new(trainer: Trainer, request: Request, frames: Mailbox<Frame>) -> Self {
        let now = Instant::now();
        Self {
            last: Frame::of(&trainer, request.clone()),
            measured: (now, trainer.progress()),
            trainer,
            frames,
            request,
            pace: Pace::new(),
            speed: None,
            running: false,
            until: Until::Ended,
            error: None,
            look: None,
            past_rows: None,
            resumed: 0,
            next_frame: now,
            epochs_per_second: 0.0,
        }
    }

    /// Runs until there are no more commands.
    pub(super) fn run(mut self, inbox: &mpsc::Receiver<Command>) {
        self.publish();
        let mut wait = Duration::ZERO;
        loop {
            let command = if self.running {
                match inbox.recv_timeout(wait) {
                    Ok(command) => Some(command),
                    Err(mpsc::RecvTimeoutError::Timeout) => None,
                    Err(mpsc::RecvTimeoutError::Disconnected) => return,
                }
            } else {
                match inbox.recv() {
                    Ok(command) => Some(command),
                    Err(mpsc::RecvError) => return,
                }
            };
            wait = Duration::ZERO;
            match command {
                Some(command) => {
                    // Dragging sends many changes: all that wait are carried out before the next frame.
                    let waiting: Vec<_> = std::iter::once(command).chain(inbox.try_iter()).collect();
                    newest_only(waiting).into_iter().for_each(|command| self.guarded(|this| this.obey(command)));
                    self.guarded(Self::publish);
                }
                None => match self.pace.next(Instant::now(), self.is_by_hand()) {
                    Next::Wait(rest) => wait = rest,
                    Next::Steps(steps) => self.guarded(|this| this.train(steps)),
                },
            }
        }
    }

    /// Runs code that may have a bug; after a panic, the trainer is restored from the last frame, paused.
    fn guarded(&mut self, work: impl FnOnce(&mut Self)) {
        let Err(panic) = catch_unwind(AssertUnwindSafe(|| work(self))) else { return };
        let Frame { experiment, checkpoint, history, timeline, edits, earlier, .. } = self.last.clone();
        let run = StageRun { experiment, checkpoint, history, timeline, edits };
        let resumed = run.trainer(earlier);
        self.trainer = resumed.unwrap_or_else(|problem| panic!("a frame of this trainer was refused: {problem}"));
        self.error = Some(sentence(
            panic.as_ref(),
            text!(
                "Training is back at its last good moment; save it before you go on.",
                "训练已回到最后一个正常的时刻；请先保存再继续。"
            ),
        ));
        self.pause();
        self.publish();
    }

    fn train(&mut self, steps: u64) {
        let start = Instant::now();
        let is_shared = self.trainer.multiplications() >= SHARED;
        let taken = if is_shared { sharing(|| self.steps(steps)) } else { self.steps(steps) };
        let took = start.elapsed();
        self.trainer.spend(took.as_secs_f64());
        self.pace.took(taken, took);
        self.measure();
        if !self.goes_on() {
            self.pause();
            self.publish();
        } else if Instant::now() >= self.next_frame && self.frames.is_empty() {
            self.publish();
        }
    }

    /// Takes at most so many steps; gives how many it took.
    fn steps(&mut self, most: u64) -> u64 {
        let mut taken = 0;
        while taken < most && self.goes_on() {
            self.trainer.step();
            taken += 1;
        }
        taken
    }

    /// Whether another step is wanted and possible; steps by hand are possible after a stop rule has ended the run.
    fn goes_on(&self) -> bool {
        let is_allowed = match self.trainer.status() {
            Status::Ready => true,
            Status::Finished { .. } => self.is_by_hand(),
            Status::Diverged { .. } => false,
        };
        is_allowed
            && match self.until {
                Until::Ended => true,
                Until::Epoch(epoch) | Until::ByHand(epoch) => self.trainer.epochs() < epoch,
            }
    }

    const fn is_by_hand(&self) -> bool {
        matches!(self.until, Until::ByHand(_))
    }

    fn measure(&mut self) {
        let (since, progress) = self.measured;
        let (passed, now) = (since.elapsed(), self.trainer.progress());
        if passed >= MEASURE_OVER {
            self.epochs_per_second = (now - progress).max(0.0) / passed.as_secs_f64();
            self.measured = (Instant::now(), now);
        }
    }

    fn start(&mut self) {
        self.error = None;
        if !self.running {
            let now = Instant::now();
            self.pace.start(now);
            self.measured = (now, self.trainer.progress());
        }
        self.running = true;
    }

    fn pause(&mut self) {
        self.running = false;
        self.until = Until::Ended;
        self.epochs_per_second = 0.0;
    }

    fn obey(&mut self, command: Command) {
        // Speed and maps may change while an earlier moment is shown; everything else is about the latest one.
        if !matches!(command, Command::Speed(_) | Command::Probe(_)) {
            self.look = None;
        }
        match command {
            Command::Run => {
                self.start();
                self.until = Until::Ended;
            }
            Command::RunTo(epoch) => {
                self.start();
                self.until = Until::Epoch(epoch);
            }
            Command::Pause => self.pause(),
            Command::StepBatch => {
                self.error = None;
                self.pause();
                self.trainer.step();
            }
            Command::StepEpoch => {
                let epoch = if let Until::ByHand(epoch) = self.until { epoch } else { self.trainer.epochs() };
                self.start();
                self.until = Until::ByHand(epoch + 1);
            }
            Command::Reset => {
                self.error = None;
                self.pause();
                self.trainer.restart();
            }
            Command::Reconfigure(experiment, keep) => {
                self.error = None;
                self.trainer.reconfigure(experiment, keep);
            }
            Command::Open(trainer) => {
                self.error = None;
                self.pause();
                self.trainer = *trainer;
            }
            Command::Resume(run) => self.resume(*run),
            Command::Set(place, value) => {
                let _is_there = self.trainer.set(place, value);
            }
            Command::Stand(parameters) => {
                self.pause();
                self.error = self.trainer.restart_from(parameters).err().map(|problem| problem.text());
            }
            Command::Look(step) => {
                self.pause();
                self.look = step;
            }
            Command::GoBack(step) => {
                self.error = None;
                self.pause();
                let _is_kept = self.trainer.go_back_to(step);
            }
            Command::GoToStage(stage) => {
                self.error = None;
                self.pause();
                let _is_another = self.trainer.go_to_stage(stage);
            }
            Command::Speed(speed) => self.speed = speed,
            Command::Probe(request) => self.request = request,
            #[cfg(test)]
            Command::Panic => panic!("asked for by a test"),
        }
        let steps = self.trainer.steps_per_epoch();
        self.pace.limit(self.speed.map(|epochs| epochs * steps));
    }

    fn resume(&mut self, run: KeptRun) {
        self.resumed += 1;
        match run.trainer() {
            Ok(trainer) => {
                self.error = None;
                self.trainer = trainer;
                self.measured = (Instant::now(), self.trainer.progress());
            }
            Err(problem) => self.error = Some(problem.text()),
        }
    }

    /// The rows of an earlier moment, cached, since looking back along a run needs the same ones many times.
    fn rows_of(&mut self, experiment: &ValidExperiment) -> Arc<Prepared> {
        if let Some((_, rows)) = self.past_rows.as_ref().filter(|(of, _)| of == experiment) {
            return Arc::clone(rows);
        }
        let rows = self.trainer.data_for(experiment);
        self.past_rows = Some((experiment.clone(), Arc::clone(&rows)));
        rows
    }

    fn publish(&mut self) {
        let start = Instant::now();
        // What is shown can be saved, and must resume as if it had not been.
        self.trainer.settle();
        if self.running && !self.goes_on() {
            self.pause();
        }
        if self.look.is_none() {
            self.past_rows = None;
        }
        let frame = Frame {
            running: self.running,
            resting: !self.running || self.pace.is_slow(),
            epochs_per_second: self.epochs_per_second,
            resumed: self.resumed,
            error: self.error.clone(),
            ..Frame::of(&self.trainer, self.request.clone())
        };
        self.last = frame.clone();
        let past = self.look.and_then(|step| self.trainer.moment_at(step));
        let frame = match past {
            Some((experiment, checkpoint)) => {
                let data = self.rows_of(&experiment);
                Frame { experiment, data, checkpoint, past: true, ..frame }
            }
            None => frame,
        };
        self.frames.put(frame);
        self.next_frame = start + PUBLISH_EVERY.max(start.elapsed() * PUBLISH_SHARE);
    }
}

/// Drops commands that are superseded by a directly following one of the same kind.
fn newest_only(commands: Vec<Command>) -> Vec<Command> {
    let mut kept: Vec<Command> = Vec::with_capacity(commands.len());
    for command in commands {
        match (kept.last_mut(), command) {
            (Some(Command::Probe(last)), Command::Probe(request)) => *last = request,
            (Some(Command::Look(last)), Command::Look(step)) => *last = step,
            (Some(Command::Reconfigure(last, kept)), Command::Reconfigure(experiment, keep)) if *kept == keep => {
                *last = experiment;
            }
            (_, command) => kept.push(command),
        }
    }
    kept
}
