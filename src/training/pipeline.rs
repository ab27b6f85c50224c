//! From one stage to the next: what the layers have learned goes on, everything else begins anew.

use std::sync::Arc;

use ndarray::Array2;

use super::{StageRun, Trainer};
use crate::{
    data::Prepared,
    experiment::{Experiment, Rows, Task, ValidExperiment},
    nn::{Network, Parameters, Random, Stream},
};

impl Trainer {
    /// At the start of the stage at hand, with what `earlier` stages have learned.
    #[must_use]
    pub fn after(experiment: ValidExperiment, earlier: Arc<Vec<StageRun>>) -> Self {
        let data = rows(&experiment, &earlier);
        Self::on(experiment, Arc::new(data), earlier)
    }

    /// The runs of the stages before this one, in their order.
    #[must_use]
    pub const fn earlier(&self) -> &Arc<Vec<StageRun>> {
        &self.earlier
    }

    /// Goes to another stage, counted from 0; says whether there is one.
    ///
    /// A later one starts with what this one has learned. Back at an earlier one, which begins anew, the runs of that one and
    /// all after it are given up.
    pub fn go_to_stage(&mut self, stage: usize) -> bool {
        if stage == self.experiment.stages.at() || stage >= self.experiment.stages.list().len() {
            return false;
        }
        let mut experiment = (*self.experiment).clone();
        experiment.stages.take(stage);
        // Every stage was checked when the experiment was.
        let Ok(experiment) = experiment.validate() else { return false };
        *self = Self::after(experiment, self.earlier_for(stage));
        true
    }

    /// The runs before `stage`, if it is gone to from here.
    pub(super) fn earlier_for(&self, stage: usize) -> Arc<Vec<StageRun>> {
        let mut earlier = Arc::clone(&self.earlier);
        if stage > self.experiment.stages.at() {
            Arc::make_mut(&mut earlier).push(StageRun::of(self));
        } else if earlier.iter().any(|run| run.stage() >= stage) {
            Arc::make_mut(&mut earlier).retain(|run| run.stage() < stage);
        }
        earlier
    }
}

/// Weights and biases at the start of the stage at hand: drawn as `experiment` says, and over them what `earlier` stages
/// have learned.
///
/// A later stage's layers replace an earlier one's. The output layer goes on from one stage to another when both learn the
/// target with the same layers.
pub(super) fn first_parameters(experiment: &ValidExperiment, earlier: &[StageRun]) -> Parameters {
    let settings = &experiment.network;
    let mut random = Random::new(experiment.seeds.weights, Stream::Weights);
    let (sizes, activations) = (experiment.sizes(), experiment.activations());
    let mut parameters = Parameters::initial(&sizes, &activations, settings.weights, settings.biases, &mut random);
    // What was learned of other inputs means nothing here.
    for run in earlier.iter().filter(|run| run.experiment.data.features == experiment.data.features) {
        let learned = &run.checkpoint.parameters;
        for layer in 0..common_layers(&run.experiment, experiment) {
            let ends = |of: &[usize]| (of[layer], of[layer + 1]);
            if ends(learned.sizes()) == ends(&sizes) {
                parameters.weights_mut(layer).assign(&learned.weights(layer));
                parameters.biases_mut(layer).assign(&learned.biases(layer));
            }
        }
    }
    parameters
}

/// Layers from the inputs on that mean the same in two stages.
fn common_layers(before: &Experiment, after: &Experiment) -> usize {
    let both_learn_the_target = [before, after].iter().all(|stage| stage.stages.at_hand().task == Task::Target);
    let hidden = [before, after].map(|stage| stage.shared_layers());
    if both_learn_the_target && hidden[0] == hidden[1] { hidden[0] + 1 } else { hidden[0].min(hidden[1]) }
}

/// The rows of the stage at hand: those that it may use, with what it has to learn of each.
pub(super) fn rows(experiment: &ValidExperiment, earlier: &[StageRun]) -> Prepared {
    let settings = &experiment.data;
    let prepared = Prepared::new(settings, experiment.seeds.data, experiment.coding(), experiment.outputs());
    let prepared = match (experiment.stages.at_hand().rows, settings.labels) {
        (Rows::Labelled, Some(labels)) => prepared.labelled(labels),
        _ => prepared,
    };
    match experiment.autoencoder() {
        None => prepared,
        Some(autoencoder) => {
            let inputs = prepared.all_features();
            let values = match autoencoder.below {
                0 => inputs,
                below => codes(experiment, first_parameters(experiment, earlier), below, &inputs),
            };
            prepared.reconstructing(&values)
        }
    }
}

/// What comes out of the first `layers` layers for each row: `[rows, units]`.
fn codes(experiment: &Experiment, parameters: Parameters, layers: usize, inputs: &Array2<f32>) -> Array2<f32> {
    let network = Network { parameters, activations: experiment.activations() };
    let units = network.parameters.sizes()[layers];
    let mut codes = Array2::zeros((inputs.nrows(), units));
    for (row, mut code) in inputs.rows().into_iter().zip(codes.rows_mut()) {
        let values = network.forward(&row.to_vec());
        code.iter_mut().zip(&values[layers]).for_each(|(code, value)| *code = *value);
    }
    codes
}

/// Whether two stages have the same rows, given that their data settings are the same.
pub(super) fn share_rows(one: &Experiment, other: &Experiment) -> bool {
    let below = |experiment: &Experiment| experiment.autoencoder().map(|autoencoder| autoencoder.below);
    // Codes are those of layers that stay as they are.
    let same_codes = below(one).unwrap_or_default() == 0
        || (one.network == other.network && one.seeds.weights == other.seeds.weights);
    below(one) == below(other) && one.stages.at_hand().rows == other.stages.at_hand().rows && same_codes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        experiment::{Autoencoder, HiddenLayer, Stage, Stages, TrainingSettings},
        nn::{Activation, Loss},
        training::{Status, repetition::repeat},
    };

    fn autoencoder(below: usize, layers: usize) -> Stage {
        let mut training = TrainingSettings { loss: Loss::MeanSquaredError, ..TrainingSettings::default() };
        training.stop.epochs = Some(3);
        let task = Task::Reconstruct(Autoencoder { below, layers, decoder: None, masked: 0.0, noise: 0.0 });
        Stage { task, training, ..Stage::default() }
    }

    /// Circle, 4 and 2 hidden units: both layers one after the other as autoencoders, then the target.
    fn greedy() -> Trainer {
        let mut experiment = Experiment::default();
        let layer = |units| HiddenLayer { units, activation: Activation::Tanh, dropout: 0.0, frozen: false };
        experiment.network.hidden = vec![layer(4), layer(2)];
        let last = Stage { rates: vec![0.0], ..experiment.stages.at_hand().clone() };
        let stages = vec![autoencoder(0, 1), autoencoder(1, 1), last];
        experiment.stages = Stages::new(stages, 0).expect("three stages");
        Trainer::new(experiment.validate().expect("valid"))
    }

    fn to_the_end(trainer: &mut Trainer) {
        while *trainer.status() == Status::Ready && trainer.epochs() < 5 {
            trainer.step();
        }
    }

    #[test]
    fn layers_go_on_from_stage_to_stage() {
        let mut trainer = greedy();
        assert_eq!(trainer.network().parameters.sizes(), [2, 4, 2]);
        to_the_end(&mut trainer);
        let first = trainer.network().parameters.clone();
        assert!(trainer.go_to_stage(1));
        assert_eq!(trainer.network().parameters.sizes(), [2, 4, 2, 4]);
        assert_eq!(trainer.network().parameters.weights(0), first.weights(0));
        let code = trainer.network().forward(trainer.data().train.inputs.row(7).as_slice().unwrap());
        assert_eq!(trainer.data().train.targets.row(7).to_vec(), code[1], "what comes out below is to come out again");
        to_the_end(&mut trainer);
        assert_eq!(trainer.network().parameters.weights(0), first.weights(0), "the layer below stays as it is");
        let second = trainer.network().parameters.clone();
        assert!(trainer.go_to_stage(2));
        let third = &trainer.network().parameters;
        assert_eq!(third.sizes(), [2, 4, 2, 1]);
        assert_eq!((third.weights(0), third.weights(1)), (first.weights(0), second.weights(1)));
        let scratch = Trainer::after(trainer.experiment().clone(), Arc::default());
        assert_eq!(third.weights(2), scratch.network().parameters.weights(2), "the new layer is as it is from scratch");
        to_the_end(&mut trainer);
        assert_eq!(trainer.network().parameters.weights(0), first.weights(0), "its rate is multiplied by 0");
        assert_ne!(trainer.network().parameters.weights(1), second.weights(1));
        assert!(!trainer.go_to_stage(3));
    }

    #[test]
    fn going_back_gives_up_what_came_after() {
        let mut trainer = greedy();
        to_the_end(&mut trainer);
        let first = trainer.checkpoint();
        trainer.go_to_stage(1);
        trainer.go_to_stage(2);
        assert_eq!(trainer.earlier().iter().map(StageRun::stage).collect::<Vec<_>>(), [0, 1]);
        assert!(trainer.go_to_stage(1));
        assert_eq!((trainer.earlier().len(), trainer.steps()), (1, 0));
        assert_eq!(trainer.earlier()[0].checkpoint.parameters, first.parameters);
    }

    #[test]
    fn a_head_goes_on_when_the_next_stage_learns_the_target_too() {
        let mut experiment = Experiment::default();
        let stage = experiment.stages.at_hand().clone();
        experiment.stages = Stages::new(vec![stage.clone(), stage], 0).expect("two stages");
        let mut trainer = Trainer::new(experiment.validate().expect("valid"));
        to_the_end(&mut trainer);
        let trained = trainer.network().parameters.clone();
        trainer.go_to_stage(1);
        assert_eq!(trainer.network().parameters, trained);
        assert_eq!(trainer.checkpoint().moments, [], "the optimizer's memory begins anew");
    }

    #[test]
    fn few_labels_are_the_first_of_each_class() {
        let mut experiment = Experiment::default();
        experiment.data.labels = Some(5);
        experiment.stages.at_hand_mut().rows = Rows::Labelled;
        let trainer = Trainer::new(experiment.validate().expect("valid"));
        let targets = &trainer.data().train.targets;
        assert_eq!((targets.nrows(), targets.sum()), (10, 0.0), "five of each, coded −1 and 1");
        assert_eq!(trainer.data().test.rows.len(), 250);
    }

    #[test]
    fn every_stage_is_repeated() {
        let mut trainer = greedy();
        to_the_end(&mut trainer);
        trainer.go_to_stage(1);
        to_the_end(&mut trainer);
        trainer.go_to_stage(2);
        to_the_end(&mut trainer);
        repeat(&trainer, |_| {}).expect("it comes out again");
        Arc::make_mut(&mut trainer.earlier)[1].checkpoint.parameters.values_mut()[9] += 0.1;
        let why = repeat(&trainer, |_| {}).expect_err("a weight of the second stage was changed").to_string();
        assert!(why.starts_with("Stage 2: Not the same"), "{why}");
    }
}
