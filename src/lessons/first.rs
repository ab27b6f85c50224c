//! Small presets: the Playground, logic gates, a table.

use std::sync::Arc;

use crate::{
    data::{Feature, Gate, Scaling, Source, Table},
    experiment::{ALL_ROWS, BatchOrder, Experiment, HiddenLayer, OutputLayer, Rules, StopRules},
    nn::{Activation, BiasInitializer, Initializer, Loss, Optimizer},
};

/// The Playground's points and layers with modern defaults.
pub(super) fn modern() -> Experiment {
    let mut experiment = Experiment::default();
    Rules::Modern.apply(&mut experiment);
    experiment
}

/// Two sigmoid units and a linear output on the four points of a gate, as many courses begin.
///
/// With rate 0.03, 79 % of the seeds reach a loss below 0.01 within 1,000 epochs for exclusive or; with 0.001, none.
pub(super) fn network(gate: Gate) -> Experiment {
    let mut experiment = Experiment::default();
    experiment.data.source = Source::Gate(gate);
    experiment.data.features = vec![Feature::Input(0), Feature::Input(1)];
    experiment.data.scaling = Scaling::None;
    experiment.data.train_share = 1.0;
    experiment.network.hidden =
        vec![HiddenLayer { units: 2, activation: Activation::Sigmoid, dropout: 0.0, frozen: false }];
    experiment.network.output = OutputLayer { activation: Activation::Linear, frozen: false };
    experiment.network.weights = Initializer::Normal { deviation: 1.0 };
    experiment.network.biases = BiasInitializer::LikeWeights;
    experiment.training_mut().loss = Loss::MeanSquaredError;
    experiment.training_mut().optimizer = Optimizer::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    experiment.training_mut().learning_rate = 0.03;
    experiment.training_mut().batch_size = ALL_ROWS;
    experiment.training_mut().order = BatchOrder::Sequential;
    experiment.training_mut().stop = StopRules { epochs: Some(1000), ..StopRules::default() };
    experiment
}

/// The Palmer penguins (Gorman, Williams & Fraser 2014; CC0), as `assets/penguins.md` describes them.
pub(super) fn penguins() -> Experiment {
    let table = Table::read_csv("penguins.csv", include_bytes!("../../assets/penguins.csv"))
        .expect("the shipped table is read by a test");
    let mut experiment = modern();
    experiment.data.source = Source::Table {
        table: Arc::new(table),
        inputs: vec!["bill_length_mm".into(), "bill_depth_mm".into()],
        target: "species".into(),
        classes: true,
    };
    experiment.data.scaling = Scaling::Standardize;
    experiment.data.train_share = 0.7;
    experiment.network.hidden.truncate(1);
    experiment.training_mut().loss = Loss::SoftmaxCrossEntropy;
    experiment
}
