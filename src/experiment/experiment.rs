//! The recipe: everything that determines what a trainer will do, and nothing that it has done.

use std::borrow::Cow;

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::{
    Alignment, Autoencoder, HiddenLayer, NetworkSettings, OutputLayer, Rows, Stage, Stages, Task, TrainingSettings,
};
use crate::{
    data::{Coding, DataSettings, Feature, Filling, Generator, Scaling, Source, SplitBy},
    nn::{Activation, BiasInitializer, Initializer, Loss},
};

/// A recipe: the same experiment gives the same parameters, bit for bit, on every machine.
#[derive(Clone, Debug, PartialEq)]
pub struct Experiment {
    /// The data.
    pub data: DataSettings,
    /// The network.
    pub network: NetworkSettings,
    /// How it is trained: one stage after another.
    pub stages: Stages,
    /// Seeds of the random streams.
    pub seeds: Seeds,
}

/// Seeds of the random streams; changing one leaves the others as they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seeds {
    /// Generated points, and the split into training, validation and test rows.
    pub data: u64,
    /// Initial weights and biases.
    pub weights: u64,
    /// Order of the training rows.
    pub batches: u64,
    /// Dropout, augmentation and input corruption.
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
                unlabelled: false,
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
    /// Training settings of the current stage.
    #[must_use]
    pub fn training(&self) -> &TrainingSettings {
        &self.stages.at_hand().training
    }

    /// Training settings of the current stage, to be changed.
    pub fn training_mut(&mut self) -> &mut TrainingSettings {
        &mut self.stages.at_hand_mut().training
    }

    /// Inserts a first stage and makes it the current one: for 80 epochs, all training rows are reconstructed by an
    /// autoencoder with all hidden layers and a fifth of its inputs masked. The stages behind it use labelled rows
    /// only. Does nothing when there is no room for another stage.
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

    /// Undoes `pretrain_first`: only the first stage that learns the target is left, and it uses all rows.
    pub fn train_without_pretraining(&mut self) {
        let mut list = self.stages.list().to_vec();
        list.retain(|stage| stage.task == Task::Target);
        list.truncate(1);
        list.iter_mut().for_each(|stage| (stage.rows, stage.rates) = (Rows::All, Vec::new()));
        if let Some(stages) = Stages::new(list, 0) {
            self.stages = stages;
        }
    }

    /// The autoencoder that the current stage trains, if any.
    #[must_use]
    pub fn autoencoder(&self) -> Option<&Autoencoder> {
        match &self.stages.at_hand().task {
            Task::Target | Task::Align(_) => None,
            Task::Reconstruct(autoencoder) | Task::OtherView(autoencoder) => Some(autoencoder),
        }
    }

    /// Whether the outputs of the current stage are the features again, as they stand in the row.
    #[must_use]
    pub fn redraws_inputs(&self) -> bool {
        self.autoencoder().is_some_and(|autoencoder| autoencoder.below == 0) && self.other_view().is_none()
    }

    /// How the current stage aligns the inputs with the other view, if that is what it learns.
    #[must_use]
    pub fn alignment(&self) -> Option<&Alignment> {
        if let Task::Align(alignment) = &self.stages.at_hand().task { Some(alignment) } else { None }
    }

    /// Whether the current stage learns the target.
    #[must_use]
    pub fn learns_target(&self) -> bool {
        self.stages.at_hand().task == Task::Target
    }

    /// Whether the score of the current stage is an accuracy, and not R².
    #[must_use]
    pub fn scores_a_share(&self) -> bool {
        self.classes().is_some() || self.alignment().is_some()
    }

    /// The other view with which the current stage aligns the inputs, if there is one: `[rows, numbers]`.
    #[must_use]
    pub fn aligned_view(&self) -> Option<&'static Array2<f32>> {
        match (&self.stages.at_hand().task, &self.data.source) {
            (Task::Align(_), Source::Shipped(set)) => set.view(),
            _ => None,
        }
    }

    /// The other view of each row that the current stage predicts, `[rows, numbers]`; `None` if it predicts none.
    #[must_use]
    pub fn other_view(&self) -> Option<&'static Array2<f32>> {
        match (&self.stages.at_hand().task, &self.data.source) {
            (Task::OtherView(_), Source::Shipped(set)) => set.view(),
            _ => None,
        }
    }

    /// Side in pixels of the picture that the network reads, whole and in order; `None` when it reads no picture.
    #[must_use]
    pub fn picture(&self) -> Option<usize> {
        let side = self.data.picture()?;
        let whole = (0..side * side).map(Feature::Input);
        self.data.features.iter().copied().eq(whole).then_some(side)
    }

    /// Number of classes in the current stage; `None` for regression and reconstruction.
    #[must_use]
    pub fn classes(&self) -> Option<usize> {
        if self.learns_target() { self.data.source.classes() } else { None }
    }

    /// Number of output units: one for two classes (two with softmax), else one per class, predicted value or
    /// reconstructed value.
    #[must_use]
    pub fn outputs(&self) -> usize {
        if let Some(alignment) = self.alignment() {
            return alignment.space.saturating_mul(2);
        }
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

    /// Number of output units when the target is learned with the loss of the current stage.
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

    /// Number of units in each layer, the inputs first, of the network that learns the target, whatever the current
    /// stage does.
    #[must_use]
    pub fn target_sizes(&self) -> Vec<usize> {
        let hidden = self.network.hidden.iter().map(|layer| layer.units);
        std::iter::once(self.data.features.len()).chain(hidden).chain([self.target_outputs()]).collect()
    }

    /// Hidden layers of the network that the current stage trains: for an autoencoder the encoder's, then the
    /// decoder's; two encoders are merged side by side.
    #[must_use]
    pub fn hidden(&self) -> Cow<'_, [HiddenLayer]> {
        let hidden = &self.network.hidden;
        if let Some(alignment) = self.alignment() {
            let own = &hidden[..alignment.layers.min(hidden.len())];
            let both =
                |layer: &HiddenLayer| HiddenLayer { units: layer.units.saturating_mul(2), dropout: 0.0, ..*layer };
            return Cow::Owned(own.iter().map(both).collect());
        }
        self.autoencoder().map_or(Cow::Borrowed(hidden), |autoencoder| {
            let mut layers = hidden[..autoencoder.end().min(hidden.len())].to_vec();
            layers.extend(autoencoder.decoder(hidden));
            Cow::Owned(layers)
        })
    }

    /// Number of hidden layers of the experiment that the current stage trains or passes through; the next one keeps
    /// them.
    #[must_use]
    pub fn shared_layers(&self) -> usize {
        match self.alignment() {
            Some(alignment) => alignment.layers,
            None => self.autoencoder().map_or(self.network.hidden.len(), Autoencoder::end),
        }
    }

    /// Number of units in each layer of the current stage, the inputs first.
    #[must_use]
    pub fn sizes(&self) -> Vec<usize> {
        let hidden = self.hidden();
        let hidden = hidden.iter().map(|layer| layer.units);
        let inputs = self.data.features.len() + self.aligned_view().map_or(0, Array2::ncols);
        std::iter::once(inputs).chain(hidden).chain([self.outputs()]).collect()
    }

    /// The same without what belongs to a second encoder.
    #[must_use]
    pub fn own_sizes(&self) -> Vec<usize> {
        let mut sizes = self.sizes();
        if let Some(alignment) = self.alignment() {
            sizes[0] = self.data.features.len();
            sizes[1..].iter_mut().zip(&self.network.hidden).for_each(|(size, layer)| *size = layer.units);
            sizes.pop();
            sizes.push(alignment.space);
        }
        sizes
    }

    /// Activation of each layer of the current stage.
    #[must_use]
    pub fn activations(&self) -> Vec<Activation> {
        self.hidden().iter().map(|layer| layer.activation).chain([self.output_activation()]).collect()
    }

    /// Activation of the output units: the output layer's, or linear in a stage with an autoencoder.
    #[must_use]
    pub fn output_activation(&self) -> Activation {
        if self.learns_target() { self.network.output.activation } else { Activation::Linear }
    }

    /// Removes frozen places that the network does not have, since its layers can change after they were frozen.
    pub fn forget_missing_places(&mut self) {
        if !self.network.frozen.is_empty() {
            let sizes = self.target_sizes();
            self.network.frozen.retain(|place| place.is_in(&sizes));
        }
    }

    /// Whether the inputs are unscaled columns of a table, whose values can have any size.
    #[must_use]
    pub fn has_raw_columns(&self) -> bool {
        matches!(self.data.source, Source::Table { .. }) && self.data.scaling == Scaling::None
    }

    /// The numbers that encode a class at an output.
    #[must_use]
    pub fn coding(&self) -> Coding {
        if self.output_activation().is_signed() { Coding::Signed } else { Coding::Unsigned }
    }
}
