//! The trials of each rung: all of them, or the best of the previous rung.

use super::{Plan, Results};

impl Plan {
    /// The trials of `rung`, in order: all, or the best of the previous rung by the median over their seeds. Ties go to
    /// the first; a trial that diverged with half of its seeds is never promoted.
    ///
    /// # Errors
    /// The number of runs missing in the previous rung.
    pub fn trials_of(&self, rung: usize, results: &Results) -> Result<Vec<usize>, usize> {
        let Some(before) = rung.checked_sub(1) else { return Ok((0..self.trials).collect()) };
        let rivals = self.trials_of(before, results)?;
        let missing = self.runs(before, &rivals).iter().filter(|run| results.get(**run).is_none()).count();
        if missing > 0 {
            return Err(missing);
        }
        let median = |trial: &usize| results.median(before, *trial, self.objective);
        let mut ranked: Vec<(f64, usize)> = rivals.iter().map(|trial| (median(trial), *trial)).collect();
        ranked.retain(|(median, _)| !median.is_nan());
        ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut best: Vec<usize> = ranked.iter().take(self.rungs()[rung].trials).map(|(_, trial)| *trial).collect();
        best.sort_unstable();
        Ok(best)
    }

    /// The first rung with missing runs, with its trials; `None` when the sweep is complete.
    #[must_use]
    pub fn next(&self, results: &Results) -> Option<(usize, Vec<usize>)> {
        (0..self.rungs().len()).find_map(|rung| {
            let trials = self.trials_of(rung, results).ok()?;
            let lacks = self.runs(rung, &trials).iter().any(|run| results.get(*run).is_none());
            lacks.then_some((rung, trials))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        experiment::Experiment,
        sweep::{Axis, Halving, Objective, Outcome, Run, Sampler, Scores},
        training::Status,
    };

    fn plan(trials: usize, epochs: u64, eta: u32) -> Plan {
        Plan {
            axes: vec![Axis::read("training.learning_rate=0.1..1").unwrap()],
            sampler: Sampler::Sobol,
            seed: 0,
            trials,
            seeds: 1,
            epochs,
            objective: Objective::Loss,
            halving: Some(Halving::of(eta, trials, epochs)),
            experiment: Experiment::default(),
        }
    }

    #[test]
    fn sixty_four_trials_by_four() {
        let rungs: Vec<_> = plan(64, 640, 4).rungs().iter().map(|rung| (rung.trials, rung.epochs)).collect();
        assert_eq!(rungs, [(64, 10), (16, 40), (4, 160), (1, 640)]);
        let work: u64 = rungs.iter().map(|(trials, epochs)| *trials as u64 * epochs).sum();
        assert_eq!(work, 4 * 640);
        assert_eq!(plan(64, 5, 4).rungs().len(), 2, "no rung of less than an epoch");
        assert_eq!(plan(9, 100, 3).halving.unwrap().rungs, 3);
    }

    #[test]
    fn the_best_by_the_median_go_on_and_what_diverged_does_not() {
        let plan = plan(9, 100, 3);
        let mut results = Results::default();
        let losses = [0.5, 0.1, f64::NAN, 0.3, 0.1, 0.9, 0.3, 0.8, 0.2];
        for (trial, loss) in losses.into_iter().enumerate() {
            assert_eq!(plan.trials_of(1, &results), Err(9 - trial));
            let scores = Scores { loss, score: 0.0 };
            let (step, status) = (1, Status::Ready);
            let outcome = Outcome {
                rung: 0,
                trial,
                seed: 0,
                epoch: 1,
                step,
                status,
                reached: None,
                train: scores,
                validation: scores,
                test: None,
            };
            results.add(outcome).unwrap();
        }
        assert_eq!(plan.trials_of(1, &results), Ok(vec![1, 4, 8]));
        assert_eq!(plan.next(&results), Some((1, vec![1, 4, 8])));
        let first = results.get(Run { rung: 0, trial: 0, seed: 0 }).unwrap().clone();
        for trial in [1, 4, 8] {
            results.add(Outcome { rung: 1, trial, ..first.clone() }).unwrap();
        }
        assert_eq!(plan.trials_of(2, &results), Ok(vec![1]), "of equals the first");
    }
}
