//! Diagnosis of a run: symptom, place, since when, and what to try.
//!
//! A finding is about the whole picture, not about one number: dead units or vanishing gradients are only reported when
//! the network is not learning either, since a well trained network may have both. Nothing but divergence is reported
//! until enough steps have passed since the person's last change.

mod evidence;
mod layers;
mod rate;
mod remedy;
mod sentence;
mod trend;

pub use self::{
    evidence::Evidence,
    rate::{Haste, fastest},
    remedy::Remedy,
};
use self::{
    layers::Stopped,
    trend::{Course, Trend},
};
use super::UnitState;
use crate::{data::Split, experiment::Place, training::Status};

/// A diagnosis with remedies.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The symptom and its place.
    pub symptom: Symptom,
    /// Two things to try, the likelier one first.
    pub remedies: [Remedy; 2],
    /// The step to go back to before trying one, when the current weights are spoilt.
    pub back: Option<u64>,
}

/// A symptom and its place; layers and units count from zero.
#[derive(Clone, Debug, PartialEq)]
pub enum Symptom {
    /// The loss became infinite or NaN, or exploded.
    Diverged {
        /// The step that diverged.
        step: u64,
        /// The weight or bias where it began.
        place: Place,
    },
    /// Unscaled table columns have such large values that the network cannot learn from them.
    Unscaled {
        /// Heading of the column with the largest values.
        column: String,
        /// Its largest absolute value.
        reach: f32,
    },
    /// The learning rate is too high.
    TooFast {
        /// The rate.
        rate: f32,
        /// The evidence.
        sign: Haste,
    },
    /// The learning rate is too low: the loss would fall, but the steps are too small for it to show.
    TooSlow {
        /// The rate.
        rate: f32,
    },
    /// These units output 0 for every row, which no gradient can change.
    Dead {
        /// Their layer.
        layer: usize,
        /// The units.
        units: Vec<usize>,
        /// Number of units in the layer.
        of: usize,
    },
    /// These units are near their bounds for nearly every row, so that hardly any gradient passes.
    Saturated {
        /// Their layer.
        layer: usize,
        /// The units.
        units: Vec<usize>,
        /// Number of units in the layer.
        of: usize,
    },
    /// Hardly any gradient reaches the first layer.
    Vanishing {
        /// How many times smaller it is, per weight, than in the output layer.
        times: f64,
    },
    /// Overfitting: the validation loss, or else the test loss, has started to rise while the training loss has not.
    Overfitting {
        /// The epoch of the best loss.
        since: u64,
        /// Whose loss it is: of the validation rows, or of the test rows when there are none.
        watched: Split,
    },
    /// The training loss has risen, and stays above its minimum.
    Worse {
        /// The epoch of the minimum.
        since: u64,
    },
    /// The loss has plateaued, and the score is poor.
    Flat {
        /// The epoch at which the plateau began.
        since: u64,
    },
}

impl Finding {
    /// The diagnosis of a run, if anything is wrong: the most serious first.
    #[must_use]
    pub fn of(evidence: &Evidence<'_>) -> Option<Self> {
        let trend = Trend::of(evidence);
        let symptom = match evidence.status {
            Status::Diverged { step, place } => Some(Symptom::Diverged { step: *step, place: *place }),
            Status::Ready | Status::Finished { .. } if trend.is_too_young() => None,
            Status::Ready | Status::Finished { .. } => begun_badly(evidence, &trend)
                .or_else(|| rate::too_fast(evidence, &trend))
                .or_else(|| {
                    let dead = layers::whole_layer_dead(evidence.statistics)?;
                    Some(rate::drove(evidence, true).unwrap_or(dead))
                })
                .or_else(|| {
                    let (best, watched) = trend.overfitting()?;
                    Some(Symptom::Overfitting { since: best.epoch, watched })
                })
                .or_else(|| held_back(evidence, &trend)),
        };
        let symptom = blame_the_inputs(symptom, evidence, &trend)?;
        let best = trend.lowest_training_loss().map(|record| record.step);
        let spoilt = match symptom {
            Symptom::Diverged { .. } | Symptom::TooFast { .. } | Symptom::Worse { .. } | Symptom::Unscaled { .. } => {
                true
            }
            Symptom::TooSlow { .. }
            | Symptom::Dead { .. }
            | Symptom::Saturated { .. }
            | Symptom::Vanishing { .. }
            | Symptom::Overfitting { .. }
            | Symptom::Flat { .. } => false,
        };
        Some(Self { remedies: remedy::against(&symptom, evidence, &trend), back: best.filter(|_| spoilt), symptom })
    }
}

/// No learning rate and no other initialization helps against the squares of large inputs.
fn blame_the_inputs(symptom: Option<Symptom>, evidence: &Evidence<'_>, trend: &Trend<'_>) -> Option<Symptom> {
    let could_be = match symptom {
        None => trend.has_lasted() && trend.is_poor() && trend.falls_little(),
        Some(Symptom::Overfitting { .. }) => false,
        Some(_) => true,
    };
    match layers::unscaled(evidence) {
        Some((column, reach)) if could_be => Some(Symptom::Unscaled { column, reach }),
        _ => symptom,
    }
}

/// Why a run with a poor score makes no progress.
fn held_back(evidence: &Evidence<'_>, trend: &Trend<'_>) -> Option<Symptom> {
    let (is_slow, stands) = (rate::too_slow(evidence, trend), trend.stands());
    let hardly_falls = trend.has_lasted() && trend.is_poor() && trend.falls_little();
    let rate = evidence.experiment.training().learning_rate;
    let dead = layers::stopped(evidence, UnitState::Dead).filter(|dead| hardly_falls && (!is_slow || dead.is_most()));
    if let Some(Stopped { layer, units, of }) = dead {
        return Some(rate::drove(evidence, true).unwrap_or(Symptom::Dead { layer, units, of }));
    }
    let saturated = layers::stopped(evidence, UnitState::Saturated).filter(|_| stands && !is_slow);
    if let Some(Stopped { layer, units, of }) = saturated {
        return Some(rate::drove(evidence, false).unwrap_or(Symptom::Saturated { layer, units, of }));
    }
    if hardly_falls && rate::is_high(evidence) {
        return Some(Symptom::TooFast { rate, sign: Haste::Stuck });
    }
    if let Some(times) = layers::faded(evidence).filter(|_| stands) {
        return Some(Symptom::Vanishing { times });
    }
    if is_slow {
        return Some(Symptom::TooSlow { rate });
    }
    trend.course().map(|course| match course {
        Course::Worse(since) => Symptom::Worse { since },
        Course::Still(since) => Symptom::Flat { since },
    })
}

/// Consequences of the initialization, whatever the loss does since.
fn begun_badly(evidence: &Evidence<'_>, trend: &Trend<'_>) -> Option<Symptom> {
    let is_it = trend.has_lasted() && trend.is_poor() && layers::begins_large(evidence);
    let Stopped { layer, units, of } = layers::most_saturated(evidence).filter(|_| is_it)?;
    Some(Symptom::Saturated { layer, units, of })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::{Feature, Generator, Source},
        experiment::{Experiment, HiddenLayer, Rules},
        nn::{Activation, Choice, Initializer},
        training::Trainer,
    };

    fn layers(experiment: &mut Experiment, units: &[usize], activation: Activation) {
        let layer = |&units: &usize| HiddenLayer { units, activation, dropout: 0.0, frozen: false };
        experiment.network.hidden = units.iter().map(layer).collect();
    }

    fn finding(trainer: &Trainer) -> Option<Finding> {
        let statistics = trainer.probe().statistics();
        Finding::of(&Evidence::of(trainer, &statistics))
    }

    fn trained(experiment: Experiment, epochs: u64) -> Trainer {
        let mut trainer = Trainer::new(experiment.validate().expect("the experiment is valid"));
        go_on(&mut trainer, epochs);
        trainer
    }

    fn go_on(trainer: &mut Trainer, epochs: u64) {
        while trainer.epochs() < epochs && *trainer.status() == Status::Ready {
            trainer.step();
        }
    }

    fn symptom(experiment: Experiment, epochs: u64) -> Option<Symptom> {
        finding(&trained(experiment, epochs)).map(|finding| finding.symptom)
    }

    /// Asks every twenty epochs, as the window does all the time.
    fn must_not_alarm(name: &str, experiment: Experiment, epochs: u64) {
        let mut trainer = trained(experiment, 0);
        while trainer.epochs() < epochs && *trainer.status() == Status::Ready {
            let next = trainer.epochs() + 20;
            go_on(&mut trainer, next);
            let found = finding(&trainer);
            assert_eq!(found, None, "{name} at epoch {}: {:?}", trainer.epochs(), trainer.metrics());
        }
    }

    #[test]
    fn healthy_runs_are_left_in_peace() {
        let all = [
            Feature::Input(0),
            Feature::Input(1),
            Feature::Square(0),
            Feature::Square(1),
            Feature::Product(0, 1),
            Feature::Sine(0),
            Feature::Sine(1),
        ];
        for generator in Generator::ALL {
            let mut experiment = Experiment::default();
            experiment.set_source(Source::generated(*generator));
            Rules::Playground.apply(&mut experiment);
            if experiment.data.source.inputs() == 2 {
                experiment.data.features = all.to_vec();
            }
            layers(&mut experiment, &[8, 8], Activation::Tanh);
            must_not_alarm(generator.name(), experiment, 400);
        }
    }

    #[test]
    fn numbers_that_left_all_bounds_are_told_with_their_place() {
        let mut experiment = Experiment::default();
        layers(&mut experiment, &[4, 2], Activation::Linear);
        experiment.network.output.activation = Activation::Linear;
        experiment.training_mut().learning_rate = 3.0;
        let finding = finding(&trained(experiment.clone(), 100)).expect("a rate of 3 is too large");
        assert!(matches!(finding.symptom, Symptom::Diverged { .. }), "{finding:?}");
        assert_eq!(finding.remedies, [Remedy::LearningRate(0.3), Remedy::ClipNorm(1.0)]);
        assert_eq!(finding.back, Some(0), "nothing after the start was any better");
        experiment.training_mut().clip_norm = Some(1.0);
        let symptom = symptom(experiment, 20);
        let above = |sign: &Haste| matches!(sign, Haste::Above { times } if *times > 2.0);
        assert!(matches!(&symptom, Some(Symptom::TooFast { sign, .. }) if above(sign)), "{symptom:?}");
    }

    #[test]
    fn layers_that_are_all_linear_want_another_activation_and_no_higher_rate() {
        let mut experiment = Experiment::default();
        layers(&mut experiment, &[8; 6], Activation::Linear);
        for seed in 0..4 {
            experiment.seeds.weights = seed;
            let finding = finding(&trained(experiment.clone(), 100)).expect("a line cannot part a circle");
            assert!(matches!(finding.symptom, Symptom::Flat { .. }), "{finding:?}");
            assert!(matches!(finding.remedies[0], Remedy::Anew(_)), "{finding:?}");
        }
        experiment.training_mut().learning_rate = 1e-6;
        let symptom = symptom(experiment, 100);
        assert!(matches!(symptom, Some(Symptom::TooSlow { .. })), "{symptom:?}");
    }

    #[test]
    fn a_rate_of_ten_is_too_high_and_one_is_tried() {
        let mut experiment = Experiment::default();
        experiment.training_mut().learning_rate = 10.0;
        let from_the_start = finding(&trained(experiment.clone(), 30)).expect("it stays above its start");
        let sign = Haste::Raised { since: 40, from: 0.03 };
        experiment.training_mut().learning_rate = 0.03;
        let mut trainer = trained(experiment, 40);
        let mut faster = (**trainer.experiment()).clone();
        faster.training_mut().learning_rate = 10.0;
        trainer.reconfigure(faster.validate().expect("valid"), crate::training::Keep::WhatFits);
        go_on(&mut trainer, 45);
        assert_eq!(finding(&trainer), None, "it has just been changed");
        go_on(&mut trainer, 70);
        let raised = finding(&trainer).expect("it was thrown up");
        assert_eq!(raised.symptom, Symptom::TooFast { rate: 10.0, sign });
        for found in [from_the_start, raised] {
            assert!(matches!(found.symptom, Symptom::TooFast { rate: 10.0, .. }), "{found:?}");
            assert_eq!(found.remedies[0], Remedy::LearningRate(1.0));
        }
    }

    #[test]
    fn dead_and_saturated_layers_are_told_when_nothing_is_learned() {
        let mut experiment = Experiment::default();
        layers(&mut experiment, &[8, 8], Activation::Relu);
        experiment.network.biases = crate::nn::BiasInitializer::Constant { value: -4.0 };
        let dead = symptom(experiment.clone(), 120);
        assert!(matches!(&dead, Some(Symptom::Dead { layer: 0, units, of: 8 }) if units.len() > 3), "{dead:?}");
        experiment.network.biases = crate::nn::BiasInitializer::Constant { value: 0.1 };
        experiment.network.weights = Initializer::Normal { deviation: 30.0 };
        layers(&mut experiment, &[8, 8, 8], Activation::Sigmoid);
        let saturated = symptom(experiment.clone(), 120);
        assert!(matches!(&saturated, Some(Symptom::Saturated { of: 8, .. })), "{saturated:?}");
        let mut trainer = trained(experiment, 120);
        let remedy = finding(&trainer).expect("it is saturated").remedies[0];
        assert_eq!(remedy, Remedy::Initializer);
        let mut better = (**trainer.experiment()).clone();
        remedy.apply(&mut better);
        layers(&mut better, &[8, 8], Activation::Tanh);
        trainer = trained(better, 120);
        assert_eq!(finding(&trainer), None, "the remedy helps");
    }

    #[test]
    fn a_whole_dead_layer_is_told_soon_after_it_was_made_so() {
        let mut experiment = Experiment::default();
        layers(&mut experiment, &[2], Activation::Relu);
        let mut trainer = trained(experiment, 0);
        for unit in 0..2 {
            assert!(trainer.set(Place { layer: 0, unit, from: None }, -100.0));
        }
        go_on(&mut trainer, 5);
        assert_eq!(finding(&trainer), None, "nobody is told at once what has just been done");
        go_on(&mut trainer, 20);
        let found = finding(&trainer).map(|finding| finding.symptom);
        assert_eq!(found, Some(Symptom::Dead { layer: 0, units: vec![0, 1], of: 2 }));
    }

    #[test]
    fn gradients_that_fade_in_deep_sigmoid_networks_are_told() {
        let mut experiment = Experiment::default();
        layers(&mut experiment, &[4; 6], Activation::Sigmoid);
        let found = symptom(experiment, 120);
        assert!(matches!(found, Some(Symptom::Vanishing { times }) if times > 100.0), "{found:?}");
    }

    #[test]
    fn a_question_too_hard_and_a_rate_too_small_stand_still() {
        let mut experiment = Experiment::default();
        layers(&mut experiment, &[], Activation::Tanh);
        let found = finding(&trained(experiment, 120)).expect("a line cannot enclose a disc");
        assert!(matches!(found.symptom, Symptom::Flat { since } if since < 60), "{found:?}");
        assert_eq!(found.remedies[0], Remedy::AddLayer(4));
        let mut experiment = Experiment::default();
        experiment.training_mut().learning_rate = 1e-5;
        let found = finding(&trained(experiment, 120)).expect("steps too small to see");
        let too_slow = (Symptom::TooSlow { rate: 1e-5 }, Remedy::LearningRate(0.01));
        assert_eq!((found.symptom, found.remedies[0]), too_slow);
    }

    #[test]
    fn a_test_loss_that_turns_upward_is_told_with_its_best_epoch() {
        let mut experiment = Experiment::default();
        experiment.data.source = Source::Generated { generator: Generator::Circle, samples: 500, noise: 0.3 };
        experiment.data.train_share = 0.2;
        layers(&mut experiment, &[8, 8], Activation::Tanh);
        experiment.training_mut().learning_rate = 0.1;
        let trainer = trained(experiment, 1000);
        let found = finding(&trainer).expect("a hundred rows and noise");
        let Symptom::Overfitting { since, watched: Split::Test } = found.symptom else { panic!("{found:?}") };
        let step = trainer.history().records().iter().find(|record| record.epoch == since).map(|record| record.step);
        assert_eq!(found.remedies[0], Remedy::GoBack { step: step.expect("its record is kept"), epoch: since });
        let test = |record: &crate::training::Record| record.metrics.test.expect("there are test rows").loss;
        let records = trainer.history().records();
        let best = records.iter().map(test).fold(f64::INFINITY, f64::min);
        assert!(best < 0.9 * test(&records[records.len() - 1]), "it has risen");
    }
}
