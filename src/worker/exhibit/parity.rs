//! Grokking: training and test accuracy of many seeds, with weight decay and without.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Seen, Stage};
use crate::{
    data::Split,
    experiment::Experiment,
    nn::Optimizer,
    training::{Status, Trainer},
    worker::fleet,
};

/// Seeds of rows and first weights.
pub const SEEDS: usize = 12;
/// Steps of each at most.
pub const STEPS: u64 = 3000;
/// Steps between two looks.
const EVERY: u64 = 25;
/// Accuracy at which rows count as known.
const KNOWN: f64 = 0.99;
/// Looks beyond the one at which the test rows are known.
const BEYOND: usize = 8;
/// Weight decay of the two arms.
pub const DECAYS: [f32; 2] = [0.3, 0.0];

/// One seed, step by step.
#[derive(Clone, Debug, Default)]
pub struct Course {
    /// Steps, and the accuracy on training and test rows there.
    pub points: Vec<(u64, f64, f64)>,
    /// The step at which the training rows were known.
    pub memorised: Option<u64>,
    /// The step at which the test rows were.
    pub generalised: Option<u64>,
    /// Whether it is over.
    pub ended: bool,
}

pub(super) fn run(stage: &Stage<'_>, experiment: &Experiment) {
    let done = AtomicUsize::new(0);
    let all = SEEDS * DECAYS.len();
    let course = |number: u64| {
        let (arm, seed) = (number as usize % DECAYS.len(), number / DECAYS.len() as u64);
        course(stage, with(experiment, DECAYS[arm], seed), (arm, seed as usize));
        if stage.goes_on() {
            let share = (done.fetch_add(1, Ordering::Relaxed) + 1) as f32 / all as f32;
            stage.change(share, |_| ());
        }
    };
    let _courses = fleet::each(all as u64, |_| (), course);
}

/// The experiment with this decay and seed.
fn with(experiment: &Experiment, decay: f32, seed: u64) -> Experiment {
    let mut experiment = experiment.clone();
    for own in [&mut experiment.seeds.data, &mut experiment.seeds.weights] {
        *own = own.wrapping_add(seed);
    }
    if let Optimizer::AdamW { weight_decay, .. } = &mut experiment.training_mut().optimizer {
        *weight_decay = decay;
    }
    experiment
}

fn course(stage: &Stage<'_>, experiment: Experiment, (arm, seed): (usize, usize)) {
    let Ok(experiment) = experiment.validate() else { return };
    let mut trainer = Trainer::new(experiment).unrecorded();
    let (mut course, mut beyond) = (Course::default(), 0);
    for step in 0..=STEPS {
        if step % EVERY == 0 {
            let metrics = trainer.metrics();
            let score = |split: Split| metrics.part(split).map_or(f64::NAN, |part| part.score);
            let (train, test) = (score(Split::Train), score(Split::Test));
            course.points.push((step, train, test));
            if train >= KNOWN {
                course.memorised.get_or_insert(step);
            }
            if test >= KNOWN {
                course.generalised.get_or_insert(step);
            }
            beyond += usize::from(course.generalised.is_some());
            course.ended = step == STEPS || beyond > BEYOND || *trainer.status() != Status::Ready;
            let now = course.clone();
            stage.change(0.0, |seen| {
                if let Seen::Courses(courses) = seen {
                    courses[arm][seed] = now;
                }
            });
            if course.ended || !stage.goes_on() {
                return;
            }
        }
        trainer.step();
    }
}
