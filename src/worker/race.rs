//! A race: two ways of training one network over several seeds, in the background, shown live.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use ndarray::Array2;

use super::{
    fleet, spawn,
    watched::{Watched, lock},
};
use crate::{
    data::{Prepared, Split, Target},
    measure::Metric,
    nn::Network,
    sweep::{Comparison, Rivals},
    training::Trainer,
};

/// Shortest interval at which the watcher is woken.
const WAKE_EVERY: Duration = Duration::from_millis(50);
/// Number of rows among which those are found that activate a unit most.
const PORTRAIT_ROWS: usize = 500;
/// Number of ways that are watched: the pipeline, and the same network from scratch.
pub const WATCHED: usize = 2;

/// A running race; it ends when this is dropped.
#[derive(Debug)]
pub struct Race {
    shared: Arc<Watched<Standing>>,
}

/// The standing of a race.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// The metric of the comparison.
    pub metric: Option<Metric>,
    /// Number of seeds.
    pub seeds: u64,
    /// For each watched way and seed, `(epoch, score)` pairs of the last stage.
    pub curves: [Vec<Vec<(f64, f64)>>; WATCHED],
    /// The comparison over the finished seeds; `None` before the first.
    pub comparison: Option<Comparison>,
    /// Number of finished seeds.
    pub done: u64,
    /// The current state of each watched way with the first seed.
    pub ways: [Option<Arc<WaySeen>>; WATCHED],
}

/// One way with the first seed, at some moment of its last stage.
#[derive(Clone, Debug)]
pub struct WaySeen {
    /// The network.
    pub network: Network,
    /// The rows, which are the same for all ways.
    pub data: Arc<Prepared>,
    /// Preferred input of each unit of each hidden layer, `[units, features]`.
    pub portraits: Vec<Array2<f32>>,
    /// Index in the data set of the first row used for evaluation.
    pub row: usize,
    /// The prediction for it: the probability of each class, or the outputs of a regression.
    pub answer: Vec<f32>,
    /// The metric on the rows used for evaluation.
    pub score: f64,
}

impl Race {
    /// Races `rivals` with this many seeds on all cores, evaluated on their rows for `split`; `wake` is called when
    /// there is something new to show.
    #[must_use]
    pub fn new(rivals: Rivals, seeds: u64, split: Split, wake: impl Fn() + Send + Sync + 'static) -> Self {
        let curves = std::array::from_fn(|_| vec![Vec::new(); seeds as usize]);
        let standing = Standing { metric: Some(rivals.metric()), seeds, curves, ..Standing::default() };
        let shared = Arc::new(Watched::new(standing));
        let own = Arc::clone(&shared);
        // Without threads, the race stays empty.
        let _thread = spawn("race", move || run(&own, &rivals, seeds, split, &wake));
        Self { shared }
    }

    /// The current standing.
    #[must_use]
    pub fn standing(&self) -> Arc<Standing> {
        self.shared.now()
    }
}

impl Drop for Race {
    fn drop(&mut self) {
        self.shared.end();
    }
}

fn run(shared: &Watched<Standing>, rivals: &Rivals, seeds: u64, split: Split, wake: &(impl Fn() + Sync)) {
    let ended = Mutex::new(Vec::new());
    let work = |seed: u64| {
        let scores = rivals.run_watched(seed, split, &mut |way, trainer| {
            if way < WATCHED {
                shared.change(|standing| note(standing, way, seed, trainer, (rivals.metric(), split)));
                if shared.is_due(WAKE_EVERY) {
                    wake();
                }
            }
            shared.goes_on()
        });
        if scores.is_empty() {
            return;
        }
        let mut ended = lock(&ended);
        ended.push((seed, scores));
        // In the order of the seeds, whichever finished first.
        ended.sort_by_key(|(seed, _)| *seed);
        let scores: Vec<_> = ended.iter().map(|(_, scores)| scores.clone()).collect();
        shared.change(|standing| {
            standing.done = scores.len() as u64;
            standing.comparison = Some(rivals.compare(&scores));
        });
        wake();
    };
    let _units = fleet::each(seeds, |_| (), work);
}

fn note(standing: &mut Standing, way: usize, seed: u64, trainer: &Trainer, (metric, split): (Metric, Split)) {
    let score = metric.score(&trainer.probe(), split);
    let curve = &mut standing.curves[way][seed as usize];
    let epoch = trainer.epochs() as f64;
    if curve.last().is_none_or(|(last, _)| *last < epoch) {
        curve.push((epoch, score));
    }
    if seed == 0 {
        standing.ways[way] = Some(Arc::new(seen(trainer, split, score)));
    }
}

fn seen(trainer: &Trainer, split: Split, score: f64) -> WaySeen {
    let (probe, data) = (trainer.probe(), trainer.data());
    let part = data.part_for(split);
    let row = part.rows.first().copied().unwrap_or_default();
    let output = probe.trace(row).values.pop().unwrap_or_default();
    let meaning = probe.meaning();
    let answer = match data.own_target() {
        Target::Class { classes, .. } => (0..classes.len()).map(|class| meaning.probability(&output, class)).collect(),
        Target::Value { .. } => output,
    };
    let (network, data) = (trainer.network().clone(), Arc::clone(data));
    WaySeen { network, data, portraits: probe.portraits(PORTRAIT_ROWS), row, answer, score }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Experiment;

    #[test]
    fn a_race_comes_to_what_its_seeds_come_to_alone() {
        let mut experiment = Experiment::default();
        experiment.pretrain_first();
        for at in [0, 1] {
            experiment.stages.take(at);
            experiment.training_mut().stop.epochs = Some(3);
        }
        let rivals = Rivals::of(&experiment).unwrap();
        let race = Race::new(rivals.clone(), 2, Split::Test, || ());
        let standing = std::iter::repeat_with(|| {
            std::thread::sleep(Duration::from_millis(5));
            race.standing()
        })
        .take(24_000)
        .find(|standing| standing.done == 2)
        .expect("two seeds in two minutes");
        let alone = rivals.compare(&[rivals.run(0), rivals.run(1)]);
        assert_eq!(standing.comparison.as_ref(), Some(&alone));
        for (way, curves) in standing.curves.iter().enumerate() {
            for (seed, curve) in curves.iter().enumerate() {
                let epochs: Vec<_> = curve.iter().map(|(epoch, _)| *epoch).collect();
                assert_eq!(epochs, [0.0, 1.0, 2.0, 3.0]);
                assert_eq!(curve[3].1, alone.ways[way].values[seed]);
            }
        }
        assert!(standing.ways.iter().all(Option::is_some));
    }
}
