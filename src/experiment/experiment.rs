//! The recipe: everything that decides what a trainer will do, and nothing that it has done.

use std::borrow::Cow;

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::{Autoencoder, HiddenLayer, NetworkSettings, OutputLayer, Rows, Stage, Stages, Task, TrainingSettings};
use crate::{
    data::{Coding, DataSettings, Feature, Filling, Generator, Scaling, Source, SplitBy},
    nn::{Activation, BiasInitializer, Initializer, Loss},
};

/// A recipe: the same experiment gives the same parameters, bit for bit, on every machine.
#[derive(Clone, Debug, PartialEq)]
pub struct Experiment {
    /// What is learned from.
    pub data: DataSettings,
    /// What learns.
    pub network: NetworkSettings,
    /// How it learns: one stage after the other.
    pub stages: Stages,
    /// Where each kind of chance starts.
    pub seeds: Seeds,
}

/// Where each random stream starts; changing one leaves the others as they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seeds {
    /// Generated points, and which rows are for testing.
    pub data: u64,
    /// Initial weights and biases.
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
                more_targets: Vec::new(),
                validation_share: 0.0,
                labels: None,
                split_by: SplitBy::Rows,
                without_repeats: false,
                missing: Filling::LeaveOut,
            },
            network: NetworkSettings {
                hidden: vec![layer(4), layer(2)],
                output: OutputLayer { activation: Activation::Tanh, frozen: false },
                weights: Initializer::Uniform { range: 0.5 },
                biases: BiasInitializer::Constant { value: 0.1 },
                frozen: Vec::new(),
            },
            stages: Stages::default(),
            seeds: Seeds::default(),
        }
    }
}

impl Experiment {
    /// How the stage at hand learns.
    #[must_use]
    pub fn training(&self) -> &TrainingSettings {
        &self.stages.at_hand().training
    }

    /// How the stage at hand learns, to be changed.
    pub fn training_mut(&mut self) -> &mut TrainingSettings {
        &mut self.stages.at_hand_mut().training
    }

    /// Puts a stage before all others, and takes it in hand: the hidden layers, as an autoencoder with a fifth of its inputs
    /// masked, learn for 80 epochs to draw all training rows again. Behind it the target is learned from the rows that have a
    /// label. Without effect when there is no room for another stage.
    pub fn pretrain_first(&mut self) {
        let mut list = self.stages.list().to_vec();
        list.iter_mut().for_each(|stage| stage.rows = Rows::Labelled);
        let layers = self.network.hidden.len().max(1);
        let encoder = Autoencoder { below: 0, layers, decoder: None, masked: 0.2, noise: 0.0 };
        let mut training = TrainingSettings { loss: Loss::MeanSquaredError, ..self.training().clone() };
        training.early_stopping = None;
        training.stop.epochs = Some(80);
        list.insert(0, Stage { task: Task::Reconstruct(encoder), training, ..Stage::default() });
        if let Some(stages) = Stages::new(list, 0) {
            self.stages = stages;
        }
    }

    /// Takes all stages away that learn no target, and the others learn from all rows: what `pretrain_first` has done.
    pub fn train_without_pretraining(&mut self) {
        let mut list = self.stages.list().to_vec();
        list.retain(|stage| stage.task == Task::Target);
        list.truncate(1);
        list.iter_mut().for_each(|stage| (stage.rows, stage.rates) = (Rows::All, Vec::new()));
        if let Some(stages) = Stages::new(list, 0) {
            self.stages = stages;
        }
    }

    /// The autoencoder that the stage at hand trains, if it trains one.
    #[must_use]
    pub fn autoencoder(&self) -> Option<&Autoencoder> {
        match &self.stages.at_hand().task {
            Task::Target => None,
            Task::Reconstruct(autoencoder) | Task::OtherView(autoencoder) => Some(autoencoder),
        }
    }

    /// The other view of each row that the stage at hand learns, if it learns one and there is one: `[rows, numbers]`.
    #[must_use]
    pub fn other_view(&self) -> Option<&'static Array2<f32>> {
        match (&self.stages.at_hand().task, &self.data.source) {
            (Task::OtherView(_), Source::Shipped(set)) => set.view(),
            _ => None,
        }
    }

    /// Side of the picture that the network reads, whole and in its order; nothing when it reads no picture.
    #[must_use]
    pub fn picture(&self) -> Option<usize> {
        let Source::Shipped(set) = self.data.source else { return None };
        let side = set.picture()?;
        let whole = (0..side * side).map(Feature::Input);
        self.data.features.iter().copied().eq(whole).then_some(side)
    }

    /// Number of classes to tell apart in the stage at hand, or nothing for regression and reconstruction.
    #[must_use]
    pub fn classes(&self) -> Option<usize> {
        if self.autoencoder().is_some() { None } else { self.data.source.classes() }
    }

    /// Number of output units: one for two classes (two with softmax), else one a class, predicted number, or number that
    /// is reconstructed.
    #[must_use]
    pub fn outputs(&self) -> usize {
        if let Some(view) = self.other_view() {
            return view.ncols();
        }
        if let Some(autoencoder) = self.autoencoder() {
            let last = autoencoder.below.checked_sub(1);
            return last.map_or(self.data.features.len(), |layer| {
                self.network.hidden.get(layer).map_or(1, |layer| layer.units)
            });
        }
        self.target_outputs()
    }

    /// Number of output units where the target is learned, by the loss of the stage at hand.
    #[must_use]
    pub fn target_outputs(&self) -> usize {
        match (self.data.source.classes(), self.training().loss) {
            (Some(2), loss) if loss != Loss::SoftmaxCrossEntropy => 1,
            (Some(classes), _) => classes,
            (None, _) => match self.data.source {
                Source::Shipped(set) => set.outputs(),
                _ => self.data.targets().len().max(1),
            },
        }
    }

    /// Number of units in each layer of the network that learns the target, whatever the stage at hand learns.
    #[must_use]
    pub fn target_sizes(&self) -> Vec<usize> {
        let hidden = self.network.hidden.iter().map(|layer| layer.units);
        std::iter::once(self.data.features.len()).chain(hidden).chain([self.target_outputs()]).collect()
    }

    /// Hidden layers of the network that the stage at hand trains: an autoencoder has its decoder's after the encoder's.
    #[must_use]
    pub fn hidden(&self) -> Cow<'_, [HiddenLayer]> {
        let hidden = &self.network.hidden;
        self.autoencoder().map_or(Cow::Borrowed(hidden), |autoencoder| {
            let mut layers = hidden[..autoencoder.end().min(hidden.len())].to_vec();
            layers.extend(autoencoder.decoder(hidden));
            Cow::Owned(layers)
        })
    }

    /// Hidden layers of the experiment that the stage at hand trains or goes through; what they learn goes on to the next.
    #[must_use]
    pub fn shared_layers(&self) -> usize {
        self.autoencoder().map_or(self.network.hidden.len(), Autoencoder::end)
    }

    /// Number of units in each layer of the stage at hand, the inputs first.
    #[must_use]
    pub fn sizes(&self) -> Vec<usize> {
        let hidden = self.hidden();
        let hidden = hidden.iter().map(|layer| layer.units);
        std::iter::once(self.data.features.len()).chain(hidden).chain([self.outputs()]).collect()
    }

    /// Function of the units of each layer of the stage at hand.
    #[must_use]
    pub fn activations(&self) -> Vec<Activation> {
        self.hidden().iter().map(|layer| layer.activation).chain([self.output_activation()]).collect()
    }

    /// Function of the output units: the output layer's, or linear where something is reconstructed.
    #[must_use]
    pub fn output_activation(&self) -> Activation {
        if self.autoencoder().is_some() { Activation::Linear } else { self.network.output.activation }
    }

    /// Takes out the frozen places that the network does not have, since its layers can change after they were frozen.
    pub fn forget_missing_places(&mut self) {
        if !self.network.frozen.is_empty() {
            let sizes = self.target_sizes();
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
        if self.output_activation().is_signed() { Coding::Signed } else { Coding::Unsigned }
    }
}
