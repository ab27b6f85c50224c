//! Evaluation on held-out rows: what the evaluation page shows.

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    data::{DataSettings, Part, Prepared, Source, Split, Target},
    measure::{Answers, Grouping, Groups, Hidden, Miss, NearestMean, Noise, Noisy, Probe},
    nn::Network,
};

/// Standard deviations of the noise, in units of the scaled inputs.
const DEVIATIONS: [f32; 9] = [0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5];
/// Largest number of draws.
const DRAWS: u32 = 20;
/// Number of multiplications that may be spent on noise.
const AFFORDED: usize = 1 << 30;

/// How the predictions are evaluated.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judging {
    /// How the rows are grouped; `None` for no groups.
    pub by: Option<GroupBy>,
    /// Confidence threshold of each group, below which a row is not answered; a group without one answers all its rows.
    pub thresholds: Vec<f64>,
    /// Divisor of the logits; `None` for the fitted temperature.
    pub temperature: Option<f64>,
    /// Which of several numbers that a regression predicts is looked at; past the last one, the last.
    pub target: usize,
}

/// A way to group rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupBy {
    /// Their class.
    Class,
    /// By the groups of a shipped set, such as speakers.
    Known,
    /// By the sum of their inputs: for pictures, the amount of ink.
    Sum,
    /// By a column of their table.
    Column(String),
}

/// The evaluation of a network.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The rows used: test rows if there are any, else validation rows, else training rows.
    pub split: Split,
    /// The predictions, for a classification.
    pub answers: Option<Arc<Answers>>,
    /// Prediction and truth of one target, for a regression.
    pub misses: Option<Arc<Vec<Miss>>>,
    /// The temperature fitted to the validation rows, if there are any.
    pub fitted: Option<f64>,
    /// The score under input noise: of the network, and of the nearest-mean classifier if there are classes.
    pub noise: Arc<[Vec<Noisy>; 2]>,
    /// How well inputs that were hidden are reconstructed, by the share that was, for a network that reconstructs its inputs.
    pub hidden: Arc<Vec<(f64, Hidden)>>,
    /// Metrics by group, or why there are none.
    pub groups: Option<Result<Groups, String>>,
}

/// Evaluates, and caches what has not changed.
#[derive(Debug, Default)]
pub(super) struct Judge(Option<Known>);

#[derive(Debug)]
struct Known {
    network: Network,
    data: Arc<Prepared>,
    judging: Judging,
    judged: Arc<Judged>,
}

impl Judged {
    /// Of these rows, with nothing said of them yet.
    fn of(split: Split) -> Self {
        let (noise, hidden) = (Arc::default(), Arc::default());
        Self { split, answers: None, misses: None, fitted: None, noise, hidden, groups: None }
    }
}

impl Judge {
    /// The evaluation of `probe`, whose rows are `data`; a slightly outdated one while there is no time.
    pub(super) fn judge(
        &mut self,
        probe: &Probe<'_>,
        data: &Arc<Prepared>,
        judging: &Judging,
        hurried: bool,
    ) -> Arc<Judged> {
        let known = self.0.take().filter(|known| Arc::ptr_eq(&known.data, data));
        let (judged, network) = match known {
            Some(known) if known.judging == *judging && (hurried || known.network == *probe.network) => {
                (known.judged, known.network)
            }
            Some(known) if known.network == *probe.network => {
                let mut judged = (*known.judged).clone();
                if known.judging.target != judging.target && judged.misses.is_some() {
                    judged.misses = misses(probe, part(probe).1, judging.target);
                }
                judged.groups = groups(probe, &judged, judging);
                (Arc::new(judged), known.network)
            }
            _ => {
                let mut judged = judged(probe, judging.target);
                judged.groups = groups(probe, &judged, judging);
                (Arc::new(judged), probe.network.clone())
            }
        };
        let known = Known { network, data: Arc::clone(data), judging: judging.clone(), judged: Arc::clone(&judged) };
        self.0 = Some(known);
        judged
    }
}

/// The rows that are used: test rows if there are any, else validation rows, else training rows.
fn part<'a>(probe: &Probe<'a>) -> (Split, &'a Part) {
    let data = probe.data;
    let of = |split: Split| data.parts().into_iter().find(|(of, part)| *of == split && !part.rows.is_empty());
    of(Split::Test).or_else(|| of(Split::Validation)).unwrap_or((Split::Train, &data.train))
}

fn misses(probe: &Probe<'_>, part: &Part, target: usize) -> Option<Arc<Vec<Miss>>> {
    probe.misses(part, target.min(probe.data.target_scales.len().saturating_sub(1))).map(Arc::new)
}

fn judged(probe: &Probe<'_>, target: usize) -> Judged {
    let data = probe.data;
    let (split, part) = part(probe);
    if !probe.experiment.learns_target() {
        return Judged { hidden: Arc::new(probe.hidden_by_share(part)), ..Judged::of(split) };
    }
    let answers = probe.answers(part).map(Arc::new);
    let misses = misses(probe, part, target);
    // Fitting on the rows used for evaluation would be optimistic.
    let validation = (split == Split::Test && !data.validation.rows.is_empty()).then_some(&data.validation);
    let fitted = validation.and_then(|part| probe.answers(part)?.fitted_temperature());
    Judged { split, answers, misses, fitted, noise: Arc::new(under_noise(probe, part)), ..Judged::of(split) }
}

fn under_noise(probe: &Probe<'_>, part: &Part) -> [Vec<Noisy>; 2] {
    let cost = part.rows.len() * probe.network.parameters.values().len() * DEVIATIONS.len();
    let draws = (AFFORDED / cost.max(1)).min(DRAWS as usize) as u32;
    let noise = Noise { deviations: DEVIATIONS.to_vec(), draws, seed: probe.experiment.seeds.noise };
    let nearest = NearestMean::of(probe.data).map(|nearest| nearest.under_noise(probe.data, part, &noise));
    [probe.under_noise(part, &noise), nearest.unwrap_or_default()]
}

fn groups(probe: &Probe<'_>, judged: &Judged, judging: &Judging) -> Option<Result<Groups, String>> {
    let grouping = grouping(probe, judging.by.as_ref()?)?;
    Some(grouping.map(|grouping| match (&judged.answers, &judged.misses) {
        (Some(answers), _) => {
            let temperature = judging.temperature.or(judged.fitted).unwrap_or(1.0);
            answers.by_group(&grouping, &judging.thresholds, temperature)
        }
        (None, misses) => Miss::by_group(misses.as_deref().map_or(&[][..], Vec::as_slice), &grouping),
    }))
}

fn grouping(probe: &Probe<'_>, by: &GroupBy) -> Option<Result<Grouping, String>> {
    let data = probe.data;
    match (by, &probe.experiment.data.source) {
        (GroupBy::Class, _) => Grouping::by_class(data).map(Ok),
        (GroupBy::Known, Source::Shipped(set)) => {
            let groups = set.groups()?;
            let of_row = groups.of.iter().map(|group| Some(*group)).collect();
            Some(Ok(Grouping { by: groups.what.to_string(), names: groups.names.clone(), of_row }))
        }
        (GroupBy::Sum, _) => {
            let sums: Vec<_> = data.inked().rows().into_iter().map(|row| Some(f64::from(row.sum()))).collect();
            Some(Ok(Grouping::by_numbers("sum".into(), &sums)))
        }
        (GroupBy::Column(column), Source::Table { table, .. }) => {
            Some(Grouping::by_column(data, table, column).map_err(|error| error.to_string()))
        }
        _ => None,
    }
}

/// The ways in which the rows can be grouped.
#[must_use]
pub fn offered(settings: &DataSettings, target: &Target) -> Vec<GroupBy> {
    let mut offered = Vec::new();
    if target.classes().is_some() {
        offered.push(GroupBy::Class);
    }
    if matches!(settings.source, Source::Shipped(set) if set.groups().is_some()) {
        offered.push(GroupBy::Known);
    }
    let is_picture = settings.picture().is_some();
    if is_picture {
        offered.push(GroupBy::Sum);
    }
    if let Source::Table { table, inputs, .. } = &settings.source {
        // Nobody asks for groups by one pixel.
        let pixels: BTreeSet<&String> = inputs.iter().filter(|_| is_picture).collect();
        let columns = table.columns.iter().filter(|column| !pixels.contains(&column.name));
        offered.extend(columns.map(|column| GroupBy::Column(column.name.clone())));
    }
    offered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::Shipped,
        experiment::{Autoencoder, Experiment, Rules, Task},
        measure::hidden::SHARES,
        training::Trainer,
    };

    fn irises() -> Trainer {
        let mut experiment = Experiment::default();
        experiment.set_source(Source::Shipped(Shipped::Iris));
        experiment.data.validation_share = 0.3;
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        (0..300).for_each(|_| trainer.step());
        trainer
    }

    #[test]
    fn rows_of_the_test_judge_and_nothing_is_judged_twice() {
        let trainer = irises();
        let (probe, data, mut judge) = (trainer.probe(), trainer.data(), Judge::default());
        let first = judge.judge(&probe, data, &Judging::default(), false);
        assert_eq!((first.split, first.groups.is_none()), (Split::Test, true));
        let answers = first.answers.as_ref().unwrap();
        assert_eq!(answers.accuracy(), trainer.probe().metrics(usize::MAX).test.unwrap().score);
        let without = first.noise[0][0].mean();
        assert!((without - answers.accuracy()).abs() < 1e-12, "no noise changes nothing: {without}");
        let by_class = Judging { by: Some(GroupBy::Class), ..Judging::default() };
        let second = judge.judge(&probe, data, &by_class, false);
        assert!(Arc::ptr_eq(answers, second.answers.as_ref().unwrap()), "the answers are the same");
        let groups = second.groups.as_ref().unwrap().as_ref().unwrap();
        let rows: usize = groups.groups.iter().map(|group| group.rows).sum();
        assert_eq!(rows, answers.len());
        assert!(Arc::ptr_eq(&second, &judge.judge(&probe, data, &by_class, false)));
    }

    #[test]
    fn each_of_several_numbers_is_judged() {
        let mut experiment = Experiment::default();
        experiment.set_source(Source::Shipped(Shipped::Colours));
        let trainer = Trainer::new(experiment.validate().unwrap());
        assert_eq!(trainer.data().target_scales.len(), 3);
        let (probe, data, mut judge) = (trainer.probe(), trainer.data(), Judge::default());
        let mut of = |target: usize| {
            let judging = Judging { target, ..Judging::default() };
            let judged = judge.judge(&probe, data, &judging, false);
            (judged.misses.as_deref().cloned().unwrap(), Arc::clone(&judged.noise))
        };
        let (first, noise) = of(0);
        let (last, same) = of(2);
        assert!(Arc::ptr_eq(&noise, &same), "only the other number is worked out");
        assert_eq!(last, probe.misses(&data.test, 2).unwrap());
        assert!(last != first && of(7).0 == last);
    }

    #[test]
    fn a_network_that_reconstructs_is_judged_by_what_is_hidden_from_it() {
        let mut experiment = Experiment::default();
        experiment.set_source(Source::Shipped(Shipped::Iris));
        Rules::Modern.apply(&mut experiment);
        let task = Autoencoder { below: 0, layers: 1, decoder: None, masked: 0.3, noise: 0.0 };
        experiment.stages.at_hand_mut().task = Task::Reconstruct(task);
        experiment.training_mut().loss = crate::nn::Loss::MeanSquaredError;
        let (trainer, plain) = (Trainer::new(experiment.validate().unwrap()), irises());
        let judged = Judge::default().judge(&trainer.probe(), trainer.data(), &Judging::default(), false);
        assert!(judged.answers.is_none() && judged.misses.is_none() && judged.groups.is_none());
        assert_eq!(judged.hidden.iter().map(|(share, _)| *share).collect::<Vec<_>>(), SHARES);
        assert!(judged.hidden.iter().all(|(_, hidden)| hidden.network > 0.0 && hidden.mean > 0.0));
        let judged = Judge::default().judge(&plain.probe(), plain.data(), &Judging::default(), false);
        assert!(judged.hidden.is_empty() && judged.answers.is_some());
    }

    #[test]
    fn while_training_runs_the_last_judgement_stands() {
        let mut trainer = irises();
        let mut judge = Judge::default();
        let data = Arc::clone(trainer.data());
        let first = judge.judge(&trainer.probe(), &data, &Judging::default(), true);
        trainer.step();
        let hurried = judge.judge(&trainer.probe(), &data, &Judging::default(), true);
        assert!(Arc::ptr_eq(&first, &hurried));
        let rested = judge.judge(&trainer.probe(), &data, &Judging::default(), false);
        assert!(!Arc::ptr_eq(&first, &rested));
    }
}
