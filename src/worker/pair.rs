//! Two networks that learn side by side, epoch by epoch together, so that what differs between them is all that differs.

use std::{
    sync::{Arc, mpsc},
    time::{Duration, Instant},
};

use super::{spawn, watched::Watched};
use crate::{
    data::Split,
    experiment::{Experiment, Problem},
    insight::{Axes, MapRequest, Maps, Point},
    training::{Status, Trainer},
};

/// Whoever watches is woken, and maps are drawn anew, no more often than this.
const SEEN_EVERY: Duration = Duration::from_millis(50);
/// Cells along each side of a map.
pub const CELLS: usize = 64;
/// Rows that are shown as points on a map, at most.
const POINTS: usize = 600;
/// Most moments of a curve; beyond them every second one goes.
const MOMENTS: usize = 600;

/// What is asked of the two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Order {
    /// Train until told otherwise.
    Run,
    /// Train no further.
    Pause,
    /// One epoch each.
    Epoch,
    /// Epochs a second at most; nothing for as many as the slower of them can.
    Speed(Option<f64>),
}

/// One of the two, at the moment that is shown.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// Epochs, and the loss there on training rows and on those that judge.
    pub curve: Vec<(f64, f64, f64)>,
    /// The share of right classes, or R², on the rows that judge.
    pub score: f64,
    /// What the network decides over the plane, for data of two inputs, and the rows there.
    pub map: Option<Arc<Seen>>,
    /// Whether it is over: it has diverged, or stopped by itself.
    pub ended: bool,
    /// Whether it diverged.
    pub diverged: bool,
}

/// What one of the two decides over the plane of both inputs.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The decision.
    pub maps: Maps,
    /// Rows, with what the network says of them.
    pub points: Vec<Point>,
    /// Names of the two inputs.
    pub names: [String; 2],
}

/// Both.
#[derive(Clone, Debug)]
pub struct Paired {
    /// What is trained.
    pub of: Arc<[Experiment; 2]>,
    /// Which rows judge.
    pub split: Split,
    /// How far both have come.
    pub sides: [Side; 2],
    /// Epochs of both; one that has ended stays where it was.
    pub epoch: u64,
    /// Whether they are training.
    pub running: bool,
}

/// The thread that trains both; it ends when this is dropped.
#[derive(Debug)]
pub struct Pair {
    shared: Arc<Watched<Paired>>,
    orders: mpsc::Sender<Order>,
}

impl Pair {
    /// Both at their start, training at `speed`; `wake` is called when there is something new to see. A stage of a pipeline
    /// goes on from others, so a pipeline is refused.
    ///
    /// # Errors
    /// What is wrong with one of the experiments, in a sentence.
    pub fn new(of: [Experiment; 2], speed: Option<f64>, wake: impl Fn() + Send + 'static) -> Result<Self, String> {
        if of.iter().any(|experiment| experiment.stages.list().len() > 1) {
            return Err("experiments of several stages are compared by the page Compare".into());
        }
        let begun = |experiment: &Experiment| {
            let valid = experiment.clone().validate().map_err(|problems| Problem::all(&problems).to_string())?;
            Ok::<_, String>(Trainer::new(valid).unrecorded())
        };
        let trainers = [begun(&of[0])?, begun(&of[1])?];
        let has = |split: &Split| trainers.iter().all(|trainer| trainer.metrics().part(*split).is_some());
        let split = [Split::Validation, Split::Test].into_iter().find(has).unwrap_or(Split::Train);
        let sides = [Side::default(), Side::default()];
        let first = Paired { of: Arc::new(of), split, sides, epoch: 0, running: true };
        let shared = Arc::new(Watched::new(first));
        let (orders, inbox) = mpsc::channel();
        let own = Arc::clone(&shared);
        // A system without threads shows two networks that never move.
        let _thread = spawn("pair", move || {
            Loop { trainers, split, every: 1, epoch: 0, seen: None, shared: &own, wake: &wake }.run(&inbox, speed);
        });
        Ok(Self { shared, orders })
    }

    /// Asks something of both.
    pub fn order(&self, order: Order) {
        // A thread that has ended has nothing to be asked.
        let _heard = self.orders.send(order).is_ok();
    }

    /// How far they have come.
    #[must_use]
    pub fn paired(&self) -> Arc<Paired> {
        self.shared.now()
    }
}

/// What the thread knows.
struct Loop<'a> {
    trainers: [Trainer; 2],
    split: Split,
    /// Epochs between two moments of the curves.
    every: u64,
    epoch: u64,
    seen: Option<Instant>,
    shared: &'a Watched<Paired>,
    wake: &'a dyn Fn(),
}

impl Loop<'_> {
    fn run(mut self, inbox: &mpsc::Receiver<Order>, mut speed: Option<f64>) {
        let (mut running, mut due) = (true, Instant::now());
        self.note(running);
        loop {
            let wait = due.saturating_duration_since(Instant::now());
            let order = if !running {
                inbox.recv().map_err(|_| mpsc::RecvTimeoutError::Disconnected)
            } else if wait.is_zero() {
                inbox.try_recv().map_err(|error| match error {
                    mpsc::TryRecvError::Empty => mpsc::RecvTimeoutError::Timeout,
                    mpsc::TryRecvError::Disconnected => mpsc::RecvTimeoutError::Disconnected,
                })
            } else {
                inbox.recv_timeout(wait)
            };
            match order {
                Err(mpsc::RecvTimeoutError::Disconnected) => return,
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    running = self.advance();
                    let pause = speed.map_or(Duration::ZERO, |speed| Duration::from_secs_f64(1.0 / speed.max(0.1)));
                    // A machine too slow for the limit does not catch up later.
                    due = (due + pause).max(Instant::now());
                }
                Ok(Order::Run) => (running, due) = (true, Instant::now()),
                Ok(Order::Pause) => running = false,
                Ok(Order::Epoch) => {
                    self.advance();
                    running = false;
                }
                Ok(Order::Speed(limit)) => (speed, due) = (limit, Instant::now()),
            }
            let is_due = !running || self.seen.is_none_or(|seen| seen.elapsed() >= SEEN_EVERY);
            if is_due {
                self.note(running);
            }
        }
    }

    /// One epoch of each that has not ended; whether there is one.
    fn advance(&mut self) -> bool {
        let mut any = false;
        for trainer in &mut self.trainers {
            let epoch = trainer.epochs();
            while trainer.epochs() == epoch && *trainer.status() == Status::Ready {
                trainer.step();
                any = true;
            }
        }
        self.epoch += u64::from(any);
        if any && self.epoch.is_multiple_of(self.every) {
            self.moment();
        }
        any
    }

    /// Adds this moment to the curves of those that have come to it.
    fn moment(&mut self) {
        let split = self.split;
        let moments = self.trainers.each_ref().map(|trainer| {
            let metrics = trainer.metrics();
            let judged = metrics.part(split);
            let loss = judged.map_or(f64::NAN, |part| part.loss);
            ((trainer.epochs() as f64, metrics.train.loss, loss), judged.map_or(f64::NAN, |part| part.score))
        });
        let mut is_full = false;
        self.shared.change(|paired| {
            for (side, (moment, score)) in paired.sides.iter_mut().zip(moments) {
                if side.curve.last().is_none_or(|last| last.0 < moment.0) {
                    side.curve.push(moment);
                }
                side.score = score;
                is_full |= side.curve.len() > MOMENTS;
            }
            if is_full {
                for side in &mut paired.sides {
                    let mut place = 0;
                    side.curve.retain(|_| {
                        place += 1;
                        place % 2 == 1
                    });
                }
            }
        });
        self.every *= if is_full { 2 } else { 1 };
    }

    /// Shows where both stand.
    fn note(&mut self, running: bool) {
        if !running {
            self.trainers.iter_mut().for_each(Trainer::settle);
        }
        if self.epoch == 0 || !running {
            self.moment();
        }
        let maps = self.trainers.each_ref().map(map);
        let ended = self.trainers.each_ref().map(|trainer| *trainer.status() != Status::Ready);
        let diverged = self.trainers.each_ref().map(|trainer| matches!(trainer.status(), Status::Diverged { .. }));
        let epoch = self.epoch;
        self.shared.change(|paired| {
            for (place, (side, map)) in paired.sides.iter_mut().zip(maps).enumerate() {
                (side.map, side.ended, side.diverged) = (map, ended[place], diverged[place]);
            }
            (paired.epoch, paired.running) = (epoch, running);
        });
        self.seen = Some(Instant::now());
        (self.wake)();
    }
}

fn map(trainer: &Trainer) -> Option<Arc<Seen>> {
    let plane = trainer.experiment().data.source.inputs() == 2 && trainer.experiment().autoencoder().is_none();
    let request = MapRequest { resolution: CELLS, axes: Axes::default(), area: None, units: false };
    plane.then(|| {
        let maps = trainer.probe().maps(request);
        let points = trainer.probe().points(&maps.plane, POINTS);
        let name = |input| trainer.data().set.axis_name(input).unwrap_or_default().into_owned();
        Arc::new(Seen { maps, points, names: [name(0), name(1)] })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn until(pair: &Pair, holds: impl Fn(&Paired) -> bool) -> Arc<Paired> {
        let seen = std::iter::repeat_with(|| {
            std::thread::sleep(Duration::from_millis(2));
            pair.paired()
        });
        seen.take(30_000).find(|paired| holds(paired)).expect("within a minute")
    }

    #[test]
    fn both_come_to_what_each_comes_to_alone_at_the_same_epoch() {
        let mut other = Experiment::default();
        other.training_mut().learning_rate = 0.1;
        let of = [Experiment::default(), other];
        let pair = Pair::new(of.clone(), Some(200.0), || ()).unwrap();
        until(&pair, |paired| paired.epoch >= 3);
        pair.order(Order::Pause);
        let before = until(&pair, |paired| !paired.running).epoch;
        pair.order(Order::Epoch);
        let paired = until(&pair, |paired| paired.epoch == before + 1 && !paired.running);
        for (side, experiment) in paired.sides.iter().zip(of) {
            let mut trainer = Trainer::new(experiment.validate().unwrap());
            while trainer.epochs() < paired.epoch {
                trainer.step();
            }
            let metrics = trainer.metrics();
            let last = side.curve.last().copied();
            assert_eq!(last, Some((paired.epoch as f64, metrics.train.loss, metrics.test.unwrap().loss)));
            let seen = side.map.as_ref().expect("there is a plane");
            assert_eq!((seen.points.len(), seen.names.each_ref().map(String::as_str)), (500, ["x1", "x2"]));
            let wrong = |split| seen.points.iter().filter(|it| it.split == split && it.wrong).count() as f64;
            let held_back = seen.points.iter().filter(|it| it.split == Split::Test).count() as f64;
            assert!((wrong(Split::Test) / held_back - (1.0 - side.score)).abs() < 1e-9, "they are this network's");
            assert!(!side.ended);
        }
        assert!(paired.sides[0].curve != paired.sides[1].curve);
    }

    #[test]
    fn one_that_diverges_stays_where_it_was_and_the_other_goes_on() {
        let mut wild = Experiment::default();
        wild.network.hidden.iter_mut().for_each(|layer| layer.activation = crate::nn::Activation::Relu);
        wild.network.output.activation = crate::nn::Activation::Linear;
        wild.training_mut().learning_rate = 1000.0;
        let pair = Pair::new([Experiment::default(), wild], None, || ()).unwrap();
        let paired = until(&pair, |paired| paired.epoch > 50);
        assert!(paired.sides[1].diverged && !paired.sides[0].ended);
        assert!(paired.sides[1].curve.len() < paired.sides[0].curve.len());
    }
}
