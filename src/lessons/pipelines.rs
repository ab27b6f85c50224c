//! Pipelines to begin with: an encoder learns from rows without labels, then the whole network from a few labelled ones.

use super::real::{layers, on, spoken};
use crate::{
    data::{Shipped, SplitBy},
    experiment::{ALL_ROWS, Autoencoder, Experiment, Rows, Stage, Stages, Task, TrainingSettings},
    nn::{Activation, BiasInitializer, Initializer, Loss, Optimizer},
};

/// Digits, told apart by two ReLU layers.
pub(super) fn digits() -> Experiment {
    // Later it only learns the training rows by heart.
    on(Shipped::Digits, &[64, 32], 0.003, 20)
}

/// An autoencoder of `layers` hidden layers above `below`, without labels.
fn encoder(below: usize, layers: usize, masked: f32, training: &TrainingSettings) -> Stage {
    let task = Task::Reconstruct(Autoencoder { below, layers, decoder: None, masked, noise: 0.0 });
    Stage { task, training: TrainingSettings { loss: Loss::MeanSquaredError, ..training.clone() }, ..Stage::default() }
}

/// The target from the labelled rows alone, all of them at once.
fn fine_tune(steps: u64, rate: f32, training: &TrainingSettings) -> Stage {
    let mut training = TrainingSettings { learning_rate: rate, batch_size: ALL_ROWS, ..training.clone() };
    training.stop.epochs = Some(steps);
    Stage { rows: Rows::Labelled, training, ..Stage::default() }
}

fn in_stages(mut experiment: Experiment, stages: Vec<Stage>) -> Experiment {
    experiment.stages = Stages::new(stages, 0).expect("a pipeline has a few stages");
    experiment
}

/// 64-48-32-16 sigmoid: 80 epochs as an autoencoder with a fifth of the inputs masked, then 300 steps from 5 labels a class.
///
/// The gain depends on the start. With weights and biases of ±0.15, near PyTorch's default of ±1/√fan-in, 8 seeds give 57.5
/// against 81.7 %; with Glorot's wider ones 76.0 against 81.1 %.
pub(super) fn few_labels() -> Experiment {
    let mut experiment = digits();
    experiment.network.weights = Initializer::Uniform { range: 0.15 };
    experiment.network.biases = BiasInitializer::LikeWeights;
    experiment.network.hidden = layers(&[48, 32, 16], Activation::Sigmoid);
    experiment.data.labels = Some(5);
    let mut training = experiment.training().clone();
    training.stop.epochs = Some(80);
    let stages = vec![encoder(0, 3, 0.2, &training), fine_tune(300, 0.003, &training)];
    in_stages(experiment, stages)
}

/// The same with ReLU layers of 64-64-32 and 30 % masked.
pub(super) fn relu() -> Experiment {
    let mut experiment = digits();
    experiment.network.hidden = layers(&[64, 32], Activation::Relu);
    experiment.data.labels = Some(5);
    let mut training = experiment.training().clone();
    training.stop.epochs = Some(80);
    let stages = vec![encoder(0, 2, 0.3, &training), fine_tune(300, 0.003, &training)];
    in_stages(experiment, stages)
}

/// Five sigmoid layers of 32: each an autoencoder of what the one below it says, then all of them by plain gradient descent.
pub(super) fn greedy() -> Experiment {
    let mut experiment = digits();
    experiment.network.hidden = layers(&[32; 5], Activation::Sigmoid);
    let mut encoding = experiment.training().clone();
    encoding.stop.epochs = Some(20);
    let mut stages: Vec<_> = (0..5).map(|below| encoder(below, 1, 0.0, &encoding)).collect();
    let mut training = TrainingSettings {
        optimizer: Optimizer::GradientDescent,
        learning_rate: 0.3,
        batch_size: 10,
        ..experiment.training().clone()
    };
    training.stop.epochs = Some(100);
    stages.push(Stage { training, ..Stage::default() });
    in_stages(experiment, stages)
}

/// The same with tanh layers of 32-16, which a good start lets learn as well from scratch.
pub(super) fn tanh() -> Experiment {
    let mut experiment = digits();
    experiment.network.hidden = layers(&[32, 16], Activation::Tanh);
    experiment.data.labels = Some(5);
    let mut training = experiment.training().clone();
    training.stop.epochs = Some(80);
    let stages = vec![encoder(0, 2, 0.3, &training), fine_tune(300, 0.003, &training)];
    in_stages(experiment, stages)
}

/// 196-256-64 with 60 % of the inputs masked, then 300 steps from 5 labels a class.
pub(super) fn mnist() -> Experiment {
    let mut experiment = on(Shipped::Mnist, &[256, 64], 0.001, 40);
    experiment.data.labels = Some(5);
    let training = experiment.training().clone();
    let stages = vec![encoder(0, 2, 0.6, &training), fine_tune(300, 0.001, &training)];
    in_stages(experiment, stages)
}

/// Words of five speakers without labels, then five labels a class, and a sixth speaker to understand.
pub(super) fn new_speakers() -> Experiment {
    let mut experiment = spoken(SplitBy::Groups);
    experiment.data.labels = Some(5);
    let mut training = experiment.training().clone();
    training.stop.epochs = Some(80);
    let stages = vec![encoder(0, 2, 0.3, &training), fine_tune(300, 0.003, &training)];
    in_stages(experiment, stages)
}
