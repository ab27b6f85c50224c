//! Experiments that are built in.

use std::sync::Arc;

use crate::{
    data::{Feature, Gate, Scaling, Source, Table},
    nn::{Activation, BiasInitializer, Initializer, Loss, Optimizer},
    training::{BatchOrder, Experiment, HiddenLayer, OutputLayer, Rules, StopRules, experiment::ALL_ROWS},
};

/// An experiment to begin with.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// Its name on the command line.
    pub name: &'static str,
    /// Its name in the window.
    pub title: &'static str,
    /// What it shows, in one plain sentence.
    pub sentence: &'static str,
    make: fn() -> Experiment,
}

/// Every preset, the opening one first.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "playground",
        title: "Playground",
        sentence: "Two rings of points, told apart by two small tanh layers under the TensorFlow Playground's rules.",
        make: Experiment::default,
    },
    Preset {
        name: "modern",
        title: "Playground, modern rules",
        sentence: "The same points and layers with shuffled batches, cross-entropy and Glorot weights.",
        make: modern,
    },
    Preset {
        name: "first-network",
        title: "First network: exclusive or",
        sentence: "Four points, two sigmoid units: the smallest network that a single unit cannot replace.",
        make: || first_network(Gate::Xor),
    },
    Preset {
        name: "first-network-and",
        title: "First network: and",
        sentence: "The first network with an easier question, whether both inputs are on.",
        make: || first_network(Gate::And),
    },
    Preset {
        name: "first-network-or",
        title: "First network: or",
        sentence: "The first network with an easier question, whether at least one input is on.",
        make: || first_network(Gate::Or),
    },
    Preset {
        name: "penguins",
        title: "Penguins",
        sentence: "Three species of penguin, told apart by the length and the depth of their bills.",
        make: penguins,
    },
];

impl Preset {
    /// The preset of this name.
    ///
    /// # Errors
    /// A sentence that lists the known names when `name` is none of them.
    pub fn named(name: &str) -> Result<&'static Self, String> {
        PRESETS.iter().find(|preset| preset.name == name).ok_or_else(|| {
            let known: Vec<_> = PRESETS.iter().map(|preset| preset.name).collect();
            format!("There is no preset “{name}”; choose one of {}", known.join(", "))
        })
    }

    /// The experiment.
    #[must_use]
    pub fn experiment(&self) -> Experiment {
        (self.make)()
    }
}

/// The Playground's points and layers with what one would choose today.
fn modern() -> Experiment {
    let mut experiment = Experiment::default();
    Rules::Modern.apply(&mut experiment);
    experiment
}

/// Two sigmoid units and a linear output on the four points of a gate, as many courses begin.
///
/// With rate 0.03, 79 % of the starts reach a loss below 0.01 within 1,000 epochs for exclusive or; with 0.001, none.
fn first_network(gate: Gate) -> Experiment {
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
    experiment.training.loss = Loss::MeanSquaredError;
    experiment.training.optimizer = Optimizer::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    experiment.training.learning_rate = 0.03;
    experiment.training.batch_size = ALL_ROWS;
    experiment.training.order = BatchOrder::Sequential;
    experiment.training.stop = StopRules { epochs: Some(1000), ..StopRules::default() };
    experiment
}

/// The Palmer penguins (Gorman, Williams & Fraser 2014; CC0), as `assets/penguins.md` describes them.
fn penguins() -> Experiment {
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
    experiment.training.loss = Loss::SoftmaxCrossEntropy;
    experiment
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_valid_and_found_by_its_name() {
        for preset in PRESETS {
            assert!(preset.experiment().validate().is_ok(), "{}", preset.name);
            assert_eq!(Preset::named(preset.name).unwrap().title, preset.title);
            assert!(preset.sentence.ends_with('.'), "{}", preset.name);
        }
        let message = Preset::named("spirals").unwrap_err();
        assert!(message.contains("playground, modern, first-network"), "{message}");
    }

    #[test]
    fn penguins_have_three_classes_and_two_inputs() {
        let experiment = Preset::named("penguins").unwrap().experiment();
        assert_eq!(experiment.sizes(), [2, 4, 3]);
        assert_eq!(experiment.data.source.class_names(), ["Adelie", "Gentoo", "Chinstrap"]);
    }

    #[test]
    fn the_first_network_has_nine_parameters() {
        let experiment = Preset::named("first-network").unwrap().experiment();
        assert_eq!(experiment.sizes(), [2, 2, 1]);
        assert_eq!(experiment.seeds.weights, 42);
    }
}
