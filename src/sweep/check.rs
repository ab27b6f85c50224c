//! Validation of a plan before any of its runs starts.

use super::{Halving, Objective, Plan, Sampler, sobol::MOST_AXES};
use crate::experiment::{Problem, fields};

impl Plan {
    /// Checks the plan, without checking every trial.
    ///
    /// # Errors
    /// The first thing found, in a sentence that says what to do.
    pub fn check(&self) -> Result<(), String> {
        // Stored rows must be consistent before anything else looks at them.
        self.experiment.data.source.fault().map_or(Ok(()), |fault| Err(fault.to_string()))?;
        let problems = self.experiment.problems();
        if !problems.is_empty() {
            return Err(Problem::lines(&problems));
        }
        if self.experiment.stages.list().iter().any(|stage| stage.training.stop.seconds.is_some()) {
            return Err(
                "training.stop.seconds: what ends by the clock gives something else each time; set it to none".into()
            );
        }
        for (name, count, most) in [
            ("trials", self.trials as u64, Self::MOST_TRIALS as u64),
            ("seeds", self.seeds, Self::MOST_SEEDS),
            ("epochs", self.epochs, u64::from(u32::MAX)),
        ] {
            if count == 0 || count > most {
                return Err(format!("{name}: {count} is not a whole number from 1 to {most}"));
            }
        }
        self.check_axes()?;
        self.check_halving()?;
        self.trial(0)?.begin(0, &self.rows()).map(drop)
    }

    fn check_axes(&self) -> Result<(), String> {
        if self.axes.is_empty() {
            return Err(
                "nothing varies; name at least one setting, as in --vary training.learning_rate=log:0.001..1".into()
            );
        }
        if self.sampler == Sampler::Sobol && self.axes.len() > MOST_AXES {
            return Err(format!(
                "{} settings vary, and Sobol's points have {MOST_AXES} at most; take fewer, or the sampler random",
                self.axes.len()
            ));
        }
        // Each is checked with the first values of those before it, on which it may depend.
        let mut probe = self.experiment.clone();
        for (index, axis) in self.axes.iter().enumerate() {
            if self.axes[..index].iter().any(|other| other.key == axis.key) {
                return Err(format!("{}: it varies twice", axis.key));
            }
            axis.check(&probe)?;
            let first = axis.at(0.0, axis.is_whole(&probe));
            fields::set(&mut probe, &axis.key, &first)?;
        }
        if self.sampler == Sampler::Grid {
            let range = self.axes.iter().find(|axis| axis.count(axis.is_whole(&self.experiment)).is_none());
            if let Some(axis) = range {
                return Err(format!(
                    "{}: say how many values of the range the grid has, as in log:0.001..1/20",
                    axis.key
                ));
            }
            let all = self.combinations().unwrap_or(usize::MAX);
            if self.trials != all {
                return Err(format!("trials: the grid has {all} combinations, not {}", self.trials));
            }
        }
        Ok(())
    }

    fn check_halving(&self) -> Result<(), String> {
        let Some(Halving { eta, rungs }) = self.halving else { return Ok(()) };
        let most = Halving::of(eta, self.trials, self.epochs).rungs;
        let why = if eta < 2 {
            format!("{eta} is not a whole number of 2 or more")
        } else if rungs < 2 || rungs > most {
            let (trials, epochs) = (self.trials, self.epochs);
            format!(
                "{trials} trials of {epochs} epochs can be divided by {eta} into {most} rungs at most, and 2 at least, not {rungs}"
            )
        } else if self.experiment.stages.list().len() > 1 {
            "it divides the epochs of one stage, and the experiment has several".into()
        } else if matches!(self.objective, Objective::Epochs { .. }) {
            "after a few epochs no goal is reached that would tell trials apart; take the objective loss or accuracy"
                .into()
        } else {
            return Ok(());
        };
        Err(format!("halving: {why}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sweep::{Axis, plan::tests::plan};

    #[test]
    fn what_cannot_be_is_said_in_words() {
        let said = |axes: &[&str], sampler| plan(axes, sampler).check().unwrap_err();
        for (axis, expected) in [
            ("training.learning_rte=0.1,1", "Did you mean “training.learning_rate”?"),
            ("training.learning_rate=1..0.1", "the wrong way round"),
            ("training.learning_rate=1..1", "empty"),
            ("training.learning_rate=0..1", "is not a number above 0"),
            ("training.learning_rate=1..2000", "is not a number above 0 and up to 1000"),
            ("training.learning_rate=log:0..1", "no factor leads across 0"),
            ("data.noise=log:-1..1", "no factor leads across 0"),
            ("training.learning_rate=0.1", "a list of one value"),
            ("training.learning_rate=0.1,0.1", "twice"),
            ("training.batch_size=1.5..8", "whole numbers"),
            ("training.optimizer=1..2", "has no range"),
            ("training.optimizer=adam,adem", "optimizer"),
            ("training.optimizer.momentum=0.5..0.9", "gradient_descent has no momentum, set training.optimizer first"),
            ("seeds.weights=1,2", "--seeds"),
            ("training.stop.seconds=1,2", "by the clock"),
            ("training.learning_rate=0.1..1/1", "divided"),
        ] {
            let message = said(&[axis], Sampler::Sobol);
            assert!(message.contains(expected), "{axis}: {message}");
        }
        let rate = "training.learning_rate=log:0.01..1";
        assert!(said(&[rate], Sampler::Grid).contains("/20"));
        assert!(said(&[rate, rate], Sampler::Sobol).contains("varies twice"));
        assert!(said(&[], Sampler::Sobol).contains("nothing varies"));
        let mut unheld = plan(&[rate], Sampler::Sobol);
        unheld.experiment.data.validation_share = 0.0;
        assert!(unheld.check().unwrap_err().contains("data.validation_share"));
        let mut halved = plan(&[rate], Sampler::Sobol);
        halved.halving = Some(Halving { eta: 4, rungs: 3 });
        assert!(halved.check().unwrap_err().contains("into 1 rungs at most"), "{}", halved.check().unwrap_err());
        for axis in ["training.learning_rate", "training.learning_rate=log:1", "a=1..x", "a=1..2/x"] {
            assert!(Axis::read(axis).unwrap_err().contains("KEY=log:LOW..HIGH"), "{axis}");
        }
    }
}
