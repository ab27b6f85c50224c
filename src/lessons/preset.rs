//! Experiments that are built in.

use std::sync::Arc;

use super::pipelines;
use crate::{
    data::{Feature, Gate, Scaling, Source, Table},
    experiment::{ALL_ROWS, BatchOrder, Experiment, HiddenLayer, OutputLayer, Rules, StopRules},
    language::Text,
    nn::{Activation, BiasInitializer, Initializer, Loss, Optimizer},
    text,
};

/// An experiment to begin with.
#[derive(Clone, Debug)]
pub struct Preset {
    /// Its name on the command line.
    pub name: &'static str,
    /// Its name in the window.
    pub title: Text,
    /// What it shows, in one plain sentence.
    pub sentence: Text,
    make: fn() -> Experiment,
}

/// Every preset, the opening one first and pipelines last.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "playground",
        title: Text::fixed("Playground", "游乐场"),
        sentence: Text::fixed(
            "Two rings of points, told apart by two small tanh layers under the TensorFlow Playground's rules.",
            "内外两圈点，由两个小的 tanh 层按 TensorFlow Playground（游乐场）的规则区分。",
        ),
        make: Experiment::default,
    },
    Preset {
        name: "modern",
        title: Text::fixed("Playground, modern rules", "游乐场，现代规则"),
        sentence: Text::fixed(
            "The same points and layers with shuffled batches, cross-entropy and Glorot weights.",
            "同样的点和层，但批次打乱，用交叉熵和 Glorot 初始权重。",
        ),
        make: modern,
    },
    Preset {
        name: "first-network",
        title: Text::fixed("First network: XOR (exclusive or)", "第一个网络：异或"),
        sentence: Text::fixed(
            "Four points, two sigmoid units: the smallest network that a single unit cannot replace.",
            "四个点，两个 Sigmoid 单元：单个单元无法代替的最小网络。",
        ),
        make: || first_network(Gate::Xor),
    },
    Preset {
        name: "first-network-and",
        title: Text::fixed("First network: AND", "第一个网络：与"),
        sentence: Text::fixed(
            "The first network with an easier question, whether both inputs are on.",
            "同一个网络，更简单的问题：两个输入是否都为开。",
        ),
        make: || first_network(Gate::And),
    },
    Preset {
        name: "first-network-or",
        title: Text::fixed("First network: OR", "第一个网络：或"),
        sentence: Text::fixed(
            "The first network with an easier question, whether at least one input is on.",
            "同一个网络，更简单的问题：是否至少有一个输入为开。",
        ),
        make: || first_network(Gate::Or),
    },
    Preset {
        name: "penguins",
        title: Text::fixed("Penguins", "企鹅"),
        sentence: Text::fixed(
            "Three species of penguin, told apart by the length and the depth of their bills.",
            "三种企鹅，按喙的长度和深度区分。",
        ),
        make: penguins,
    },
    Preset {
        name: "digits",
        title: Text::fixed("Digits", "手写数字"),
        sentence: Text::fixed(
            "Handwritten digits of 8×8 grey values: 64 inputs, two ReLU layers, ten classes.",
            "8×8 灰度值的手写数字：64 个输入、两个 ReLU 层、十个类别。",
        ),
        make: pipelines::digits,
    },
    Preset {
        name: "digits-pretrained",
        title: Text::fixed("Digits: pretrained, few labels", "手写数字：先预训练，再用少量标签"),
        sentence: Text::fixed(
            "A deep sigmoid network learns to redraw digits without labels, then to name them from five labels a class.",
            "深的 Sigmoid 网络先在没有标签时学习重画数字，再用每类五个标签学习辨认。",
        ),
        make: pipelines::few_labels,
    },
    Preset {
        name: "digits-greedy",
        title: Text::fixed("Digits: layer by layer", "手写数字：逐层预训练"),
        sentence: Text::fixed(
            "Five sigmoid layers that gradient descent alone cannot train: each learns to redraw the one below it first.",
            "五个 Sigmoid 层，只靠梯度下降训练不动：每层先学习重画它下面的一层。",
        ),
        make: pipelines::greedy,
    },
    Preset {
        name: "digits-relu",
        title: Text::fixed("Digits: where pretraining does not help", "手写数字：预训练没有帮助的情形"),
        sentence: Text::fixed(
            "The same pipeline with ReLU layers, which learn as well from scratch.",
            "同样的流程换成 ReLU 层，从头训练也学得一样好。",
        ),
        make: pipelines::relu,
    },
];

impl Preset {
    /// The preset of this name.
    ///
    /// # Errors
    /// A sentence that lists the known names when `name` is none of them.
    pub fn named(name: &str) -> Result<&'static Self, Text> {
        PRESETS.iter().find(|preset| preset.name == name).ok_or_else(|| {
            let known: Vec<_> = PRESETS.iter().map(|preset| preset.name).collect();
            let known = known.join(", ");
            text!("There is no preset “{name}”; choose one of {known}", "没有名为“{name}”的预设；请从 {known} 中选择")
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
    experiment.training_mut().loss = Loss::MeanSquaredError;
    experiment.training_mut().optimizer = Optimizer::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    experiment.training_mut().learning_rate = 0.03;
    experiment.training_mut().batch_size = ALL_ROWS;
    experiment.training_mut().order = BatchOrder::Sequential;
    experiment.training_mut().stop = StopRules { epochs: Some(1000), ..StopRules::default() };
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
    experiment.training_mut().loss = Loss::SoftmaxCrossEntropy;
    experiment
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Parameters;

    #[test]
    fn every_preset_is_valid_and_found_by_its_name() {
        for preset in PRESETS {
            assert!(preset.experiment().validate().is_ok(), "{}", preset.name);
            assert_eq!(Preset::named(preset.name).unwrap().title, preset.title);
            assert!(preset.sentence.to_string().ends_with('.'), "{}", preset.name);
        }
        let message = Preset::named("spirals").unwrap_err().to_string();
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
        assert_eq!(Parameters::zeros(&experiment.sizes()).values().len(), 9, "4 + 2 and 2 + 1");
        assert_eq!(experiment.seeds.weights, 42);
    }
}
