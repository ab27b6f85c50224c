//! The thread that trains: takes commands, takes steps, hands frames over.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, mpsc},
    time::{Duration, Instant},
};

use super::{
    Aside, Command, Mailbox,
    frame::Frame,
    pace::{Next, Pace},
    sentence,
};
use crate::{
    experiment::ValidExperiment,
    insight::Request,
    language::Text,
    text,
    training::{Keep, StageRun, Status, Trainer},
};

/// At most this often is a frame handed over while training: pictures that move smoothly, and between two of them a
/// frame of the screen that has only the person's hands to follow.
const PUBLISH_EVERY: Duration = Duration::from_millis(33);
/// Handing frames over takes at most one part in so many of the time, however large the network.
const PUBLISH_SHARE: u32 = 20;
/// Epochs a second are measured over at least this long.
const MEASURE_OVER: Duration = Duration::from_millis(250);

/// A trainer and what its owner has asked of it.
pub(super) struct Loop {
    trainer: Trainer,
    frames: Mailbox<Frame>,
    /// The newest frame that was handed over: the way back after a bug.
    last: Frame,
    request: Request,
    pace: Pace,
    speed: Option<f64>,
    running: bool,
    /// The epoch at which to pause, when steps were asked for by hand.
    until: Option<u64>,
    error: Option<Text>,
    /// The step to be shown, when it is not the newest.
    look: Option<u64>,
    /// The run that was left last, and what is told of it.
    aside: Option<(Box<Trainer>, Arc<Aside>)>,
    /// The step at which this run parted from the one set aside: as long as it stands there, it is nothing to be kept.
    parted: Option<u64>,
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
            until: None,
            error: None,
            look: None,
            aside: None,
            parted: None,
            next_frame: now,
            epochs_per_second: 0.0,
        }
    }

    /// Works until the commands end.
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
                    // What a person drags sends many changes: all that wait are carried out before the next picture.
                    let waiting: Vec<_> = std::iter::once(command).chain(inbox.try_iter()).collect();
                    newest_only(waiting).into_iter().for_each(|command| self.guarded(|this| this.obey(command)));
                    self.guarded(Self::publish);
                }
                None => match self.pace.next(Instant::now(), self.until.is_some()) {
                    Next::Wait(rest) => wait = rest,
                    Next::Steps(steps) => self.guarded(|this| this.train(steps)),
                },
            }
        }
    }

    /// Does something that may have a bug; after one, the trainer is taken up again from the last frame, paused.
    fn guarded(&mut self, work: impl FnOnce(&mut Self)) {
        let Err(panic) = catch_unwind(AssertUnwindSafe(|| work(self))) else { return };
        let Frame { experiment, checkpoint, history, timeline, edits, earlier, .. } = self.last.clone();
        let run = StageRun { experiment, checkpoint: Arc::unwrap_or_clone(checkpoint), history, timeline, edits };
        let resumed = run.trainer(earlier);
        self.trainer = resumed.unwrap_or_else(|problem| panic!("a frame of this trainer was refused: {problem}"));
        self.parted = None;
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
        let mut taken = 0;
        while taken < steps && self.goes_on() {
            self.trainer.step();
            taken += 1;
        }
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

    /// Whether another step is wanted and can be taken; by hand it can be when a rule has ended the run.
    fn goes_on(&self) -> bool {
        let is_allowed = match self.trainer.status() {
            Status::Ready => true,
            Status::Finished { .. } => self.until.is_some(),
            Status::Diverged { .. } => false,
        };
        is_allowed && self.until.is_none_or(|epoch| self.trainer.epochs() < epoch)
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
        self.until = None;
        self.epochs_per_second = 0.0;
    }

    fn obey(&mut self, command: Command) {
        // Speed and maps may change while looking back; all else is about the newest moment.
        if !matches!(command, Command::Speed(_) | Command::Probe(_)) {
            self.look = None;
        }
        match command {
            Command::Run => {
                self.start();
                self.until = None;
            }
            Command::Pause => self.pause(),
            Command::StepBatch => {
                self.error = None;
                self.pause();
                self.trainer.step();
            }
            Command::StepEpoch => {
                let epoch = self.until.unwrap_or_else(|| self.trainer.epochs());
                self.start();
                self.until = Some(epoch + 1);
            }
            Command::Reset => {
                self.error = None;
                self.pause();
                self.part(Trainer::restart);
            }
            Command::Reconfigure(experiment, keep) => self.reconfigure(experiment, keep),
            Command::Return(experiment, keep) => self.return_to(experiment, keep),
            Command::Open(trainer) => {
                self.error = None;
                self.pause();
                (self.aside, self.parted) = (None, None);
                self.trainer = *trainer;
            }
            Command::Resume(run, earlier) => self.resume(*run, earlier),
            Command::Set(place, value) => {
                self.parted = None;
                let _is_there = self.trainer.set(place, value);
            }
            Command::Look(step) => {
                self.pause();
                self.look = step;
            }
            Command::GoBack(step) => {
                self.error = None;
                self.pause();
                self.part(|trainer| {
                    let _is_kept = trainer.go_back_to(step);
                });
            }
            Command::GoToStage(stage) => {
                self.error = None;
                self.pause();
                self.part(|trainer| {
                    let _is_another = trainer.go_to_stage(stage);
                });
            }
            Command::SetAside => {
                self.parted = None;
                self.part(|_| ());
            }
            Command::Exchange => {
                if let Some((trainer, _)) = self.aside.take() {
                    self.error = None;
                    self.pause();
                    let is_own = self.has_own_work();
                    let left = std::mem::replace(&mut self.trainer, *trainer);
                    (self.aside, self.parted) = (Some(aside(left, is_own)), None);
                }
            }
            Command::Speed(speed) => self.speed = speed,
            Command::Probe(request) => self.request = request,
            #[cfg(test)]
            Command::Panic => panic!("asked for by a test"),
        }
        let steps = self.trainer.steps_per_epoch();
        self.pace.limit(self.speed.map(|epochs| epochs * steps));
    }

    fn reconfigure(&mut self, experiment: ValidExperiment, keep: Keep) {
        self.error = None;
        if self.trainer.would_lose(&experiment, keep) {
            self.part(|trainer| trainer.reconfigure(experiment, keep));
        } else {
            self.trainer.reconfigure(experiment, keep);
        }
    }

    /// Goes on with the run set aside, running or paused as before, when it is one of this experiment.
    fn return_to(&mut self, experiment: ValidExperiment, keep: Keep) {
        let Some((trainer, _)) = self.aside.take_if(|(trainer, _)| *trainer.experiment() == experiment) else {
            return self.reconfigure(experiment, keep);
        };
        self.error = None;
        let is_own = self.has_own_work();
        let left = std::mem::replace(&mut self.trainer, *trainer);
        // What has not been trained since comes out the same when the change is made again.
        self.aside = is_own.then(|| aside(left, true));
        self.parted = None;
        self.measured = (Instant::now(), self.trainer.progress());
    }

    /// Goes on with a run that is kept elsewhere, so that as long as nothing is done in it nothing has to be set aside.
    fn resume(&mut self, run: StageRun, earlier: Arc<Vec<StageRun>>) {
        match run.trainer(earlier) {
            Ok(trainer) => {
                self.error = None;
                self.pause();
                let is_own = self.has_own_work();
                let left = std::mem::replace(&mut self.trainer, trainer);
                if is_own {
                    self.aside = Some(aside(left, true));
                }
                self.parted = Some(self.trainer.steps());
            }
            Err(problem) => self.error = Some(problem.text()),
        }
    }

    /// Does what gives up the run, after setting a copy of it aside. As long as nothing has been done since the last time,
    /// the copy of then stays: of a number that is dragged, it is the run of before.
    fn part(&mut self, work: impl FnOnce(&mut Trainer)) {
        let is_own = self.has_own_work();
        if is_own {
            self.aside = Some(aside(self.trainer.clone(), true));
        }
        work(&mut self.trainer);
        if is_own || self.parted.is_some() {
            self.parted = Some(self.trainer.steps());
        }
    }

    /// Whether something has been done in this run that would be lost with it.
    fn has_own_work(&self) -> bool {
        !self.trainer.is_untouched() && self.parted != Some(self.trainer.steps())
    }

    fn publish(&mut self) {
        let start = Instant::now();
        // What is shown can be saved, and what is saved goes on as if it had not been.
        self.trainer.settle();
        if self.running && !self.goes_on() {
            self.pause();
        }
        let frame = Frame {
            running: self.running,
            resting: !self.running || self.pace.is_slow(),
            epochs_per_second: self.epochs_per_second,
            aside: self.aside.as_ref().map(|(_, aside)| Arc::clone(aside)),
            error: self.error.clone(),
            ..Frame::of(&self.trainer, self.request.clone())
        };
        self.last = frame.clone();
        let past = self.look.and_then(|step| frame.timeline.at(step).cloned());
        self.frames.put(match past {
            Some(checkpoint) => Frame { checkpoint, ..frame },
            None => frame,
        });
        self.next_frame = start + PUBLISH_EVERY.max(start.elapsed() * PUBLISH_SHARE);
    }
}

fn aside(trainer: Trainer, own: bool) -> (Box<Trainer>, Arc<Aside>) {
    let told = Aside {
        experiment: trainer.experiment().clone(),
        epoch: trainer.epochs(),
        step: trainer.steps(),
        checkpoint: Arc::new(trainer.checkpoint()),
        history: Arc::clone(trainer.history()),
        own,
    };
    (Box::new(trainer), Arc::new(told))
}

/// Leaves out what a later command of the same kind makes needless, when it follows at once.
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
