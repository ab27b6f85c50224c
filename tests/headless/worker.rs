//! The worker's protocol without a window.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use neurarium::{
    experiment::{Experiment, Place, Stages, ValidExperiment},
    insight::{Axes, Maps, Redrawing, Request},
    lessons::preset::PRESETS,
    measure::Area,
    training::{Keep, Status, StopReason, Trainer},
    worker::{Command, Snapshot, Worker},
};

fn experiment(change: impl FnOnce(&mut Experiment)) -> ValidExperiment {
    let mut experiment = Experiment::default();
    change(&mut experiment);
    experiment.validate().expect("the test's experiment is valid")
}

fn worker(change: impl FnOnce(&mut Experiment)) -> Worker {
    Worker::new(experiment(change), maps(100), || ())
}

/// Maps of all units with so many cells along each side.
fn maps(map: usize) -> Request {
    Request { map, units: true, ..Request::default() }
}

/// The first snapshot for which `holds`, within ten seconds.
#[track_caller]
fn wait(worker: &Worker, what: &str, holds: impl Fn(&Snapshot) -> bool) -> Arc<Snapshot> {
    let start = Instant::now();
    let mut last = None;
    while start.elapsed() < Duration::from_secs(10) {
        match worker.newest() {
            Some(snapshot) if holds(&snapshot) => return snapshot,
            Some(snapshot) => last = Some((snapshot.step, snapshot.epoch, snapshot.running, snapshot.status.clone())),
            None => std::thread::sleep(Duration::from_millis(1)),
        }
    }
    panic!("waited in vain for {what}; last seen: {last:?}");
}

fn seen(snapshot: &Snapshot) -> &Maps {
    snapshot.looks.maps.as_ref().expect("maps were asked for")
}

/// What the worker shows once it has carried out all that was sent before.
///
/// Commands are carried out in order and a snapshot shows all of them, so this asks for an area that no other fence has
/// asked for and waits until it is drawn. Any snapshot would not do: it may be one from before the commands.
#[track_caller]
fn fence(worker: &Worker) -> Arc<Snapshot> {
    static FENCES: AtomicUsize = AtomicUsize::new(1);
    let edge = FENCES.fetch_add(1, Ordering::SeqCst) as f32;
    let area = Area { x: (-edge, edge), y: (-edge, edge) };
    worker.send(Command::Probe(Request { area: Some(area), ..maps(100) }));
    wait(worker, "the fence", |snapshot| snapshot.looks.maps.as_ref().is_some_and(|maps| maps.area == area))
}

#[test]
fn a_new_worker_shows_the_start_paused() {
    let worker = worker(|_| ());
    let snapshot = wait(&worker, "the start", |_| true);
    assert_eq!((snapshot.epoch, snapshot.step, snapshot.running), (0, 0, false));
    assert_eq!(snapshot.history.records().len(), 1);
    assert_eq!(seen(&snapshot).units.iter().map(Vec::len).collect::<Vec<_>>(), [2, 4, 2, 1]);
}

#[test]
fn another_stage_is_gone_to_and_back() {
    let worker = worker(|experiment| {
        let stage = experiment.stages.at_hand().clone();
        experiment.stages = Stages::new(vec![stage.clone(), stage], 0).unwrap();
    });
    worker.send(Command::StepBatch);
    let left = fence(&worker).kept();
    worker.send(Command::GoToStage(1));
    let second = wait(&worker, "the second stage", |snapshot| snapshot.experiment.stages.at() == 1);
    assert_eq!((second.step, second.earlier.len(), second.earlier[0].checkpoint.step), (0, 1, 1));
    assert_eq!(second.network.parameters, second.earlier[0].checkpoint.parameters);
    worker.send(Command::GoToStage(2));
    worker.send(Command::Resume(Box::new(left)));
    let first = wait(&worker, "the run that was left", |snapshot| snapshot.experiment.stages.at() == 0);
    assert_eq!((first.step, first.earlier.len()), (1, 0));
}

#[test]
fn publishing_does_not_alter_a_bit() {
    let stop = |experiment: &mut Experiment| experiment.training_mut().stop.epochs = Some(10_000);
    let worker = worker(stop);
    worker.send(Command::Run);
    // Commands in between make it publish, and halt in the middle of epochs, long before the end.
    for pause in 1..20 {
        std::thread::sleep(Duration::from_millis(2));
        worker.send(Command::Probe(Request { axes: Axes::Inputs(1, 0), ..maps(pause) }));
        if pause % 5 == 0 {
            worker.send(Command::Pause);
            worker.send(Command::StepBatch);
            worker.send(Command::Run);
        }
    }
    let end = Status::Finished { reason: StopReason::Epochs(10_000) };
    let snapshot = wait(&worker, "epoch 10,000", |snapshot| snapshot.status == end);
    let mut headless = Trainer::new(experiment(stop));
    while *headless.status() == Status::Ready {
        headless.step();
    }
    assert_eq!(snapshot.step, headless.steps());
    assert_eq!(snapshot.network, *headless.network());
    assert_eq!(snapshot.history, *headless.history());
    let mut checkpoint = (*snapshot.checkpoint).clone();
    checkpoint.seconds = 0.0;
    assert_eq!(checkpoint, headless.checkpoint());
    assert!(!snapshot.running);
}

#[test]
fn large_steps_that_threads_share_give_the_same_bits() {
    let large = |experiment: &mut Experiment| {
        experiment.network.hidden.truncate(2);
        experiment.network.hidden.iter_mut().for_each(|layer| layer.units = 256);
        experiment.training_mut().batch_size = 64;
    };
    let worker = worker(large);
    worker.send(Command::StepEpoch);
    worker.send(Command::StepEpoch);
    let snapshot = wait(&worker, "two epochs", |snapshot| snapshot.epoch == 2 && !snapshot.running);
    let mut headless = Trainer::new(experiment(large));
    while headless.epochs() < 2 {
        headless.step();
    }
    assert_eq!(snapshot.network, *headless.network());
}

#[test]
fn steps_by_hand_are_exact_and_end_paused() {
    let worker = worker(|_| ());
    worker.send(Command::StepBatch);
    worker.send(Command::StepBatch);
    wait(&worker, "two steps", |snapshot| snapshot.step == 2 && !snapshot.running);
    worker.send(Command::StepEpoch);
    wait(&worker, "the end of the epoch", |snapshot| snapshot.epoch == 1 && snapshot.step == 25 && !snapshot.running);
    worker.send(Command::StepEpoch);
    worker.send(Command::StepEpoch);
    wait(&worker, "two more epochs", |snapshot| snapshot.step == 75 && !snapshot.running);
}

#[test]
fn a_run_to_an_epoch_pauses_there_and_a_rule_ends_it_before() {
    let worker = worker(|experiment| experiment.training_mut().stop.epochs = Some(5));
    worker.send(Command::RunTo(3));
    wait(&worker, "epoch 3", |snapshot| snapshot.step == 75 && !snapshot.running);
    worker.send(Command::RunTo(3));
    let snapshot = fence(&worker);
    assert_eq!((snapshot.step, snapshot.running), (75, false), "it is there");
    worker.send(Command::StepEpoch);
    wait(&worker, "an epoch more, counted from here", |snapshot| snapshot.step == 100 && !snapshot.running);
    worker.send(Command::RunTo(9));
    wait(&worker, "the rule's end", |snapshot| snapshot.step == 125 && !snapshot.running);
}

#[test]
fn steps_by_hand_go_on_after_the_end() {
    let worker = worker(|experiment| experiment.training_mut().stop.epochs = Some(1));
    worker.send(Command::Run);
    wait(&worker, "the end", |snapshot| snapshot.step == 25 && !snapshot.running);
    worker.send(Command::StepEpoch);
    wait(&worker, "an epoch more", |snapshot| snapshot.step == 50 && !snapshot.running);
    worker.send(Command::Run);
    let snapshot = fence(&worker);
    assert_eq!((snapshot.step, snapshot.running), (50, false), "nothing more");
}

#[test]
fn reset_is_the_same_start() {
    let worker = worker(|_| ());
    let start = wait(&worker, "the start", |_| true);
    worker.send(Command::Run);
    wait(&worker, "training", |snapshot| snapshot.step > 0);
    worker.send(Command::Reset);
    let reset = fence(&worker);
    assert_eq!((reset.step, reset.running), (0, false));
    assert_eq!(reset.network, start.network);
    assert_eq!(reset.history, start.history);
}

#[test]
fn another_weight_seed_is_another_start() {
    let worker = worker(|_| ());
    let start = wait(&worker, "the start", |_| true);
    worker.send(Command::Run);
    wait(&worker, "training", |snapshot| snapshot.step > 0);
    worker.send(Command::Reconfigure(experiment(|experiment| experiment.seeds.weights = 1), Keep::Nothing));
    worker.send(Command::Pause);
    worker.send(Command::Reset);
    let other = fence(&worker);
    assert_eq!((other.experiment.seeds.weights, other.step, other.running), (1, 0, false));
    assert_ne!(other.network, start.network);
}

#[test]
fn a_change_while_running_goes_on_running() {
    let worker = worker(|_| ());
    worker.send(Command::Run);
    let before = wait(&worker, "training", |snapshot| snapshot.epoch > 2);
    let change = |experiment: &mut Experiment| experiment.training_mut().learning_rate = 0.1;
    worker.send(Command::Reconfigure(experiment(change), Keep::WhatFits));
    let after = wait(&worker, "the change", |snapshot| snapshot.experiment.training().learning_rate == 0.1);
    assert!(after.running && after.step >= before.step, "step {} after {}", after.step, before.step);
}

#[test]
fn a_weight_can_be_set() {
    let worker = worker(|_| ());
    let mut expected = wait(&worker, "the start", |_| true).network.clone();
    let place = Place { layer: 1, unit: 1, from: Some(3) };
    worker.send(Command::Set(place, 2.5));
    worker.send(Command::Set(Place { layer: 9, ..place }, 1.0));
    worker.send(Command::Set(place, f32::NAN));
    expected.parameters.weights_mut(1)[(1, 3)] = 2.5;
    let set = fence(&worker);
    assert_eq!(set.network, expected, "the weight, and neither what is nowhere nor what is no number");
    assert_eq!(
        (set.history.records().len(), set.records()),
        (1, &[][..]),
        "the start that was drawn is no part of its curve"
    );
}

#[test]
fn an_earlier_moment_can_be_looked_at_and_gone_back_to() {
    let worker = worker(|experiment| experiment.training_mut().stop.epochs = Some(10));
    worker.send(Command::Run);
    let end = wait(&worker, "the end", |snapshot| snapshot.epoch == 10 && !snapshot.running);
    worker.send(Command::Look(Some(4 * 25 + 7)));
    let past = wait(&worker, "epoch 4", |snapshot| snapshot.past);
    assert_eq!((past.epoch, past.step), (4, 100));
    assert_eq!(past.metrics, past.history.records()[4].metrics, "every view shows that moment");
    assert_eq!(past.history, end.history, "the whole run stays in sight");
    assert_eq!(past.newest, end.newest, "nothing of it is given up, so it can be saved");
    worker.send(Command::Look(None));
    let back = wait(&worker, "the newest", |snapshot| !snapshot.past);
    assert_eq!(back.network, end.network);
    worker.send(Command::GoBack(100));
    let branch = wait(&worker, "the branch", |snapshot| snapshot.step == 100 && !snapshot.past);
    assert_eq!((branch.history.records().len(), &branch.status), (5, &Status::Ready));
    worker.send(Command::StepEpoch);
    wait(&worker, "an epoch of it", |snapshot| snapshot.step == 125);
    worker.send(Command::Resume(Box::new(end.kept())));
    let again = wait(&worker, "the run that was left", |snapshot| snapshot.step == 250);
    assert_eq!((&again.network, &again.history, &again.timeline), (&end.network, &end.history, &end.timeline));
}

#[test]
fn slow_is_slow() {
    let worker = worker(|_| ());
    worker.send(Command::Speed(Some(20.0 / 25.0))); // twenty steps a second, by an epoch's 25 steps
    worker.send(Command::Run);
    let start = Instant::now();
    let snapshot = wait(&worker, "eight steps", |snapshot| snapshot.step >= 8);
    let took = start.elapsed().as_secs_f64();
    assert!(took > 0.3, "{} steps in {took} s", snapshot.step);
    worker.send(Command::StepEpoch);
    let start = Instant::now();
    wait(&worker, "an epoch by hand", |snapshot| snapshot.epoch == 1 && !snapshot.running);
    assert!(start.elapsed().as_secs_f64() < 0.5, "an epoch by hand is done at once");
}

#[test]
fn what_was_asked_for_is_drawn_when_paused() {
    let worker = worker(|_| ());
    worker.send(Command::Probe(Request { axes: Axes::Inputs(1, 7), ..maps(150) }));
    let snapshot = wait(&worker, "a fine map", |snapshot| seen(snapshot).resolution == 150);
    assert_eq!(
        seen(&snapshot).plane.axes,
        Axes::Inputs(1, 1),
        "an axis that is not there becomes the last one that is"
    );
}

#[test]
fn wakes_once_for_what_was_not_fetched() {
    let wakes = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&wakes);
    let worker = Worker::new(experiment(|_| ()), Request::default(), move || {
        count.fetch_add(1, Ordering::SeqCst);
    });
    worker.send(Command::Run);
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(wakes.load(Ordering::SeqCst), 1, "newest wins: nobody has fetched the first one");
    wait(&worker, "a newer one", |snapshot| snapshot.number > 1);
    let start = Instant::now();
    while wakes.load(Ordering::SeqCst) < 2 {
        assert!(start.elapsed() < Duration::from_secs(10), "nobody was woken after the first was fetched");
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn commands_are_obeyed_while_an_epoch_is_long() {
    use neurarium::data::{Generator, Source};
    let worker = worker(|experiment| {
        experiment.data.source = Source::Generated { generator: Generator::Circle, samples: 400_000, noise: 0.0 };
    });
    wait(&worker, "the start", |_| true);
    worker.send(Command::Run);
    wait(&worker, "training", |snapshot| snapshot.step > 0);
    let start = Instant::now();
    worker.send(Command::Pause);
    wait(&worker, "the pause", |snapshot| !snapshot.running);
    assert!(start.elapsed() < Duration::from_millis(500), "{:?}", start.elapsed());
}

#[test]
fn dropping_joins_even_at_full_speed() {
    let worker = worker(|_| ());
    worker.send(Command::Run);
    wait(&worker, "training", |snapshot| snapshot.step > 0);
    let start = Instant::now();
    drop(worker);
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
}

#[test]
fn units_are_looked_at_finely_only_while_training_rests() {
    let layer = Experiment::default().network.hidden[0];
    let worker = worker(|experiment| {
        experiment.network.hidden = vec![neurarium::experiment::HiddenLayer { units: 8, ..layer }; 6];
    });
    let rested = |snapshot: &Snapshot| !snapshot.running && seen(snapshot).unit_resolution == 100;
    wait(&worker, "fine maps at the start", rested);
    worker.send(Command::Run);
    let running = wait(&worker, "training", |snapshot| snapshot.running && snapshot.step > 0);
    let cells: usize = seen(&running).units.iter().flatten().map(Vec::len).sum();
    assert!(cells <= 1 << 17, "{cells} numbers pass from thread to thread");
    worker.send(Command::Pause);
    wait(&worker, "fine maps after it", rested);
}

/// A worker that stands, paused, after so many epochs, and what it showed there.
fn trained(stop: u64) -> (Worker, Arc<Snapshot>) {
    let worker = worker(|experiment| experiment.training_mut().stop.epochs = Some(stop));
    worker.send(Command::Run);
    let run = wait(&worker, "the run", |snapshot| snapshot.epoch == stop && !snapshot.running);
    (worker, run)
}

fn changed(run: &Snapshot, change: impl FnOnce(&mut Experiment)) -> ValidExperiment {
    let mut experiment = (*run.experiment).clone();
    change(&mut experiment);
    experiment.validate().expect("the test's experiment is valid")
}

#[track_caller]
fn is_same_run(now: &Snapshot, run: &Snapshot) {
    assert_eq!(now.experiment, run.experiment);
    assert_eq!((&now.newest, &now.network), (&run.newest, &run.network));
    assert_eq!((&now.history, &now.timeline, &now.edits), (&run.history, &run.timeline, &run.edits));
}

#[test]
fn a_kept_run_is_gone_on_with_whatever_was_done_since() {
    type Change = fn(&mut Experiment);
    let changes: [(Keep, Change); 5] = [
        (Keep::Nothing, |experiment| experiment.seeds.weights = 7),
        (Keep::WhatFits, |experiment| experiment.network.hidden[0].units = 3),
        (Keep::WhatFits, |experiment| experiment.data.train_share = 0.7),
        (Keep::WhatFits, |experiment| experiment.data.features.truncate(1)),
        (Keep::WhatFits, |experiment| experiment.training_mut().learning_rate = 0.5),
    ];
    for (keep, change) in changes {
        let (worker, run) = trained(4);
        worker.send(Command::Reconfigure(changed(&run, change), keep));
        worker.send(Command::StepBatch);
        let other = fence(&worker);
        assert_ne!(other.network, run.network, "{keep:?}");
        worker.send(Command::Resume(Box::new(run.kept())));
        let back = fence(&worker);
        is_same_run(&back, &run);
        assert_eq!((back.running, back.resumed), (false, 1), "paused as before");
        worker.send(Command::Resume(Box::new(other.kept())));
        is_same_run(&fence(&worker), &other);
    }
}

#[test]
fn a_kept_run_trains_on_when_the_one_at_hand_was_training() {
    let worker = worker(|_| ());
    worker.send(Command::StepEpoch);
    let kept = wait(&worker, "an epoch", |snapshot| snapshot.epoch == 1 && !snapshot.running).kept();
    worker.send(Command::Run);
    worker.send(Command::Resume(Box::new(kept)));
    wait(&worker, "training", |snapshot| snapshot.resumed == 1 && snapshot.running && snapshot.epoch > 1);
}

#[test]
fn what_nobody_asks_for_is_not_computed() {
    let worker = Worker::new(experiment(|_| ()), Request::default(), || ());
    worker.send(Command::StepEpoch);
    let snapshot = wait(&worker, "an epoch", |snapshot| snapshot.epoch == 1 && !snapshot.running);
    let looks = &snapshot.looks;
    assert!(looks.maps.is_none() && looks.space.is_none() && looks.points.is_none() && looks.trace.is_none());
    worker.send(Command::Probe(Request { map: 40, points: 9, row: Some(7), ..Request::default() }));
    let snapshot = wait(&worker, "what was asked for", |snapshot| snapshot.looks.trace.is_some());
    let looks = &snapshot.looks;
    assert!(looks.points.as_ref().is_some_and(|points| points.len() == 8) && !seen(&snapshot).has_units());
    assert_eq!(looks.trace.as_ref().map(|trace| trace.row), Some(7));
    assert!(looks.space.is_none());
}

/// A point that is dragged through latent space: what the decoder draws at each place is there before the next frame of a
/// screen, whether the network rests or learns.
#[test]
fn each_place_that_is_dragged_over_is_decoded() {
    let preset = PRESETS.iter().find(|preset| preset.name == "digits-latent").expect("it is built in");
    let worker = Worker::new(preset.experiment().validate().expect("presets are valid"), Request::default(), || ());
    for running in [false, true] {
        if running {
            worker.send(Command::Run);
        }
        let mut took = Vec::new();
        for place in 0..40 {
            let at = Some([place as f32 / 40.0, -0.5]);
            let start = Instant::now();
            worker.send(Command::Probe(Request { redrawing: Some(Redrawing { at }), ..Request::default() }));
            let snapshot = wait(&worker, "the place", |now| {
                now.looks.redrawn.as_ref().is_some_and(|redrawn| Some(redrawn.at) == at)
            });
            took.push(start.elapsed());
            assert_eq!(snapshot.looks.redrawn.as_ref().map(|redrawn| redrawn.decoded.len()), Some(64));
        }
        took.sort();
        assert!(took[20] < Duration::from_millis(100), "{took:?} (running: {running})");
    }
}
