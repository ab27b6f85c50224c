//! The experiments that phenomena begin with.

use std::sync::Arc;

use crate::{
    data::{Feature, Scaling, Shipped, Source, Table},
    experiment::{ALL_ROWS, BatchOrder, Experiment, OutputLayer, Place},
    lessons::{preset::Preset, real},
    nn::{Activation, BiasInitializer, Initializer, Loss, Optimizer, Random, Stream},
};

/// Digits in 64-48-24-10, ReLU, Adam.
pub(super) fn ticket() -> Experiment {
    let mut experiment = real::on(Shipped::Digits, &[48, 24], 0.0024, 15);
    experiment.data.train_share = 0.722;
    experiment.network.weights = Initializer::GlorotNormal;
    experiment
}

/// Whether the first three of thirty signs have an odd number of ones among them: 30-32-2, AdamW, all 1,750 rows in a batch.
pub(super) fn parity() -> Experiment {
    const SIGNS: usize = 30;
    let mut random = Random::new(0, Stream::Data);
    let name = |sign: usize| format!("s{}", sign + 1);
    let head = (0..SIGNS).map(name).chain(["parity".into()]).collect::<Vec<_>>().join(",");
    let row = |_| {
        let signs: Vec<bool> = (0..SIGNS).map(|_| random.below(2) == 1).collect();
        let is_odd = signs[..3].iter().filter(|sign| **sign).count() % 2 == 1;
        let signs = signs.into_iter().map(|sign| if sign { "1" } else { "-1" });
        signs.chain([if is_odd { "odd" } else { "even" }]).collect::<Vec<_>>().join(",")
    };
    let text = [head].into_iter().chain((0..3500).map(row)).collect::<Vec<_>>().join("\n");
    let table = Table::read_csv("parity.csv", text.as_bytes()).expect("a test reads it");
    let mut experiment = Experiment::default();
    experiment.data.source = Source::Table {
        table: Arc::new(table),
        inputs: (0..SIGNS).map(name).collect(),
        target: "parity".into(),
        classes: true,
    };
    experiment.data.features = (0..SIGNS).map(Feature::Input).collect();
    experiment.data.scaling = Scaling::None;
    (experiment.data.train_share, experiment.data.validation_share) = (0.5, 0.0);
    experiment.network.hidden = real::layers(&[32], Activation::Relu);
    experiment.network.output = OutputLayer { activation: Activation::Linear, frozen: false };
    experiment.network.weights = Initializer::LecunNormal;
    experiment.network.biases = BiasInitializer::Constant { value: 0.0 };
    let training = experiment.training_mut();
    training.loss = Loss::SoftmaxCrossEntropy;
    training.optimizer = Optimizer::AdamW { beta1: 0.9, beta2: 0.98, epsilon: 1e-8, weight_decay: 0.3 };
    training.learning_rate = 0.01;
    (training.batch_size, training.order) = (ALL_ROWS, BatchOrder::Sequential);
    training.stop.epochs = Some(3000);
    experiment
}

/// The Chebyshev polynomial of degree 4 on twenty even points: 1-20-1 tanh, without an output bias.
pub(super) fn edge_of_stability() -> Experiment {
    let points = (0..20).map(|place| -1.0 + 2.0 * f64::from(place) / 19.0);
    let rows = points.map(|x| format!("{x:.6},{:.6}\n", 8.0 * x * x * (x * x - 1.0) + 1.0));
    let text = std::iter::once("x,y\n".to_owned()).chain(rows).collect::<String>();
    let table = Table::read_csv("chebyshev.csv", text.as_bytes()).expect("a test reads it");
    let mut experiment = Experiment::default();
    experiment.data.source =
        Source::Table { table: Arc::new(table), inputs: vec!["x".into()], target: "y".into(), classes: false };
    experiment.data.features = vec![Feature::Input(0)];
    experiment.data.scaling = Scaling::None;
    (experiment.data.train_share, experiment.data.validation_share) = (1.0, 0.0);
    experiment.network.hidden = real::layers(&[20], Activation::Tanh);
    experiment.network.output = OutputLayer { activation: Activation::Linear, frozen: false };
    experiment.network.weights = Initializer::GlorotNormal;
    experiment.network.biases = BiasInitializer::Constant { value: 0.0 };
    experiment.network.frozen = vec![Place { layer: 1, unit: 0, from: None }];
    let training = experiment.training_mut();
    training.loss = Loss::HalfSquaredError;
    training.learning_rate = 0.4;
    (training.batch_size, training.order) = (ALL_ROWS, BatchOrder::Sequential);
    training.stop.epochs = Some(6000);
    experiment
}

pub(super) fn rate_and_batch() -> Experiment {
    let mut experiment = Experiment::default();
    experiment.data.validation_share = 0.2;
    experiment
}

pub(super) fn two_solutions() -> Experiment {
    let mut experiment = Preset::named("digits").expect("it is built in").experiment();
    experiment.network.hidden = real::layers(&[32], Activation::Relu);
    experiment.training_mut().stop.epochs = Some(20);
    experiment
}
