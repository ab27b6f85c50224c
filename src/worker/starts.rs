//! The same run with many seeds, in the background on all cores, shown live.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use super::{fleet, spawn, watched::Watched};
use crate::{
    data::Split,
    experiment::{Experiment, Problem, ValidExperiment},
    insight::{Axes, Decision, MapRequest},
    training::{Status, Trainer},
};

/// Shortest interval at which the watcher is woken, and a map is drawn anew.
const SEEN_EVERY: Duration = Duration::from_millis(60);
/// Cells along each side of a map.
pub const CELLS: usize = 32;
/// Largest number of points of a curve; with more epochs some are left out.
const MOMENTS: u64 = 200;

/// Many running seeds; they end when this is dropped.
#[derive(Debug)]
pub struct Starts {
    shared: Arc<Watched<Begun>>,
}

/// What is run.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// The run; seed k adds k to its seeds.
    pub experiment: Experiment,
    /// Number of seeds.
    pub seeds: u64,
    /// Epochs of each, unless it ends earlier.
    pub epochs: u64,
    /// Whether every seed also draws rows of its own.
    pub other_rows: bool,
}

impl Wanted {
    /// The experiment of seed number `seed`; number 0 is the run itself.
    #[must_use]
    pub fn of(&self, seed: u64) -> Experiment {
        let mut experiment = self.experiment.clone();
        let seeds = &mut experiment.seeds;
        for start in [&mut seeds.weights, &mut seeds.batches, &mut seeds.noise] {
            *start = start.wrapping_add(seed);
        }
        if self.other_rows {
            seeds.data = seeds.data.wrapping_add(seed);
        }
        experiment
    }
}

/// The run of one seed, at some moment.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// `(epoch, loss)` pairs, on the rows used for evaluation.
    pub curve: Vec<(f64, f64)>,
    /// The decision map, for data with two inputs.
    pub map: Option<Arc<Decision>>,
    /// Whether it has ended.
    pub ended: bool,
    /// Whether it diverged.
    pub diverged: bool,
}

impl Start {
    /// Its latest loss; NaN when it diverged, or has not started.
    #[must_use]
    pub fn loss(&self) -> f64 {
        if self.diverged { f64::NAN } else { self.curve.last().map_or(f64::NAN, |(_, loss)| *loss) }
    }
}

/// The results of all seeds.
#[derive(Clone, Debug)]
pub struct Begun {
    /// What is run.
    pub wanted: Arc<Wanted>,
    /// The rows used for evaluation.
    pub split: Split,
    /// The run of each seed.
    pub starts: Vec<Start>,
    /// Number of finished runs.
    pub done: u64,
    /// Whether nothing more is to come.
    pub ended: bool,
}

impl Starts {
    /// Runs the experiment with as many seeds as wanted; `wake` is called when there is something new to show. A stage
    /// of a pipeline depends on others, so a pipeline is refused.
    ///
    /// # Errors
    /// What is wrong with the experiment, as a sentence.
    pub fn new(wanted: Wanted, wake: impl Fn() + Send + Sync + 'static) -> Result<Self, String> {
        if wanted.experiment.stages.list().len() > 1 {
            return Err("an experiment of several stages is not run from many seeds".into());
        }
        let first = wanted.experiment.clone().validate().map_err(|problems| Problem::all(&problems).to_string())?;
        let first = Trainer::new(first);
        let has = |split: Split| first.metrics().part(split).is_some();
        let split = [Split::Validation, Split::Test].into_iter().find(|split| has(*split)).unwrap_or(Split::Train);
        let starts = vec![Start::default(); wanted.seeds as usize];
        let begun = Begun { wanted: Arc::new(wanted), split, starts, done: 0, ended: false };
        let shared = Arc::new(Watched::new(begun));
        let own = Arc::clone(&shared);
        // Without threads, no seed ever starts.
        let _thread = spawn("seeds", move || run(&own, &first, &wake));
        Ok(Self { shared })
    }

    /// The results so far.
    #[must_use]
    pub fn begun(&self) -> Arc<Begun> {
        self.shared.now()
    }

    /// Stops them; what has been run is kept.
    pub fn stop(&self) {
        self.shared.end();
    }
}

impl Drop for Starts {
    fn drop(&mut self) {
        self.stop();
    }
}

fn run(shared: &Watched<Begun>, first: &Trainer, wake: &(impl Fn() + Sync)) {
    let (wanted, split) = {
        let begun = shared.now();
        (Arc::clone(&begun.wanted), begun.split)
    };
    let _units = fleet::each(
        wanted.seeds,
        |_| (),
        |seed| {
            // A random formula may be invalid with another seed; that run then never starts.
            if let Ok(experiment) = wanted.of(seed).validate() {
                start(shared, first, experiment, seed, (wanted.epochs, split), wake);
            }
        },
    );
    shared.change(|begun| begun.ended = true);
    wake();
}

/// Trains the run of one seed to its end.
fn start(
    shared: &Watched<Begun>,
    first: &Trainer,
    experiment: ValidExperiment,
    seed: u64,
    (epochs, split): (u64, Split),
    wake: &(impl Fn() + Sync),
) {
    if !shared.goes_on() {
        return;
    }
    let mut trainer = first.beside(experiment).unrecorded();
    let every = epochs.div_ceil(MOMENTS).max(1);
    let (mut curve, mut seen) = (Vec::new(), Instant::now());
    loop {
        let is_over = trainer.epochs() >= epochs || *trainer.status() != Status::Ready;
        if is_over {
            trainer.settle();
        }
        if is_over || trainer.epochs().is_multiple_of(every) {
            let metrics = trainer.metrics();
            let loss = metrics.part(split).map_or(f64::NAN, |part| part.loss);
            if curve.last().is_none_or(|(epoch, _)| *epoch < trainer.epochs() as f64) {
                curve.push((trainer.epochs() as f64, loss));
            } else if let Some(last) = curve.last_mut() {
                last.1 = loss;
            }
        }
        if is_over || seen.elapsed() >= SEEN_EVERY {
            let diverged = matches!(trainer.status(), Status::Diverged { .. });
            let now = Start { curve: curve.clone(), map: map(&trainer), ended: is_over, diverged };
            shared.change(|begun| {
                begun.starts[seed as usize] = now;
                begun.done += u64::from(is_over);
            });
            seen = Instant::now();
            if shared.is_due(SEEN_EVERY) {
                wake();
            }
        }
        if is_over || !shared.goes_on() {
            return;
        }
        let epoch = trainer.epochs();
        while trainer.epochs() == epoch && *trainer.status() == Status::Ready {
            trainer.step();
        }
    }
}

fn map(trainer: &Trainer) -> Option<Arc<Decision>> {
    let plane = trainer.experiment().data.source.inputs() == 2 && trainer.experiment().learns_target();
    let request = MapRequest { resolution: CELLS, axes: Axes::default(), area: None, units: false };
    plane.then(|| Arc::new(trainer.probe().maps(request).decision))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_come_to_what_each_seed_comes_to_alone() {
        let wanted = Wanted { experiment: Experiment::default(), seeds: 3, epochs: 4, other_rows: false };
        let starts = Starts::new(wanted.clone(), || ()).unwrap();
        let begun = std::iter::repeat_with(|| {
            std::thread::sleep(Duration::from_millis(2));
            starts.begun()
        })
        .take(30_000)
        .find(|begun| begun.ended)
        .expect("an end within a minute");
        assert_eq!((begun.done, begun.split), (3, Split::Test));
        for (seed, start) in begun.starts.iter().enumerate() {
            let mut trainer = Trainer::new(wanted.of(seed as u64).validate().unwrap());
            let mut losses = vec![(0.0, trainer.metrics().test.unwrap().loss)];
            while trainer.epochs() < 4 {
                let epoch = trainer.epochs();
                trainer.step();
                if trainer.epochs() > epoch {
                    losses.push((trainer.epochs() as f64, trainer.metrics().test.unwrap().loss));
                }
            }
            assert_eq!(start.curve, losses, "seed {seed}");
            assert!(
                start.ended
                    && matches!(start.map.as_deref(), Some(Decision::Level(levels)) if levels.len() == CELLS * CELLS)
            );
        }
        let losses: Vec<f64> = begun.starts.iter().map(Start::loss).collect();
        assert!(losses[0] != losses[1] && losses[1] != losses[2], "{losses:?}");
    }

    #[test]
    fn a_pipeline_is_refused() {
        let mut experiment = Experiment::default();
        experiment.pretrain_first();
        let wanted = Wanted { experiment, seeds: 2, epochs: 1, other_rows: false };
        assert!(Starts::new(wanted, || ()).unwrap_err().contains("several stages"));
    }

    #[test]
    fn rows_are_other_ones_only_when_that_is_wanted() {
        let wanted = Wanted { experiment: Experiment::default(), seeds: 2, epochs: 1, other_rows: false };
        let data = |other_rows| Wanted { other_rows, ..wanted.clone() }.of(5).seeds.data;
        assert_eq!((data(false), data(true)), (42, 47));
        assert_eq!(wanted.of(0), wanted.experiment);
    }
}
