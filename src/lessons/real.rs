//! Single-stage presets on real data: small tables, sounds, pictures.

use crate::{
    data::{Feature, Shipped, Source, SplitBy},
    experiment::{Experiment, HiddenLayer, OutputLayer, Rules},
    nn::{Activation, Optimizer},
};

/// A shipped set, classified by these ReLU layers: 70 % of the rows for training, Adam at `rate`, batches of 32 rows.
pub(super) fn on(set: Shipped, units: &[usize], rate: f32, epochs: u64) -> Experiment {
    let mut experiment = Experiment::default();
    experiment.data.source = Source::Shipped(set);
    experiment.data.features = (0..set.inputs()).map(Feature::Input).collect();
    experiment.data.scaling = set.scaling();
    experiment.data.train_share = 0.7;
    experiment.network.hidden = layers(units, Activation::Relu);
    experiment.network.output = OutputLayer { activation: Activation::Linear, frozen: false };
    Rules::Modern.apply(&mut experiment);
    let training = experiment.training_mut();
    training.optimizer = adam();
    training.learning_rate = rate;
    training.batch_size = 32;
    training.stop.epochs = Some(epochs);
    experiment
}

/// Thirteen columns of wine, with a penalty, since there are few rows.
pub(super) fn wine() -> Experiment {
    let mut experiment = on(Shipped::Wine, &[16], 0.01, 60);
    experiment.training_mut().regularizer.l2 = 0.01;
    experiment
}

/// Petals and sepals of irises.
pub(super) fn iris() -> Experiment {
    on(Shipped::Iris, &[8], 0.01, 100)
}

/// Ten vowels in the plane of their first two formants.
pub(super) fn vowels() -> Experiment {
    let mut experiment = on(Shipped::Vowels, &[16, 16], 0.01, 60);
    experiment.data.features.truncate(2);
    experiment.data.split_by = SplitBy::Groups;
    experiment
}

/// Lines of sixteen languages.
pub(super) fn languages() -> Experiment {
    on(Shipped::Languages, &[32], 0.003, 30)
}

/// Pictures of 14×14 grey values.
pub(super) fn mnist() -> Experiment {
    on(Shipped::Mnist, &[64, 32], 0.003, 20)
}

/// Words by speakers who are known from training, or by new ones.
pub(super) fn spoken(split_by: SplitBy) -> Experiment {
    let mut experiment = on(Shipped::Spoken, &[64, 32], 0.003, 30);
    experiment.data.split_by = split_by;
    if split_by == SplitBy::Groups {
        // Five of the six speakers.
        experiment.data.train_share = 0.83;
    }
    experiment
}

pub(super) fn adam() -> Optimizer {
    Optimizer::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
}

pub(super) fn layers(units: &[usize], activation: Activation) -> Vec<HiddenLayer> {
    units.iter().map(|&units| HiddenLayer { units, activation, dropout: 0.0, frozen: false }).collect()
}
