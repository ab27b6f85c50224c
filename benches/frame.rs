//! One frame of the whole window at 1600×1000, from logic to tessellation, without a display: how long it takes.
//!
//! Asked for at 6×8 units, 500 points and 100,000 epochs of history: half of the frames under 4 ms, 99 of 100 under 8.
//! `resting` draws the same moment again and again; `training` fetches the newest snapshot sixty times a second while
//! the worker trains as fast as it can on another core; `click` is the time from a click on Play to the first frame
//! that shows it, in frames. `compare`, `redrawn` and `matched` are pages of pipelines: both ways raced on all cores, and what a
//! stage makes of held-out rows while it trains. `cargo bench --bench frame [-- name ...]`.

#![allow(clippy::print_stdout, reason = "it is what a bench is for")]
#![allow(clippy::expect_used, reason = "an experiment that is not valid is a bug of this file")]

mod stage;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use neurarium::{
    app::Start,
    experiment::{Experiment, HiddenLayer},
    measure::{Metrics, PartMetrics},
    nn::Activation,
    session::Session,
    training::{Checkpoint, History, Record, StageRun, Trainer},
};

use stage::Stage;

const EPOCHS: u64 = 100_000;
const STEPS: u64 = 25;
const FRAMES: usize = 600;
const FRAME: Duration = Duration::from_micros(16_667);

fn main() {
    let names: Vec<String> = std::env::args().skip(1).filter(|name| !name.starts_with('-')).collect();
    let wanted = |name: &str| names.is_empty() || names.iter().any(|n| n == name);
    let networks = [("4+2", 2, 4), ("6×8", 6, 8), ("8×64", 8, 64)];
    for (name, layers, units) in networks.into_iter().filter(|(name, ..)| wanted(name)) {
        let path = session(layers, units);
        let began = Instant::now();
        let mut stage = Stage::open(&path);
        stage.frame(Vec::new());
        let first = began.elapsed();
        stage.until_ready();
        report(name, "resting", frames(&mut stage));
        let click = frames_to_effect(&mut stage);
        report(name, "training", frames(&mut stage));
        let first = first.as_secs_f64() * 1e3;
        println!("{name:<5} from a key to its effect: {click} frames; from the start to the first frame {first:.0} ms");
        std::fs::remove_file(path).expect("the session was just written");
    }
    for (name, preset, page) in [
        ("compare", "digits-pretrained", "Compare"),
        ("redrawn", "digits-latent", "Redrawn"),
        ("matched", "seen-and-heard", "Matched"),
    ] {
        if wanted(name) {
            pipeline(name, preset, page);
        }
    }
}

/// A page of a pipeline: at rest, and while the pipeline trains or, on the page that compares, while both ways are raced on all
/// cores.
fn pipeline(name: &str, preset: &str, page: &str) {
    let mut stage = Stage::begin(Start::Preset(preset.to_owned()));
    stage.until_ready();
    // Until the rows are there, the window shows what it opened with.
    for _ in 0..200 {
        std::thread::sleep(std::time::Duration::from_millis(10));
        stage.frame(Vec::new());
    }
    stage.click(page);
    (0..40).for_each(|_| _ = stage.frame(Vec::new()));
    report(name, "resting", frames(&mut stage));
    if name == "compare" {
        stage.click("Race both");
        report(name, "racing", frames(&mut stage));
    } else {
        stage.press_space();
        report(name, "training", frames(&mut stage));
    }
}

fn report(name: &str, what: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[(share * (times.len() - 1) as f64) as usize];
    let most = times.last().copied().unwrap_or_default();
    println!(
        "{name:<5} {what:<9} median {:>6.2} ms   99 of 100 under {:>6.2} ms   most {most:>6.2} ms",
        at(0.5),
        at(0.99)
    );
}

/// A session at epoch 100,000 of the Playground's circle with 500 points, as if it had been trained so far.
fn session(layers: usize, units: usize) -> PathBuf {
    let mut experiment = Experiment::default();
    let layer = HiddenLayer { units, activation: Activation::Tanh, dropout: 0.0, frozen: false };
    experiment.network.hidden = vec![layer; layers];
    let valid = experiment.validate().expect("the experiment is valid");
    let trainer = Trainer::new(valid.clone());
    let mut history = History::default();
    for epoch in (0..=EPOCHS).filter(|&epoch| History::keeps(epoch)) {
        let loss = 0.5 / (1.0 + epoch as f64 / 200.0) + 0.01 * libm::sin(epoch as f64);
        let part = PartMetrics { loss, score: 1.0 - loss };
        let metrics = Metrics { train: part, validation: None, test: Some(PartMetrics { loss: loss + 0.02, ..part }) };
        history.push(Record { epoch, step: STEPS * epoch, metrics });
    }
    let checkpoint = Checkpoint { epoch: EPOCHS, step: STEPS * EPOCHS, ..trainer.checkpoint() };
    let timeline = Arc::clone(trainer.timeline());
    let (experiment, edits) = (valid.clone(), Arc::default());
    let run = StageRun { experiment, checkpoint: checkpoint.into(), history: history.into(), timeline, edits };
    let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("neurarium-frame-{}-{layers}-{units}.ron", std::process::id()));
    Session::new("frame", valid)
        .with_run(&[], run, trainer.data())
        .save(&path)
        .expect("the folder for temporary files can be written");
    path
}

/// Milliseconds of each of sixty frames a second.
fn frames(stage: &mut Stage) -> Vec<f64> {
    // The first frames lay out what later ones find again.
    (0..20 + FRAMES)
        .map(|_| {
            let start = Instant::now();
            let took = stage.frame(Vec::new());
            std::thread::sleep(FRAME.saturating_sub(start.elapsed()));
            took
        })
        .skip(20)
        .collect()
}

/// Presses Space; frames, sixty a second, until one shows training.
fn frames_to_effect(stage: &mut Stage) -> u32 {
    stage.press_space();
    let mut frames = 0;
    while !stage.window.snapshot().is_some_and(|snapshot| snapshot.running) {
        std::thread::sleep(FRAME);
        stage.frame(Vec::new());
        frames += 1;
        assert!(frames < 600, "the window does not hear the key");
    }
    frames
}
