//! What is wrong with a run: what was seen, where, since when, and what to try.
//!
//! A finding is about the whole picture, not about one number: units that have stopped, or gradients that have faded,
//! are only told of when the network is not learning either, since a well trained network may have both.

mod remedy;
mod sentence;
mod trend;

pub use self::remedy::Remedy;
use self::trend::Trend;
use super::{LayerStatistics, UnitState};
use crate::{
    data::Split,
    experiment::{Experiment, Place},
    training::{History, Status},
};

/// Share of a layer's units that may be dead: "as much as 40 % of your network can be dead" when the learning rate is
/// too high (Karpathy, course CS 231n, Neural Networks part 1).
const DEAD: f64 = 0.4;
/// Share of a layer's units that may be saturated before it holds the network back (Glorot & Bengio 2010 found whole
/// layers so).
const SATURATED: f64 = 0.5;
/// The first layer's gradient per weight, as a share of the output layer's, below which it has faded: a factor of ten for
/// each layer of sigmoid units (Glorot & Bengio 2010), two of them.
const FADED: f64 = 0.01;

/// Something to be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What was seen, and where.
    pub symptom: Symptom,
    /// Two things to try, the likelier one first.
    pub remedies: [Remedy; 2],
    /// The step to go back to before one is tried, when the weights of now are spoilt.
    pub back: Option<u64>,
}

/// What was seen, and where; layers and units count from zero.
#[derive(Clone, Debug, PartialEq)]
pub enum Symptom {
    /// The loss left the numbers.
    Diverged {
        /// The step that broke.
        step: u64,
        /// The weight or bias where it began.
        place: Place,
    },
    /// The loss is far above where it began.
    Exploding {
        /// How many times the first loss it is.
        times: f64,
        /// The layer whose steps are largest beside its weights.
        layer: usize,
    },
    /// Every row gets the answer 0 from these units, which no gradient can bring back.
    Dead {
        /// Their layer.
        layer: usize,
        /// The units.
        units: Vec<usize>,
        /// Units of the layer.
        of: usize,
    },
    /// Nearly every row drives these units to their limits, where hardly any gradient passes.
    Saturated {
        /// Their layer.
        layer: usize,
        /// The units.
        units: Vec<usize>,
        /// Units of the layer.
        of: usize,
    },
    /// Hardly any gradient reaches the first layer.
    Vanishing {
        /// How many times less it is, per weight, than in the output layer.
        times: f64,
    },
    /// The validation loss, or else the test loss, has turned upward while the training loss went on.
    Overfitting {
        /// The epoch of the best loss.
        since: u64,
        /// Whose loss it is: of the validation rows, or of the test rows when there are no others.
        watched: Split,
    },
    /// The loss hardly moves, and the answers are not good.
    Flat {
        /// The epoch since when.
        since: u64,
    },
}

impl Finding {
    /// What is to be told of a run, if anything: the gravest first.
    ///
    /// `statistics` are of the newest moment; a `history` of few epochs tells too little.
    #[must_use]
    pub fn of(
        experiment: &Experiment,
        history: &History,
        statistics: &[LayerStatistics],
        status: &Status,
    ) -> Option<Self> {
        let trend = Trend::of(history);
        let symptom = match status {
            Status::Diverged { step, place } => Symptom::Diverged { step: *step, place: *place },
            Status::Ready | Status::Finished { .. } => exploding(&trend, statistics)
                .or_else(|| whole_layer_dead(statistics))
                .or_else(|| {
                    let (best, watched) = trend.overfitting()?;
                    Some(Symptom::Overfitting { since: best.epoch, watched })
                })
                .or_else(|| trend.stuck().map(|since| why_stuck(experiment, statistics, since)))?,
        };
        let spoilt = matches!(symptom, Symptom::Diverged { .. } | Symptom::Exploding { .. });
        Some(Self {
            remedies: remedy::against(&symptom, experiment, &trend, statistics),
            back: if spoilt { trend.lowest_training_loss().map(|record| record.step) } else { None },
            symptom,
        })
    }
}

fn exploding(trend: &Trend<'_>, statistics: &[LayerStatistics]) -> Option<Symptom> {
    let times = trend.times_the_start()?;
    let ratio = |layer: &LayerStatistics| layer.update_ratio.unwrap_or(0.0);
    let layer = (0..statistics.len()).max_by(|a, b| ratio(&statistics[*a]).total_cmp(&ratio(&statistics[*b])))?;
    Some(Symptom::Exploding { times, layer })
}

/// No gradient passes a layer without a living unit, whatever the loss says.
fn whole_layer_dead(statistics: &[LayerStatistics]) -> Option<Symptom> {
    let (layer, statistics) =
        statistics.iter().enumerate().find(|(_, layer)| layer.units.iter().all(|unit| *unit == UnitState::Dead))?;
    let of = statistics.units.len();
    Some(Symptom::Dead { layer, units: (0..of).collect(), of })
}

fn why_stuck(experiment: &Experiment, statistics: &[LayerStatistics], since: u64) -> Symptom {
    let hidden = &statistics[..experiment.hidden().len().min(statistics.len())];
    for (state, share) in [(UnitState::Dead, DEAD), (UnitState::Saturated, SATURATED)] {
        for (layer, statistics) in hidden.iter().enumerate() {
            let units: Vec<usize> =
                (0..statistics.units.len()).filter(|&unit| statistics.units[unit] == state).collect();
            let of = statistics.units.len();
            if units.len() as f64 >= share * of as f64 && !units.is_empty() {
                return match state {
                    UnitState::Dead => Symptom::Dead { layer, units, of },
                    _ => Symptom::Saturated { layer, units, of },
                };
            }
        }
    }
    if let (Some(first), Some(last)) = (hidden.first(), statistics.last())
        && first.gradient_per_weight() < FADED * last.gradient_per_weight()
    {
        return Symptom::Vanishing { times: last.gradient_per_weight() / first.gradient_per_weight().max(1e-12) };
    }
    Symptom::Flat { since }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::{Feature, Generator, Source},
        experiment::{HiddenLayer, Rules},
        nn::{Activation, Choice, Initializer},
        training::Trainer,
    };

    fn layers(experiment: &mut Experiment, units: &[usize], activation: Activation) {
        let layer = |&units: &usize| HiddenLayer { units, activation, dropout: 0.0, frozen: false };
        experiment.network.hidden = units.iter().map(layer).collect();
    }

    fn finding(trainer: &Trainer) -> Option<Finding> {
        let statistics = trainer.probe().statistics();
        Finding::of(trainer.experiment(), trainer.history(), &statistics, trainer.status())
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

    /// Asks every twenty epochs, as the window asks all the time.
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
        assert_eq!(finding.remedies, [Remedy::LearningRate(1.0), Remedy::ClipNorm(1.0)]);
        assert_eq!(finding.back, Some(0), "nothing after the start was any better");
        experiment.training_mut().clip_norm = Some(1.0);
        let symptom = symptom(experiment, 20);
        assert!(matches!(symptom, Some(Symptom::Exploding { times, .. }) if times > 2.0), "{symptom:?}");
    }

    #[test]
    fn dead_and_saturated_layers_are_told_when_nothing_is_learned() {
        let mut experiment = Experiment::default();
        layers(&mut experiment, &[8, 8], Activation::Relu);
        experiment.training_mut().learning_rate = 10.0;
        let dead = symptom(experiment.clone(), 120);
        assert!(matches!(&dead, Some(Symptom::Dead { layer: 1, units, of: 8 }) if units.len() > 3), "{dead:?}");
        experiment.training_mut().learning_rate = 0.03;
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
    fn a_whole_dead_layer_is_told_at_once() {
        let mut experiment = Experiment::default();
        layers(&mut experiment, &[2], Activation::Relu);
        let mut trainer = trained(experiment, 0);
        for unit in 0..2 {
            assert!(trainer.set(Place { layer: 0, unit, from: None }, -100.0));
        }
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
        assert_eq!((found.symptom, found.remedies[0]), (Symptom::Flat { since: 0 }, Remedy::LearningRate(1e-4)));
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

    #[test]
    fn overfitting_is_judged_by_the_validation_rows_where_there_are_some() {
        let part = |loss| crate::measure::PartMetrics { loss, score: 0.9 };
        let finding = |validation: fn(u64) -> f64, test: fn(u64) -> f64| {
            let mut history = History::default();
            for epoch in 0..200 {
                let (validation, test) = (Some(part(validation(epoch))), Some(part(test(epoch))));
                let metrics = crate::measure::Metrics { train: part(1.0 / (epoch + 2) as f64), validation, test };
                history.push(crate::training::Record { epoch, step: epoch, metrics });
            }
            Finding::of(&Experiment::default(), &history, &[], &Status::Ready).map(|finding| finding.symptom)
        };
        let rises = |epoch: u64| 0.5 + (epoch as f64 - 50.0).abs() / 100.0;
        let falls = |epoch: u64| 1.0 / (epoch + 1) as f64;
        assert_eq!(finding(falls, rises), None, "the test rows are for looking at");
        assert_eq!(finding(rises, falls), Some(Symptom::Overfitting { since: 50, watched: Split::Validation }));
    }
}
