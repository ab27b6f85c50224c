//! A sweep in the background: its trials run on all cores, and results are shown live.

use std::{
    ops::ControlFlow,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use super::{
    fleet,
    promoted::Promoted,
    spawn,
    watched::{Watched, lock},
};
use crate::sweep::{
    Plan, Results, Row, Rows, Run,
    importance::{Importance, importance},
    selection::{rank, rows},
    trial::advance,
};

/// Results are evaluated no more often than this,
const SEEN_EVERY: Duration = Duration::from_millis(100);
/// and take no more than one part in this many of the time.
const SHARE: u32 = 10;
/// Largest number of trials that are compared with the best.
const MOST_COMPARED: usize = 1000;
/// With more seeds than these the exact test takes too long to be repeated.
const MOST_SEEDS_COMPARED: usize = 40;

/// A running sweep; it ends when this is dropped.
#[derive(Debug)]
pub struct Search {
    shared: Arc<Shared>,
}

/// The results of a sweep.
#[derive(Clone, Debug)]
pub struct Found {
    /// The plan.
    pub plan: Arc<Plan>,
    /// The trials with results, best first.
    pub rows: Vec<Row>,
    /// The values of each of them, in the order of the plan's axes.
    pub values: Vec<Vec<String>>,
    /// The importance of the settings, or why it cannot be computed.
    pub importance: Result<Vec<Importance>, String>,
    /// Number of trials compared with the best, and how many of them may equal it; `None` when no test is possible.
    pub alike: Option<(usize, usize)>,
    /// Number of finished runs.
    pub done: usize,
    /// Number of runs in the plan, as far as known.
    pub of: usize,
    /// How many promoted runs of this sitting went on from where they stood, and did not begin anew.
    pub went_on: usize,
    /// How long the runs of this sitting took together, and how many they were.
    pub took: (Duration, usize),
    /// Whether it has ended: complete, stopped or failed.
    pub ended: bool,
    /// Why it failed, if it did.
    pub fault: Option<String>,
}

impl Found {
    /// Estimated seconds until it is complete, at the mean rate of this session; `None` before the first run has
    /// finished.
    #[must_use]
    pub fn seconds_left(&self) -> Option<f64> {
        let (took, made) = self.took;
        (made > 0).then(|| took.as_secs_f64() / made as f64 * (self.of.saturating_sub(self.done)) as f64)
    }
}

#[derive(Debug)]
struct Shared {
    plan: Arc<Plan>,
    found: Watched<Found>,
    results: Mutex<Results>,
    promoted: Mutex<Promoted>,
}

impl Search {
    /// Runs what is missing of `plan` in `results` on all cores; `wake` is called when there are new results.
    ///
    /// # Errors
    /// What is wrong with the plan, as a sentence.
    pub fn new(plan: Plan, results: Results, wake: impl Fn() + Send + Sync + 'static) -> Result<Self, String> {
        plan.check()?;
        let plan = Arc::new(plan);
        let found = Watched::new(look(&plan, &results, (Duration::ZERO, 0), 0));
        let promoted = Mutex::default();
        let shared = Arc::new(Shared { plan, found, results: Mutex::new(results), promoted });
        let own = Arc::clone(&shared);
        // Without threads, the sweep stays empty.
        let _thread = spawn("sweep", move || run(&own, &wake));
        Ok(Self { shared })
    }

    /// The results so far.
    #[must_use]
    pub fn found(&self) -> Arc<Found> {
        self.shared.found.now()
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.shared.plan
    }

    /// Every outcome so far.
    #[must_use]
    pub fn results(&self) -> Results {
        lock(&self.shared.results).clone()
    }

    /// Stops it; finished runs are kept.
    pub fn stop(&self) {
        self.shared.found.end();
    }
}

impl Drop for Search {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The state of the thread.
struct Sitting {
    began: Instant,
    made: usize,
    went_on: usize,
    seen: Instant,
    cost: Duration,
}

fn run(shared: &Shared, wake: &(impl Fn() + Sync)) {
    let plan = &shared.plan;
    let prepared = plan.rows();
    let mut sitting =
        Sitting { began: Instant::now(), made: 0, went_on: 0, seen: Instant::now(), cost: Duration::ZERO };
    let mut fault = None;
    while fault.is_none() && shared.found.goes_on() {
        let next = plan.next(&lock(&shared.results));
        let Some((rung, trials)) = next else { break };
        fault = rung_of(shared, &prepared, (rung, &trials), &mut sitting, wake).err();
    }
    let mut found = look(plan, &lock(&shared.results), (sitting.began.elapsed(), sitting.made), sitting.went_on);
    found.ended = true;
    found.fault = fault;
    shared.found.change(|seen| *seen = found);
    wake();
}

/// Executes the missing runs of a rung.
fn rung_of(
    shared: &Shared,
    prepared: &Rows,
    (rung, trials): (usize, &[usize]),
    sitting: &mut Sitting,
    wake: &(impl Fn() + Sync),
) -> Result<(), String> {
    let plan = &shared.plan;
    let goes_on = || shared.found.goes_on();
    let runs: Vec<Run> = {
        let results = lock(&shared.results);
        plan.runs(rung, trials).into_iter().filter(|run| results.get(*run).is_none()).collect()
    };
    let rungs = plan.rungs();
    let (epochs, is_last) = (rungs[rung].epochs, rung + 1 == rungs.len());
    lock(&shared.promoted).only(rung, trials);
    let work = |index: usize| {
        let run: Run = runs[index];
        let start = plan.trial(run.trial)?.begin(run.seed, prepared)?;
        let before = lock(&shared.promoted).take_up(run, &start);
        let went_on = before.is_some();
        let mut trainer = before.unwrap_or(start);
        let outcome = advance(&mut trainer, run, epochs, plan.objective, &goes_on);
        if !is_last && outcome.is_some() {
            lock(&shared.promoted).keep(run, &trainer);
        }
        Ok::<_, String>(outcome.map(|outcome| (outcome, went_on)))
    };
    let mut made = Ok(());
    fleet::in_order(runs.len(), fleet::cores(), work, |_, outcome| {
        match outcome {
            Ok(Some((outcome, went_on))) => {
                sitting.went_on += usize::from(went_on);
                let added = lock(&shared.results).add(outcome);
                assert!(added.is_ok(), "{added:?} was made twice, with different results");
            }
            Ok(None) => return ControlFlow::Break(()),
            Err(why) => {
                made = Err(why);
                return ControlFlow::Break(());
            }
        }
        sitting.made += 1;
        if sitting.seen.elapsed() >= SEEN_EVERY.max(sitting.cost * SHARE) {
            let begun = Instant::now();
            let found = look(plan, &lock(&shared.results), (sitting.began.elapsed(), sitting.made), sitting.went_on);
            shared.found.change(|seen| *seen = found);
            sitting.cost = begun.elapsed();
            sitting.seen = Instant::now();
            wake();
        }
        ControlFlow::Continue(())
    });
    made
}

/// What `results` say so far.
fn look(plan: &Arc<Plan>, results: &Results, took: (Duration, usize), went_on: usize) -> Found {
    let mut rows = rows(plan, results);
    // For the rung that all trials were in, since only there they had the same epochs.
    let first: Vec<Row> = rows
        .iter()
        .map(|row| Row { rung: 0, median: results.median(0, row.trial, plan.objective), ..row.clone() })
        .collect();
    let importance = importance(plan, &first);
    rank(&mut rows);
    let values = rows.iter().map(|row| plan.values(row.trial)).collect();
    let of = plan.rungs().iter().map(|rung| rung.trials * plan.seeds as usize).sum();
    let alike = alike(&rows);
    Found {
        plan: Arc::clone(plan),
        rows,
        values,
        importance,
        alike,
        done: results.len(),
        of,
        went_on,
        took,
        ended: false,
        fault: None,
    }
}

/// How many of its rung's other trials with the same seeds cannot be told apart from the best, and how many were
/// compared.
fn alike(rows: &[Row]) -> Option<(usize, usize)> {
    let (best, others) = rows.split_first()?;
    let seeds = best.values.len();
    if best.median.is_nan() || !(5..=MOST_SEEDS_COMPARED).contains(&seeds) {
        return None;
    }
    let rivals = others.iter().filter(|row| row.rung == best.rung && row.values.len() == seeds);
    let rivals: Vec<&Row> = rivals.take(MOST_COMPARED).collect();
    Some((rivals.len(), rivals.iter().filter(|row| row.may_equal(best)).count()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        experiment::Experiment,
        sweep::{Axis, Halving, Objective, Sampler},
    };

    fn plan() -> Plan {
        let mut experiment = Experiment::default();
        experiment.hold_rows_back();
        Plan {
            axes: vec![Axis::read("training.learning_rate=log:0.001..1000").unwrap()],
            sampler: Sampler::Sobol,
            seed: 0,
            trials: 12,
            seeds: 2,
            epochs: 2,
            objective: Objective::Loss,
            halving: None,
            experiment,
        }
    }

    fn ended(search: &Search) -> Arc<Found> {
        let standing = std::iter::repeat_with(|| {
            std::thread::sleep(Duration::from_millis(2));
            search.found()
        });
        standing.take(30_000).find(|found| found.ended).expect("an end within a minute")
    }

    #[test]
    fn a_search_comes_to_what_its_runs_come_to_alone() {
        let plan = plan();
        let search = Search::new(plan.clone(), Results::default(), || ()).unwrap();
        let found = ended(&search);
        assert_eq!((found.done, found.of, found.fault.clone()), (24, 24, None));
        let mut alone = Results::default();
        let rows = plan.rows();
        for run in plan.runs(0, &plan.trials_of(0, &alone).unwrap()) {
            let mut trainer = plan.trial(run.trial).unwrap().begin(run.seed, &rows).unwrap();
            alone.add(advance(&mut trainer, run, 2, plan.objective, &|| true).unwrap()).unwrap();
        }
        assert_eq!(search.results().to_lines(&plan), alone.to_lines(&plan));
        let mut ranked = crate::sweep::selection::rows(&plan, &alone);
        rank(&mut ranked);
        let order = |rows: &[Row]| rows.iter().map(|row| row.trial).collect::<Vec<_>>();
        assert_eq!(order(&found.rows), order(&ranked));
        assert!(found.importance.is_err(), "twelve trials say nothing of importance");
        assert_eq!(found.values[0], plan.values(found.rows[0].trial));
    }

    #[test]
    fn one_that_was_stopped_goes_on_from_what_it_has() {
        let plan = plan();
        let search = Search::new(plan.clone(), Results::default(), || ()).unwrap();
        search.stop();
        let stopped = ended(&search);
        let search = Search::new(plan, search.results(), || ()).unwrap();
        let whole = ended(&search);
        assert_eq!((whole.done, whole.took.1), (24, 24 - stopped.done));
    }

    #[test]
    fn promoted_runs_go_on_to_the_bits_of_those_that_began_anew() {
        let plan = Plan { trials: 8, epochs: 8, halving: Some(Halving { eta: 2, rungs: 3 }), ..plan() };
        let search = Search::new(plan.clone(), Results::default(), || ()).unwrap();
        let found = ended(&search);
        assert_eq!((found.done, found.of, found.went_on), (2 * (8 + 4 + 2), 2 * (8 + 4 + 2), 2 * (4 + 2)));
        let (rows, mut alone) = (plan.rows(), Results::default());
        while let Some((rung, trials)) = plan.next(&alone) {
            for run in plan.runs(rung, &trials) {
                let mut trainer = plan.trial(run.trial).unwrap().begin(run.seed, &rows).unwrap();
                let epochs = plan.rungs()[rung].epochs;
                alone.add(advance(&mut trainer, run, epochs, plan.objective, &|| true).unwrap()).unwrap();
            }
        }
        assert_eq!(search.results().to_lines(&plan), alone.to_lines(&plan));
    }

    #[test]
    fn a_plan_that_cannot_be_run_is_told() {
        let wrong = Plan { seeds: 0, ..plan() };
        assert!(Search::new(wrong, Results::default(), || ()).unwrap_err().contains("seeds"));
    }
}
