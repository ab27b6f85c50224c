//! A session with 100,000 parameters, Adam's memories, a best network to go back to, full history and kept moments:
//! asked for are 0.2 s to save and 0.5 s to load.

#![allow(clippy::print_stdout, reason = "it is what a bench is for")]
#![allow(clippy::expect_used, reason = "an experiment that is not valid is a bug of this file")]

use std::{path::Path, sync::Arc, time::Instant};

use neurarium::{
    experiment::{Experiment, HiddenLayer},
    measure::{Metrics, PartMetrics},
    nn::Optimizer,
    session::Session,
    training::{Best, Checkpoint, History, Record, StageRun, Timeline, Trainer},
};

const EPOCHS: u64 = 1_000_000;

fn main() {
    let mut experiment = Experiment::default();
    let layer = HiddenLayer { units: 315, ..experiment.network.hidden[0] };
    experiment.network.hidden = vec![layer; 2];
    experiment.training_mut().optimizer = Optimizer::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    let mut trainer = Trainer::new(experiment.validate().expect("the experiment is valid"));
    while trainer.epochs() < 20 {
        trainer.step();
    }
    let mut history = History::default();
    for epoch in (0..=EPOCHS).filter(|&epoch| History::keeps(epoch)) {
        let part = PartMetrics { loss: 1.0 / (epoch as f64 + 3.0), score: 1.0 - 1.0 / (epoch as f64 + 7.0) };
        history.push(Record {
            epoch,
            step: 25 * epoch,
            metrics: Metrics { train: part, validation: None, test: Some(part) },
        });
    }
    let records = history.records().len();
    let checkpoint = trainer.checkpoint();
    let best = Best { epoch: 20, loss: 0.1, parameters: Some(checkpoint.parameters.clone()) };
    let checkpoint = Checkpoint { epoch: EPOCHS, step: 25 * EPOCHS, best: Some(best), ..checkpoint };
    let timeline: Arc<Timeline> = Arc::clone(trainer.timeline());
    let (experiment, edits) = (trainer.experiment().clone(), Arc::default());
    let run = StageRun { experiment, checkpoint: checkpoint.into(), history: history.into(), timeline, edits };
    let session = Session::new("bench", trainer.experiment().clone());
    let session = session.with_run(&[], run, trainer.data());

    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-session.ron");
    let least = |work: &dyn Fn()| {
        let mut times: Vec<f64> = (0..10)
            .map(|_| {
                let start = Instant::now();
                work();
                start.elapsed().as_secs_f64()
            })
            .collect();
        times.sort_by(f64::total_cmp);
        (times[0], times[5])
    };
    let save = least(&|| {
        let _stamp = session.save(&path).expect("the folder of the build can be written");
    });
    let load = least(&|| {
        let session = Session::open(&path).expect("it was just saved");
        drop(session.trainer().expect("it was just saved"));
    });
    let numbers = trainer.network().parameters.values().len();
    let megabytes = std::fs::metadata(&path).map_or(0, |file| file.len()) as f64 / 1e6;
    println!(
        "{numbers} parameters, {records} records, {} moments, {megabytes:.1} MB",
        trainer.timeline().moments().len()
    );
    println!("save: best {:.3} s, median {:.3} s; asked for 0.5 s, read back included", save.0, save.1);
    println!("load: best {:.3} s, median {:.3} s; asked for 0.5 s", load.0, load.1);
    drop(std::fs::remove_file(&path));
}
