//! The recipe: everything that decides what a trainer will do, and nothing that it has done.

use serde::{Deserialize, Serialize};

use super::Place;
use crate::{
    data::{Coding, DataSettings, Feature, Generator, Scaling, Source, limited},
    nn::{Activation, BiasInitializer, Choice, Initializer, L1Rule, Loss, Optimizer, Regularizer, Schedule},
};

/// A batch size that takes all training rows at once, however many there are.
pub const ALL_ROWS: usize = u32::MAX as usize;

/// A recipe: the same experiment gives the same parameters, bit for bit, on every machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Experiment {
    /// What is learned from.
    pub data: DataSettings,
    /// What learns.
    pub network: NetworkSettings,
    /// How it learns.
    pub training: TrainingSettings,
    /// Where each kind of chance starts.
    pub seeds: Seeds,
}

/// Layers and how they start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NetworkSettings {
    /// Hidden layers, 0…8, from the inputs on.
    #[serde(deserialize_with = "limited::list::<_, _, 100>")]
    pub hidden: Vec<HiddenLayer>,
    /// The last layer; its number of units follows from the data and the loss.
    pub output: OutputLayer,
    /// First weights.
    pub weights: Initializer,
    /// First biases.
    pub biases: BiasInitializer,
    /// Single weights and biases that stay as they are, beside those of frozen layers; default none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frozen: Vec<Place>,
}

/// One hidden layer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HiddenLayer {
    /// Number of units, 1…1024; the window offers up to 64.
    pub units: usize,
    /// Function of its units.
    pub activation: Activation,
    /// Share of its units left out at each training step, 0…0.9, default 0 (Srivastava et al. 2014).
    #[serde(default)]
    pub dropout: f32,
    /// Whether its weights and biases stay as they are.
    #[serde(default)]
    pub frozen: bool,
}

/// The last layer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutputLayer {
    /// Function of its units; a loss that reads logits wants `linear`.
    pub activation: Activation,
    /// Whether its weights and biases stay as they are.
    #[serde(default)]
    pub frozen: bool,
}

/// How the network learns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainingSettings {
    /// What is made small.
    pub loss: Loss,
    /// The rule of one update.
    pub optimizer: Optimizer,
    /// Size of a step, above 0, default 0.03.
    pub learning_rate: f32,
    /// How the rate changes with time.
    pub schedule: Schedule,
    /// Rows per step, 1 or more; at most all training rows are used.
    pub batch_size: usize,
    /// Order of the rows.
    pub order: BatchOrder,
    /// Pressure on the weights.
    #[serde(default)]
    pub regularizer: Regularizer,
    /// A gradient longer than this is shortened to it (Pascanu et al. 2013); above 0.
    #[serde(default)]
    pub clip_norm: Option<f32>,
    /// Stops when the test loss no longer falls.
    #[serde(default)]
    pub early_stopping: Option<EarlyStopping>,
    /// Stops at a goal.
    #[serde(default)]
    pub stop: StopRules,
}

/// Order in which the training rows are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchOrder {
    /// A new random order every epoch; the last batch of an epoch may be smaller.
    Shuffled,
    /// Always the same order, batch after batch, a batch reaching round into the next epoch (the TensorFlow Playground's).
    Sequential,
}

impl Choice for BatchOrder {
    const WHAT: &'static str = "batch order";
    const ALL: &'static [Self] = &[Self::Shuffled, Self::Sequential];

    fn name(&self) -> &'static str {
        match self {
            Self::Shuffled => "shuffled",
            Self::Sequential => "sequential",
        }
    }
}

/// Stops when the test loss has not fallen for a while.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarlyStopping {
    /// Epochs without a new best test loss, 1 or more, default 100.
    pub patience: u32,
    /// Whether to go back to the parameters of the best test loss.
    pub restore_best: bool,
}

/// Goals at which training pauses by itself; all off by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StopRules {
    /// At this epoch.
    pub epochs: Option<u64>,
    /// At this training loss or below.
    pub loss: Option<f32>,
    /// After this many seconds of training.
    pub seconds: Option<f32>,
}

/// Where each random stream starts; changing one leaves the others as they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seeds {
    /// Generated points, and which rows are for testing.
    pub data: u64,
    /// First weights and biases.
    pub weights: u64,
    /// Order of the rows.
    pub batches: u64,
    /// Dropout.
    pub noise: u64,
}

impl Default for Seeds {
    fn default() -> Self {
        Self { data: 42, weights: 42, batches: 42, noise: 42 }
    }
}

impl Default for Experiment {
    /// The TensorFlow Playground's opening experiment under its own rules.
    fn default() -> Self {
        let layer = |units| HiddenLayer { units, activation: Activation::Tanh, dropout: 0.0, frozen: false };
        Self {
            data: DataSettings {
                source: Source::Generated { generator: Generator::Circle, samples: 500, noise: 0.0 },
                features: vec![Feature::Input(0), Feature::Input(1)],
                scaling: Scaling::None,
                train_share: 0.5,
            },
            network: NetworkSettings {
                hidden: vec![layer(4), layer(2)],
                output: OutputLayer { activation: Activation::Tanh, frozen: false },
                weights: Initializer::Uniform { range: 0.5 },
                biases: BiasInitializer::Constant { value: 0.1 },
                frozen: Vec::new(),
            },
            training: TrainingSettings {
                loss: Loss::HalfSquaredError,
                optimizer: Optimizer::GradientDescent,
                learning_rate: 0.03,
                schedule: Schedule::Constant,
                batch_size: 10,
                order: BatchOrder::Sequential,
                regularizer: Regularizer { l1_rule: L1Rule::Dies, ..Regularizer::default() },
                clip_norm: None,
                early_stopping: None,
                stop: StopRules::default(),
            },
            seeds: Seeds::default(),
        }
    }
}

impl Experiment {
    /// Number of classes to tell apart, or nothing for regression.
    #[must_use]
    pub fn classes(&self) -> Option<usize> {
        self.data.source.classes()
    }

    /// Number of output units: one for two classes (two with softmax), else one a class or predicted number.
    #[must_use]
    pub fn outputs(&self) -> usize {
        match (self.classes(), self.training.loss) {
            (Some(2), loss) if loss != Loss::SoftmaxCrossEntropy => 1,
            (Some(classes), _) => classes,
            (None, _) => 1,
        }
    }

    /// Number of units in each layer, the inputs first.
    #[must_use]
    pub fn sizes(&self) -> Vec<usize> {
        let hidden = self.network.hidden.iter().map(|layer| layer.units);
        std::iter::once(self.data.features.len()).chain(hidden).chain([self.outputs()]).collect()
    }

    /// Function of each layer's units.
    #[must_use]
    pub fn activations(&self) -> Vec<Activation> {
        let hidden = self.network.hidden.iter().map(|layer| layer.activation);
        hidden.chain([self.network.output.activation]).collect()
    }

    /// Takes out the frozen places that the network does not have, since its layers can change after they were frozen.
    pub fn forget_missing_places(&mut self) {
        if !self.network.frozen.is_empty() {
            let sizes = self.sizes();
            self.network.frozen.retain(|place| place.is_in(&sizes));
        }
    }

    /// Whether the inputs are columns of a table as they stand there, be they years or nanoseconds.
    #[must_use]
    pub fn has_raw_columns(&self) -> bool {
        matches!(self.data.source, Source::Table { .. }) && self.data.scaling == Scaling::None
    }

    /// The numbers that stand for a class at an output.
    #[must_use]
    pub fn coding(&self) -> Coding {
        if self.network.output.activation.is_signed() { Coding::Signed } else { Coding::Unsigned }
    }
}
