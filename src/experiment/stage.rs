//! One stage of a pipeline: what it learns, from which rows, with which layers, and how.

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::{Alignment, HiddenLayer, TrainingSettings};
use crate::{data::limited, nn::Choice};

/// One stage of training. The next stage starts with the hidden layers that it has trained.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Stage {
    /// What is learned; default the target.
    #[serde(skip_serializing_if = "is_default")]
    pub task: Task,
    /// Which of the training rows are used; default all.
    #[serde(skip_serializing_if = "is_default")]
    pub rows: Rows,
    /// Learning-rate factor of each layer, from the first hidden layer on, 0…100; 0 freezes a layer, and a layer
    /// without an entry has 1.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "limited::list::<_, _, 100>")]
    pub rates: Vec<f32>,
    /// Epochs after which layers with a rate factor of 0 are unfrozen, 1 or more; default none: they stay frozen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thaw: Option<u32>,
    /// How it is trained, and when it ends.
    pub training: TrainingSettings,
}

/// What a stage learns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum Task {
    /// The target from the inputs, by all hidden layers and the output layer.
    #[default]
    Target,
    /// Reconstruction: the inputs of some layers from their outputs, by an autoencoder, which needs no target.
    Reconstruct(Autoencoder),
    /// Another view of the same rows from the inputs, by an encoder and a decoder like an autoencoder's; needs no
    /// target either, but a shipped set that has such a view.
    OtherView(Autoencoder),
    /// The inputs and the other view of a row to one place in a common space, by an encoder each, and of different rows to
    /// different places; needs no target either.
    Align(Alignment),
}

/// Hidden layers as an encoder, and a decoder behind them that is dropped when the stage ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Autoencoder {
    /// Number of hidden layers below it, which are frozen; their output is reconstructed, or the inputs when there are
    /// none. Above 0, an earlier stage has trained them: greedy layer-wise training (Bengio et al. 2007).
    #[serde(default, skip_serializing_if = "is_default")]
    pub below: usize,
    /// Number of hidden layers of the encoder, 1 or more.
    pub layers: usize,
    /// Hidden layers of the decoder; `None` for the encoder's in reverse.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "itself", deserialize_with = "decoder")]
    pub decoder: Option<Vec<HiddenLayer>>,
    /// Probability that an input is set to 0, drawn anew at each step, 0…0.95, default 0 (Vincent et al. 2010).
    #[serde(default, skip_serializing_if = "is_default")]
    pub masked: f32,
    /// Standard deviation of the normal noise added to each input at each step, 0…10, default 0.
    #[serde(default, skip_serializing_if = "is_default")]
    pub noise: f32,
}

/// Which training rows a stage uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Rows {
    /// All of them.
    #[default]
    All,
    /// Those whose label may be used, see [`DataSettings::labels`](crate::data::DataSettings::labels).
    Labelled,
    /// Those of a neighbouring set, which some shipped sets have: never tested on.
    Neighbours,
}

impl Choice for Task {
    const WHAT: &'static str = "task";
    const ALL: &'static [Self] = &[
        Self::Target,
        Self::Reconstruct(Autoencoder::SMALLEST),
        Self::OtherView(Autoencoder::SMALLEST),
        Self::Align(Alignment::SMALLEST),
    ];

    fn name(&self) -> &'static str {
        self.into()
    }
}

impl Choice for Rows {
    const WHAT: &'static str = "set of rows";
    const ALL: &'static [Self] = &[Self::All, Self::Labelled, Self::Neighbours];

    fn name(&self) -> &'static str {
        self.into()
    }
}

impl Autoencoder {
    /// The first hidden layer alone, without corruption of its inputs.
    const SMALLEST: Self = Self { below: 0, layers: 1, decoder: None, masked: 0.0, noise: 0.0 };

    /// Index behind the last encoder layer: hidden layers up to the code, those below included.
    #[must_use]
    pub const fn end(&self) -> usize {
        self.below.saturating_add(self.layers)
    }

    /// The decoder's hidden layers, for an encoder within `hidden`.
    #[must_use]
    pub fn decoder(&self, hidden: &[HiddenLayer]) -> Vec<HiddenLayer> {
        self.decoder.clone().unwrap_or_else(|| {
            let end = self.end().min(hidden.len());
            let inner = hidden.get(self.below..end.saturating_sub(1)).unwrap_or_default();
            inner.iter().rev().map(|layer| HiddenLayer { frozen: false, ..*layer }).collect()
        })
    }
}

impl Stage {
    /// Whether it equals the only stage of an experiment without a pipeline.
    #[must_use]
    pub fn is_ordinary(&self) -> bool {
        self.task == Task::Target && self.rows == Rows::All && self.rates.is_empty() && self.thaw.is_none()
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Writes the list without `Some` around it, in RON too.
fn itself<S: serde::Serializer>(layers: &Option<Vec<HiddenLayer>>, serializer: S) -> Result<S::Ok, S::Error> {
    match layers {
        Some(layers) => layers.serialize(serializer),
        None => serializer.serialize_none(),
    }
}

fn decoder<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<HiddenLayer>>, D::Error> {
    limited::list::<_, _, 100>(deserializer).map(Some)
}
