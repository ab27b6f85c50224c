//! Comparison of a pipeline with the same network trained from scratch, and with simple baselines.

use super::spread::mean_and_deviation;
use crate::{
    data::Split,
    experiment::{ALL_ROWS, Experiment, Problem, Rows, Rules, Stage, Stages, Task, ValidExperiment},
    language::Text,
    measure::{Metric, nearest_mean, nearest_mean_behind},
    nn::Optimizer,
    text,
    training::{Status, Trainer},
};

/// Number of epochs of a stage without an end of its own.
pub const EPOCHS: u64 = 300;
/// Number of intermediate looks at the last stage of an arm.
const LOOKS: u64 = 60;

/// One arm of a comparison, over the seeds.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Its name.
    pub name: Text,
    /// The comparison's metric on the test rows, one per seed.
    pub values: Vec<f64>,
}

/// The result of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The metric of the values.
    pub metric: Metric,
    /// The pipeline, from scratch, the plain answers, and the pipeline before its last stage: its answer where it has one, or
    /// that of the nearest class mean among its codes.
    pub ways: Vec<Way>,
}

impl Way {
    /// Mean and standard deviation over the seeds.
    #[must_use]
    pub fn mean_and_deviation(&self) -> (f64, f64) {
        mean_and_deviation(&self.values)
    }
}

/// Two ways to train one network, and a simple one, before training.
#[derive(Clone, Debug)]
pub struct Rivals {
    /// The pipeline, the same network from scratch, and a network without hidden layers.
    arms: [ValidExperiment; 3],
    metric: Metric,
}

impl Rivals {
    /// `experiment`, a pipeline, compared with the same network from scratch, with the same labels and the same budget
    /// for the last stage, and with a network without hidden layers (logistic or linear regression) on the same
    /// labelled rows.
    ///
    /// # Errors
    /// A sentence when there is nothing to compare: one stage, no test rows, or a last stage that learns no target.
    pub fn of(experiment: &Experiment) -> Result<Self, Text> {
        let stages = experiment.stages.list();
        if stages.len() < 2 {
            return Err(text!(
                "There is nothing to compare: the experiment has one stage, so it is trained from scratch",
                "没有可比较的：实验只有一个阶段，本来就是从头训练"
            ));
        }
        if stages.last().is_some_and(|last| last.task != Task::Target) {
            return Err(text!(
                "The last stage learns no target, so there is no answer to compare",
                "最后一个阶段不学习目标，没有可比较的答案"
            ));
        }
        let last = Stage { rates: Vec::new(), ..stages[stages.len() - 1].clone() };
        let scratch = Experiment { stages: alone(last), ..experiment.clone() };
        let plain = plain(&scratch);
        let checked = |experiment: Experiment| experiment.validate().map_err(|problems| Problem::all(&problems));
        let mut first = experiment.clone();
        first.stages.take(0);
        let arms = [checked(first)?, checked(scratch)?, checked(plain)?];
        if Trainer::new(arms[1].clone()).data().test.rows.is_empty() {
            return Err(text!(
                "There are no test rows to compare on; make data.train_share smaller",
                "没有可用于比较的测试行；请减小 data.train_share"
            ));
        }
        Ok(Self { metric: Metric::of(experiment), arms })
    }

    /// The score of each arm on the test rows with seeds number `k`, which adds `k` to every seed of the experiment:
    /// the split, the labelled rows, the initialization, the order of the rows.
    #[must_use]
    pub fn run(&self, k: u64) -> Vec<f64> {
        self.run_watched(k, Split::Test, &mut |_, _| true)
    }

    /// The metric of the comparison.
    #[must_use]
    pub const fn metric(&self) -> Metric {
        self.metric
    }

    /// The same on the rows for `split`; `watch` is called about sixty times with the index of each arm and its trainer
    /// during the last stage, and ends the run by returning false, which gives no scores.
    #[must_use]
    pub fn run_watched(&self, k: u64, split: Split, watch: &mut dyn FnMut(usize, &Trainer) -> bool) -> Vec<f64> {
        let mut values = Vec::with_capacity(6);
        let (mut without_inputs, mut not_adapted, mut of_codes) = (None, None, None);
        for (place, arm) in self.arms.iter().enumerate() {
            let mut experiment = Experiment::clone(arm);
            let seeds = &mut experiment.seeds;
            for seed in [&mut seeds.data, &mut seeds.weights, &mut seeds.batches, &mut seeds.noise] {
                *seed = seed.wrapping_add(k);
            }
            // An experiment stays valid with other seeds.
            let Ok(experiment) = experiment.validate() else { return Vec::new() };
            let is_asked = place == 0 && self.could_answer_before();
            let (trainer, has_ended) = watched(experiment, &mut |trainer| {
                if is_asked && not_adapted.is_none() {
                    not_adapted = Some(self.metric.score(&trainer.probe(), split));
                }
                if let (0, Some(layer), None) = (place, self.code(), of_codes) {
                    of_codes = nearest_mean_behind(trainer.network(), layer, trainer.data(), split);
                }
                watch(place, trainer)
            });
            if !has_ended {
                return Vec::new();
            }
            values.push(self.metric.score(&trainer.probe(), split));
            without_inputs = self.without_inputs(&trainer, split).map(|answer| answer.1);
        }
        values.extend(without_inputs);
        values.extend(not_adapted);
        values.extend(of_codes);
        values
    }

    /// The layer whose values are the code that the stages before the last have learned without a target, where class means
    /// of codes are an answer.
    fn code(&self) -> Option<usize> {
        let mut before = Experiment::clone(&self.arms[0]);
        before.stages.take(before.stages.list().len().checked_sub(2)?);
        let is_code = self.metric == Metric::Accuracy && before.stages.at_hand().task != Task::Target;
        is_code.then(|| before.shared_layers())
    }

    /// The plainest answer to the same question, with its name: the nearest class mean, or one that needs no inputs.
    fn without_inputs(&self, trainer: &Trainer, split: Split) -> Option<(Text, f64)> {
        let (name, score) = match self.metric {
            Metric::Accuracy => (text!("nearest class mean", "最近类均值"), nearest_mean(trainer.data(), split)),
            Metric::Bits => (text!("letter frequencies", "字母频率"), self.metric.constant(trainer.data(), split)),
            _ => (text!("always the mean", "总是回答平均值"), self.metric.constant(trainer.data(), split)),
        };
        score.map(|score| (name, score))
    }

    /// Whether the last stage continues with an output layer that an earlier stage has trained, on other rows.
    fn could_answer_before(&self) -> bool {
        let stages = self.arms[0].stages.list();
        stages.len() > 1 && stages[stages.len() - 2].task == Task::Target
    }

    /// The result of the comparison, from the scores of each seed.
    #[must_use]
    pub fn compare(&self, scores: &[Vec<f64>]) -> Comparison {
        let plain_name = if self.arms[1].classes().is_none() {
            text!("linear regression", "线性回归")
        } else {
            text!("logistic regression", "逻辑回归")
        };
        let mut names = vec![text!("pretrained", "预训练"), text!("from scratch", "从头训练"), plain_name];
        names.extend(self.without_inputs(&Trainer::new(self.arms[1].clone()), Split::Test).map(|answer| answer.0));
        if self.could_answer_before() {
            names.push(text!("not adapted", "未经调整"));
        }
        if self.code().is_some() {
            names.push(text!("class means of codes", "编码的类均值"));
        }
        let ways = names.into_iter().enumerate().map(|(place, name)| Way {
            name,
            values: scores.iter().filter_map(|row| row.get(place).copied()).collect(),
        });
        Comparison { metric: self.metric, ways: ways.filter(|way| !way.values.is_empty()).collect() }
    }
}

impl Comparison {
    /// The differences of the first two arms seed by seed, and in how many the first is better.
    #[must_use]
    pub fn gain(&self) -> (Vec<f64>, usize) {
        let gains: Vec<f64> = self.ways[0].values.iter().zip(&self.ways[1].values).map(|(a, b)| a - b).collect();
        let won = gains.iter().filter(|gain| self.metric.is_better(**gain, 0.0)).count();
        (gains, won)
    }
}

fn alone(stage: Stage) -> Stages {
    Stages::new(vec![stage], 0).expect("there is one stage")
}

/// The same rows without hidden layers: with scikit-learn's default penalty, 1 over the number of rows.
fn plain(scratch: &Experiment) -> Experiment {
    let mut plain = scratch.clone();
    plain.network.hidden.clear();
    plain.network.frozen.clear();
    Rules::Modern.apply(&mut plain);
    let rows = scratch.stages.at_hand().rows;
    plain.stages.at_hand_mut().rows = rows;
    let labelled = match (rows, plain.data.labels) {
        (Rows::Labelled, Some(labels)) if plain.data.source.is_in_order() => labels as usize,
        (Rows::Labelled, Some(labels)) => labels as usize * scratch.classes().unwrap_or(1),
        _ => plain.data.source.rows() - plain.data.usable().map_or(0, |usable| usable.unlabelled),
    };
    let training = plain.training_mut();
    training.optimizer = Optimizer::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    training.learning_rate = 0.03;
    training.batch_size = ALL_ROWS;
    training.regularizer.l2 = 1.0 / labelled.max(1) as f32;
    training.early_stopping = None;
    training.stop.epochs = Some(500);
    (training.stop.loss, training.stop.seconds) = (None, None);
    plain
}

/// Trains every stage to its end.
#[must_use]
pub fn to_the_end(experiment: ValidExperiment) -> Trainer {
    watched(experiment, &mut |_| true).0
}

/// The same, and whether it was completed: `watch` is called in the last stage before its first step, during it and at
/// its end, and ends the training by returning false.
fn watched(experiment: ValidExperiment, watch: &mut dyn FnMut(&Trainer) -> bool) -> (Trainer, bool) {
    let mut trainer = Trainer::new(experiment);
    let last = trainer.experiment().stages.list().len() - 1;
    loop {
        let at = trainer.experiment().stages.at();
        let end = trainer.experiment().training().stop.epochs.unwrap_or(EPOCHS);
        let every = end.div_ceil(LOOKS).max(1);
        let mut looked = None;
        while trainer.epochs() < end && *trainer.status() == Status::Ready {
            let due = at == last && trainer.epochs().is_multiple_of(every) && looked != Some(trainer.epochs());
            if due && !watch(&trainer) {
                return (trainer, false);
            }
            looked = Some(trainer.epochs());
            trainer.step();
        }
        trainer.settle();
        if at == last && !watch(&trainer) {
            return (trainer, false);
        }
        if matches!(trainer.status(), Status::Diverged { .. }) || !trainer.go_to_stage(at + 1) {
            return (trainer, true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::{Generator, Source},
        experiment::{Autoencoder, TrainingSettings},
        nn::Loss,
    };

    /// Two blobs, an autoencoder of the first layer, then the target from three labels per class.
    fn pipeline() -> Experiment {
        let mut experiment = Experiment::default();
        experiment.data.source = Source::generated(Generator::Blobs { classes: 3 });
        Rules::Modern.apply(&mut experiment);
        experiment.data.labels = Some(3);
        let mut last = experiment.stages.at_hand().clone();
        (last.rows, last.training.stop.epochs) = (Rows::Labelled, Some(20));
        let mut training = TrainingSettings { loss: Loss::MeanSquaredError, ..TrainingSettings::default() };
        training.stop.epochs = Some(2);
        let encoder = Autoencoder { below: 0, layers: 1, decoder: None, masked: 0.0, noise: 0.0 };
        let first = Stage { task: Task::Reconstruct(encoder), training, ..Stage::default() };
        experiment.stages = Stages::new(vec![first, last], 0).expect("two stages");
        experiment
    }

    #[test]
    fn the_ways_are_compared_seed_by_seed() {
        let rivals = Rivals::of(&pipeline()).unwrap();
        let scores: Vec<_> = (0..3).map(|seed| rivals.run(seed)).collect();
        assert_eq!(rivals.run(1), scores[1], "a seed's scores depend on nothing else");
        let comparison = rivals.compare(&scores);
        let names: Vec<_> = comparison.ways.iter().map(|way| way.name.to_string()).collect();
        assert_eq!(
            names,
            ["pretrained", "from scratch", "logistic regression", "nearest class mean", "class means of codes"]
        );
        assert!(comparison.ways[3].values.iter().all(|share| *share > 0.9), "blobs are where their means are");
        assert!(comparison.ways[2].values.iter().all(|share| *share > 0.9), "{:?}", comparison.ways[2]);
        let (gains, won) = comparison.gain();
        assert_eq!((gains.len(), won), (3, gains.iter().filter(|gain| **gain > 0.0).count()));
    }

    #[test]
    fn what_cannot_be_compared_is_said() {
        let said = |experiment: &Experiment| Rivals::of(experiment).unwrap_err().to_string();
        assert!(said(&Experiment::default()).contains("one stage"));
        let mut all_for_training = pipeline();
        all_for_training.data.train_share = 1.0;
        assert!(said(&all_for_training).contains("no test rows"));
        let stages = pipeline().stages.list().to_vec();
        let encoders = Stages::new(vec![stages[0].clone(), stages[0].clone()], 0).unwrap();
        assert!(said(&Experiment { stages: encoders, ..pipeline() }).contains("learns no target"));
    }
}
