//! What a private training hides: two clouds of points, with and without one more, over many seeds and with more and more noise.

use std::sync::{Arc, Mutex};

use super::{
    fleet, spawn,
    watched::{Watched, lock},
};
use crate::{
    data::{Painted, Source},
    experiment::{BatchOrder, Experiment, HiddenLayer, Privacy, Rules},
    insight::{Axes, Decision, MapRequest},
    measure::Area,
    nn::{Activation, Optimizer},
    training::Trainer,
};

/// Noise that is tried, in units of the clip; nothing for training that is not private.
pub const NOISE: [Option<f32>; 3] = [None, Some(1.0), Some(4.0)];
/// The probability with which ε may not hold.
pub const DELTA: f32 = 1e-3;
/// Cells along each side of a map.
pub const CELLS: usize = 48;
/// How far the plane reaches from its middle.
pub const REACH: f32 = 6.0;
/// Points of the two clouds together.
const CLOUDS: usize = 120;
/// Steps of each training, by batches of 24 points on the average.
const STEPS: usize = 2000;

/// What is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    /// Where the point lies, of the first cloud's class; both numbers in −6…6.
    pub at: [f32; 2],
    /// How many seeds, each with the point and without.
    pub seeds: u64,
}

/// The runs on their way; they end when this is dropped.
#[derive(Debug)]
pub struct OnePoint {
    shared: Arc<Watched<Hidden>>,
}

/// What they have come to.
#[derive(Clone, Debug)]
pub struct Hidden {
    /// What was wanted.
    pub wanted: Wanted,
    /// At each of [`NOISE`].
    pub at_noise: [AtNoise; 3],
    /// How many runs are done, of all.
    pub done: (u64, u64),
}

/// The runs with some noise.
#[derive(Clone, Debug, Default)]
pub struct AtNoise {
    /// Upper bound of what was given away of any one point; infinite without noise.
    pub epsilon: f64,
    /// With the point, in the order of the seeds.
    pub with: Vec<Seen>,
    /// Without it.
    pub without: Vec<Seen>,
}

/// One run at its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// Its seed.
    pub seed: u64,
    /// What it decides over the plane, cell by cell, lowest row first: −1…1, above 0 for the second class.
    pub levels: Vec<f32>,
    /// Whether it answers the first class where the point lies.
    pub knows: bool,
    /// Share of the points of both clouds that are right.
    pub right: f64,
}

impl Hidden {
    /// Whether some runs are still to come.
    #[must_use]
    pub const fn goes_on(&self) -> bool {
        self.done.0 < self.done.1
    }
}

impl OnePoint {
    /// Begins on all cores; `wake` is called when there is something new to see.
    #[must_use]
    pub fn new(wanted: Wanted, wake: impl Fn() + Send + Sync + 'static) -> Self {
        let all = wanted.seeds * (2 * NOISE.len()) as u64;
        let hidden = Hidden { wanted, at_noise: Default::default(), done: (0, all) };
        let shared = Arc::new(Watched::new(hidden));
        let own = Arc::clone(&shared);
        // A system without threads shows none of them done.
        let _thread = spawn("one point", move || run(&own, wanted, &wake));
        Self { shared }
    }

    /// What they have come to.
    #[must_use]
    pub fn hidden(&self) -> Arc<Hidden> {
        self.shared.now()
    }
}

impl Drop for OnePoint {
    fn drop(&mut self) {
        self.shared.end();
    }
}

fn run(shared: &Watched<Hidden>, wanted: Wanted, wake: &(impl Fn() + Sync)) {
    let turn = Mutex::new(());
    let kinds = 2 * NOISE.len() as u64;
    // All kinds with the first seed, then with the second: the whole picture is there soon.
    let work = |number: u64| {
        let (seed, kind) = (number / kinds, (number % kinds) as usize);
        let (place, is_there) = (kind / 2, kind.is_multiple_of(2));
        let Some((seen, epsilon)) = train(wanted.at, is_there, NOISE[place], seed, &|| shared.goes_on()) else {
            return;
        };
        let _turn = lock(&turn);
        shared.change(|hidden| {
            let at_noise = &mut hidden.at_noise[place];
            at_noise.epsilon = epsilon;
            let runs = if is_there { &mut at_noise.with } else { &mut at_noise.without };
            runs.push(seen);
            // In the order of the seeds, whichever came first.
            runs.sort_by_key(|seen| seen.seed);
            hidden.done.0 += 1;
        });
        wake();
    };
    let _units = fleet::each(wanted.seeds * kinds, |_| (), work);
    wake();
}

/// One run to its end, and ε; nothing when nobody waits for it any more.
fn train(
    at: [f32; 2],
    is_there: bool,
    noise: Option<f32>,
    seed: u64,
    goes_on: &dyn Fn() -> bool,
) -> Option<(Seen, f64)> {
    let experiment = experiment(at, is_there, noise, seed).validate().expect("the recipe is valid");
    let mut trainer = Trainer::new(experiment).unrecorded();
    for step in 0..STEPS {
        if step.is_multiple_of(100) && !goes_on() {
            return None;
        }
        trainer.step();
    }
    let epsilon = trainer.spending().map_or(f64::INFINITY, |spending| spending.epsilon);
    let probe = trainer.probe();
    let level = |point: [f32; 2]| probe.meaning().decision(&probe.outputs_of(&point));
    let right = (0..CLOUDS).filter(|point| (level(cloud(*point).0) > 0.0) == (cloud(*point).1 == 1)).count();
    let whole = Area { x: (-REACH, REACH), y: (-REACH, REACH) };
    let request = MapRequest { resolution: CELLS, axes: Axes::Inputs(0, 1), area: Some(whole), units: false };
    let Decision::Level(levels) = probe.maps(request).decision else { return None };
    let seen = Seen { seed, levels, knows: level(at) <= 0.0, right: right as f64 / CLOUDS as f64 };
    Some((seen, epsilon))
}

/// A point of the clouds, with its class: two clouds around (−2, −2) and (2, 2), by turns.
#[must_use]
pub fn cloud(point: usize) -> ([f32; 2], u32) {
    let (side, turn) = (if point.is_multiple_of(2) { -2.0 } else { 2.0 }, point as f32);
    ([side + 0.9 * libm::sinf(2.4 * turn), side + 0.9 * libm::cosf(1.7 * turn)], u32::from(!point.is_multiple_of(2)))
}

/// Both clouds, as they are drawn and learned.
pub fn clouds() -> impl Iterator<Item = ([f32; 2], u32)> {
    (0..CLOUDS).map(cloud)
}

fn experiment(at: [f32; 2], is_there: bool, noise: Option<f32>, seed: u64) -> Experiment {
    let mut experiment = Experiment::default();
    let mut points = Painted::default();
    clouds().for_each(|([x1, x2], class)| points.add(x1, x2, class));
    if is_there {
        points.add(at[0], at[1], 0);
    }
    experiment.set_source(Source::Painted(points.into()));
    Rules::Modern.apply(&mut experiment);
    experiment.network.hidden =
        vec![HiddenLayer { units: 8, activation: Activation::Tanh, dropout: 0.0, frozen: false }];
    (experiment.data.train_share, experiment.data.validation_share) = (1.0, 0.0);
    (experiment.seeds.weights, experiment.seeds.batches) = (seed, seed);
    let training = experiment.training_mut();
    training.optimizer = Optimizer::GradientDescent;
    (training.learning_rate, training.batch_size, training.order) = (1.0, 24, BatchOrder::Poisson);
    training.privacy = noise.map(|noise| Privacy { clip: 0.3, noise, delta: DELTA });
    experiment
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_point_is_known_by_heart_without_noise_and_hidden_with_it() {
        let runs = OnePoint::new(Wanted { at: [4.0, 4.0], seeds: 2 }, || ());
        let hidden = std::iter::repeat_with(|| {
            std::thread::sleep(Duration::from_millis(20));
            runs.hidden()
        })
        .take(6_000)
        .find(|hidden| !hidden.goes_on())
        .expect("12 short runs in two minutes");
        let known = |runs: &[Seen]| runs.iter().filter(|seen| seen.knows).count();
        let [none, .., much] = &hidden.at_noise;
        assert!(known(&none.with) >= 1 && known(&none.without) == 0, "{} of 2", known(&none.with));
        assert!(known(&much.with) == 0, "{} of 2", known(&much.with));
        assert!(none.epsilon.is_infinite() && hidden.at_noise[1].epsilon > much.epsilon);
        assert!(none.with.iter().all(|seen| seen.right > 0.95));
        assert!(none.with.iter().map(|seen| seen.seed).eq(0..2) && none.with[0].levels.len() == CELLS * CELLS);
    }
}
