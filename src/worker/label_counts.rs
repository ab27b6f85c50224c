//! A pipeline and the same network from scratch with several numbers of labels per class, over several seeds, in the
//! background.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use super::{
    fleet, spawn,
    watched::{Watched, lock},
};
use crate::{
    data::Split,
    experiment::Experiment,
    language::Text,
    measure::Metric,
    sweep::{Comparison, Rivals},
};

/// Shortest interval at which the watcher is woken.
const WAKE_EVERY: Duration = Duration::from_millis(100);
/// Numbers of labels per class that are tried, as far as there are enough rows.
const COUNTS: [u32; 5] = [1, 2, 5, 10, 20];
/// The same for rows in order, such as the letters of a text, of which the first are taken whatever their class.
const COUNTS_IN_ORDER: [u32; 5] = [100, 200, 500, 1000, 2000];

/// The running jobs; they end when this is dropped.
#[derive(Debug)]
pub struct LabelCounts {
    shared: Arc<Watched<Counted>>,
}

/// Their results so far.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The metric of the comparison.
    pub metric: Metric,
    /// The rows used for evaluation.
    pub split: Split,
    /// Number of seeds for each number of labels.
    pub seeds: u64,
    /// Numbers of labels per class, `None` for all, each with its comparison; `None` before the first seed.
    pub counts: Vec<(Option<u32>, Option<Comparison>)>,
    /// Number of finished runs, and of all runs.
    pub done: (u64, u64),
}

impl Counted {
    /// Whether some runs are still to come.
    #[must_use]
    pub const fn goes_on(&self) -> bool {
        self.done.0 < self.done.1
    }
}

impl LabelCounts {
    /// Starts `seeds` seeds of each number of labels on all cores, evaluated on the rows for `split`; `wake` is called
    /// when there are new results.
    ///
    /// # Errors
    /// Why `experiment` cannot be compared, or has no labels to vary.
    pub fn new(
        experiment: &Experiment,
        seeds: u64,
        split: Split,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> Result<Self, Text> {
        let counts = counts(experiment);
        let rivals = counts.iter().map(|labels| {
            let mut experiment = experiment.clone();
            experiment.data.labels = *labels;
            Rivals::of(&experiment)
        });
        let rivals = rivals.collect::<Result<Vec<_>, _>>()?;
        let counted = Counted {
            metric: rivals[0].metric(),
            split,
            seeds,
            done: (0, seeds * counts.len() as u64),
            counts: counts.into_iter().map(|labels| (labels, None)).collect(),
        };
        let shared = Arc::new(Watched::new(counted));
        let own = Arc::clone(&shared);
        // Without threads, nothing is ever done.
        let _thread = spawn("labels", move || run(&own, &rivals, seeds, split, &wake));
        Ok(Self { shared })
    }

    /// The results so far.
    #[must_use]
    pub fn counted(&self) -> Arc<Counted> {
        self.shared.now()
    }
}

impl Drop for LabelCounts {
    fn drop(&mut self) {
        self.shared.end();
    }
}

/// The numbers of labels to try: those for which a class has enough rows, and all.
fn counts(experiment: &Experiment) -> Vec<Option<u32>> {
    let data = &experiment.data;
    let rows = data.source.own_rows() as f64 * f64::from(data.train_share) * f64::from(1.0 - data.validation_share);
    let (counts, classes) = match data.source.classes() {
        Some(classes) if !data.source.is_in_order() => (COUNTS, classes.max(1)),
        _ => (COUNTS_IN_ORDER, 1),
    };
    let fits = |labels: &u32| f64::from(*labels) < 0.8 * rows / classes as f64;
    counts.into_iter().filter(fits).map(Some).chain([None]).collect()
}

fn run(shared: &Watched<Counted>, rivals: &[Rivals], seeds: u64, split: Split, wake: &(impl Fn() + Sync)) {
    let ended: Vec<_> = rivals.iter().map(|_| Mutex::new(Vec::new())).collect();
    // Every number of labels with the first seed, then with the second, so that the whole chart appears early.
    let work = |number: u64| {
        let (seed, place) = (number / rivals.len() as u64, (number % rivals.len() as u64) as usize);
        let scores = rivals[place].run_watched(seed, split, &mut |_, _| shared.goes_on());
        if scores.is_empty() {
            return;
        }
        let mut ended = lock(&ended[place]);
        ended.push((seed, scores));
        // In the order of the seeds, whichever finished first.
        ended.sort_by_key(|(seed, _)| *seed);
        let scores: Vec<_> = ended.iter().map(|(_, scores)| scores.clone()).collect();
        shared.change(|counted| {
            counted.counts[place].1 = Some(rivals[place].compare(&scores));
            counted.done.0 += 1;
        });
        if shared.is_due(WAKE_EVERY) {
            wake();
        }
    };
    let _units = fleet::each(seeds * rivals.len() as u64, |_| (), work);
    wake();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{Shipped, Source};

    #[test]
    fn each_number_of_labels_comes_to_what_it_comes_to_alone() {
        let mut experiment = Experiment::default();
        experiment.set_source(Source::Shipped(Shipped::Iris));
        experiment.pretrain_first();
        (experiment.data.train_share, experiment.data.validation_share) = (0.7, 0.0);
        for at in [0, 1] {
            experiment.stages.take(at);
            experiment.training_mut().stop.epochs = Some(2);
        }
        assert_eq!(counts(&experiment), [Some(1), Some(2), Some(5), Some(10), Some(20), None]);
        experiment.data.train_share = 0.2;
        let counts = counts(&experiment);
        assert_eq!(counts, [Some(1), Some(2), Some(5), None], "ten rows a class leave no room for ten and more");
        let letters = crate::lessons::Preset::named("next-letter").unwrap().experiment();
        assert_eq!(super::counts(&letters)[..2], [Some(100), Some(200)], "one letter in all teaches nothing");
        let runs = LabelCounts::new(&experiment, 2, Split::Test, || ()).unwrap();
        let counted = std::iter::repeat_with(|| {
            std::thread::sleep(Duration::from_millis(5));
            runs.counted()
        })
        .take(24_000)
        .find(|counted| !counted.goes_on())
        .expect("eight short runs in two minutes");
        for (place, (labels, comparison)) in counted.counts.iter().enumerate() {
            let mut alone = experiment.clone();
            alone.data.labels = counts[place];
            let rivals = Rivals::of(&alone).unwrap();
            let expected = rivals.compare(&[rivals.run(0), rivals.run(1)]);
            assert_eq!((labels, comparison.as_ref()), (&counts[place], Some(&expected)));
        }
    }
}
